"""The accessibility statement says everything the act asks for, and refuses what cannot be."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from lxml import html
from wagtail.models import Site

from klash_pages.models import AccessibilityStatementPage, SiteSettings
from tests.factories.pages import AccessibilityStatementPageFactory
from tests.factories.translations import translate

pytestmark = pytest.mark.django_db

DEFICIENCY = {"what": "Filmen saknar text", "reason": "Den är gammal", "plan": "Textas 2027"}


def words_on(page: Any) -> str:
    response = Client().get(page.url)
    assert response.status_code == 200
    return " ".join(html.fromstring(response.content.decode()).text_content().split())


def links_on(page: Any) -> list[str]:
    return html.fromstring(Client().get(page.url).content.decode()).xpath("//main//a/@href")


def test_the_statement_names_service_state_days_authority_and_assessment() -> None:
    page = AccessibilityStatementPageFactory(
        service="Webbplatsen Klash", assessed_on=date(2026, 1, 10), stated_on=date(2026, 1, 12)
    )
    words = words_on(page)
    for said in (
        "Webbplatsen Klash",
        "Uppfyller kraven delvis",
        "10.1.2026",
        "12.1.2026",
        "The authority",
        "Our own test",
        "Vi svarar inom två veckor",
        "306/2019",
    ):
        assert said in words
    assert "https://authority.example/" in links_on(page)


def test_each_deficiency_stands_with_its_reason_and_what_is_done() -> None:
    page = AccessibilityStatementPageFactory(deficiencies=[("deficiency", DEFICIENCY)])
    words = words_on(page)
    for said in DEFICIENCY.values():
        assert said in words
    assert "Vi känner inte till några brister" not in words


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("sv", "Vi känner inte till några brister. Den senaste kontrollen gjordes 10.1.2026."),
        ("fi", "Emme tiedä puutteista. Viimeisin tarkistus on tehty 10.1.2026."),
        ("en", "We know of no deficiencies. The last check was made on 10 January 2026."),
    ],
)
def test_without_deficiencies_it_says_so_with_the_day_of_the_last_check(language: str, sentence: str) -> None:
    page = AccessibilityStatementPageFactory(assessed_on=date(2026, 1, 10))
    if language != "sv":
        page = translate(page, language)
    assert sentence in words_on(page).replace("\xa0", " ")


def test_feedback_goes_to_the_statements_address_otherwise_to_the_sites() -> None:
    page = AccessibilityStatementPageFactory()
    assert not [link for link in links_on(page) if link.startswith("mailto:")]
    SiteSettings.objects.create(site=Site.objects.get(), contact_email="info@example.org")
    assert "mailto:info@example.org" in links_on(page)
    page.feedback_email = "tillganglig@example.org"
    page.save()
    assert [link for link in links_on(page) if link.startswith("mailto:")] == ["mailto:tillganglig@example.org"]


def test_facts_are_the_same_in_all_languages_and_prose_is_translated() -> None:
    page = AccessibilityStatementPageFactory(service="Webbplatsen", assessed_on=date(2026, 1, 10))
    finnish = translate(page, "fi", service="Sivusto", authority="Viranomainen")
    assert (finnish.service, finnish.authority) == ("Sivusto", "Viranomainen")
    assert (finnish.conformance, finnish.assessed_on) == (page.conformance, page.assessed_on)


TOMORROW = timezone.localdate() + timedelta(days=1)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"assessed_on": TOMORROW, "stated_on": TOMORROW}, "assessed_on"),
        ({"assessed_on": date(2026, 1, 2), "stated_on": date(2026, 1, 1)}, "stated_on"),
        ({"conformance": "full", "deficiencies": [("deficiency", DEFICIENCY)]}, "conformance"),
        ({"feedback_email": "nobody"}, "feedback_email"),
        ({"authority_url": "javascript:alert(1)"}, "authority_url"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(values: dict[str, Any], field: str) -> None:
    page = AccessibilityStatementPageFactory()
    for name, value in values.items():
        setattr(page, name, value)
    with pytest.raises(ValidationError) as refused:
        page.full_clean()
    assert list(refused.value.message_dict) == [field]


def test_a_statement_is_due_when_it_is_older_than_a_year() -> None:
    today = timezone.localdate()
    assert not AccessibilityStatementPage(stated_on=today - timedelta(days=365)).is_due()
    assert AccessibilityStatementPage(stated_on=today - timedelta(days=366)).is_due()


def test_it_stands_in_the_footer() -> None:
    page = AccessibilityStatementPageFactory(title="Tillgänglighetsutlåtande")
    footer = html.fromstring(Client().get("/sv/").content.decode()).xpath("//footer//a/@href")
    assert page.url in footer
