"""Programs write pages with the token of a user, who may do no more there than on the desk."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html
from wagtail.models import APIToken, GroupPagePermission, ModelLogEntry, Page

from klash_pages.checks import check_tokens
from klash_pages.models import AwardPage, ChallengePage, NewsPage
from klash_pages.plumbing import api_token_lifetime
from tests.factories.pages import (
    AwardPageFactory,
    ChallengePageFactory,
    ContestPageFactory,
    NewsIndexPageFactory,
    NewsPageFactory,
    TeamPageFactory,
    home,
    make_ready,
)
from tests.factories.records import MunicipalityFactory, ProblemFactory
from tests.factories.translations import translate
from tests.factories.users import AdminFactory, EditorFactory, UserFactory

pytestmark = pytest.mark.django_db

PAGES = "/api/v3/pages/"


class Program:
    """A program with a user's token."""

    def __init__(self, user: Any) -> None:
        self.token, plaintext = APIToken.create_token(user=user, name="program")
        self.client = Client(
            headers={"Authorization": f"Bearer {plaintext}", "Accept-Language": "en"}, raise_request_exception=False
        )

    def send(self, method: str, address: str, content: Any = None) -> Any:
        call = getattr(self.client, method)
        return call(address, content, content_type="application/json") if content is not None else call(address)

    def create(self, parent: Page, model: str, action: str | None = None, **fields: Any) -> Any:
        meta = {"type": f"klash_pages.{model}", "parent_id": parent.pk, "action": action}
        return self.send("post", PAGES, {"meta": meta, **fields})

    def act(self, page: Page, action: str, **options: Any) -> Any:
        return self.send("post", f"{PAGES}{page.pk}/actions/{action}/", options)


@pytest.fixture
def program() -> Program:
    return Program(EditorFactory())


def limited(page: Page, *actions: str) -> Any:
    """A user who may do just this, just below a page."""
    group = Group.objects.create(name="Writers")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for action in actions:
        permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=f"{action}_page")
        GroupPagePermission.objects.create(group=group, page=page, permission=permission)
    user = UserFactory()
    user.groups.add(group)
    return user


BODY = [
    {"type": "heading", "value": {"text": "Varför", "level": "h2"}},
    {"type": "text", "value": "<p>Ingen kommer <b>fram</b>. <script>alert(1)</script></p>"},
    {"type": "quote", "value": {"text": "Så är det.", "name": "Någon", "title": ""}},
    {"type": "facts", "value": [{"label": "Invånare", "value": "230 000"}]},
    {
        "type": "table",
        "value": {"caption": "Turer", "head": ["Linje", "Turer"], "rows": [{"cells": ["1", "40"]}]},
    },
]


# What a limited user's program does


def test_a_program_creates_a_challenge_with_its_blocks(program: Program) -> None:
    contest = ContestPageFactory()
    municipality = MunicipalityFactory()
    answer = program.create(
        contest,
        "ChallengePage",
        title="Så kommer man fram",
        lead="En mening.",
        question="Hur kommer man fram?",
        body=BODY,
        municipality_id=municipality.pk,
        opens_on="2026-01-01",
        closes_on="2026-03-01",
    )
    assert answer.status_code == 201, answer.content
    page = ChallengePage.objects.get(pk=answer.json()["id"])
    assert (page.live, page.slug, page.municipality, page.owner) == (
        False,
        "sa-kommer-man-fram",
        municipality,
        program.token.user,
    )
    draft = page.get_latest_revision_as_object()
    assert [block.block_type for block in draft.body] == [block["type"] for block in BODY]
    assert "<script>" not in str(draft.body)
    assert draft.body[4].value["rows"][0]["cells"][1] == "40"
    assert program.act(page, "publish").status_code == 200
    assert Client().get(page.url).status_code == 200
    assert Client().get(f"{PAGES}{page.pk}/").json()["question"] == "Hur kommer man fram?"


