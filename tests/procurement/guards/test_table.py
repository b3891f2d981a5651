"""Each guard is a test named after its rule (docs/law-notes.md § 11)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from procurement import guards
from procurement.computed.facts import with_computed
from procurement.facts import Facts, LocalisedList, Record, Records, Source, Value
from procurement.facts.catalogue import CATALOGUE
from procurement.facts.groups.checks import CHECKS
from procurement.guards import ALL_GUARDS, Finding, Guard, Lift, State, guards_of, judge
from procurement.kinds import registry
from procurement.languages import Language
from procurement.law import LAW
from tests.factories.facts import localised, records, whole_case

CONTRACT = registry()["procurement_contract"]
#: The kinds there will be, by the keys that the table of guards may name.
KINDS = {
    "contest_decision", "invitation_to_negotiate", "negotiation_agenda", "negotiation_minutes",
    "non_disclosure_undertaking", "party_and_rights_statement", "final_offer_request", "procurement_decision",
    "appeal_instructions", "service_letter", "procurement_contract", "data_processing_agreement", "rights_annex",
    "accession_undertaking", "pilot_agreement", "service_description", "price_annex", "pilot_plan", "change_amendment",
    "pre_contract_checks", "procedure_report", "notice_field_sheets",
}  # fmt: skip
EU = {"value__estimate": Decimal("300000.00"), "price__total": Decimal("290000.00")}
NAMED = {
    "reuse__basis": "named_buyers", "notice__names_buyers": True, "notice__maximum": Decimal("60000.00"),
}  # fmt: skip
UNLISTED = {"contest_decision__recipients": None}
BOTH = localised("(demo)", "(demo)")


def facts(**changes: Any) -> Facts:
    return with_computed(CONTRACT, whole_case(**changes), LAW)


def state(guard: Guard, **changes: Any) -> State:
    return guard.check(facts(**changes), LAW).state


def missing(guard: Guard, **changes: Any) -> tuple[str, ...]:
    return guard.check(facts(**changes), LAW).missing


def checks_without(*left_out: str, **changed: Any) -> Records:
    rows = whole_case().rows("checks.rows")
    return Records(tuple(Record({**row.cells, **changed}) for row in rows if row.get("check") not in left_out))


# -- The table ---------------------------------------------------------------------------------------------------------


def test_every_guard_passes_a_case_that_goes_the_whole_way() -> None:
    states = {guard.key: guard.check(facts(), LAW).state for guard in ALL_GUARDS}
    # The report is an offer in the national band, and the table says so. Nobody discontinues what goes the whole way.
    assert states == dict.fromkeys(states, State.PASSED) | {
        "report_is_a_duty_from_the_eu_threshold": State.WARNED,
        "discontinuation_is_decided": State.BLOCKED,
    }


def test_every_guard_has_a_key_of_its_own_and_says_what_is_wrong_and_what_is_fulfilled_in_three_languages() -> None:
    keys = [guard.key for guard in ALL_GUARDS]
    assert len(keys) == len(set(keys))
    for guard in ALL_GUARDS:
        said = [text[language] for text in (guard.message, guard.fulfilled) for language in Language]
        assert all(sentence.endswith(".") for sentence in said)
        assert len(set(said)) == len(said)


def test_no_ground_of_a_guard_has_words_of_one_language() -> None:
    words = {word for guard in ALL_GUARDS for word in re.findall(r"[^\W\d_]{2,}", guard.ground)}
    assert words == {"EU", "mom"}


def test_every_guard_blocks_kinds_or_steps_that_there_are() -> None:
    for guard in ALL_GUARDS:
        assert guard.blocks
        assert {block.partition(":")[0] for block in guard.blocks} <= KINDS | set(guards.STEPS), guard.key
    assert {kind.key for kind in registry()} <= KINDS


@pytest.mark.parametrize("outcome", ["discontinue", "exclude", "rectify"])
def test_a_decision_that_does_not_award_is_stopped_by_no_guard_of_an_award(outcome: str) -> None:
    """A procurement can always be discontinued: without a party, on any basis, whatever the value."""
    nothing_fits = facts(
        decision__outcome=outcome,
        case__legal_basis="negotiated",
        supplier__verified=False,
        notice__clause_sufficient=False,
        object__mostly_services=False,
        object__within_notice=False,
        value__estimate=Decimal("100000.00"),
        price__total=Decimal("300000.00"),
        checks__rows=None,
    )
    found = judge(registry()["procurement_decision"].guards, nothing_fits, LAW)
    assert {verdict.finding.state for verdict in found} == {State.PASSED}
    award = nothing_fits.with_values(Source.CASE_FORM, {"decision.outcome": "award"})
    stopped = {verdict.guard.key for verdict in judge(registry()["procurement_decision"].guards, award, LAW)
               if verdict.finding.state is not State.PASSED}  # fmt: skip
    assert stopped == {
        "route", "party_verified", "services_dominate", "object_within_notice",
        "within_announced_value", "decision_within_announced_value",
        "band_drift", "prices_agree",
        "exclusion_checked",
    }  # fmt: skip


def test_a_guard_of_some_variants_cannot_judge_before_the_variant_is_known() -> None:
    decision = registry()["procurement_decision"]
    (guard,) = [each for each in decision.guards if each.key == "party_verified"]
    assert guard.check(facts(decision__outcome=None), LAW) == Finding(State.UNKNOWN, ("decision.outcome",))
    assert guard.reads == ("supplier.verified", "decision.outcome")


def test_the_guards_of_a_kind_are_those_of_the_table() -> None:
    assert CONTRACT.guards == guards_of("procurement_contract", party=True)
    assert guards.guard("named_buyers") in CONTRACT.guards
    assert guards.guard("named_buyers") not in registry()["invitation_to_negotiate"].guards


def test_a_second_lawyer_may_lift_what_the_law_notes_say_and_nothing_else() -> None:
    assert [guard.key for guard in ALL_GUARDS if guard.lift is Lift.SECOND_LAWYER] == [
        "contest_decision_served",
        *(guard.key for guard in guards.FAILED_CHECKS if guard.key != "check_failed_sanctions"),
        "appeal_registered",
        "rectification_pending",
    ]


@dataclass(frozen=True, slots=True)
class Watched(Facts):
    """Facts that remember what was asked of them."""

    def __post_init__(self) -> None:
        super(Watched, self).__post_init__()

    def value(self, name: str) -> Value | None:
        ASKED.add(name)
        return super(Watched, self).value(name)

    def __contains__(self, name: object) -> bool:
        ASKED.add(str(name))
        return name in self.entries


ASKED: set[str] = set()


@pytest.fixture
def asked() -> Iterator[set[str]]:
    ASKED.clear()
    yield ASKED
    ASKED.clear()


@pytest.mark.parametrize("guard", ALL_GUARDS, ids=lambda guard: guard.key)
def test_a_guard_reads_no_fact_that_it_does_not_declare(guard: Guard, asked: set[str]) -> None:
    for known in (facts(), facts(**EU, **NAMED), facts().restricted_to(["value.band", "reuse.basis"])):
        guard.check(Watched(known.entries), LAW)
    assert asked
    assert asked <= set(guard.reads)
    assert set(guard.reads) <= CATALOGUE.keys()


@pytest.mark.parametrize("guard", ALL_GUARDS, ids=lambda guard: guard.key)
def test_no_paper_passes_a_guard_that_knows_nothing_except_one_that_compares_what_is_known(guard: Guard) -> None:
    comparing = {
        "invitation_dates", "contract_dates", "option_dates", "decision_is_ceiling", "milestones_within_price",
        "award_notice_in_time", "agenda_dates", "minutes_dates", "undertaking_dates", "final_offer_dates",
        "decision_dates", "report_dates", *(guard.key for guard in guards.FAILED_CHECKS),
    }  # fmt: skip
    found = guard.check(Facts(), LAW)
    assert found.state is (State.PASSED if guard.key in comparing else State.UNKNOWN)
    assert bool(found.missing) is (guard.key not in comparing)


# -- Rule by rule ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("guard", "changes", "expected"),
    [
        (guards.guard("follow_on_clause"), {"notice__clause_sufficient": False}, State.BLOCKED),
        (guards.guard("follow_on_clause"), {"notice__clause_text": None}, State.UNKNOWN),
        (guards.guard("follow_on_clause"), {"notice__clause_source": None}, State.UNKNOWN),
        (
            guards.guard("follow_on_clause"),
            {"notice__clause_text": None, "case__legal_basis": "below_national"},
            State.PASSED,
        ),
        (guards.guard("route"), {"case__legal_basis": "negotiated"}, State.BLOCKED),
        (guards.guard("route"), {"case__legal_basis": None}, State.UNKNOWN),
        (guards.guard("above_national_threshold"), {"value__estimate": Decimal("49999.99")}, State.BLOCKED),
        (
            guards.guard("above_national_threshold"),
            {"value__estimate": Decimal("50000.00")},
            State.PASSED,
        ),  # prizes of 10 000 count
        (guards.guard("above_national_threshold"), {"value__prizes": None}, State.UNKNOWN),
        (guards.guard("contest_decision_served"), {**UNLISTED, "contest_decision__served_on": None}, State.UNKNOWN),
        (
            guards.guard("contest_decision_served"),
            {**UNLISTED, "contest_decision__served_on": date(2026, 9, 2)},
            State.BLOCKED,
        ),
        (
            guards.guard("all_winners_invited"),
            {"winners__several": True, "winners__invited_together": False},
            State.BLOCKED,
        ),
        (
            guards.guard("all_winners_invited"),
            {"winners__several": True, "winners__invited_together": None},
            State.UNKNOWN,
        ),
        (
            guards.guard("all_winners_invited"),
            {"winners__several": False, "winners__invited_together": None},
            State.PASSED,
        ),
        (guards.guard("party_verified"), {"supplier__verified": False}, State.BLOCKED),
        (guards.guard("services_dominate"), {"object__mostly_services": False}, State.BLOCKED),
        (guards.guard("object_within_notice"), {"object__within_notice": False}, State.BLOCKED),
        (guards.guard("object_within_notice"), {"object__within_notice": True}, State.PASSED),
        (guards.guard("object_within_notice"), {"object__within_notice": None}, State.UNKNOWN),
        (guards.guard("within_announced_value"), {"price__total": Decimal("120000.01")}, State.BLOCKED),
        (guards.guard("within_announced_value"), {"price__total": Decimal("120000.00")}, State.PASSED),
        (guards.guard("band_drift"), {"price__total": Decimal("221000.00")}, State.BLOCKED),
        # What was announced may become cheaper, however much.
        (guards.guard("band_drift"), {"price__total": Decimal("10000.00")}, State.PASSED),
        (guards.guard("band_drift"), {**EU, "price__total": Decimal("180000.00")}, State.PASSED),
        (guards.guard("band_drift"), {**EU, "price__total": Decimal("10000.00")}, State.PASSED),
        (guards.guard("named_buyers"), {**NAMED, "reuse__ceiling": None}, State.UNKNOWN),
        (guards.guard("named_buyers"), {**NAMED, "reuse__end": date(2030, 11, 2)}, State.PASSED),
        (guards.guard("named_buyers"), {**NAMED, "reuse__end": date(2030, 11, 3)}, State.BLOCKED),
        (guards.guard("invitation_dates"), {"negotiation__date": date(2026, 9, 14)}, State.BLOCKED),
        (guards.guard("decision_within_announced_value"), {"decision__max_value": Decimal("120000.01")}, State.BLOCKED),
        (guards.guard("decision_within_announced_value"), {"decision__max_value": Decimal("120000.00")}, State.PASSED),
        (guards.guard("decision_dates"), {"final_offer__received_on": date(2026, 10, 21)}, State.BLOCKED),
        (guards.guard("decision_dates"), {"final_offer__received_on": date(2026, 8, 31)}, State.BLOCKED),
        (guards.guard("report_dates"), {"report__date": date(2026, 10, 19)}, State.BLOCKED),
        (
            guards.guard("report_dates"),
            {"report__date": date(2026, 11, 24), "signing__signed_on": date(2026, 11, 25)},
            State.BLOCKED,
        ),
        (guards.guard("contract_dates"), {"term__end": date(2026, 10, 19)}, State.BLOCKED),
        (guards.guard("option_dates"), {"term__option_notice_by": date(2029, 1, 1)}, State.BLOCKED),
    ],
)
def test_a_guard_says_what_its_rule_says(guard: Guard, changes: dict[str, Any], expected: State) -> None:
    assert state(guard, **changes) is expected


def test_the_contest_decision_is_served_when_the_last_of_its_recipients_has_received_it() -> None:
    sent = {"recipient": "A", "channel": "letter", "sent_on": date(2026, 8, 25)}
    assert state(guards.guard("contest_decision_served"), contest_decision__recipients=records(sent)) is State.PASSED
    later = {**sent, "sent_on": date(2026, 8, 26)}  # received on the 2nd of September, after the invitation
    both = records(sent, later)
    assert state(guards.guard("contest_decision_served"), contest_decision__recipients=both) is State.BLOCKED
    unsent = records(sent, {"recipient": "B", "channel": "email"})
    assert state(guards.guard("contest_decision_served"), contest_decision__recipients=unsent) is State.BLOCKED


def test_every_winner_of_the_challenge_is_invited_on_the_same_day() -> None:
    names = LocalisedList(dict.fromkeys(Language, ("Rapida", "Toinen")))
    several = {"winners__several": True, "winners__names": names}
    day = date(2026, 9, 1)
    rows = [{"winner": "Rapida", "sent_on": day}, {"winner": "Toinen", "sent_on": day}]
    guard = guards.guard("all_winners_invited")
    assert state(guard, **several, winners__invitations=records(*rows)) is State.PASSED
    assert state(guard, **several, winners__invitations=records(rows[0])) is State.BLOCKED
    late = records(rows[0], {**rows[1], "sent_on": date(2026, 9, 2)})
    assert state(guard, **several, winners__invitations=late) is State.BLOCKED
    assert state(guard, **several, winners__invitations=records(rows[0], {"winner": "Toinen"})) is State.BLOCKED


def test_a_winner_of_the_jury_who_is_not_announced_is_a_winner_all_the_same() -> None:
    ranked = [{"rank": 1, "entry": "Rapida", "winner": True}, {"rank": 2, "entry": "Toinen", "winner": True}]
    assert state(guards.guard("all_winners_invited"), jury__ranking=records(*ranked)) is State.BLOCKED
    assert state(guards.guard("all_winners_invited"), jury__ranking=records(ranked[0])) is State.PASSED
    assert state(guards.guard("all_winners_invited"), jury__ranking=None) is State.PASSED
    both = {
        "winners__several": True,
        "winners__names": LocalisedList(dict.fromkeys(Language, ("Rapida", "Toinen"))),
        "winners__invited_together": True,
    }
    assert state(guards.guard("all_winners_invited"), **both, jury__ranking=records(*ranked)) is State.PASSED


def test_others_may_order_only_where_the_notice_names_them_and_a_maximum() -> None:
    guard = guards.guard("notice_names_buyers")
    assert state(guard, **NAMED) is State.PASSED
    assert state(guard, **{**NAMED, "notice__names_buyers": False}) is State.BLOCKED
    assert missing(guard, **{**NAMED, "notice__maximum": None}) == ("notice.maximum",)
    assert state(guard, **NAMED, reuse__ceiling=Decimal("60000.01")) is State.BLOCKED
    assert state(guard, reuse__basis="rights_only", notice__names_buyers=False) is State.PASSED


def test_the_ceiling_of_orders_is_less_than_the_contract_that_includes_it() -> None:
    guard = guards.guard("reuse_within_contract")
    assert state(guard, **NAMED, reuse__ceiling=Decimal("118400.49")) is State.PASSED
    assert state(guard, **NAMED, reuse__ceiling=Decimal("118400.50")) is State.BLOCKED


def test_orders_end_with_the_term_and_its_option() -> None:
    guard = guards.guard("reuse_within_term")
    assert state(guard, **NAMED, reuse__end=date(2029, 12, 31)) is State.PASSED
    assert state(guard, **NAMED, reuse__end=date(2030, 1, 1)) is State.BLOCKED
    assert state(guard, **NAMED, reuse__end=date(2029, 1, 1), term__option=False) is State.BLOCKED
    assert missing(guard, **NAMED, term__end=None) == ("term.end",)
    assert missing(guard, **NAMED, term__option=None) == ("term.option",)


def test_the_contest_decision_needs_a_jury_record_that_every_juror_signed() -> None:
    assert state(guards.guard("jury_record_signed"), jury__signed_by_all=False) is State.BLOCKED
    assert missing(guards.guard("jury_record_signed"), jury__record_date=None) == ("jury.record_date",)
    assert state(guards.guard("jury_record_signed"), contest_decision__date=date(2020, 1, 20)) is State.PASSED
    assert state(guards.guard("jury_record_signed"), contest_decision__date=date(2020, 1, 19)) is State.BLOCKED


def test_the_winners_are_those_whom_the_jury_ranked_as_such_and_nobody_is_guessed() -> None:
    def of(*winners: bool | None) -> State:
        rows = [
            {"rank": rank, "entry": "A", "reasons": BOTH} | ({} if wins is None else {"winner": wins})
            for rank, wins in enumerate(winners, 1)
        ]
        return state(guards.guard("jury_ranking_names_the_winners"), jury__ranking=records(*rows))

    assert of(True, False) is State.PASSED
    assert of(True, True) is State.PASSED
    assert of(False, False) is State.BLOCKED
    assert of(True, None) is State.UNKNOWN
    assert missing(guards.guard("jury_ranking_names_the_winners"), jury__ranking=None) == ("jury.ranking",)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"direct_notice__kind": "oj"}, State.BLOCKED),  # no OJ notice below the EU threshold
        ({**EU, "direct_notice__kind": "national"}, State.BLOCKED),
        ({**EU, "direct_notice__kind": "oj"}, State.PASSED),
        ({"case__legal_basis": "below_national"}, State.BLOCKED),
        ({"instructions__decision": "contest_decision", "direct_notice__kind": None}, State.PASSED),
        ({"case__legal_basis": "rd_excluded", "direct_notice__kind": None}, State.PASSED),
        ({"decision__outcome": "discontinue", "direct_notice__kind": None}, State.PASSED),
        ({"decision__outcome": None}, State.UNKNOWN),
    ],
)
def test_instructions_of_another_band_or_route_block_the_decision(changes: dict[str, Any], expected: State) -> None:
    assert state(guards.guard("instructions_variant"), **changes) is expected


def test_an_authority_says_whether_it_is_a_municipality_before_it_gets_instructions() -> None:
    assert missing(guards.guard("instructions_variant"), buyer__type="authority") == ("buyer.is_municipality",)
    assert missing(guards.guard("instructions_variant"), direct_notice__kind=None) == ("direct_notice.kind",)


def test_the_decision_needs_declarations_of_conflict_from_everybody() -> None:
    assert state(guards.guard("conflicts_declared"), conflicts__all_declared=False) is State.BLOCKED
    assert missing(guards.guard("conflicts_declared"), conflicts__all_declared=None) == ("conflicts.all_declared",)


def test_price_lines_final_offer_and_contract_say_one_sum() -> None:
    assert state(guards.guard("prices_agree"), price__total=Decimal("118400.51")) is State.BLOCKED
    assert state(guards.guard("prices_agree"), final_offer__total=Decimal("118400.51")) is State.BLOCKED
    assert state(guards.guard("prices_agree"), final_offer__total=Decimal("118400.50")) is State.PASSED


def test_milestones_pay_no_more_than_the_contract() -> None:
    def of(*amounts: str) -> State:
        rows = records(*({"milestone": BOTH, "amount": Decimal(amount)} for amount in amounts))
        return state(guards.guard("milestones_within_price"), price__milestones=rows)

    assert of("100000.00", "18400.50") is State.PASSED
    assert of("100000.00", "18400.51") is State.BLOCKED
    assert (
        state(guards.guard("milestones_within_price"), price__milestones=records({"milestone": BOTH})) is State.BLOCKED
    )


def test_discounts_above_the_prices_stop_the_papers_for_no_contract_has_a_value_below_nought() -> None:
    rows = records({"quantity": Decimal(1), "unit_price": Decimal(-500), "vat_rate": Decimal("25.5")})
    assert state(guards.guard("prices_agree"), price__lines=rows) is State.BLOCKED
    assert state(guards.guard("prices_agree"), price__lines=rows, price__total=Decimal(0)) is State.BLOCKED


@pytest.mark.parametrize(
    ("rate", "tax_point", "expected"),
    [
        ("24", None, State.BLOCKED),
        ("24", date(2024, 8, 31), State.PASSED),
        ("25.5", date(2024, 8, 31), State.BLOCKED),
        ("13.5", None, State.PASSED),
        ("0", None, State.PASSED),
    ],
)
def test_a_vat_rate_is_judged_at_the_tax_point(rate: str, tax_point: date | None, expected: State) -> None:
    rows = records({"quantity": Decimal(1), "unit_price": Decimal("1.00"), "vat_rate": Decimal(rate)})
    assert state(guards.guard("vat_rate_in_force"), price__lines=rows, price__tax_point=tax_point) is expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"decision__max_value": Decimal("118400.49")}, State.BLOCKED),
        ({"decision__term_end": date(2028, 12, 30)}, State.BLOCKED),
        ({"decision__option_months": 11}, State.BLOCKED),
        ({"decision__option_months": 0, "term__option": False}, State.PASSED),
        ({"decision__max_value": None}, State.UNKNOWN),
        ({"decision__max_value": None, "decision__date": None}, State.PASSED),  # a draft before the decision
    ],
)
def test_the_decision_is_a_ceiling_for_the_contract(changes: dict[str, Any], expected: State) -> None:
    assert state(guards.guard("decision_is_ceiling"), **changes) is expected


def test_the_decision_needs_a_passed_check_of_exclusion() -> None:
    assert state(guards.guard("exclusion_checked"), checks__rows=checks_without("exclusion")) is State.BLOCKED
    assert state(guards.guard("exclusion_checked"), checks__rows=checks_without(result="failed")) is State.PASSED
    assert state(guards.guard("exclusion_checked"), checks__rows=checks_without(result="remark")) is State.PASSED


def test_a_check_of_somebody_else_is_no_check_of_the_supplier() -> None:
    mine = checks_without("exclusion")
    row = {"check": "exclusion", "result": "ok", "checked_on": date(2026, 10, 9)}
    of_other = Records((*mine, Record({**row, "subject": "Underlev Ab"})))
    assert state(guards.guard("exclusion_checked"), checks__rows=of_other) is State.BLOCKED
    of_supplier = Records((*mine, Record({**row, "subject": "rapida oy"})))
    assert (
        state(guards.guard("exclusion_checked"), checks__rows=of_supplier, supplier__name="Rapida Oy") is State.PASSED
    )


@pytest.mark.parametrize(
    ("own", "made", "expected"),
    [
        (True, date(2026, 7, 22), State.PASSED),  # the 90th day before the decision of the 20th of October
        (True, date(2026, 7, 21), State.BLOCKED),
        (False, date(2026, 7, 21), State.PASSED),  # a party's claim has a time of its own
        (False, date(2026, 10, 21), State.BLOCKED),  # nothing is rectified before it is decided
        (None, date(2026, 7, 22), State.UNKNOWN),
    ],
)
def test_the_buyer_rectifies_on_its_own_initiative_within_ninety_days(
    own: bool | None, made: date, expected: State
) -> None:
    found = state(guards.guard("own_rectification_in_time"), decision__own_initiative=own, decision__rectified_on=made)
    assert found is expected


def test_the_espd_is_a_duty_from_the_eu_threshold_and_where_it_was_required_and_a_warning_below() -> None:
    without = {"checks__rows": checks_without("espd")}
    assert state(guards.guard("espd_checked"), **without) is State.WARNED
    assert state(guards.guard("espd_checked"), **without, checks__espd_required=False) is State.PASSED
    assert state(guards.guard("espd_checked"), **without, checks__espd_required=True) is State.BLOCKED
    assert state(guards.guard("espd_checked"), **without, **EU) is State.BLOCKED
    assert state(guards.guard("espd_checked"), **EU) is State.PASSED
    assert state(guards.guard("espd_checked"), **without, value__estimate=None) is State.UNKNOWN


def test_an_espd_that_failed_was_checked_and_another_rule_says_that_it_failed() -> None:
    failed = {"checks__rows": checks_with("espd", "failed"), **EU}
    assert state(guards.guard("espd_checked"), **failed) is State.PASSED
    assert state(FAILED["espd"], **failed) is State.BLOCKED


def test_the_signing_waits_for_the_criminal_record_from_the_eu_threshold_and_where_it_was_required() -> None:
    guard, without = (
        guards.guard("criminal_record_examined"),
        {"checks__criminal_record_on": None, "checks__criminal_record_by": None},
    )
    assert guard.blocks == (guards.SIGNING_PACK,)
    assert state(guard, **EU) is State.PASSED
    assert state(guard, **EU, **without) is State.BLOCKED
    assert state(guard, **EU, checks__criminal_record_by=None) is State.BLOCKED
    assert state(guard, **without) is State.WARNED
    assert state(guard, **without, checks__criminal_record_required=True) is State.BLOCKED
    assert state(guard, **without, checks__criminal_record_required=False) is State.PASSED
    assert state(guard, **without, value__estimate=None) is State.UNKNOWN


def test_a_criminal_record_shown_more_than_twelve_months_before_signing_does_not_count() -> None:
    assert (
        state(guards.guard("criminal_record_examined"), **EU, checks__criminal_record_on=date(2025, 11, 19))
        is State.BLOCKED
    )
    assert (
        state(guards.guard("criminal_record_examined"), **EU, checks__criminal_record_on=date(2025, 11, 20))
        is State.PASSED
    )
    assert (
        state(guards.guard("criminal_record_examined"), **EU, checks__criminal_record_on=date(2026, 11, 21))
        is State.BLOCKED
    )


FAILED = {guard.key.removeprefix("check_failed_"): guard for guard in guards.FAILED_CHECKS}


def checks_with(check: str, result: str, **cells: Any) -> Records:
    """The checks of a case, with one row more."""
    row = Record({"check": check, "result": result, "checked_on": date(2026, 10, 9), **cells})
    return Records((*whole_case().rows("checks.rows"), row))


def test_every_check_has_a_rule_of_its_own_and_only_the_failed_one_blocks() -> None:
    assert set(FAILED) == {choice.key for choice in CHECKS}
    for check in FAILED:
        rows = checks_with(check, "failed")
        blocking = [key for key, guard in FAILED.items() if state(guard, checks__rows=rows) is State.BLOCKED]
        assert blocking == [check]
    for choice in CHECKS:
        assert choice.label.sv in FAILED[choice.key].message.sv


@pytest.mark.parametrize("check", sorted(FAILED))
def test_a_failed_check_blocks_the_award_the_contract_and_the_signing_and_never_what_rests_on_it(check: str) -> None:
    guard = FAILED[check]
    assert guard.blocks == ("procurement_decision:award", "procurement_contract", "signing_pack")
    of_decision = next(g for g in registry()["procurement_decision"].guards if g.key == guard.key)
    for outcome, expected in (
        ("award", State.BLOCKED),
        ("exclude", State.PASSED),
        ("discontinue", State.PASSED),
        ("rectify", State.PASSED),
    ):
        found = state(of_decision, checks__rows=checks_with(check, "failed"), decision__outcome=outcome)
        assert found is expected


def test_two_lawyers_may_make_an_exception_from_every_failed_check_but_sanctions() -> None:
    assert {check for check, guard in FAILED.items() if guard.lift is Lift.NOBODY} == {"sanctions"}


def test_only_a_permit_with_authority_number_and_day_opens_failed_sanctions() -> None:
    guard = FAILED["sanctions"]
    failed = {"checks__rows": checks_with("sanctions", "failed"), "contract__date": date(2026, 11, 20)}
    permit = {
        "checks__permit_authority": localised("utrikesministeriet", "ulkoministeriö"),
        "checks__permit_number": "UM-1/2026",
        "checks__permit_date": date(2026, 11, 20),
    }
    assert state(guard) is State.PASSED
    assert state(guard, **failed) is State.BLOCKED
    assert state(guard, **failed, **permit) is State.PASSED
    for name in permit:
        assert state(guard, **failed, **{**permit, name: None}) is State.BLOCKED
    assert state(guard, **failed, **{**permit, "checks__permit_date": date(2026, 11, 21)}) is State.BLOCKED


def test_a_permit_younger_than_the_paper_opens_no_paper() -> None:
    guard = FAILED["sanctions"]
    given = {
        "checks__rows": checks_with("sanctions", "failed"),
        "checks__permit_authority": localised("utrikesministeriet", "ulkoministeriö"),
        "checks__permit_number": "UM-1/2026",
        "checks__permit_date": date(2026, 6, 10),
        "signing__planned_on": date(2026, 6, 15),
    }
    assert state(guard, **given, contract__date=date(2026, 6, 1)) is State.BLOCKED
    assert state(guard, **given, contract__date=date(2026, 6, 10)) is State.PASSED


def test_the_check_that_was_made_last_judges_and_of_one_day_the_failed_one() -> None:
    guard = FAILED["tax_debt"]

    def judged(*rows: dict[str, Any]) -> State:
        return state(guard, checks__rows=Records(tuple(Record({"check": "tax_debt", **row}) for row in rows)))

    first, second = date(2026, 10, 2), date(2026, 10, 9)
    assert judged({"result": "failed", "checked_on": first}, {"result": "ok", "checked_on": second}) is State.PASSED
    assert judged({"result": "ok", "checked_on": second}, {"result": "failed", "checked_on": first}) is State.PASSED
    assert judged({"result": "ok", "checked_on": first}, {"result": "failed", "checked_on": second}) is State.BLOCKED
    assert judged({"result": "failed", "checked_on": first}, {"result": "ok", "checked_on": first}) is State.BLOCKED
    assert judged({"result": "failed"}, {"result": "ok", "checked_on": second}) is State.BLOCKED
    assert judged({"result": "failed", "checked_on": first}, {"result": "ok"}) is State.BLOCKED


def test_a_check_of_another_subject_takes_no_failure_away() -> None:
    rows = Records(
        (
            Record({"check": "tax_debt", "result": "failed", "checked_on": date(2026, 10, 2)}),
            Record({"check": "tax_debt", "result": "ok", "checked_on": date(2026, 10, 9), "subject": "Alihankkija Oy"}),
        )
    )
    assert state(FAILED["tax_debt"], checks__rows=rows) is State.BLOCKED


def test_contractor_papers_are_at_most_three_months_old_on_the_day_of_signing() -> None:
    guard = guards.guard("contractor_checks_in_date")
    assert state(guard, checks__rows=checks_without(document_date=date(2026, 8, 20))) is State.PASSED
    assert state(guard, checks__rows=checks_without(document_date=date(2026, 8, 19))) is State.BLOCKED
    assert state(guard, checks__rows=checks_without("pension")) is State.BLOCKED
    assert state(guard, checks__rows=checks_without("pension"), checks__contractor_liability=False) is State.PASSED


def test_the_report_is_a_duty_from_the_eu_threshold_and_offered_below() -> None:
    assert state(guards.guard("report_is_a_duty_from_the_eu_threshold")) is State.WARNED
    assert state(guards.guard("report_is_a_duty_from_the_eu_threshold"), **EU) is State.PASSED


def test_a_late_result_notice_is_told_from_the_eu_threshold() -> None:
    nothing = {"notices__published": None}
    assert state(guards.guard("result_notice_in_time"), **nothing) is State.PASSED
    assert state(guards.guard("result_notice_in_time"), **EU, **nothing) is State.WARNED
    published = records({"notice": "result", "channel": "oj", "published_on": date(2020, 2, 1)})
    assert state(guards.guard("result_notice_in_time"), **EU, notices__published=published) is State.PASSED
    in_time = date(2026, 10, 3)  # 30 days before the paper
    assert state(guards.guard("result_notice_in_time"), **EU, **nothing, contest_decision__date=in_time) is State.PASSED


def test_a_late_award_notice_is_told_from_the_eu_threshold() -> None:
    signed = {"signing__signed_on": date(2026, 10, 1)}
    assert state(guards.guard("award_notice_in_time"), **signed) is State.PASSED
    assert state(guards.guard("award_notice_in_time"), **signed, **EU) is State.WARNED
    published = records({"notice": "award", "channel": "oj", "published_on": date(2026, 10, 30)})
    assert state(guards.guard("award_notice_in_time"), **signed, **EU, notices__published=published) is State.PASSED


def test_nobody_accedes_whom_the_notice_did_not_name() -> None:
    assert state(guards.guard("acceding_buyer_is_named"), accession__named=False) is State.BLOCKED
    assert missing(guards.guard("acceding_buyer_is_named"), accession__named_where=None) == ("accession.named_where",)


def test_nobody_accedes_before_the_contract_is_signed() -> None:
    guard = guards.guard("accession_follows_signing")
    assert missing(guard, signing__signed_on=None) == ("signing.signed_on",)
    assert state(guard, signing__signed_on=date(2026, 12, 1), accession__date=date(2026, 12, 1)) is State.PASSED
    assert state(guard, signing__signed_on=date(2026, 12, 2), accession__date=date(2026, 12, 1)) is State.BLOCKED
    assert state(guard, accession__start=date(2026, 11, 19)) is State.BLOCKED


def test_accessions_stay_below_the_ceiling_with_all_earlier_ones() -> None:
    guard = guards.guard("accession_within_ceiling")

    def earlier(value: str) -> Records:
        return records({"buyer": BOTH, "value": Decimal(value)})

    assert state(guard, accession__register=earlier("50000.00")) is State.PASSED
    assert state(guard, accession__register=earlier("50000.01")) is State.BLOCKED
    assert state(guard, accession__start=date(2029, 1, 1)) is State.BLOCKED


def test_nobody_accedes_to_a_contract_that_gives_rights_alone() -> None:
    assert state(guards.guard("contract_allows_orders"), reuse__basis="rights_only") is State.BLOCKED
    assert state(guards.guard("contract_allows_orders"), **NAMED) is State.PASSED


def test_the_register_of_orders_agrees_with_the_first_order() -> None:
    guard, earlier = guards.guard("register_of_orders_is_kept"), records({"buyer": BOTH, "value": Decimal("1.00")})
    assert state(guard, accession__is_first=True, accession__register=earlier) is State.BLOCKED
    assert state(guard, accession__is_first=False, accession__register=earlier) is State.PASSED
    assert missing(guard, accession__is_first=False, accession__register=None) == ("accession.register",)


def test_a_buyer_that_is_itself_the_host_makes_no_pilot_agreement_with_itself() -> None:
    host = localised("Vanda stad", "Vantaan kaupunki")
    assert state(guards.guard("host_is_not_the_buyer"), buyer__name=host) is State.BLOCKED
    assert state(guards.guard("host_is_not_the_buyer"), host__name=None) is State.UNKNOWN


@pytest.mark.parametrize("signs", ["contract", "no"])
def test_a_host_that_signs_the_contract_or_nothing_makes_no_pilot_agreement(signs: str) -> None:
    assert state(guards.guard("host_is_bound_in_one_paper"), host__signs=signs) is State.BLOCKED
    assert missing(guards.guard("host_is_bound_in_one_paper"), host__signs=None) == ("host.signs",)


def test_personal_data_need_a_named_controller() -> None:
    assert missing(guards.guard("controller_named"), controller__name=None) == ("controller.name",)
    assert (
        state(guards.guard("controller_named"), controller__name=None, personal_data__processed=False) is State.PASSED
    )


def test_a_processing_agreement_is_made_only_where_personal_data_are_processed() -> None:
    assert state(guards.guard("personal_data_are_processed"), personal_data__processed=False) is State.BLOCKED
    assert missing(guards.guard("personal_data_are_processed"), personal_data__processed=None) == (
        "personal_data.processed",
    )


@pytest.mark.parametrize(("hours", "expected"), [(24, State.PASSED), (71, State.PASSED), (72, State.WARNED)])
def test_notice_of_a_breach_leaves_the_controller_time_of_its_own(hours: int, expected: State) -> None:
    assert state(guards.guard("breach_notice_leaves_time"), data__breach_hours=hours) is expected


@pytest.mark.parametrize("right", ["rights__copy", "rights__alter", "rights__pass_on"])
def test_no_paper_takes_back_a_right_that_the_contract_gives(right: str) -> None:
    assert state(guards.guard("rights_to_copy_alter_and_pass_on"), **{right: False}) is State.BLOCKED
    assert missing(guards.guard("rights_to_copy_alter_and_pass_on"), **{right: None}) == (right.replace("__", "."),)


def test_every_change_has_a_reason_and_a_ground() -> None:
    row = {"number": 1, "effect": Decimal(1), "reason": BOTH}
    assert state(guards.guard("changes_have_grounds"), change__rows=records(row)) is State.BLOCKED
    assert state(guards.guard("changes_have_grounds"), change__rows=records({**row, "ground": "small"})) is State.PASSED


@pytest.mark.parametrize(
    ("rows", "exceeds"),
    [
        ([("small", "11840.04")], False),
        ([("small", "11840.05")], True),  # ten percent and no longer under
        ([("small", "6000.00"), ("small", "5840.05")], True),  # small changes count together
        ([("small", "20000.00"), ("small", "-15000.00")], False),  # net
        ([("additional", "59200.25")], False),
        ([("additional", "59200.26")], True),
        ([("unforeseen", "59000.00"), ("unforeseen", "59000.00")], False),  # each for itself
        ([("review_clause", "500000.00")], False),
    ],
)
def test_changes_stop_at_the_ceilings_from_the_eu_threshold_and_warn_below(
    rows: list[tuple[str, str]], exceeds: bool
) -> None:
    table = records(*({"ground": ground, "effect": Decimal(effect), "reason": BOTH} for ground, effect in rows))
    guard, changed = guards.guard("change_limits"), {"change__rows": table}
    assert state(guard, **changed) is (State.WARNED if exceeds else State.PASSED)
    band = {"value__estimate": Decimal("300000.00")}
    assert state(guard, **changed, **band) is (State.BLOCKED if exceeds else State.PASSED)


def test_small_changes_stay_below_the_threshold_of_their_band_as_well() -> None:
    small = records({"number": 1, "ground": "small", "effect": Decimal("216000.00"), "reason": BOTH})
    guard, contract = guards.guard("change_limits"), {"price__total": Decimal("5000000.00"), "change__rows": small}
    below = records({"number": 1, "ground": "small", "effect": Decimal("215999.99"), "reason": BOTH})
    assert state(guard, **contract) is State.WARNED
    assert state(guard, **{**contract, "change__rows": below}) is State.PASSED
    # Annex E: the national threshold, as the Finnish text of the section says, and 300 000 euro for other services.
    annex_e = {**contract, "case__legal_basis": "annex_e", "value__estimate": Decimal("400000.00")}
    annex_e["notice__date"] = date(2026, 1, 15)
    assert state(guard, **annex_e, case__annex_e_category="other") is State.PASSED
    over = records({"number": 1, "ground": "small", "effect": Decimal("300000.00"), "reason": BOTH})
    assert state(guard, **{**annex_e, "change__rows": over}, case__annex_e_category="other") is State.BLOCKED
    assert missing(guard, case__legal_basis="annex_e", value__estimate=None) == ("value.band",)


def test_an_amendment_makes_a_change_that_stands_once_in_the_log() -> None:
    one = {"number": 1, "ground": "small", "effect": Decimal(1), "reason": BOTH}
    guard = guards.guard("change_is_in_the_log")
    assert state(guard, change__rows=records(one), change__number=1) is State.PASSED
    assert state(guard, change__rows=records(one), change__number=2) is State.BLOCKED
    assert state(guard, change__rows=records(one, one), change__number=1) is State.BLOCKED
    assert missing(guard, change__number=None) == ("change.number",)


def test_the_service_letter_states_a_day_of_sending_for_everybody() -> None:
    unsent = records({"recipient": "A", "channel": "email"})
    assert state(guards.guard("every_recipient_has_a_sending_day"), decision__recipients=unsent) is State.BLOCKED
    assert (
        state(guards.guard("every_participant_has_a_sending_day"), contest_decision__recipients=unsent) is State.BLOCKED
    )


def test_the_service_letter_asks_for_the_recipients_of_its_own_decision_alone() -> None:
    of_letter = guards_of("service_letter", "instructions.decision")
    unlisted = facts(contest_decision__recipients=None)
    found = {verdict.guard.key: verdict.finding.state for verdict in judge(of_letter, unlisted, LAW)}
    assert set(found.values()) == {State.PASSED}
    assert {"every_recipient_has_a_sending_day", "every_participant_has_a_sending_day"} <= found.keys()


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"service_letter__date": date(2026, 10, 19)}, State.BLOCKED),  # before the decision
        ({"service_letter__date": date(2026, 10, 22)}, State.BLOCKED),  # after it was sent
        ({"decision__recipients": records({"recipient": "A", "sent_on": date(2026, 10, 22)})}, State.PASSED),
        ({"decision__date": None}, State.UNKNOWN),
        ({"instructions__decision": "contest_decision"}, State.BLOCKED),  # sent in August
        ({"instructions__decision": "contest_decision", "service_letter__date": date(2026, 8, 18)}, State.PASSED),
    ],
)
def test_a_decision_is_served_after_it_is_made_and_on_the_day_the_letter_says(
    changes: dict[str, Any], expected: State
) -> None:
    assert state(guards.guard("service_follows_the_decision"), **changes) is expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, State.PASSED),
        ({"direct_notice__kind": "none"}, State.BLOCKED),
        ({"decision__outcome": "discontinue"}, State.BLOCKED),
        ({"notice_sheet__date": date(2026, 10, 19)}, State.BLOCKED),  # before the decision
        ({"signing__signed_on": date(2026, 10, 25)}, State.BLOCKED),  # after the contract
        ({"direct_notice__kind": None}, State.UNKNOWN),
    ],
)
def test_the_direct_award_notice_stands_between_decision_and_contract(changes: dict[str, Any], expected: State) -> None:
    assert state(guards.guard("direct_notice_follows_the_decision"), **changes) is expected


def test_a_discontinuation_is_announced_only_once_it_is_decided() -> None:
    of_sheet = guards_of("notice_field_sheets", "notice_sheet.kind")
    (guard,) = [each for each in of_sheet if each.key == "discontinuation_is_decided"]
    assert guard.check(facts(notice_sheet__kind="discontinuation"), LAW).state is State.BLOCKED
    assert guard.check(facts(notice_sheet__kind="direct"), LAW).state is State.PASSED
    decided = {"notice_sheet__kind": "discontinuation", "decision__outcome": "discontinue"}
    assert guard.check(facts(**decided), LAW).state is State.PASSED


@pytest.mark.parametrize(
    ("sheet", "expected"),
    [
        ("direct", State.BLOCKED),
        ("award", State.BLOCKED),
        ("change", State.BLOCKED),
        ("result", State.PASSED),
        ("discontinuation", State.PASSED),
    ],
)
def test_a_field_sheet_that_names_the_party_names_a_verified_one(sheet: str, expected: State) -> None:
    of_sheet = registry()["notice_field_sheets"].guards
    (guard,) = [each for each in of_sheet if each.key == "party_verified"]
    assert guard.check(facts(notice_sheet__kind=sheet, supplier__verified=False), LAW).state is expected


# -- Signing -----------------------------------------------------------------------------------------------------------


def test_an_appeal_forbids_the_contract_absolutely_where_section_150_applies() -> None:
    pending = {"appeal__registered": True}
    oj = {**EU, "direct_notice__kind": "oj"}
    assert state(guards.guard("appeal_forbids_the_contract"), **pending, **oj) is State.BLOCKED
    assert state(guards.guard("appeal_registered"), **pending, **oj) is State.PASSED  # the absolute guard speaks
    assert guards.guard("appeal_forbids_the_contract").lift is Lift.NOBODY


def test_an_appeal_elsewhere_blocks_until_a_second_lawyer_lifts_it() -> None:
    assert state(guards.guard("appeal_forbids_the_contract"), appeal__registered=True) is State.PASSED
    assert state(guards.guard("appeal_registered"), appeal__registered=True) is State.BLOCKED
    assert guards.guard("appeal_registered").lift is Lift.SECOND_LAWYER


def test_a_pending_rectification_blocks_until_a_second_lawyer_lifts_it() -> None:
    assert state(guards.guard("rectification_pending"), appeal__rectification_pending=True) is State.BLOCKED
    assert guards.guard("rectification_pending").lift is Lift.SECOND_LAWYER


def test_the_latest_recipient_counts() -> None:
    assert state(guards.guard("everyone_is_served"), signing__planned_on=date(2026, 10, 28)) is State.PASSED
    assert state(guards.guard("everyone_is_served"), signing__planned_on=date(2026, 10, 27)) is State.BLOCKED
    unsent = records({"recipient": "A", "channel": "email", "sent_on": date(2026, 10, 21)}, {"recipient": "B"})
    assert state(guards.guard("everyone_is_served"), decision__recipients=unsent) is State.BLOCKED


def test_nobody_signs_before_the_working_day_after_day_fourteen_of_the_notice() -> None:
    guard = guards.guard("direct_notice_wait_is_over")
    assert state(guard, signing__planned_on=date(2026, 11, 17)) is State.BLOCKED
    assert state(guard, signing__planned_on=date(2026, 11, 18)) is State.PASSED
    assert missing(guard, direct_notice__published_on=None) == ("direct_notice.recommended",)
    assert state(guard, direct_notice__kind="none", direct_notice__published_on=None) is State.PASSED


def test_a_direct_award_has_no_standstill_and_a_competed_one_has() -> None:
    guard = guards.guard("standstill_is_over")
    assert state(guard, signing__planned_on=date(2026, 10, 22)) is State.PASSED
    competed = {**EU, "case__legal_basis": "negotiated", "direct_notice__kind": "none"}
    assert state(guard, **competed, signing__planned_on=date(2026, 11, 11)) is State.BLOCKED
    assert state(guard, **competed, signing__planned_on=date(2026, 11, 12)) is State.PASSED


def test_a_host_with_duties_signs_with_a_ground() -> None:
    guard = guards.guard("host_with_duties_signs")
    assert state(guard, host__signs="no") is State.BLOCKED
    assert state(guard, host__signs="no", host__has_duties=False) is State.PASSED
    assert missing(guard, host__signatory_ground=None) == ("host.signatory_ground",)


def test_no_signatory_is_without_a_ground() -> None:
    assert missing(guards.guard("signatories_have_grounds"), buyer__signatory_ground=None) == (
        "buyer.signatory_ground",
    )


def test_processing_starts_only_when_the_agreement_is_signed() -> None:
    assert missing(guards.guard("processing_is_agreed"), dpa__signed_on=None) == ("dpa.signed_on",)
    assert (
        state(guards.guard("processing_is_agreed"), dpa__signed_on=None, personal_data__processed=False) is State.PASSED
    )


@pytest.mark.parametrize(
    ("guard", "name", "wrong"),
    [
        (guards.guard("no_marker_is_left"), "pack__markers", 1),
        (guards.guard("no_annex_is_missing"), "pack__missing_annexes", 2),
        (guards.guard("all_papers_say_the_same_facts"), "pack__facts_hashes", 2),
        (guards.guard("approver_is_not_the_drafter"), "pack__approver_is_drafter", True),
        (guards.guard("words_of_the_route"), "pack__words_of_other_routes", 1),
        (guards.guard("file_is_clean"), "pack__hidden_content", True),
    ],
)
def test_what_the_pack_finds_blocks_it(guard: Guard, name: str, wrong: Value) -> None:
    assert state(guard, **{name: wrong}) is State.BLOCKED
    assert state(guard, **{name: None}) is State.UNKNOWN


def test_a_band_that_the_law_data_do_not_know_is_unknown_and_never_passed() -> None:
    assert state(guards.guard("above_national_threshold"), notice__date=date(2017, 1, 1)) is State.UNKNOWN


def test_what_a_kind_sets_itself_the_case_form_cannot_change() -> None:
    contest = replace(CONTRACT, key="contest_decision", sets={"instructions.decision": "contest_decision"})
    computed = with_computed(contest, whole_case(instructions__decision="procurement_decision"), LAW)
    assert computed.value("instructions.variant") == "contest_national"


def test_a_guard_is_looked_up_by_its_key() -> None:
    assert [guards.guard(each.key) for each in ALL_GUARDS] == list(ALL_GUARDS)


def test_a_key_that_no_guard_has_is_named_with_the_nearest() -> None:
    with pytest.raises(
        guards.UnknownGuardError, match=r"there is no guard “party_verifed”; did you mean “party_verified”\?"
    ):
        guards.guard("party_verifed")
    with pytest.raises(guards.UnknownGuardError, match=r"there is no guard “zzz”$"):
        guards.guard("zzz")
