"""The processing agreement says all that article 28 of the GDPR asks, and each answer of the form has its own words."""

from __future__ import annotations

import pytest

from procurement.clauses.load import library
from procurement.composing import compose, fact_names
from procurement.facts import Value
from procurement.kinds import registry
from procurement.languages import Language
from procurement.law import LAW
from procurement.rendering import text
from tests.factories.facts import complete_facts, localised

AGREEMENT = registry()["data_processing_agreement"]


def said(**changes: Value | None) -> str:
    document = compose(AGREEMENT, complete_facts(**changes), library=library(), law=LAW, language=Language.EN, number=1)
    assert document.gaps == ()
    return "\n".join(text.lines(document)).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    "words",
    [
        "Subject-matter\t", "Purpose\t", "Nature\t", "Duration\t", "Data\tData subjects",  # the opening words of 28(3)
        "The Controller is responsible for",  # obligations and rights of the controller
        "only on documented instructions",  # a
        "committed themselves to confidentiality",  # b
        "all measures required under Article 32",  # c
        "specific prior written authorisation", "the same data protection obligations",  # d, with 28(2) and 28(4)
        "requests for exercising the data subjects' rights",  # e
        "the obligations under Articles 32–36",  # f
        "returns all personal data",  # g
        "all information necessary to demonstrate compliance", "contributes to audits, including inspections",  # h
        "considers that an instruction infringes the GDPR",  # the last paragraph of 28(3)
    ],
)  # fmt: skip
def test_the_agreement_says_what_article_28_asks(words: str) -> None:
    assert words in said()


@pytest.mark.parametrize(
    ("changes", "words", "others"),
    [
        ({"data__end": "delete"}, "erases all personal data", "returns all personal data"),
        ({"data__subprocessors_used": False}, "engages no other processors", "Exempelmoln"),
        ({"data__minors": False}, "Data on minors are not processed", "include minors"),
        ({"data__breach_hours": 1}, "at the latest one hour after", " hours after"),
        ({"data__dpia": "pending"}, "may start only when the Controller has completed", "has carried out"),
        ({"data__dpia": "not_needed"}, "is not needed", "has carried out"),
        ({"controller__is_authority": False}, "For the parties", "Openness"),
        (
            {"data__transfers": True, "data__transfer_basis": localised("(demo)", "(demo) päätös")},
            "only on the following basis under Chapter V of the GDPR: (demo) päätös.",
            "may not be transferred",
        ),
    ],
)
def test_each_answer_has_its_own_words(changes: dict[str, Value], words: str, others: str) -> None:
    paper = said(**changes)
    assert words in paper
    assert others not in paper


def test_the_controller_and_the_supplier_are_the_parties_and_the_buyer_signs_nothing() -> None:
    facts = fact_names(AGREEMENT, library())
    assert {"controller.signatory", "supplier.signatory"} <= facts
    assert "buyer.signatory" not in facts


def test_the_paper_is_the_controllers() -> None:
    document = compose(AGREEMENT, complete_facts(), library=library(), law=LAW, language=Language.FI, number=1)
    assert text.header(document).split("\t")[0] == "Vantaan kaupunki (demo)"
