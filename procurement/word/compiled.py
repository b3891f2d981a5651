"""Fills the Word template of the clause-built kinds: compiled once a process, and each passage printed once.

Of stock docxtpl's time more than nine tenths go to work that depends on the template alone (measured:
docs/decisions/0022-what-stock-docxtpl-loses-and-costs.md), and most passages of a paper are the same in every
case. So the template is read, patched and compiled once, and a block that has been printed is remembered by its words.
Every part that is filled is still parsed strictly, every time.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from procurement.word import archive, template, xml
from procurement.word.preparing import core_properties

_CORE: Final = "docProps/core.xml"
_EACH: Final = "{% for block in blocks %}"
_END: Final = "{% endfor %}"
_BODY: Final = "word/document.xml"


class CompiledTemplate:
    """A Word template, read once.

    A template may say its body as blocks: what stands between `{%p for block in blocks %}` and the last `{%p endfor %}`
    is then printed block by block, by `print_block`, and `fill` is given the printed blocks.
    """

    def __init__(self, file: bytes) -> None:
        """Read, patch and compile the template.

        Raises:
            jinja2.TemplateError: it is not in the language of templates.
        """
        self._environment = template.environment()
        self._kept: list[archive.Member] = []
        self._parts: dict[str, list[Any]] = {}
        self._block: Any = None
        with zipfile.ZipFile(io.BytesIO(file)) as package:
            for name in package.namelist():
                content = package.read(name)
                if name.startswith("word/") and name.endswith(".xml") and b"{" in content:
                    self._parts[name] = self._compile(name, template.patched(content.decode()))
                elif name != _CORE:
                    self._kept.append(archive.member(name, content))

    def _compile(self, name: str, source: str) -> list[Any]:
        if name != _BODY or _EACH not in source:
            return [self._environment.from_string(source)]
        before, rest = source.split(_EACH, 1)
        block, after = rest.rsplit(_END, 1)
        self._block = self._environment.from_string(block)
        return [self._environment.from_string(before), self._environment.from_string(after)]

    def print_block(self, block: Mapping[str, Any]) -> str:
        """Return the XML of one block.

        Raises:
            TemplateDataError: a value is neither text nor a whole number.
            jinja2.TemplateError: the template names something that the block does not hold.
        """
        printed: str = self._block.render(block=block)
        return printed

    def fill(
        self,
        values: Mapping[str, Any],
        blocks: Iterable[str] = (),
        *,
        title: str,
        author: str,
        language: str,
        day: date,
    ) -> bytes:
        """Return the filled Word file; the same input gives the same bytes.

        Args:
            values: strings, integers, and lists and dictionaries of them.
            blocks: the printed blocks of the body, in order.
            title: the document property.
            author: the document property; the organisation, never a person.
            language: BCP 47 tag of the text.
            day: the paper's date, which becomes its created and modified time.

        Raises:
            TemplateDataError: a value is neither text nor a whole number.
            jinja2.TemplateError: the template names something that is not in `values`.
            xml.XmlFault: a filled part is not well-formed.
        """
        members = [*self._kept]
        for name, pieces in self._parts.items():
            texts = [piece.render(values) for piece in pieces]
            content = texts[0] if len(texts) == 1 else "".join([texts[0], *blocks, texts[1]])
            data = content.encode()
            xml.prove(data)
            members.append(archive.member(name, data, 6))
        core = core_properties(title, author, language, f"{day.isoformat()}T00:00:00Z")
        members.append(archive.member(_CORE, core, 6))
        return archive.write(members)
