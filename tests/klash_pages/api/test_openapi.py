"""The description of the API is reviewed: a change of the contract shows as a difference to the approved one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation

from klash_pages.api import openapi
from tests.klash_pages.api.conftest import ROOT, described

APPROVED = Path(__file__).parents[2] / "approved" / "openapi.json"


def test_the_description_is_the_approved_one(request: pytest.FixtureRequest) -> None:
    said = json.dumps(openapi.describe(), indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    if request.config.getoption("--approve"):
        APPROVED.write_text(said, encoding="utf-8")
    assert said == APPROVED.read_text(encoding="utf-8")


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_it_is_english_whatever_the_language(language: str) -> None:
    english = described()
    with translation.override(language):
        assert openapi.describe() == english
    assert not set("åäöÅÄÖ") & set(json.dumps(english, ensure_ascii=False).replace("/sv/…", ""))


def test_it_is_made_once_and_told_to_be_still_good() -> None:
    first = Client().get("/api/v3/openapi.json")
    assert Client().get("/api/v3/openapi.json").content == first.content
    assert Client().get("/api/v3/openapi.json", headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_every_route_of_ours_documents_its_errors() -> None:
    ours = {path: methods for path, methods in described()["paths"].items() if path.startswith(ROOT)}
    preview = ours.pop(f"{ROOT}preview/")["get"]["responses"]
    assert {"404", "410", "422"} <= set(preview)
    assert len(ours) == 22
    for path, methods in ours.items():
        assert list(methods) == ["get"], path
        answers = methods["get"]["responses"]
        assert {"200", "304", "400", "422", "429"} <= set(answers), path
        assert ("404" in answers) == (
            ("{" in path and "filters" not in path) or path.split("/")[-2] in ("page", "search", "menus", "site")
        ), path
        for status, answer in answers.items():
            if status.startswith("4"):
                assert list(answer["content"]) == ["application/problem+json"], (path, status)


def test_it_is_shown_from_our_own_host() -> None:
    page = Client().get("/api/v3/docs/").content.decode()
    assert "/static/ninja/swagger-ui-bundle.js" in page
    assert "//cdn" not in page


@pytest.mark.django_db
def test_it_can_be_turned_off(settings: pytest.FixtureRequest) -> None:
    settings.WAGTAILAPI_DOCS_ENABLED = False  # type: ignore[attr-defined]
    assert Client().get("/api/v3/openapi.json").status_code == 404
