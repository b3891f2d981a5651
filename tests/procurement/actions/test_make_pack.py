"""A pack holds every paper of its cases that can be made, an index that says which could not, and a manifest."""

from __future__ import annotations

import hashlib
import io
import zipfile
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from procurement import sources, storage
from procurement.actions import make_pack as packing
from procurement.actions.draft_from_word_template import draft_from_word_template
from procurement.actions.make_pack import NothingToPackError, ask_for_pack, cases_below, make_pack
from procurement.actions.retire_word_template import retire_word_template
from procurement.facts import Records
from procurement.languages import Language
from procurement.models import Pack, WordTemplate
from procurement.permissions import NotAllowedError
from procurement.rendering import starters
from procurement.rendering.pack import RefusedPaper
from tests.factories.facts import localised, records
from tests.factories.pages import ContestPageFactory
from tests.factories.procurement import (
    CONTRACT,
    INVITATION,
    AnnexFileFactory,
    CaseFactory,
    LegalUserFactory,
    PackFactory,
    WordTemplateFactory,
    complete_case,
    record,
    word_template_in_use,
)
from tests.factories.translations import translate
from tests.factories.users import EditorFactory
from tests.reading import pdf as pdf_reading

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture(autouse=True)
def two_kinds(monkeypatch) -> None:
    """Packs of an invitation and a contract, which is what these tests wait for."""
    monkeypatch.setattr(packing, "registry", lambda: [INVITATION, CONTRACT])


def opened(content: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(content))


def test_a_pack_holds_papers_index_and_manifest(lawyer):
    case = complete_case(without=["contract.date"])
    asked = ask_for_pack("Klash 1", [case], lawyer, lambda _pack: None)
    made = make_pack(asked)
    assert (made.state, made.done, made.total, made.refused) == ("ready", 2, 2, 1)
    archive = opened(storage.read(made.sha256))
    kinds = [f"{case.pk:03}/{case.pk}-invitation_to_negotiate-1.{language}" for language in ("sv", "fi")]
    faces = ("archive.pdf", "docx", "pdf", "txt")
    assert sorted(archive.namelist()) == sorted(
        ["index.pdf", "SHA256SUMS", *(f"{name}.{face}" for name in kinds for face in faces)]
    )
    manifest = dict(line.split("  ")[::-1] for line in archive.read("SHA256SUMS").decode().splitlines())
    assert manifest == {
        name: hashlib.sha256(archive.read(name)).hexdigest() for name in archive.namelist() if name != "SHA256SUMS"
    }
    index = " ".join(" ".join(pdf_reading.pages(archive.read("index.pdf"))).split())
    for words in ("Klash 1", "Neuvottelukutsu", "Procurement contract: Missing: Date of the draft contract."):
        assert words in index


def test_public_files_are_in_the_pack_and_the_index_says_why_others_are_not(lawyer):
    case = complete_case()
    for place, (publicity, hidden) in enumerate(
        [("public", []), ("partly_secret", []), ("secret", []), ("public", ["changes"])]
    ):
        file = AnnexFileFactory(case=case, content=b"%d" % place, file_name=f"{place}.pdf", hidden=hidden)
        row = {
            "kind": "other",
            "title": localised(f"Fil {place}", f"Tiedosto {place}"),
            "date": date(2026, 5, 4),
            "language": "sv",
            "sha256": file.sha256,
            "publicity": publicity,
        }
        rows = sources.case_facts(case).rows("annexes.uploaded")
        record(case, {"annexes.uploaded": Records((*rows, *records(row)))})
    made = make_pack(ask_for_pack("Klash 1", [case], lawyer, lambda _pack: None))
    assert made.refused == 0
    archive = opened(storage.read(made.sha256))
    public = case.annex_files.first()
    held = [name for name in archive.namelist() if "/annex-" in name]
    assert held == [f"{case.pk:03}/annex-{public.pk}-0.pdf"]
    assert archive.read(held[0]) == b"0"
    index = " ".join(" ".join(pdf_reading.pages(archive.read("index.pdf"))).split())
    for words in (
        "Fil 0 public sv 4 May 2026",
        f"annex-{public.pk}-0.pdf: SHA-256 {public.sha256}",
        "Fil 1: Publicity: partly secret. Only public files are included.",
        "Fil 2: Publicity: secret. Only public files are included.",
        "Fil 3: The file holds comments, tracked changes, hidden text or an author's name. tracked changes.",
    ):
        assert words in index


def test_the_lease_is_renewed_after_every_annex(lawyer, text_only):
    case = complete_case()
    for place in range(3):
        file = AnnexFileFactory(case=case, content=b"%d" % place, file_name=f"{place}.pdf", hidden=[])
        row = {"kind": "other", "title": localised(f"Fil {place}", f"Tiedosto {place}"), "sha256": file.sha256}
        rows = sources.case_facts(case).rows("annexes.uploaded")
        record(case, {"annexes.uploaded": Records((*rows, *records(row)))})
    told: list[int] = []
    packing.collect([case], lawyer, lambda done, _total: told.append(done))
    assert told == [1, 2, 2, 2, 2]


