"""What a Word file hides: remarks, changes, words nobody can see, and data that lie behind the text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from lxml import etree

from procurement.hidden_content import DRAFT_LINE, Hidden, names_somebody, of_picture
from procurement.word import xml
from procurement.word.cleaning import clean_story, hidden_styles
from procurement.word.foreign import open_foreign
from procurement.word.package import Package, open_workbook
from procurement.word.xml import w

#: What the cleaning of Word files calls what it took out.
_OF_STORY: Final = {"TRACKED": Hidden.CHANGES, "COMMENTS": Hidden.COMMENTS, "HIDDEN": Hidden.TEXT}
_STORIES: Final = frozenset(w(name) for name in ("document", "hdr", "ftr", "footnotes", "endnotes"))
#: The properties of a file that name a person.
_PERSONAL: Final = frozenset({"creator", "lastModifiedBy", "Manager"})
#: Properties that Outlook and Word's reviewing leave behind.
_AUTHOR_PROPERTY: Final = "_Author"
#: Custom XML that Word and SharePoint write about a file and not about its matter.
_ABOUT: Final = frozenset(
    {"contentTypeSchema", "customXsn", "FormTemplates", "FormUrls", "mso-contentType", "Receivers"}
)
#: The text of a text effect, such as a watermark.
_EFFECT: Final = "{urn:schemas-microsoft-com:vml}textpath"
_MAX_SIZE: Final = 2  # half points
_WHITE: Final = 0xFA


def hidden_in_word(data: bytes, organisations: frozenset[str] = frozenset()) -> Iterator[Hidden]:
    """Yield what a Word file hides, a sort perhaps more than once.

    Raises:
        TemplateRefused: it cannot be trusted.
    """
    package, roots = open_foreign(data)
    styles = roots.get(next(package.targets("styles"), ""))
    hidden, looks = hidden_styles(styles), _Looks(styles)
    shown = "".join(
        "".join(each.itertext(w("t"))) for root in roots.values() if root.tag in _STORIES for each in root.iter(w("p"))
    )
    for name, root in roots.items():
        yield from _of_part(root, hidden, looks, organisations)
        if name.casefold().startswith("customxml/item") and _holds_data(root, shown):
            yield Hidden.DATA
    for content in package.members.values():
        if content.startswith((b"\xff\xd8\xff", b"\x89PNG")):
            yield from of_picture(content, organisations)
        elif content.startswith(b"PK\x03\x04"):
            yield from _of_workbook(open_workbook(content), organisations)


def _of_part(root: Any, hidden: frozenset[str], looks: _Looks, organisations: frozenset[str]) -> Iterator[Hidden]:
    local = etree.QName(root).localname
    if root.tag in _STORIES:
        if _is_marked(root):
            yield Hidden.DRAFT
        yield from (_OF_STORY[code] for code in sorted(clean_story(root, hidden)))
        if looks.lose(root):
            yield Hidden.TEXT
    elif root.tag == w("comments") and len(root):
        yield Hidden.COMMENTS
    elif root.tag == w("settings") and next(root.iter(w("docVar")), None) is not None:
        yield Hidden.DATA
    elif root.tag == w("glossaryDocument") and any(map(_is_kept_text, root.iter(w("docPart")))):
        yield Hidden.TEXT
    elif local in ("coreProperties", "Properties"):
        yield from _of_properties(root, organisations)


def _of_properties(root: Any, organisations: frozenset[str]) -> Iterator[Hidden]:
    for each in root.iter("{*}*"):
        personal = etree.QName(each).localname in _PERSONAL or each.get("name", "").startswith(_AUTHOR_PROPERTY)
        if personal and names_somebody("".join(each.itertext()), organisations):
            yield Hidden.PERSON


def _of_workbook(book: Package, organisations: frozenset[str]) -> Iterator[Hidden]:
    """Yield what the workbook behind a chart hides: more than the one sheet that Word makes, or who made it."""
    for name, content in book.members.items():
        if not name.casefold().endswith(".xml"):
            continue
        root = xml.parse(content)
        local = etree.QName(root).localname
        if local in ("coreProperties", "Properties"):
            yield from _of_properties(root, organisations)
        elif local == "workbook":
            sheets = list(root.iter("{*}sheet"))
            if len(sheets) > 1 or any(sheet.get("state", "visible") != "visible" for sheet in sheets):
                yield Hidden.DATA
        elif local == "comments" and len(root):
            yield Hidden.COMMENTS


def _is_marked(story: Any) -> bool:
    """Whether a line of a story, or a watermark in it, says that the file is a draft."""
    lines = ["".join(text.text or "" for text in each.iter(w("t"))) for each in story.iter(w("p"))]
    effects = [each.get("string", "") for each in story.iter(_EFFECT)]
    return any(DRAFT_LINE.match(line) for line in (*lines, *effects))


def _is_kept_text(block: Any) -> bool:
    """Whether a text block is one that somebody kept, and not what stands in an empty control."""
    gallery = next(block.iter(w("gallery")), None)
    is_placeholder = gallery is not None and gallery.get(w("val")) == "placeholder"
    return not is_placeholder and any((text.text or "").strip() for text in block.iter(w("t")))


def _holds_data(root: Any, shown: str) -> bool:
    """Whether custom XML says something that the words of the file do not."""
    if etree.QName(root).localname in _ABOUT:
        return False
    said = [text.strip() for text in root.itertext() if text.strip()]
    # The styles of a bibliography stand in attributes, and so do the texts of some programs.
    return any(text not in shown for text in said)


class _Looks:
    """Which words of a story cannot be seen: white on white, or a point high.

    Colour and size come from the run, its style, its paragraph's style and the file. A run that lies on a colour of its
    own, its paragraph's, its table's or a shape's is seen.
    """

    def __init__(self, styles: Any | None) -> None:
        self.styles = {} if styles is None else {each.get(w("styleId"), ""): each for each in styles.iter(w("style"))}
        self.default = None if styles is None else styles.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}")
        self.usual = next((name for name, each in self.styles.items() if each.get(w("default")) in ("1", "true")), "")
        self._of_style: dict[tuple[str, str], str | None] = {}

    def lose(self, story: Any) -> bool:
        """Tell whether words of a story cannot be seen."""
        return any(self._is_lost(run) for run in story.iter(w("r")))

    def _is_lost(self, run: Any) -> bool:
        if not any((text.text or "").strip() for text in run.iterchildren(w("t"))):
            return False
        size, colour = self._said(run, "sz"), self._said(run, "color")
        if size is not None and size.isdecimal() and int(size) <= _MAX_SIZE:
            return True
        return colour is not None and _is_white(colour) and not self._lies_on_colour(run)

    def _said(self, run: Any, name: str) -> str | None:
        """Return the value of a look of a run."""
        paragraph = next(run.iterancestors(w("p")), None)
        for own, mark, kind in ((run, "rStyle", "rPr"), (paragraph, "pStyle", "pPr")):
            properties = None if own is None else own.find(w(kind))
            if kind == "rPr" and properties is not None and (found := properties.find(w(name))) is not None:
                return str(found.get(w("val"), ""))
            style = None if properties is None else properties.find(w(mark))
            named = "" if style is None else style.get(w("val"), "")
            if (value := self._of(named or (self.usual if kind == "pPr" else ""), name)) is not None:
                return value
        found = None if self.default is None else self.default.find(w(name))
        return None if found is None else str(found.get(w("val"), ""))

    def _of(self, style: str, name: str) -> str | None:
        if (style, name) not in self._of_style:
            self._of_style[style, name] = None  # A style that builds on itself has no look.
            element = self.styles.get(style)
            if element is not None:
                found = element.find(f"{w('rPr')}/{w(name)}")
                base = element.find(w("basedOn"))
                self._of_style[style, name] = (
                    str(found.get(w("val"), ""))
                    if found is not None
                    else self._of(base.get(w("val"), ""), name)
                    if base is not None
                    else None
                )
        return self._of_style[style, name]

    def _lies_on_colour(self, run: Any) -> bool:
        own = run.find(w("rPr"))
        if own is not None and own.find(w("highlight")) is not None:
            return True
        properties = [own]
        for each in run.iterancestors():
            if each.tag in (w("txbxContent"), w("drawing"), w("pict")):
                return True  # A shape has a colour that is not looked up.
            properties += [each.find(w(kind)) for kind in ("pPr", "tcPr", "tblPr")]
            if each.tag == w("document") and (ground := each.find(w("background"))) is not None:
                return not _is_white(ground.get(w("color"), "FFFFFF"))
        return any(self._is_shaded(each) for each in properties if each is not None)

    def _is_shaded(self, properties: Any) -> bool:
        shades = list(properties.iterchildren(w("shd")))
        for mark in ("rStyle", "pStyle", "tblStyle"):
            style = properties.find(w(mark))
            element = None if style is None else self.styles.get(style.get(w("val"), ""))
            if element is not None:
                shades += element.iter(w("shd"))
        return any(map(_is_coloured, shades))


def _is_coloured(shade: Any) -> bool:
    fill = shade.get(w("fill"), "auto")
    return (fill != "auto" and not _is_white(fill)) or shade.get(w("val"), "clear") not in ("clear", "nil")


def _is_white(colour: str) -> bool:
    """Tell whether a colour is white; letters whose colour is left to the program are black."""
    try:
        return len(colour) == 6 and min(bytes.fromhex(colour)) >= _WHITE
    except ValueError:
        return False
