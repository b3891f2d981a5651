"""The signing pack: approved papers that say the same facts, every annex of the list, and no guard that blocks."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import models

from procurement import sources, storage
from procurement.actions import make_signing_pack as signing
from procurement.actions.approve_document import approve_document
from procurement.actions.draft_document import draft_document
from procurement.actions.draft_from_word_template import draft_from_word_template
from procurement.actions.lift_guard import lift_guard
from procurement.actions.make_signing_pack import (
    CONTRACT,
    DECISION,
    SigningPackRefusedError,
    SigningPapers,
    make_signing_pack,
)
from procurement.clauses.load import library
from procurement.facts import Records
from procurement.facts.catalogue import CATALOGUE
from procurement.guards.checks import CONTRACTOR_CHECKS
from procurement.hidden_content import Hidden
from procurement.kinds import registry
from procurement.languages import LEGAL_LANGUAGES, Language
from procurement.models import Case, DocumentVersion, Pack
from procurement.permissions import NotAllowedError
from procurement.rendering import starters, text, word_faces
from procurement.rendering.faces import Format
from procurement.uploads import examine
from procurement.uploads.slots import UPLOADED, WRITTEN
from tests.factories.facts import localised, records
from tests.factories.procurement import (
    AnnexFileFactory,
    CaseFactory,
    GuardLiftFactory,
    LegalUserFactory,
    complete_case,
    record,
    word_template_in_use,
)
from tests.factories.users import EditorFactory
from tests.procurement.actions.test_upload_annex import png
from tests.procurement.admin.test_desk import address, said, words
from tests.reading import pdf as pdf_reading

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

CHECKED = localised("upphandlingsenheten", "hankintayksikkö")
#: What a complete case still lacks before it can be signed.
SIGNING: dict[str, Any] = {
    "checks.rows": records(
        *(
            {
                "check": check,
                "document_date": date(2026, 11, 2),
                "checked_on": date(2026, 11, 3),
                "checked_by": CHECKED,
                "result": "ok",
            }
            for check in sorted({*CONTRACTOR_CHECKS, "espd", "exclusion"})
        )
    ),
    "checks.contractor_liability": True,
    "appeal.registered": False,
    "appeal.rectification_pending": False,
    "decision.recipients": records(
        {"recipient": "Rapida Oy", "language": "sv", "channel": "email", "sent_on": date(2026, 10, 1)}
    ),
    "direct_notice.published_on": date(2026, 10, 1),
    "signing.planned_on": date(2026, 11, 27),
}


@pytest.fixture(autouse=True)
def cheap_faces(monkeypatch) -> None:
    """Words are what these tests are about: every face is its text."""

    def render(document: Any, _facts: bytes) -> dict[Format, bytes]:
        return {face: f"{face} ".encode() + text.render(document) for face in (Format.PDF, Format.ARCHIVE)}

    monkeypatch.setattr("procurement.actions.draft_document.render", render)
    monkeypatch.setattr("procurement.actions.approve_document.render", render)


def approved_case(lawyer: Any, *, without: Collection[str] = (), **changes: Any) -> Case:
    """A case with its papers approved and its annexes uploaded, but for the annexes that are left out."""
    case = complete_case(changes={**SIGNING, **changes})
    drafter = LegalUserFactory()
    for kind in (DECISION, CONTRACT, *WRITTEN.values()):
        if kind in registry() and kind not in without:
            for version in draft_document(case, registry()[kind], LEGAL_LANGUAGES, drafter):
                approve_document(version, lawyer)
    upload(case, *(kind for kind in UPLOADED.values() if kind not in without))
    return case


def upload(case: Case, *kinds: str, publicity: str = "public", **file: Any) -> None:
    """Annexes of these kinds, uploaded beside those there are."""
    there = sources.case_facts(case).rows("annexes.uploaded")
    rows = records(
        *(
            {
                "kind": kind,
                "title": localised(f"{kind} sv", f"{kind} fi"),
                "date": date(2026, 5, 4),
                "language": "sv",
                "sha256": AnnexFileFactory(
                    **{"case": case, "content": kind.encode(), "file_name": f"{kind}.pdf", **file}
                ).sha256,
                "publicity": publicity,
            }
            for kind in kinds
        )
    )
    record(case, {"annexes.uploaded": Records((*there, *rows))})


def refused(case: Case, user: Any) -> tuple[str, ...]:
    with pytest.raises(SigningPackRefusedError) as error:
        make_signing_pack(case, user)
    assert not Pack.objects.exists()
    return error.value.reasons


def test_the_pack_holds_what_is_approved_in_the_order_of_the_contract(lawyer):
    case = approved_case(lawyer)
    pack = make_signing_pack(case, lawyer)
    assert (pack.state, list(pack.cases.all()), pack.title) == ("ready", [case], f"Signing pack: {case.award.title}")
    names = zipfile.ZipFile(io.BytesIO(storage.read(pack.sha256))).namelist()
    assert (names[0], names[-1]) == ("index.pdf", "SHA256SUMS")
    kinds = [kind for kind in (DECISION, CONTRACT, *WRITTEN.values()) if kind in registry()]
    papers = [
        f"{case.pk}-{kind}-1.{language}.approved.{face}"
        for kind in kinds
        for language in ("sv", "fi")
        for face in ("pdf", "archive.pdf")
    ]
    held = [name.partition("/")[2].partition("-") for name in names[1:-1]]
    assert [name for _place, _dash, name in held] == [
        *papers,
        "subcontractors.pdf",
        "programme.pdf",
        "general_terms.pdf",
        "entry.pdf",
    ]
    assert [place for place, _dash, _name in held] == sorted(place for place, _dash, _name in held)
    assert make_signing_pack(case, lawyer) == pack
    Pack.objects.update(inputs_digest="")
    again = make_signing_pack(case, lawyer)
    assert (again != pack, again.sha256) == (True, pack.sha256)


def test_a_missing_annex_is_named_whether_it_is_written_or_uploaded(lawyer):
    case = approved_case(lawyer, without=["pilot_plan", "entry"])
    lacking = "5 Pilot and roll-out plan; 10 Winning entry (uploaded under Uploaded annexes)."
    assert refused(case, lawyer) == (f"An annex of the annex list is missing. {lacking}",)
    # A row without its file is no annex.
    row = {"kind": "entry", "title": localised("b", "e"), "sha256": "0" * 64}
    record(case, {"annexes.uploaded": records(row)})
    assert "10 Winning entry" in refused(case, lawyer)[0]


def test_the_annex_of_subcontractors_is_asked_for_when_there_are_any(lawyer):
    lacking = "7 Subcontractors (uploaded under Uploaded annexes)."
    case = approved_case(lawyer, without=["subcontractors"], **{"object.subcontractors": True})
    assert refused(case, lawyer) == (f"An annex of the annex list is missing. {lacking}",)
    upload(case, "subcontractors")
    assert "-subcontractors.pdf" in " ".join(packed_names(make_signing_pack(case, lawyer)))


def packed_names(pack: Pack) -> list[str]:
    return zipfile.ZipFile(io.BytesIO(storage.read(pack.sha256))).namelist()


def test_supplier_prices_and_other_files_go_with_the_papers_and_the_index_says_what_they_are(lawyer):
    case = approved_case(lawyer)
    upload(case, "supplier_prices", publicity="secret")
    upload(case, "other")
    pack = make_signing_pack(case, lawyer)
    assert [name.partition("-")[2] for name in packed_names(pack)[-3:-1]] == ["supplier_prices.pdf", "other.pdf"]
    index = index_of(pack)
    for words_ in (
        "Uploaded files",
        "supplier_prices sv (not in the contract's list of annexes) secret sv 4 May 2026",
        "other sv (not in the contract's list of annexes) public sv 4 May 2026",
        f"SHA-256 {hashlib.sha256(b'supplier_prices').hexdigest()}",
    ):
        assert words_ in index


def index_of(pack: Pack) -> str:
    archive = zipfile.ZipFile(io.BytesIO(storage.read(pack.sha256)))
    return " ".join(" ".join(pdf_reading.pages(archive.read("index.pdf"))).split())


def test_a_superseded_file_is_not_signed(lawyer):
    case = approved_case(lawyer)
    upload(case, "programme", content=b"newer", file_name="newer.pdf")
    names = packed_names(make_signing_pack(case, lawyer))
    assert [name.rpartition("-")[2] for name in names if "programme" in name or "newer" in name] == ["newer.pdf"]


def test_a_file_that_hides_something_is_not_sent_and_nobody_may_lift_that(lawyer):
    case = approved_case(lawyer, without=["entry"])
    upload(case, "entry", hidden=["comments", "person"])
    sentence = "The file holds comments, tracked changes, hidden text or an author's name."
    assert refused(case, lawyer) == (f"{sentence} entry.pdf: comments, the name of a person.",)
    with pytest.raises(ValidationError, match="Nobody may lift this guard"):
        lift_guard(case, "file_is_clean", reason="x", proposed_by=lawyer, confirmed_by=LegalUserFactory())
    # A clean file takes its place, and the one that hides something stops nothing any more.
    upload(case, "entry", content=b"clean")
    assert make_signing_pack(case, lawyer).state == "ready"


def test_a_file_that_is_marked_as_a_draft_is_not_signed_and_nobody_may_lift_that(lawyer):
    case = approved_case(lawyer)
    upload(case, "other", file_name="kontrakt.docx", content=b"UTKAST 1", hidden=["draft"])
    sentence = "The papers hold markers or are marked as drafts."
    assert refused(case, lawyer) == (
        f"{sentence} Marked as drafts: kontrakt.docx (remove their rows under Correct the table of annexes).",
    )
    with pytest.raises(ValidationError, match="Nobody may lift this guard"):
        lift_guard(case, "no_marker_is_left", reason="x", proposed_by=lawyer, confirmed_by=LegalUserFactory())
    rows = sources.case_facts(case).rows("annexes.uploaded")
    record(case, {"annexes.uploaded": Records(tuple(row for row in rows if row.get("kind") != "other"))})
    assert not any("kontrakt" in name for name in packed_names(make_signing_pack(case, lawyer)))


def test_a_file_that_is_only_long_is_signed(lawyer):
    case = approved_case(lawyer)
    upload(case, "other", file_name="lang.pdf", content=b"long", hidden=["unread"])
    assert make_signing_pack(case, lawyer).state == "ready"


def test_a_file_from_before_files_were_asked_is_asked_when_it_is_sent(lawyer):
    case = approved_case(lawyer, without=["entry"])
    upload(case, "entry", content=png(), file_name="entry.png", hidden=None)
    assert make_signing_pack(case, lawyer).state == "ready"
    upload(case, "other", content=b"%PDF broken", hidden=None)
    reasons = make_refused(case, lawyer)
    fulfilled = "The files hold no comments, tracked changes, hidden text or author's names."
    assert reasons == (f"Cannot be judged yet: “{fulfilled}”",)


def test_a_file_from_before_files_were_asked_is_asked_once(lawyer, desk, monkeypatch):
    case = approved_case(lawyer, without=["entry"])
    upload(case, "entry", content=png(), file_name="entry.png", hidden=None)
    asked: list[bytes] = []
    ask = examine.hidden_content

    def once(data: bytes, organisations: Collection[str] = ()) -> tuple[Hidden, ...]:
        asked.append(data)
        return ask(data, organisations)

    monkeypatch.setattr("procurement.uploads.held_files.hidden_content", once)
    for screen in ("case", "annexes", "case"):
        assert desk.get(address(screen, case.pk)).status_code == 200
    pack = make_signing_pack(case, lawyer)
    assert (asked, case.annex_files.get(file_name="entry.png").hidden) == ([png()], [])
    # The answer is no change that makes the pack an older one.
    assert make_signing_pack(case, lawyer) == pack


def make_refused(case: Case, user: Any) -> tuple[str, ...]:
    with pytest.raises(SigningPackRefusedError) as error:
        make_signing_pack(case, user)
    return error.value.reasons


def test_papers_of_different_facts_are_refused_and_the_facts_are_named(lawyer):
    case = approved_case(lawyer)
    record(case, {"buyer.contact": localised("annan", "toinen")})
    reasons = refused(case, lawyer)
    label = CATALOGUE["buyer.contact"].label[Language.EN]
    assert reasons == (f"The papers rest on different facts. Make them again from the same facts. {label}.",)


def as_an_earlier_release_made_it(case: Case, kind: str, clause: str, knew: dict[str, Any]) -> None:
    """Put an approved paper back to what it held when its clause had other words, and knew these facts otherwise."""
    for version in DocumentVersion.objects.filter(case=case, kind=kind):
        texts = {**version.wordings[clause]["texts"], "earlier": "Andra ord."}
        wordings = {**version.wordings, clause: {**version.wordings[clause], "texts": texts}}
        facts = {name: fact for name, fact in version.facts.items() if knew.get(name, fact) is not None}
        changed = {name: {**facts[name], "value": value} for name, value in knew.items() if value is not None}
        models.QuerySet(DocumentVersion).filter(pk=version.pk).update(wordings=wordings, facts={**facts, **changed})


def test_what_an_earlier_release_did_not_know_its_papers_do_not_lack(lawyer):
    case = approved_case(lawyer)
    unknown = dict.fromkeys(("reuse.basis", "reuse.municipalities", "reuse.ceiling", "reuse.end"))
    as_an_earlier_release_made_it(case, DECISION, "decision_operative", unknown)
    papers = SigningPapers(case, sources.case_facts(case))
    assert papers.differing == []
    assert make_signing_pack(case, lawyer).state == "ready"


def test_what_an_earlier_release_wrote_otherwise_is_no_other_fact(lawyer):
    case = approved_case(lawyer)
    title = sources.case_facts(case).value("object.title")
    untrimmed = {str(language): f" {text}. " for language, text in title.texts.items()}
    as_an_earlier_release_made_it(
        case, CONTRACT, "contract_price", {"object.title": untrimmed, "delay.max_percent": 10}
    )
    assert SigningPapers(case, sources.case_facts(case)).differing == []


def test_a_paper_in_today_s_words_that_is_silent_on_a_fact_says_otherwise_than_one_that_tells_it(lawyer):
    case = approved_case(lawyer, **{"price.milestones": None})
    record(case, {"price.milestones": records({"milestone": localised("Start", "Alku"), "amount": Decimal("100.00")})})
    assert SigningPapers(case, sources.case_facts(case)).differing == ["price.milestones"]


def test_what_is_only_a_draft_is_not_signed(lawyer):
    case = complete_case(changes=SIGNING)
    draft_document(case, registry()[CONTRACT], LEGAL_LANGUAGES, LegalUserFactory())
    reasons = refused(case, lawyer)
    assert any(reason.endswith("Procurement contract.") and "marked as drafts" in reason for reason in reasons)
    assert any(reason.startswith("Cannot be judged yet: “The papers rest on the same facts.”") for reason in reasons)


def test_every_reason_is_told_at_once(lawyer):
    changes = {"appeal.registered": True, "signing.planned_on": date(2026, 9, 30)}
    case = approved_case(lawyer, without=["entry"], **changes)
    record(case, {"checks.contractor_liability": None})
    reasons = refused(case, lawyer)
    for words_ in (
        "The matter is before the Market Court, which may forbid execution. (1397/2016, 151–152 §)",
        "The decision must be served on every recipient before signing.",
        "The contract is signed at the earliest on the first working day after day 14",
        "An annex of the annex list is missing. 10 Winning entry (uploaded under Uploaded annexes).",
        "Missing: The contractor liability act applies (Checks).",
    ):
        assert any(reason.startswith(words_) for reason in reasons), (words_, reasons)


def test_a_guard_that_two_lawyers_lifted_stops_nothing(lawyer):
    case = approved_case(lawyer, **{"appeal.registered": True})
    assert len(refused(case, lawyer)) == 1
    GuardLiftFactory(case=case, guard="appeal_registered")
    assert make_signing_pack(case, lawyer).state == "ready"


def test_what_is_recorded_while_the_papers_are_judged_is_in_the_pack(lawyer, monkeypatch):
    case = approved_case(lawyer)
    judge, times = signing._blocking, []

    def slow(papers: SigningPapers) -> list[str]:
        reasons = judge(papers)
        times.append(reasons)
        if len(times) == 1:
            upload(case, "other")
        return reasons

    monkeypatch.setattr(signing, "_blocking", slow)
    pack = make_signing_pack(case, lawyer)
    assert (len(times), bool(pack.inputs_digest)) == (2, True)
    assert any(name.endswith("-other.pdf") for name in packed_names(pack))


def test_papers_that_change_whenever_they_are_judged_are_not_packed(lawyer, monkeypatch):
    case = approved_case(lawyer)

    def judge(_papers: SigningPapers) -> list[str]:
        upload(case, "other", content=b"%d" % case.annex_files.count())
        return []

    monkeypatch.setattr(signing, "_blocking", judge)
    assert refused(case, lawyer) == ("The case was changed while the papers were looked through. Do it once more.",)


def test_a_newer_draft_does_not_take_the_place_of_what_is_approved(lawyer):
    case = approved_case(lawyer)
    approved = SigningPapers(case, sources.case_facts(case)).approved(CONTRACT)
    record(case, {"buyer.contact": localised("annan", "toinen")})
    draft_document(case, registry()[CONTRACT], LEGAL_LANGUAGES, LegalUserFactory())
    assert SigningPapers(case, sources.case_facts(case)).approved(CONTRACT) == approved


# -- Papers from Word templates ------------------------------------------------------------------------


def approved_from_word(case: Case, lawyer: Any, *languages: Language) -> list[DocumentVersion]:
    """Contracts from the templates of two languages, drafted by one lawyer and approved by another."""
    drafter, papers = LegalUserFactory(), []
    for language in languages:
        template = word_template_in_use(drafter, starters.draw("contract", language), language=language)
        papers.append(draft_from_word_template(case, template, drafter))
        approve_document(papers[-1], lawyer)
    return papers


@pytest.fixture
def cheap_word_faces(monkeypatch) -> None:
    """Fill Word templates in earnest, and print none of them."""

    def render(word: bytes, *_args: object) -> dict[Format, bytes]:
        said = word_faces.said_anywhere(word).encode()
        return {face: f"{face} ".encode() + said for face in (Format.PDF, Format.ARCHIVE, Format.TXT)}

    monkeypatch.setattr(word_faces, "render", render)


@pytest.mark.usefixtures("cheap_word_faces")
def test_a_contract_from_word_templates_is_signed_in_both_languages_as_one_of_clauses_is(lawyer):
    case = approved_case(lawyer, without=[CONTRACT])
    assert "marked as drafts. Not approved: Procurement contract." in " ".join(refused(case, lawyer))
    papers = approved_from_word(case, lawyer, *LEGAL_LANGUAGES)
    assert [paper.number for paper in papers] == [1, 2]
    pack = make_signing_pack(case, lawyer)
    names = zipfile.ZipFile(io.BytesIO(storage.read(pack.sha256))).namelist()
    assert [name.partition("-")[2] for name in names if CONTRACT in name] == [
        f"{case.pk}-{CONTRACT}-{number}.{language}.approved.{face}"
        for number, language in ((1, "sv"), (2, "fi"))
        for face in ("pdf", "archive.pdf")
    ]
    # What the words of the template rest on is compared; what they do not name is not missing in them.
    record(case, {"buyer.contact": localised("annan", "toinen")})
    assert SigningPapers(case, sources.case_facts(case)).differing == ["buyer.contact"]


@pytest.mark.usefixtures("cheap_word_faces")
def test_a_word_paper_of_older_facts_does_not_stand_beside_a_newer_one_in_the_other_language(lawyer):
    case = approved_case(lawyer, without=[CONTRACT])
    approved_from_word(case, lawyer, Language.SV)
    record(case, {"object.title": localised("Annat", "Muu")})
    (finnish,) = approved_from_word(case, lawyer, Language.FI)
    assert SigningPapers(case, sources.case_facts(case)).approved(CONTRACT) == (finnish,)


@pytest.mark.usefixtures("cheap_word_faces")
def test_a_word_paper_whose_words_are_lost_is_not_signed_and_the_case_can_still_be_read(desk, lawyer):
    case = approved_case(lawyer, without=[CONTRACT])
    paper = approved_from_word(case, lawyer, *LEGAL_LANGUAGES)[0]
    words_of_paper = paper.files.get(format="txt").sha256
    storage.papers().delete(f"{words_of_paper[:2]}/{words_of_paper}")
    fulfilled = "The text holds no words of another procedure."
    assert refused(case, lawyer) == (f"Cannot be judged yet: “{fulfilled}” (1397/2016, 40 §)",)
    assert desk.get(address("case", case.pk)).status_code == 200


def test_an_editor_makes_no_signing_pack():
    with pytest.raises(NotAllowedError):
        make_signing_pack(CaseFactory(), EditorFactory())


def test_every_annex_of_the_contract_is_a_paper_or_an_upload():
    clause = library()[str(registry()[CONTRACT].annexes)]
    assert {passage.key for passage in clause.passages} == {*WRITTEN, *UPLOADED}
    assert set(WRITTEN.values()) <= {kind.key for kind in registry()}
    column = CATALOGUE["annexes.uploaded"].column("kind")
    assert column is not None
    assert set(UPLOADED.values()) <= {choice.key for choice in column.choices}


def test_a_lawyer_makes_the_signing_pack_on_the_screen_of_the_case(desk, lawyer):
    case = approved_case(lawyer, without=["entry"])
    screen = words(desk.get(address("case", case.pk)))
    assert "An annex of the annex list is missing. 10 Winning entry (uploaded under Uploaded annexes)." in screen
    assert said(desk.post(address("signing_pack", case.pk))) == [
        "The signing pack was not made.",
        "An annex of the annex list is missing. 10 Winning entry (uploaded under Uploaded annexes).",
    ]
    upload(case, "entry")
    assert said(desk.post(address("signing_pack", case.pk)))[-1] == (
        "The signing pack is ready. It stands in this list."
    )
    pack = Pack.objects.get()
    assert desk.get(address("pack", pack.pk)).content.startswith(b"PK")


@pytest.mark.usefixtures("cheap_word_faces")
def test_a_contract_that_is_approved_as_a_translation_only_is_not_approved(lawyer):
    case = approved_case(lawyer, without=[CONTRACT])
    authentic = Language(str(sources.case_facts(case).value("case.authentic_language")))
    (other,) = (language for language in LEGAL_LANGUAGES if language is not authentic)
    approved_from_word(case, lawyer, other)
    name = {Language.SV: "Swedish", Language.FI: "Finnish"}[authentic]
    assert f"Not approved: Procurement contract ({name})." in " ".join(refused(case, lawyer))
    approved_from_word(case, lawyer, authentic)
    assert SigningPapers(case, sources.case_facts(case)).unapproved == []
