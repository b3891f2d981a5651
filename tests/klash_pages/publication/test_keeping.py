"""What readers see in several languages does not go away in one of them, by any door; each door says why and where."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from io import StringIO
from typing import Any
from urllib.parse import urlencode

import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import APIToken, Page, PageLogEntry

from klash_pages.models import AwardPage, ChallengePage, ContestPage, ResultIndexPage, TeamPage
from klash_pages.publication import keeping
from klash_pages.publication.doors import ReleaseRefusedError
from tests.factories.pages import (
    AwardPageFactory,
    ChallengePageFactory,
    ContestIndexPageFactory,
    ContestPageFactory,
    ResultIndexPageFactory,
    StandardPageFactory,
    TeamPageFactory,
    home,
)
from tests.factories.translations import translate
from tests.factories.users import AdminFactory, EditorFactory

pytestmark = pytest.mark.django_db

TAKE_DOWN = "Use “Take down in all languages”."


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[AwardPage]:
    """A released award in three languages, and lists; made once for the module."""
    with django_db_blocker.unblock(), transaction.atomic(), translation.override("en"):
        contest = ContestPageFactory(title="Klash", parent=ContestIndexPageFactory())
        challenge = ChallengePageFactory(title="Rides", parent=contest, decided=True)
        award = AwardPageFactory(
            title="Winner", parent=challenge, team=TeamPageFactory(title="Rapida", parent=challenge), published=True
        )
        translate(ResultIndexPageFactory(title="Results"), "fi")
        ContestIndexPageFactory(title="Elsewhere", slug="elsewhere", parent=home("fi"), locale=home("fi").locale)
        yield award
        transaction.set_rollback(True)


@pytest.fixture
def award(built: AwardPage, db: None) -> AwardPage:
    """The award; what a test changes is undone after it."""
    return AwardPage.objects.get(pk=built.pk)


@pytest.fixture
def admin() -> Client:
    """The admin, with an administrator logged in: nobody may do more."""
    return desk(AdminFactory())


def desk(user: Any) -> Client:
    client = Client(headers={"accept-language": "en"}, raise_request_exception=False)
    client.force_login(user)
    return client


def program() -> Client:
    """A program with an administrator's token."""
    _token, plaintext = APIToken.create_token(user=AdminFactory(), name="program")
    return Client(
        headers={"authorization": f"Bearer {plaintext}", "accept-language": "en"}, raise_request_exception=False
    )


def finnish(page: Page) -> Page:
    return Page.objects.get(translation_key=page.translation_key, locale__language_code="fi")


#: The pages that stay, and a part of the sentence by which each refuses to be unpublished.
KEPT: dict[str, tuple[Callable[[AwardPage], Page], str]] = {
    "the award": (lambda award: award, "A released award is taken back on its own page"),
    "the Finnish award": (finnish, "A released award is taken back on its own page"),
    "the team": (lambda award: award.team, "It is the team of the released award “Winner”."),
    "the Finnish team": (lambda award: finnish(award.team), TAKE_DOWN),
    "the challenge": (lambda award: award.get_parent(), "2 pages stand below it. " + TAKE_DOWN),
    "the Finnish challenge": (lambda award: finnish(award.get_parent()), TAKE_DOWN),
    "the contest": (lambda award: award.get_parent().get_parent(), "3 pages stand below it. " + TAKE_DOWN),
    "the list of results": (lambda _award: ResultIndexPage.objects.get(title="Results", locale__language_code="sv"),
                            "It also exists in Finnish. An administrator can take it down in all languages."),
    "the home page": (lambda _award: home("sv"), "ask whoever runs the server."),
    "the Finnish home page": (lambda _award: home("fi"), "ask whoever runs the server."),
}  # fmt: skip
every_page = pytest.mark.parametrize(("find", "words"), KEPT.values(), ids=list(KEPT))


def everything() -> list[tuple[Any, ...]]:
    """Where every page stands, whether it is live, and how many children the tree counts."""
    return list(Page.objects.order_by("path").values_list("path", "live", "numchild", "url_path"))


def said(response: Any) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


# ---- unpublishing


def unpublish_one(page: Page, client: Client) -> str:
    return said(client.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk])))


