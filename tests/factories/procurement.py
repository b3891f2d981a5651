"""Factories of procurement cases, and the facts that make their papers complete.

`complete_case()` is a case with everything that both papers need: the data of the demonstration, recorded as a lawyer's
own knowledge, and a verified party. What a test is about, it changes with `record`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Final

import factory
from django.contrib.auth.models import Group
from django.utils import timezone
from factory.django import DjangoModelFactory

from klash_site.demo import cases as demo
from procurement import storage
from procurement.actions.approve_word_template import approve_word_template
from procurement.actions.put_word_template_in_use import put_word_template_in_use
from procurement.actions.record_facts import record_facts
from procurement.actions.upload_word_template import upload_word_template
from procurement.clauses import house
from procurement.clauses.load import library
from procurement.facts import Record, Records, Source, Value
from procurement.kinds import registry
from procurement.models import (
    AnnexFile,
    Approval,
    ApprovedFile,
    Case,
    CaseFact,
    DocumentFile,
    DocumentVersion,
    GuardLift,
    HouseWording,
    HouseWordingStep,
    LiftProposal,
    Pack,
    Party,
    PublicVersion,
    WordTemplate,
    WordTemplateStep,
    WordTemplateVersion,
)
from tests.factories.pages import AwardPageFactory, locale
from tests.factories.users import UserFactory

INVITATION: Final = registry()["invitation_to_negotiate"]
CONTRACT: Final = registry()["procurement_contract"]


class LegalUserFactory(UserFactory):
    """A lawyer, with the group that the migration of procurement makes."""

    username = factory.Sequence(lambda number: f"lawyer-{number}")

    @classmethod
    def _create(cls, model_class: type[Any], *args: Any, **kwargs: Any) -> Any:
        user = super()._create(model_class, *args, **kwargs)
        user.groups.add(Group.objects.get(name="Legal"))
        return user


class CaseFactory(DjangoModelFactory):
    """The case of a draft award, which stands below a decided challenge with its team and its municipality."""

    class Meta:
        model = Case

    award = factory.SubFactory(AwardPageFactory)
    award_key = factory.SelfAttribute("award.translation_key")
    opened_by = factory.SubFactory(LegalUserFactory)


class PartyFactory(DjangoModelFactory):
    """A verified party; `PartyFactory(verified_at=None, verified_by=None)` waits to be verified."""

    class Meta:
        model = Party

    case = factory.SubFactory(CaseFactory)
    name = "Rapida Oy"
    business_id = "9999997-6"
    legal_form = Party.LegalForm.OY
    address = "Esimerkkikatu 4, Vantaa"
    email = "rapida@example.org"
    extract_date = date(2026, 8, 20)
    signatory = "N.N."
    signatory_title_sv = "verkställande direktör"
    signatory_title_fi = "toimitusjohtaja"
    signatory_ground_sv = "Ensam enligt registret"
    signatory_ground_fi = "Yksin rekisterin mukaan"
    link = Party.Link.ENTERED_AS
    link_evidence_sv = "registerutdrag"
    link_evidence_fi = "rekisteriote"
    verified_by = factory.SubFactory(LegalUserFactory)
    verified_at = factory.LazyFunction(timezone.now)


class CaseFactFactory(DjangoModelFactory):
    """A fact that the lawyer who opened the case recorded."""

    class Meta:
        model = CaseFact

    case = factory.SubFactory(CaseFactory)
    name = "case.number"
    value = "123/02.08.00/2026"
    recorded_by = factory.SelfAttribute("case.opened_by")


class LiftProposalFactory(DjangoModelFactory):
    """A guard that one lawyer proposed to lift."""

    class Meta:
        model = LiftProposal

    case = factory.SubFactory(CaseFactory)
    guard = "contest_decision_served"
    reason = "Served by the registrar on the day itself."
    proposed_by = factory.SelfAttribute("case.opened_by")


class GuardLiftFactory(DjangoModelFactory):
    """A guard that two lawyers lifted."""

    class Meta:
        model = GuardLift

    case = factory.SubFactory(CaseFactory)
    guard = "contest_decision_served"
    reason = "Served by the registrar on the day itself."
    proposed_by = factory.SelfAttribute("case.opened_by")
    confirmed_by = factory.SubFactory(LegalUserFactory)


class DocumentVersionFactory(DjangoModelFactory):
    """The row of a version whose inputs nobody needs to know; what papers really hold, `draft_document` makes."""

    class Meta:
        model = DocumentVersion

    case = factory.SubFactory(CaseFactory)
    kind = INVITATION.key
    number = 1
    language = "sv"
    inputs_digest = "1" * 64
    document_date = date(2026, 9, 1)
    facts = factory.LazyFunction(dict)
    wordings = factory.LazyFunction(dict)
    law_version = "2" * 64
    faces_version = "3" * 64
    created_by = factory.SelfAttribute("case.opened_by")


class DocumentFileFactory(DjangoModelFactory):
    """A file of a version, stored: `DocumentFileFactory(content=b"…")`."""

    class Meta:
        model = DocumentFile

    class Params:
        content = b"The paper.\n"

    version = factory.SubFactory(DocumentVersionFactory)
    format = DocumentFile.Format.TXT
    sha256 = factory.LazyAttribute(lambda file: storage.store(file.content))
    size = factory.LazyAttribute(lambda file: len(file.content))


class ApprovalFactory(DjangoModelFactory):
    """The approval of a version whose files nobody reads; a real one is made by `approve_document`."""

    class Meta:
        model = Approval

    version = factory.SubFactory(DocumentVersionFactory)
    read_files = factory.LazyFunction(dict)
    approved_by = factory.SubFactory(LegalUserFactory)


class ApprovedFileFactory(DjangoModelFactory):
    """A file of an approved version, stored: `ApprovedFileFactory(content=b"…")`."""

    class Meta:
        model = ApprovedFile

    class Params:
        content = b"The approved paper.\n"

    approval = factory.SubFactory(ApprovalFactory)
    format = DocumentFile.Format.TXT
    sha256 = factory.LazyAttribute(lambda file: storage.store(file.content))
    size = factory.LazyAttribute(lambda file: len(file.content))


class AnnexFileFactory(DjangoModelFactory):
    """An uploaded annex, stored: `AnnexFileFactory(content=b"…")`. The table of annexes does not name it."""

    class Meta:
        model = AnnexFile

    class Params:
        content = b"%PDF The entry.\n"

    case = factory.SubFactory(CaseFactory)
    sha256 = factory.LazyAttribute(lambda annex: storage.store(annex.content))
    size = factory.LazyAttribute(lambda annex: len(annex.content))
    file_name = "entry.pdf"
    media_type = "application/pdf"
    hidden = factory.LazyFunction(list)
    uploaded_by = factory.SelfAttribute("case.opened_by")


class PackFactory(DjangoModelFactory):
    """A pack that is ready: `PackFactory(cases=[case])`."""

    class Meta:
        model = Pack
        skip_postgeneration_save = True

    class Params:
        content = b"PK The pack.\n"

    title = "Klash"
    state = Pack.State.READY
    sha256 = factory.LazyAttribute(lambda pack: storage.store(pack.content))
    size = factory.LazyAttribute(lambda pack: len(pack.content))
    created_by = factory.SubFactory(LegalUserFactory)

    @factory.post_generation
    def cases(self: Pack, create: bool, given: list[Case] | None, **_kwargs: object) -> None:
        """Say whose papers it holds."""
        if create and given:
            self.cases.set(given)


class PublicVersionFactory(DjangoModelFactory):
    """A public version, stored: `PublicVersionFactory(content=b"…")`."""

    class Meta:
        model = PublicVersion

    class Params:
        content = b"%PDF The paper.\n"

    version = factory.SubFactory(DocumentVersionFactory)
    omissions = factory.LazyFunction(list)
    sha256 = factory.LazyAttribute(lambda public: storage.store(public.content))
    size = factory.LazyAttribute(lambda public: len(public.content))
    created_by = factory.SelfAttribute("version.created_by")


class WordTemplateFactory(DjangoModelFactory):
    """A Word template of contracts in Swedish, without a version."""

    class Meta:
        model = WordTemplate

    name = factory.Sequence(lambda number: f"Contract {number}")
    kind = CONTRACT.key
    language = "sv"


class WordTemplateVersionFactory(DjangoModelFactory):
    """The row of a checked version whose file nobody reads; a real one is made by `upload_word_template`."""

    class Meta:
        model = WordTemplateVersion

    template = factory.SubFactory(WordTemplateFactory)
    number = 1
    sha256 = "4" * 64
    size = 1
    prepared_sha256 = "5" * 64
    reason = "First version."
    uploaded_by = factory.SubFactory(LegalUserFactory)


class WordTemplateStepFactory(DjangoModelFactory):
    """An approval by somebody who did not upload."""

    class Meta:
        model = WordTemplateStep

    version = factory.SubFactory(WordTemplateVersionFactory)
    state = WordTemplateVersion.State.APPROVED
    by = factory.SubFactory(LegalUserFactory)


def word_template_in_use(
    by: Any, file: bytes, *, kind: str = CONTRACT.key, language: str = "sv", template: WordTemplate | None = None
) -> WordTemplateVersion:
    """A Word template as lawyers bring it into use: uploaded by one, approved by another."""
    template = template or WordTemplateFactory.build(kind=kind, language=language)
    version = upload_word_template(template, file, reason="The office's own", user=by)
    approve_word_template(version, LegalUserFactory())
    put_word_template_in_use(version, by)
    return WordTemplateVersion.objects.get(pk=version.pk)


class HouseWordingFactory(DjangoModelFactory):
    """A version that waits for approval: the shipped clause with another heading, or with `texts` of a test's own."""

    class Meta:
        model = HouseWording

    clause = "contract_price"
    number = 1
    texts = factory.LazyAttribute(lambda wording: house_texts(wording.clause))
    shipped_digest = factory.LazyAttribute(lambda wording: house.shipped_digest(library()[wording.clause]))
    reason = "The council's own style."
    written_by = factory.SubFactory(LegalUserFactory)


