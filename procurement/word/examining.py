"""Reads a foreign template once and finds everything that is wrong with it; nothing is filled here."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final

from procurement.languages import LANGUAGE_TAG, Language
from procurement.word import cleaning, field_codes, words, xml
from procurement.word.catalogue import FieldCatalogue
from procurement.word.environment import Sandbox, environment
from procurement.word.findings import Finding, Place, TemplateRefused, finding
from procurement.word.package import MAX_STORY, Package, open_package
from procurement.word.structure import Structure
from procurement.word.tags import (
    MAX_TAGS,
    Paragraph,
    Tag,
    find_tags,
    heading_styles,
    mark_other_braces,
    paragraphs,
    rewrite,
)
from procurement.word.xml import w

_STORIES: Final = (("header", "header"), ("footer", "footer"), ("footnotes", "footnote"), ("endnotes", "endnote"))
#: More than a contract of 300 pages has.
MAX_PARAGRAPHS: Final = 20_000
_PARAGRAPH: Final = re.compile(rb"<(?:\w+:)?p[\s/>]")
#: The field that says that a paper is a draft, in catalogues that have it.
DRAFT_MARK: Final = "paper.status"
_ARROW: Final = f"{{{xml.R}}}"
_STORY_ROOTS: Final = {
    "body": "document",
    "header": "hdr",
    "footer": "ftr",
    "footnote": "footnotes",
    "endnote": "endnotes",
}
#: What the parts that shape the words begin with, by the kind of arrow to them.
_ROOTS: Final = {"styles": "styles", "numbering": "numbering", "settings": "settings", "fonttable": "fonts"}


@dataclass(slots=True)
class Story:
    """A part with words in it, its paragraphs and tags."""

    member: str
    part: str
    root: Any
    paragraphs: list[Paragraph]
    expressions: list[tuple[str, Tag]] = field(default_factory=list)

    @property
    def tags(self) -> list[Tag]:
        """Return the tags of the story, in order."""
        return [tag for paragraph in self.paragraphs for tag in paragraph.tags]


@dataclass(slots=True)
class Examined:
    """A template read: its file, its stories, everything that was found."""

    package: Package
    stories: list[Story]
    language: Language
    findings: list[Finding] = field(default_factory=list)
    uses: tuple[str, ...] = ()


def examine(data: bytes, catalogue: FieldCatalogue | None = None, language: Language | None = None) -> Examined:
    """Return a template with everything that is wrong in its tags and words.

    Raises:
        TemplateRefused: the file itself cannot be trusted or read.
    """
    package = open_package(data)
    _check_size(package)
    findings = list(package.notices)
    findings += _check_outside(package)
    findings += cleaning.clean_package(package)
    findings += _check_arrows(package)
    styles = _part(package, "styles")
    hidden, headings = cleaning.hidden_styles(styles), heading_styles(styles)
    stories = []
    codes: dict[str, Place] = {}
    for member, part in _story_members(package):
        story, found, noticed = _read(package, member, part, headings, hidden)
        stories.append(story)
        findings += found
        for code in noticed:
            codes.setdefault(code, Place(part, member))
    findings += [finding(code, place) for code, place in sorted(codes.items())]
    everything = [each for story in stories for each in story.paragraphs]
    said = words.language_of(" ".join(each.words() for each in everything))
    declared = _declared(styles)
    chosen = language or said or declared or Language.SV
    if sum(len(story.tags) for story in stories) > MAX_TAGS:
        raise TemplateRefused([finding("TOO_MANY_TAGS", limit=MAX_TAGS)])
    sandbox = environment(chosen)
    used: dict[str, Tag] = {}
    for story in stories:
        findings += _read_tags(story, sandbox, catalogue, used)
    if not any(tag.kind != "#" for story in stories for tag in story.tags):
        findings.append(finding("NO_FIELDS"))
    if catalogue is not None:
        findings += _against(catalogue, used)
        findings += words.forbidden(everything, catalogue.forbidden)
        if DRAFT_MARK in catalogue.fields:
            findings += words.typed_draft(everything)
    findings += words.wrong_language(everything, chosen)
    if declared is not None and said is not None and declared is not (language or said):
        findings.append(words.declared(declared, said))
    return Examined(package, stories, chosen, findings, tuple(used))


def _check_size(package: Package) -> None:
    """Count the paragraphs of the stories before any of them is read: each costs time and memory many times over.

    Raises:
        TemplateRefused: there are too many.
    """
    count = sum(len(_PARAGRAPH.findall(package.members[member])) for member, _part_ in _story_members(package))
    if count > MAX_PARAGRAPHS:
        raise TemplateRefused([finding("TOO_MANY_PARAGRAPHS", limit=MAX_PARAGRAPHS)])


def _check_arrows(package: Package) -> list[Finding]:
    """Say which parts the file points at and does not have, and which are something else than what they should be."""
    found = []
    for source, relationships in package.relationships.items():
        for each in relationships if source == "" or source in package.members else ():
            if each.external or each.target.startswith("#"):
                continue
            if each.member not in package.members:
                found.append(finding("PART_GONE", Place("file", source), each.member))
            elif (name := _ROOTS.get(each.kind)) and _parse(package, each.member).tag != w(name):
                found.append(finding("FOREIGN_ROOT", Place("file", each.member), each.member))
    for member, part in _story_members(package):
        known = {each.id for each in package.relationships.get(member, ())}
        for element in _parse(package, member).iter():
            asked = {value for name, value in element.attrib.items() if name.startswith(_ARROW) and value}
            if asked - known:
                found.append(finding("PART_GONE", Place(part, member), min(asked - known)))
    return found


def _part(package: Package, kind: str) -> Any | None:
    name = next(package.targets(kind), None)
    return None if name is None else _parse(package, name)


def _parse(package: Package, name: str) -> Any:
    try:
        return xml.parse(package.members[name])
    except xml.XmlFault as fault:
        raise TemplateRefused([finding(fault.code, text=name)]) from fault


def _story_members(package: Package) -> list[tuple[str, str]]:
    found = {package.main: "body"}
    for kind, part in _STORIES:
        for member in package.targets(kind):
            found.setdefault(member, part)
    return list(found.items())


def _check_outside(package: Package) -> list[Finding]:
    """Tags in properties, charts and diagrams are never filled; they would be printed as they stand."""
    found = []
    for name, content in package.members.items():
        low = name.casefold()
        if not low.endswith(".xml") or (b"{{" not in content and b"{%" not in content):
            continue
        start = max(content.find(b"{{"), content.find(b"{%"))
        text = content[start : start + 60].split(b"<")[0].decode("utf-8", "replace")
        if low.startswith("docprops/"):
            found.append(finding("TAG_IN_PROPERTIES", Place("properties", name), text))
        elif "/charts/" in low or "/diagrams/" in low:
            found.append(finding("TAG_IN_DRAWING", Place("file", name), text))
    return found


def _read(
    package: Package, member: str, part: str, headings: frozenset[str], hidden: frozenset[str]
) -> tuple[Story, list[Finding], set[str]]:
    if len(package.members[member]) > MAX_STORY:
        raise TemplateRefused([finding("XML_TOO_LARGE", Place(part, member), member)])
    root = _parse(package, member)
    if root.tag != w(_STORY_ROOTS[part]):
        raise TemplateRefused([finding("FOREIGN_ROOT", Place(part, member), member)])
    prefix = cleaning.unusual_prefix(root)
    if prefix is not None:
        raise TemplateRefused([finding("XML_PREFIX", Place(part, member), prefix)])
    cleaning.number_paragraphs(root)
    noticed = cleaning.clean_story(root, hidden) | cleaning.compose(root)
    read = paragraphs(root, part, member, headings)
    places = {each.element: each.place for each in read}
    found = [_placed(each, element, places, part, member) for element, each in cleaning.forbidden_elements(root)]
    fixed = field_codes.fix(root)
    if fixed:
        found.append(finding("FIELD_FIXED", Place(part, member), fixed[0]))
    for element, instruction in field_codes.instructions(root):
        code = field_codes.refused(instruction)
        if code is not None:
            found.append(_placed(finding("FIELD_CODE", text=code), element, places, part, member))
    for each in read:
        found += find_tags(each)
    found += [
        _placed(finding(code, text=text), element, places, part, member)
        for element, code, text in mark_other_braces(root)
    ]
    for each in read:
        rewrite(each)
    return Story(member, part, root, read), found, noticed


def _placed(found: Finding, element: Any, places: dict[Any, Place], part: str, member: str) -> Finding:
    here = element
    while here is not None and here not in places:
        here = here.getparent()
    place = Place(part, member) if here is None else places[here]
    return Finding(found.code, found.severity, place, found.text, found.params, found.suggestions)


def _read_tags(story: Story, sandbox: Sandbox, catalogue: FieldCatalogue | None, used: dict[str, Tag]) -> list[Finding]:
    structure = Structure(sandbox, catalogue)
    found = list(structure.read(story.paragraphs))
    story.expressions = structure.expressions
    for path, tag in structure.uses:
        used.setdefault(path, tag)
    for paragraph in story.paragraphs:
        if paragraph.text.strip():
            found += words.typed_law(paragraph, catalogue)
            found += words.case_endings(paragraph, catalogue)
    return found


def _against(catalogue: FieldCatalogue, used: dict[str, Tag]) -> list[Finding]:
    found = []
    for path, tag in used.items():
        known = catalogue.fields.get(path)
        if known is not None and not known.supplied:
            found.append(finding("NEVER_FILLED", tag.place, tag.source, name=path))
    for each in catalogue.fields.values():
        named = any(path == each.path or path.startswith((f"{each.path}.", f"{each.path}[")) for path in used)
        if each.required and not named:
            label = each.labels.get("sv") or each.path
            found.append(finding("UNUSED_FIELD", None, "", name=each.path, label=label))
    return found


def _declared(styles: Any | None) -> Language | None:
    """Return the language that the file itself says its text is in."""
    if styles is None:
        return None
    element = styles.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}/{w('lang')}")
    code = "" if element is None else element.get(w("val"), "")
    return next((each for each, tag in LANGUAGE_TAG.items() if code.casefold().startswith(tag[:2])), None)
