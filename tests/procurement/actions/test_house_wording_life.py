"""A house wording from its writing to its withdrawal, and the papers that say it."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import ModelLogEntry

from procurement import sources
from procurement.actions.approve_house_wording import approve_house_wording
from procurement.actions.draft_document import draft_document
from procurement.actions.preview_document import preview_document
from procurement.actions.withdraw_house_wording import withdraw_house_wording
from procurement.actions.write_house_wording import WordingRefusedError, write_house_wording
from procurement.clauses.load import library
from procurement.languages import Language
from procurement.models import AppendOnlyError, HouseWording
from procurement.permissions import NotAllowedError
from procurement.readiness.judging import readiness
from procurement.readiness.refusals import DraftRefusedError
from procurement.readiness.standing import Standing
from procurement.rendering import text
from tests.factories.procurement import (
    CONTRACT,
    HouseWordingFactory,
    HouseWordingStepFactory,
    LegalUserFactory,
    house_texts,
)
from tests.factories.users import EditorFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

State = HouseWording.State
HEADING = "Priset i sin helhet"


def write(user: Any, **changes: str) -> HouseWording:
    return write_house_wording("contract_price", house_texts(**changes), user, reason=" The council's style. ")


def fresh(wording: HouseWording) -> HouseWording:
    return HouseWording.objects.get(pk=wording.pk)


def in_use(user: Any, **changes: str) -> HouseWording:
    wording = write(user, **changes)
    approve_house_wording(wording, LegalUserFactory())
    return fresh(wording)


def said(version: Any) -> str:
    return str(version.wordings["contract_price"]["texts"]["heading"])


# -- Writing -------------------------------------------------------------------------------------------


def test_a_written_version_waits_and_changes_nothing(lawyer):
    wording = write(lawyer)
    assert (wording.number, fresh(wording).state, wording.reason) == (1, State.DRAFT, "The council's style.")
    assert sources.current_library().clauses == library()
    assert write(lawyer, sv_heading="Pris").number == 2


def test_all_faults_are_named_beside_their_texts_and_nothing_is_kept(lawyer):
    with pytest.raises(WordingRefusedError) as refused:
        write(lawyer, sv_payment="", fi_heading="Hinta \N{SNOWMAN}\N{ZERO WIDTH SPACE}", sv_value="Skall {price.totl}")
    assert refused.value.faults["sv", "payment"] == ["There is no text. A passage cannot be empty."]
    assert "The placeholder {price.totl} does not belong to this clause." in " ".join(
        refused.value.faults["sv", "value"]
    )
    assert refused.value.faults["fi", "heading"] == [
        "“☃” holds ☃ (U+2603), which papers cannot print. Leave it out, or say it in words."
    ]
    assert not HouseWording.objects.exists()


@pytest.mark.parametrize("clause", ["frame", "nothing"])
def test_only_clauses_of_the_library_have_house_wordings(clause, lawyer):
    with pytest.raises(ValidationError, match="no such clause"):
        write_house_wording(clause, {}, lawyer, reason="Why")


def test_a_reason_and_a_difference_are_needed(lawyer):
    shipped = {str(language): dict(each.source) for language, each in library()["contract_price"].wordings.items()}
    with pytest.raises(ValidationError, match="Write why"):
        write_house_wording("contract_price", house_texts(), lawyer, reason=" ")
    with pytest.raises(ValidationError, match="These are the shipped words"):
        write_house_wording("contract_price", shipped, lawyer, reason="Back")
    assert not HouseWording.objects.exists()


@pytest.mark.parametrize("make", [EditorFactory, UserFactory])
def test_nobody_but_a_lawyer_writes_approves_or_withdraws(make, lawyer):
    outsider, wording = make(), write(lawyer)
    with pytest.raises(NotAllowedError):
        write(outsider)
    with pytest.raises(NotAllowedError):
        approve_house_wording(wording, outsider)
    with pytest.raises(NotAllowedError):
        withdraw_house_wording(wording, outsider, reason="No")
    assert fresh(wording).state is State.DRAFT


# -- One language ---------------------------------------------------------------------------------------

ALONE = "The other language is changed here and this is not. Change it too, or say below why it need not follow."
SHIPPED_FI = library()["contract_price"].wordings[Language.FI].source["heading"]


def test_a_wording_changed_in_one_legal_language_is_refused_until_somebody_says_why(lawyer):
    with pytest.raises(WordingRefusedError) as refused:
        write(lawyer, fi_heading=SHIPPED_FI)
    assert refused.value.faults == {("fi", "heading"): [ALONE]}
    assert not HouseWording.objects.exists()
    texts = house_texts(fi_heading=SHIPPED_FI)
    wording = write_house_wording(
        "contract_price", texts, lawyer, reason="x", one_language_reason=" A slip in Swedish. "
    )
    assert fresh(wording).one_language_reason == "A slip in Swedish."
    approve_house_wording(wording, LegalUserFactory())
    assert fresh(wording).state is State.IN_USE


def test_what_papers_say_now_is_what_has_to_follow(lawyer):
    in_use(lawyer)
    with pytest.raises(WordingRefusedError) as refused:
        write(lawyer, sv_heading="Pris")
    assert refused.value.faults == {("fi", "heading"): [ALONE]}


def test_a_reason_that_nobody_needs_is_not_kept(lawyer):
    wording = write_house_wording("contract_price", house_texts(), lawyer, reason="x", one_language_reason="Needless")
    assert fresh(wording).one_language_reason == ""


def test_a_version_in_which_the_other_language_never_followed_is_not_approved():
    wording = HouseWordingFactory(texts=house_texts(fi_heading=SHIPPED_FI))
    with pytest.raises(ValidationError, match="changed in one language only"):
        approve_house_wording(wording, LegalUserFactory())
    assert fresh(wording).state is State.DRAFT


# -- Life ----------------------------------------------------------------------------------------------


def test_the_writer_does_not_approve(lawyer):
    wording = write(lawyer)
    with pytest.raises(NotAllowedError, match="A second lawyer must approve the wording"):
        approve_house_wording(wording, lawyer)
    assert fresh(wording).state is State.DRAFT


def test_each_step_is_taken_once_and_is_in_the_log(lawyer):
    wording = in_use(lawyer)
    with pytest.raises(ValidationError):
        approve_house_wording(wording, LegalUserFactory())
    with pytest.raises(ValidationError, match="Write why"):
        withdraw_house_wording(wording, lawyer, reason=" ")
    withdraw_house_wording(wording, lawyer, reason="The law has changed.")
    with pytest.raises(ValidationError):
        withdraw_house_wording(wording, lawyer, reason="Again")
    with pytest.raises(ValidationError):
        approve_house_wording(wording, LegalUserFactory())
    assert fresh(wording).state is State.WITHDRAWN
    actions = ModelLogEntry.objects.filter(action__contains="house_wording").order_by("pk")
    assert [entry.action.removeprefix("procurement.") for entry in actions] == [
        "write_house_wording",
        "approve_house_wording",
        "withdraw_house_wording",
    ]


def test_the_next_version_in_use_withdraws_the_one_before(lawyer):
    first = in_use(lawyer)
    second = in_use(lawyer, sv_heading="Pris", fi_heading="Hinta")
    assert (fresh(first).state, second.state) == (State.WITHDRAWN, State.IN_USE)
    assert fresh(first).steps.get(state=State.WITHDRAWN).reason == "Version 2 was put in use."
    assert list(HouseWording.all_in_use()) == [second]


def test_a_version_never_changes_and_never_goes(lawyer):
    wording = in_use(lawyer)
    for act in (wording.save, wording.delete, wording.steps.get().delete, HouseWording.objects.all().delete):
        with pytest.raises(AppendOnlyError):
            act()


def test_a_version_that_no_longer_fits_is_not_approved():
    texts = house_texts()
    texts["sv"]["gone"] = "En del som inte längre finns."
    wording = HouseWordingFactory(texts=texts)
    with pytest.raises(ValidationError, match="no longer fits"):
        approve_house_wording(wording, LegalUserFactory())


# -- Papers --------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("text_only")
def test_a_paper_says_the_words_in_use_keeps_them_and_gets_the_next_number(lawyer, case):
    (shipped,) = draft_document(case, CONTRACT, [Language.SV], lawyer)
    wording = write(lawyer)
    assert draft_document(case, CONTRACT, [Language.SV], lawyer) == [shipped]
    approve_house_wording(wording, LegalUserFactory())
    (housed,) = draft_document(case, CONTRACT, [Language.SV], lawyer)
    assert (housed.number, housed.wordings["contract_price"]["origin"], said(housed)) == (2, "house", HEADING)
    withdraw_house_wording(fresh(wording), lawyer, reason="Back to the library")
    assert draft_document(case, CONTRACT, [Language.SV], lawyer) == [shipped]
    housed.refresh_from_db()
    assert said(housed) == HEADING


def test_a_version_is_read_in_its_paper_before_it_is_in_use(lawyer, case):
    wording = write(lawyer)
    tried = preview_document(case, CONTRACT, Language.SV, lawyer, trial=wording)
    now = preview_document(case, CONTRACT, Language.SV, lawyer)
    assert tried.reasons["contract_price"].origin == "house"
    assert HEADING in "\n".join(text.lines(tried.document))
    assert HEADING not in "\n".join(text.lines(now.document))


def test_a_wording_that_no_longer_fits_blocks_its_papers_only(lawyer, case):
    texts = house_texts()
    del texts["fi"]["payment"]
    HouseWordingStepFactory(wording__texts=texts)
    sentence = "The house wording of “contract_price” no longer fits the shipped clause. Rewrite it or withdraw it."
    assert [refusal.sentence for refusal in readiness(Standing.of(case), CONTRACT).blocking] == [sentence]
    with pytest.raises(DraftRefusedError, match="no longer fits"):
        draft_document(case, CONTRACT, [Language.SV], lawyer)
