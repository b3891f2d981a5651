"""A page that carries a procurement case is not deleted by any door, and each door says why."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from django.contrib.messages import get_messages
from django.db import transaction
from django.db.models import ProtectedError, RestrictedError
from django.test import Client
from django.urls import reverse
from wagtail.models import APIToken, Page

from klash_pages.keeping import KeptError
from klash_pages.models import AwardPage, ChallengePage, TeamPage
from procurement import page_deletion
from procurement.page_deletion import PageCarriesCaseError
from tests.factories.pages import AwardPageFactory, home, make_ready
from tests.factories.procurement import CaseFactory
from tests.factories.translations import translate
from tests.factories.users import AdminFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

#: At the model's door the database itself protects the award and its team; their translations are ours to protect.
REFUSALS = (PageCarriesCaseError, KeptError, ProtectedError, RestrictedError)
SENTENCE = "This page carries a procurement case and cannot be deleted. Add a dated note, or take it down."


@pytest.fixture(scope="module")
def carrying(django_db_setup: None, django_db_blocker: Any) -> Iterator[AwardPage]:
    """An award with a case, in Swedish and Finnish, below a challenge in three languages; made once for the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        award = CaseFactory().award
        make_ready(award, languages=("fi",))
        translate(award.get_parent().specific, "en")
        yield award
        transaction.set_rollback(True)


@pytest.fixture
def award(carrying: AwardPage, db: None) -> AwardPage:
    """The award with a case; what a test changes is undone after it."""
    return AwardPage.objects.get(pk=carrying.pk)


@pytest.fixture
def admin() -> Client:
    """The admin in English, with an administrator logged in: nobody may delete more."""
    client = Client(headers={"accept-language": "en"})
    client.force_login(AdminFactory())
    return client


def finnish(page: Page) -> Page:
    """The Finnish version of a page."""
    return page.get_translations().get(locale__language_code="fi")


#: Every page that carries the case of an award.
CARRIERS: dict[str, Callable[[AwardPage], Page]] = {
    "the award": lambda award: award,
    "a translation of the award": finnish,
    "the team": lambda award: award.team,
    "a translation of the team": lambda award: finnish(award.team),
    "the challenge": lambda award: award.get_parent(),
    "a translation of the challenge": lambda award: finnish(award.get_parent()),
    "a translation of the challenge without the award": lambda award: award.get_parent().get_translations().last(),
    "the contest": lambda award: award.get_parent().get_parent(),
    "a translation of the contest": lambda award: finnish(award.get_parent().get_parent()),
    "the home page": lambda _award: home("sv"),
    "the Finnish home page": lambda _award: home("fi"),
}
every_carrier = pytest.mark.parametrize("find", CARRIERS.values(), ids=list(CARRIERS))


def paths() -> list[str]:
    """Where every page stands."""
    return list(Page.objects.order_by("path").values_list("path", flat=True))


def said(response: Any) -> list[str]:
    """What the admin tells."""
    return [str(message) for message in get_messages(response.wsgi_request)]


@every_carrier
def test_the_model_refuses(find, award):
    page = Page.objects.get(pk=find(award).pk)
    before = paths()
    for instance in (page, page.specific):
        with pytest.raises(REFUSALS), transaction.atomic():
            instance.delete()
    assert paths() == before


@every_carrier
def test_a_queryset_refuses(find, award):
    page, before = find(award), paths()
    with pytest.raises(REFUSALS), transaction.atomic():
        Page.objects.filter(pk=page.pk).delete()
    assert paths() == before


@every_carrier
def test_the_delete_view_refuses_with_the_sentence(find, award, admin):
    page, before = find(award), paths()
    response = admin.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
    assert (response.status_code, response["Location"]) == (
        302,
        reverse("wagtailadmin_explore", args=[page.get_parent().pk]),
    )
    assert any(SENTENCE in message for message in said(response))
    assert paths() == before


@every_carrier
def test_the_bulk_action_refuses_with_the_sentence(find, award, admin):
    page, before = find(award), paths()
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    response = admin.post(f"{address}?{urlencode({'id': page.pk})}")
    assert response.status_code == 302
    assert any(SENTENCE in message for message in said(response))
    assert paths() == before


@every_carrier
def test_the_api_refuses_with_a_sentence(find, award):
    _token, plaintext = APIToken.create_token(user=AdminFactory(), name="program")
    client = Client(headers={"authorization": f"Bearer {plaintext}", "accept-language": "en"})
    page, before = find(award), paths()
    answer = client.delete(f"/api/v3/pages/{page.pk}/")
    assert answer.status_code == 403
    detail = answer.json()["detail"]
    # The case is counted and never named: not everybody whose token a program holds may know which it is.
    in_use = f"“{page.title}” is in use and cannot be deleted. On it rest: "
    assert detail == SENTENCE or detail.startswith(in_use) or "is not deleted by itself" in detail
    assert "case “" not in detail
    assert paths() == before


def test_the_bulk_action_deletes_nothing_if_one_of_many_carries_a_case(award, admin):
    free = AwardPageFactory()
    before = paths()
    query = urlencode([("id", free.pk), ("id", award.pk)])
    admin.post(f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', 'delete'])}?{query}")
    assert paths() == before


def test_other_bulk_actions_go_on(award, rf):
    challenge = award.get_parent()
    assert page_deletion.explain_bulk(rf.post("/"), "unpublish", [challenge], None) is None


def test_an_award_without_a_case_is_deleted_beside_one_that_has_one(award):
    free = AwardPageFactory(parent=award.get_parent().specific)
    free.delete()
    assert not AwardPage.objects.filter(pk=free.pk).exists()


def test_a_team_that_has_won_nothing_is_deleted_beside_one_that_has(award):
    from tests.factories.pages import TeamPageFactory

    team = TeamPageFactory(parent=award.get_parent().specific)
    team.delete()
    assert not TeamPage.objects.filter(pk=team.pk).exists()


def test_a_challenge_without_a_case_is_deleted_in_all_its_languages(award, admin):
    free = AwardPageFactory()
    make_ready(free)
    challenge = free.get_parent().specific
    versions = list(ChallengePage.objects.filter(translation_key=challenge.translation_key).order_by("pk"))
    assert len(versions) == 3
    screen = reverse("klash_pages_take_down", args=[challenge.pk])
    for action in ("take-down", "delete"):
        assert admin.post(screen, {"action": action, "reason": "entered by mistake"}).status_code == 302
    assert not ChallengePage.objects.filter(pk=challenge.pk).exists()
    assert not ChallengePage.objects.filter(translation_key=challenge.translation_key).exists()
    assert not AwardPage.objects.filter(translation_key=free.translation_key).exists()
    assert AwardPage.objects.filter(pk=award.pk).exists()


def test_a_translated_page_that_carries_nothing_is_deleted(award):
    from tests.factories.pages import StandardPageFactory

    page = StandardPageFactory()
    translate(page, "fi")
    page.delete()
    assert not Page.objects.filter(pk=page.pk).exists()


def test_a_challenge_with_a_case_is_taken_down_and_not_deleted_on_the_screen(award, admin):
    screen, before = reverse("klash_pages_take_down", args=[award.get_parent().pk]), paths()
    for version in AwardPage.objects.filter(translation_key=award.translation_key):
        assert not version.live
    admin.post(screen, {"action": "take-down", "reason": "wrong"})
    assert not Page.objects.get(pk=award.get_parent().pk).live
    response = admin.post(screen, {"action": "delete", "reason": "wrong"})
    assert response.status_code == 200
    assert "cannot be deleted" in response.content.decode()
    assert paths() == before
