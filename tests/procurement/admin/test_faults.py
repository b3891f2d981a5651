"""A full disk, a lost database or a damaged file is said in the lawyer's language; nothing is recorded."""

from __future__ import annotations

import errno
import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import unescape
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.db.backends.utils import CursorWrapper
from django.test import Client
from wagtail.models import ModelLogEntry
from wagtail.users.models import UserProfile

from procurement.actions.draft_document import draft_document
from procurement.actions.draft_from_word_template import load
from procurement.checks import FAULTS, check_fault_middleware
from procurement.languages import LEGAL_LANGUAGES, Language
from procurement.models import Case, Pack
from procurement.rendering import starters
from tests.factories.facts import localised, records
from tests.factories.procurement import (
    CONTRACT,
    INVITATION,
    AnnexFileFactory,
    ApprovedFileFactory,
    DocumentFileFactory,
    LegalUserFactory,
    PackFactory,
    PublicVersionFactory,
    complete_case,
    record,
    word_template_in_use,
)
from tests.factories.users import EditorFactory
from tests.procurement.actions.test_make_signing_pack import approved_case, cheap_faces
from tests.procurement.actions.test_upload_annex import FIELDS, png
from tests.procurement.admin.test_desk import address
from tests.procurement.admin.test_word_templates import CONTRACT_FILE, sent

pytestmark = pytest.mark.django_db
cheap = cheap_faces

FULL = {
    "sv": ("Serverns disk är full", "Ingenting antecknades", "Meddela administratören.", "Tillbaka"),
    "fi": ("Palvelimen levy on täynnä", "Mitään ei kirjattu", "Ilmoita ylläpitäjälle.", "Takaisin"),
    "en": ("The disk of the server is full", "Nothing was recorded", "Tell the administrator.", "Back"),
}
LOST = {"sv": "Databasen svarar inte", "fi": "Tietokanta ei vastaa", "en": "The database does not answer"}


def words(response: Any) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def rows() -> dict[str, int]:
    """How many rows everything has that the desk writes."""
    counted = {model.__name__: model.objects.count() for model in apps.get_app_config("procurement").get_models()}
    return counted | {"log": ModelLogEntry.objects.count()}


@contextmanager
def broken_disk(monkeypatch: pytest.MonkeyPatch, number: int = errno.ENOSPC) -> Iterator[None]:
    def fail(_descriptor: int) -> None:
        raise OSError(number, "the disk refuses")

    with monkeypatch.context() as disk:
        disk.setattr("procurement.storage.os.fsync", fail)
        yield


@contextmanager
def lost_database(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def fail(*_args: Any, **_options: Any) -> None:
        raise OperationalError("connection refused")

    with monkeypatch.context() as database:
        database.setattr(CursorWrapper, "execute", fail)
        yield


Step = Callable[[Client], Any]


def drafted(case: Case, user: Any = None) -> Any:
    return draft_document(case, INVITATION, LEGAL_LANGUAGES, user or LegalUserFactory())[0]


def draft() -> Step:
    case = complete_case()
    return lambda client: client.post(address("draft", case.pk, INVITATION.key), {"languages": ["sv", "fi"]})


def draft_from_word() -> Step:
    case = complete_case()
    template = word_template_in_use(LegalUserFactory(), starters.draw("contract", Language.SV))
    place = address("draft_from_template", case.pk, CONTRACT.key)
    return lambda client: client.post(place, {"word_template": template.pk})


def annex() -> Step:
    case = complete_case()
    place = address("annexes", case.pk)
    return lambda client: client.post(place, {**FIELDS, "file": SimpleUploadedFile("anbud.png", png())})


def approval() -> Step:
    version = drafted(complete_case())
    return lambda client: client.post(address("approve", version.case_id, version.pk))


def signing_pack() -> Step:
    case = approved_case(LegalUserFactory())
    return lambda client: client.post(address("signing_pack", case.pk))


def public_version() -> Step:
    version = drafted(complete_case())
    secret = {"item": localised("Rapida", "Rapida"), "ground": localised("punkt 19", "kohta 19")}
    record(version.case, {"publicity.secrets": records(secret)})
    return lambda client: client.post(address("make_public", version.case_id, version.pk))


def word_template() -> Step:
    return lambda client: client.post(address("word_template_new"), sent(CONTRACT_FILE))


STEPS = [draft, draft_from_word, annex, approval, public_version, word_template]


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.__name__)
def test_a_full_disk_is_said_records_nothing_and_the_step_works_when_there_is_room(
    step, desk, monkeypatch, stored_files, cheap
):
    act = step()
    before, files = rows(), stored_files()
    with broken_disk(monkeypatch):
        answer = act(desk)
    assert answer.status_code == 507
    assert all(sentence in words(answer) for sentence in FULL["en"])
    assert (rows(), stored_files()) == (before, files)
    assert act(desk).status_code == 302
    assert len(stored_files()) > len(files)
    assert rows()["log"] > before["log"]


