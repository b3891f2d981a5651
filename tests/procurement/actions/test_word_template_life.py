"""A Word template from upload to retirement, and the papers that are made from it."""

from __future__ import annotations

import io
import json
import re
from functools import partial
from typing import Any

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from wagtail.models import ModelLogEntry

from procurement import sources, storage
from procurement.actions.approve_word_template import approve_word_template
from procurement.actions.draft_from_word_template import _render, draft_from_word_template, load
from procurement.actions.put_word_template_in_use import put_word_template_in_use
from procurement.actions.retire_word_template import retire_word_template
from procurement.actions.upload_word_template import upload_word_template
from procurement.clauses.load import library
from procurement.facts.catalogue import CATALOGUE
from procurement.languages import Language
from procurement.models import Case, DocumentFile, WordTemplate, WordTemplateVersion
from procurement.permissions import NotAllowedError
from procurement.readiness.refusals import DraftRefusedError
from procurement.rendering import starters, word_papers
from procurement.storage import DamagedFileError
from procurement.word import TemplateRefused
from procurement.word.reading import lines, read
from tests.factories.procurement import (
    CONTRACT,
    LegalUserFactory,
    WordTemplateFactory,
    WordTemplateVersionFactory,
    complete_case,
    record,
)
from tests.factories.users import EditorFactory, UserFactory
from tests.procurement.word.files import docx, p
from tests.reading import conformance, pdf, word

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

State = WordTemplateVersion.State
CONTRACT_FILE = starters.draw("contract", Language.SV)
BROKEN = docx(p("{{ supplier.nmae }}"), p("Leverantören skall."), p("{%p if term.option %}"))


def new_template(**changes: Any) -> WordTemplate:
    return WordTemplateFactory.build(**changes)


def version(user: Any, file: bytes = CONTRACT_FILE, template: WordTemplate | None = None) -> WordTemplateVersion:
    return upload_word_template(template or new_template(), file, reason="The office's own", user=user)


def in_use(user: Any, template: WordTemplate | None = None, file: bytes = CONTRACT_FILE) -> WordTemplateVersion:
    uploaded = version(user, file, template)
    approve_word_template(uploaded, LegalUserFactory())
    put_word_template_in_use(uploaded, user)
    return fresh(uploaded)


def fresh(row: WordTemplateVersion) -> WordTemplateVersion:
    return WordTemplateVersion.objects.get(pk=row.pk)


# -- Upload --------------------------------------------------------------------------------------------


def test_a_right_file_is_kept_by_its_hash_and_checked(lawyer):
    uploaded = version(lawyer)
    assert (uploaded.state, uploaded.number, uploaded.uploaded_by) == (State.CHECKED, 1, lawyer)
    assert storage.read(uploaded.sha256) == CONTRACT_FILE
    assert "object.title" in uploaded.fields
    assert uploaded.findings == []
    assert version(lawyer, template=uploaded.template).number == 2


def test_a_file_with_faults_is_a_draft_that_nothing_can_be_made_from(lawyer):
    uploaded = version(lawyer, BROKEN)
    codes = {each["code"] for each in uploaded.findings if each["severity"] == "error"}
    assert {"UNKNOWN_FIELD", "FORBIDDEN_WORD", "PASSAGE_MISSING"} < codes
    assert (uploaded.state, uploaded.prepared_sha256) == (State.DRAFT, "")
    with pytest.raises(ValidationError):
        approve_word_template(uploaded, LegalUserFactory())


@pytest.mark.parametrize("file", [b"", b"MZ not a Word file", docx(p("x"), more={"word/vbaProject.bin": b"macro"})])
def test_a_file_that_cannot_be_trusted_is_not_kept(lawyer, stored_files, file):
    before = stored_files()
    with pytest.raises(TemplateRefused):
        version(lawyer, file)
    assert stored_files() == before
    assert not WordTemplate.objects.exists()


def test_an_upload_says_why(lawyer):
    with pytest.raises(ValidationError, match="Write why"):
        upload_word_template(new_template(), CONTRACT_FILE, reason=" ", user=lawyer)
    assert not WordTemplate.objects.exists()


@pytest.mark.parametrize("make", [EditorFactory, UserFactory])
def test_nobody_but_a_lawyer_uploads_approves_or_uses(make, lawyer):
    outsider, uploaded = make(), version(lawyer)
    with pytest.raises(NotAllowedError):
        version(outsider)
    for act in (approve_word_template, put_word_template_in_use, partial(retire_word_template, reason="Old")):
        with pytest.raises(NotAllowedError):
            act(uploaded, outsider)
    assert fresh(uploaded).state is State.CHECKED


# -- Life ----------------------------------------------------------------------------------------------