def test_what_is_wrong_with_a_page_is_said_beside_its_field(program: Program) -> None:
    fields = {"title": "X", "opens_on": "2026-03-01", "closes_on": "2026-01-01"}
    missing = program.create(ContestPageFactory(), "ChallengePage", **fields)
    assert missing.status_code == 422
    assert [error["loc"][-1] for error in missing.json()["errors"]] == ["municipality_id"]
    wrong = program.create(
        ContestPageFactory(),
        "ChallengePage",
        **fields,
        municipality_id=MunicipalityFactory().pk,
        body=[{"type": "table", "value": {"caption": "T", "head": ["A", "B"], "rows": [{"cells": ["1"]}]}}],
        action="publish",
    )
    assert wrong.status_code == 422
    assert "body" in str(wrong.json()["errors"])
    assert ChallengePage.objects.count() == 0


def test_a_program_publishes_news(program: Program) -> None:
    index = NewsIndexPageFactory()
    answer = program.create(index, "NewsPage", "publish", title="Nytt", date="2026-01-01", body=BODY[:2])
    assert answer.status_code == 201, answer.content
    news = NewsPage.objects.get(pk=answer.json()["id"])
    assert news.live
    assert Client().get(news.url).status_code == 200


def test_a_program_changes_what_it_names_and_leaves_the_rest(program: Program) -> None:
    challenge = ChallengePageFactory(question="Vad?", criteria="Nytta")
    answer = program.send("patch", f"{PAGES}{challenge.pk}/", {"question": "Hur?"})
    assert answer.status_code == 200, answer.content
    draft = ChallengePage.objects.get(pk=challenge.pk).get_latest_revision_as_object()
    assert (draft.question, draft.criteria, draft.municipality) == ("Hur?", "Nytta", challenge.municipality)
    assert ChallengePage.objects.get(pk=challenge.pk).question == "Vad?"  # a draft until it is published


def test_a_program_translates(program: Program) -> None:
    index = NewsIndexPageFactory()
    translate(index, "fi")
    news = NewsPageFactory(parent=index)
    made = program.act(news, "copy_for_translation", locale="fi")
    assert made.status_code == 201, made.content
    finnish = NewsPage.objects.get(pk=made.json()["id"])
    assert (finnish.locale.language_code, finnish.translation_key, finnish.live) == ("fi", news.translation_key, False)
    assert program.send("patch", f"{PAGES}{finnish.pk}/", {"title": "Uutinen"}).status_code == 200
    assert program.act(finnish, "publish").status_code == 200
    assert Client().get(NewsPage.objects.get(pk=finnish.pk).url).status_code == 200


def test_the_facts_of_a_translation_stay_those_of_the_source(program: Program) -> None:
    swedish = ChallengePageFactory()
    translate(swedish.get_parent().specific, "fi")
    finnish = ChallengePage.objects.get(pk=program.act(swedish, "copy_for_translation", locale="fi").json()["id"])
    other = MunicipalityFactory()
    answer = program.send("patch", f"{PAGES}{finnish.pk}/", {"municipality_id": other.pk, "question": "Miten?"})
    assert answer.status_code == 422
    assert "This is a fact. Change it in the source language." in str(answer.json()["errors"])
    same = program.send("patch", f"{PAGES}{finnish.pk}/", {"municipality_id": swedish.municipality_id, "lead": "Uusi"})
    assert same.status_code == 200, same.content
    changed = program.send("patch", f"{PAGES}{swedish.pk}/", {"municipality_id": other.pk})
    assert changed.status_code == 200, changed.content


def test_what_the_translation_editor_writes_is_left_to_it(program: Program) -> None:
    finnish = translate(ChallengePageFactory(), "fi")
    answer = program.send("patch", f"{PAGES}{finnish.pk}/", {"question": "Miten?"})
    assert answer.status_code == 422
    assert "This page is written in the translation editor." in str(answer.json()["errors"])


def test_only_those_translate_who_may_on_the_desk() -> None:
    index = NewsIndexPageFactory()
    translate(index, "fi")
    news = NewsPageFactory(parent=index)
    refused = Program(limited(home(), "add", "change")).act(news, "copy_for_translation", locale="fi")
    assert refused.status_code == 403
    assert not news.get_translations().exists()


# The release rules at this door


@pytest.fixture
def award() -> AwardPage:
    award: AwardPage = AwardPageFactory()
    award.save_revision()
    return award


def is_refused(answer: Any) -> bool:
    return (
        answer.status_code == 403
        and answer["Content-Type"] == "application/problem+json"
        and "Release results" in answer.json()["detail"]
    )


