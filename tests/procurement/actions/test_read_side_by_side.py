"""Two languages of one version stand clause against clause, and what may not be read so is refused."""

from __future__ import annotations

import pytest
from django.utils import translation

from procurement.actions.draft_document import draft_document
from procurement.actions.read_side_by_side import SideBySideRefusedError, read_side_by_side
from procurement.kinds import registry
from procurement.languages import Language
from procurement.permissions import NotAllowedError
from tests.factories.procurement import (
    INVITATION,
    DocumentVersionFactory,
    WordTemplateVersionFactory,
    complete_case,
)
from tests.factories.users import EditorFactory
from tests.reading import pdf as pdf_reading
from tests.reading.conformance import outloud_errors

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def test_the_languages_stand_side_by_side_and_the_one_that_holds_is_named(lawyer):
    swedish, finnish = draft_document(complete_case(), INVITATION, [Language.SV, Language.FI], lawyer)
    content = read_side_by_side(swedish, finnish, lawyer)
    words = " ".join(" ".join(pdf_reading.pages(content)).split())
    authentic = {"sv": "Svenska. Denna text gäller.", "fi": "Suomi. Tätä tekstiä noudatetaan."}
    assert authentic[swedish.authentic_language] in words
    for phrase in ("Inbjudan att förhandla", "Neuvottelukutsu", "Bakgrund", "Tausta"):
        assert phrase in words
    assert outloud_errors(content) == []
    assert content == read_side_by_side(swedish, finnish, lawyer)


def test_two_versions_or_one_language_are_refused(lawyer):
    first = DocumentVersionFactory(composed={"type": "x"})
    later = DocumentVersionFactory(case=first.case, number=2, language="fi", inputs_digest="9" * 64)
    for other in (first, later):
        with pytest.raises(SideBySideRefusedError, match="Only two languages of one version"):
            read_side_by_side(first, other, lawyer)


def test_papers_from_word_templates_are_refused_in_the_language_of_the_reader(lawyer):
    swedish = DocumentVersionFactory(word_template=WordTemplateVersionFactory())
    same = {"case": swedish.case, "language": "fi"}
    finnish = DocumentVersionFactory(number=2, word_template=WordTemplateVersionFactory(), **same)
    of_clauses = DocumentVersionFactory(number=3, inputs_digest="9" * 64, **same)
    for pair in ((swedish, finnish), (swedish, of_clauses), (of_clauses, swedish)):
        for language, sentence in {
            "en": "templates share no clauses that could stand side by side",
            "sv": "mallar inte har gemensamma klausuler",
            "fi": "malleilla ei ole yhteisiä ehtoja",
        }.items():
            with translation.override(language), pytest.raises(SideBySideRefusedError, match=sentence):
                read_side_by_side(*pair, lawyer)


def test_what_is_served_is_never_made_in_two_columns(lawyer):
    served = [kind.key for kind in registry() if kind.has_served_original]
    assert "appeal_instructions" in served
    first = DocumentVersionFactory(kind="appeal_instructions")
    other = DocumentVersionFactory(kind="appeal_instructions", case=first.case, language="fi")
    with pytest.raises(SideBySideRefusedError, match="served in one language"):
        read_side_by_side(first, other, lawyer)


def test_an_editor_reads_nothing(lawyer):
    first = DocumentVersionFactory()
    with pytest.raises(NotAllowedError):
        read_side_by_side(first, DocumentVersionFactory(case=first.case, language="fi"), EditorFactory())
