"""Prints filled Word files that nobody has approved as PDF: in a warm child process of its own, limited and killed.

It is another child than the one that fills, because making pages takes more memory, more time and a few temporary
files. The stylesheet comes with each call, so the child needs neither settings nor a database.
"""

from __future__ import annotations

import base64
import sys
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from procurement.languages import Language
from procurement.rendering import pdf
from procurement.word import TemplateRefused, Worker, finding, serve

SECONDS: Final = 30.0
MEMORY: Final = 1536 * 2**20
#: The fonts are written out for the library that measures text.
_FILE: Final = 8 * 2**20


class Printer(Worker):
    """A child that makes PDF files."""

    module = "procurement.rendering.printing"

    def __init__(self, *, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        super().__init__(seconds=seconds, memory=memory)

    def pdf(self, filled: bytes, language: Language | str) -> bytes:
        """Return a filled Word file as PDF/UA-1.

        Raises:
            TemplateRefused: the file cannot be read, its characters cannot be shown, or a limit was met.
        """
        return self.faces(filled, language, date(1980, 1, 1), {})[0]

    def faces(
        self, filled: bytes, language: Language | str, day: date, files: Mapping[str, bytes]
    ) -> tuple[bytes, bytes]:
        """Return a filled Word file as PDF/UA-1, and as PDF/A-3a with files embedded if there are any.

        Raises:
            TemplateRefused: the file cannot be read, its characters cannot be shown, or a limit was met.
        """
        answer = self._call(
            "pdf",
            filled,
            None,
            language,
            css=pdf.stylesheet(pdf.WORD_STYLESHEET),
            day=day.isoformat(),
            files={name: base64.b64encode(content).decode() for name, content in files.items()},
        )
        printed, archived = map(base64.b64decode, answer)
        return printed, archived


def _do(request: dict[str, Any]) -> list[str]:
    filled, language = base64.b64decode(request["template"]), Language(request["language"])
    files = {name: base64.b64decode(content) for name, content in request["files"].items()}
    try:
        laid_out = pdf.lay_out_word(
            filled, language=language, day=date.fromisoformat(request["day"]), css=request["css"]
        )
    except pdf.CharactersMissingError as error:
        raise TemplateRefused([finding("FONT_CHARACTER", characters=", ".join(error.characters))]) from error
    made = (pdf.write(laid_out), pdf.write_archive(laid_out, files) if files else b"")
    return [base64.b64encode(each).decode() for each in made]


_PRINTER: Final = Printer()


def printer() -> Printer:
    """Return this process's printer; its child starts with the first call."""
    return _PRINTER


if __name__ == "__main__":
    serve(sys.stdin.buffer, sys.stdout.buffer, int(sys.argv[1]), _do, files=256, file_size=_FILE)
