"""What papers must say alike is stopped where it differs, with the names or the numbers of both sides."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from procurement import guards
from procurement.computed.facts import with_computed
from procurement.facts import Facts, Localised, LocalisedList, Record, Records, Value
from procurement.guards import ALL_GUARDS, Finding, Guard, Lift, State, guards_of, judge
from procurement.guards.agreeing import GUARDS
from procurement.kinds import registry
from procurement.languages import Language
from procurement.law import LAW
from tests.factories.facts import localised, records, whole_case

SV, FI, EN = Language.SV, Language.FI, Language.EN
CONTRACT = registry()["procurement_contract"]


def facts(**changes: Any) -> Facts:
    return with_computed(CONTRACT, whole_case(**changes), LAW)


def found(guard: Guard, **changes: Any) -> Finding:
    return guard.check(facts(**changes), LAW)


def buyers(sv: list[str], fi: list[str] | None = None) -> LocalisedList:
    return LocalisedList({SV: tuple(sv), **({FI: tuple(fi)} if fi else {})})


#: Twelve buyers, as a notice names them.
PLACES = [
    "Ekenäs",
    "Borgå",
    "Esbo",
    "Grankulla",
    "Hangö",
    "Ingå",
    "Kyrkslätt",
    "Lovisa",
    "Nagu",
    "Pargas",
    "Raseborg",
    "Vasa",
]
TWELVE = buyers([f"{place} stad" for place in PLACES], [f"{place} (fi)" for place in PLACES])
NAMED = {"reuse__municipalities": TWELVE, "notice__buyers": TWELVE}


def cells(value: Value | None, **changes: Any) -> Records:
    named = {"number": 1, "basis": "named_buyers", "ceiling": Decimal("60000.00"), "end": date(2028, 12, 31)}
    return Records((Record({**named, "buyers": value, **changes}),))


# -- Every one of them -------------------------------------------------------------------------------------------------


def test_each_is_in_the_table_is_lifted_by_nobody_and_says_when_it_holds() -> None:
    assert set(GUARDS) <= set(ALL_GUARDS)
    for guard in GUARDS:
        assert guard.lift is Lift.NOBODY
        assert guard.fulfilled is not None
        assert all(guard.fulfilled[language].endswith(".") for language in Language)


# -- Buyers and ceiling ------------------------------------------------------------------------------------------------


def test_every_buyer_of_the_contract_is_named_in_the_notice() -> None:
    guard = guards.guard("buyers_are_those_of_the_notice")
    assert found(guard, **NAMED).state is State.PASSED
    more = buyers(
        [*(f"{place} stad" for place in PLACES), "Helsingfors stad"],
        [*(f"{place} (fi)" for place in PLACES), "Helsinki"],
    )
    said = found(guard, **{**NAMED, "reuse__municipalities": more})
    assert said.state is State.BLOCKED
    assert said.said is not None
    assert said.said[SV] == "Annonsen namnger inte: Helsingfors stad."
    assert said.said[FI] == "Ilmoituksessa ei ole nimetty: Helsinki."


def test_fewer_buyers_than_the_notice_names_may_order() -> None:
    fewer = buyers(["Vasa stad"], ["Vasa (fi)"])
    assert (
        found(guards.guard("buyers_are_those_of_the_notice"), **{**NAMED, "reuse__municipalities": fewer}).state
        is State.PASSED
    )


def test_a_name_is_the_same_whatever_its_spaces_and_capitals() -> None:
    typed = buyers(["VASA  stad "], ["Vasa (FI)"])
    assert (
        found(guards.guard("buyers_are_those_of_the_notice"), **{**NAMED, "reuse__municipalities": typed}).state
        is State.PASSED
    )


def test_a_notice_that_names_buyers_in_one_language_is_compared_in_that() -> None:
    finnish = LocalisedList({FI: tuple(f"{place} (fi)" for place in PLACES)})
    assert (
        found(guards.guard("buyers_are_those_of_the_notice"), **{**NAMED, "notice__buyers": finnish}).state
        is State.PASSED
    )
    other = LocalisedList({FI: ("Turku",)})
    assert (
        found(guards.guard("buyers_are_those_of_the_notice"), **{**NAMED, "notice__buyers": other}).state
        is State.BLOCKED
    )


def test_a_list_that_is_longer_in_one_language_is_stopped_with_both_counts() -> None:
    uneven = buyers(["Vasa stad", "Esbo stad"], ["Vasa (fi)"])
    said = found(guards.guard("buyers_are_those_of_the_notice"), **{**NAMED, "reuse__municipalities": uneven})
    assert (said.state, said.said and said.said[FI]) == (
        State.BLOCKED,
        "Luettelossa on ruotsiksi 2 ja suomeksi 1 tilaajaa.",
    )


def test_the_notice_s_list_is_asked_for_where_others_may_order_and_nowhere_else() -> None:
    assert found(guards.guard("buyers_are_those_of_the_notice"), notice__buyers=None) == Finding(
        State.UNKNOWN, ("notice.buyers",)
    )
    unasked = found(guards.guard("buyers_are_those_of_the_notice"), notice__buyers=None, reuse__basis="rights_only")
    assert unasked.state is State.PASSED


def test_invitation_decision_and_notice_sheets_are_stopped_like_the_contract() -> None:
    for key, varies in (
        ("invitation_to_negotiate", ""),
        ("procurement_contract", ""),
        ("accession_undertaking", ""),
        ("procurement_decision", "decision.outcome"),
        ("notice_field_sheets", "notice_sheet.kind"),
    ):
        keys = {guard.key for guard in guards_of(key, varies)}
        assert {"buyers_are_those_of_the_notice", "notice_names_buyers"} <= keys, key


def test_the_contract_names_exactly_the_buyers_of_the_approved_decision() -> None:
    guard = guards.guard("buyers_are_those_of_the_decision")
    case: dict[str, Any] = {**NAMED, "approved__decision": cells(TWELVE)}
    assert found(guard, **case).state is State.PASSED
    fewer = buyers(["Vasa stad"], ["Vasa (fi)"])
    for wrong in (
        {"reuse__municipalities": fewer},
        {"approved__decision": cells(fewer)},
        {"reuse__ceiling": Decimal("59999.99")},
        {"reuse__end": date(2028, 12, 30)},
        {"approved__decision": cells(TWELVE, basis="rights_only")},
        {"approved__decision": records({"number": 1})},
        {"reuse__basis": "rights_only"},
    ):
        assert found(guard, **{**case, **wrong}).state is State.BLOCKED, wrong


def test_the_refusal_says_both_sides() -> None:
    small = buyers(["Vasa stad"], ["Vasa (fi)"])
    case = {"reuse__municipalities": small, "approved__decision": cells(buyers(["Esbo stad"], ["Esbo (fi)"]))}
    said = found(guards.guard("buyers_are_those_of_the_decision"), **case, reuse__ceiling=Decimal("70000.00")).said
    assert said is not None
    assert said[SV].replace("\xa0", " ") == (
        "Endast i beslutet: Esbo stad. Endast i kontraktet: Vasa stad. "
        "Maximivärde: 60 000 € i beslutet, 70 000 € i kontraktet."
    )
    assert said[FI].replace("\xa0", " ") == (
        "Vain päätöksessä: Esbo (fi). Vain sopimuksessa: Vasa (fi). "
        "Enimmäisarvo: 60 000 € päätöksessä, 70 000 € sopimuksessa."
    )


def test_a_decision_that_says_nothing_of_buyers_lets_nobody_order() -> None:
    said = found(
        guards.guard("buyers_are_those_of_the_decision"), **NAMED, approved__decision=records({"number": 3})
    ).said
    assert said is not None
    assert said[SV].startswith("Endast i kontraktet: Ekenäs stad; Borgå stad; ")
    assert said[SV].replace("\xa0", " ").endswith("Sista dag: – i beslutet, 31.12.2028 i kontraktet.")


def test_the_contract_may_go_less_far_than_the_invitation_and_never_further() -> None:
    guard = guards.guard("buyers_are_those_of_the_decision")
    fewer = buyers(["Vasa stad"], ["Vasa (fi)"])
    wide = {"reuse__municipalities": fewer, "approved__invitation": cells(TWELVE, ceiling=Decimal("90000.00"))}
    assert found(guard, **wide).state is State.PASSED
    for narrow in (
        cells(fewer, ceiling=Decimal("59999.99")),
        cells(fewer, end=date(2028, 12, 30)),
        cells(buyers(["Esbo stad"], ["Esbo (fi)"])),
        records({"number": 1}),
    ):
        assert found(guard, reuse__municipalities=fewer, approved__invitation=narrow).state is State.BLOCKED


def test_a_buyer_that_the_contract_does_not_name_cannot_accede() -> None:
    guard = guards.guard("acceding_buyer_is_on_the_list")
    case: dict[str, Any] = {**NAMED, "accession__register": None}
    assert found(guard, **case, accession__buyer=Localised({SV: "Esbo stad", FI: "Esbo (fi)"})).state is State.PASSED
    # A lawyer's yes to "the notice names the buyer" does not help.
    said = found(guard, **case, accession__named=True, accession__buyer=localised("Helsingfors stad", "Helsinki"))
    assert said.state is State.BLOCKED
    assert said.said is not None
    assert said.said[SV] == "Kontraktet namnger inte: Helsingfors stad."


def test_the_two_names_of_a_buyer_are_one_buyer_s() -> None:
    mixed = localised("Esbo stad", "Vasa (fi)")
    assert found(
        guards.guard("acceding_buyer_is_on_the_list"), **NAMED, accession__register=None, accession__buyer=mixed
    ).state is (State.BLOCKED)


def test_the_contract_as_it_was_approved_decides_who_accedes() -> None:
    """The list of the case can be changed after signing, and then it is not the contract's."""
    esbo = localised("Esbo stad", "Esbo (fi)")
    case: dict[str, Any] = {**NAMED, "accession__register": None, "accession__buyer": esbo}
    guard = guards.guard("acceding_buyer_is_on_the_list")
    assert found(guard, **case, approved__contract=cells(TWELVE)).state is State.PASSED
    assert found(guard, **case, approved__contract=cells(buyers(["Vasa stad"], ["Vasa (fi)"]))).state is State.BLOCKED
    assert found(guard, **case, approved__contract=cells(TWELVE, basis="rights_only")).state is State.BLOCKED


