"""Lists offer what occurs in them, filter by it, and say so when they are asked for something else."""

from __future__ import annotations

from datetime import date
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db.models import F
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from wagtail.models import Page

from klash_pages.lists.filters import (
    ChallengeFilterSet,
    ListFilterSet,
    NewsFilterSet,
    ResultFilterSet,
    TeamFilterSet,
    alphabetical,
)
from klash_pages.models import AwardPage, ChallengePage, ContestPage, Municipality, NewsPage, TeamPage
from tests.factories.bulk import add_many
from tests.factories.pages import ContestPageFactory, NewsIndexPageFactory, locale
from tests.factories.records import MunicipalityFactory
from tests.factories.translations import translate

pytestmark = pytest.mark.django_db


def municipality(sv: str, fi: str, **fields: Any) -> Any:
    return MunicipalityFactory(name_sv=sv, name_fi=fi, **fields)


@pytest.fixture
def contests() -> tuple[ContestPage, ContestPage]:
    """Two contests; the first has a winner in Vanda in 2020, the second one in Åbo in 2021 and an open challenge."""
    vanda, abo = municipality("Vanda", "Vantaa"), municipality("Åbo", "Turku")
    first = ContestPageFactory(title="Klash 1", slug="klash-1", first_published_at="2018-01-01T00:00Z")
    second = ContestPageFactory(title="Klash 2", slug="klash-2", first_published_at="2021-01-01T00:00Z")
    for contest, host, year in ((first, vanda, 2020), (second, abo, 2021)):
        challenge = add_many(contest, ChallengePage, 1, municipality=host, title=f"Utmaning i {host.name_sv}")[0]
        team = add_many(challenge, TeamPage, 1, title=f"Team {year}")[0]
        add_many(challenge, AwardPage, 1, team=team, announced_on=date(year, 1, 23), title=f"Vinnare {year}")
    add_many(second, ChallengePage, 1, municipality=vanda, opens_on=date(2000, 1, 1), closes_on=date(9999, 1, 1))
    return first, second


def asked(filters: type[ListFilterSet], model: Any, language: str = "sv", **data: str) -> ListFilterSet:
    here = locale(language)
    return filters(data, model.objects.live().filter(locale=here).order_by("path"), locale=here)


def titles(filters: type[ListFilterSet], model: Any, **data: str) -> list[str]:
    return [page.title for page in asked(filters, model, **data).qs]


def offered(filters: type[ListFilterSet], model: Any, name: str) -> list[tuple[str, str]]:
    return [(one.value, one.label) for one in asked(filters, model).filters[name].offered]


def test_choices_are_what_occurs_in_the_list(contests: Any) -> None:
    municipality("Esbo", "Espoo")
    ContestPageFactory(title="Klash 3", slug="klash-3")
    Page.objects.filter(title="Klash 3").update(live=True)
    assert offered(ResultFilterSet, AwardPage, "contest") == [("klash-2", "Klash 2"), ("klash-1", "Klash 1")]
    assert offered(ResultFilterSet, AwardPage, "municipality") == [("vantaa", "Vanda"), ("turku", "Åbo")]
    assert offered(ResultFilterSet, AwardPage, "year") == [("2021", "2021"), ("2020", "2020")]
    assert offered(ChallengeFilterSet, ChallengePage, "status") == [("open", "Öppen"), ("won", "Vinnare utsedd")]


def test_what_is_not_live_is_no_choice(contests: Any) -> None:
    Page.objects.filter(title="Vinnare 2021").update(live=False)
    assert offered(ResultFilterSet, AwardPage, "contest") == [("klash-1", "Klash 1")]
    assert offered(ResultFilterSet, AwardPage, "municipality") == [("vantaa", "Vanda")]
    assert offered(ResultFilterSet, AwardPage, "year") == [("2020", "2020")]


