"""A case is opened once for each award, by lawyers only."""

from __future__ import annotations

import pytest
from wagtail.models import ModelLogEntry

from procurement.actions.open_case import open_case
from procurement.models import Case
from procurement.permissions import NotAllowedError
from tests.factories.pages import AwardPageFactory
from tests.factories.procurement import LegalUserFactory
from tests.factories.translations import translate
from tests.factories.users import EditorFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def test_a_case_names_its_award_and_who_opened_it(lawyer):
    award = AwardPageFactory()
    case = open_case(award, lawyer)
    assert (case.award, case.award_key, case.opened_by) == (award, award.translation_key, lawyer)


def test_opening_again_gives_the_case_there_is(lawyer):
    award = AwardPageFactory()
    case = open_case(award, lawyer)
    assert open_case(award, LegalUserFactory()) == case
    assert Case.objects.get().opened_by == lawyer


def test_opening_from_a_translation_opens_the_case_of_the_source_page(lawyer):
    award = AwardPageFactory()
    case = open_case(translate(award, "fi"), lawyer)
    assert case.award == award
    assert open_case(award, lawyer) == case
    assert Case.objects.count() == 1


def test_opening_is_logged_once(lawyer):
    award = AwardPageFactory()
    case = open_case(award, lawyer)
    open_case(award, lawyer)
    entry = ModelLogEntry.objects.get(action="procurement.open_case")
    assert (entry.object_id, entry.user) == (str(case.pk), lawyer)


def test_an_editor_opens_no_case():
    with pytest.raises(NotAllowedError) as refusal:
        open_case(AwardPageFactory(), EditorFactory())
    assert str(refusal.value) == "Only legal staff may open a procurement case."
    assert Case.objects.count() == 0
    assert not ModelLogEntry.objects.filter(action="procurement.open_case").exists()