def test_earlier_orders_are_of_named_buyers_and_not_older_than_the_contract() -> None:
    esbo = localised("Esbo stad", "Esbo (fi)")
    case: dict[str, Any] = {**NAMED, "accession__buyer": esbo}
    order = {"buyer": esbo, "value": Decimal("1.00"), "date": date(2026, 11, 20)}
    guard = guards.guard("acceding_buyer_is_on_the_list")
    assert found(guard, **case, accession__register=records(order)).state is State.PASSED
    strange = records({**order, "buyer": localised("Helsingfors stad", "Helsinki")})
    assert found(guard, **case, accession__register=strange).state is State.BLOCKED
    early = found(guard, **case, accession__register=records({**order, "date": date(2026, 11, 19)}))
    assert early.said is not None
    assert early.said[SV] == "Äldre än kontraktet: Esbo stad (19.11.2026)."


# -- Entries and recipients --------------------------------------------------------------------------------------------

RANKED = records({"rank": 1, "entry": "A", "winner": True}, {"rank": 2, "entry": "B", "winner": False})
SERVED = records({"recipient": "A"}, {"recipient": "B"})
NONE_ELSE: dict[str, Any] = {
    "contest__excluded_count": None,
    "contest__withdrawn": None,
    "contest__eliminated": None,
    "contest__eliminated_on": None,
    "contest__eliminated_section": None,
    "contest__eliminated_served_on": None,
    "jury__ranking": RANKED,
    "contest_decision__recipients": SERVED,
}


