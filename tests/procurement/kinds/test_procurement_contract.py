"""The procurement contract speaks of its parties as they are: a buyer may be the host, and an option one month."""

from __future__ import annotations

import pytest

from procurement.clauses.load import library
from procurement.composing import compose
from procurement.facts import Value
from procurement.kinds import registry
from procurement.languages import Language
from procurement.law import LAW
from procurement.rendering import text
from tests.factories.facts import complete_facts, localised


def said(language: Language = Language.SV, **changes: Value | None) -> str:
    document = compose(
        registry()["procurement_contract"],
        complete_facts(**changes),
        library=library(),
        law=LAW,
        language=language,
        number=1,
    )
    return "\n".join(text.lines(document)).replace("\N{NO-BREAK SPACE}", " ")


def test_a_buyer_that_is_the_host_is_not_invited_to_its_own_steering_group() -> None:
    assert "Pilotkommunen bjuds in till mötena." in said()
    paper = said(buyer__name=localised("Vanda stad", "Vantaan kaupunki"), buyer__type="authority")
    assert "där beställaren och leverantören är företrädda. Leverantören för protokoll." in paper
    assert "bjuds in" not in paper


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (Language.SV, "en option på en månad på oförändrade villkor"),
        (Language.FI, "yhden kuukauden optio muuttumattomin ehdoin"),
        (Language.EN, "an option of one month on unchanged terms"),
    ],
)
def test_an_option_of_one_month_is_said_in_the_singular(language: Language, words: str) -> None:
    assert words in said(language, term__option_months=1)


def test_with_a_host_that_signs_the_contract_is_changed_by_the_buyer_and_the_supplier() -> None:
    paper = said(host__signs="contract")
    assert "genom en handling som beställaren och leverantören har undertecknat." in paper
    assert "Pilotkommunens skyldigheter ändras endast med pilotkommunens skriftliga samtycke." in paper
    assert "båda parterna" not in paper
    assert "vardera parten" not in paper