def test_an_award_is_not_published_past_the_release(program: Program, award: AwardPage) -> None:
    make_ready(award)
    challenge = award.get_parent()
    assert is_refused(program.act(award, "publish"))
    assert is_refused(program.send("patch", f"{PAGES}{award.pk}/", {"solution": "X", "meta": {"action": "publish"}}))
    team = TeamPageFactory(parent=challenge)
    fields = {"title": "En till", "team_id": team.pk, "announced_on": "2020-01-23"}
    assert is_refused(program.create(challenge, "AwardPage", "publish", **fields))
    assert not AwardPage.objects.live().exists()
    assert not AwardPage.objects.filter(title="En till").exists()
    assert AwardPage.objects.get(pk=award.pk).first_published_at is None


def test_a_draft_of_an_award_is_written(program: Program, award: AwardPage) -> None:
    answer = program.send("patch", f"{PAGES}{award.pk}/", {"solution": "Det löser allt"})
    assert answer.status_code == 200, answer.content
    assert Client().get(f"{PAGES}{award.pk}/").status_code == 404


def test_a_released_award_is_neither_copied_nor_taken_back_here(program: Program) -> None:
    award = AwardPageFactory(published=True)
    other = ChallengePageFactory(decided=True)
    for answer in (
        program.act(award, "unpublish"),
        program.act(award, "copy", destination_id=other.pk, keep_live=True),
    ):
        assert answer.status_code == 403, answer.content
    assert AwardPage.objects.live().filter(locale=award.locale).count() == 1


def test_a_team_is_not_published_before_its_challenge_is_decided(program: Program) -> None:
    team = TeamPageFactory(parent=ChallengePageFactory())
    team.save_revision()
    answer = program.act(team, "publish")
    assert answer.status_code == 403
    assert answer.json()["detail"] == "Teams are shown when the jury has decided the challenge."


def test_a_page_that_others_rest_on_is_not_deleted_and_the_program_is_told_why(program: Program) -> None:
    problem = ProblemFactory()
    contest = problem.contest
    answer = program.send("delete", f"{PAGES}{contest.pk}/")
    assert (answer.status_code, answer.json()["detail"]) == (
        403,
        f"“{contest.title}” is in use and cannot be deleted. On it rest: problem “{problem}”.",
    )
    award = AwardPageFactory()
    team = award.team
    answer = program.send("delete", f"{PAGES}{team.pk}/")
    assert (answer.status_code, answer.json()["detail"]) == (
        403,
        f"“{team.title}” is in use and cannot be deleted. On it rest: award “{award.title}”.",
    )
    assert Page.objects.filter(pk__in=[contest.pk, team.pk]).count() == 2
    draft = NewsPageFactory(live=False)
    assert program.send("delete", f"{PAGES}{draft.pk}/").status_code == 204


# Who may not


def test_without_a_token_nobody_writes(program: Program) -> None:
    index = NewsIndexPageFactory()
    meta = {"type": "klash_pages.NewsPage", "parent_id": index.pk}
    for client in (Client(), client_of(AdminFactory())):
        answer = client.post(PAGES, {"meta": meta, "title": "X"}, content_type="application/json")
        assert answer.status_code == 401