def test_the_uploader_does_not_approve(lawyer):
    uploaded = version(lawyer)
    with pytest.raises(NotAllowedError, match="A second lawyer must approve the template"):
        approve_word_template(uploaded, lawyer)
    assert fresh(uploaded).state is State.CHECKED


def test_a_version_is_used_only_after_it_is_approved_and_retired_only_from_use(lawyer):
    uploaded = version(lawyer)
    with pytest.raises(ValidationError):
        put_word_template_in_use(uploaded, lawyer)
    approve_word_template(uploaded, LegalUserFactory())
    with pytest.raises(ValidationError):
        retire_word_template(fresh(uploaded), lawyer, reason="Replaced")
    with pytest.raises(ValidationError):
        approve_word_template(fresh(uploaded), LegalUserFactory())
    put_word_template_in_use(fresh(uploaded), lawyer)
    assert fresh(uploaded).state is State.IN_USE
    retire_word_template(fresh(uploaded), lawyer, reason="Replaced")
    assert fresh(uploaded).state is State.RETIRED
    with pytest.raises(ValidationError):
        put_word_template_in_use(fresh(uploaded), lawyer)


def test_a_version_is_not_retired_without_a_reason(lawyer):
    used = in_use(lawyer)
    with pytest.raises(ValidationError, match="Write why the version is retired"):
        retire_word_template(used, lawyer, reason=" ")
    retire_word_template(used, lawyer, reason=" The law has changed. ")
    assert fresh(used).steps.get(state=State.RETIRED).reason == "The law has changed."


def test_the_next_version_in_use_retires_the_one_before(lawyer):
    first = in_use(lawyer)
    second = in_use(lawyer, template=first.template)
    assert (fresh(first).state, fresh(second).state) == (State.RETIRED, State.IN_USE)
    assert first.steps.get(state=State.RETIRED).reason == "Version 2 was put in use."


def test_each_step_is_in_the_log(lawyer):
    retire_word_template(in_use(lawyer), lawyer, reason="Replaced")
    actions = ModelLogEntry.objects.filter(action__contains="word_template").order_by("pk")
    assert [entry.action.removeprefix("procurement.") for entry in actions] == [
        "upload_word_template",
        "approve_word_template",
        "put_word_template_in_use",
        "retire_word_template",
    ]


# -- Papers --------------------------------------------------------------------------------------------


def test_a_paper_names_the_version_and_its_faces_say_the_same_words(lawyer, case):
    template = in_use(lawyer)
    paper = draft_from_word_template(case, template, lawyer)
    assert (paper.kind, paper.number, paper.language, paper.is_complete) == (template.template.kind, 1, "sv", True)
    assert list(template.papers.values_list("case", flat=True)) == [case.pk]
    files = {file.format: storage.read(file.sha256) for file in paper.files.all()}
    assert set(files) == set(DocumentFile.Format)
    said = " ".join(word.body_lines(files["docx"]))
    printed = " ".join(" ".join(pdf.pages(files["pdf"])).split())
    for words in ("Upphandlingskontrakt", "Rapida Oy", "9999997-6", "Bilaga 1"):
        assert words in said
        assert words in printed
        assert words in files["txt"].decode()
    assert conformance.archive_faults(files["pdfa"]) == []
    assert conformance.outloud_errors(files["pdf"]) == []
    with pikepdf.open(io.BytesIO(files["pdfa"])) as kept:
        attached = {name: each.get_file().read_bytes() for name, each in kept.attachments.items()}
    assert attached["procurement_contract.sv.docx"] == files["docx"]
    assert json.loads(attached["procurement_contract.sv.facts.json"])["supplier.name"] == "Rapida Oy"
    with pytest.raises(ProtectedError):
        WordTemplate.objects.get(pk=template.template_id).delete()


def test_the_child_processes_make_the_same_files(lawyer, case, settings):
    template = in_use(lawyer)
    kind, loaded = CONTRACT, load(template.prepared_sha256, Language.SV)
    facts = sources.case_facts(case).restricted_to(word_papers.template_fact_names(kind, template.fields, library()))
    here = _render(kind, facts, template, loaded, 1, library())
    settings.PROCUREMENT_WORD_IN_CHILD = True
    assert _render(kind, facts, template, loaded, 1, library()) == here


def test_the_same_facts_give_the_same_version_and_others_the_next(lawyer, case):
    template = in_use(lawyer)
    first = draft_from_word_template(case, template, lawyer)
    assert draft_from_word_template(case, template, LegalUserFactory()) == first
    record(case, {"term.option": False})
    assert draft_from_word_template(case, template, lawyer).number == 2


