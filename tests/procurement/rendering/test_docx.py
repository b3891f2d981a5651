"""What Word finds in a paper: bookmarks, references, languages, repeated headings of nothing."""

from __future__ import annotations

import io
import re
import zipfile

from docx import Document

from procurement.composed import Heading
from procurement.kinds import registry
from procurement.languages import Language
from procurement.rendering import docx
from tests.factories.facts import complete_facts
from tests.procurement.test_faces import composed
from tests.reading import word

CONTRACT = registry()["procurement_contract"]
PAPER = composed(CONTRACT, Language.FI, complete_facts())
CONTENT = docx.render(PAPER)


def test_each_clause_is_a_bookmark_with_an_id_of_its_own() -> None:
    found = word.bookmarks(CONTENT)
    assert [name for _, name in found] == [block.bookmark for block in PAPER.blocks if isinstance(block, Heading)]
    assert len({identifier for identifier, _ in found}) == len(found)
    assert all(len(name) <= 40 for _, name in found)


def test_each_reference_is_a_field_whose_cached_number_is_the_clauses_number() -> None:
    numbers = {block.bookmark: block.number for block in PAPER.blocks if isinstance(block, Heading)}
    found = word.references(CONTENT)
    assert found
    assert all(numbers[target] == shown for target, shown in found)


def test_the_text_is_marked_finnish_and_carries_no_comment_and_no_tracked_change() -> None:
    with zipfile.ZipFile(io.BytesIO(CONTENT)) as archive:
        names = archive.namelist()
        body = archive.read("word/document.xml").decode()
        styles = archive.read("word/styles.xml").decode()
    assert 'w:val="fi-FI"' in styles
    assert not [name for name in names if "comments" in name]
    assert not re.search(r"<w:(ins|del|moveFrom|moveTo|vanish)\b", body)
    assert "{{" not in body
    assert "{%" not in body


def test_the_author_is_the_organisation_and_the_dates_are_the_papers() -> None:
    properties = Document(io.BytesIO(CONTENT)).core_properties
    assert properties.author == properties.last_modified_by == "Suomen Kuntaliitto ry"
    assert properties.created is not None
    assert properties.created.date() == PAPER.date
