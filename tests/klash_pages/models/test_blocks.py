"""What the blocks of a body refuse, and how a reader sees them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import translation
from lxml import html
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents import get_document_model

from klash_pages.models.blocks import RICH_TEXT_FEATURES, BodyBlock, ButtonBlock, TableBlock
from tests.factories.pages import ContestPageFactory, StandardPageFactory
from tests.factories.translations import translate


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def complaint(block: Any, name: str, **value: Any) -> str:
    with pytest.raises(StructBlockValidationError) as refusal:
        block.clean(block.to_python(value))
    return str(refusal.value.block_errors[name].message)


def a_document(title: str = "Rules") -> Any:
    document = get_document_model()(title=title)
    document.file.save("rules.pdf", ContentFile(b"%PDF-1.7 " + b"x" * 2048))
    document.get_file_size()
    return document


def tree_of(page: Any) -> Any:
    return html.fromstring(Client().get(page.url).content.decode())


def words_of(element: Any) -> str:
    return " ".join(element.text_content().split())


# ---- what is refused


@pytest.mark.django_db
def test_a_button_leads_to_exactly_one_place():
    sentence = "Choose a page of this site or write an address elsewhere, one of the two."
    page = StandardPageFactory()
    assert complaint(ButtonBlock(), "url", text="Read", page=None, url="") == sentence
    assert complaint(ButtonBlock(), "url", text="Read", page=page.pk, url="https://example.org/") == sentence
    cleaned = ButtonBlock().clean(ButtonBlock().to_python({"text": "Read", "page": page.pk, "url": ""}))
    assert cleaned["page"].pk == page.pk


def test_a_body_has_one_button():
    body = BodyBlock()
    button = ("button", {"text": "Read", "page": None, "url": "https://example.org/"})
    body.clean(body.normalize([button]))
    with pytest.raises(ValidationError):
        body.clean(body.normalize([button, button]))


def test_a_row_of_a_table_is_as_long_as_its_header():
    table = {"caption": "Teams", "head": ["Challenge", "Teams"]}
    sentence = "Row 2 has 1 cells, but the header row has 2."
    assert complaint(TableBlock(), "rows", **table, rows=[{"cells": ["A", "5"]}, {"cells": ["B"]}]) == sentence
    TableBlock().clean(TableBlock().to_python({**table, "rows": [{"cells": ["A", "5"]}]}))


def test_a_table_needs_a_caption():
    with pytest.raises(StructBlockValidationError) as refusal:
        TableBlock().clean(TableBlock().to_python({"caption": "", "head": ["A"], "rows": [{"cells": ["1"]}]}))
    assert set(refusal.value.block_errors) == {"caption"}


def test_an_image_needs_an_alternative_text_or_to_be_decorative(db):
    from wagtail_factories import ImageFactory

    body = BodyBlock()

    def figure(alt_text: str, decorative: bool) -> Any:
        image = {"image": ImageFactory().pk, "alt_text": alt_text, "decorative": decorative}
        return body.to_python([{"type": "figure", "value": {"image": image, "caption": "", "credit": ""}}])

    body.clean(figure("Three people", False))
    body.clean(figure("", True))
    with pytest.raises(ValidationError):
        body.clean(figure("", False))


def test_text_pasted_from_word_is_reduced_to_the_allowed_marks():
    pasted = (
        '<p class="MsoNormal" style="text-align:center"><span style="color:red">One <b>two</b></span></p><h4>Four</h4>'
        '<table><tr><td>Cell</td></tr></table><p><img src="file:///c:/x.png"/><script>alert(1)</script></p>'
    )
    converter = ContentstateConverter(features=RICH_TEXT_FEATURES)
    kept = html.fragments_fromstring(converter.to_database_format(converter.from_database_format(pasted)))
    elements = [element for fragment in kept if not isinstance(fragment, str) for element in fragment.iter()]
    tags = {element.tag for element in elements}
    assert tags <= {"p", "b", "i", "a", "ul", "ol", "li", "br"}
    attributes = {
        name for fragment in kept if not isinstance(fragment, str) for e in fragment.iter() for name in e.attrib
    }
    assert attributes <= {"data-block-key"}


# ---- what a reader sees


@pytest.mark.django_db
def test_a_document_says_what_it_is_before_it_is_fetched():
    document = a_document()
    value = {"document": document, "title": "", "language": "fi", "date": date(2019, 4, 11), "credit": ""}
    contest = ContestPageFactory(documents=[("document", value)])
    line = tree_of(contest).xpath("//p[@class='document']")[0]
    assert words_of(line) == "Rules PDF, 2,0 kB · på finska · 11.4.2019"
    assert line.xpath("./a/@href") == [document.url]


@pytest.mark.django_db
def test_a_table_has_a_caption_and_headers_of_columns_and_rows():
    value = {"caption": "Teams", "head": ["Challenge", "Teams"], "rows": [{"cells": ["A", "5"]}, {"cells": ["B", "4"]}]}
    table = tree_of(StandardPageFactory(body=[("table", value)])).xpath("//table")[0]
    assert table.findtext("caption") == "Teams"
    assert table.xpath(".//th[@scope='col']/text()") == ["Challenge", "Teams"]
    assert table.xpath(".//tbody//th[@scope='row']/text()") == ["A", "B"]
    assert table.xpath(".//td/text()") == ["5", "4"]


@pytest.mark.django_db
def test_the_cells_of_a_table_are_translated_one_by_one():
    value = {"caption": "Team", "head": ["Utmaning"], "rows": [{"cells": ["Unga"]}]}
    page = StandardPageFactory(body=[("table", value)])
    page = type(page).objects.get(pk=page.pk)
    finnish = translate(page, "fi")
    from wagtail_localize.models import StringSegment

    texts = StringSegment.objects.filter(source__object_id=page.translation_key, context__path__startswith="body.")
    assert {segment.string.data for segment in texts} == {"Team", "Utmaning", "Unga"}
    assert finnish.body[0].value["rows"][0]["cells"][0] == "Unga"


@pytest.mark.django_db
def test_from_three_headings_on_there_is_a_list_of_contents():
    def headings(number: int) -> list[Any]:
        return [("heading", {"text": f"Part {n}", "level": "h2"}) for n in range(number)]

    assert tree_of(StandardPageFactory(body=headings(2))).xpath("//nav[@class='contents']") == []
    tree = tree_of(StandardPageFactory(body=[*headings(3), ("heading", {"text": "Detail", "level": "h3"})]))
    links = tree.xpath("//nav[@class='contents']//a")
    assert [words_of(link) for link in links] == ["Part 0", "Part 1", "Part 2"]
    for link in links:
        assert words_of(tree.get_element_by_id(link.get("href")[1:])) == words_of(link)


@pytest.mark.django_db
def test_headings_below_a_sections_own_stand_one_level_lower():
    rules = [("heading", {"text": "Who", "level": "h2"}), ("heading", {"text": "Students", "level": "h3"})]
    section = tree_of(ContestPageFactory(rules=rules)).get_element_by_id("rules")
    assert [(heading.tag, words_of(heading)) for heading in section.xpath(".//h2 | .//h3 | .//h4")] == [
        ("h2", "Regler och kriterier"),
        ("h3", "Who"),
        ("h4", "Students"),
    ]
