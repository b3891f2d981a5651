"""What was shown, what was typed and what is recorded now decide together what a form may write."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from procurement.actions.record_changes import Typed, newest_recording, record_changes
from procurement.facts import Source
from procurement.models import CaseFact
from procurement.permissions import NotAllowedError
from tests.factories.procurement import CaseFactory, record
from tests.factories.users import EditorFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

A, B, C = "1/2026", "2/2026", "3/2026"


@pytest.mark.parametrize(
    ("shown", "typed", "recorded", "written", "clashes"),
    [
        (A, A, A, False, False),
        (A, B, A, True, False),
        (A, None, A, True, False),
        (A, A, B, False, False),
        (A, C, B, False, True),
        (A, None, B, False, True),
        (A, B, B, False, False),
        (A, B, None, False, True),
        (A, None, None, False, False),
        (None, A, None, True, False),
        (None, None, A, False, False),
        (None, B, A, False, True),
    ],
)
def test_a_value_is_written_only_where_the_form_showed_what_is_recorded(
    shown, typed, recorded, written, clashes, lawyer
):
    case = CaseFactory()
    record(case, {"case.number": shown})
    seen = newest_recording(case)
    record(case, {"case.number": recorded})
    names, found = record_changes(case, [Typed("case.number", typed, seen)], lawyer)
    assert (names, list(found)) == (["case.number"] if written else [], ["case.number"] if clashes else [])
    last = CaseFact.objects.order_by("pk").last()
    assert (last.value if last else None) == (typed if written else recorded)
    assert all(clash.recording == last and clash.shown == seen for clash in found.values())


def test_a_value_that_somebody_changed_and_put_back_is_as_it_was_shown(lawyer):
    case = CaseFactory()
    record(case, {"case.number": A})
    seen = newest_recording(case)
    record(case, {"case.number": B})
    record(case, {"case.number": A})
    assert record_changes(case, [Typed("case.number", C, seen)], lawyer) == (["case.number"], {})


def test_another_cases_history_counts_for_nothing(lawyer):
    case, other = CaseFactory(), CaseFactory()
    record(case, {"case.number": A})
    record(other, {"case.number": B})
    _names, clashes = record_changes(other, [Typed("case.number", C, newest_recording(case))], lawyer)
    assert list(clashes) == ["case.number"]


def test_what_is_written_says_who_supplied_it_and_what_it_rests_on(lawyer):
    typed = [Typed("case.number", A, 0)]
    record_changes(CaseFactory(), typed, lawyer, source=Source.COUNTERPARTY, reference="brev 1.9.2026")
    row = CaseFact.objects.get()
    assert (row.source, row.reference, row.recorded_by) == ("counterparty", "brev 1.9.2026", lawyer)


def test_an_editor_changes_nothing():
    with pytest.raises(NotAllowedError):
        record_changes(CaseFactory(), [Typed("case.number", A, 0)], EditorFactory())
    assert CaseFact.objects.count() == 0


def test_a_wrong_name_changes_nothing_at_all(lawyer):
    with pytest.raises(ValidationError):
        record_changes(CaseFactory(), [Typed("case.number", A, 0), Typed("supplier.name", "X", 0)], lawyer)
    assert CaseFact.objects.count() == 0
