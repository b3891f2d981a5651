"""House wordings on screen: found, edited with faults beside the texts, compared, approved, read in their papers."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from procurement.admin.wordings import placeholders, touched_cases
from procurement.clauses.load import library
from procurement.languages import Language
from procurement.models import HouseWording
from tests.factories.procurement import (
    CONTRACT,
    DocumentVersionFactory,
    HouseWordingFactory,
    HouseWordingStepFactory,
    LegalUserFactory,
    complete_case,
    house_texts,
)
from tests.factories.users import EditorFactory
from tests.procurement.admin.test_desk import address, said, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

CLAUSE = "contract_price"


def typed(reason: str = "The council's style.", **changes: str) -> dict[str, str]:
    """The form of the clause as a browser sends it: `sv_heading="…"`."""
    texts = house_texts(**changes)
    fields = {f"{language}-{key}": text for language, keys in texts.items() for key, text in keys.items()}
    return {**fields, "reason": reason}


def browser(user: Any) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


def test_the_list_shows_whose_words_each_clause_says_and_finds_by_word_kind_and_state(desk):
    HouseWordingStepFactory(wording__shipped_digest="0" * 64)
    HouseWordingFactory(clause="contract_parties")
    every = words(desk.get(address("wordings")))
    assert f"{len(library()) - 1} clauses" in every
    changed = "house wording in use the shipped text has changed"
    assert f"{CLAUSE} {changed}" in every
    assert "contract_parties shipped wording waits for approval" in every
    for query, found in (
        ({"state": "draft"}, 1),
        ({"state": "outdated"}, 1),
        ({"q": "priset i sin HELHET"}, 1),
        ({"kind": "procurement_contract", "state": "in_use"}, 1),
        ({"kind": "negotiation_agenda", "state": "in_use"}, 0),
    ):
        assert f"{found} clause" in words(desk.get(address("wordings"), query)), query


def test_the_list_asks_as_few_questions_however_many_wordings_there_are(desk, django_assert_max_num_queries):
    HouseWordingStepFactory()
    HouseWordingStepFactory(wording__clause="contract_parties")
    desk.get(address("wordings"))
    with django_assert_max_num_queries(12):
        desk.get(address("wordings"))


def test_a_wording_is_edited_approved_by_another_and_withdrawn(desk, lawyer):
    form = desk.get(address("wording_edit", CLAUSE)).content.decode()
    assert 'name="sv-payment"' in form
    assert 'lang="fi-FI"' in form
    response = desk.post(address("wording_edit", CLAUSE), typed(sv_heading="Priset"))
    place = address("wording_version", CLAUSE, 1)
    assert (response.status_code, response["Location"]) == (302, place)
    screen = desk.get(place).content.decode()
    assert "<ins>Priset</ins>" in screen
    assert "A second lawyer must approve the wording." in screen
    assert said(desk.post(place, {"step": "approve"})) == ["A second lawyer must approve the wording."]
    second = browser(LegalUserFactory())
    assert "I have read the wording: approve it" in second.get(place).content.decode()
    assert said(second.post(place, {"step": "approve"})) == ["The wording is approved and in use: new drafts say it."]
    wording = HouseWording.objects.get()
    assert (wording.state, wording.written_by) == (HouseWording.State.IN_USE, lawyer)
    assert said(desk.post(place, {"step": "withdraw"}))[-1] == "Write why the wording is withdrawn."
    desk.post(place, {"step": "withdraw", "reason": "Back to the library."})
    assert "withdrawn" in words(desk.get(place))
    assert "The shipped wording" in words(desk.get(address("wording", CLAUSE)))


def test_faults_stand_beside_their_texts_and_what_was_typed_stays(desk):
    sent = typed(reason="", sv_payment="Leverantören skall {price.totl", fi_payment="")
    response = desk.post(address("wording_edit", CLAUSE), sent)
    screen = words(response)
    assert response.status_code == 422
    assert "A brace stands alone: { or } is needed as well." in screen
    assert "Leverantören skall {price.totl" in screen
    assert "There is no text. A passage cannot be empty." in screen
    assert "This field is required." in screen
    assert not HouseWording.objects.exists()


def test_the_next_edit_starts_from_the_newest_version_and_a_version_from_itself(desk):
    HouseWordingFactory()
    HouseWordingFactory(number=2, texts=house_texts(sv_heading="Det nya priset"))
    assert "Det nya priset" in desk.get(address("wording_edit", CLAUSE)).content.decode()
    first = desk.get(address("wording_version_edit", CLAUSE, 1)).content.decode()
    assert "Priset i sin helhet" in first
    assert "Det nya priset" not in first


def test_a_version_is_read_in_its_paper_before_it_is_in_use(desk):
    case, wording = complete_case(), HouseWordingFactory()
    asked = {"case": case.pk, "kind": CONTRACT.key, "language": "sv"}
    response = desk.get(address("wording_context", CLAUSE, 1), asked)
    preview = f"{address('preview', case.pk, CONTRACT.key, 'sv')}?wording={wording.pk}"
    assert response["Location"] == f"{preview}#cl_{CLAUSE}"
    screen = words(desk.get(preview))
    assert "Priset i sin helhet" in screen
    assert "This preview says version 1 of the house wording" in screen
    assert "Priset i sin helhet" not in words(desk.get(address("preview", case.pk, CONTRACT.key, "sv")))


@pytest.mark.parametrize("asked", ["0", "abc", "9" * 40, "²"])
def test_a_preview_of_a_version_that_is_not_there_is_not_found(asked, desk):
    place = address("preview", complete_case().pk, CONTRACT.key, "sv")
    assert desk.get(place, {"wording": asked}).status_code == 404


def test_a_paper_shows_that_the_shipped_text_of_its_house_wording_has_changed(desk):
    HouseWordingStepFactory(wording__shipped_digest="0" * 64)
    screen = words(desk.get(address("paper", complete_case().pk, CONTRACT.key)))
    assert "note The shipped text of “contract_price” has changed since its house wording was written." in screen


def test_a_version_that_no_longer_fits_says_why_and_cannot_be_approved(desk):
    texts = house_texts()
    del texts["fi"]["payment"]
    HouseWordingFactory(texts=texts)
    screen = words(desk.get(address("wording", CLAUSE)))
    assert "fi.payment: There is no text. A passage cannot be empty." in screen
    assert "approve it" not in screen


@pytest.mark.parametrize("clause", ["frame", "nothing"])
def test_the_frame_and_what_is_no_clause_have_no_screen(clause, desk):
    for name in ("wording", "wording_edit"):
        assert desk.get(address(name, clause)).status_code == 404
    assert desk.get(address("wording_version", CLAUSE, 7)).status_code == 404


def test_each_placeholder_of_a_clause_says_what_it_prints():
    assert all(says for clause in library().values() if clause.key != "frame" for _name, says in placeholders(clause))


def test_the_text_that_does_not_follow_is_marked_and_the_reason_is_read_by_the_second_lawyer(desk):
    shipped = library()[CLAUSE].wordings[Language.FI].source["heading"]
    response = desk.post(address("wording_edit", CLAUSE), typed(fi_heading=shipped))
    assert response.status_code == 422
    assert "The other language is changed here and this is not." in words(response)
    desk.post(address("wording_edit", CLAUSE), {**typed(fi_heading=shipped), "one_language_reason": "A slip."})
    second = words(browser(LegalUserFactory()).get(address("wording_version", CLAUSE, 1)))
    assert "Changed in one language only. Why the other need not follow: A slip." in second
    assert "A slip." in desk.get(address("wording_version_edit", CLAUSE, 1)).content.decode()


def test_the_cases_that_a_wording_touches_are_listed_for_those_who_may_see_them(desk):
    said = {CLAUSE: {"origin": "library", "texts": {}}}
    version = DocumentVersionFactory(kind=CONTRACT.key, number=2, wordings=said)
    DocumentVersionFactory(case=version.case, kind=CONTRACT.key, number=1, inputs_digest="2" * 64, wordings=said)
    other = DocumentVersionFactory(kind=CONTRACT.key, number=1, wordings={})
    HouseWordingFactory()
    screen = desk.get(address("wording_version", CLAUSE, 1))
    assert f"{version.case.pk} · {version.case.award.title} : {CONTRACT.title[Language.EN]}, version 2" in words(screen)
    listed = screen.content.decode().partition('id="cases"')[2].partition("</ul>")[0]
    assert address("case", version.case.pk) in listed
    assert address("case", other.case.pk) not in listed
    assert browser(EditorFactory()).get(address("wording_version", CLAUSE, 1)).status_code in (302, 404)


def test_the_cases_that_a_wording_touches_are_found_without_the_words_of_their_papers():
    for _case in range(3):
        DocumentVersionFactory(kind=CONTRACT.key, wordings={CLAUSE: {"origin": "library", "texts": {}}})
    with CaptureQueriesContext(connection) as queries:
        assert len(touched_cases(CLAUSE)) == 3
    assert len(queries) == 2
    asked = " ".join(query["sql"] for query in queries)
    assert not any(f'"procurement_documentversion"."{column}"' in asked for column in ("composed", "facts", "filling"))


def test_a_clause_that_no_paper_says_touches_no_case(desk):
    HouseWordingFactory()
    assert "No paper says the clause yet." in words(desk.get(address("wording_version", CLAUSE, 1)))