def test_another_version_of_the_template_is_another_input(lawyer, case):
    first = in_use(lawyer)
    one = draft_from_word_template(case, first, lawyer)
    changed = docx_with_title(CONTRACT_FILE)
    second = version(lawyer, changed, first.template)
    approve_word_template(second, LegalUserFactory())
    put_word_template_in_use(second, lawyer)
    two = draft_from_word_template(case, fresh(second), lawyer)
    assert (one.number, two.number, two.word_template_id) == (1, 2, second.pk)
    assert one.inputs_digest != two.inputs_digest
    with pytest.raises(DraftRefusedError, match="not in use"):
        draft_from_word_template(case, fresh(first), lawyer)


def docx_with_title(file: bytes, title: str = "Kontrakt om upphandling") -> bytes:
    """The file with another title, as a lawyer would save it."""
    import io

    from docx import Document

    document = Document(io.BytesIO(file))
    document.paragraphs[0].runs[0].text = title
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_missing_fact_refuses_the_paper_and_is_named(lawyer):
    case = complete_case(without=["price.total", "term.end"])
    with pytest.raises(DraftRefusedError) as refused:
        draft_from_word_template(case, in_use(lawyer), lawyer)
    assert set(refused.value.missing_facts) == {"price.total", "term.end"}  # and not price.milestones, which may lack
    assert not case.versions.exists()


def test_an_incomplete_draft_prints_numbered_markers_and_counts_them(lawyer):
    case = complete_case(without=["price.total", "buyer.contact"])
    paper = draft_from_word_template(case, in_use(lawyer), lawyer, incomplete=True)
    assert (paper.is_complete, set(paper.gaps)) == (False, {"price.total", "buyer.contact"})
    files = {file.format: storage.read(file.sha256) for file in paper.files.all()}
    said = [*lines(read(files["docx"]).body)]
    (notice,) = [line for line in said if line.startswith("UTKAST 1")]
    assert "saknas 2 uppgifter" in notice
    markers = {match for line in said for match in re.findall(r"\[uppgift (\d) saknas: ([^]]+)\]", line)}
    assert {number for number, _label in markers} == {"1", "2"}
    assert {label for _number, label in markers} == {CATALOGUE[name].label["sv"] for name in paper.gaps}
    assert "är högst [uppgift" in " ".join(said)
    printed = "".join("".join(pdf.pages(files["pdf"])).split())
    assert [line for line in said if "".join(line.split()) not in printed] == []


def test_the_line_of_a_group_is_printed_and_what_it_lacks_is_named_and_marked(lawyer):
    template = in_use(lawyer, file=docx_with_title(CONTRACT_FILE, "Kontrakt med {{ supplier.display }}"))
    whole = draft_from_word_template(complete_case(), template, lawyer)
    body = [*lines(read(storage.read(whole.files.get(format="docx").sha256)).body)]
    assert any("Kontrakt med Rapida Oy (FO-nummer\N{NO-BREAK SPACE}9999997-6)" in each for each in body)
    case = complete_case(without=["price.total", "buyer.name"])
    with pytest.raises(DraftRefusedError) as refused:
        draft_from_word_template(
            case, in_use(lawyer, file=docx_with_title(CONTRACT_FILE, "{{ buyer.display }}")), lawyer
        )
    assert "buyer.name" in refused.value.missing_facts
    assert "buyer.business_id" not in refused.value.missing_facts


def test_an_incomplete_draft_is_refused_where_a_condition_asks_for_what_is_missing(lawyer):
    case = complete_case(without=["price.total", "term.option"])
    with pytest.raises(DraftRefusedError) as refused:
        draft_from_word_template(case, in_use(lawyer), lawyer, incomplete=True)
    assert refused.value.missing_facts == ("term.option",)
    assert refused.value.refusals[0].sentence.startswith("Conditions of the template ask for facts")
    assert not case.versions.exists()


def test_the_guards_of_the_kind_hold_against_a_template_too(lawyer):
    case = complete_case(party=False)
    with pytest.raises(DraftRefusedError) as refused:
        draft_from_word_template(case, in_use(lawyer), lawyer)
    assert refused.value.refusals
    assert not case.versions.exists()


def test_an_editor_drafts_nothing(lawyer, case: Case):
    template = in_use(lawyer)
    with pytest.raises(NotAllowedError):
        draft_from_word_template(case, template, EditorFactory())


def test_a_version_whose_prepared_form_is_gone_makes_nothing(lawyer, case):
    lost = WordTemplateVersionFactory()
    approve_word_template(lost, lawyer)
    put_word_template_in_use(fresh(lost), lawyer)
    with pytest.raises(DamagedFileError):
        draft_from_word_template(case, fresh(lost), lawyer)