def test_twelve_entries_of_which_two_are_ranked_are_not_accounted_for() -> None:
    said = found(guards.guard("every_entry_is_accounted_for"), **NONE_ELSE, contest__entries=12)
    assert said.state is State.BLOCKED
    assert said.missing == ("contest.excluded_count", "contest.withdrawn", "contest.eliminated")
    assert said.said is not None
    assert said.said[SV] == (
        "Inkomna: 12. Redovisade: 2 (2 rangordnade, 0 uteslutna, 0 återkallade, 0 gallrade genom ett tidigare beslut)."
    )


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"contest__entries": 2}, State.PASSED),
        ({"contest__entries": 3}, State.BLOCKED),
        ({"contest__entries": 1}, State.BLOCKED),
        ({"contest__entries": 3, "contest__excluded_count": 1}, State.PASSED),
        ({"contest__entries": 4, "contest__excluded_count": 1, "contest__withdrawn": 1}, State.PASSED),
        ({"contest__entries": None}, State.UNKNOWN),
        ({"contest__entries": 2, "jury__ranking": None}, State.UNKNOWN),
        ({"contest__entries": 12, "contest__eliminated": 10}, State.UNKNOWN),
    ],
)
def test_ranked_excluded_withdrawn_and_eliminated_entries_are_all_that_came(
    changes: dict[str, Any], expected: State
) -> None:
    assert found(guards.guard("every_entry_is_accounted_for"), **{**NONE_ELSE, **changes}).state is expected


