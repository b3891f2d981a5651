"""Reads foreign XML: strictly, without entities, network or document types, and within limits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final
from xml.parsers import expat

from lxml import etree

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MC: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_MAX_DEPTH: Final = 250


class XmlFault(ValueError):  # noqa: N818 - carries the code of a finding
    """A part that is refused; `code` names the finding."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(slots=True)
class Account:
    """How many elements the parts of one file may still have."""

    elements: int = 600_000


def w(name: str) -> str:
    """Return a name of WordprocessingML as lxml writes it."""
    return f"{{{W}}}{name}"


def check(data: bytes, account: Account) -> None:
    """Read a part with expat and keep nothing.

    Raises:
        XmlFault: it is not well-formed, has a document type, or is too large or deep.
    """
    parser = expat.ParserCreate()
    depth = 0

    def start(_name: str, _attributes: object) -> None:
        nonlocal depth
        depth += 1
        account.elements -= 1
        if depth > _MAX_DEPTH or account.elements < 0:
            raise XmlFault("XML_TOO_LARGE")

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    def doctype(*_: object) -> None:
        raise XmlFault("XML_DOCTYPE")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError, RecursionError) as error:
        if isinstance(error, XmlFault):
            raise
        raise XmlFault("XML_BROKEN") from error


def prove(data: bytes) -> None:
    """Parse a rendered part strictly; expat at full speed, about a millisecond for ten pages.

    Raises:
        XmlFault: it is not well-formed.
    """
    try:
        expat.ParserCreate().Parse(data, True)
    except expat.ExpatError as error:
        raise XmlFault("XML_BROKEN") from error


def parse(data: bytes) -> Any:
    """Return the root of a part that `check` has let through, without comments and processing instructions.

    Raises:
        XmlFault: it is not well-formed for lxml either.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        recover=False,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise XmlFault("XML_BROKEN") from error
    if root.getroottree().docinfo.doctype:
        raise XmlFault("XML_DOCTYPE")
    return root


def serialise(root: Any) -> bytes:
    """Return a part as Word writes it: UTF-8 with a standalone declaration."""
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return data