@pytest.mark.parametrize(
    ("filters", "model", "data", "found"),
    [
        (ResultFilterSet, AwardPage, {}, ["Vinnare 2020", "Vinnare 2021"]),
        (ResultFilterSet, AwardPage, {"contest": "klash-1"}, ["Vinnare 2020"]),
        (ResultFilterSet, AwardPage, {"municipality": "turku"}, ["Vinnare 2021"]),
        (ResultFilterSet, AwardPage, {"year": "2020"}, ["Vinnare 2020"]),
        (ResultFilterSet, AwardPage, {"year": "2020", "municipality": "turku"}, []),
        (ChallengeFilterSet, ChallengePage, {"contest": "klash-2", "municipality": "turku"}, ["Utmaning i Åbo"]),
        (ChallengeFilterSet, ChallengePage, {"status": "open"}, ["challengepage 2"]),
        (ChallengeFilterSet, ChallengePage, {"status": "won", "municipality": "vantaa"}, ["Utmaning i Vanda"]),
        (TeamFilterSet, TeamPage, {"contest": "klash-2"}, ["Team 2021"]),
        (TeamFilterSet, TeamPage, {"municipality": "vantaa"}, ["Team 2020"]),
    ],
)
def test_conditions_narrow_the_list(contests: Any, filters: Any, model: Any, data: Any, found: list[str]) -> None:
    assert titles(filters, model, **data) == found


def test_news_are_filtered_by_year() -> None:
    add_many(NewsIndexPageFactory(), NewsPage, 3, date=lambda number: date(2018 + number % 2, 1, 1), title=str)
    assert titles(NewsFilterSet, NewsPage, year="2019") == ["1", "3"]


@pytest.mark.parametrize("name", ["contest", "municipality", "year"])
def test_a_value_that_is_not_offered_is_met_by_nothing_and_said_to_be_none(contests: Any, name: str) -> None:
    filterset = asked(ResultFilterSet, AwardPage, **{name: "atlantis"})
    assert list(filterset.qs) == []
    assert not filterset.is_valid()
    assert filterset.errors == {name: ["Det är inte ett av alternativen."]}


def test_a_contest_goes_by_its_slug_in_any_language(contests: Any) -> None:
    finnish = translate(contests[0], "fi")
    Page.objects.filter(pk=finnish.pk).update(slug="kilpailu-1")
    filterset = asked(ResultFilterSet, AwardPage, contest="kilpailu-1")
    assert [award.title for award in filterset.qs] == ["Vinnare 2020"]
    assert filterset.chosen == {"contest": "klash-1"}


def test_a_list_that_knows_no_language_is_searched_too(contests: Any) -> None:
    assert list(ResultFilterSet({"q": "nothing"}, AwardPage.objects.all()).qs) == []
    assert ResultFilterSet({}, AwardPage.objects.all()).qs.count() == 2
    assert ResultFilterSet(None, AwardPage.objects.all()).qs.count() == 2


def test_the_alphabet_ends_with_the_letters_of_the_north() -> None:
    assert sorted(["Öja", "Åbo", "Vanda", "Äänekoski", "esbo"], key=alphabetical) == [
        "esbo", "Vanda", "Åbo", "Äänekoski", "Öja",
    ]  # fmt: skip


@hypothesis_settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from(["contest", "municipality", "year", "q", "page", "x"]), st.text(max_size=400)))
def test_whatever_is_asked_for_the_list_answers(contests: Any, data: dict[str, str]) -> None:
    filterset = asked(ResultFilterSet, AwardPage, **data)
    assert len(filterset.qs) in (0, 1, 2)
    assert filterset.is_valid() or len(filterset.qs) == 0


# The name of a municipality in addresses


def test_a_municipality_has_the_name_of_its_majority_language_in_addresses() -> None:
    assert municipality("Åbo", "Turku").slug == "turku"
    assert municipality("Raseborg", "Raasepori", majority_language="sv").slug == "raseborg"
    assert municipality("Malax", "Maalahti", majority_language="sv").slug == "malax"


def test_two_municipalities_never_share_a_name_in_addresses() -> None:
    assert municipality("Vanda", "Vantaa").slug == "vantaa"
    assert municipality("Vanda", "Vantaa", code="092").slug == "vantaa-092"


def test_the_name_in_addresses_outlives_a_change_of_names() -> None:
    changed = municipality("Vanda", "Vantaa")
    changed.name_fi = "Helsingin pitäjä"
    changed.full_clean()
    changed.save()
    assert changed.slug == "vantaa"


def test_municipalities_that_were_there_before_get_the_names_that_new_ones_would() -> None:
    made = [municipality("Åbo", "Turku"), municipality("Vanda", "Vantaa"), municipality("Vanda", "Vantaa", code="092")]
    names = [one.slug for one in made]
    Municipality.objects.update(slug=F("code"))
    import_module("klash_pages.migrations.0007_lists_and_search").name_municipalities(apps, None)
    assert [Municipality.objects.get(pk=one.pk).slug for one in made] == names == ["turku", "vantaa", "vantaa-092"]