def test_entries_are_eliminated_by_a_decision_with_a_day_a_section_and_service_before_this_one() -> None:
    earlier: dict[str, Any] = {
        **NONE_ELSE,
        "contest__entries": 12,
        "contest__eliminated": 10,
        "contest__eliminated_on": date(2026, 6, 15),
        "contest__eliminated_section": "9",
        "contest__eliminated_served_on": date(2026, 6, 16),
        "contest_decision__date": date(2026, 8, 17),
    }
    guard = guards.guard("every_entry_is_accounted_for")
    assert found(guard, **earlier).state is State.PASSED
    for name in ("contest.eliminated_on", "contest.eliminated_section", "contest.eliminated_served_on"):
        assert found(guard, **{**earlier, name.replace(".", "__"): None}) == Finding(State.UNKNOWN, (name,))
    assert found(guard, **{**earlier, "contest__eliminated_served_on": date(2026, 8, 18)}).state is State.BLOCKED
    assert found(guard, **{**earlier, "contest__eliminated_served_on": date(2026, 6, 14)}).state is State.BLOCKED


def test_as_many_are_served_as_sent_entries() -> None:
    guard = guards.guard("every_participant_is_a_recipient")
    assert found(guard, **NONE_ELSE, contest__entries=2).state is State.PASSED
    said = found(guard, **NONE_ELSE, contest__entries=12)
    assert said.state is State.BLOCKED
    assert said.said is not None
    assert said.said[SV] == "Inkomna bidrag: 12. Mottagare: 2, och 0 som har delgetts ett tidigare beslut."
    assert found(guard, **{**NONE_ELSE, "contest__eliminated": 10}, contest__entries=12).state is State.PASSED
    # One participant at two addresses is one.
    twice = records({"recipient": "A"}, {"recipient": "a "}, {"recipient": "B"})
    assert (
        found(guard, **{**NONE_ELSE, "contest_decision__recipients": twice}, contest__entries=2).state is State.PASSED
    )


def test_who_sent_several_entries_is_served_once_and_a_group_can_be_served_one_by_one() -> None:
    def served(to_serve: int | None, entries: int, *recipients: str) -> Finding:
        listed = records(*({"recipient": recipient} for recipient in recipients))
        counts = {"contest__entries": entries, "contest_decision__to_serve": to_serve}
        return found(
            guards.guard("every_participant_is_a_recipient"),
            **{**NONE_ELSE, "contest_decision__recipients": listed, **counts},
        )

    assert served(2, 3, "A", "B").state is State.PASSED
    assert served(2, 1, "Group, member A", "Group, member B").state is State.PASSED
    # Until a lawyer has said how many it is to be served on, another number than that of the entries stops the paper.
    for unsaid in (served(None, 3, "A", "B"), served(None, 1, "A", "B")):
        assert (unsaid.state, unsaid.missing) == (State.BLOCKED, ("contest_decision.to_serve",))
    left_out = served(3, 2, "Group, member A", "Group, member B")
    assert left_out.state is State.BLOCKED
    assert left_out.said is not None
    assert left_out.said[SV] == "Ska delges: 3. Mottagare: 2."


def test_a_recorded_day_of_service_stands_where_there_is_no_list() -> None:
    unlisted = {**NONE_ELSE, "contest_decision__recipients": None, "contest__entries": 12}
    assert found(guards.guard("every_participant_is_a_recipient"), **unlisted).state is State.PASSED
    unserved = {**unlisted, "contest_decision__served_on": None}
    assert found(guards.guard("every_participant_is_a_recipient"), **unserved).missing == (
        "contest_decision.recipients",
    )


def test_both_stop_the_contest_decision_and_the_invitation() -> None:
    for guard in (guards.guard("every_entry_is_accounted_for"), guards.guard("every_participant_is_a_recipient")):
        assert guard.blocks == ("contest_decision", "invitation_to_negotiate")


# -- Other contests ----------------------------------------------------------------------------------------------------