def test_a_signing_pack_for_which_there_is_no_room_has_failed_and_is_made_again(desk, monkeypatch, cheap):
    act = signing_pack()
    with broken_disk(monkeypatch):
        assert act(desk).status_code == 507
    pack = Pack.objects.get()
    assert (pack.state, pack.failure, pack.sha256) == ("failed", "no_room", "")
    screen = desk.get(address("packs"))
    assert "failed the disk of the server is full" in words(screen)
    assert "failed" in words(desk.get(address("case", pack.cases.get().pk)))
    assert desk.post(address("pack_again", pack.pk)).status_code == 302
    assert Pack.objects.get().state == "ready"
    assert "Make again" not in words(desk.get(address("packs")))


def test_a_pack_for_which_there_is_no_room_has_failed_and_says_so(
    desk, monkeypatch, text_only, django_capture_on_commit_callbacks, caplog
):
    monkeypatch.setattr("procurement.actions.make_pack.registry", lambda: [INVITATION])
    case = complete_case()
    with broken_disk(monkeypatch), django_capture_on_commit_callbacks(execute=True):
        answer = desk.post(address("case_pack", case.pk))
    assert answer.status_code == 302
    pack = Pack.objects.get()
    assert (pack.state, pack.failure) == ("failed", "no_room")
    # Why it failed stands in the log, once.
    assert [entry.name for entry in caplog.records if entry.exc_info] == ["django_tasks"]
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(address("pack_again", pack.pk))
    assert [(pack.state, pack.refused) for pack in Pack.objects.all()] == [("ready", 0)]


def test_an_editor_makes_no_failed_pack_again(case):
    pack = PackFactory(state="failed", cases=[case])
    client = Client()
    client.force_login(EditorFactory())
    assert client.post(address("pack_again", pack.pk)).status_code == 404
    pack.refresh_from_db()
    assert pack.state == "failed"
    assert "/login/" in Client().post(address("pack_again", pack.pk))["Location"]


@pytest.mark.parametrize("language", ["sv", "fi", "en"])
@pytest.mark.parametrize(
    ("number", "status"), [(errno.ENOSPC, 507), (errno.EDQUOT, 507), (errno.EROFS, 503), (errno.EACCES, 503)]
)
def test_each_fault_of_the_disk_is_said_in_the_language_of_the_lawyer(
    language, number, status, lawyer, monkeypatch, text_only
):
    client = Client(headers={"accept-language": language, "referer": "http://testserver/admin/procurement/7/"})
    client.force_login(lawyer)
    act = draft()
    with broken_disk(monkeypatch, number):
        answer = act(client)
    assert answer.status_code == status
    heading = {
        507: FULL[language][0],
        503: {
            "sv": "Lagret för handlingarna kan inte användas",
            "fi": "Asiakirjojen tallennuspaikkaa ei voi käyttää",
            "en": "The storage of papers cannot be used",
        }[language],
    }[status]
    assert f"<h1>{heading}</h1>" in answer.content.decode()
    assert 'href="http://testserver/admin/procurement/7/"' in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]


def test_the_language_that_a_lawyer_chose_in_the_admin_counts_more_than_the_browsers(lawyer, monkeypatch, text_only):
    UserProfile.objects.create(user=lawyer, preferred_language="fi")
    client = Client(headers={"accept-language": "sv"})
    client.force_login(lawyer)
    act = draft()
    with broken_disk(monkeypatch):
        assert FULL["fi"][0] in words(act(client))


