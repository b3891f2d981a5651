"""A municipality submits a problem: when the call is open, three steps, one record, one receipt, and nothing kept."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from unittest import mock

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.management import call_command
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from tinyhtml5.parser import HTMLParser
from wagtail.models import ModelLogEntry

from klash_pages.models import ContestPage, Problem, ProblemIndexPage, Stage
from klash_pages.problems import receiving
from klash_pages.problems.form import ProblemForm, find_municipalities
from klash_pages.publication import keeping
from klash_pages.values.plain_text import plain
from tests.factories.pages import ContestPageFactory, ProblemIndexPageFactory
from tests.factories.records import MunicipalityFactory, ProblemFactory, StageFactory, ThemeFactory
from tests.factories.translations import translate

pytestmark = pytest.mark.django_db

ANSWERS = {
    "municipality_names": "Vanda",
    "sentence": "Hur kommer man till affären utan egen bil?",
    "text": "Bussen går två gånger om dagen.\r\nDet räcker inte.",
    "affected": "Äldre",
    "tried": "",
    "language": "sv",
    "submitter_name": "Demo Demosson",
    "submitter_title": "planerare",
    "submitter_email": "demo@example.org",
    "submitter_phone": "",
    "consent": "on",
    "website": "",
}


@pytest.fixture(autouse=True)
def _no_counts() -> Any:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def index() -> ProblemIndexPage:
    return ProblemIndexPageFactory()


def open_call(**dates: Any) -> ContestPage:
    """A contest whose call is open today, or as the dates say."""
    today = timezone.localdate()
    contest = ContestPageFactory()
    period = dates or {"planned_from": today - timedelta(days=1), "planned_to": today}
    StageFactory(contest=contest, kind=Stage.Kind.PROBLEM_CALL, **{"actual_from": None, **period})
    return contest


def tree(response: Any) -> Any:
    text = response.content.decode()
    parser = HTMLParser()
    parser.parse(text)
    assert parser.errors == []
    return html.fromstring(text)


def words(element: Any) -> str:
    return " ".join(element.text_content().split())


def check(index: ProblemIndexPage, client: Client | None = None, **answers: str) -> Any:
    return (client or Client()).post(index.form_url(), {"step": "check", **ANSWERS, **answers})


def packed(response: Any) -> str:
    return str(tree(response).xpath("//input[@name='answers']/@value")[0])


def send(index: ProblemIndexPage, answers: str, **extra: Any) -> Any:
    return Client().post(index.form_url(), {"step": "send", "answers": answers}, **extra)


def faults(response: Any) -> dict[str, str]:
    """The summary's sentences by the id of the field they lead to; the same sentence stands beside the field."""
    page = tree(response)
    found = {}
    for link in page.xpath("//div[@id='errors']//a"):
        identity = link.get("href")[1:]
        field = page.get_element_by_id(identity)
        assert field.get("aria-invalid") == "true"
        assert words(link) in words(page.get_element_by_id(f"{identity}_error"))
        assert f"{identity}_error" in field.get("aria-describedby")
        found[identity.removeprefix("id_")] = words(link)
    return found


# The call


def call_on(day: date, **dates: Any) -> bool:
    contest = open_call(**dates)
    return receiving.open_call(contest.locale, day) is not None


@pytest.mark.parametrize(
    ("dates", "first", "last"),
    [
        ({"planned_from": date(2030, 8, 16), "planned_to": date(2030, 10, 31)}, date(2030, 8, 16), date(2030, 10, 31)),
        (
            {"planned_from": date(2030, 8, 1), "planned_to": date(2030, 9, 30), "actual_from": date(2030, 8, 16)},
            date(2030, 8, 16),
            date(2030, 9, 30),
        ),
        (
            {"planned_to": date(2030, 9, 30), "actual_from": date(2030, 8, 16), "actual_to": date(2030, 10, 31)},
            date(2030, 8, 16),
            date(2030, 10, 31),
        ),
    ],
    ids=["plan", "outcome begins", "outcome"],
)
def test_the_call_is_open_from_its_first_day_to_its_last(dates, first, last):
    contest = open_call(**dates)
    days = [first - timedelta(days=1), first, last, last + timedelta(days=1)]
    assert [receiving.open_call(contest.locale, day) is not None for day in days] == [False, True, True, False]


def test_a_plan_that_is_only_known_to_the_month_opens_nothing():
    assert not call_on(date(2030, 8, 16), planned_from=date(2030, 8, 1), planned_precision="month")


