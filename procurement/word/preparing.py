"""The dangerous half, once for each upload: from a foreign file to plain data that cannot misbehave."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

from jinja2 import TemplateError, nodes
from lxml import etree

from procurement.languages import Language
from procurement.word import archive, cleaning, xml
from procurement.word import template as door
from procurement.word.archive import Member
from procurement.word.catalogue import FieldCatalogue
from procurement.word.environment import environment
from procurement.word.examining import Examined, Story, examine
from procurement.word.findings import Finding, Place, TemplateRefused, errors, finding
from procurement.word.package import Package
from procurement.word.proof import NotProved, Walk, prove
from procurement.word.xml import w

FORMAT: Final = 1
_CORE: Final = "docProps/core.xml"
_CORE_TYPE: Final = "application/vnd.openxmlformats-package.core-properties+xml"
_CORE_RELATION: Final = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_LOOPED: Final = re.compile(r"<w:bookmarkStart\b")
_COLUMNS: Final = ("hm", "colspan")


@dataclass(frozen=True, slots=True)
class PreparedPart:
    """A part to fill: Jinja source, the looks of its blocks, and what must be mended after filling."""

    name: str
    part: str
    source: str
    blocks: tuple[tuple[str, str], ...] = ()
    columns: bool = False
    bookmarks: bool = False
    cells: bool = False


@dataclass(frozen=True, slots=True)
class Prepared:
    """A checked template as plain data: what is stored with an immutable version."""

    sha256: str
    language: Language
    title: str
    parts: tuple[PreparedPart, ...]
    members: tuple[Member, ...]
    fields: tuple[str, ...]
    findings: tuple[Finding, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the template as JSON data, which `from_json` reads back."""
        return {
            "format": FORMAT,
            "sha256": self.sha256,
            "language": str(self.language),
            "title": self.title,
            "parts": [
                {
                    "name": each.name,
                    "part": each.part,
                    "source": each.source,
                    "blocks": [list(one) for one in each.blocks],
                    "columns": each.columns,
                    "bookmarks": each.bookmarks,
                    "cells": each.cells,
                }
                for each in self.parts
            ],
            "members": [
                {"name": each.name, "data": base64.b64encode(each.data).decode(), "crc": each.crc, "size": each.size}
                for each in self.members
            ],
            "fields": list(self.fields),
            "findings": [each.to_json() for each in self.findings],
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Prepared:
        """Return the template that `to_json` wrote.

        Raises:
            ValueError: it was written by another version of this program.
        """
        if data["format"] != FORMAT:
            raise ValueError("prepared by another version; prepare the file again")
        return cls(
            data["sha256"],
            Language(data["language"]),
            data["title"],
            tuple(
                PreparedPart(
                    each["name"],
                    each["part"],
                    each["source"],
                    tuple((one[0], one[1]) for one in each["blocks"]),
                    each["columns"],
                    each["bookmarks"],
                    each["cells"],
                )
                for each in data["parts"]
            ),
            tuple(
                Member(each["name"], base64.b64decode(each["data"]), each["crc"], each["size"])
                for each in data["members"]
            ),
            tuple(data["fields"]),
            tuple(Finding.from_json(each) for each in data["findings"]),
        )

    def to_bytes(self) -> bytes:
        """Return the template as bytes to store."""
        return json.dumps(self.to_json(), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> Prepared:
        """Return the template that `to_bytes` wrote."""
        return cls.from_json(json.loads(data))


def lint(
    template: bytes, catalogue: FieldCatalogue | None = None, *, language: Language | str | None = None
) -> list[Finding]:
    """Return everything that is wrong with a template, all at once: errors, warnings and notices."""
    try:
        examined = examine(template, catalogue, Language(language) if language else None)
    except TemplateRefused as refused:
        return list(refused.findings)
    parts, found = _parts(examined)
    del parts
    return examined.findings + found


def prepare(
    template: bytes, catalogue: FieldCatalogue | None = None, *, language: Language | str | None = None
) -> Prepared:
    """Return a template as plain data that `Template` fills.

    Raises:
        TemplateRefused: the file cannot be trusted, or has errors; the findings name them all.
    """
    examined = examine(template, catalogue, Language(language) if language else None)
    parts, found = _parts(examined)
    findings = examined.findings + found
    if errors(findings):
        raise TemplateRefused(errors(findings))
    title = _title(examined)
    return Prepared(
        hashlib.sha256(template).hexdigest(),
        examined.language,
        title,
        tuple(parts),
        tuple(_members(examined.package, {each.name for each in parts})),
        examined.uses,
        tuple(findings),
    )


def compiled(
    part: PreparedPart, language: Language, settle: Callable[[list[nodes.Node]], None] | None = None
) -> tuple[Any, Walk]:
    """Return a part's tree, proved and rewritten for the sandbox, and the walk.

    Args:
        part: the part.
        language: in which it is written.
        settle: decides the conditions of the tree beforehand, to try the template out.

    Raises:
        NotProved: some output might not be well-formed.
        jinja2.TemplateError: the source is no template.
    """
    tree = environment(language).parse(part.source)
    if settle is not None:
        settle(tree.body)
    return tree, prove(tree)


def _parts(examined: Examined) -> tuple[list[PreparedPart], list[Finding]]:
    """Return the parts to fill; a story with errors is not patched, for docxtpl's patterns expect whole tags."""
    parts, found = [], []
    if errors(examined.findings):
        return [], []
    for story in examined.stories:
        if not story.tags:
            _settle(examined.package, story)
            continue
        part = _part(story)
        try:
            _, walk = compiled(part, examined.language)
        except NotProved as fault:
            found.append(_located(fault, story))
            continue
        except (TemplateError, RecursionError, SyntaxError) as error:
            place = Place(story.part, story.member)
            found.append(finding("SYNTAX", place, story.member, reason=str(error).split("\n")[0]))
            continue
        looped = "".join(walk.loop_data)
        bookmarks = _LOOPED.search(looped) is not None
        parts.append(PreparedPart(part.name, part.part, part.source, part.blocks, part.columns, bookmarks, part.cells))
    return parts, found


def _settle(package: Package, story: Story) -> None:
    """Put a story without tags back as an unchanged member."""
    _drop_numbers(story.root)
    package.members[story.member] = xml.serialise(story.root).decode().translate({0xFDD0: "{", 0xFDD1: "}"}).encode()


def _drop_numbers(root: Any) -> None:
    for paragraph in root.iter(w("p")):
        paragraph.attrib.pop(cleaning.NUMBER, None)
    etree.cleanup_namespaces(
        root, keep_ns_prefixes=[each for each in root.nsmap if each and root.nsmap[each] != "urn:klash:word"]
    )


def _part(story: Story) -> PreparedPart:
    blocks: list[tuple[str, str]] = []
    for tag in story.tags:
        if tag.kind == "{" and tag.prefix == "p":
            blocks.append(_name_block(tag.paragraph.element, len(blocks)))
    _drop_numbers(story.root)
    source = etree.tostring(story.root, encoding="unicode")
    cells = any(tag.paragraph.cell is not None and tag.prefix in ("p", "tr") for tag in story.tags)
    columns = any(tag.prefix == "tc" or tag.keyword in _COLUMNS for tag in story.tags)
    return PreparedPart(story.member, story.part, door.patched(source), tuple(blocks), columns, False, cells)


def _name_block(paragraph: Any, number: int) -> tuple[str, str]:
    """Give a `{{p }}` tag the number of its paragraph's look, since docxtpl takes the paragraph away."""
    texts = list(paragraph.iter(w("t")))
    whole = "".join(text.text or "" for text in texts).strip()
    texts[0].text = f"{whole[:-2].rstrip()}|klash_block({number}) }}}}"
    for text in texts[1:]:
        text.text = ""
    return _plain(paragraph.find(w("pPr"))), _plain(texts[0].getparent().find(w("rPr")))


def _plain(properties: Any | None) -> str:
    if properties is None:
        return ""
    text: str = etree.tostring(properties, encoding="unicode", with_tail=False)
    return re.sub(r'\sxmlns:\w+="[^"]*"', "", text)


def _located(fault: NotProved, story: Story) -> Finding:
    for expression, tag in story.expressions:
        if expression == fault.expression:
            return finding(fault.fault.code, tag.place, tag.source, fault.fault.suggestions, **fault.fault.params)
    return finding(
        fault.fault.code,
        Place(story.part, story.member),
        fault.expression,
        fault.fault.suggestions,
        **fault.fault.params,
    )


def _title(examined: Examined) -> str:
    for story in examined.stories:
        for paragraph in story.paragraphs:
            if not paragraph.tags and paragraph.text.strip():
                return " ".join(paragraph.text.split())[:200]
    return ""


def _members(package: Package, filled: set[str]) -> list[Member]:
    """Return every part that is not filled, with types and relationships written anew."""
    for name in package.targets("settings"):
        settings = xml.parse(package.members[name])
        cleaning.clean_settings(settings)
        package.members[name] = xml.serialise(settings)
    contents = {
        name: content
        for name, content in package.members.items()
        if not name.casefold().endswith(".rels") and name not in filled and name != "[Content_Types].xml"
    }
    contents["[Content_Types].xml"] = _content_types(package, set(contents) | filled)
    for source, relationships in package.relationships.items():
        if source == "" or source in contents or source in filled:
            folder, _, file = source.rpartition("/")
            name = f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels"
            content = _relationships(relationships, root=source == "")
            if relationships or source == "":
                contents[name] = content
    return [archive.member(name, content) for name, content in contents.items()]


def _content_types(package: Package, names: set[str]) -> bytes:
    root = xml.parse(package.members["[Content_Types].xml"])
    kept = {f"/{name}".casefold() for name in names}
    for element in list(root):
        part = element.get("PartName")
        if part is not None and part.casefold() not in kept:
            root.remove(element)
    override = etree.SubElement(root, "{http://schemas.openxmlformats.org/package/2006/content-types}Override")
    override.set("PartName", f"/{_CORE}")
    override.set("ContentType", _CORE_TYPE)
    return xml.serialise(root)


def _relationships(relationships: list[Any], *, root: bool) -> bytes:
    rows = [
        f"<Relationship Id={quoteattr(each.id)} Type={quoteattr(each.type)} Target={quoteattr(each.target)}"
        + (' TargetMode="External"' if each.external else "")
        + "/>"
        for each in relationships
    ]
    if root:
        taken = {each.id for each in relationships}
        identifier = next(name for name in (f"rIdK{n}" for n in range(len(taken) + 1)) if name not in taken)
        rows.append(f'<Relationship Id="{identifier}" Type="{_CORE_RELATION}" Target="{_CORE}"/>')
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        + "".join(rows)
        + "</Relationships>"
    ).encode()


def core_properties(title: str, author: str, tag: str, moment: str) -> bytes:
    """Return the document's properties: what it is, whose and when; never a person."""
    times = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{moment}</dcterms:{name}>' for name in ("created", "modified")
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>{escape(author)}</dc:creator>"
        f"<cp:lastModifiedBy>{escape(author)}</cp:lastModifiedBy><cp:revision>1</cp:revision>{times}"
        f"<dc:language>{escape(tag)}</dc:language></cp:coreProperties>"
    ).encode()


__all__ = ["FORMAT", "Prepared", "PreparedPart", "compiled", "core_properties", "lint", "nodes", "prepare"]
