"""How answers are kept, who may read them from elsewhere, and how often one may ask."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any
from unittest import mock

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.http import http_date, parse_http_date

from klash_pages import page_cache
from klash_pages.releasing import release_now
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
        ("teams/?locale=sv&limit=9", 4),
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


def test_a_name_that_goes_and_a_redirect_that_comes_change_them_too(
    kept: World, django_capture_on_commit_callbacks: Any
) -> None:
    from wagtail.contrib.redirects.models import Redirect

    etag = Client().get(AWARDS)["ETag"]
    with django_capture_on_commit_callbacks(execute=True):
        kept.member.save()
    assert again(etag) == 200
    etag = Client().get(AWARDS)["ETag"]
    with django_capture_on_commit_callbacks(execute=True):
        Redirect.objects.create(old_path="/gammal", redirect_page=kept.news)
    assert again(etag) == 200


def test_midnight_changes_them(kept: World) -> None:
    etag = Client().get(AWARDS)["ETag"]
    with mock.patch.object(timezone, "localdate", return_value=timezone.localdate() + timedelta(days=1)):
        assert again(etag) == 200


def test_questions_are_kept_apart(kept: World) -> None:
    etags = {
        Client().get(f"{ROOT}{path}")["ETag"] for path in ("awards/?locale=sv", "awards/?locale=fi", "teams/?locale=sv")
    }
    assert len(etags) == 3
    assert Client().get(AWARDS, headers={"Host": "other.example"})["ETag"] not in etags


def test_the_date_of_a_change_is_told_when_nothing_can_share_its_second(kept: World) -> None:
    assert "Last-Modified" not in Client().get(AWARDS)
    caches["default"].set(page_cache.GENERATION, f"{time.time() - 5:.3f}-x", timeout=None)
    changed = Client().get(AWARDS)["Last-Modified"]
    assert parse_http_date(changed) == pytest.approx(time.time() - 5, abs=2)
    assert Client().get(AWARDS, headers={"If-Modified-Since": changed}).status_code == 304
    earlier = http_date(parse_http_date(changed) - 60)
    assert Client().get(AWARDS, headers={"If-Modified-Since": earlier}).status_code == 200
    assert Client().get(f"{AWARDS}&bad=1", headers={"If-Modified-Since": changed}).status_code == 422


def test_without_a_shared_cache_nothing_is_ever_taken_for_unchanged(world: World) -> None:
    assert again(Client().get(AWARDS)["ETag"]) == 200


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


def test_whoever_asks_too_often_is_told_to_wait(world: World, settings: Any) -> None:
    settings.KLASH_PAGES_API_REQUESTS_PER_MINUTE = 3
    codes = [Client().get(AWARDS).status_code for _ in range(5)]
    assert codes == [200, 200, 200, 429, 429]
    answer = Client().get(AWARDS)
    assert (answer["Retry-After"], answer["Content-Type"], answer["Cache-Control"]) == (
        "60",
        "application/problem+json",
        "no-store",
    )
    assert answer.json()["status"] == 429
    assert Client(REMOTE_ADDR="192.0.2.7").get(AWARDS).status_code == 200


def test_what_is_still_good_or_kept_does_not_count(kept: World, settings: Any) -> None:
    settings.KLASH_PAGES_API_REQUESTS_PER_MINUTE = 1
    etag = Client().get(AWARDS)["ETag"]
    assert [again(etag) for _ in range(3)] == [304, 304, 304]
    assert Client().get(AWARDS).status_code == 200
    assert Client().get(f"{AWARDS}&limit=7").status_code == 429
