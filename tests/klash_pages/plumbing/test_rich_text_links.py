"""A link in a text never tells the address of a page that readers may not see yet."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.factories.pages import AwardPageFactory, StandardPageFactory, body

pytestmark = pytest.mark.django_db


def test_a_link_to_an_award_that_waits_has_no_address_until_its_release() -> None:
    award = AwardPageFactory(title="Hemliga vinnaren", slug="hemliga-vinnaren")
    page = StandardPageFactory(body=body(f'<a linktype="page" id="{award.pk}">vinnaren</a>'))
    before = Client().get(page.url).content.decode()
    assert "<a>vinnaren</a>" in before
    assert "hemliga-vinnaren" not in before
    shown = StandardPageFactory(title="Öppen", slug="oppen")
    page.body = body(f'<a linktype="page" id="{shown.pk}">sidan</a>')
    page.save_revision().publish()
    assert f'<a href="{shown.url}">sidan</a>' in Client().get(page.url).content.decode()


def test_a_link_to_a_page_that_is_gone_is_plain_words() -> None:
    page = StandardPageFactory(body=body('<a linktype="page" id="999999">borta</a>'))
    assert "<a>borta</a>" in Client().get(page.url).content.decode()
