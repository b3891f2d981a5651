"""How answers are kept, who may read them from elsewhere, and how often one may ask."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from unittest import mock

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from klash_pages.plumbing import page_cache, rate_limit
from klash_pages.publication.releases import release_now
from tests.factories.pages import make_ready
from tests.factories.users import AdminFactory
from tests.klash_pages.api.conftest import ROOT, World

pytestmark = pytest.mark.django_db

AWARDS = f"{ROOT}awards/?locale=sv"
OTHER = "https://front.example"


@pytest.fixture
def kept(settings: Any, world: World) -> Any:
    """A shared cache, as in production."""
    settings.KLASH_PAGES_CACHE = "default"
    caches["default"].clear()
    yield world
    caches["default"].clear()


def again(etag: str, address: str = AWARDS) -> int:
    return Client().get(address, headers={"If-None-Match": etag}).status_code


def test_what_has_not_changed_is_told_in_no_query(kept: World) -> None:
    first = Client().get(AWARDS)
    assert first["Cache-Control"] == "public, no-cache"
    assert "Cookie" not in first.get("Vary", "")
    with CaptureQueriesContext(connection) as queries:
        answer = Client().get(AWARDS, headers={"If-None-Match": first["ETag"]})
    assert (answer.status_code, answer.content, answer["ETag"], len(queries)) == (304, b"", first["ETag"], 0)


@pytest.mark.parametrize(
    ("path", "number"),
    [
        ("awards/?locale=sv", 0),
        ("awards/?locale=sv&year=2020", 0),
        ("page/?path=/sv/", 0),
        # One of them counts.
        ("teams/?locale=sv&limit=9", 5),
    ],
)
def test_plain_questions_are_answered_from_what_is_kept(kept: World, path: str, number: int) -> None:
    first = Client().get(f"{ROOT}{path}")
    with CaptureQueriesContext(connection) as queries:
        again = Client().get(f"{ROOT}{path}")
    assert (len(queries), again.content, again["ETag"]) == (number, first.content, first["ETag"])
    assert again["Content-Type"] == first["Content-Type"]


def test_a_release_changes_every_answer(kept: World, django_capture_on_commit_callbacks: Any) -> None:
    etag = Client().get(AWARDS)["ETag"]
    undecided = kept.undecided
    undecided.jury_record_signed_on = undecided.contest_decision_on = timezone.localdate()
    undecided.jury_record_signers, undecided.contest_decision_number = "En Juror", "§ 1"
    undecided.save()
    make_ready(kept.draft_award)
    with django_capture_on_commit_callbacks(execute=True):
        release_now([kept.draft_award.translation_key], AdminFactory())
    assert again(etag) == 200
    assert len(Client().get(AWARDS).json()["items"]) == 2


def test_a_name_that_goes_and_a_redirect_that_comes_change_what_they_show(
    kept: World, django_capture_on_commit_callbacks: Any
) -> None:
    from wagtail.contrib.redirects.models import Redirect

    people, old = f"{ROOT}people/?locale=sv", f"{ROOT}page/?path=/gammal/"
    etag = Client().get(people)["ETag"]
    assert again(etag, people) == 304
    with django_capture_on_commit_callbacks(execute=True):
        kept.member.remove_on = timezone.localdate()
        kept.member.save()
    assert again(etag, people) == 200
    assert "Maja Medlem" not in Client().get(people).content.decode()
    assert Client().get(old).status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        Redirect.objects.create(old_path="/gammal", redirect_page=kept.news)
    assert Client().get(old).status_code == 200


def test_at_midnight_answers_are_made_anew(kept: World) -> None:
    etag = Client().get(AWARDS)["ETag"]
    with (
        mock.patch.object(timezone, "localdate", return_value=timezone.localdate() + timedelta(days=1)),
        CaptureQueriesContext(connection) as queries,
    ):
        assert again(etag) == 304
    assert len(queries) > 0


def test_questions_are_kept_apart(kept: World) -> None:
    etags = {
        Client().get(f"{ROOT}{path}")["ETag"] for path in ("awards/?locale=sv", "awards/?locale=fi", "teams/?locale=sv")
    }
    assert len(etags) == 3


def test_an_etag_follows_from_the_content_alone(kept: World) -> None:
    first = Client().get(AWARDS)
    # What a restart, another process or a change elsewhere does to what is kept.
    page_cache.empty()
    caches["default"].clear()
    answer = Client().get(AWARDS)
    assert (answer["ETag"], answer.content) == (first["ETag"], first.content)
    assert again(first["ETag"]) == 304


def test_without_a_cache_what_has_not_changed_is_told_and_what_has_is_not(world: World) -> None:
    etag = Client().get(AWARDS)["ETag"]
    assert again(etag) == 304
    world.award.title = "Bussarna vann allt"
    world.award.save()
    assert again(etag) == 200


def test_errors_are_not_kept(kept: World) -> None:
    answer = Client().get(f"{ROOT}awards/?locale=xx")
    assert (answer.status_code, answer["Cache-Control"], "ETag" in answer) == (422, "no-store", False)


def test_head_is_get_without_the_body(kept: World) -> None:
    get, head = Client().get(AWARDS), Client().head(AWARDS)
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", get["ETag"])
    assert int(head["Content-Length"]) == len(get.content)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_the_api_only_reads(world: World, method: str) -> None:
    answer = getattr(Client(), method)(AWARDS)
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert answer["Content-Type"] == "application/problem+json"


# Other sites


def test_other_sites_may_read_nothing_unless_a_setting_names_them(world: World, settings: Any) -> None:
    assert "Access-Control-Allow-Origin" not in Client().get(AWARDS, headers={"Origin": OTHER})
    settings.KLASH_PAGES_API_ORIGINS = [OTHER]
    answer = Client().get(AWARDS, headers={"Origin": OTHER})
    assert answer["Access-Control-Allow-Origin"] == OTHER
    assert "Origin" in answer["Vary"]
    stranger = Client().get(AWARDS, headers={"Origin": "https://evil.example"})
    assert "Access-Control-Allow-Origin" not in stranger
    assert "Origin" in stranger["Vary"]


def test_other_sites_may_read_errors_too_and_ask_first(world: World, settings: Any) -> None:
    settings.KLASH_PAGES_API_ORIGINS = ["*"]
    assert Client().get(f"{ROOT}awards/", headers={"Origin": OTHER})["Access-Control-Allow-Origin"] == "*"
    asked = Client().options(AWARDS, headers={"Origin": OTHER, "Access-Control-Request-Method": "GET"})
    assert (asked.status_code, asked["Access-Control-Allow-Methods"]) == (204, "GET, HEAD, OPTIONS")
    assert "Access-Control-Allow-Credentials" not in asked
    assert "Access-Control-Allow-Origin" in Client().get("/api/v3/openapi.json", headers={"Origin": OTHER})


def test_other_sites_never_reach_wagtails_own_routes(world: World, settings: Any) -> None:
    settings.KLASH_PAGES_API_ORIGINS = ["*"]
    for method in ("get", "post", "options"):
        assert "Access-Control-Allow-Origin" not in getattr(Client(), method)(
            "/api/v3/pages/", headers={"Origin": OTHER}
        )


# How often


def test_a_minute_ends_for_whoever_goes_on_asking(world: World, settings: Any) -> None:
    settings.KLASH_PAGES_API_REQUESTS_PER_MINUTE = 1
    begin = rate_limit.time.time() // 60 * 60
    codes = []
    for seconds in (0, 20, 40, 59, 60, 80):
        with mock.patch.object(rate_limit.time, "time", return_value=begin + seconds):
            codes.append(Client().get(AWARDS).status_code)
    assert codes == [200, 429, 429, 429, 200, 429]


def test_while_nothing_can_be_counted_readers_are_answered(world: World, settings: Any) -> None:
    nobody = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:9/0"}
    settings.CACHES = {**settings.CACHES, "limits": nobody}
    settings.KLASH_PAGES_LIMITS_CACHE = "limits"
    assert Client().get(AWARDS).status_code == 200


def test_whoever_asks_too_often_is_told_to_wait(world: World, settings: Any) -> None:
    settings.KLASH_PAGES_API_REQUESTS_PER_MINUTE = 3
    codes = [Client().get(AWARDS).status_code for _ in range(5)]
    assert codes == [200, 200, 200, 429, 429]
    answer = Client().get(AWARDS)
    assert 1 <= int(answer["Retry-After"]) <= 60
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("application/problem+json", "no-store")
    assert answer.json()["status"] == 429
    assert Client(REMOTE_ADDR="192.0.2.7").get(AWARDS).status_code == 200


def test_what_is_still_good_or_kept_does_not_count(kept: World, settings: Any) -> None:
    settings.KLASH_PAGES_API_REQUESTS_PER_MINUTE = 1
    etag = Client().get(AWARDS)["ETag"]
    assert [again(etag) for _ in range(3)] == [304, 304, 304]
    assert Client().get(AWARDS).status_code == 200
    assert Client().get(f"{AWARDS}&limit=7").status_code == 429
