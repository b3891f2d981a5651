"""The door to docxtpl: what the stock library loses, this keeps or refuses."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import Any

import pytest
from docx import Document
from jinja2 import TemplateError, UndefinedError
from jinja2.exceptions import SecurityError

from procurement.word.archive import repack
from procurement.word.compiled import CompiledTemplate
from procurement.word.template import TemplateDataError


def template(*paragraphs: str) -> bytes:
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def filled(shell: bytes, values: dict[str, Any]) -> list[str]:
    content = CompiledTemplate(shell).fill(
        values, title="T & t", author="A <a>", language="sv-FI", day=date(2026, 1, 2)
    )
    return [paragraph.text for paragraph in Document(io.BytesIO(content)).paragraphs]


@pytest.mark.parametrize(
    "name",
    [
        "Virtanen & Söner & Co",
        "a < b > c <d>",
        "x]]>y",
        "{{ 7*7 }}",
        "{_{ x }_}",
        "{% raw %}",
        "100 %}",
        "😀 é ﷺ",
        "'\"",
    ],
)
def test_a_name_arrives_letter_by_letter(name: str) -> None:
    assert filled(template("{{ name }} end"), {"name": name}) == [f"{name} end"]


def test_a_misspelt_field_is_an_error_and_never_a_blank() -> None:
    with pytest.raises(UndefinedError):
        filled(template("{{ nmae }}"), {"name": "x"})


@pytest.mark.parametrize("value", [None, 1.5, True, ["a"], {"a": "b"}])
def test_what_is_neither_text_nor_number_is_not_printed(value: object) -> None:
    with pytest.raises(TemplateDataError):
        filled(template("{{ value }}"), {"value": value})


@pytest.mark.parametrize(
    "attack",
    [
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ name.__class__.__mro__ }}",
        "{{ lipsum(5) }}",
        "{{ name.upper() }}",
        "{{ ''.join(['a']) }}",
        "{{ range(10) }}",
        "{{ self._TemplateReference__context }}",
    ],
)
def test_a_template_can_call_and_look_up_nothing(attack: str) -> None:
    with pytest.raises((SecurityError, UndefinedError, TemplateError, TemplateDataError)):
        filled(template(attack), {"name": "x"})


def test_the_properties_come_from_data_and_not_from_the_clock() -> None:
    content = CompiledTemplate(template("x")).fill(
        {}, title="T & t", author="A <a>", language="sv-FI", day=date(2026, 1, 2)
    )
    properties = Document(io.BytesIO(content)).core_properties
    assert (properties.title, properties.author, properties.last_modified_by) == ("T & t", "A <a>", "A <a>")
    assert properties.created is not None
    assert properties.created.date() == date(2026, 1, 2)
    assert properties.comments == ""


def test_a_file_with_two_parts_of_one_name_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
        archive.writestr("word/DOCUMENT.xml", "<b/>")
    with pytest.raises(ValueError, match="two parts"):
        repack(out.getvalue())