NEAR = LocalisedList({SV: ("Klash, annons 1, 11.4.2019",), FI: ("Klash, ilmoitus 1, 11.4.2019",)})
REASON = localised("Olika tjänster.", "Eri palvelut.")


UNATTRIBUTED = LocalisedList({SV: ("Klang, annons 2, 1.5.2019",), FI: ("Klang, ilmoitus 2, 1.5.2019",)})


@pytest.mark.parametrize(
    ("near", "answer", "reason", "expected", "missing"),
    [
        (None, None, None, State.UNKNOWN, ("case.other_contests",)),
        (None, False, None, State.PASSED, ()),
        (None, True, None, State.UNKNOWN, ("case.simultaneous",)),
        (None, True, REASON, State.PASSED, ()),
        (NEAR, None, None, State.BLOCKED, ("case.other_contests", "case.simultaneous")),
        # That they are not alike is an answer, and has a reason too.
        (NEAR, False, None, State.BLOCKED, ("case.simultaneous",)),
        (NEAR, False, REASON, State.PASSED, ()),
        (NEAR, True, REASON, State.PASSED, ()),
    ],
)
def test_other_contests_within_twelve_months_are_answered_with_a_reason(
    near: LocalisedList | None, answer: bool | None, reason: Localised | None, expected: State, missing: tuple[str, ...]
) -> None:
    answered = {"contests__near": near, "case__other_contests": answer, "case__simultaneous": reason}
    said = found(guards.guard("other_contests_are_answered"), **answered, case__contests_answered=1)
    assert (said.state, said.missing) == (expected, missing)


@pytest.mark.parametrize(
    ("near", "unattributed", "answered", "expected"),
    [
        (None, None, None, State.PASSED),
        (NEAR, None, None, State.BLOCKED),
        (NEAR, None, 1, State.PASSED),
        (NEAR, UNATTRIBUTED, 1, State.BLOCKED),
        (NEAR, UNATTRIBUTED, 2, State.PASSED),
        (None, UNATTRIBUTED, None, State.BLOCKED),
        # Contests that the site does not know are among those that the buyer answers for.
        (None, UNATTRIBUTED, 3, State.PASSED),
    ],
)
def test_an_answer_stands_for_as_many_contests_as_it_is_about_and_no_more(
    near: LocalisedList | None, unattributed: LocalisedList | None, answered: int | None, expected: State
) -> None:
    known = {"contests__near": near, "contests__unattributed": unattributed, "case__contests_answered": answered}
    said = found(
        guards.guard("other_contests_are_answered"), **known, case__other_contests=False, case__simultaneous=REASON
    )
    missing = ("case.contests_answered",) if expected is State.BLOCKED else ()
    assert (said.state, said.missing) == (expected, missing)


def test_the_contests_are_named_to_the_lawyer() -> None:
    said = found(
        guards.guard("other_contests_are_answered"),
        contests__near=NEAR,
        case__simultaneous=None,
        case__contests_answered=None,
    ).said
    assert said is not None
    assert said[SV] == "Det gäller: Klash, annons 1, 11.4.2019."
    assert said[FI] == "Kyse on seuraavista: Klash, ilmoitus 1, 11.4.2019."
    more = found(
        guards.guard("other_contests_are_answered"),
        contests__near=NEAR,
        contests__unattributed=UNATTRIBUTED,
        case__contests_answered=1,
    ).said
    assert more is not None
    assert more[SV] == (
        "Det gäller: Klash, annons 1, 11.4.2019. Beställaren är inte antecknad: Klang, annons 2, 1.5.2019. "
        "Svaret gäller 1 av 2."
    )
    assert guards.guard("other_contests_are_answered").blocks == ("procurement_decision:award",)


# -- Subcontractors ----------------------------------------------------------------------------------------------------


def subcontracting(processors: list[dict[str, Any]], subcontractors: list[dict[str, Any]] | None) -> Finding:
    return found(
        guards.guard("subprocessors_are_subcontractors"),
        data__subprocessors_used=True,
        data__subprocessors=records(*processors),
        object__subcontractors=subcontractors is not None,
        object__subcontractor_list=records(*subcontractors) if subcontractors else None,
    )