def unpublish_with_all_below(page: Page, client: Client) -> str:
    return said(client.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]), {"include_descendants": "on"}))


def unpublish_several(page: Page, client: Client) -> str:
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])
    return said(client.post(f"{address}?{urlencode({'id': page.pk})}"))


def unpublish_by_the_admins_api(page: Page, client: Client) -> str:
    answer = client.post(reverse("wagtailadmin_api:pages:action", args=[page.pk, "unpublish"]))
    assert answer.status_code == 403
    return str(answer.json()["detail"])


def unpublish_by_the_api(page: Page, client: Client, **body: bool) -> str:
    answer = program().post(f"/api/v3/pages/{page.pk}/actions/unpublish/", body, content_type="application/json")
    assert (answer.status_code, answer["Content-Type"]) == (403, "application/problem+json"), answer.content
    return str(answer.json()["detail"])


def unpublish_by_the_api_with_all_below(page: Page, client: Client) -> str:
    return unpublish_by_the_api(page, client, recursive=True)


def unpublish_by_its_page(page: Page, client: Client) -> str:
    with pytest.raises(PermissionDenied) as refused, transaction.atomic():
        Page.objects.get(pk=page.pk).unpublish()
    return str(refused.value)


def unpublish_by_what_it_is(page: Page, client: Client) -> str:
    with pytest.raises(PermissionDenied) as refused, transaction.atomic():
        page.specific.unpublish()
    return str(refused.value)


def unpublish_by_a_query(page: Page, client: Client) -> str:
    with pytest.raises(PermissionDenied) as refused, transaction.atomic():
        Page.objects.filter(pk=page.pk).unpublish()
    return str(refused.value)


def unpublish_by_an_expiry_in_the_database(page: Page, client: Client) -> str:
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    errors = StringIO()
    call_command("publish_scheduled", stderr=errors)
    return errors.getvalue()


UNPUBLISHING = [
    unpublish_one,
    unpublish_with_all_below,
    unpublish_several,
    unpublish_by_the_admins_api,
    unpublish_by_the_api,
    unpublish_by_the_api_with_all_below,
    unpublish_by_its_page,
    unpublish_by_what_it_is,
    unpublish_by_a_query,
    unpublish_by_an_expiry_in_the_database,
]


@every_page
def test_no_door_unpublishes_one_language_alone(find, words, award, admin):
    page, before = find(award), everything()
    for door in UNPUBLISHING:
        sentence = door(page, admin)
        if not (isinstance(page.specific, AwardPage) and door in (unpublish_one, unpublish_with_all_below)):
            assert words in sentence, door.__name__  # an award's own screen asks for the reason instead
        assert everything() == before, door.__name__


def test_what_has_no_other_language_and_nothing_below_it_is_unpublished_as_ever(admin):
    contest = ContestPageFactory()
    unpublish_one(contest, admin)
    assert ContestPage.objects.get(pk=contest.pk).live is False


def test_pages_of_other_types_are_unpublished_and_deleted_as_ever(admin):
    page = StandardPageFactory()
    translate(page, "fi")
    unpublish_one(page, admin)
    assert Page.objects.get(pk=page.pk).live is False
    admin.post(reverse("wagtailadmin_pages:delete", args=[finnish(page).pk]))
    assert list(Page.objects.filter(translation_key=page.translation_key)) == [page.page_ptr]


def test_a_draft_of_another_language_is_not_left_behind(admin):
    contest = ContestPageFactory()
    draft = translate(contest, "fi")
    unpublish_one(draft, admin)
    assert ContestPage.objects.get(pk=draft.pk).live is True
    ContestPage.objects.filter(pk=draft.pk).update(live=False)
    unpublish_one(contest, admin)
    assert ContestPage.objects.get(pk=contest.pk).live is False


@pytest.mark.parametrize("factory", [ContestPageFactory, ChallengePageFactory, ResultIndexPageFactory])
def test_an_expiry_is_refused_where_it_is_written(factory):
    page = factory()
    page.expire_at = timezone.now() + timedelta(days=1)
    with pytest.raises(ValidationError, match="It does not expire by itself"):
        page.save_revision()


def test_an_award_does_not_turn_live_as_a_bare_page():
    draft = Page.objects.get(pk=AwardPageFactory().pk)
    draft.live = True
    with pytest.raises(ReleaseRefusedError, match="Release results"):
        draft.save()


