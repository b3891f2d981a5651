"""Who may do what: lawyers and administrators may work on cases, and for everybody else there are none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from procurement import permissions, storage
from procurement.models import (
    AnnexFile,
    Approval,
    ApprovedFile,
    Case,
    CaseFact,
    DocumentFile,
    DocumentVersion,
    HouseWording,
    HouseWordingStep,
    Pack,
    Party,
    PublicVersion,
    WordTemplateStep,
    WordTemplateVersion,
)
from procurement.permissions import NotAllowedError
from tests.factories.pages import AwardPageFactory
from tests.factories.procurement import (
    INVITATION,
    AnnexFileFactory,
    ApprovedFileFactory,
    CaseFactory,
    DocumentFileFactory,
    DocumentVersionFactory,
    HouseWordingFactory,
    LegalUserFactory,
    PackFactory,
    PartyFactory,
    PublicVersionFactory,
    WordTemplateVersionFactory,
)
from tests.factories.users import AdminFactory, EditorFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

# -- Rules ---------------------------------------------------------------------------------------------

SENTENCES = {
    "may_view_cases": "Only legal staff may see procurement cases.",
    "may_open_case": "Only legal staff may open a procurement case.",
    "may_record_facts": "Only legal staff may record facts of a procurement case.",
    "may_verify_party": "Only legal staff may verify a party.",
    "may_draft_document": "Only legal staff may draft procurement papers.",
    "may_download_document": "Only legal staff may download procurement papers.",
    "may_approve_document": "Only legal staff may approve procurement papers.",
    "may_lift_guard": "Only legal staff may lift a guard.",
    "may_upload_word_template": "Only legal staff may upload Word templates.",
    "may_approve_word_template": "Only legal staff may approve Word templates.",
    "may_use_word_template": "Only legal staff may put Word templates in use.",
    "may_write_house_wording": "Only legal staff may write house wordings.",
    "may_approve_house_wording": "Only legal staff may approve house wordings.",
    "may_withdraw_house_wording": "Only legal staff may withdraw house wordings.",
}
#: Rules that two people keep together.
OF_TWO = ("may_approve_document", "may_lift_guard", "may_approve_word_template", "may_approve_house_wording")
every_rule = pytest.mark.parametrize("rule", SENTENCES)


def decide(rule: str, user: Any) -> permissions.Decision:
    """What a rule says of a user."""
    function: Callable[..., permissions.Decision] = getattr(permissions, rule)
    return function(user, None) if rule in OF_TWO else function(user)


def test_every_rule_about_people_is_tested():
    rules = {name for name in vars(permissions) if name.startswith("may_")}
    assert rules == {*SENTENCES, "may_delete_page"}


@every_rule
@pytest.mark.parametrize("make", [LegalUserFactory, AdminFactory])
def test_lawyers_and_administrators_may(rule, make):
    decision = decide(rule, make())
    assert (decision.allowed, decision.reason) == (True, "")


@every_rule
@pytest.mark.parametrize(
    "make",
    [
        pytest.param(AnonymousUser, id="anonymous"),
        pytest.param(lambda: None, id="nobody"),
        pytest.param(UserFactory, id="somebody"),
        pytest.param(EditorFactory, id="editor"),
        pytest.param(partial(LegalUserFactory, is_active=False), id="inactive lawyer"),
        pytest.param(partial(AdminFactory, is_active=False), id="inactive administrator"),
    ],
)
def test_others_may_not_and_are_told_why(rule, make):
    decision = decide(rule, make())
    assert (decision.allowed, decision.reason) == (False, SENTENCES[rule])
    with pytest.raises(NotAllowedError) as refusal:
        decision.require()
    assert str(refusal.value) == SENTENCES[rule]


@every_rule
def test_a_lawyer_who_leaves_the_group_may_no_more(rule):
    lawyer = LegalUserFactory()
    assert decide(rule, lawyer)
    lawyer.groups.clear()
    assert not decide(rule, type(lawyer).objects.get(pk=lawyer.pk))


def test_the_lawyer_who_drafted_a_paper_may_not_approve_it():
    lawyer = LegalUserFactory()
    decision = permissions.may_approve_document(lawyer, lawyer)
    assert (decision.allowed, decision.reason) == (False, "Whoever drafted a paper cannot approve it.")
    assert permissions.may_approve_document(LegalUserFactory(), lawyer)


def test_the_lawyer_who_uploaded_a_template_may_not_approve_it():
    lawyer = LegalUserFactory()
    decision = permissions.may_approve_word_template(lawyer, lawyer)
    assert (decision.allowed, decision.reason) == (False, "A second lawyer must approve the template.")
    assert permissions.may_approve_word_template(LegalUserFactory(), lawyer)


def test_the_lawyer_who_wrote_a_wording_may_not_approve_it():
    lawyer = LegalUserFactory()
    decision = permissions.may_approve_house_wording(lawyer, lawyer)
    assert (decision.allowed, decision.reason) == (False, "A second lawyer must approve the wording.")
    assert permissions.may_approve_house_wording(LegalUserFactory(), lawyer)


def test_the_lawyer_who_proposed_a_lift_may_not_confirm_it():
    lawyer = LegalUserFactory()
    decision = permissions.may_lift_guard(lawyer, lawyer)
    assert (decision.allowed, decision.reason) == (False, "A second lawyer must confirm the lift.")
    assert permissions.may_lift_guard(LegalUserFactory(), lawyer)


# -- Addresses -----------------------------------------------------------------------------------------

LOGIN, HIDDEN = "login", 404
#: What a lawyer gets from each address, by method. Everybody else gets the same from all of them.
ADDRESSES = {
    "index": {"get": 200, "post": 405},
    "open_case": {"get": 405, "post": 302},
    "case": {"get": 200, "post": 405},
    "facts": {"get": 200, "post": 422},
    "fact": {"get": 200, "post": 422},
    "lift": {"get": 200, "post": 422},
    "party": {"get": 200, "post": 302},
    "verify_party": {"get": 405, "post": 302},
    "draft": {"get": 405, "post": 302},
    "download": {"get": 200, "post": 405},
    "paper": {"get": 200, "post": 405},
    "preview": {"get": 200, "post": 405},
    "make_public": {"get": 405, "post": 302},
    "download_public": {"get": 200, "post": 405},
    "side_by_side": {"get": 302, "post": 405},
    "approve": {"get": 405, "post": 302},
    "download_approved": {"get": 200, "post": 405},
    "signing_pack": {"get": 405, "post": 302},
    "annexes": {"get": 200, "post": 422},
    "download_annex": {"get": 200, "post": 405},
    "packs": {"get": 200, "post": 404},
    "pack": {"get": 200, "post": 405},
    "pack_again": {"get": 405, "post": 302},
    "case_pack": {"get": 405, "post": 302},
    "as_word": {"get": 404, "post": 405},
    "draft_from_template": {"get": 405, "post": 404},
    "word_templates": {"get": 200, "post": 405},
    "word_template_new": {"get": 200, "post": 422},
    "word_template": {"get": 200, "post": 422},
    "word_version": {"get": 200, "post": 404},
    "word_version_file": {"get": 200, "post": 405},
    "word_version_comments": {"get": 302, "post": 405},
    "word_trial": {"get": 200, "post": 405},
    "word_trial_pages": {"get": 422, "post": 405},
    "word_trial_word": {"get": 302, "post": 405},
    "word_fields": {"get": 200, "post": 405},
    "word_fields_file": {"get": 200, "post": 405},
    "word_starter": {"get": 200, "post": 405},
    "wordings": {"get": 200, "post": 405},
    "wording": {"get": 200, "post": 404},
    "wording_edit": {"get": 200, "post": 422},
    "wording_version": {"get": 200, "post": 404},
    "wording_version_edit": {"get": 200, "post": 422},
    "wording_context": {"get": 302, "post": 405},
}
OTHER_METHODS = ("put", "patch", "delete")
every_person = pytest.mark.parametrize(
    ("make", "expected"),
    [
        pytest.param(None, LOGIN, id="anonymous"),
        pytest.param(EditorFactory, HIDDEN, id="editor"),
        pytest.param(LegalUserFactory, None, id="lawyer"),
        pytest.param(AdminFactory, None, id="administrator"),
    ],
)


@dataclass
class Desk:
    """A case with a party and a stored file, an award without a case, a template, a wording, and their addresses.

    What is stored as the template's file is text, so nothing can be made from it.
    """

    case: Case
    file: DocumentFile
    public: PublicVersion
    pack: Pack
    annex: AnnexFile
    approved: ApprovedFile
    award: Any
    word: WordTemplateVersion
    wording: HouseWording

    def address(self, name: str) -> str:
        args = {
            "index": [],
            "open_case": [self.award.pk],
            "fact": [self.case.pk, "price.lines"],
            "lift": [self.case.pk, "contest_decision_served"],
            "draft": [self.case.pk, INVITATION.key],
            "download": [self.case.pk, self.file.pk],
            "paper": [self.case.pk, INVITATION.key],
            "preview": [self.case.pk, INVITATION.key, "sv"],
            "make_public": [self.case.pk, self.file.version_id],
            "download_public": [self.case.pk, self.public.pk],
            "approve": [self.case.pk, self.file.version_id],
            "download_approved": [self.case.pk, self.approved.pk],
            "download_annex": [self.case.pk, self.annex.pk],
            "packs": [],
            "pack": [self.pack.pk],
            "pack_again": [self.pack.pk],
            "side_by_side": [self.case.pk, self.file.version_id, self.file.version_id],
            "as_word": [self.case.pk, self.file.pk],
            "draft_from_template": [self.case.pk, INVITATION.key],
            "word_templates": [],
            "word_template_new": [],
            "word_template": [self.word.template_id],
            "word_fields": [],
            "word_fields_file": [INVITATION.key, "sv", "json"],
            "word_starter": ["contract", "sv"],
            "wordings": [],
            "wording": [self.wording.clause],
            "wording_edit": [self.wording.clause],
            "wording_version": [self.wording.clause, self.wording.number],
            "wording_version_edit": [self.wording.clause, self.wording.number],
            "wording_context": [self.wording.clause, self.wording.number],
        }
        of_version = [self.word.template_id, self.word.number]
        usual = of_version if name.startswith(("word_version", "word_trial")) else [self.case.pk]
        return reverse(f"procurement:{name}", args=args.get(name, usual))


@pytest.fixture
def office() -> Desk:
    """What there is to see."""
    party = PartyFactory(verified_by=None, verified_at=None)
    file = DocumentFileFactory(version__case=party.case)
    public = PublicVersionFactory(version=file.version)
    pack = PackFactory(cases=[party.case])
    annex = AnnexFileFactory(case=party.case)
    approved = ApprovedFileFactory(approval__version=DocumentVersionFactory(case=party.case, language="fi"))
    word = WordTemplateVersionFactory(sha256=storage.store(b"no Word file"), prepared_sha256="")
    wording = HouseWordingFactory()
    return Desk(party.case, file, public, pack, annex, approved, AwardPageFactory(), word, wording)


def client_of(make: Any, **options: Any) -> Client:
    """A browser, logged in if somebody is made."""
    client = Client(headers={"accept-language": "en"}, **options)
    if make is not None:
        client.force_login(make())
    return client


def answer(response: Any) -> int | str:
    """A status code, or `LOGIN` for the way to the log-in."""
    if response.status_code == 302 and response["Location"].startswith(reverse("wagtailadmin_login")):
        return LOGIN
    return int(response.status_code)


def names_in(resolver: URLResolver, namespace: str) -> set[str]:
    """Every name of a namespace, wherever it hangs."""
    names: set[str] = set()
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            if pattern.namespace == namespace:
                names |= {str(inner.name) for inner in pattern.url_patterns if isinstance(inner, URLPattern)}
                assert not any(isinstance(inner, URLResolver) for inner in pattern.url_patterns)
            else:
                names |= names_in(pattern, namespace)
    return names


def test_every_address_of_procurement_has_an_expectation():
    assert names_in(get_resolver(), "procurement") == set(ADDRESSES)


@every_person
@pytest.mark.parametrize("method", ["get", "post"])
def test_each_address_answers_lawyers_and_hides_from_all_others(method, make, expected, office):
    client = client_of(make)
    answers = {name: answer(getattr(client, method)(office.address(name))) for name in ADDRESSES}
    assert answers == {name: expected or codes[method] for name, codes in ADDRESSES.items()}


@every_person
@pytest.mark.parametrize("method", OTHER_METHODS)
def test_no_address_knows_another_method(method, make, expected, office):
    client = client_of(make)
    answers = {name: answer(getattr(client, method)(office.address(name))) for name in ADDRESSES}
    assert answers == dict.fromkeys(ADDRESSES, expected or 405)


@pytest.mark.parametrize("make", [None, EditorFactory, UserFactory])
def test_whoever_is_turned_away_changes_nothing(make, office):
    client = client_of(make)
    facts = {"source": "case_form", "case__number": "123"}
    for name in ADDRESSES:
        client.post(office.address(name), {**facts, "languages": ["sv"], "incomplete": "on", "step": "approve"})
    assert Case.objects.count() == 1
    assert CaseFact.objects.count() == 0
    assert DocumentVersion.objects.count() == 2
    assert (Approval.objects.count(), AnnexFile.objects.count(), Pack.objects.count()) == (1, 1, 1)
    assert not Party.objects.get().is_verified
    assert WordTemplateVersion.objects.count() == 1
    assert not WordTemplateStep.objects.exists()
    assert HouseWording.objects.count() == 1
    assert not HouseWordingStep.objects.exists()


def test_a_lawyer_who_leaves_the_group_finds_nothing_at_the_next_request(office):
    lawyer = LegalUserFactory()
    client = client_of(None)
    client.force_login(lawyer)
    assert client.get(office.address("case")).status_code == 200
    lawyer.groups.clear()
    lawyer.user_permissions.add(*permissions_to_enter())
    assert {client.get(office.address(name)).status_code for name in ADDRESSES} == {404}


def permissions_to_enter() -> list[Any]:
    """What lets somebody into the admin and no further."""
    from django.contrib.auth.models import Permission

    return [Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")]


def test_a_file_is_found_in_its_own_case_only(office):
    other = CaseFactory()
    client = client_of(LegalUserFactory)
    assert client.get(reverse("procurement:download", args=[office.case.pk, office.file.pk])).status_code == 200
    assert client.get(reverse("procurement:download", args=[other.pk, office.file.pk])).status_code == 404
    assert client.get(reverse("procurement:download_public", args=[other.pk, office.public.pk])).status_code == 404
    assert client.get(reverse("procurement:download_annex", args=[other.pk, office.annex.pk])).status_code == 404
    approved = [other.pk, office.approved.pk]
    assert client.get(reverse("procurement:download_approved", args=approved)).status_code == 404


OF_A_CASE = sorted(
    name
    for name in ADDRESSES
    if name not in ("index", "open_case", "packs", "pack", "pack_again") and not name.startswith("word")
)


@pytest.mark.parametrize("name", OF_A_CASE)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_case_that_is_not_there_is_not_found(method, name, office):
    invented = replace(office, case=Case(pk=office.case.pk + 1000))
    response = getattr(client_of(LegalUserFactory), method)(invented.address(name))
    assert response.status_code == (405 if ADDRESSES[name][method] == 405 else 404)


def test_what_cannot_be_found_is_not_found(office):
    client = client_of(LegalUserFactory)
    for address in (
        reverse("procurement:open_case", args=[office.award.pk + 1000]),
        reverse("procurement:draft", args=[office.case.pk, "no_such_kind"]),
    ):
        assert client.post(address).status_code == 404
    assert client.get(reverse("procurement:download", args=[office.case.pk, office.file.pk + 1000])).status_code == 404


def test_nothing_is_taken_from_another_site(office):
    client = client_of(LegalUserFactory, enforce_csrf_checks=True)
    answers = {name: client.post(office.address(name)).status_code for name in ADDRESSES}
    assert answers == dict.fromkeys(ADDRESSES, 403)
    assert not Party.objects.get().is_verified


def test_the_menu_shows_procurement_to_lawyers_only():
    link = reverse("procurement:index")
    home = reverse("wagtailadmin_home")
    shown = {
        make: link in client_of(make).get(home).content.decode()
        for make in (LegalUserFactory, AdminFactory, EditorFactory)
    }
    assert shown == {LegalUserFactory: True, AdminFactory: True, EditorFactory: False}