def client_of(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_a_user_writes_only_where_and_what_it_may() -> None:
    mine, yours = NewsIndexPageFactory(slug="mina"), ContestPageFactory()
    program = Program(limited(mine, "add"))
    fields: dict[str, Any] = {"title": "Nytt", "date": "2026-01-01"}
    draft = program.create(mine, "NewsPage", **fields)
    assert draft.status_code == 201, draft.content
    page = NewsPage.objects.get(pk=draft.json()["id"])
    assert program.act(page, "publish").status_code == 403
    assert program.create(mine, "NewsPage", "publish", **fields).status_code == 403
    elsewhere = program.create(yours, "ChallengePage", title="X", municipality_id=MunicipalityFactory().pk)
    assert elsewhere.status_code == 403
    assert program.send("patch", f"{PAGES}{yours.pk}/", {"promise": "X"}).status_code == 403
    assert program.send("delete", f"{PAGES}{yours.pk}/").status_code == 403
    assert list(Page.objects.live().filter(content_type__model="newspage")) == []


def test_what_the_law_hangs_on_a_challenge_is_neither_read_nor_written_here(program: Program) -> None:
    challenge = ChallengePageFactory(decided=True)
    shown = Client().get(f"{PAGES}{challenge.pk}/").json()
    assert not [
        name for name in shown if name.startswith(("jury_", "contest_decision", "follow_on", "mentor", "member"))
    ]
    program.send("patch", f"{PAGES}{challenge.pk}/", {"jury_record_signers": "Somebody", "lead": "X"})
    draft = ChallengePage.objects.get(pk=challenge.pk).get_latest_revision_as_object()
    assert (draft.lead, draft.jury_record_signers) == ("X", challenge.jury_record_signers)


# How long a token lives


def uses(program: Program) -> int:
    return int(program.send("get", f"{PAGES}{home().pk}/").status_code)


def refused_because(program: Program) -> str:
    answer = program.send("get", f"{PAGES}{home().pk}/")
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")
    assert answer["Content-Type"] == "application/problem+json"
    return str(answer.json()["detail"])


def test_a_token_is_good_for_its_days_and_then_revoked(program: Program, settings: Any) -> None:
    settings.KLASH_PAGES_TOKEN_DAYS = 30
    APIToken.objects.update(created=timezone.now() - timedelta(days=29, hours=23))
    assert uses(program) == 200
    APIToken.objects.update(created=timezone.now() - timedelta(days=30))
    assert refused_because(program) == "The token is too old. Make a new one."
    program.token.refresh_from_db()
    assert program.token.revoked_at is not None
    entry = ModelLogEntry.objects.for_instance(program.token).get()
    assert (entry.action, entry.data) == ("wagtail.apitoken.revoke", {"reason": "too_old"})
    assert refused_because(program) == "There is no such token."


def deactivate(user: Any) -> None:
    user.is_active = False
    user.save()


@pytest.mark.parametrize(
    ("lose", "regain", "reason"),
    [
        (deactivate, lambda user: user.__class__.objects.update(is_active=True), "The token's user is not active."),
        (
            lambda user: user.groups.clear(),
            lambda user: user.groups.set(Group.objects.filter(name="Communications")),
            "The token's user may not enter the admin.",
        ),
    ],
)
def test_a_token_dies_with_its_users_role_and_stays_dead(program: Program, lose: Any, regain: Any, reason: str) -> None:
    user = program.token.user
    assert uses(program) == 200
    lose(user)
    assert refused_because(program) == reason
    regain(user)
    assert refused_because(program) == "There is no such token."


def test_tokens_that_nobody_uses_are_revoked_too(program: Program) -> None:
    alive = Program(AdminFactory())
    deactivate(program.token.user)
    assert api_token_lifetime.revoke_dead() == [program.token]
    assert list(APIToken.objects.filter(revoked_at=None)) == [alive.token]


def test_a_deleted_user_leaves_no_token(program: Program) -> None:
    program.token.user.delete()
    assert refused_because(program) == "There is no such token."


def test_a_token_that_is_wrong_does_not_pass_for_a_reader() -> None:
    for wrong in ("wagtail_nonsense", "å", ""):
        answer = Client(headers={"Authorization": f"Bearer {wrong}"}).get(f"{PAGES}{home().pk}/")
        assert answer.status_code == 401
    # Other addresses, and other kinds of authorization, are none of our business.
    assert Client(headers={"Authorization": "Bearer wrong"}).get(home().url).status_code == 200
    assert Client(headers={"Authorization": "Basic d3Jvbmc="}).get(f"{PAGES}{home().pk}/").status_code == 200


def test_the_desk_shows_when_a_token_was_last_used(program: Program) -> None:
    assert program.token.last_used_at is None
    uses(program)
    program.token.refresh_from_db()
    assert program.token.last_used_at is not None
    APIToken.objects.update(last_used_at=datetime(2024, 2, 3, tzinfo=UTC))
    listed = client_of(AdminFactory()).get(reverse("wagtailusers_api_tokens:index"))
    [row] = html.fromstring(listed.content.decode()).xpath(f"//tr[contains(., '{program.token.prefix}')]")
    assert "2024" in row.text_content()


def test_the_checks_say_where_tokens_have_no_limit(settings: Any) -> None:
    assert check_tokens() == []
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "TokenMiddleware" not in name]
    assert [warning.id for warning in check_tokens()] == ["klash_pages.W003"]