# ---- deleting


def delete_one(page: Page, client: Client) -> str:
    return said(client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]), {"wagtail_site_name": "klash"}))


def delete_by_opening_the_confirmation(page: Page, client: Client) -> str:
    return said(client.get(reverse("wagtailadmin_pages:delete", args=[page.pk])))


def delete_by_the_method_delete(page: Page, client: Client) -> str:
    return said(client.delete(reverse("wagtailadmin_pages:delete", args=[page.pk])))


def delete_several(page: Page, client: Client) -> str:
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    return said(client.post(f"{address}?{urlencode({'id': page.pk})}", {"wagtail_site_name": "klash"}))


def delete_by_the_admins_api(page: Page, client: Client) -> str:
    answer = client.post(reverse("wagtailadmin_api:pages:action", args=[page.pk, "delete"]))
    assert answer.status_code == 403
    return str(answer.json()["detail"])


def delete_by_the_api(page: Page, client: Client) -> str:
    answer = program().delete(f"/api/v3/pages/{page.pk}/")
    assert (answer.status_code, answer["Content-Type"]) == (403, "application/problem+json"), answer.content
    return str(answer.json()["detail"])


def delete_by_an_action_of_the_api(page: Page, client: Client) -> str:
    answer = program().delete(f"/api/v3/pages/{page.pk}/actions/delete/")
    assert (answer.status_code, answer["Content-Type"]) == (403, "application/problem+json"), answer.content
    return str(answer.json()["detail"])


def delete_by_its_page(page: Page, client: Client) -> str:
    with pytest.raises(PermissionDenied) as refused:
        Page.objects.get(pk=page.pk).delete()
    return str(refused.value)


DELETING = [
    delete_one,
    delete_by_opening_the_confirmation,
    delete_by_the_method_delete,
    delete_several,
    delete_by_the_admins_api,
    delete_by_the_api,
    delete_by_an_action_of_the_api,
    delete_by_its_page,
]
NEVER_DELETED = "“Winner” has been released. It is taken back with a reason; its page is never deleted."


@every_page
def test_no_door_deletes_one_language_alone(find, words, award, admin):
    page, before = find(award), everything()
    for door in DELETING:
        sentence = door(page, admin)
        if isinstance(page.specific, AwardPage):
            assert NEVER_DELETED in sentence, door.__name__
        else:
            # The page itself says it, or an award above which it stands, or what the award rests on.
            assert "by itself" in sentence or "has been released" in sentence or "On it rest:" in sentence, sentence
        assert everything() == before, door.__name__


@every_page
def test_a_refused_deletion_leaves_no_deletion_in_the_log_of_the_desk_and_the_api(find, words, award, admin):
    page = find(award)
    for door in (delete_one, delete_several, delete_by_the_api):
        door(page, admin)
    assert not PageLogEntry.objects.filter(action="wagtail.delete").exists()


def test_the_team_of_an_award_that_waits_is_kept_with_a_sentence_at_every_door(admin):
    award = AwardPageFactory(title="Waits")
    before = everything()
    for door in DELETING:
        assert "award “Waits”" in door(award.team, admin), door.__name__
        assert everything() == before, door.__name__


def test_what_was_never_public_is_deleted_as_ever(admin):
    award = AwardPageFactory()
    finnish_award = translate(award, "fi")
    delete_one(finnish_award, admin)
    assert list(AwardPage.objects.filter(translation_key=award.translation_key)) == [award]
    delete_one(award, admin)
    delete_one(award.team, admin)
    assert not TeamPage.objects.filter(pk=award.team_id).exists()


def test_an_award_that_was_taken_back_is_not_deleted_either(award, admin):
    for version in AwardPage.objects.filter(translation_key=award.translation_key):
        AwardPage.objects.filter(pk=version.pk).update(live=False)
    assert NEVER_DELETED in delete_one(award, admin)
    assert AwardPage.objects.filter(translation_key=award.translation_key).count() == 3


# ---- moving


def move_one(page: Page, target: Page, client: Client) -> str:
    return said(client.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, target.pk])))