def test_a_call_of_which_only_the_last_day_is_known_begins_with_the_contest():
    contest = open_call(actual_to=date(2018, 10, 31))
    assert receiving.open_call(contest.locale, date(2018, 9, 1)) is None
    StageFactory(contest=contest, kind=Stage.Kind.LAUNCH, actual_from=date(2018, 8, 16))
    days = (date(2018, 8, 15), date(2018, 8, 16), date(2018, 10, 31), date(2018, 11, 1))
    assert [receiving.open_call(contest.locale, day) is not None for day in days] == [False, True, True, False]


def test_a_contest_that_is_not_public_in_the_language_takes_no_problems():
    contest = open_call()
    finnish = translate(contest, "fi")
    today = timezone.localdate()
    assert receiving.open_call(finnish.locale, today) is not None
    with keeping.going([finnish.translation_key]):
        finnish.unpublish()
    assert receiving.open_call(finnish.locale, today) is None
    assert receiving.open_call(contest.locale, today) is not None


@pytest.mark.parametrize(
    ("instant", "status"),
    [
        (datetime(2030, 10, 31, 21, 59, 59, tzinfo=UTC), 200),
        (datetime(2030, 10, 31, 22, 0, 0, tzinfo=UTC), 403),
    ],
    ids=["one second before midnight", "midnight in Helsinki"],
)
def test_the_form_closes_at_midnight_in_helsinki(index, instant, status):
    open_call(planned_from=date(2030, 8, 16), planned_to=date(2030, 10, 31))
    with mock.patch("django.utils.timezone.now", return_value=instant):
        assert check(index).status_code == status


def test_a_closed_form_says_when_it_closed_or_opens_and_has_no_fields(index):
    assert "Just nu tas inga problem emot." in Client().get(index.form_url()).content.decode()
    open_call(planned_from=date(2018, 8, 16), planned_to=date(2018, 10, 31))
    page = tree(Client().get(index.form_url()))
    assert words(page.xpath("//p[@class='lead']")[0]) == "Tiden för att lämna in problem gick ut 31.10.2018."
    assert page.xpath("//main//form | //main//input") == []
    open_call(planned_from=date(2999, 1, 1))
    page = tree(Client().get(index.form_url()))
    assert words(page.xpath("//p[@class='lead']")[0]) == "Problem tas emot från och med 1.1.2999."


def test_what_was_about_to_be_sent_when_the_call_closed_is_shown_and_not_stored(index):
    open_call()
    answers = packed(check(index))
    Stage.objects.update(planned_to=timezone.localdate() - timedelta(days=1))
    response = send(index, answers)
    assert response.status_code == 403
    assert "Hur kommer man till affären utan egen bil?" in words(tree(response).xpath("//dl[@class='answers']")[0])
    assert not Problem.objects.exists()


# The three steps


def test_a_problem_is_written_checked_and_received(index, django_capture_on_commit_callbacks):
    vanda = MunicipalityFactory()
    theme = ThemeFactory()
    contest = open_call()
    response = check(index, theme=theme.slug)
    assert response.status_code == 200
    shown = words(tree(response).xpath("//dl[@class='answers']")[0])
    for value in ("Vanda", ANSWERS["sentence"], "Det räcker inte.", "Demo Demosson", "demo@example.org", theme.name_sv):
        assert value in shown
    assert not Problem.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        response = send(index, packed(response))
    assert response.status_code == 303
    problem = Problem.objects.get()
    assert list(problem.municipalities.all()) == [vanda]
    assert {name: getattr(problem, name) for name in ("state", "language", "theme", "text", "municipality_text")} == {
        "state": "submitted",
        "language": "sv",
        "theme": theme,
        "text": "Bussen går två gånger om dagen.\nDet räcker inte.",
        "municipality_text": "",
    }
    assert (problem.contest, problem.submitter_name) == (contest, "Demo Demosson")
    assert problem.consent_text.startswith("Jag samtycker till att Klash sparar")
    assert problem.consent_at is not None
    assert problem.erase_on == timezone.localdate() + timedelta(days=365)
    receipt = tree(Client().get(response["Location"]))
    assert words(receipt.xpath("//h1")[0]) == "Tack! Vi har tagit emot problemet."
    assert words(receipt.xpath("//p[@class='lead']")[0]) == f"Referens {problem.number}."
    (message,) = mail.outbox
    assert (message.subject, message.to) == (
        f"Klash: vi har tagit emot ditt problem, referens {problem.number}",
        ["demo@example.org"],
    )
    assert str(problem.number) in message.body
    # Nobody has checked whose address it is, so nothing that was written goes there.
    assert ANSWERS["sentence"] not in message.body
    assert "Demosson" not in message.body


