"""The one door to docxtpl: its patterns turn a Word file into a template, and a sandbox of our own fills it.

What the stock library does and this does not (measured: docs/decisions/0022-what-stock-docxtpl-loses-and-costs.md):
run code from a template, print a misspelt field as nothing, drop an ampersand, repair broken XML silently, stamp the
clock.
"""

from __future__ import annotations

import io
import re
from typing import Any, Final

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree
from markupsafe import Markup, escape

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


def environment() -> _Sandbox:
    """Return the sandbox in which the templates of the clause-built kinds are filled."""
    environment = _Sandbox(autoescape=True, undefined=StrictUndefined, finalize=_printed)
    environment.globals.clear()
    return environment


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