def test_a_paper_from_a_word_template_is_packed_in_its_language_and_no_paper_of_clauses_takes_its_place(lawyer):
    case, drafter = complete_case(), LegalUserFactory()
    template = word_template_in_use(drafter, starters.draw("contract", Language.SV))
    paper = draft_from_word_template(case, template, drafter)
    made = make_pack(ask_for_pack("Klash", [case], lawyer, lambda _pack: None))
    archive = opened(storage.read(made.sha256))
    held = sorted(name for name in archive.namelist() if CONTRACT.key in name and name.endswith(".docx"))
    assert held == [f"{case.pk:03}/{case.pk}-{CONTRACT.key}-{number}.docx" for number in ("1.sv", "2.fi")]
    assert archive.read(held[0]) == storage.read(paper.files.get(format="docx").sha256)
    newest = case.versions.filter(kind=CONTRACT.key, language="sv").first()
    assert newest == paper
    Pack.objects.update(inputs_digest="")
    assert make_pack(ask_for_pack("Klash", [case], lawyer, lambda _pack: None)).sha256 == made.sha256


def test_a_paper_whose_word_template_is_retired_stands_among_what_could_not_be_made(lawyer, text_only):
    case, drafter = complete_case(), LegalUserFactory()
    template = word_template_in_use(drafter, starters.draw("contract", Language.SV), template=named("Vårt kontrakt"))
    draft_from_word_template(case, template, drafter)
    retire_word_template(template, drafter, reason="Replaced")
    (papers,) = packing.collect([case], lawyer, lambda _done, _total: None)
    assert papers.refused == (
        RefusedPaper("Procurement contract (Vårt kontrakt 1)", ("This version of the template is not in use.",)),
    )
    assert [
        paper.language for paper in papers.papers if paper.title in {CONTRACT.title[each] for each in Language}
    ] == ["fi"]


def named(name: str) -> WordTemplate:
    return WordTemplateFactory.build(name=name)


def test_the_same_papers_give_the_same_pack(lawyer):
    case = complete_case()
    first = make_pack(ask_for_pack("Klash", [case], lawyer, lambda _pack: None))
    Pack.objects.update(inputs_digest="")  # One of the same inputs would be handed out as it is.
    second = make_pack(ask_for_pack("Klash", [case], lawyer, lambda _pack: None))
    assert (first.pk != second.pk, first.sha256) == (True, second.sha256)


def test_the_makers_are_told_once_it_is_stored(lawyer, django_capture_on_commit_callbacks):
    told: list[int] = []
    with django_capture_on_commit_callbacks(execute=True):
        pack = ask_for_pack("Klash", [CaseFactory()], lawyer, told.append)
    assert told == [pack.pk]


def test_the_cases_below_a_contest_are_those_of_its_awards_in_any_language():
    case = complete_case()
    contest = case.award.get_parent().get_parent().specific
    other = CaseFactory()
    assert cases_below(contest) == [case]
    assert cases_below(contest.get_translations().first()) == [case]
    assert other not in cases_below(contest)
    assert cases_below(translate(ContestPageFactory(), "fi")) == []


def test_a_pack_that_breaks_says_so(lawyer, monkeypatch):
    pack = PackFactory(state=Pack.State.WAITING, cases=[CaseFactory()], sha256="")

    def break_down(*_args: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(packing, "collect", break_down)
    with pytest.raises(OSError, match="the disk is full"):
        make_pack(pack)
    pack.refresh_from_db()
    assert (pack.state, pack.sha256) == ("failed", "")


def test_nothing_to_pack_is_said_and_an_editor_asks_for_nothing(lawyer):
    with pytest.raises(NothingToPackError):
        ask_for_pack("Klash", [], lawyer, lambda _pack: None)
    with pytest.raises(NotAllowedError):
        ask_for_pack("Klash", [CaseFactory()], EditorFactory(), lambda _pack: None)
    assert not Pack.objects.exists()


def test_the_command_writes_the_zip_and_counts(lawyer, tmp_path, capsys):
    case = complete_case()
    out = tmp_path / "pack.zip"
    call_command("make_pack", out, case=[case.pk], user=lawyer.username)
    assert capsys.readouterr().out.startswith("4 papers, 0 refused, ")
    assert len(opened(out.read_bytes()).namelist()) == 4 * 4 + 2
    with pytest.raises(CommandError, match=f"There is no case {case.pk + 1}"):
        call_command("make_pack", out, case=[case.pk + 1], user=lawyer.username)
    with pytest.raises(CommandError, match="Only legal staff"):
        call_command("make_pack", out, case=[case.pk], user=EditorFactory().username)