def test_the_way_back_leads_to_no_other_site(desk, monkeypatch, text_only):
    act = draft()
    desk.defaults["HTTP_REFERER"] = "https://evil.example/"
    with broken_disk(monkeypatch):
        page = act(desk).content.decode()
    assert "evil" not in page
    assert f'href="{address("index")}"' in page


def test_a_fault_is_logged_once_with_its_traceback_and_without_facts(desk, monkeypatch, text_only, caplog):
    case = complete_case()
    record(case, {"negotiation.time": "SECRET-HOURS"})
    with broken_disk(monkeypatch), caplog.at_level(logging.INFO):
        desk.post(address("draft", case.pk, INVITATION.key), {"languages": ["sv"], "x": "SECRET-HOURS"})
    (entry,) = [entry for entry in caplog.records if entry.levelno >= logging.WARNING]
    assert entry.name == "procurement.admin.faults"
    assert "the disk refuses" in caplog.text
    assert "SECRET-HOURS" not in caplog.text
    assert getattr(entry, "request", None) is None


@pytest.mark.parametrize("language", ["sv", "fi", "en"])
def test_a_lost_database_is_said_in_the_language_of_the_browser_or_the_cookie(language, lawyer, monkeypatch):
    browser = Client(headers={"accept-language": language})
    browser.force_login(lawyer)
    chosen = Client(headers={"accept-language": "sv" if language == "fi" else "fi"})
    chosen.force_login(lawyer)
    chosen.cookies["django_language"] = language
    anonymous = Client(headers={"accept-language": language})
    with lost_database(monkeypatch):
        answers = [client.get(address("case", 1)) for client in (browser, chosen)]
        answers += [browser.post(address("draft", 1, INVITATION.key), {"languages": ["sv"]})]
        answers += [browser.get(address("packs")), browser.get(address("wordings")), browser.get(address("index"))]
    assert [answer.status_code for answer in answers] == [503] * 6
    assert all(f"<h1>{LOST[language]}</h1>" in answer.content.decode() for answer in answers)
    # Whoever is not logged in is told to log in, and nothing else.
    assert anonymous.get(address("case", 1)).status_code == 302


def test_a_database_that_is_lost_in_the_middle_of_a_step_records_nothing(desk, monkeypatch, text_only):
    act, execute = draft(), CursorWrapper.execute
    before = rows()

    def fail(self: Any, sql: str, params: Any = None) -> Any:
        if "procurement_documentfile" in sql:
            raise OperationalError("the connection is gone")
        return execute(self, sql, params)

    with monkeypatch.context() as database:
        database.setattr(CursorWrapper, "execute", fail)
        answer = act(desk)
    assert (answer.status_code, rows()) == (503, before)
    assert "look first whether what you sent is there after all" in words(answer)
    assert act(desk).status_code == 302


def damaged_screens(case: Case) -> dict[str, tuple[str, str]]:
    """The method and the address of every step that reads a stored file."""
    file = DocumentFileFactory(version__case=case, content=b"1")
    approved = ApprovedFileFactory(approval__version__case=case, approval__version__kind=CONTRACT.key, content=b"2")
    public = PublicVersionFactory(version=file.version, content=b"3")
    uploaded, pack = AnnexFileFactory(case=case, content=b"4"), PackFactory(cases=[case], content=b"5")
    template = word_template_in_use(LegalUserFactory(), starters.draw("contract", Language.SV))
    version = (template.template_id, template.number)
    return {
        "download": ("get", address("download", case.pk, file.pk)),
        "approved": ("get", address("download_approved", case.pk, approved.pk)),
        "public": ("get", address("download_public", case.pk, public.pk)),
        "annex": ("get", address("download_annex", case.pk, uploaded.pk)),
        "pack": ("get", address("pack", pack.pk)),
        "template": ("get", address("word_version_file", *version)),
        "comments": ("get", address("word_version_comments", *version)),
        "trial": ("get", address("word_trial", *version)),
        "pages": ("get", address("word_trial_pages", *version)),
        "draft": ("post", address("draft_from_template", case.pk, CONTRACT.key) + f"?t={template.pk}"),
    }


