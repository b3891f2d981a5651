"""The one door to docxtpl: fills a Word template safely and gives the same bytes for the same input.

What the stock library does and this does not (measured in the project's brief, `threats.md` § 0): run code from a
template, print a misspelt field as nothing, drop an ampersand, repair broken XML silently, stamp the clock.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, Final

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree
from markupsafe import Markup, escape

#: A zip file cannot be older, and a date of its own would make every file differ.
_ZIP_DATE: Final = (1980, 1, 1, 0, 0, 0)
#: Jinja's own marks, written so that data can never be read as a tag.
_BRACES: Final = str.maketrans({"{": "&#123;", "}": "&#125;", "%": "&#37;"})


_TAG: Final = re.compile(r"\{[{%][^{}]*[%}]\}")


class TemplateDataError(ValueError):
    """A value that may not be printed: only text and whole numbers are."""


class _Sandbox(ImmutableSandboxedEnvironment):
    """Nothing to call, nothing to look up but the keys of plain data."""

    def is_safe_callable(self, obj: Any) -> bool:
        return False

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        return False


def _printed(value: object) -> Markup:
    if isinstance(value, Markup):
        return value
    if isinstance(value, Undefined):
        str(value)  # raises, and names the field
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise TemplateDataError(f"a value of type {type(value).__name__} cannot be printed")
    return Markup(str(escape(str(value))).translate(_BRACES))  # noqa: S704 - escaped one call earlier


def _environment() -> _Sandbox:
    environment = _Sandbox(autoescape=True, undefined=StrictUndefined, finalize=_printed)
    environment.globals.clear()
    return environment


class _StrictTemplate(DocxTemplate):
    """docxtpl with a strict parser, and without its passes over properties and footnotes."""

    def fix_tables(self, xml: str) -> Any:
        etree.fromstring(xml.encode())
        return super().fix_tables(xml)

    def render_properties(self, context: Mapping[str, Any], jinja_env: Any = None) -> None:
        """Leave the document properties to `fill`, which sets them from data and not from the clock."""

    def render_footnotes(self, context: Mapping[str, Any], jinja_env: Any = None) -> None:
        """Leave footnotes alone: the stock pass reads rendered data as a template again."""


def fill(shell: bytes, values: Mapping[str, Any], *, title: str, author: str, language: str, day: date) -> bytes:
    """Return the Word template filled with plain data.

    Args:
        shell: the template, a `.docx` file.
        values: strings, integers, and lists and dictionaries of them.
        title: the document property.
        author: the document property; the organisation, never a person.
        language: BCP 47 tag of the text.
        day: the paper's date, which becomes its created and modified time.

    Raises:
        TemplateDataError: a value is neither text nor a whole number.
        jinja2.TemplateError: the template names something that is not in `values`, or is not in the language.
        lxml.etree.XMLSyntaxError: the filled template is not well-formed.
    """
    template = _StrictTemplate(io.BytesIO(shell))
    template.render(values, _environment())
    moment = datetime(day.year, day.month, day.day, tzinfo=UTC)
    properties = template.docx.core_properties
    properties.title, properties.author, properties.language = title, author, language
    properties.last_modified_by, properties.comments, properties.keywords = author, "", ""
    properties.created = properties.modified = moment
    properties.revision = 1
    raw = io.BytesIO()
    template.save(raw)
    return repack(raw.getvalue())


def patched(xml: str) -> str:
    """Return a part's XML as Jinja can read it; docxtpl's own patterns are the definition of the language."""
    source: str = DocxTemplate(io.BytesIO()).patch_xml(xml)
    # docxtpl leaves an ampersand of a tag escaped, so that no comparison with `R&D` could ever be true.
    return _TAG.sub(lambda tag: tag[0].replace("&amp;", "&"), source)


def with_fitting_grids(xml: bytes) -> bytes:
    """Return a well-formed part whose tables declare as many columns as their rows have, as docxtpl does it."""
    tree = DocxTemplate(io.BytesIO()).fix_tables(xml)
    result: bytes = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
    return result


def repack(package: bytes) -> bytes:
    """Return a Word file with the same parts in a fixed order, without times.

    Raises:
        ValueError: two parts have the same name, so that two programs could read two documents.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(out, "w") as target:
        names = source.namelist()
        if len({name.casefold() for name in names}) != len(names):
            raise ValueError("the Word file has two parts with one name")
        for name in sorted(names, key=lambda name: (name != "[Content_Types].xml", name != "_rels/.rels", name)):
            info = zipfile.ZipInfo(name, _ZIP_DATE)
            info.create_system, info.external_attr = 3, 0o600 << 16
            target.writestr(info, source.read(name), zipfile.ZIP_DEFLATED, 9)
    return out.getvalue()
