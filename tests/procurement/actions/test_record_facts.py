"""Only what differs is recorded, and what was recorded before stays."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import ModelLogEntry

from procurement.actions.record_facts import record_facts
from procurement.facts import Localised, LocalisedList, Record, Records, Source
from procurement.languages import Language
from procurement.models import CaseFact
from procurement.permissions import NotAllowedError
from tests.factories.procurement import CaseFactory
from tests.factories.users import EditorFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def test_recorded_facts_say_who_and_what_they_rest_on(lawyer):
    case = CaseFactory()
    changed = record_facts(
        case, {"value.estimate": Decimal("90000.00")}, lawyer, source=Source.COUNTERPARTY, reference="brev 1.9.2026"
    )
    assert changed == ["value.estimate"]
    row = CaseFact.objects.get()
    assert (row.case, row.name, row.value, row.source, row.reference, row.recorded_by) == (
        case,
        "value.estimate",
        "90000.00",
        "counterparty",
        "brev 1.9.2026",
        lawyer,
    )


def test_only_what_differs_is_recorded(lawyer):
    case = CaseFactory()
    buyer = Localised({Language.SV: "Finlands Kommunförbund rf", Language.FI: "Suomen Kuntaliitto ry"})
    record_facts(case, {"buyer.name": buyer, "case.number": "1", "value.disclosed": False}, lawyer)
    changed = record_facts(case, {"buyer.name": buyer, "case.number": "2", "value.disclosed": False}, lawyer)
    assert changed == ["case.number"]
    assert CaseFact.objects.count() == 4


def test_an_answer_of_no_differs_from_no_answer(lawyer):
    case = CaseFactory()
    assert record_facts(case, {"value.disclosed": None}, lawyer) == []
    assert record_facts(case, {"value.disclosed": False}, lawyer) == ["value.disclosed"]


def test_the_history_of_a_fact_stays(lawyer):
    case = CaseFactory()
    for value in ("1", "2", None, "1"):
        record_facts(case, {"case.number": value}, lawyer)
    assert list(CaseFact.objects.values_list("value", flat=True)) == ["1", "2", None, "1"]


def test_withdrawing_what_is_not_recorded_records_nothing(lawyer):
    case = CaseFactory()
    assert record_facts(case, {"case.number": None}, lawyer) == []
    assert CaseFact.objects.count() == 0


def test_recording_is_logged_with_the_names_and_never_the_values(lawyer):
    case = CaseFactory()
    record_facts(case, {"case.number": "secret", "value.disclosed": True}, lawyer)
    entry = ModelLogEntry.objects.get(action="procurement.record_facts")
    assert (entry.object_id, entry.user, entry.data) == (
        str(case.pk),
        lawyer,
        {"facts": ["case.number", "value.disclosed"]},
    )


def test_recording_nothing_new_is_not_logged(lawyer):
    case = CaseFactory()
    record_facts(case, {"case.number": "1"}, lawyer)
    record_facts(case, {"case.number": "1"}, lawyer)
    assert ModelLogEntry.objects.filter(action="procurement.record_facts").count() == 1


def test_one_wrong_name_records_nothing_at_all(lawyer):
    case = CaseFactory()
    with pytest.raises(ValidationError) as refusal:
        record_facts(case, {"case.number": "1", "supplier.name": "Rapida Oy"}, lawyer)
    assert refusal.value.messages == ["“supplier.name” is not a fact of the case form."]
    assert CaseFact.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("value.estimate", Decimal("0.035"), "“0,035” has more than 2 decimals."),
        ("value.estimate", Decimal(-5), "“-5” is below nought."),
        ("delay.weekly_percent", Decimal("0.125"), "“0,125” has more than 2 decimals."),
        ("delay.weekly_percent", Decimal(1001), "“1001” is more than can be written here: the limit is 1\u00a0000."),
        ("term.option_months", 10_001, "“10001” is more than can be written here: the limit is 10\u00a0000."),
        ("buyer.business_id", "0926151-5",
         "The check digit of this business ID is wrong. Compare it with the register."),
        ("buyer.signatory", "王明", ("“王明” holds 王 (U+738B), 明 (U+660E), which papers cannot print. "
         "Write a name in the Latin letters of the passport or the population register.")),
        ("price.lines", Records((Record({"unit_price": Decimal("0.00001")}),)), "“0,00001” has more than 4 decimals."),
        ("price.lines", Records((Record({"quantity": Decimal(-1)}),)), "“-1” is below nought."),
        ("negotiation.topics", LocalisedList({Language.SV: ("pris", "a\u202eb")}),
         ("“ab” holds an unseen mark, U+202E, "
         "that changes how the text is read. Delete the word and type it again.")),
    ],
)  # fmt: skip
def test_what_the_form_refuses_is_refused_at_the_door_too_and_nothing_is_recorded(name, value, sentence, lawyer):
    case = CaseFactory()
    with pytest.raises(ValidationError) as refusal:
        record_facts(case, {"case.number": "1", name: value}, lawyer)
    assert refusal.value.messages == [sentence]
    assert CaseFact.objects.count() == 0


def test_a_value_is_cleaned_at_the_door(lawyer):
    case = CaseFactory()
    record_facts(case, {"decision.number": "§ 131", "buyer.signatory": "Hy\u00advo\u200b\nVirta"}, lawyer)
    assert dict(CaseFact.objects.values_list("name", "value")) == {
        "decision.number": "131",
        "buyer.signatory": "Hyvo Virta",
    }
    assert record_facts(case, {"decision.number": "131 §"}, lawyer) == []
    assert record_facts(case, {"decision.number": "§"}, lawyer) == ["decision.number"]
    assert CaseFact.objects.order_by("-pk")[0].value is None


def test_what_was_recorded_in_another_way_of_writing_is_no_change(lawyer):
    case = CaseFactory()
    for name, value in (("delay.max_percent", 10), ("decision.number", "§ 131")):
        CaseFact.objects.create(case=case, name=name, value=value, recorded_by=lawyer)
    assert record_facts(case, {"delay.max_percent": Decimal("10.00"), "decision.number": "131"}, lawyer) == []
    assert record_facts(case, {"delay.max_percent": Decimal("10.5")}, lawyer) == ["delay.max_percent"]


def test_an_editor_records_nothing():
    case = CaseFactory()
    with pytest.raises(NotAllowedError) as refusal:
        record_facts(case, {"case.number": "1"}, EditorFactory())
    assert str(refusal.value) == "Only legal staff may record facts of a procurement case."
    assert CaseFact.objects.count() == 0
