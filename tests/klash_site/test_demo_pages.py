"""The demo loads the contest of 2018–2020: complete in three languages, once, true to its sources."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib.staticfiles import finders
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import Page, PageLogEntry
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from klash_pages.models import (
    AwardPage,
    ChallengePage,
    ContestPage,
    Municipality,
    NoticeReference,
    Person,
    Problem,
    ProblemIndexPage,
    ReleaseLift,
)
from klash_site.demo.loading import DemoPages, load_pages
from klash_site.demo.users import DEMO_USERS
from tests.factories.reading import read_everything

LANGUAGES = ("sv", "fi", "en")


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[DemoPages]:
    """The demo, loaded once for all tests of this module and rolled back after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield load_pages(print)
        transaction.set_rollback(True)


@pytest.fixture
def demo(loaded: DemoPages, db: None) -> DemoPages:
    """The loaded demo; what a test changes is undone after it."""
    return loaded


@pytest.fixture(scope="module")
def texts(loaded: DemoPages, django_db_blocker: Any) -> dict[str, str]:
    """Every public address, read once: the tests change nothing that they read here."""
    with django_db_blocker.unblock():
        return read_everything()


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table."""
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values_list())
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed
    }


# ---- what is there


def test_there_are_31_pages_in_each_language_and_all_are_public(demo):
    pages = Page.objects.filter(depth__gt=1)
    assert Counter(pages.values_list("locale__language_code", "live")) == {(code, True): 31 for code in LANGUAGES}
    assert Page.find_problems() == ([], [], [], [], [])


def test_there_are_as_many_pages_of_each_type_as_the_sources_name(demo):
    types = Page.objects.filter(depth__gt=1, locale__language_code="sv").values_list("content_type__model", flat=True)
    assert Counter(types) == {
        "homepage": 1,
        "contestindexpage": 1,
        "contestpage": 1,
        "challengeindexpage": 1,
        "challengepage": 3,
        "teamindexpage": 1,
        "teampage": 3,
        "resultindexpage": 1,
        "searchpage": 1,
        "awardpage": 3,
        "partnerindexpage": 1,
        "partnerpage": 7,
        "problemindexpage": 1,
        "municipalityindexpage": 1,
        "newsindexpage": 1,
        "newspage": 1,
        "standardpage": 2,
        "accessibilitystatementpage": 1,
    }


@pytest.mark.parametrize(
    ("language", "addresses"),
    [
        (
            "sv",
            [
                "/sv/",
                "/sv/utmaningar/",
                "/sv/resultat/",
                "/sv/team/",
                "/sv/problem/",
                "/sv/problem/lamna-in/",
                "/sv/kommuner/",
                "/sv/kommuner/vanda/",
                "/sv/nyheter/",
                "/sv/partner/",
                "/sv/sok/",
                "/sv/tavlingar/",
                "/sv/tavlingar/klash-2018-2020/",
                "/sv/tavlingar/klash-2018-2020/unga-pa-studievagen/",
                "/sv/tavlingar/klash-2018-2020/unga-pa-studievagen/rapida/",
                "/sv/tavlingar/klash-2018-2020/unga-pa-studievagen/vinnare-rapida/",
                "/sv/om-klash/",
                "/sv/tillganglighet/",
                "/sv/dataskydd/",
            ],
        ),
        (
            "fi",
            [
                "/fi/",
                "/fi/haasteet/",
                "/fi/tulokset/",
                "/fi/tiimit/",
                "/fi/ongelmat/",
                "/fi/ongelmat/laheta/",
                "/fi/kunnat/",
                "/fi/kunnat/vantaa/",
                "/fi/uutiset/",
                "/fi/kumppanit/",
                "/fi/haku/",
                "/fi/kilpailut/",
                "/fi/kilpailut/klash-2018-2020/",
                "/fi/kilpailut/klash-2018-2020/nuoret-opintopolulle/",
                "/fi/kilpailut/klash-2018-2020/nuoret-opintopolulle/rapida/",
                "/fi/kilpailut/klash-2018-2020/nuoret-opintopolulle/voittaja-rapida/",
                "/fi/tietoa-klashista/",
                "/fi/saavutettavuus/",
                "/fi/tietosuoja/",
            ],
        ),
        (
            "en",
            [
                "/en/",
                "/en/challenges/",
                "/en/results/",
                "/en/teams/",
                "/en/problems/",
                "/en/problems/submit/",
                "/en/municipalities/",
                "/en/municipalities/vantaa/",
                "/en/news/",
                "/en/partners/",
                "/en/search/",
                "/en/contests/",
                "/en/contests/klash-2018-2020/",
                "/en/contests/klash-2018-2020/young-people-in-education/",
                "/en/contests/klash-2018-2020/young-people-in-education/rapida/",
                "/en/contests/klash-2018-2020/young-people-in-education/winner-rapida/",
                "/en/about/",
                "/en/accessibility/",
                "/en/privacy/",
            ],
        ),
    ],
)
def test_every_language_has_addresses_of_its_own(language, addresses, demo):
    client = Client()
    assert [client.get(address).status_code for address in addresses] == [200] * len(addresses)


def test_the_municipalities_have_their_official_names_in_the_forms_that_papers_need(demo):
    rows = Municipality.objects.order_by("name_sv").values_list(
        "code", "official_name_sv", "genitive_sv", "locative_sv", "official_name_fi", "genitive_fi", "locative_fi"
    )
    assert list(rows) == [
        (
            "165",
            "Janakkala kommun",
            "Janakkala kommuns",
            "i Janakkala kommun",
            "Janakkalan kunta",
            "Janakkalan kunnan",
            "Janakkalan kunnassa",
        ),
        (
            "167",
            "Joensuu stad",
            "Joensuu stads",
            "i Joensuu stad",
            "Joensuun kaupunki",
            "Joensuun kaupungin",
            "Joensuun kaupungissa",
        ),
        (
            "092",
            "Vanda stad",
            "Vanda stads",
            "i Vanda stad",
            "Vantaan kaupunki",
            "Vantaan kaupungin",
            "Vantaan kaupungissa",
        ),
    ]


@pytest.mark.parametrize(
    ("language", "stages"),
    [
        (
            "sv",
            [
                ("launch", "", "16.8.2018"),
                ("problem_call", "", "till 31.10.2018"),
                ("challenges_chosen", "", "29.11.2018"),
                ("contest_opens", "15.1.2019", "11.4.2019"),
                ("entries_close", "", "18.6.2019"),
                ("teams_chosen", "", "sommaren 2019"),
                ("mentoring", "", "24.9–22.10.2019"),
                ("result", "december 2019", "23.1.2020"),
                ("negotiation", "", ""),
            ],
        ),
        (
            "fi",
            [
                ("launch", "", "16.8.2018"),
                ("problem_call", "", "31.10.2018 asti"),
                ("challenges_chosen", "", "29.11.2018"),
                ("contest_opens", "15.1.2019", "11.4.2019"),
                ("entries_close", "", "18.6.2019"),
                ("teams_chosen", "", "kesä 2019"),
                ("mentoring", "", "24.9.–22.10.2019"),
                ("result", "joulukuu 2019", "23.1.2020"),
                ("negotiation", "", ""),
            ],
        ),
    ],
)
def test_the_stages_are_as_exact_as_they_are_known(language, stages, demo):
    contest = ContestPage.objects.get(locale__language_code=language)
    with translation.override(language):
        assert [(stage.kind, stage.planned, stage.actual) for stage in contest.stages] == stages


def test_the_figures_are_those_of_the_announcement(demo):
    for contest in ContestPage.objects.all():
        figures = (contest.municipalities_count, contest.problems_count, contest.teams_count)
        assert figures == (65, 77, 9)


def test_the_challenges_were_open_in_the_spring_of_2019_and_have_their_hosts(demo):
    for language in LANGUAGES:
        challenges = ChallengePage.objects.filter(locale__language_code=language).order_by("path")
        assert [(c.municipality.code, c.opens_on, c.closes_on) for c in challenges] == [
            (code, date(2019, 4, 11), date(2019, 6, 18)) for code in ("165", "167", "092")
        ]


def test_the_loader_gives_the_awards_in_the_order_of_the_announcement(demo):
    assert [(award.title, award.get_parent().specific.municipality.name_sv) for award in demo.awards] == [
        ("KaikkiKyytiin", "Janakkala"),
        ("Desperado Designs", "Joensuu"),
        ("Rapida", "Vanda"),
    ]
    assert {(award.locale.language_code, award.announced_on, award.live) for award in demo.awards} == {
        ("sv", date(2020, 1, 23), True)
    }


def test_the_winning_teams_have_the_members_of_the_announcement(demo):
    teams = {award.title: [str(member) for member in award.team.members.all()] for award in demo.awards}
    assert teams == {
        "KaikkiKyytiin": [
            "Timo Lönnberg",
            "Marko Mäki-Hakola",
            "Harri Paloheimo",
            "Suvi Pesonen",
            "Jaakko Rintamäki",
        ],
        "Desperado Designs": ["Marika Järvinen", "Erno Launo", "Riku Siren", "Sami Ylipihlaja"],
        "Rapida": ["Teemu Ajalin", "Maiju Kokkoniemi", "Joonas Pesonen"],
    }


def test_the_contest_names_its_partners_with_roles_and_its_rules(texts):
    swedish = texts["/sv/tavlingar/klash-2018-2020/"]
    for name in ("Kommunförbundet", "FCG Finnish Consulting Group", "Keva", "Kommunfinans", "Finlands kommunstiftelse"):
        assert name in swedish
    assert "Ordnade tävlingen" in swedish
    assert "skalbarhet" in swedish
    assert "Järjesti kilpailun" in texts["/fi/kilpailut/klash-2018-2020/"]
    assert "Organised the contest" in texts["/en/partners/association-of-finnish-municipalities/"]


def test_the_news_leads_to_the_three_awards_in_each_language(texts):
    for path, tail in (
        ("/sv/nyheter/tre-team-vann-klash/", "vinnare-rapida/"),
        ("/fi/uutiset/kolme-tiimia-voitti-klashin/", "voittaja-rapida/"),
        ("/en/news/three-teams-win-klash/", "winner-rapida/"),
    ):
        assert f'{tail}"' in texts[path]


# ---- the release


def test_what_no_source_tells_is_left_empty(demo):
    for challenge in ChallengePage.objects.all():
        assert not challenge.is_jury_record_locked
        assert not challenge.is_contest_decision_made
        assert (challenge.follow_on_clause, challenge.follow_on_clause_source) == ("", "")
    assert not NoticeReference.objects.exists()
    assert set(AwardPage.objects.values_list("solution", flat=True)) == {""}


def test_the_awards_are_released_by_the_recorded_lift_of_an_editor_and_a_lawyer(demo):
    lifts = ReleaseLift.objects.all()
    assert {(lift.reason, lift.editor.username, lift.lawyer.username) for lift in lifts} == {
        ("(demo) announced 23.1.2020", "editor", "lawyer-1")
    }
    assert {lift.award_key for lift in lifts} == {award.translation_key for award in demo.awards}


def test_the_editor_published_every_page_once_then_teams_and_awards_and_the_news_about_them_last(demo):
    entries = PageLogEntry.objects.filter(action="wagtail.publish").order_by("pk")
    assert {entry.user.username for entry in entries} == {"editor"}
    assert len({entry.page_id for entry in entries}) == len(entries) == 3 * 31
    models = [entry.content_type.model for entry in entries]
    released = {"teampage", "awardpage"}
    assert models[-3:] == ["newspage"] * 3
    assert set(models[-21:-3]) == released
    assert not set(models[:-21]) & {*released, "newspage"}


# ---- languages


def test_every_text_is_translated_into_every_language(demo):
    for work in Translation.objects.all():
        total, translated = work.get_progress()
        assert (total, work.source.object_repr) == (translated, work.source.object_repr)
    assert Translation.objects.count() == 2 * 31


def test_no_sentence_stands_untranslated(demo):
    same = StringTranslation.objects.select_related("translation_of")
    unchanged = {row.data for row in same if row.data == row.translation_of.data and " " in row.data}
    assert unchanged == {
        "Klash 2018–2020",
        "Desperado Designs",
        "FCG Finnish Consulting Group",
        "Timo Reina",
        "Markus Pauni",
    }


def test_the_texts_of_a_page_are_in_its_language(texts):
    words = {"sv": "vann Vandas utmaning", "fi": "voitti Vantaan haasteen", "en": "won Vantaa’s challenge"}
    for language, sentence in words.items():
        found = {path[:4] for path, text in texts.items() if sentence in text}
        assert found == {f"/{language}/"}


def test_an_editor_finds_a_translation_in_the_translation_editor(demo):
    client = Client()
    client.force_login(demo.users["editor"])
    for page in Page.objects.filter(depth__gt=1).exclude(locale__language_code="sv"):
        response = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
        assert response.templates[0].name == "wagtail_localize/admin/edit_translation.html", page


def test_quotations_are_verbatim_in_swedish_and_marked_as_translated_elsewhere(texts):
    swedish = texts["/sv/nyheter/tre-team-vann-klash/"]
    assert (
        "Klash är ett bra exempel på hur olika kommuners utmaningar ges synlighet och kan lösas tillsammans" in swedish
    )
    assert "oma suomennos ruotsinkielisestä tiedotteesta" in texts["/fi/uutiset/kolme-tiimia-voitti-klashin/"]
    assert "our translation from Swedish" in texts["/en/news/three-teams-win-klash/"]


# ---- people


QUOTED = {"Timo Reina", "Markus Pauni"}


def test_names_rest_on_the_announcement_and_have_a_day_of_removal(demo):
    assert Person.objects.count() == 13
    assert set(Person.objects.values_list("basis", "basis_source", "basis_since", "remove_on")) == {
        ("announcement", "Kommunförbundets pressmeddelande 23.1.2020", date(2020, 1, 23), date(2030, 1, 23))
    }


def test_members_are_named_through_the_register_only(demo):
    running_text = " ".join(StringSegment.objects.values_list("string__data", flat=True))
    assert [person.name for person in Person.objects.all() if person.name in running_text] == []


def test_every_member_is_shown_and_after_the_day_of_removal_nobody(texts):
    everybody = set(Person.objects.values_list("name", flat=True))
    shown = " ".join(texts.values())
    assert {name for name in everybody if name in shown} == everybody

    Person.objects.update(remove_on=timezone.localdate())
    later = " ".join(read_everything().values())
    assert {name for name in everybody if name in later} == set()


def test_only_the_winners_the_contact_and_the_two_who_are_quoted_are_named(texts):
    known = set(Person.objects.values_list("name", flat=True)) | QUOTED
    first_names = {name.split()[0] for name in known} | {"Maritta", "Liisa"}
    pattern = re.compile(rf"\b(?:{'|'.join(sorted(first_names))}) [A-ZÅÄÖ][\wåäö-]+")
    named = {name for text in texts.values() for name in pattern.findall(text)}
    assert named == known


def test_the_contact_is_named_with_a_title_in_each_language(texts):
    titles = {
        "/sv/nyheter/tre-team-vann-klash/": "projektchef",
        "/fi/uutiset/kolme-tiimia-voitti-klashin/": "projektipäällikkö",
    }
    for path, title in {**titles, "/en/news/three-teams-win-klash/": "project manager"}.items():
        assert "Liisa Paltta" in texts[path]
        assert title in texts[path]


def test_no_telephone_number_and_no_mail_address_is_public(texts):
    contact = re.compile(r"[\w.+-]+@[\w-]+\.\w+|mailto:|tel:|\+358|\b0\d{1,2}[ -]\d{3}[ -]?\d{3,4}\b|\btfn\b|\bpuh\.")
    # The demo's own address: example.org belongs to nobody.
    ours = ("mailto:klash-demo@example.org", "klash-demo@example.org")
    found = {path: contact.findall(re.sub("|".join(ours), "", text)) for path, text in texts.items()}
    assert {path: contacts for path, contacts in found.items() if contacts} == {}


def test_a_reader_gets_no_cookie_and_nothing_from_another_site(demo):
    client = Client()
    for page in Page.objects.filter(depth__gt=1):
        response = client.get(page.url)
        assert not response.cookies, page.url
        text = response.content.decode()
        assert re.findall(r'(?:src|srcset|action)="(?:https?:)?//[^"]*"', text) == [], page.url
        assert re.findall(r'<link rel="(?:stylesheet|preload|icon)"[^>]*href="(?:https?:)?//', text) == [], page.url


# ---- loading


def test_of_the_77_problems_the_three_that_became_challenges_are_known_and_nothing_else_of_them(demo):
    problems = Problem.objects.order_by("number")
    assert [(problem.title_sv, problem.municipalities.get().name_sv) for problem in problems] == [
        ("Transport- och mobilitetsservice i glesbygden", "Janakkala"),
        ("Plattform för invånarnas egna initiativ", "Joensuu"),
        ("Unga på studievägen", "Vanda"),
    ]
    for problem in problems:
        assert problem.challenge.title == problem.title_sv
        assert problem.is_public
        assert (problem.text, problem.theme, problem.received_at, problem.submitter_name) == ("", None, None, "")
    text = Client().get("/sv/problem/").content.decode()
    assert "77 problem från 65 kommuner lämnades in." in text


def test_an_editors_change_of_a_problem_survives_a_second_run(demo):
    problem = Problem.objects.order_by("number").first()
    Problem.objects.filter(pk=problem.pk).update(sentence="Annat")
    problem.municipalities.clear()
    load_pages(print)
    problem.refresh_from_db()
    assert (problem.sentence, problem.municipalities.count(), Problem.objects.count()) == ("Annat", 0, 3)


def test_a_second_run_changes_nothing_at_all(demo):
    before = everything()
    reports: list[str] = []
    again = load_pages(reports.append)
    assert everything() == before
    assert reports == ["31 pages in three languages are there; 0 pages and records are new."]
    assert again.awards == demo.awards


def test_an_editors_change_survives_a_second_run(demo):
    about = Page.objects.get(slug="om-klash").specific
    about.title = "Om tävlingen Klash"
    about.save_revision().publish()
    load_pages(print)
    about.refresh_from_db()
    assert about.title == "Om tävlingen Klash"


def test_a_deleted_page_comes_back_in_all_languages(demo):
    for page in Page.objects.filter(translation_key=Page.objects.get(slug="tillganglighet").translation_key):
        page.specific.delete()
    load_pages(print)
    key = Page.objects.get(slug="tillganglighet").translation_key
    assert Page.objects.live().filter(translation_key=key).count() == 3


def test_the_users_can_log_in_and_only_the_editor_is_in_communications(demo):
    for user in DEMO_USERS:
        assert Client().login(username=user.name, password=user.password)
    assert [user.username for user in demo.users.values() if user.groups.filter(name="Communications")] == ["editor"]
    assert [user.username for user in demo.users.values() if user.is_superuser] == ["admin"]


def test_the_home_page_is_as_light_as_promised(texts: dict[str, str]) -> None:
    for language in LANGUAGES:
        text = texts[f"/{language}/"]
        assert len(text.encode()) <= 100_000
        # Data blocks for search engines are no scripts: no browser runs them.
        assert "<script" not in text.replace('<script type="application/ld+json">', "")
        styles = re.findall(r'rel="stylesheet" href="/static/([^"]+)"', text)
        early = re.findall(r'rel="preload" as="font"[^>]*href="/static/([^"]+)"', text)
        assert len(styles) == 2
        assert len(early) == 2
        assert sum(_size(name) for name in styles) <= 30_000
        assert sum(_size(name) for name in early) <= 100_000


def _size(static_name: str) -> int:
    return Path(str(finders.find(static_name))).stat().st_size


def test_the_feeds_the_calendar_and_the_sitemap_tell_the_same_as_the_pages(demo: DemoPages) -> None:
    client = Client()
    news = {"sv": "nyheter", "fi": "uutiset", "en": "news"}
    feeds = {code: client.get(f"/{code}/{slug}/feed.xml").content.decode() for code, slug in news.items()}
    assert {code: feed.count("<entry>") for code, feed in feeds.items()} == dict.fromkeys(
        LANGUAGES, feeds["sv"].count("<entry>")
    )
    assert feeds["sv"].count("<entry>") >= AwardPage.objects.live().filter(locale__language_code="sv").count() > 0
    addresses = set(re.findall(r"<loc>([^<]+)</loc>", client.get("/sitemap.xml").content.decode()))
    problems = {
        index.get_full_url() + index.tail_of(problem)
        for index in ProblemIndexPage.objects.live()
        for problem in Problem.objects.public()
    }
    assert addresses == problems | {page.full_url for page in Page.objects.live().filter(depth__gt=1).specific()}
    for contest in ContestPage.objects.live():
        assert client.get(f"{contest.url}calendar.ics").content.count(b"BEGIN:VEVENT") > 0
