"""What no database can hold or count is found before one is asked."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import translation

from klash_pages.plumbing.unreadable import LARGEST, fault_of_address, fault_of_body
from tests.factories.pages import SearchPageFactory

NUL = "The address holds the character NUL."


@pytest.mark.parametrize(
    ("path", "query", "fault"),
    [
        ("/api/v3/pages/", "search=a%00b", NUL),
        ("/api/v3/pages/\0/", "", NUL),
        ("/api/v3/pages/", "%00=1", NUL),
        ("/api/v3/pages/", "offset=99999999999999999999", f"The address holds a number larger than {LARGEST}."),
        ("/api/v3/pages/", "offset=" + "9" * 1900, f"The address holds a number larger than {LARGEST}."),
        ("/api/v3/pages/", "id__in=1,99999999999999999999", f"The address holds a number larger than {LARGEST}."),
        ("/api/v3/pages/", "offset=-99999999999999999999", f"The address holds a number larger than {LARGEST}."),
        ("/api/v3/pages/", "search=" + "x" * 2000, "The query is longer than 2000 characters."),
        ("/api/v3/pages/", f"offset={LARGEST}", ""),
        ("/api/v3/pages/", "search=99999999999999999999", ""),
        ("/api/v3/pages/", "search=%C3%A5+100%25&offset=20", ""),
    ],
)
def test_an_address_is_read_or_refused_with_a_sentence(path: str, query: str, fault: str) -> None:
    assert fault_of_address(path, query) == fault


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        (b'{"title": "a\\u0000b"}', "The body holds the character NUL."),
        (b'{"a\\u0000": 1}', "The body holds the character NUL."),
        (b'[[{"title": ["\\ud800"]}]]', "The body holds half a character (a lone surrogate)."),
        (b'{"id": 99999999999999999999}', f"The body holds a number larger than {LARGEST}."),
        (b'{"id": ' + b"9" * 100_000 + b"}", f"The body holds a number larger than {LARGEST}."),
        (b'{"id": 7, "title": "\\ud83d\\ude00 99999999999999999999"}', ""),
        (b"[" * 100_000, ""),
        (b"no JSON", ""),
        (b"\xff", ""),
        (b"", ""),
    ],
)
def test_a_body_is_read_or_refused_with_a_sentence(body: bytes, fault: str) -> None:
    assert fault_of_body(body) == fault


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    ["/sv/sok/?q=%00", "/sv/?page=a%00b", "/sv/a%00b/", "/%00", "/admin/pages/?q=%00", "/sv/feed.xml?%00", "/api/%00"],
)
def test_an_address_with_nul_is_answered_with_a_sentence(address: str) -> None:
    with translation.override("sv"):
        SearchPageFactory(title="Sök", slug="sok")
        answer = Client(raise_request_exception=False).get(address)
    assert answer.status_code == 400
    assert "Adressen går inte att läsa" in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("number", ["9" * 19, "9" * 400, "-1", "1e9", "٣"])
def test_an_absurd_page_of_a_list_is_no_fault_of_ours(number: str) -> None:
    SearchPageFactory(title="Sök", slug="sok")
    for address in (f"/sv/?page={number}", f"/sv/sok/?q=klash&page={number}"):
        assert Client(raise_request_exception=False).get(address, follow=True).status_code in (200, 404), address