def test_the_receipt_is_in_the_language_of_the_page(index, django_capture_on_commit_callbacks):
    MunicipalityFactory()
    finnish = translate(index, "fi", title="Ongelmat", slug="ongelmat")
    translate(open_call(), "fi")
    answers = packed(check(finnish, municipality_names="Vantaa", language="fi"))
    with django_capture_on_commit_callbacks(execute=True):
        location = send(finnish, answers)["Location"]
    assert location.startswith("/fi/ongelmat/laheta/kiitos/?ref=")
    assert mail.outbox[0].subject.startswith("Klash: olemme vastaanottaneet ongelmasi, viite ")


def test_a_problem_sent_twice_is_stored_once_and_has_one_receipt(index, django_capture_on_commit_callbacks):
    MunicipalityFactory()
    open_call()
    answers = packed(check(index))
    with django_capture_on_commit_callbacks(execute=True):
        locations = {send(index, answers)["Location"] for _ in range(3)}
    assert (Problem.objects.count(), len(locations), len(mail.outbox)) == (1, 1, 1)


def test_a_mail_server_that_is_down_loses_no_problem(index, django_capture_on_commit_callbacks):
    MunicipalityFactory()
    open_call()
    answers = packed(check(index))
    down = mock.patch("klash_pages.problems.receiving.send_mail", side_effect=OSError)
    with down, django_capture_on_commit_callbacks(execute=True):
        assert send(index, answers).status_code == 303
    assert Problem.objects.count() == 1


def test_answers_can_be_changed_before_they_are_sent(index):
    MunicipalityFactory()
    open_call()
    answers = packed(check(index, text="Rad 1\r\nRad <2>"))
    page = tree(Client().post(index.form_url(), {"step": "change", "answers": answers}))
    assert page.xpath("//textarea[@name='text']")[0].text.strip() == "Rad 1\nRad <2>"
    assert page.xpath("//input[@name='submitter_email']/@value") == ["demo@example.org"]
    assert len(page.xpath("//input[@name='consent'][@checked]")) == 1
    assert page.xpath("//div[@id='errors']") == []


def test_a_hidden_field_that_was_changed_is_refused(index):
    open_call()
    for answers in ("", "x", packed(check(index))[:-1] + "_"):
        assert send(index, answers).status_code == 400
    assert not Problem.objects.exists()


def test_a_receipt_without_its_signature_is_not_found(index):
    for query in ("", "?ref=1", "?ref=1:x"):
        assert Client().get(index.thanks_url() + query).status_code == 404


def test_only_the_languages_own_address_leads_to_the_form(index):
    base = index.url
    statuses = {
        tail: Client().get(base + tail).status_code for tail in ("lamna-in/", "laheta/", "submit/", "x/", "x/y/")
    }
    assert statuses == {"lamna-in/": 200, "laheta/": 404, "submit/": 404, "x/": 404, "x/y/": 404}


# Cookies and caches


def test_only_the_form_sets_a_cookie_and_nothing_of_it_is_kept(index):
    MunicipalityFactory()
    ProblemFactory(published=True)
    client = Client()
    assert client.get(index.url).cookies == {}
    assert Client().get(index.form_url()).cookies == {}  # closed: no form, no cookie
    open_call()
    response = Client().get(index.form_url())
    assert list(response.cookies) == ["csrftoken"]
    checked = check(index)
    sent = send(index, packed(checked))
    thanked = Client().get(sent["Location"])
    for answer in (response, checked, sent, thanked):
        assert answer["Cache-Control"] == "no-store"
    assert "sessionid" not in {*response.cookies, *checked.cookies, *sent.cookies, *thanked.cookies}


def test_a_forged_request_is_refused(index):
    open_call()
    client = Client(enforce_csrf_checks=True)
    assert client.post(index.form_url(), {"step": "check", **ANSWERS}).status_code == 403


# What is refused


