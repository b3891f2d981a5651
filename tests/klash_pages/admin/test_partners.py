"""A partner that a contest names is not deleted, at either door of the desk."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from klash_pages.models import PartnerPage, PartnerRole
from tests.factories.pages import ContestPageFactory, PartnerPageFactory

pytestmark = pytest.mark.django_db

SENTENCE = "”Keva” kan inte raderas: den är partner i Klash 2018. Ta först bort den där."


@pytest.fixture
def partner():
    page = PartnerPageFactory(title="Keva")
    PartnerRole.objects.create(page=ContestPageFactory(title="Klash 2018"), partner=page)
    return page


@pytest.fixture
def client():
    browser = Client()
    browser.force_login(get_user_model().objects.create_superuser("root", password="a long one indeed"))
    return browser


def told(response):
    return [str(message).strip() for message in response.context["messages"]]


def test_deleting_one_page_says_where_the_partner_is_named(partner, client):
    response = client.post(reverse("wagtailadmin_pages:delete", args=[partner.pk]), follow=True)
    assert told(response) == [SENTENCE]
    assert PartnerPage.objects.filter(pk=partner.pk).exists()


def test_deleting_several_pages_deletes_none_of_them(partner, client):
    other = PartnerPageFactory(parent=partner.get_parent().specific)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    response = client.post(f"{address}?id={other.pk}&id={partner.pk}", follow=True)
    assert told(response) == [SENTENCE]
    assert PartnerPage.objects.count() == 2


def test_a_partner_that_nobody_names_can_be_deleted(client):
    partner = PartnerPageFactory()
    client.post(reverse("wagtailadmin_pages:delete", args=[partner.pk]))
    assert not PartnerPage.objects.filter(pk=partner.pk).exists()
