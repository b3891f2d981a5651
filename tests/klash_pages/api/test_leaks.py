"""Whoever asks, no route tells what is not public: every route of the whole API is walked as every role."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import APIToken, Page

from klash_pages.models import Municipality, Problem
from tests.factories.procurement import LegalUserFactory
from tests.factories.users import AdminFactory, EditorFactory, UserFactory
from tests.klash_pages.api.conftest import ROOT, SECRET, World, described

pytestmark = pytest.mark.django_db

#: The world is Swedish, and Finnish in part.
LOCALES = ("sv", "fi")
PROCUREMENT = ("procurement", "counterparty", "business_id", "case_number", "facts_hash")


def token(user: Any) -> str:
    return str(APIToken.create_token(user=user, name="test")[1])


def roles() -> Iterator[tuple[str, Client]]:
    yield "nobody", Client()
    for name, user in (
        ("reader", UserFactory()),
        ("editor", EditorFactory()),
        ("lawyer", LegalUserFactory()),
        ("admin", AdminFactory()),
    ):
        client = Client()
        client.force_login(user)
        yield f"{name} with a session", client
        yield f"{name} with a token", Client(headers={"Authorization": f"Bearer {token(user)}"})
    yield "a wrong token", Client(headers={"Authorization": "Bearer wagtail_wrong"})


#: A token that is wrong, or whose user may not enter the admin, opens nothing, not even what is public.
WITHOUT_GOOD_TOKEN = ("reader with a token", "a wrong token")


def values(name: str) -> list[Any]:
    """Everything that a part of an address can be, public or not."""
    pages = Page.objects.filter(depth__gt=1)
    return {
        "key": [str(key) for key in pages.values_list("translation_key", flat=True).distinct()],
        "number": list(Problem.objects.values_list("pk", flat=True)),
        "slug": list(Municipality.objects.values_list("slug", flat=True)),
        "name": ["awards", "challenges", "teams", "news", "problems"],
    }[name]


def addresses() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every address of ours that can be asked, in both languages."""
    for path, methods in described()["paths"].items():
        if not path.startswith(ROOT) or "get" not in methods:
            continue
        operation = methods["get"]
        names = [one["name"] for one in operation["parameters"] if one["in"] == "path"]
        asked = {one["name"] for one in operation["parameters"] if one["in"] == "query"}
        for chosen in product(*(values(name) for name in names)):
            address = path.format(**dict(zip(names, chosen, strict=True)))
            if "path" in asked:
                for page in Page.objects.filter(depth__gt=1):
                    yield address, {"path": page.url}
                continue
            if operation["operationId"] == "klash_preview":
                yield address, {"token": "made-up"}
                continue
            for locale in LOCALES:
                query = {"locale": locale}
                yield address, {**query, "q": SECRET} if operation["operationId"] == "klash_search" else query


def test_no_route_of_ours_tells_anybody_what_is_not_public(world: World, settings: Any) -> None:
    settings.KLASH_PAGES_API_REQUESTS_PER_MINUTE = 0
    asked = list(addresses())
    public: dict[str, str] = {}
    for place, (role, client) in enumerate(roles()):
        for address, query in asked if place == 0 else asked[place::31]:
            response = client.get(address, query)
            text = response.content.decode()
            if role in WITHOUT_GOOD_TOKEN:
                assert response.status_code == 401, (role, address)
                assert SECRET.lower() not in text.lower(), (role, address)
                continue
            assert response.status_code in (200, 404), (role, address, query, text)
            assert SECRET.lower() not in text.lower(), (role, address, query)
            assert not any(word in text for word in PROCUREMENT), (role, address)
            # Who asks makes no difference.
            assert public.setdefault(f"{address} {query}", text) == text, (role, address, query)
    assert len(public) > 300


def test_wagtails_own_routes_tell_the_public_nothing_more(world: World) -> None:
    public = [path for path, methods in described()["paths"].items() if "get" in methods and not path.startswith(ROOT)]
    keys = list(Page.objects.values_list("pk", flat=True))
    for path in public:
        for key in keys if "{" in path else [""]:
            address = path
            for name in ("page_id", "revision_id", "site_id", "redirect_id", "document_id", "image_id", "pk"):
                address = address.replace(f"{{{name}}}", str(key))
            address = address.replace("{type}", "klash_pages.Person").replace("{type_name}", "klash_pages.AwardPage")
            response = Client().get(address)
            assert response.status_code in (200, 302, 401, 403, 404, 422), (address, response.content)
            assert SECRET.lower() not in response.content.decode().lower(), address


@pytest.mark.parametrize("name", ["images", "documents"])
def test_files_are_listed_for_a_token_only(world: World, name: str) -> None:
    address = f"/api/v3/{name}/"
    answer = Client().get(address)
    assert (answer.status_code, answer.json()["detail"]) == (401, "Authentication required")
    session = Client()
    session.force_login(AdminFactory())
    assert session.get(address).status_code == 401
    assert Client(headers={"Authorization": "Bearer wagtail_wrong"}).get(address).status_code == 401
    assert Client(headers={"Authorization": f"Bearer {token(AdminFactory())}"}).get(address).status_code == 200


def test_the_description_names_nothing_of_procurement() -> None:
    text = json.dumps(described()).lower()
    assert reverse("wagtailapi_v3:api-root") == "/api/v3/"
    assert "procurement." not in text
    assert "submitter" not in text.replace("submitters", "")
    for word in ("private_feedback", "remove_on", "basis_source", "jury_record_signers"):
        assert word not in json.dumps(
            {path: value for path, value in described()["paths"].items() if path.startswith(ROOT)}
        )