def test_an_empty_form_lists_every_fault_above_and_beside_and_says_so_in_the_title(index):
    open_call()
    response = Client().post(index.form_url(), {"step": "check"})
    assert response.status_code == 422
    page = tree(response)
    assert page.findtext(".//title") == "Fel: Lämna in ett problem – Klash"
    assert words(page.xpath("//div[@id='errors']//h2")[0]) == "9 uppgifter behöver ses över"
    assert page.xpath("//div[@id='errors']/@autofocus") == [""]
    assert faults(response) == {
        "municipality_names": "Skriv minst en kommun.",
        "sentence": "Skriv problemet i en mening.",
        "text": "Beskriv hur det är i dag.",
        "affected": "Skriv vem som berörs av problemet.",
        "language": "Välj språk.",
        "submitter_name": "Skriv ditt namn.",
        "submitter_title": "Skriv din titel.",
        "submitter_email": "Skriv din e-postadress.",
        "consent": "Kryssa i rutan, så att vi får behandla problemet.",
    }


@pytest.mark.parametrize(
    "address",
    ["demo", "demo@", "demo@example", "a@b.fi\nBcc: c@d.fi", "a@b.fi\r\nBcc:c@d.fi", "a b@example.org", "<a@b.fi>"],
)
def test_what_is_no_email_address_is_refused(index, address):
    open_call()
    assert faults(check(index, submitter_email=address)) == {
        "submitter_email": "Skriv e-postadressen i formen namn@kommun.fi."
    }


def test_a_text_that_is_too_long_is_refused_and_nothing_typed_is_lost(index):
    open_call()
    megabyte = "å" * 1_000_000
    response = check(index, text=megabyte, sentence="x" * 141)
    assert set(faults(response)) == {"text", "sentence"}
    assert tree(response).xpath("//textarea[@name='text']")[0].text.strip() == megabyte


def test_line_breaks_are_counted_as_one_character(index):
    open_call()
    assert check(index, text="a\r\n" * 1499 + "ab").status_code == 200
    assert set(faults(check(index, text="a\r\n" * 1500 + "b"))) == {"text"}


def test_bytes_that_nobody_types_are_left_out(index):
    MunicipalityFactory()
    open_call()
    send(index, packed(check(index, sentence="a\0b\u202ec", submitter_name="d\x1be\r\nBcc: x")))
    problem = Problem.objects.get()
    assert (problem.sentence, problem.submitter_name) == ("abc", "de Bcc: x")


def test_a_filled_trap_is_shown_so_that_a_person_can_empty_it(index):
    open_call()
    page = tree(Client().get(index.form_url()))
    (trap,) = page.xpath("//input[@name='website']")
    assert (trap.get("tabindex"), trap.getparent().get("aria-hidden")) == ("-1", "true")
    response = check(index, website="https://spam.example")
    assert faults(response) == {"website": "Det här fältet ska vara tomt. Töm det och fortsätt."}
    (trap,) = tree(response).xpath("//input[@name='website']")
    assert (trap.get("tabindex"), trap.getparent().get("aria-hidden")) == (None, None)


def test_markup_emoji_and_right_to_left_text_are_kept_as_text(index):
    MunicipalityFactory()
    open_call()
    text = "<script>alert(1)</script> 🚌 كيف & {{ 7|add:7 }}"
    response = check(index, text=text)
    assert "<script>" not in response.content.decode()
    send(index, packed(response))
    assert Problem.objects.get().text == text


@given(st.text(max_size=200))
def test_plain_text_has_one_kind_of_line_break_and_nothing_unseen(text):
    cleaned = plain(text)
    assert plain(cleaned) == cleaned
    assert "\r" not in cleaned
    assert not set(cleaned) & {"\u202e", "\u200f", "\x07", "\x1b", "\x85", "\ufeff"}
    visible = [c for c in text if c.isalnum()]
    assert [c for c in cleaned if c.isalnum()] == visible


# Municipalities


def test_municipalities_are_found_by_name_in_either_language_or_by_code():
    vanda = MunicipalityFactory(code="092")
    helsinki = MunicipalityFactory(name_sv="Helsingfors", name_fi="Helsinki")
    for text in (
        "Vanda, Helsingfors",
        "VANTAA och helsinki",
        "092;Helsinki",
        "Vanda stad ja Helsinki",
        "Vanda\nHelsinki",
    ):
        assert find_municipalities(text) == ([vanda, helsinki], [])
    assert find_municipalities("Vanda, vantaa") == ([vanda], [])
    assert find_municipalities(" ,; ") == ([], [])


def test_a_municipality_that_is_not_in_the_register_is_kept_as_written_and_the_writer_is_told(index):
    MunicipalityFactory()
    open_call()
    response = check(index, municipality_names="Vanda, Åbbo")
    assert "Vi hittar inte Åbbo bland kommunerna." in words(tree(response).xpath("//div[@class='notice']")[0])
    send(index, packed(response))
    problem = Problem.objects.get()
    assert (problem.municipality_text, problem.municipalities.count()) == ("Åbbo", 1)


