"""What a Word template of a kind must say and may not say, and that it is given no fact it does not name."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from procurement.clauses.load import library
from procurement.guards import guard
from procurement.kinds import Kind, Part, registry
from procurement.languages import Language
from procurement.rendering import word_papers
from procurement.word import FieldCatalogue, lint
from tests.factories.facts import complete_facts
from tests.factories.procurement import CONTRACT, INVITATION
from tests.procurement.word.files import docx, p, table

ROWS = table(["{%tr for row in paper.rows %}"], ["{{ row.label }} {{ row.value }}"], ["{%tr endfor %}"])


def findings(kind: Kind, *body: str, language: Language = Language.SV) -> list[tuple[str, str, str]]:
    """The errors of a template: code, the field or the word, the severity."""
    catalogue = word_papers.catalogue(kind, language)
    found = word_papers.judged(kind, lint(docx(*body), catalogue, language=language))
    return [(each.code, each.params.get("name", each.text), str(each.severity)) for each in found]


def missing(kind: Kind, *body: str) -> list[str]:
    return [name for code, name, severity in findings(kind, *body) if (code, severity) == ("PASSAGE_MISSING", "error")]


@pytest.mark.parametrize(
    "kind", [CONTRACT, INVITATION, registry()["data_processing_agreement"]], ids=lambda kind: kind.key
)
def test_a_template_that_says_nothing_of_what_its_kind_must_say_is_told_all_of_it(kind: Kind) -> None:
    assert sorted(missing(kind, p("Hej."))) == sorted(word_papers.required(kind))


def test_an_invitation_must_say_that_a_contract_arises_only_when_it_is_made() -> None:
    said = [p(f"{{{{p clauses.{key} }}}}") for key in ("invitation_draft_notice", "invitation_basis")]
    body = (p("{{ paper.status }}"), ROWS, *said)
    assert missing(INVITATION, *body) == ["clauses.invitation_reservations"]
    assert missing(INVITATION, *body, p("{{p clauses.invitation_reservations }}")) == []


def test_a_decision_without_its_instructions_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    key = guard("instructions_variant").blocks[0]
    named = {"some_instructions", "invitation_basis"}
    kind = replace(INVITATION, key=key, outline=tuple(Part(each) for each in sorted(named)))
    assert "clauses.some_instructions" in word_papers.required(kind)
    assert "clauses.invitation_basis" not in word_papers.required(kind)
    assert "clauses.some_instructions" not in word_papers.required(replace(kind, key="minutes"))


@pytest.mark.parametrize(
    ("kind", "language", "text", "words"),
    [
        (
            CONTRACT,
            Language.SV,
            "Leverantören skall och/eller svara enligt avtalet.",
            ["skall", "och/eller", "avtalet"],
        ),
        (INVITATION, Language.SV, "Enligt avtalet är talet LOUD.", ["LOUD"]),
        (CONTRACT, Language.FI, "Tilaajan toimesta ja koskien hintaa.", ["toimesta", "koskien"]),
        (CONTRACT, Language.SV, "Leverantören ska svara.", []),
    ],
)
def test_forbidden_words_are_errors(kind: Kind, language: Language, text: str, words: list[str]) -> None:
    found = findings(kind, p(text), language=language)
    assert [name for code, name, severity in found if (code, severity) == ("FORBIDDEN_WORD", "error")] == words


def test_the_forbidden_words_reach_the_child_process() -> None:
    catalogue = word_papers.catalogue(CONTRACT, Language.SV)
    assert FieldCatalogue.from_json(catalogue.to_json()).forbidden == catalogue.forbidden != ()


def test_no_clause_that_cites_another_by_number_is_offered() -> None:
    assert "contract_parties" in word_papers.clause_keys(CONTRACT)
    assert "contract_exit" not in word_papers.clause_keys(CONTRACT)


def test_a_template_is_given_the_facts_that_it_names_and_that_its_guards_read() -> None:
    few = word_papers.template_fact_names(CONTRACT, ("object.title",), library())
    more = word_papers.template_fact_names(
        CONTRACT, ("object.title", "supplier.signatory", "price.milestones[].due"), library()
    )
    assert more - few == {"supplier.signatory", "price.milestones"} - few
    assert "supplier.signatory" not in few


def test_the_line_of_a_group_is_of_the_facts_that_it_says_and_lacks_the_missing_ones() -> None:
    assert word_papers.facts_of(["supplier.display"]) == {"supplier.name", "supplier.business_id"}
    assert {"supplier.name", "supplier.business_id"} <= word_papers.template_fact_names(
        CONTRACT, ("supplier.display",), library()
    )
    assert word_papers.lacking("supplier.display", {"supplier": {"name": "A"}}) == ("supplier.business_id",)
    assert word_papers.lacking("price.lines[].amount", {"price": {"lines": ()}}) == ("price.lines",)
    assert word_papers.lacking("case.legal_basis_label", {}) == ("case.legal_basis",)
    assert word_papers.lacking("paper.status", {}) == ()


def test_a_kind_without_a_party_does_not_fill_the_line_of_one() -> None:
    fields = word_papers.catalogue(INVITATION, Language.SV).fields
    assert (fields["supplier.display"].supplied, fields["host.display"].supplied) == (False, True)


def test_the_passages_of_the_library_and_the_annexes_of_the_case_are_filled_in() -> None:
    fields = ("clauses.contract_parties", "paper.annexes[].label", "paper.rows", "object.title")
    filling = word_papers.filling(CONTRACT, fields, complete_facts(), Language.SV, 3, library())
    paper, clauses = filling.values["paper"], filling.values["clauses"]
    assert paper["status"] == "DEMO · UTKAST 3"
    assert paper["rows"][0]["label"] == "Ärendenummer"
    assert [row["label"] for row in paper["annexes"]][:2] == ["Bilaga 1", "Bilaga 2"]
    assert any("Rapida Oy (demo)" in line for line in clauses["contract_parties"])
    assert filling.gaps == ()


def test_the_final_filling_lacks_the_marks_of_a_draft_and_is_kept_as_plain_data() -> None:
    fields = ("clauses.draft_notice", "clauses.contract_parties", "paper.rows", "price.total", "contract.date")
    filling = word_papers.filling(CONTRACT, fields, complete_facts(), Language.FI, 3, library())
    kept = word_papers.Filling.from_json(json.loads(json.dumps(filling.to_json())))
    assert kept.to_json() == filling.to_json()
    assert (kept.title, kept.organisation, kept.day) == (filling.title, filling.organisation, filling.day)
    assert kept.values["price"]["total"] == filling.values["price"]["total"]
    final = word_papers.final(kept, 3, Language.FI)
    assert (filling.values["paper"]["status"], final.values["paper"]["status"]) == (
        "DEMO · LUONNOS 3",
        "DEMO · Versio 3",
    )
    assert final.values["clauses"]["draft_notice"] == ()
    unchanged = {**kept.values, "paper": {**kept.values["paper"], "status": ""}, "clauses": {}}
    assert {**final.values, "paper": {**final.values["paper"], "status": ""}, "clauses": {}} == unchanged
    assert final.values["clauses"]["contract_parties"] == kept.values["clauses"]["contract_parties"]


@pytest.mark.parametrize(("language", "mark"), [(Language.SV, "UTKAST"), (Language.FI, "LUONNOS")])
def test_the_mark_of_a_draft_is_what_the_frame_of_papers_says(language: Language, mark: str) -> None:
    assert word_papers.draft_mark(language) == mark


def test_the_words_of_a_template_rest_on_its_fields_and_clauses_and_not_on_what_only_guards_read() -> None:
    said = word_papers.template_said_names(CONTRACT, ("object.title", "clauses.contract_parties"), library())
    given = word_papers.template_fact_names(CONTRACT, ("object.title", "clauses.contract_parties"), library())
    assert {"object.title", "supplier.name", "contract.date"} <= said < given
    assert "price.total" not in said
