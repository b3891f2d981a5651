"""An announced award keeps its address, and awards and teams stay with their challenge, by every door."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from klash_pages.publication.permanent_addresses import MoveRefusedError
from tests.factories.pages import (
    AwardPageFactory,
    ChallengePageFactory,
    ContestIndexPageFactory,
    ContestPageFactory,
    StandardPageFactory,
    TeamPageFactory,
    home,
)
from tests.factories.screens import editing_form
from tests.factories.users import AdminFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def award() -> Any:
    return AwardPageFactory(published=True, parent__parent__title="Klash 2027", parent__title="Resor")


def above(award: Any, levels: int) -> Any:
    page = award
    for _level in range(levels):
        page = page.get_parent().specific
    return page


@pytest.mark.parametrize("levels", [0, 1, 2])
def test_the_slug_of_an_announced_award_and_of_the_pages_above_it_is_kept(award: Any, levels: int) -> None:
    page = above(award, levels)
    before, address = page.slug, award.url
    page.slug = "annat"
    with pytest.raises(ValidationError) as refused:
        page.save()
    assert refused.value.message_dict == {
        "slug": [f"Adressen till ett offentliggjort resultat ändras aldrig: behåll ”{before}”."]
    }
    assert Page.objects.get(pk=award.pk).url == address


def test_the_title_can_still_be_corrected(award: Any) -> None:
    award.title = "Rapida Ab"
    award.save_revision().publish()
    award.refresh_from_db()
    assert award.title == "Rapida Ab"


def test_an_award_that_is_not_announced_can_get_another_slug() -> None:
    award = AwardPageFactory()
    award.slug = "vinnare"
    award.save()
    assert Page.objects.get(pk=award.pk).slug == "vinnare"


def test_the_slug_of_a_team_is_free_for_no_award_stands_below_it(award: Any) -> None:
    award.team.slug = "rapida-ab"
    award.team.save()
    assert Page.objects.get(pk=award.team.pk).slug == "rapida-ab"


@pytest.mark.parametrize("factory", [AwardPageFactory, TeamPageFactory])
def test_awards_and_teams_are_not_moved_to_another_challenge(factory: Any) -> None:
    page = factory(title="Rapida")
    other = ChallengePageFactory()
    with pytest.raises(MoveRefusedError) as refused:
        page.move(other, pos="last-child", user=AdminFactory())
    assert str(refused.value) == "”Rapida” hör till sin utmaning och kan inte flyttas."
    assert Page.objects.get(pk=page.pk).get_parent().pk == page.get_parent().pk


def test_a_page_above_an_announced_award_is_not_moved(award: Any) -> None:
    challenge, contest = above(award, 1), above(award, 2)
    with pytest.raises(MoveRefusedError) as refused:
        challenge.move(ContestPageFactory(), pos="last-child")
    assert "”Resor” innehåller ett offentliggjort resultat" in str(refused.value)
    with pytest.raises(MoveRefusedError):
        contest.move(ContestIndexPageFactory(), pos="last-child")


def test_the_order_of_teams_below_their_challenge_is_free() -> None:
    challenge = ChallengePageFactory()
    first, second = TeamPageFactory(parent=challenge), TeamPageFactory(parent=challenge)
    second.move(first, pos="left")
    assert [page.pk for page in challenge.get_children()] == [second.pk, first.pk]


def test_other_pages_move_as_before() -> None:
    page, parent = StandardPageFactory(), StandardPageFactory()
    page.move(home(), pos="last-child")
    challenge = ChallengePageFactory()
    contest = ContestPageFactory()
    challenge.move(contest, pos="last-child")
    assert Page.objects.get(pk=challenge.pk).get_parent().pk == contest.pk
    assert parent.pk


def said(response: Any) -> list[str]:
    return [str(message).strip() for message in get_messages(response.wsgi_request)]


def test_the_move_screen_and_the_bulk_move_say_why() -> None:
    client = Client()
    client.force_login(AdminFactory())
    team, other = TeamPageFactory(title="Rapida"), ChallengePageFactory()
    sentence = "”Rapida” hör till sin utmaning och kan inte flyttas."
    response = client.post(reverse("wagtailadmin_pages:move_confirm", args=[team.pk, other.pk]))
    assert response.status_code == 302
    assert said(response) == [sentence]
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "move"])
    response = client.post(f"{bulk}?id={team.pk}", {"chooser": other.pk, "next": "/admin/"})
    assert sentence in said(response)
    assert Page.objects.get(pk=team.pk).get_parent().pk == team.get_parent().pk


def test_the_editing_screen_shows_the_refused_slug_beside_the_field(award: Any) -> None:
    client = Client()
    client.force_login(AdminFactory())
    challenge = above(award, 1)
    edit = reverse("wagtailadmin_pages:edit", args=[challenge.pk])
    form = editing_form(client, challenge)
    form["slug"] = "annat"
    response = client.post(edit, form)
    assert response.status_code == 200
    assert "ändras aldrig" in response.content.decode()
    assert Page.objects.get(pk=challenge.pk).slug == challenge.slug
