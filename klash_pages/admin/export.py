"""Makes exported lists harmless: a spreadsheet must not run what somebody typed into a form."""

from __future__ import annotations

from typing import Any

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from wagtail.admin.views import generic
from wagtail.admin.views.mixins import SpreadsheetExportMixin

#: A spreadsheet takes a cell that begins with one of these for a formula.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def harmless(value: Any) -> Any:
    """Return a cell's value; a text that would be a formula gets an apostrophe in front, as spreadsheets mark text."""
    if not isinstance(value, str):
        return value
    text = ILLEGAL_CHARACTERS_RE.sub("", value)
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


class HarmlessExportMixin(SpreadsheetExportMixin):
    """Wagtail's export, whose cells hold no formulas. Every list of ours that can be exported has it."""

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        """Return the value of a cell."""
        return harmless(super().preprocess_field_value(field, value, export_format))


class HarmlessExportIndexView(HarmlessExportMixin, generic.IndexView):
    """A list of records whose export holds no formulas."""
