"""Two lawyers can lift the one guard that may be lifted, with a reason, in one case."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import ModelLogEntry

from procurement.actions.draft_document import draft_document
from procurement.actions.lift_guard import lift_guard
from procurement.actions.propose_lift import propose_lift
from procurement.facts import Record, Records
from procurement.guards import ALL_GUARDS, SIGNING_PACK, Lift, State, guard
from procurement.kinds import registry
from procurement.languages import Language
from procurement.models import GuardLift
from procurement.permissions import NotAllowedError
from procurement.readiness.judging import blocking, step_verdicts
from procurement.readiness.refusals import DraftRefusedError, sentence_of
from procurement.readiness.standing import Standing, standing_lifts, standing_proposals
from procurement.sources import case_facts
from tests.factories.facts import localised
from tests.factories.procurement import CONTRACT, INVITATION, CaseFactory, LegalUserFactory, complete_case, record
from tests.factories.users import EditorFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

CONTEST_DECISION_SERVED = guard("contest_decision_served")
DECISION = registry()["procurement_decision"]
REASON = "Served by the registrar on the day itself."


def test_a_lift_names_both_lawyers_and_the_reason(lawyer):
    case, second = CaseFactory(), LegalUserFactory()
    lift_guard(case, CONTEST_DECISION_SERVED.key, reason=REASON, proposed_by=lawyer, confirmed_by=second)
    lift = GuardLift.objects.get()
    assert (lift.case, lift.guard, lift.reason, lift.proposed_by, lift.confirmed_by) == (
        case,
        "contest_decision_served",
        REASON,
        lawyer,
        second,
    )
    entry = ModelLogEntry.objects.get(action="procurement.lift_guard")
    assert (entry.object_id, entry.user, entry.data) == (str(case.pk), second, {"guard": "contest_decision_served"})


def test_a_lifted_guard_blocks_this_case_no_more_and_other_cases_still(text_only, lawyer):
    late = {"contest_decision.served_on": date(2026, 9, 10)}
    case, other = (complete_case(without=["contest_decision.recipients"], changes=late) for _ in range(2))
    sentence = "The contest decision must be served on every participant before the invitation is sent."
    assert any(
        sentence in refusal.sentence for refusal in blocking(INVITATION, case_facts(case), Standing.of(case).lifted)
    )
    lift_guard(case, CONTEST_DECISION_SERVED.key, reason=REASON, proposed_by=lawyer, confirmed_by=LegalUserFactory())
    assert blocking(INVITATION, case_facts(case), Standing.of(case).lifted) == []
    assert any(
        sentence in refusal.sentence for refusal in blocking(INVITATION, case_facts(other), Standing.of(other).lifted)
    )


def test_a_lift_does_not_stand_for_a_missing_fact(text_only, lawyer):
    missing = "contest_decision.served_on"
    case = complete_case(without=[missing, "contest_decision.recipients"])
    lift_guard(case, CONTEST_DECISION_SERVED.key, reason=REASON, proposed_by=lawyer, confirmed_by=LegalUserFactory())
    with pytest.raises(DraftRefusedError) as refusal:
        draft_document(case, INVITATION, [Language.SV], lawyer)
    assert set(refusal.value.missing_facts) == {missing, "contest_decision.recipients"}


def test_the_same_lawyer_does_not_confirm(lawyer):
    with pytest.raises(NotAllowedError) as refusal:
        lift_guard(CaseFactory(), CONTEST_DECISION_SERVED.key, reason=REASON, proposed_by=lawyer, confirmed_by=lawyer)
    assert str(refusal.value) == "A second lawyer must confirm the lift."
    assert GuardLift.objects.count() == 0


@pytest.mark.parametrize("editor", ["proposed_by", "confirmed_by"])
def test_an_editor_neither_proposes_nor_confirms(editor, lawyer):
    people = {"proposed_by": lawyer, "confirmed_by": LegalUserFactory(), editor: EditorFactory()}
    with pytest.raises(NotAllowedError) as refusal:
        lift_guard(CaseFactory(), CONTEST_DECISION_SERVED.key, reason=REASON, **people)
    assert str(refusal.value) == "Only legal staff may lift a guard."
    assert GuardLift.objects.count() == 0


@pytest.mark.parametrize("key", [guard.key for guard in ALL_GUARDS if guard.lift is Lift.NOBODY] + ["no_such_guard"])
def test_a_guard_that_nobody_may_lift_is_not_lifted(key, lawyer):
    with pytest.raises(ValidationError) as refusal:
        lift_guard(CaseFactory(), key, reason=REASON, proposed_by=lawyer, confirmed_by=LegalUserFactory())
    assert refusal.value.messages == ["Nobody may lift this guard."]
    assert GuardLift.objects.count() == 0


@pytest.mark.parametrize("reason", ["", "  \n "])
def test_a_guard_is_not_lifted_without_a_reason(reason, lawyer):
    with pytest.raises(ValidationError) as refusal:
        lift_guard(
            CaseFactory(),
            CONTEST_DECISION_SERVED.key,
            reason=reason,
            proposed_by=lawyer,
            confirmed_by=LegalUserFactory(),
        )
    assert refusal.value.messages == ["Write why the guard is lifted."]
    assert GuardLift.objects.count() == 0


def test_a_guard_is_lifted_once(lawyer):
    case = CaseFactory()
    people = {"proposed_by": lawyer, "confirmed_by": LegalUserFactory()}
    lift_guard(case, CONTEST_DECISION_SERVED.key, reason=REASON, **people)
    with pytest.raises(ValidationError) as refusal:
        lift_guard(case, CONTEST_DECISION_SERVED.key, reason="Another.", **people)
    assert refusal.value.messages == ["This guard has been lifted already."]
    assert GuardLift.objects.get().reason == REASON


ALL = {guard.key: guard for guard in ALL_GUARDS}
FAILED = {"checked_on": date(2026, 10, 9), "checked_by": localised("jurist", "juristi"), "result": "failed"}


def checks_of(case, *rows):
    """Record the checks of a case again, with these rows more."""
    kept = case_facts(case).rows("checks.rows")
    record(case, {"checks.rows": Records((*kept, *(Record({**FAILED, **row}) for row in rows)))})


def refused(case, kind, lawyer) -> list[str]:
    with pytest.raises(DraftRefusedError) as refusal:
        draft_document(case, kind, [Language.SV], lawyer)
    return [reason.sentence for reason in refusal.value.refusals]


def test_a_failed_check_stops_award_and_contract_by_its_name_until_two_lawyers_except_it(text_only, lawyer):
    case, second = complete_case(), LegalUserFactory()
    checks_of(case, {"check": "tax_debt", "exception": localised("Skulden är betald.", "Velka on maksettu.")})
    sentence = (
        "The check has failed: tax debt. Only two lawyers together may make an exception, and they record its ground."
        " (1233/2006, 5 §)"
    )
    assert refused(case, DECISION, lawyer) == [sentence]
    assert refused(case, CONTRACT, lawyer) == [sentence]
    assert sentence in [sentence_of(v, Language.EN) for v in step_verdicts(case_facts(case), SIGNING_PACK)
                        if v.finding.state is State.BLOCKED]  # fmt: skip
    proposal = propose_lift(case, "check_failed_tax_debt", reason="Velka on maksettu 8.10.", user=lawyer)
    with pytest.raises(NotAllowedError):
        lift_guard(case, proposal.guard, reason=proposal.reason, proposed_by=lawyer, confirmed_by=lawyer)
    assert refused(case, DECISION, lawyer) == [sentence]
    lift_guard(case, proposal.guard, reason=proposal.reason, proposed_by=lawyer, confirmed_by=second)
    (version,) = draft_document(case, DECISION, [Language.SV], lawyer)
    assert version.gaps == []
    checks_of(case, {"check": "pension"})
    assert ["pension insurance" in each for each in refused(case, CONTRACT, lawyer)] == [True]


def test_a_lift_of_a_failed_check_stands_for_that_failure_alone(text_only, lawyer):
    case, second = complete_case(), LegalUserFactory()
    exception = {"exception": localised("Skulden är betald.", "Velka on maksettu.")}
    checks_of(case, {"check": "tax_debt", **exception})
    people = {"proposed_by": lawyer, "confirmed_by": second}
    lift_guard(case, "check_failed_tax_debt", reason="Velka on maksettu 8.10.", **people)
    assert draft_document(case, DECISION, [Language.SV], lawyer)
    # Another failure of the same check, on a later day, is another matter.
    checks_of(case, {"check": "tax_debt", "checked_on": date(2026, 10, 20), **exception})
    assert ["tax debt" in each for each in refused(case, CONTRACT, lawyer)] == [True]
    assert standing_lifts(case, case_facts(case)) == {}
    lift_guard(case, "check_failed_tax_debt", reason="Maksettu uudelleen 21.10.", **people)
    assert list(standing_lifts(case, case_facts(case))) == ["check_failed_tax_debt"]
    assert draft_document(case, DECISION, [Language.SV], lawyer)
    assert case.lifts.count() == 2


def test_what_was_recorded_after_the_screen_was_opened_is_not_lifted(lawyer):
    case, second = complete_case(), LegalUserFactory()
    checks_of(case, {"check": "pension"})
    shown = ALL["check_failed_pension"].about(case_facts(case))
    assert shown == "9.10.2026"
    checks_of(case, {"check": "pension", "checked_on": date(2026, 10, 20)})
    with pytest.raises(ValidationError, match="objects to something else by now"):
        propose_lift(case, "check_failed_pension", reason="Maksettu.", user=lawyer, about=shown)
    with pytest.raises(ValidationError, match="objects to something else by now"):
        lift_guard(
            case, "check_failed_pension", reason="Maksettu.", proposed_by=lawyer, confirmed_by=second, about=shown
        )
    assert (case.lifts.count(), case.lift_proposals.count()) == (0, 0)


def test_a_proposal_about_an_earlier_failure_is_not_confirmed(lawyer):
    case = complete_case()
    checks_of(case, {"check": "pension"})
    propose_lift(case, "check_failed_pension", reason="Maksettu.", user=lawyer)
    assert list(standing_proposals(case, case_facts(case))) == ["check_failed_pension"]
    checks_of(case, {"check": "pension", "checked_on": date(2026, 10, 20)})
    assert standing_proposals(case, case_facts(case)) == {}


def test_a_failed_check_stops_no_decision_that_rests_on_it(text_only, lawyer):
    case = complete_case()
    checks_of(case, {"check": "sanctions"}, {"check": "exclusion"})
    record(
        case,
        {
            "decision.outcome": "exclude",
            "decision.excluded": localised("Rapida Oy, en dom", "Rapida Oy, tuomio"),
        },
    )
    (version,) = draft_document(case, DECISION, [Language.SV], lawyer)
    assert (version.kind, version.gaps) == ("procurement_decision", [])


def test_nobody_excepts_sanctions_and_a_permit_opens_them(text_only, lawyer):
    case = complete_case()
    checks_of(case, {"check": "sanctions"})
    with pytest.raises(ValidationError):
        propose_lift(case, "check_failed_sanctions", reason="No.", user=lawyer)
    assert ["competent authority" in each for each in refused(case, CONTRACT, lawyer)] == [True]
    record(
        case,
        {
            "checks.permit_authority": localised("utrikesministeriet", "ulkoministeriö"),
            "checks.permit_number": "UM-1/2026",
            "checks.permit_date": date(2026, 10, 12),
        },
    )
    assert draft_document(case, DECISION, [Language.SV], lawyer)[0].gaps == []
