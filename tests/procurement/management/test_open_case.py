"""`manage.py open_case` opens a case by page id or by address, in any language."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from procurement.models import Case
from tests.factories.pages import AwardPageFactory, make_ready
from tests.factories.translations import translate
from tests.factories.users import EditorFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def open_case(award: object, user: str) -> str:
    """What the command prints."""
    out = StringIO()
    call_command("open_case", str(award), "--user", user, stdout=out)
    return out.getvalue()


def test_a_case_is_opened_by_page_id(lawyer):
    award = AwardPageFactory()
    printed = open_case(award.pk, lawyer.username)
    case = Case.objects.get()
    assert (printed, case.award, case.opened_by) == (f"{case.pk}\n", award, lawyer)


def test_the_page_id_of_a_translation_opens_the_same_case(lawyer):
    award = AwardPageFactory()
    finnish = translate(award, "fi")
    assert open_case(finnish.pk, lawyer.username) == open_case(award.pk, lawyer.username)
    assert Case.objects.get().award == award


@pytest.mark.parametrize("language", ["sv", "fi", "en"])
def test_a_case_is_opened_by_address_in_any_language(language, lawyer):
    award = AwardPageFactory()
    make_ready(award)
    page = award if language == "sv" else award.get_translations().get(locale__language_code=language)
    assert page.url.startswith(f"/{language}/")
    printed = open_case(page.url, lawyer.username)
    assert (printed, Case.objects.get().award) == (f"{Case.objects.get().pk}\n", award)


def test_slashes_around_an_address_may_be_left_out(lawyer):
    award = AwardPageFactory()
    open_case(award.url.strip("/"), lawyer.username)
    assert Case.objects.get().award == award


@pytest.mark.parametrize("address", ["999999", "/sv/no/such/award/", "/sv/"])
def test_an_award_that_is_not_there_is_named(address, lawyer):
    AwardPageFactory()
    with pytest.raises(CommandError) as refusal:
        open_case(address, lawyer.username)
    assert str(refusal.value) == f"There is no award at “{address}”."
    assert Case.objects.count() == 0


def test_a_page_that_is_no_award_opens_nothing(lawyer):
    challenge = AwardPageFactory().get_parent()
    with pytest.raises(CommandError):
        open_case(challenge.pk, lawyer.username)
    assert Case.objects.count() == 0


def test_an_unknown_user_is_named():
    with pytest.raises(CommandError) as refusal:
        open_case(AwardPageFactory().pk, "nobody")
    assert str(refusal.value) == "There is no user “nobody”."


def test_a_command_asks_the_same_permissions_as_the_desk():
    with pytest.raises(CommandError) as refusal:
        open_case(AwardPageFactory().pk, EditorFactory().username)
    assert str(refusal.value) == "Only legal staff may open a procurement case."
    assert Case.objects.count() == 0
