"""Whatever is sent, the answer is a document that says in English what is wrong, and never a server error."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from tests.klash_pages.api.conftest import ROOT, World

pytestmark = pytest.mark.django_db


def problem(address: str, status: int) -> Any:
    answer = Client().get(f"{ROOT}{address}")
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json"), answer.content
    found = answer.json()
    assert (found["status"], found["type"]) == (status, "about:blank")
    return found


def cursor(*values: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    ("query", "name", "words"),
    [
        ("", "locale", "Field required"),
        ("locale=xx", "locale", "String should match pattern '^(en|fi|sv)$'"),
        ("locale=sv&colour=red", "colour", "There is no such parameter."),
        ("locale=sv&year=1999", "year", "This is not one of the choices."),
        ("locale=sv&municipality=nowhere", "municipality", "This is not one of the choices."),
        ("locale=sv&q=!!", "q", "Write at least one word or number."),
        ("locale=sv&limit=0", "limit", "Input should be greater than or equal to 1"),
        ("locale=sv&limit=99999999999999999999", "limit", "Input should be less than or equal to 100"),
        ("locale=sv&limit=many", "limit", "Input should be a valid integer"),
        ("locale=sv&fields=title,secret", "fields", "There are no such fields: secret."),
        ("locale=sv&contest=" + "x" * 301, "contest", "String should have at most 300 characters"),
        ("locale=sv&cursor=" + "x" * 601, "cursor", "String should have at most 600 characters"),
        ("locale=sv&cursor=abc", "cursor", "This is not a cursor."),
        ("locale=sv&cursor=å", "cursor", "This is not a cursor."),
        (f"locale=sv&cursor={cursor('teams', 'A', 1)}", "cursor", "This is not a cursor of this list."),
        (f"locale=sv&cursor={cursor('awards', '2020-13-45', '0001')}", "cursor", "This is not a cursor of this list."),
        (f"locale=sv&cursor={cursor('awards', None, '0001')}", "cursor", "This is not a cursor of this list."),
        (f"locale=sv&cursor={cursor('awards', '2020-01-23', 7)}", "cursor", "This is not a cursor of this list."),
        (f"locale=sv&cursor={cursor('awards', '2020-01-23', chr(0))}", "cursor", "This is not a cursor of this list."),
        (f"locale=sv&cursor={cursor('awards')}", "cursor", "This is not a cursor of this list."),
    ],
)
def test_what_is_wrong_with_a_list_is_said_by_name(world: World, query: str, name: str, words: str) -> None:
    (error,) = problem(f"awards/?{query}", 422)["errors"]
    assert error["loc"] == ["query", name]
    assert error["msg"].startswith(words)


@pytest.mark.parametrize(
    "query",
    [
        "locale=sv&q=%00",
        "locale=sv&q=a%0ab",
        "locale=sv&q=%ff",
        "locale=sv&q=%c3%28",
        "locale=sv&q=%c2%85",
        "locale=sv&q=" + "x" * 2001,
    ],
)
def test_what_cannot_be_read_is_refused_before_anything_is_asked(world: World, query: str) -> None:
    assert problem(f"awards/?{query}", 400)["detail"]


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("awards/not-a-key/?locale=sv", 422),
        ("problems/0/?locale=sv", 404),
        ("problems/99999999999999999999/?locale=sv", 404),
        ("municipalities/no%20where/?locale=sv", 422),
        ("municipalities/a%00b/?locale=sv", 400),
        ("municipalities/" + "x" * 111 + "/?locale=sv", 422),
        ("filters/cases/?locale=sv", 422),
        ("search/?locale=sv", 422),
        ("search/?locale=sv&q=!!", 422),
        ("search/?locale=sv&q=klash&page=51", 422),
        ("search/?locale=sv&q=klash&type=case", 422),
        ("page/?path=sv", 422),
        ("page/?path=/sv/?x=1", 422),
        ("page/?path=/" + "x" * 1001, 422),
        ("page/?path=/sv/%00/", 400),
        ("page/?path=/sv/%25ff/", 404),
        ("page/?path=/sv/../../admin/", 404),
        ("nothing/", 404),
        ("nothing/at/all/", 404),
        ("awards/%ff/?locale=sv", 422),
    ],
)
def test_addresses_that_lead_nowhere_are_told_apart(world: World, address: str, status: int) -> None:
    problem(address, status)


def test_an_unknown_address_of_the_api_stays_one_and_is_sent_to_no_language(world: World) -> None:
    for address in ("/api/v3/nothing/", "/api/nothing", f"{ROOT}nothing/"):
        assert Client().get(address, headers={"Accept-Language": "fi"}).status_code == 404


@hypothesis_settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.one_of(st.none(), st.text(max_size=20), st.integers(), st.floats(), st.booleans()), max_size=4))
def test_no_cursor_breaks_anything(world: World, values: list[Any]) -> None:
    for name in ("awards", "contests", "teams", "problems"):
        answer = Client().get(f"{ROOT}{name}/", {"locale": "sv", "cursor": cursor(name, *values)})
        assert answer.status_code in (200, 422, 429)
