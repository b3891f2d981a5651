"""The fast half: fills a prepared template. No zip is opened, no foreign XML parsed; every filled part is proved."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final

import jinja2
from jinja2 import nodes

from procurement.languages import LANGUAGE_TAG, Language
from procurement.word import archive, xml
from procurement.word import template as door
from procurement.word.catalogue import FieldCatalogue
from procurement.word.environment import MAX_OUTPUT, Marks, MissingValueError, environment, new_context
from procurement.word.findings import Place, TemplateRefused, finding
from procurement.word.preparing import Prepared, PreparedPart, compiled, core_properties, prepare
from procurement.word.proof import NotProved
from procurement.word.values import ValueFault, freeze

_CORE: Final = "docProps/core.xml"
_DRAWING_ID: Final = re.compile(r'(<wp:docPr\b[^>]*?\bid=")\d+(")')
_BOOKMARK: Final = re.compile(r"<w:bookmark(Start|End)\b([^>]*)>")
_ID: Final = re.compile(r'(w:id=")([^"]*)(")')
_NAME: Final = re.compile(r'(w:name=")([^"]*)(")')
_EMPTY_CELL: Final = re.compile(r"(<w:tc(?: [^>]*)?>|</w:tcPr>|<w:tcPr/>|</w:tbl>)(?=</w:tc>)")
_EMPTY_TABLE: Final = re.compile(
    r"<w:tbl(?: [^>]*)?>(?:<w:tblPr\b(?:[^>]*/>|(?:(?!</w:tbl>).)*?</w:tblPr>))?(?:<w:tblGrid/>|<w:tblGrid\b[^>]*>"
    r"(?:<w:gridCol\b[^>]*/>)*</w:tblGrid>)?</w:tbl>",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Properties:
    """What the finished file says about itself."""

    title: str = ""
    author: str = ""
    day: date = date(1980, 1, 1)


class Template:
    """A prepared template, loaded once a process; renders share nothing that changes."""

    def __init__(
        self,
        prepared: Prepared,
        language: Language | str | None = None,
        *,
        settle: Callable[[list[nodes.Node]], None] | None = None,
        marks: Marks | None = None,
    ) -> None:
        """Compile the parts.

        Args:
            prepared: what `prepare` made.
            language: in which numbers, sums and dates are written; the template's own if not given.
            settle: decides the conditions of a part beforehand, to try the template out.
            marks: what stands for missing values, to try the template out.

        Raises:
            TemplateRefused: the prepared data are not what `prepare` writes.
        """
        self.prepared = prepared
        self.language = Language(language) if language else prepared.language
        self._parts = [(part, _compile(part, self.language, settle, marks)) for part in prepared.parts]

    def render(self, values: Mapping[str, object], properties: Properties | None = None) -> bytes:
        """Return the filled Word file; the same values give the same bytes.

        Raises:
            TemplateRefused: a value is missing, cannot be printed, or makes the document too large.
        """
        context = new_context(freeze(values))
        members = [*self.prepared.members]
        size = 0
        for part, template in self._parts:
            filled = _fill(part, template, context, MAX_OUTPUT - size)
            size += len(filled)
            members.append(archive.member(part.name, filled, 6))
        about = properties or Properties(self.prepared.title)
        moment = f"{about.day.isoformat()}T00:00:00Z"
        core = core_properties(about.title, about.author, LANGUAGE_TAG[self.language], moment)
        members.append(archive.member(_CORE, core, 6))
        return archive.write(members)


def _compile(
    part: PreparedPart,
    language: Language,
    settle: Callable[[list[nodes.Node]], None] | None,
    marks: Marks | None,
) -> jinja2.Template:
    try:
        tree, walk = compiled(part, language, settle)
        sandbox = environment(language, tuple(walk.looks), part.blocks, marks)
        code = sandbox.compile(tree, part.name, part.name)
        return jinja2.Template.from_code(sandbox, code, {})
    except NotProved as fault:
        raise TemplateRefused([finding(fault.fault.code, Place(part.part, part.name), **fault.fault.params)]) from fault
    except (jinja2.TemplateError, SyntaxError, RecursionError, MemoryError, ValueError) as error:
        if isinstance(error, TemplateRefused):
            raise
        reason = str(error).split("\n")[0]
        raise TemplateRefused([finding("RENDER", Place(part.part, part.name), reason=reason)]) from error


def _fill(part: PreparedPart, template: jinja2.Template, context: dict[str, Any], room: int) -> bytes:
    data = _mended(part, _text(part, template, context, room))
    if part.columns:
        data = door.with_fitting_grids(data)
    return data


def _text(part: PreparedPart, template: jinja2.Template, context: dict[str, Any], room: int) -> str:
    place = Place(part.part, part.name)
    try:
        return "".join(_metered(template.root_render_func(template.new_context(context)), room))
    except MissingValueError as missing:
        raise TemplateRefused([finding("VALUE_MISSING", place, name=str(missing))]) from missing
    except ValueFault as fault:
        raise TemplateRefused([fault.finding]) from fault
    except (jinja2.TemplateError, TypeError, ValueError, ArithmeticError, RecursionError) as error:
        if isinstance(error, TemplateRefused):
            raise
        raise TemplateRefused([finding("RENDER", place, reason=str(error).split("\n")[0])]) from error


def _mended(part: PreparedPart, text: str) -> bytes:
    """Make ids unique, drop empty tables, fill empty cells, and prove what comes out."""
    if part.part == "body" and "<wp:docPr" in text:
        text = _numbered_drawings(text)
    if part.bookmarks:
        text = _unique_bookmarks(text)
    if part.cells:
        if "</w:tblGrid></w:tbl>" in text or "<w:tblGrid/></w:tbl>" in text or "</w:tblPr></w:tbl>" in text:
            text = _EMPTY_TABLE.sub("", text)
        text = _EMPTY_CELL.sub(r"\1<w:p/>", text)
    try:
        data = text.encode()
        xml.prove(data)
    except (xml.XmlFault, UnicodeEncodeError) as error:
        raise TemplateRefused([finding("RENDER", Place(part.part, part.name), reason="XML")]) from error
    return data


def _metered(pieces: Iterator[str], room: int) -> Iterator[str]:
    for piece in pieces:
        room -= len(piece)
        if room < 0:
            raise ValueFault(finding("OUTPUT_TOO_LARGE", limit=MAX_OUTPUT // 2**20))
        yield piece


def _numbered_drawings(text: str) -> str:
    number = 1000

    def numbered(match: re.Match[str]) -> str:
        nonlocal number
        number += 1
        return f"{match[1]}{number}{match[2]}"

    return _DRAWING_ID.sub(numbered, text)


def _unique_bookmarks(text: str) -> str:
    """A loop repeats its bookmarks; each needs an id and a name of its own."""
    number = 0
    open_ids: dict[str, list[int]] = {}
    names: dict[str, int] = {}

    def unique(match: re.Match[str]) -> str:
        nonlocal number
        found = _ID.search(match[2])
        if found is None:
            return match[0]
        if match[1] == "Start":
            number += 1
            open_ids.setdefault(found[2], []).append(number)
            inner = _ID.sub(rf"\g<1>{number}\g<3>", match[2])
            name = _NAME.search(inner)
            if name is not None:
                names[name[2]] = names.get(name[2], 0) + 1
                if names[name[2]] > 1:
                    inner = _NAME.sub(rf"\g<1>\g<2>_{names[name[2]]}\g<3>", inner)
            return f"<w:bookmarkStart{inner}>"
        waiting = open_ids.get(found[2]) or [0]
        inner = _ID.sub(rf"\g<1>{waiting.pop()}\g<3>", match[2])
        return f"<w:bookmarkEnd{inner}>"

    return _BOOKMARK.sub(unique, text)


@lru_cache(maxsize=64)
def _template(template: bytes, catalogue: FieldCatalogue | None, language: Language | None) -> Template:
    return Template(prepare(template, catalogue, language=language))


def render(
    template: bytes,
    values: Mapping[str, object],
    catalogue: FieldCatalogue | None = None,
    *,
    language: Language | str | None = None,
    properties: Properties | None = None,
) -> bytes:
    """Return a Word template filled with plain data; a template is prepared once a process.

    Args:
        template: the `.docx` file.
        values: text, numbers, yes/no, dates, and lists and dictionaries of them, under any names.
        catalogue: the fields there are; without it every name is accepted until it is missing.
        language: in which numbers, sums and dates are written; the text's own if not given.
        properties: what the file says about itself.

    Raises:
        TemplateRefused: the template or a value was refused; the findings say why.
    """
    chosen = Language(language) if language else None
    return _template(bytes(template), catalogue, chosen).render(values, properties)