def test_a_sub_processor_that_is_no_subcontractor_is_named() -> None:
    said = subcontracting([{"name": "Moln Ab"}, {"name": "Pilvi Oy"}], [{"name": "Moln Ab"}])
    assert said.state is State.BLOCKED
    assert said.said is not None
    assert said.said[SV] == "Finns inte bland underleverantörerna: Pilvi Oy."


def test_without_subcontractors_no_sub_processor_is_allowed() -> None:
    assert subcontracting([{"name": "Moln Ab"}], None).state is State.BLOCKED
    assert found(guards.guard("subprocessors_are_subcontractors"), data__subprocessors_used=False).state is State.PASSED
    assert found(guards.guard("subprocessors_are_subcontractors"), personal_data__processed=False).state is State.PASSED
    assert found(guards.guard("subprocessors_are_subcontractors"), object__subcontractors=None).missing == (
        "object.subcontractors",
    )


def test_the_business_id_decides_where_both_have_one_and_otherwise_the_name() -> None:
    moln = {"name": "Moln Ab", "business_id": "9999999-2"}
    assert subcontracting([moln], [{"name": "Moln Ab (publ.)", "business_id": "9999999-2"}]).state is State.PASSED
    assert subcontracting([moln], [{**moln, "business_id": "9999998-4"}]).state is State.BLOCKED
    assert subcontracting([moln], [{"name": "moln  ab"}]).state is State.PASSED


def test_it_stops_the_agreement_the_contract_and_the_signing() -> None:
    assert guards.guard("subprocessors_are_subcontractors").blocks == (
        "data_processing_agreement",
        "procurement_contract",
        "signing_pack",
    )


# -- Law that is not in the data ---------------------------------------------------------------------------------------


def judged(guard: Guard, kind: str, **changes: Any) -> Finding:
    known = with_computed(registry()[kind], whole_case(**changes), LAW)
    (verdict,) = judge([guard], known, LAW)
    return verdict.finding


def test_a_change_of_2028_says_that_the_law_is_missing_and_not_that_a_ceiling_is_exceeded() -> None:
    change = judged(guards.guard("change_limits"), "change_amendment", change__date=date(2028, 2, 1))
    assert (change.state, change.replaces) == (State.BLOCKED, True)
    assert change.said is not None
    assert change.said[SV].replace("\xa0", " ") == (
        "Lagdata saknas för den 1 februari 2028: EU-tröskelvärdet (thresholds.eu.services). "
        "Saken kan bedömas först när lagdata har kompletterats."
    )
    assert change.said[FI].replace("\xa0", " ") == (
        "Lakitiedot puuttuvat päivältä 1. helmikuuta 2028: EU-kynnysarvo (thresholds.eu.services). "
        "Asia voidaan arvioida vasta, kun lakitietoja on täydennetty."
    )


@pytest.mark.parametrize(
    "guard",
    [guards.guard("above_national_threshold"), guards.guard("band_drift"), guards.guard("instructions_variant")],
)
def test_a_notice_of_2017_says_that_the_law_is_missing_and_not_that_a_fact_is(guard: Guard) -> None:
    said = judged(guard, "procurement_contract", notice__date=date(2017, 6, 1), instructions__variant=None)
    assert said.state is State.BLOCKED
    assert said.said is not None
    assert said.said[EN].replace("\xa0", " ").startswith("The law data are missing for 1 June 2017: the EU threshold")


def test_a_band_that_lacks_a_fact_lacks_a_fact() -> None:
    lacking = judged(
        guards.guard("above_national_threshold"),
        "procurement_contract",
        value__estimate=None,
        notice__date=date(2017, 6, 1),
    )
    assert lacking == Finding(State.UNKNOWN, ("value.band",))


def test_a_rate_of_a_day_that_the_data_do_not_hold_is_not_called_wrong() -> None:
    said = judged(guards.guard("vat_rate_in_force"), "price_annex", price__tax_point=date(2012, 12, 31)).said
    assert said is not None
    assert "vat.general" in said[SV]


def test_a_guard_that_objects_says_its_message_and_what_it_is_about() -> None:
    known = with_computed(CONTRACT, whole_case(**NONE_ELSE, contest__entries=12), LAW)
    (verdict,) = judge([guards.guard("every_participant_is_a_recipient")], known, LAW)
    assert verdict.sentence(EN) == (
        "The contest decision must be served on every participant: otherwise no time to appeal runs for the others. "
        "Entries received: 12. Recipients: 2, and 0 who were served an earlier decision."
    )
