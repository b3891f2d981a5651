"""The screens of one paper: what it would say and why, two languages side by side, the public version."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from procurement.admin import packs
from procurement.models import Pack, PublicVersion
from tests.factories.facts import localised, records
from tests.factories.procurement import (
    ApprovalFactory,
    CaseFactory,
    DocumentFileFactory,
    DocumentVersionFactory,
    PackFactory,
    WordTemplateVersionFactory,
    complete_case,
    record,
)
from tests.factories.users import EditorFactory
from tests.procurement.admin.test_desk import address, said, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

INVITATION = "invitation_to_negotiate"


def test_the_preview_gives_the_reason_of_every_clause_and_of_those_left_out(desk):
    case = complete_case()
    screen = words(desk.get(address("preview", case.pk, "appeal_instructions", "sv")))
    assert "Rättelseanvisning" in screen
    assert "instructions_rectification · shipped wording · 1397/2016, 132–135 §" in screen
    left_out = screen[screen.index("Clauses that this paper does not say, and why") :]
    assert "instructions_review · shipped wording" in left_out
    assert "does not hold" in left_out


def test_the_preview_of_a_paper_without_a_date_says_what_is_missing(desk):
    screen = words(
        desk.get(address("preview", complete_case(without=["contract.date"]).pk, "procurement_contract", "fi"))
    )
    assert "Missing: Date of the draft contract." in screen


def test_the_preview_carries_the_number_that_a_draft_would_get(desk):
    case = complete_case()
    place = address("preview", case.pk, INVITATION, "sv")
    assert "UTKAST 1" in words(desk.get(place))
    desk.post(address("draft", case.pk, INVITATION), {"languages": ["sv"]})
    assert "UTKAST 1" in words(desk.get(place))
    record(case, {"negotiation.time": "10.30"})
    assert "UTKAST 2" in words(desk.get(place))


@pytest.mark.parametrize(("kind", "language"), [("nothing", "sv"), ("procurement_contract", "de")])
def test_what_is_not_offered_has_no_preview(kind, language, desk):
    assert desk.get(address("preview", CaseFactory().pk, kind, language)).status_code == 404


def test_a_lawyer_makes_and_downloads_a_public_version_and_reads_two_languages(desk):
    case = complete_case()
    desk.post(address("draft", case.pk, INVITATION), {"languages": ["sv", "fi"]})
    place = address("paper", case.pk, INVITATION)
    finnish, swedish = case.versions.order_by("language")
    response = desk.post(address("make_public", case.pk, swedish.pk))
    assert said(response)[-1].startswith("Nothing is marked as secret")
    item = localised("Rapida", "Rapida")
    record(case, {"publicity.secrets": records({"item": item, "ground": localised("punkt 19", "kohta 19")})})
    desk.post(address("make_public", case.pk, swedish.pk))
    public = PublicVersion.objects.get()
    html = desk.get(place).content.decode()
    assert address("download_public", case.pk, public.pk) in html
    assert address("side_by_side", case.pk, swedish.pk, finnish.pk) in html
    for file in (
        address("download_public", case.pk, public.pk),
        address("side_by_side", case.pk, swedish.pk, finnish.pk),
    ):
        handed = desk.get(file)
        assert handed.content.startswith(b"%PDF")
        assert handed["Cache-Control"].startswith("private, no-store")


def test_a_word_paper_has_sentences_where_papers_of_clauses_have_their_two_columns_and_public_version(desk):
    case = complete_case()
    place = address("paper", case.pk, INVITATION)
    desk.post(address("draft", case.pk, INVITATION), {"languages": ["sv"]})
    sentences = ("What is secret cannot be left out safely", "cannot be set in two columns")
    before = words(desk.get(place))
    assert [sentence for sentence in sentences if sentence in before] == []
    used = WordTemplateVersionFactory(template__kind=INVITATION)
    paper = DocumentVersionFactory(case=case, number=2, word_template=used)
    other = DocumentVersionFactory(case=case, number=2, language="fi", word_template=used)
    screen = desk.get(place)
    assert [sentence for sentence in sentences if sentence in words(screen)] == list(sentences)
    for name, args in (("make_public", (paper.pk,)), ("side_by_side", (paper.pk, other.pk))):
        assert address(name, case.pk, *args) not in screen.content.decode()
    assert sentences[0] in said(desk.post(address("make_public", case.pk, paper.pk)))[-1]
    assert sentences[1] in said(desk.get(address("side_by_side", case.pk, paper.pk, other.pk)))[-1]


def test_what_is_served_in_one_language_says_nothing_of_two_columns(desk):
    used = WordTemplateVersionFactory(template__kind="appeal_instructions")
    case = DocumentVersionFactory(kind="appeal_instructions", word_template=used).case
    screen = words(desk.get(address("paper", case.pk, "appeal_instructions")))
    assert "Two languages side by side" not in screen
    assert "What is secret cannot be left out safely" in screen


def test_the_screen_asks_the_database_as_often_for_many_versions_as_for_one(desk):
    case = complete_case()

    def asked(*numbers: int) -> int:
        for number in numbers:
            same = {"case": case, "number": number, "inputs_digest": f"{number}" * 64}
            DocumentFileFactory(version=DocumentVersionFactory(word_template=WordTemplateVersionFactory(), **same))
            ApprovalFactory(version=DocumentVersionFactory(language="fi", **same))
        with CaptureQueriesContext(connection) as captured:
            assert desk.get(address("paper", case.pk, INVITATION)).status_code == 200
        return len(captured)

    asked(1)
    assert asked(2) == asked(3, 4, 5)


def test_an_editor_finds_none_of_these_screens():
    client = Client()
    client.force_login(EditorFactory())
    case = CaseFactory()
    for name, args in (
        ("paper", (INVITATION,)),
        ("preview", (INVITATION, "sv")),
        ("side_by_side", (1, 2)),
        ("download_public", (1,)),
    ):
        assert client.get(reverse(f"procurement:{name}", args=[case.pk, *args])).status_code == 404
    assert client.post(reverse("procurement:make_public", args=[case.pk, 1])).status_code == 404


def test_a_lawyer_asks_for_a_pack_of_a_contest_and_finds_it_in_the_list(
    desk, django_capture_on_commit_callbacks, monkeypatch
):
    asked: list[int] = []
    monkeypatch.setattr(packs, "build_pack", SimpleNamespace(enqueue=asked.append))
    case = CaseFactory()
    contest = case.award.get_parent().get_parent()
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(address("packs"), {"page": contest.pk})
    pack = Pack.objects.get()
    assert (asked, list(pack.cases.all()), pack.title) == ([pack.pk], [case], contest.title)
    waiting = desk.get(address("packs"))
    assert waiting["Refresh"] == "5"
    assert "waiting" in words(waiting)
    assert desk.get(address("pack", pack.pk)).status_code == 404
    ready = PackFactory(cases=[case], title="The whole")
    assert address("pack", ready.pk) in desk.get(address("packs")).content.decode()
    assert desk.get(address("pack", ready.pk)).content == b"PK The pack.\n"
