"""Foreign Word files become PDF in a child that is limited, killed on overrun and started again."""

from __future__ import annotations

import pytest

from procurement.languages import Language
from procurement.rendering import pdf
from procurement.rendering.printing import Printer, printer
from procurement.word import TemplateRefused
from tests.procurement.word.files import docx, p
from tests.reading.pdf import pages

FILE = docx(p("Unga på studievägen"))


def codes(refused: pytest.ExceptionInfo[TemplateRefused]) -> list[str]:
    return [each.code for each in refused.value.findings]


def test_the_child_prints_the_same_bytes_as_this_process() -> None:
    assert printer().pdf(FILE, Language.SV) == pdf.render_word(FILE, language=Language.SV)
    assert "Unga på studievägen" in pages(printer().pdf(FILE, Language.SV))[0]


def test_a_character_that_the_fonts_lack_is_named() -> None:
    with pytest.raises(TemplateRefused) as refused:
        printer().pdf(docx(p("💢")), Language.SV)
    assert codes(refused) == ["FONT_CHARACTER"]
    assert "U+1F4A2" in refused.value.findings[0].message()


def test_a_child_that_takes_too_long_is_killed_and_the_next_call_has_another() -> None:
    hasty = Printer(seconds=0.05)
    with pytest.raises(TemplateRefused) as refused:
        hasty.pdf(FILE, Language.SV)
    assert codes(refused) == ["TIME_OR_MEMORY"]
    hasty.seconds = 30
    assert hasty.pdf(FILE, Language.SV).startswith(b"%PDF")
    hasty.close()
