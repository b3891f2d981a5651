"""Opens a Word file that is kept as it came: nothing in it may act on whoever opens it, in any of its stories.

A template is cleaned of comments, settings and text blocks before it is used; here they stay, so they are read too.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from procurement.word import field_codes, xml
from procurement.word.cleaning import forbidden_elements
from procurement.word.findings import Finding, Place, TemplateRefused, finding
from procurement.word.package import Package, open_package
from procurement.word.xml import w

_ALLOWED: Final = field_codes.ALLOWED | field_codes.FIXED
_PARTS: Final = {
    w("document"): "body",
    w("hdr"): "header",
    w("ftr"): "footer",
    w("footnotes"): "footnote",
    w("endnotes"): "endnote",
}
_MAX_FINDINGS: Final = 20
#: Where a mail merge fetches its rows from.
_SOURCES: Final = (w("connectString"), w("query"), w("dataSource"))


def open_foreign(data: bytes) -> tuple[Package, dict[str, Any]]:
    """Return a Word file and the root of each of its parts that are XML, by name.

    Raises:
        TemplateRefused: it cannot be trusted; the findings say why.
    """
    package = open_package(data)
    roots = dict(_roots(package))
    found = [each for name, root in roots.items() for each in _acting(name, root)]
    if found:
        raise TemplateRefused([each for number, each in enumerate(found) if each not in found[:number]][:_MAX_FINDINGS])
    return package, roots


def _roots(package: Package) -> Iterator[tuple[str, Any]]:
    for name, content in package.members.items():
        if name.casefold().endswith((".xml", ".vml")):
            try:
                yield name, xml.parse(content)
            except xml.XmlFault as fault:
                raise TemplateRefused([finding(fault.code, text=name)]) from fault


def _acting(name: str, root: Any) -> Iterator[Finding]:
    place = Place(_PARTS.get(root.tag, "file"), name)
    for _element, instruction in field_codes.instructions(root):
        code = field_codes.refused(instruction, _ALLOWED)
        if code is not None:
            yield finding("FIELD_CODE", place, code)
    for _element, each in forbidden_elements(root):
        yield finding(each.code, place, each.text)
    for merge in root.iter(w("mailMerge")):
        if next(merge.iter(*_SOURCES), None) is not None:
            yield finding("ACTIVE_CONTENT", place, "mailMerge")
