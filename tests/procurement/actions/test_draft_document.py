"""A paper is drafted from frozen facts, or refused with every reason; a version is kept as it was made."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from wagtail.models import ModelLogEntry

from procurement import storage
from procurement.actions.approve_document import ApprovalRefusedError, approve_document
from procurement.actions.draft_document import draft_document
from procurement.actions.record_facts import record_facts
from procurement.clauses.load import library
from procurement.composing import compose, fact_names
from procurement.facts import Localised, Source
from procurement.guards import guard
from procurement.kinds import registry
from procurement.languages import LEGAL_LANGUAGES, Language
from procurement.law import LAW
from procurement.models import CaseFact, DocumentFile, DocumentVersion
from procurement.permissions import NotAllowedError
from procurement.readiness.judging import readiness
from procurement.readiness.refusals import DraftRefusedError
from procurement.readiness.standing import Standing
from procurement.rendering.specimen import faces_version
from procurement.sources import case_facts
from tests.factories.procurement import (
    CONTRACT,
    INVITATION,
    CaseFactory,
    LegalUserFactory,
    PartyFactory,
    complete_case,
    complete_values,
    priced,
    record,
)
from tests.factories.users import EditorFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

SV, FI = Language.SV, Language.FI
both_kinds = pytest.mark.parametrize("kind", list(registry()), ids=lambda kind: kind.key)


def read(file: DocumentFile) -> bytes:
    """The stored bytes of a file."""
    with storage.open_stored(file.sha256) as stored:
        return stored.read()


def text_of(version: DocumentVersion) -> str:
    """The text face of a version."""
    return read(version.files.get(format="txt")).decode()


def sentences(case, kind, languages=LEGAL_LANGUAGES, **options) -> list[str]:
    """Why a paper is refused."""
    with pytest.raises(DraftRefusedError) as refusal:
        draft_document(case, kind, languages, case.opened_by, **options)
    return [reason.sentence for reason in refusal.value.refusals]


def blocked_by(guard) -> str:
    """The sentence of a guard that blocks, with its ground."""
    ground = f" ({guard.ground})" if guard.ground else ""
    return f"{guard.message.en}{ground}"


# -- What is drafted -----------------------------------------------------------------------------------


def test_a_paper_is_stored_as_word_pdf_and_text_under_the_hash_of_its_bytes(case, lawyer):
    (version,) = draft_document(case, INVITATION, [SV], lawyer)
    files = {file.format: file for file in version.files.all()}
    assert set(files) == {"docx", "pdf", "pdfa", "txt"}
    contents = {format_: read(file) for format_, file in files.items()}
    assert {format_: hashlib.sha256(content).hexdigest() for format_, content in contents.items()} == {
        format_: file.sha256 for format_, file in files.items()
    }
    assert {format_: len(content) for format_, content in contents.items()} == {
        format_: file.size for format_, file in files.items()
    }
    assert contents["docx"].startswith(b"PK")
    assert contents["pdf"].startswith(b"%PDF-")


@both_kinds
def test_a_version_holds_what_it_was_made_from(kind, text_only, case, lawyer):
    (version,) = draft_document(case, kind, [FI], lawyer)
    version = DocumentVersion.objects.get(pk=version.pk)
    clauses = library()
    assert version.facts == case_facts(case).restricted_to(fact_names(kind, clauses)).to_json()
    assert version.wordings == {
        key: {"origin": "shipped", "texts": dict(clauses[key].wordings[FI].source)} for key in version.wordings
    }
    paper = compose(kind, case_facts(case), library=clauses, law=LAW, language=FI, number=1)
    said = {used.key for used in paper.clauses}
    assert set(version.wordings) == said | {"frame"} | ({kind.annexes} if kind.annexes else set())
    assert (version.law_version, version.faces_version) == (LAW.version, faces_version())
    assert (version.case, version.kind, version.number, version.language) == (case, kind.key, 1, "fi")
    assert (version.created_by, version.authentic_language, version.gaps) == (lawyer, "fi", [])
    assert version.document_date == case_facts(case).value(kind.date_fact)


@both_kinds
def test_a_kind_is_given_no_fact_that_it_does_not_name(kind, text_only, case, lawyer):
    (version,) = draft_document(case, kind, [SV], lawyer)
    assert set(version.facts) <= fact_names(kind, library())
    has_supplier = {name for name in version.facts if name.startswith("supplier.")}
    assert bool(has_supplier) is kind.takes_party(case_facts(case))


def test_a_draft_is_logged_for_each_language(text_only, case, lawyer):
    versions = draft_document(case, INVITATION, LEGAL_LANGUAGES, lawyer)
    entries = ModelLogEntry.objects.filter(action="procurement.draft_document").order_by("pk")
    assert [(entry.object_id, entry.user, entry.data) for entry in entries] == [
        (
            str(case.pk),
            lawyer,
            {"kind": INVITATION.key, "number": 1, "language": version.language, "version": version.pk},
        )
        for version in versions
    ]


def test_an_english_translation_is_another_face_of_the_same_version(text_only, case, lawyer):
    finnish, english = draft_document(case, INVITATION, [FI, Language.EN], lawyer)
    assert (finnish.number, english.number) == (1, 1)
    assert finnish.facts == english.facts
    assert (english.language, english.authentic_language, english.gaps) == ("en", "fi", [])


def test_a_language_that_a_kind_is_not_offered_in_is_refused(text_only, case, lawyer):
    kind = replace(INVITATION, languages=LEGAL_LANGUAGES)
    assert sentences(case, kind, [FI, Language.EN]) == ["“Invitation to negotiate” is not made in this language: en."]


def test_versions_come_in_the_order_of_the_languages(text_only, case, lawyer):
    assert [version.language for version in draft_document(case, INVITATION, [FI, SV], lawyer)] == ["fi", "sv"]


def test_a_paper_of_invented_values_says_so(text_only, lawyer):
    (version,) = draft_document(complete_case(source=Source.DEMO), INVITATION, [SV], lawyer)
    assert "DEMO" in text_of(version).splitlines()[0]


def test_a_paper_of_real_values_does_not(text_only, case, lawyer):
    (version,) = draft_document(case, INVITATION, [SV], lawyer)
    assert "DEMO" not in text_of(version).splitlines()[0]


# -- Numbers -------------------------------------------------------------------------------------------


def test_swedish_and_finnish_share_a_number(text_only, case, lawyer):
    versions = draft_document(case, INVITATION, LEGAL_LANGUAGES, lawyer)
    assert [(version.language, version.number) for version in versions] == [("sv", 1), ("fi", 1)]
    assert len({version.inputs_digest for version in versions}) == 1


def test_a_language_drafted_later_gets_the_number_of_the_first(text_only, case, lawyer):
    (swedish,) = draft_document(case, INVITATION, [SV], lawyer)
    (finnish,) = draft_document(case, INVITATION, [FI], lawyer)
    assert (swedish.number, finnish.number) == (1, 1)
    assert "LUONNOS 1" in text_of(finnish)


def test_a_language_drafted_later_gets_the_number_of_its_input_even_if_there_are_newer(text_only, case, lawyer):
    draft_document(case, INVITATION, [SV], lawyer)
    record(case, {"negotiation.time": "12.00–14.00"})
    draft_document(case, INVITATION, [SV], lawyer)
    record(case, {"negotiation.time": complete_values()["negotiation.time"]})
    (finnish,) = draft_document(case, INVITATION, [FI], lawyer)
    assert finnish.number == 1


def test_unchanged_input_gives_the_version_there_is(text_only, case, lawyer, stored_files):
    first = draft_document(case, INVITATION, LEGAL_LANGUAGES, lawyer)
    files = stored_files()
    again = draft_document(case, INVITATION, LEGAL_LANGUAGES, lawyer)
    assert again == first
    assert DocumentVersion.objects.count() == 2
    assert stored_files() == files
    assert ModelLogEntry.objects.filter(action="procurement.draft_document").count() == 2


def test_a_changed_fact_gives_the_next_number(text_only, case, lawyer):
    draft_document(case, INVITATION, [SV], lawyer)
    record(case, {"negotiation.time": "12.00–14.00"})
    (version,) = draft_document(case, INVITATION, [SV], lawyer)
    assert version.number == 2
    assert "UTKAST 2" in text_of(version)


def test_a_changed_page_gives_the_next_number(text_only, case, lawyer):
    draft_document(case, INVITATION, [SV], lawyer)
    team = case.award.team
    team.title = "Another name"
    team.save()
    (version,) = draft_document(case, INVITATION, [SV], lawyer)
    assert version.number == 2
    assert "Another name" in text_of(version)


def test_another_person_another_time_and_another_source_give_the_same_version(text_only, case, lawyer):
    (first,) = draft_document(case, INVITATION, [SV], lawyer)
    another = LegalUserFactory()
    for name in ("case.number", "negotiation.time"):
        row = CaseFact.objects.filter(name=name).get()
        CaseFact.objects.create(
            case=case, name=name, value=row.value, source="counterparty", reference="letter", recorded_by=another
        )
    assert draft_document(case, INVITATION, [SV], another) == [first]


def test_a_fact_that_the_kind_does_not_read_gives_the_same_version(text_only, case, lawyer):
    (first,) = draft_document(case, INVITATION, [SV], lawyer)
    record(case, {"price.total": Decimal("80000.00")})
    assert draft_document(case, INVITATION, [SV], lawyer) == [first]


def test_a_value_that_is_no_longer_invented_is_another_input(text_only, lawyer):
    case = complete_case(source=Source.DEMO)
    draft_document(case, INVITATION, [SV], lawyer)
    for row in CaseFact.objects.all():
        CaseFact.objects.create(case=case, name=row.name, value=row.value, recorded_by=lawyer)
    (version,) = draft_document(case, INVITATION, [SV], lawyer)
    assert version.number == 2


def test_kinds_and_cases_count_for_themselves(text_only, case, lawyer):
    draft_document(case, INVITATION, [SV], lawyer)
    (contract,) = draft_document(case, CONTRACT, [SV], lawyer)
    (elsewhere,) = draft_document(complete_case(), INVITATION, [SV], lawyer)
    assert (contract.number, elsewhere.number) == (1, 1)


def test_an_older_version_is_as_it_was_after_a_newer_is_made(text_only, case, lawyer):
    (old,) = draft_document(case, INVITATION, [SV], lawyer)
    before = DocumentVersion.objects.filter(pk=old.pk).values().get(), text_of(old)
    record(case, {"negotiation.time": "12.00–14.00"})
    draft_document(case, INVITATION, [SV], lawyer)
    assert (DocumentVersion.objects.filter(pk=old.pk).values().get(), text_of(old)) == before


# -- What is missing -----------------------------------------------------------------------------------


@both_kinds
def test_a_paper_with_gaps_is_refused_with_all_of_them_and_nothing_is_stored(kind, text_only, lawyer, stored_files):
    gone = ["buyer.business_id", "buyer.signatory", "case.number"]
    case = complete_case(without=gone)
    with pytest.raises(DraftRefusedError) as refusal:
        draft_document(case, kind, LEGAL_LANGUAGES, lawyer)
    named = set(gone) & fact_names(kind, library())
    assert set(refusal.value.missing_facts) == named
    assert "Missing: Case number (The case)." in [reason.sentence for reason in refusal.value.refusals]
    assert DocumentVersion.objects.count() == 0
    assert stored_files() == []
    assert not ModelLogEntry.objects.filter(action="procurement.draft_document").exists()


def test_a_gap_in_one_language_refuses_both(text_only):
    case = complete_case(changes={"object.title": Localised({SV: "Pilot"})})
    assert sentences(case, CONTRACT) == ["Missing: Title of the procurement (Object and performance)."]
    assert DocumentVersion.objects.count() == 0


GUARDED = [
    pytest.param(kind, name, id=f"{kind.key}-{name}")
    for kind in registry()
    for name in ("case.legal_basis", "notice.clause_sufficient")
    if any(name in guard.reads for guard in kind.guards)
]


@pytest.mark.parametrize(("kind", "name"), GUARDED)
def test_a_fact_that_only_a_guard_reads_is_missed_too(kind, name, text_only, lawyer):
    case = complete_case(without=[name])
    with pytest.raises(DraftRefusedError) as refusal:
        draft_document(case, kind, [SV], lawyer)
    assert refusal.value.missing_facts == (name,)
    (version,) = draft_document(case, kind, [SV], lawyer, incomplete=True)
    assert version.gaps == [name]
    assert not version.is_complete


def test_a_paper_without_a_date_is_refused_even_incomplete(text_only):
    case = complete_case(without=["invitation.date"])
    assert sentences(case, INVITATION, incomplete=True) == ["Missing: Date of the invitation."]


def test_an_incomplete_draft_prints_markers_and_counts_them(text_only, lawyer):
    case = complete_case(without=["case.number", "buyer.email"])
    (version,) = draft_document(case, INVITATION, [SV], lawyer, incomplete=True)
    assert set(version.gaps) == {"case.number", "buyer.email"}
    assert not version.is_complete
    text = text_of(version)
    assert "[uppgift 1 saknas: Ärendenummer]" in text
    assert "[uppgift 2 saknas: Beställarens e-post]" in text
    assert "saknas 2 uppgifter" in text.replace("\u00a0", " ")


def test_filling_the_gaps_of_an_incomplete_draft_gives_the_next_number(text_only, lawyer):
    case = complete_case(without=["case.number"])
    draft_document(case, INVITATION, [SV], lawyer, incomplete=True)
    record(case, {"case.number": "123"})
    (version,) = draft_document(case, INVITATION, [SV], lawyer)
    assert (version.number, version.gaps) == (2, [])


@both_kinds
def test_a_paper_is_ready_when_it_can_be_drafted(kind, case):
    assert readiness(Standing.of(case), kind).is_ready


@both_kinds
def test_what_a_paper_lacks_is_what_a_draft_would_refuse(kind, text_only, lawyer):
    case = complete_case(without=["case.legal_basis", "case.number", "object.title", "negotiation.topics"])
    with pytest.raises(DraftRefusedError) as refusal:
        draft_document(case, kind, LEGAL_LANGUAGES, lawyer)
    assert set(readiness(Standing.of(case), kind).missing) == set(refusal.value.missing_facts)


def test_a_new_case_lacks_a_great_deal_and_says_so_without_failing():
    assert "invitation.date" in readiness(Standing.of(CaseFactory()), INVITATION).missing


# -- What is blocked -----------------------------------------------------------------------------------


def test_a_contract_without_a_party_is_refused(text_only, stored_files):
    assert blocked_by(guard("party_verified")) in sentences(complete_case(party=False), CONTRACT)
    assert (DocumentVersion.objects.count(), stored_files()) == (0, [])


def test_a_contract_with_an_unverified_party_is_refused(text_only):
    case = complete_case(party=False)
    PartyFactory(case=case, verified_by=None, verified_at=None)
    assert sentences(case, CONTRACT) == [blocked_by(guard("party_verified"))]


def test_every_paper_with_a_party_that_nobody_has_verified_is_a_marked_draft_that_nobody_approves(text_only, lawyer):
    case = complete_case(party=False)
    PartyFactory(case=case, verified_by=None, verified_at=None)
    kinds = [kind for kind in registry() if kind.needs_party]
    assert len(kinds) == 12
    for kind in kinds:
        facts = case_facts(case)
        if not kind.takes_party(facts):
            record_facts(case, {kind.varies_by: min(kind.needs_party)}, lawyer)
        if kind.party_unverified_because:
            (version,) = draft_document(case, kind, [SV], lawyer, incomplete=True)
            assert "supplier.verified" not in version.gaps
            continue
        assert blocked_by(guard("party_verified")) in sentences(case, kind, [SV])
        (version,) = draft_document(case, kind, [SV], lawyer, incomplete=True)
        assert "supplier.verified" in version.gaps
        with pytest.raises(ApprovalRefusedError) as refusal:
            approve_document(version, LegalUserFactory())
        assert blocked_by(guard("party_verified")) in refusal.value.reasons


def test_a_paper_drafted_before_its_party_lost_the_verification_is_not_approved(text_only, lawyer):
    case = complete_case()
    (version,) = draft_document(case, registry()["rights_annex"], [SV], lawyer, incomplete=True)
    type(case.party).objects.filter(pk=case.party.pk).update(verified_at=None, verified_by=None)
    with pytest.raises(ApprovalRefusedError) as refusal:
        approve_document(DocumentVersion.objects.get(pk=version.pk), LegalUserFactory())
    assert blocked_by(guard("party_verified")) in refusal.value.reasons


def test_an_invitation_needs_no_party(text_only, lawyer):
    (version,) = draft_document(complete_case(party=False), INVITATION, [SV], lawyer)
    assert version.is_complete


def test_a_value_below_the_national_threshold_is_refused(text_only):
    low = {"value.estimate": Decimal("49999.99"), **priced("49999.99")}
    case = complete_case(changes=low)
    assert sentences(case, INVITATION, incomplete=True) == [blocked_by(guard("above_national_threshold"))]
    assert sentences(case, CONTRACT, incomplete=True) == [blocked_by(guard("above_national_threshold"))]


def test_a_value_at_the_national_threshold_is_not(text_only, lawyer):
    case = complete_case(changes={"value.estimate": Decimal("50000.00")})
    assert draft_document(case, INVITATION, [SV], lawyer)[0].is_complete


def test_a_contract_in_a_lower_band_than_announced_is_drafted(text_only):
    case = complete_case(changes={"value.estimate": Decimal("60000.00"), **priced("45000.00")})
    versions = draft_document(case, CONTRACT, LEGAL_LANGUAGES, case.opened_by)
    assert [version.gaps for version in versions] == [[], []]


def test_an_invitation_with_dates_in_the_wrong_order_is_refused(text_only):
    case = complete_case(changes={"negotiation.reply_by": date(2026, 9, 30)})
    assert sentences(case, INVITATION) == [blocked_by(guard("invitation_dates"))]


def test_a_contract_with_dates_in_the_wrong_order_is_refused(text_only):
    case = complete_case(changes={"decision.date": date(2029, 1, 1)})
    assert sentences(case, CONTRACT) == [blocked_by(guard("contract_dates"))]


def test_another_legal_basis_is_refused(text_only):
    assert sentences(complete_case(changes={"case.legal_basis": "negotiated"}), INVITATION) == [
        blocked_by(guard("route"))
    ]


def test_every_guard_that_blocks_is_named(text_only):
    case = complete_case(
        changes={"case.legal_basis": "negotiated", "negotiation.reply_by": date(2026, 9, 30)}, party=False
    )
    assert sentences(case, INVITATION) == [blocked_by(guard("route")), blocked_by(guard("invitation_dates"))]


def test_law_that_was_not_reviewed_in_time_is_not_printed(text_only):
    case = complete_case(changes={"contract.date": date(2028, 1, 1), "term.option": False})
    assert sentences(case, CONTRACT) == [
        "These law data may not be printed on 2028-01-01 and must be reviewed first: references, thresholds."
    ]


# -- What cannot be printed ----------------------------------------------------------------------------


def recorded_before_the_door(case, value):
    """Record a text as it was possible before the door judged it."""
    CaseFact.objects.create(case=case, name="buyer.signatory", value=value, recorded_by=case.opened_by)
    return case


def test_a_mark_that_turns_text_around_is_refused_by_its_name(stored_files):
    case = recorded_before_the_door(complete_case(), "N.N. \u202edirektör")
    assert sentences(case, INVITATION) == [
        "“The buyer's signatory” holds characters that papers cannot show: “direktör”: U+202E."
    ]
    assert (DocumentVersion.objects.count(), stored_files()) == (0, [])


def test_a_character_that_the_fonts_lack_is_refused_by_its_name(stored_files):
    case = recorded_before_the_door(complete_case(), "N.N. 😀")
    assert sentences(case, INVITATION) == ["The fonts of the papers cannot show “😀,”: 😀 (U+1F600)."]
    assert (DocumentVersion.objects.count(), stored_files()) == (0, [])


def test_a_team_whose_name_cannot_be_printed_is_refused(text_only):
    case = complete_case()
    case.award.team.title = "Rapida 🚀"
    case.award.team.save()
    assert sentences(case, INVITATION) == ["The fonts of the papers cannot show “🚀”: 🚀 (U+1F680)."]


# -- Who -----------------------------------------------------------------------------------------------


def test_an_editor_drafts_nothing(text_only, case, stored_files):
    with pytest.raises(NotAllowedError) as refusal:
        draft_document(case, INVITATION, [SV], EditorFactory())
    assert str(refusal.value) == "Only legal staff may draft procurement papers."
    assert (DocumentVersion.objects.count(), stored_files()) == (0, [])
