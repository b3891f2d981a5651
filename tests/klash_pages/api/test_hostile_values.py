"""Whatever value stands in whatever place of a question to the API, the answer is never a server error."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from wagtail.api.v3.urls import api
from wagtail.models import APIToken

from tests.factories.pages import StandardPageFactory, home
from tests.factories.users import AdminFactory
from tests.klash_pages.api.conftest import World

pytestmark = pytest.mark.django_db

#: As they are sent in an address.
VALUES = {
    "NUL": "a%00b",
    "a huge number": "9" * 20,
    "the largest number of a database": str(2**63 - 1),
    "a negative number": "-1",
    "half a character": "%ED%A0%80",
    "10 000 characters": "x" * 10_000,
    "1 000 words": "+".join(["klash"] * 1_000),
    "many numbers": ",".join(["1"] * 900),
    "nothing": "",
}
BODIES: list[Any] = ["a\0b", "\ud800", 10**20, -(10**20), 2**63 - 1, "x" * 10_000, [], {}, None]
_PATH, _QUERY = "path", "query"


def operations() -> Iterator[tuple[str, str, list[dict[str, Any]], list[str]]]:
    """Every method and path of the description, with its parameters and the fields of its body."""
    description = api.get_openapi_schema(path_prefix="/api/v3/")
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            schema = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
            name = schema.get("$ref", "").rpartition("/")[2]
            fields = description["components"]["schemas"].get(name, {}).get("properties", {})
            yield method, path, operation.get("parameters", []), [*fields, "title", "slug"]


def filled(path: str, key: int, value: str = "", name: str = "") -> str:
    """The path with the key of a page in every place, and with a value in one of them."""
    for part in [piece.partition("}")[0] for piece in path.split("{")[1:]]:
        path = path.replace(f"{{{part}}}", value if part == name else str(key))
    return path


def test_no_value_in_an_address_makes_a_server_error(world: World) -> None:
    client, asked, key = _program(), 0, StandardPageFactory().pk
    for method, path, parameters, _fields in operations():
        if method not in ("get", "delete"):
            continue
        for parameter in parameters:
            for kind, value in VALUES.items():
                in_path = parameter["in"] == _PATH
                if in_path and not value:
                    continue
                address = filled(path, key, value, parameter["name"]) if in_path else filled(path, key)
                query = "" if in_path else f"?{quote(parameter['name'])}={value}"
                # ninja reads the address as Django does: once decoded
                answer = client.generic(method.upper(), f"{address}{query}")
                assert answer.status_code < 500, (kind, method, address, query[:80], answer.content[:300])
                asked += 1
    assert asked > 400


def test_no_value_in_a_body_makes_a_server_error(world: World) -> None:
    client, asked, key = _program(), 0, StandardPageFactory().pk
    for method, path, _parameters, fields in operations():
        if method in ("get", "delete"):
            continue
        for field in fields:
            for value in BODIES:
                body = {"type": "klash_pages.StandardPage", "parent_id": home().pk, field: value}
                answer = getattr(client, method)(filled(path, key), body, content_type="application/json")
                assert answer.status_code < 500, (method, path, field, str(value)[:40], answer.content[:300])
                asked += 1
    assert asked > 100


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("search=a%00b", "The address holds the character NUL."),
        ("offset=99999999999999999999", "The address holds a number larger than 9007199254740991."),
    ],
)
def test_a_reader_without_a_token_is_told_what_is_wrong_as_a_problem_document(
    world: World, query: str, words: str
) -> None:
    answer = Client(raise_request_exception=False).get(f"/api/v3/pages/?{query}")
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert answer.json() == {"type": "about:blank", "title": "Bad Request", "status": 400, "detail": words}


def _program() -> Client:
    _token, plaintext = APIToken.create_token(user=AdminFactory(), name="program")
    return Client(headers={"authorization": f"Bearer {plaintext}"}, raise_request_exception=False)