class HouseWordingStepFactory(DjangoModelFactory):
    """An approval by somebody who did not write."""

    class Meta:
        model = HouseWordingStep

    wording = factory.SubFactory(HouseWordingFactory)
    state = HouseWording.State.IN_USE
    by = factory.SubFactory(LegalUserFactory)


def house_texts(clause: str = "contract_price", **changes: str) -> dict[str, dict[str, str]]:
    """The shipped texts of a clause with other headings, and with `sv_passage="…"` where a test changes them."""
    shipped = library()[clause]
    texts = house.normalised(shipped, house.texts_of(shipped))
    for language, heading in {"sv": "Priset i sin helhet", "fi": "Hinta kokonaisuudessaan"}.items():
        texts[language]["heading"] = heading
    for place, text in changes.items():
        language, passage = place.split("_", 1)
        texts[language][passage] = text
    return texts


@cache
def complete_values() -> Mapping[str, Value]:
    """Every fact of the case form that papers need, as the demonstration invents them for its third winner."""
    data = tomllib.loads(demo._CONTENT.read_text(encoding="utf-8"))
    facts = {**data["common"], **data["cases"][2]["facts"]}
    return {name: demo._value(name, value) for name, value in facts.items()}


def priced(total: str) -> dict[str, Value]:
    """A price of one line."""
    line = {"quantity": Decimal(1), "unit_price": Decimal(total), "vat_rate": Decimal("25.5")}
    return {"price.total": Decimal(total), "price.lines": Records((Record(line),))}


def record(case: Case, values: Mapping[str, Value | None], source: Source = Source.CASE_FORM) -> list[str]:
    """Record facts as the lawyer who opened the case."""
    return record_facts(case, values, case.opened_by, source=source)


def complete_case(
    *,
    without: Collection[str] = (),
    party: bool = True,
    source: Source = Source.CASE_FORM,
    changes: Mapping[str, Value] | None = None,
) -> Case:
    """A case whose two papers can be drafted in both languages, but for what a test takes away or changes."""
    case = CaseFactory()
    challenge = case.award.get_parent().specific
    # The pages are right where they hold a fact, and no instructions of 2020 can be printed.
    challenge.contest_decision_on = complete_values()["contest_decision.date"]
    challenge.contest_decision_number = "§ 14"
    challenge.save()
    for page in (challenge.get_parent().specific, challenge):  # copies, not translations: papers need the titles only
        page.copy_for_translation(locale("fi"))
    values = {name: value for name, value in complete_values().items() if name not in without}
    record(case, {**values, **(changes or {})}, source)
    if party:
        PartyFactory(case=case)
    return case
