"""Takes out of a Word file what must never reach a winner: changes, comments, hidden text and who wrote it."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Iterable
from typing import Any, Final

from lxml import etree

from procurement.word import xml
from procurement.word.findings import Finding, finding
from procurement.word.package import Package
from procurement.word.xml import MC, R, w

#: Every paragraph's number in the file as uploaded, carried through cleaning.
NUMBER: Final = "{urn:klash:word}n"

_ACCEPTED: Final = (w("ins"), w("moveTo"))
_DROPPED: Final = (w("del"), w("moveFrom"))
_MARKS: Final = tuple(
    w(name)
    for name in (
        "rPrChange",
        "pPrChange",
        "sectPrChange",
        "tblPrChange",
        "tblPrExChange",
        "tblGridChange",
        "trPrChange",
        "tcPrChange",
        "numberingChange",
        "cellIns",
        "cellMerge",
        "moveFromRangeStart",
        "moveFromRangeEnd",
        "moveToRangeStart",
        "moveToRangeEnd",
        "customXmlInsRangeStart",
        "customXmlInsRangeEnd",
        "customXmlDelRangeStart",
        "customXmlDelRangeEnd",
        "customXmlMoveFromRangeStart",
        "customXmlMoveFromRangeEnd",
        "customXmlMoveToRangeStart",
        "customXmlMoveToRangeEnd",
    )
)
_COMMENTS: Final = (w("commentRangeStart"), w("commentRangeEnd"))
#: What has no width, or turns the order in which a line is read.
_UNSEEN: Final = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")
_OFF: Final = frozenset({"0", "false", "off"})

#: Parts that hold people, remarks or data behind the text, by the last word of their relationship's type.
_PERSONAL: Final = frozenset(
    {
        "comments",
        "commentsextended",
        "commentsids",
        "commentsextensible",
        "people",
        "custom-properties",
        "thumbnail",
        "customxml",
        "customxmlprops",
        "glossarydocument",
        "keymapcustomizations",
        "printersettings",
        "documenttasks",
        "mailmergerecipientdata",
        "mailmergesource",
        "mailmergeheadersource",
        "attachedtemplate",
        "recipientdata",
        "digital-signature",
        "core-properties",
        "origin",
        "signature",
        "classificationlabels",
        "extended-properties",
    }
)
_SETTINGS: Final = tuple(
    w(name)
    for name in (
        "trackRevisions",
        "attachedTemplate",
        "docVars",
        "mailMerge",
        "revisionView",
        "saveThroughXslt",
        "linkStyles",
        "removeDateAndTime",
        "schemaLibrary",
        "attachedSchema",
        "writeProtection",
    )
)


def number_paragraphs(story: Any) -> None:
    """Give every paragraph its number, before anything is taken out."""
    for number, paragraph in enumerate(story.iter(w("p")), start=1):
        paragraph.set(NUMBER, str(number))


def clean_story(story: Any, hidden_styles: frozenset[str]) -> set[str]:
    """Accept changes, and take out comments, hidden text and bindings; return the codes of what was found."""
    found = set()
    if _accept_changes(story):
        found.add("TRACKED")
    if _strip_comments(story):
        found.add("COMMENTS")
    for bound in list(story.iter(w("dataBinding"))):
        bound.getparent().remove(bound)
    for smart in list(story.iter(w("smartTag"))):
        _unwrap(smart, skip=(w("smartTagPr"),))
    for bookmark in [each for each in story.iter(w("bookmarkStart")) if each.get(w("name")) == "_GoBack"]:
        identifier = bookmark.get(w("id"))
        for end in [each for each in story.iter(w("bookmarkEnd")) if each.get(w("id")) == identifier]:
            end.getparent().remove(end)
        bookmark.getparent().remove(bookmark)
    if _strip_hidden(story, hidden_styles):
        found.add("HIDDEN")
    return found


def compose(story: Any) -> set[str]:
    """Write letters as one character each, take out characters nobody sees; return the codes of what was found."""
    found = set()
    for element in story.iter(w("t")):
        text = element.text or ""
        if text.isascii():
            continue
        seen = _UNSEEN.sub("", text)
        if seen != text:
            found.add("UNSEEN")
        element.text = unicodedata.normalize("NFC", seen)
        if element.text != seen:
            found.add("COMPOSED")
    return found


def _unwrap(element: Any, skip: tuple[str, ...] = ()) -> None:
    parent = element.getparent()
    position = parent.index(element)
    for child in list(element):
        if child.tag not in skip:
            parent.insert(position, child)
            position += 1
    parent.remove(element)


def _accept_changes(story: Any) -> bool:
    changed = False
    for mark in list(story.iter(*_MARKS)):
        mark.getparent().remove(mark)
        changed = True
    for deleted in list(story.iter(*_DROPPED)):
        changed = True
        parent = deleted.getparent()
        if parent is None:
            continue
        if parent.tag == w("trPr"):
            row = parent.getparent()
            if row.getparent() is not None:
                row.getparent().remove(row)
        elif parent.tag == w("rPr") and parent.getparent() is not None and parent.getparent().tag == w("pPr"):
            parent.remove(deleted)
            _join_with_next(parent.getparent().getparent())
        else:
            parent.remove(deleted)
    return _accept_tables(story) or changed


def _accept_tables(story: Any) -> bool:
    changed = False
    for cell in [mark.getparent().getparent() for mark in story.iter(w("cellDel"))]:
        changed = True
        if cell.getparent() is not None:
            cell.getparent().remove(cell)
    for inserted in list(story.iter(*_ACCEPTED)):
        changed = True
        if inserted.getparent() is not None:
            _unwrap(inserted)
    for table in [each for each in story.iter(w("tbl")) if each.find(w("tr")) is None]:
        if table.find(f".//{w('tr')}") is None:
            table.getparent().remove(table)
    for cell in story.iter(w("tc")):
        if len(cell) == 0 or cell[-1].tag == w("tcPr"):
            etree.SubElement(cell, w("p"))
    return changed


def _join_with_next(paragraph: Any) -> None:
    """A deleted paragraph mark: the words join the next paragraph, which keeps its own look."""
    following = paragraph.getnext()
    if following is None or following.tag != w("p"):
        return
    position = 1 if len(following) and following[0].tag == w("pPr") else 0
    for child in [each for each in paragraph if each.tag != w("pPr")]:
        following.insert(position, child)
        position += 1
    if paragraph.get(NUMBER):
        following.set(NUMBER, paragraph.get(NUMBER))
    paragraph.getparent().remove(paragraph)


def _strip_comments(story: Any) -> bool:
    found = list(story.iter(*_COMMENTS))
    for mark in found:
        mark.getparent().remove(mark)
    references = list(story.iter(w("commentReference"), w("annotationRef")))
    for reference in references:
        run = reference.getparent()
        run.remove(reference)
        if all(child.tag == w("rPr") for child in run):
            run.getparent().remove(run)
    return bool(found or references)


def _on(properties: Any, name: str) -> bool | None:
    """Return whether a switch is on, off, or not there (None)."""
    element = None if properties is None else properties.find(w(name))
    return None if element is None else element.get(w("val"), "1").casefold() not in _OFF


def hidden_styles(styles: Any | None) -> frozenset[str]:
    """Return the styles whose text is hidden, by themselves or by the style they build on."""
    if styles is None:
        return frozenset()
    own: dict[str, tuple[bool | None, str]] = {}
    for style in styles.iter(w("style")):
        base = style.find(w("basedOn"))
        own[style.get(w("styleId"), "")] = (
            _on(style.find(w("rPr")), "vanish"),
            "" if base is None else base.get(w("val"), ""),
        )
    hidden = set()
    for name in own:
        current, seen = name, set[str]()
        while current in own and current not in seen:
            seen.add(current)
            switch, base = own[current]
            if switch is not None:
                if switch:
                    hidden.add(name)
                break
            current = base
    return frozenset(hidden)


def _strip_hidden(story: Any, hidden: frozenset[str]) -> bool:
    found = False
    styled: dict[Any, bool] = {}
    for run in list(story.iter(w("r"))):
        properties = run.find(w("rPr"))
        switch = _on(properties, "vanish")
        if switch is None:
            style = None if properties is None else properties.find(w("rStyle"))
            switch = style is not None and style.get(w("val")) in hidden
            paragraph = next(run.iterancestors(w("p")), None) if hidden and not switch else None
            if paragraph is not None:
                # A paragraph is asked once: one with thousands of runs would be searched for each.
                if paragraph not in styled:
                    found_style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
                    styled[paragraph] = found_style is not None and found_style.get(w("val")) in hidden
                switch = styled[paragraph]
        if switch and run.getparent() is not None:
            if any(child.tag in (w("t"), w("tab"), w("br"), w("drawing"), w("sym")) for child in run):
                found = True
            # Fields begin and end in runs of their own; taking one of those away would break the others.
            if run.find(w("fldChar")) is None and run.find(w("instrText")) is None:
                run.getparent().remove(run)
    for mark in list(story.iter(w("vanish"), w("specVanish"))):
        mark.getparent().remove(mark)
    return found


def clean_package(package: Package) -> list[Finding]:
    """Take personal parts out of the file and cut its relationships to them."""
    notices: list[Finding] = []
    dropped: set[str] = set()
    for source, relationships in package.relationships.items():
        kept = []
        for each in relationships:
            workbook = each.kind == "package"
            if each.kind in _PERSONAL or workbook:
                if not each.external:
                    dropped.add(each.member)
                if workbook:
                    notices.append(finding("WORKBOOK", text=each.member))
                    _forget_workbook(package, source)
            else:
                kept.append(each)
        package.relationships[source] = kept
    dropped |= {name for name in package.members if name.casefold().startswith(("customxml/", "docprops/"))}
    dropped -= {package.main}
    while True:
        orphans = {
            each.member for source in dropped for each in package.relationships.pop(source, []) if not each.external
        }
        pointed = {each.member for each in _all(package) if not each.external}
        more = (orphans - pointed - dropped) & set(package.members)
        if not more:
            break
        dropped |= more
    for name in dropped:
        package.members.pop(name, None)
        folder, _, file = name.rpartition("/")
        package.members.pop(posixpath.join(folder, "_rels", f"{file}.rels"), None)
    return notices


def _all(package: Package) -> Iterable[Any]:
    return (each for relationships in package.relationships.values() for each in relationships)


def _forget_workbook(package: Package, chart: str) -> None:
    if chart in package.members:
        root = xml.parse(package.members[chart])
        for element in [each for each in root.iter() if etree.QName(each).localname == "externalData"]:
            element.getparent().remove(element)
        package.members[chart] = xml.serialise(root)


def clean_settings(settings: Any) -> None:
    """Take the traces of people, places and mail merges out of the settings."""
    for element in list(settings.iter(*_SETTINGS)):
        element.getparent().remove(element)


def forbidden_elements(story: Any) -> list[tuple[Any, Finding]]:
    """Return what no story may hold, with the finding for it."""
    found = []
    for name, code in (
        ("altChunk", "ALT_CHUNK"),
        ("subDoc", "ALT_CHUNK"),
        ("control", "ACTIVE_CONTENT"),
        ("object", "OLE"),
        ("movie", "ACTIVE_CONTENT"),
        ("contentPart", "ACTIVE_CONTENT"),
    ):
        found += [(element, finding(code, text=name)) for element in story.iter(w(name))]
    for element in story.iter("{urn:schemas-microsoft-com:office:office}OLEObject"):
        found.append((element, finding("OLE", text=element.get("ProgID", "OLEObject"))))
    return found


def unusual_prefix(root: Any) -> str | None:
    """Return how a part names Word's elements, if not with `w:` as Word, LibreOffice and docxtpl's patterns do."""
    for element in root.iter():
        name = etree.QName(element)
        if (name.namespace == xml.W) != (element.prefix == "w"):
            return f"{element.prefix}:{name.localname}"
    return None


__all__ = [
    "MC",
    "NUMBER",
    "R",
    "clean_package",
    "clean_settings",
    "clean_story",
    "compose",
    "forbidden_elements",
    "hidden_styles",
    "number_paragraphs",
    "unusual_prefix",
]