def test_commas_alone_are_no_municipality():
    form = ProblemForm({**ANSWERS, "municipality_names": ", ,"})
    with translation.override("en"):
        assert form.errors == {"municipality_names": ["Write at least one municipality."]}


# The limit


def test_one_address_sends_so_many_and_no_more_and_keeps_its_answers(index, settings):
    settings.KLASH_PAGES_SUBMISSIONS_PER_ADDRESS = 2
    MunicipalityFactory()
    open_call()
    assert [send(index, packed(check(index))).status_code for _ in range(2)] == [303, 303]
    answers = packed(check(index))
    response = send(index, answers)
    assert response.status_code == 429
    assert packed(response) == answers
    assert tree(response).findtext(".//title").startswith("Fel: ")
    assert send(index, answers, REMOTE_ADDR="192.0.2.7").status_code == 303
    assert Problem.objects.count() == 3


def test_all_addresses_together_have_a_limit(index, settings):
    settings.KLASH_PAGES_SUBMISSIONS_PER_HOUR = 1
    MunicipalityFactory()
    open_call()
    statuses = [send(index, packed(check(index)), REMOTE_ADDR=f"192.0.2.{n}").status_code for n in (1, 2)]
    assert statuses == [303, 429]


def test_behind_a_proxy_the_address_is_in_the_header_that_the_setting_names(index, settings):
    settings.KLASH_PAGES_SUBMISSIONS_PER_ADDRESS = 1
    settings.KLASH_PAGES_ADDRESS_HEADER = "HTTP_X_REAL_IP"
    MunicipalityFactory()
    open_call()
    addresses = ["192.0.2.1", "192.0.2.2", "2001:db8::1", "2001:db8::2", "2001:db8:1::1"]
    statuses = [send(index, packed(check(index)), HTTP_X_REAL_IP=address).status_code for address in addresses]
    assert statuses == [303, 303, 303, 429, 303]


def test_whoever_is_over_the_limit_is_told_when_to_come_back(index, settings):
    settings.KLASH_PAGES_SUBMISSIONS_PER_ADDRESS = 0
    MunicipalityFactory()
    open_call()
    response = send(index, packed(check(index)))
    assert response.status_code == 429
    assert 1 <= int(response["Retry-After"]) <= 3600


def test_while_nothing_can_be_counted_the_form_refuses_politely_and_keeps_the_answers(index):
    MunicipalityFactory()
    open_call()
    answers = packed(check(index))
    with mock.patch("klash_pages.plumbing.rate_limit._counted_in_table", side_effect=DatabaseError):
        response = send(index, answers)
    assert (response.status_code, packed(response), Problem.objects.count()) == (503, answers, 0)
    assert "Vi kan inte ta emot problem just nu" in words(tree(response).xpath("//div[@class='summary']")[0])


# Erasing


def test_submitters_are_erased_on_their_day_once_and_the_log_says_so():
    today = timezone.localdate()
    person = {
        "submitter_name": "Demo",
        "submitter_title": "t",
        "submitter_email": "d@example.org",
        "submitter_phone": "1",
    }
    due = ProblemFactory(erase_on=today, **person)
    later = ProblemFactory(erase_on=today + timedelta(days=1), **person)
    call_command("erase_personal_data", verbosity=0)
    call_command("erase_personal_data", verbosity=0)
    due.refresh_from_db()
    later.refresh_from_db()
    assert {name: getattr(due, name) for name in person} == dict.fromkeys(person, "")
    assert {name: getattr(later, name) for name in person} == person
    assert (due.erased_at is None, later.erased_at) == (False, None)
    (entry,) = ModelLogEntry.objects.filter(action="klash_pages.erase_submitter")
    assert entry.object_id == str(due.pk)
    assert due.sentence


def test_the_day_of_erasure_follows_the_last_known_day_of_the_contest(settings):
    settings.KLASH_PAGES_SUBMITTER_KEPT_DAYS = 10
    contest = ContestPageFactory()
    today = date(2030, 1, 1)
    assert receiving.erasure_day(contest, today) == date(2030, 1, 11)
    StageFactory(contest=contest, actual_from=None, planned_from=date(2031, 5, 1), planned_to=date(2031, 5, 5))
    assert receiving.erasure_day(contest, today) == date(2031, 5, 15)
