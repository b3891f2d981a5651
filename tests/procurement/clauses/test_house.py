"""House wordings: checked as the library is, and against what a lawyer could break without seeing it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procurement.clauses import house
from procurement.clauses.house import HouseTexts, lay_over, normalised, read_house, sentence, shipped_digest, texts_of
from procurement.clauses.load import library
from procurement.clauses.wording import FaultCode
from procurement.kinds import FRAME
from procurement.languages import Language

PRICE: Final = library()["contract_price"]


def texts(clause: str = "contract_price", **changes: str) -> dict[str, dict[str, str]]:
    """The shipped texts, changed where a test says so: `sv_heading="…"`."""
    found = texts_of(library()[clause])
    for place, text in changes.items():
        language, passage = place.split("_", 1)
        found[language][passage] = text
    return found


def faults(clause: str = "contract_price", **changes: str) -> dict[tuple[str, str], list[FaultCode]]:
    """What is wrong, by language and passage."""
    shipped, found = library()[clause], {}
    for fault in read_house(shipped, normalised(shipped, texts(clause, **changes)))[1]:
        found.setdefault(house.place(fault), []).append(fault.code)
    return found


FIRST: Final = PRICE.passages[0].key


def test_every_shipped_clause_would_pass_as_a_house_wording() -> None:
    assert {key: found for key in library() if (found := faults(key))} == {}


def test_the_words_of_the_house_say_whose_they_are_and_have_a_hash_of_their_own() -> None:
    clause, found = read_house(PRICE, texts(sv_heading="Priset", fi_heading="Hinta kokonaisuudessaan"))
    assert found == ()
    assert {wording.origin for wording in clause.wordings.values()} == {"house"}
    assert [piece.value for piece in clause.wordings[Language.SV].heading or ()] == ["Priset"]
    assert clause.wordings[Language.SV].digest != PRICE.wordings[Language.SV].digest
    assert clause.passages == PRICE.passages


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", FaultCode.NO_TEXT),
        (" \n ", FaultCode.NO_TEXT),
        ("Priset är {price.total euro.", FaultCode.BRACE),
        ("Priset är *högst.", FaultCode.EMPHASIS),
        ("Priset är {Total}.", FaultCode.PLACEHOLDER),
        ("Priset är {price.total|long}.", FaultCode.FORMAT),
        ("Priset är {price.totl}.", FaultCode.UNKNOWN_FACT),
        ("Se {law:nothing}.", FaultCode.UNKNOWN_LAW),
        ("Priset är {price.total|optional}.", FaultCode.OPTIONAL),
        ("Enligt 128 § betalas priset.", FaultCode.TYPED_LAW),
        ("Leverantören skall fakturera.", FaultCode.REJECTED),
        ("Skall priset ändras, görs det skriftligen.", FaultCode.REJECTED),
        ("Part är {supplier.signatory}.", FaultCode.UNKNOWN_FACT),
        ("Se punkt {ref:contract_parties}.", FaultCode.UNKNOWN_FACT),
        ("Se {annex:nothing}.", FaultCode.UNKNOWN_FACT),
        ("Nummer {marker.number}.", FaultCode.UNKNOWN_FACT),
        ("Rad {item.sum}.", FaultCode.UNKNOWN_FACT),
    ],
)
def test_a_fault_is_found_beside_its_text(text: str, code: FaultCode) -> None:
    assert code in faults(**{f"sv_{FIRST}": text})["sv", FIRST]


def test_the_languages_say_the_same_facts_and_the_sentence_names_what_differs() -> None:
    changed = texts(**{f"fi_{FIRST}": "Hinta on sovittu."})
    (fault,) = read_house(PRICE, changed)[1]
    assert (house.place(fault), fault.code) == (("fi", FIRST), FaultCode.PARITY)
    assert sentence(fault, Language.EN).startswith("Placeholders that another language has are missing here: {")


def test_the_fault_stands_at_the_text_that_lacks_the_field() -> None:
    changed = texts(**{f"sv_{FIRST}": "Priset har avtalats."})
    assert {house.place(fault) for fault in read_house(PRICE, changed)[1]} == {("sv", FIRST)}


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ({"sv": {"a": "x", "b": "y"}, "fi": {"a": "x", "b": "y"}}, []),
        ({"sv": {"a": "1", "b": "y"}, "fi": {"a": "x", "b": "y"}}, [("fi", "a")]),
        ({"sv": {"a": "x", "b": "y"}, "fi": {"a": "x", "b": "2"}}, [("sv", "b")]),
        ({"sv": {"a": "1", "b": "y"}, "fi": {"a": "2", "b": "y"}}, []),
        ({"sv": {"a": "1", "b": "y"}, "fi": {"a": "x", "b": "2"}}, [("sv", "b"), ("fi", "a")]),
        # A translation binds nobody.
        ({"sv": {"a": "x", "b": "y"}, "fi": {"a": "x", "b": "y"}, "en": {"a": "1"}}, []),
    ],
)
def test_a_passage_that_is_changed_in_one_legal_language_has_to_follow_in_the_other(
    after: dict[str, dict[str, str]], expected: list[tuple[str, str]]
) -> None:
    before = {"sv": {"a": "x", "b": "y"}, "fi": {"a": "x", "b": "y"}}
    assert house.unfollowed(before, after) == expected


def test_a_heading_stays_where_the_shipped_clause_has_one() -> None:
    assert faults(sv_heading="", fi_heading="") == {
        ("sv", "heading"): [FaultCode.HEADING],
        ("fi", "heading"): [FaultCode.HEADING],
        **({("en", "heading"): [FaultCode.HEADING]} if Language.EN in PRICE.wordings else {}),
    }


def test_no_finnish_case_ending_hangs_on_a_placeholder() -> None:
    name = next(piece.value for piece in PRICE.wordings[Language.FI].texts[FIRST] if piece.kind == "fact")
    assert FaultCode.ENDING in faults(**{f"fi_{FIRST}": f"Hinta {{{name}}}n mukaan."})["fi", FIRST]


def test_the_marker_of_the_frame_cannot_lose_its_number() -> None:
    frame = library()[FRAME]
    changed = texts_of(frame)
    for language in changed:
        changed[language]["marker"] = "Saknas"
    found = [fault.code for fault in read_house(frame, changed)[1] if fault.key.endswith("marker")]
    assert FaultCode.REQUIRED in found


@pytest.mark.parametrize("language", list(Language))
def test_every_fault_has_a_sentence_in_every_language(language: Language) -> None:
    for code in FaultCode:
        fault = house.Fault("clause", "sv.text", "", code, "{price.total}")
        assert "{value}" not in sentence(fault, language)
        assert sentence(fault, language).endswith(".")


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_and_never_breaks(text: str) -> None:
    clause, _found = read_house(PRICE, normalised(PRICE, texts(**{f"sv_{FIRST}": text, "fi_heading": text})))
    assert clause.key == PRICE.key


def used(changed: Mapping[str, Mapping[str, str]], digest: str = "") -> house.CurrentLibrary:
    return lay_over(library(), [HouseTexts(PRICE.key, changed, digest or shipped_digest(PRICE))])


def test_a_house_wording_lies_over_its_own_clause_only() -> None:
    current = used(texts(sv_heading="Priset"))
    changed = {key for key, clause in current.clauses.items() if clause is not library()[key]}
    assert (changed, current.outdated, current.unfit) == ({PRICE.key}, frozenset(), frozenset())


def test_a_house_wording_whose_shipped_text_has_changed_is_said_and_flagged() -> None:
    current = used(texts(sv_heading="Priset"), "0" * 64)
    assert current.clauses[PRICE.key].wordings[Language.SV].origin == "house"
    assert (current.outdated, current.unfit) == ({PRICE.key}, frozenset())


def test_a_house_wording_that_no_longer_fits_is_not_said_and_flagged() -> None:
    changed = texts()
    changed["sv"]["gone"] = "En del som inte längre finns."
    current = used(changed)
    assert current.clauses[PRICE.key] is PRICE
    assert (current.outdated, current.unfit) == (frozenset(), {PRICE.key})


def test_a_house_wording_of_a_clause_that_is_gone_changes_nothing() -> None:
    current = lay_over(library(), [HouseTexts("gone", {}, "")])
    assert current == house.CurrentLibrary(library())