def move_several(page: Page, target: Page, client: Client) -> str:
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "move"])
    return said(client.post(f"{address}?{urlencode({'id': page.pk})}", {"chooser": target.pk}))


def move_by_the_api(page: Page, target: Page, client: Client) -> str:
    answer = program().post(
        f"/api/v3/pages/{page.pk}/actions/move/",
        {"destination_id": target.pk, "position": "last-child"},
        content_type="application/json",
    )
    assert (answer.status_code, answer["Content-Type"]) == (403, "application/problem+json"), answer.content
    return str(answer.json()["detail"])


def move_by_a_script(page: Page, target: Page, client: Client) -> str:
    with pytest.raises(PermissionDenied) as refused, transaction.atomic():
        page.move(target, pos="last-child")
    return str(refused.value)


def test_no_door_moves_one_language_of_a_public_page_alone(admin):
    contest, other = ContestPageFactory(title="One"), ContestPageFactory(title="Two")
    challenge = ChallengePageFactory(title="Rides", parent=contest)
    translate(challenge, "fi")
    before = everything()
    for door in (move_one, move_several, move_by_the_api, move_by_a_script):
        assert "“Rides” is not moved by itself. It also exists in Finnish." in door(challenge, other, admin)
        assert everything() == before, door.__name__


def test_a_list_and_a_home_page_are_not_moved(award, admin):
    before = everything()
    results = ResultIndexPage.objects.get(title="Results", locale__language_code="sv")
    assert "“Results” is not moved by itself. It also exists in Finnish." in move_by_a_script(
        results, home("fi"), admin
    )
    assert "holds an announced award" in move_by_a_script(home("sv"), home("fi"), admin)
    with pytest.raises(keeping.KeptError, match="“Klash” is not moved by itself"):
        keeping.check_moved(home("sv"))
    assert everything() == before


def test_a_challenge_that_was_never_public_is_moved_as_ever(admin):
    challenge = ChallengePageFactory(live=False)
    translate(challenge, "fi")
    other = ContestPageFactory()
    move_one(challenge, other, admin)
    assert Page.objects.get(pk=challenge.pk).get_parent() == other.page_ptr


# ---- what the screens offer


@every_page
def test_a_screen_does_not_offer_what_it_would_refuse(find, words, award, admin):
    page = find(award)
    addresses = [
        *(
            f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', action])}?id={page.pk}"
            for action in ("delete", "unpublish", "move")
        ),
        reverse("wagtailadmin_pages:move", args=[page.pk]),
    ]
    if not isinstance(page.specific, AwardPage):
        addresses.append(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))
    for address in addresses:
        content = admin.get(address).content.decode()
        assert 'role="alert"' in content, address
        assert 'method="POST"' not in content.partition("<main")[2], address


def test_each_refusal_links_to_the_screen_that_does_it(award, admin):
    challenge = award.get_parent()
    way = f'href="{reverse("klash_pages_take_down", args=[challenge.pk])}"'
    assert way in unpublish_one(challenge, admin)
    assert way in unpublish_several(challenge, admin)
    assert way in admin.get(reverse("wagtailadmin_pages:unpublish", args=[challenge.pk])).content.decode()
    assert f'href="{reverse("wagtailadmin_pages:unpublish", args=[award.pk])}"' in delete_one(award, admin)
    assert "href" not in unpublish_one(home("sv"), desk(AdminFactory()))


def test_an_editor_reads_the_same_sentences(award):
    client = desk(EditorFactory())
    assert TAKE_DOWN in unpublish_one(award.get_parent(), client)
    assert NEVER_DELETED in delete_one(award, client)


def test_who_may_not_unpublish_is_not_told_what_hangs_on_a_page(award):
    from django.contrib.auth.models import Group

    user = EditorFactory()
    user.groups.set([Group.objects.get_or_create(name="Readers")[0]])
    answer = desk(user).post(reverse("wagtailadmin_pages:unpublish", args=[award.get_parent().pk]), follow=True)
    assert "Rides" not in answer.content.decode()


def test_every_list_of_the_plugin_is_kept():
    from klash_pages.models.list_page import QueryPage

    lists = {model for model in Page.__subclasses__() if issubclass(model, QueryPage)}
    assert lists <= set(keeping.LISTS)
    assert ChallengePage in keeping.TOGETHER