@pytest.mark.parametrize("change", ["missing", "changed"])
def test_a_damaged_file_is_said_at_every_step_that_reads_one(change, desk, stored_files):
    case = complete_case()
    screens = damaged_screens(case)
    for path in stored_files():
        if change == "missing":
            path.unlink()
        else:
            path.write_bytes(b"another")
    load.cache_clear()  # What a process has read it keeps, and it is right.
    before = rows()
    for name, (method, place) in screens.items():
        body = {"word_template": place.partition("?t=")[2]} if method == "post" else {}
        answer = getattr(desk, method)(place.partition("?")[0], body)
        assert (name, answer.status_code) == (name, 503)
        assert "A stored file is missing or damaged" in words(answer)
    assert rows() == before


def test_a_version_whose_files_are_damaged_is_not_approved(desk, stored_files, text_only):
    act = approval()
    before = rows()
    stored_files()[0].unlink()
    stored_files()[0].write_bytes(b"another")
    answer = act(desk)
    assert (answer.status_code, rows()) == (503, before)
    assert "A stored file is missing or damaged" in words(answer)


def test_two_languages_side_by_side_need_no_file_and_a_lost_database_hands_out_nothing(desk, monkeypatch, text_only):
    case = complete_case()
    finnish, swedish = sorted(
        draft_document(case, INVITATION, LEGAL_LANGUAGES, case.opened_by), key=lambda version: version.language
    )
    place = address("side_by_side", case.pk, swedish.pk, finnish.pk)
    assert desk.get(place).content.startswith(b"%PDF")
    execute = CursorWrapper.execute

    def fail(self: Any, sql: str, params: Any = None) -> Any:
        if sql.startswith("INSERT"):
            raise OperationalError("disk full")
        return execute(self, sql, params)

    monkeypatch.setattr(CursorWrapper, "execute", fail)
    answer = desk.get(place)
    assert (answer.status_code, answer["Content-Type"]) == (503, "text/html; charset=utf-8")


def test_a_file_that_cannot_even_be_received_is_answered_too(lawyer, monkeypatch):
    def fail(*_args: Any, **_options: Any) -> None:
        raise OSError(errno.ENOSPC, "no room for uploads")

    client = Client(headers={"accept-language": "sv"}, enforce_csrf_checks=True, raise_request_exception=False)
    client.force_login(lawyer)
    case = complete_case()
    client.get(address("annexes", case.pk))
    large = SimpleUploadedFile("anbud.png", png() + b"\0" * 3 * 2**20)
    form = {**FIELDS, "csrfmiddlewaretoken": client.cookies["csrftoken"].value, "file": large}
    before = rows()
    monkeypatch.setattr("django.core.files.uploadedfile.tempfile.NamedTemporaryFile", fail)
    answer = client.post(address("annexes", case.pk), form)
    assert (answer.status_code, rows()) == (507, before)
    assert FULL["sv"][0] in words(answer)


def test_a_bug_of_the_desk_and_faults_elsewhere_are_left_to_the_sites_own_page(lawyer, monkeypatch):
    def fail(*_args: Any, **_options: Any) -> None:
        raise RuntimeError("a bug")

    client = Client(raise_request_exception=False)
    client.force_login(lawyer)
    with monkeypatch.context() as broken:
        broken.setattr("procurement.admin.packs.places", fail)
        answer = client.get(address("packs"))
    assert (answer.status_code, "Något gick fel hos oss" in words(answer)) == (500, True)
    with lost_database(monkeypatch):
        answer = client.get("/admin/pages/")
    assert (answer.status_code, LOST["sv"] in words(answer)) == (500, False)


def test_a_site_without_the_page_is_warned(settings):
    assert check_fault_middleware() == []
    settings.MIDDLEWARE = [each for each in settings.MIDDLEWARE if each != FAULTS]
    assert [warning.id for warning in check_fault_middleware()] == ["procurement.W002"]
