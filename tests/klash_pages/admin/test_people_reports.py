"""The reports on names, for those who may change people and for nobody else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html

from klash_pages.models import NewsPage, Person
from tests.factories.pages import NewsPageFactory, TeamPageFactory
from tests.factories.records import PersonFactory
from tests.factories.users import EditorFactory, UserFactory

pytestmark = pytest.mark.django_db

IN_TEXT = "klash_pages_names_in_text"
TO_REMOVE = "klash_pages_names_to_remove"


@pytest.fixture
def client() -> Client:
    """A client with an editor logged in."""
    found = Client()
    found.force_login(EditorFactory())
    return found


def gone(name: str = "Åsa Öhman") -> Person:
    person: Person = PersonFactory(name=name, remove_on=timezone.localdate())
    return person


def words_of(element: Any) -> str:
    return " ".join(element.text_content().split())


def test_names_to_remove_are_those_of_the_next_thirty_days_and_before(client: Client) -> None:
    today = timezone.localdate()
    for name, days in (("Later", 31), ("Soon", 30), ("Today", 0), ("Before", -400)):
        PersonFactory(name=name, remove_on=today + timedelta(days=days))
    PersonFactory(name="Never", remove_on=None)
    page = html.fromstring(client.get(reverse(TO_REMOVE)).content)
    names = [words_of(link) for link in page.xpath("//td[contains(@class, 'title')]//a")]
    assert names == ["Before", "Today", "Soon"]
    soon = today + timedelta(days=30)
    assert f"{soon.day}.{soon.month}.{soon.year}" in words_of(page.xpath("//tbody/tr")[-1])
    answer = client.get(reverse(TO_REMOVE), {"export": "csv"})
    rows = b"".join(answer.streaming_content).decode().splitlines()
    assert [row.split(",")[0] for row in rows[1:]] == ["Before", "Today", "Soon"]


def test_names_to_remove_says_when_there_are_none(client: Client) -> None:
    assert "Inget namn behöver tas bort inom 30 dagar." in client.get(reverse(TO_REMOVE)).content.decode()


def test_the_report_lists_the_places_with_links_to_mend_them(client: Client) -> None:
    person = gone()
    gone("Nowhere Named")
    page = NewsPageFactory(title="Nytt <b>", slug="nytt", lead="Åsa Öhman svarar <script>")
    tree = html.fromstring(client.get(reverse(IN_TEXT)).content)
    assert [words_of(heading) for heading in tree.xpath("//main//section/h2")] == ["Åsa Öhman"]
    (row,) = tree.xpath("//main//tbody/tr")
    assert [words_of(cell) for cell in row][1:] == [
        "Nytt <b> (sv)",
        "Ingress",
        "Åsa Öhman svarar <script>",
        "hela namnet",
    ]
    assert row.xpath(".//a/@href") == [reverse("wagtailadmin_pages:edit", args=[page.pk])]
    assert tree.xpath(f"//main//a[@href='{reverse('klash_pages_redact_name', args=[person.pk])}']")


def test_nothing_is_rewritten_before_it_is_confirmed_and_public_text_only_on_request(client: Client) -> None:
    person = gone()
    page = NewsPageFactory(title="Åsa Öhman", slug="nytt", lead="")
    address = reverse("klash_pages_redact_name", args=[person.pk])
    tree = html.fromstring(client.get(address).content)
    assert "Åsa Öhman" in words_of(tree.xpath("//main//fieldset/ul")[0])
    assert NewsPage.objects.get(pk=page.pk).title == "Åsa Öhman"
    assert client.post(address).status_code == 302
    assert NewsPage.objects.get(pk=page.pk).title == "Åsa Öhman"
    answer = client.post(address, {"public": "on"}, follow=True)
    assert NewsPage.objects.get(pk=page.pk).title == "[namnet borttaget]"
    assert "1 text skrevs om." in answer.content.decode()


def test_a_name_that_may_be_shown_is_refused_with_the_reason(client: Client) -> None:
    person = PersonFactory()
    answer = client.post(reverse("klash_pages_redact_name", args=[person.pk]), follow=True)
    assert "Namnet får visas. Ange först en dag då det ska tas bort." in answer.content.decode()


@pytest.mark.parametrize("name", [IN_TEXT, TO_REMOVE, "klash_pages_redact_name"])
def test_others_get_nowhere(name: str) -> None:
    person = gone()
    page = NewsPageFactory(title="Åsa Öhman", slug="nytt")
    address = reverse(name, args=[person.pk] if "redact" in name else [])
    nobody, stranger = Client(), Client()
    user = UserFactory()
    user.user_permissions.add(_permission("wagtailadmin", "access_admin"))
    stranger.force_login(user)
    for client in (nobody, stranger):
        for answer in (client.get(address), client.post(address, {"public": "on"})):
            assert answer.status_code in (302, 405)
            assert "hman" not in answer.content.decode()
    assert NewsPage.objects.get(pk=page.pk).title == "Åsa Öhman"
    menu = stranger.get(reverse("wagtailadmin_home")).content.decode()
    assert reverse(IN_TEXT) not in menu


def _permission(app_label: str, codename: str) -> Any:
    from django.contrib.auth.models import Permission

    return Permission.objects.get(content_type__app_label=app_label, codename=codename)


def test_both_reports_are_in_the_menu(client: Client) -> None:
    menu = client.get(reverse("wagtailadmin_home")).content.decode()
    assert reverse(IN_TEXT) in menu
    assert reverse(TO_REMOVE) in menu


def test_a_person_in_use_is_not_deleted_and_the_uses_are_listed(client: Client) -> None:
    member, contact, free = PersonFactory(), PersonFactory(), PersonFactory()
    TeamPageFactory(title="The team", members=[member])
    NewsPageFactory(title="The news", press_contact=contact)
    for person, use in ((member, "The team"), (contact, "The news")):
        address = reverse("person:delete", args=[person.pk])
        page = client.get(address).content.decode()
        assert "<form" not in page.split("<main")[1]
        assert client.post(address, follow=True).status_code == 200
        assert Person.objects.filter(pk=person.pk).exists()
        assert use in client.get(reverse("person:usage", args=[person.pk])).content.decode()
    client.post(reverse("person:delete", args=[free.pk]))
    assert not Person.objects.filter(pk=free.pk).exists()
