"""The demo case that is ready to sign: what stands in for its annexes, its approvals, and its pack, made once."""

from __future__ import annotations

import io
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest

from klash_site.demo import cases as demo
from klash_site.demo.signing import make_ready, upload_annexes
from procurement import sources, storage
from procurement.actions.draft_document import draft_document
from procurement.actions.make_signing_pack import CONTRACT, DECISION
from procurement.kinds import registry
from procurement.languages import LEGAL_LANGUAGES
from procurement.models import Case
from procurement.rendering import text
from procurement.rendering.faces import Format
from procurement.uploads.slots import WRITTEN
from tests.factories.procurement import LegalUserFactory, PackFactory, complete_case
from tests.reading import pdf

pytestmark = pytest.mark.django_db

(READY,) = [case for case in tomllib.loads(demo._CONTENT.read_text(encoding="utf-8"))["cases"] if "signing" in case]


@pytest.fixture
def case(monkeypatch: pytest.MonkeyPatch) -> Case:
    """The case with its annexes and its drafts; every face of a paper is its text."""

    def render(document: Any, _facts: bytes) -> dict[Format, bytes]:
        return {face: f"{face} ".encode() + text.render(document) for face in (Format.PDF, Format.ARCHIVE)}

    monkeypatch.setattr("procurement.actions.draft_document.render", render)
    monkeypatch.setattr("procurement.actions.approve_document.render", render)
    made = complete_case(changes={name: demo._value(name, value) for name, value in READY["signing"].items()})
    drafter = LegalUserFactory()
    upload_annexes(made, READY["uploads"], drafter)
    for key in (DECISION, CONTRACT, *WRITTEN.values()):
        draft_document(made, registry()[key], LEGAL_LANGUAGES, drafter)
    return made


def test_what_stands_in_for_an_annex_says_so_and_hides_nothing(case: Case) -> None:
    assert {row.get("kind") for row in sources.case_facts(case).rows("annexes.uploaded")} == {
        "subcontractors",
        "programme",
        "general_terms",
        "entry",
    }
    for file in case.annex_files.all():
        assert file.hidden == []
        assert "Den här filen är påhittad (demo)." in " ".join(" ".join(pdf.pages(storage.read(file.sha256))).split())


def test_the_case_is_signed_without_a_rule_that_stops_it_and_a_second_run_changes_nothing(
    case: Case, tmp_path: Path
) -> None:
    lawyer = LegalUserFactory()
    path = make_ready(case, tmp_path, lawyer)
    names = zipfile.ZipFile(io.BytesIO(path.read_bytes())).namelist()
    assert (names[0], names[-1]) == ("index.pdf", "SHA256SUMS")
    signed = [name.split("-")[2] for name in names if name.endswith(".sv.approved.pdf")]
    assert signed[:2] == [DECISION, CONTRACT]
    assert set(signed[2:]) <= set(WRITTEN.values())
    assert [name.split("-")[1] for name in names[1:-1] if "approved" not in name] == [
        "subcontractors.pdf",
        "programme.pdf",
        "general_terms.pdf",
        "entry.pdf",
    ]
    # A pack of all papers, made in between, is not taken for the signing pack.
    PackFactory().cases.add(case)
    before, content = counts(case), path.read_bytes()
    # A release whose pages have other bytes uploads none of them again.
    upload_annexes(case, [{**upload, "text": "Annat (demo)."} for upload in READY["uploads"]], lawyer)
    assert make_ready(case, tmp_path, lawyer).read_bytes() == content
    assert counts(case) == before == (2, 4, 2 * len(signed))


def counts(case: Case) -> tuple[int, int, int]:
    """Packs, uploaded files and approvals."""
    approved = case.versions.filter(approval__isnull=False)
    return case.packs.count(), case.annex_files.count(), approved.count()
