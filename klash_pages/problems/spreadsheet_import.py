"""Reads a list of problems from CSV or XLSX: every fault is told with its row; all is stored, or nothing."""

from __future__ import annotations

import csv
import io
import uuid
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import log

from klash_pages.models import ContestPage, Problem, Theme
from klash_pages.models.fields import PlainTextFormField
from klash_pages.models.problem import SENTENCE_LENGTH, TEXT_LENGTH
from klash_pages.problems.form import OneLineField, find_municipalities

MOST_BYTES = 1_000_000
MOST_UNPACKED = 20_000_000
MOST_PARTS = 200
MOST_ROWS = 500
REQUIRED = ("sentence", "language", "municipalities")
OPTIONAL = ("text", "affected", "tried", "theme", "received")
COLUMNS = (*REQUIRED, *OPTIONAL)
_NAMESPACE = uuid.UUID("0b7f1d5e-5a52-4cf5-9a55-3f6a5c1d1c55")


class UnreadableFileError(Exception):
    """The file as a whole cannot be read; the sentence says what to do."""


@dataclass(frozen=True)
class Fault:
    """What is wrong, and where: the number of the row as the spreadsheet shows it, and the column."""

    row: int
    column: str
    message: str


@dataclass
class Table:
    """The rows of a file by row number, and what was noticed while reading it."""

    rows: dict[int, dict[str, str]]
    notes: list[str] = field(default_factory=list)


def read_table(name: str, content: bytes) -> Table:
    """Return the rows of a CSV or XLSX file.

    Raises:
        UnreadableFileError: too large, no such format, wrong encoding, wrong headings, or empty.
    """
    if len(content) > MOST_BYTES:
        raise UnreadableFileError(_("The file is larger than 1 MB. Split it into several."))
    if content.startswith(b"PK\x03\x04"):
        return _table(_xlsx_rows(content), [])
    if name.lower().endswith((".xlsx", ".xls", ".ods", ".numbers")):
        raise UnreadableFileError(_("The file is not a sound XLSX file. Save the list anew as XLSX or CSV."))
    text, notes = _decode(content)
    return _table(_csv_rows(text), notes)


def _decode(content: bytes) -> tuple[str, list[str]]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableFileError(_("The file is in UTF-16. Save it as “CSV UTF-8”."))
    if b"\0" in content:
        raise UnreadableFileError(_("The file is not a text file. Save the list as “CSV UTF-8” or XLSX."))
    try:
        return content.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        note = _("The file is not in UTF-8. It was read as Windows-1252: check that å, ä and ö are right below.")
        try:
            return content.decode("cp1252"), [note]
        except UnicodeDecodeError as error:
            raise UnreadableFileError(
                _("The encoding of the file is not known. Save the list as “CSV UTF-8” or XLSX.")
            ) from error


def _csv_rows(text: str) -> Iterator[tuple[int, list[str]]]:
    first = text.lstrip("\r\n").partition("\n")[0]
    delimiter = max(";,\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise UnreadableFileError(
            _("Line %(line)s cannot be read: a quotation mark is not closed or stands in the wrong place.")
            % {"line": line}
        ) from error


def _xlsx_rows(content: bytes) -> Iterator[tuple[int, list[str]]]:
    from openpyxl import load_workbook  # lazy: heavy

    broken = _("The file is not a sound XLSX file. Save the list anew as XLSX or CSV.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise UnreadableFileError(_("The file holds more than a list of problems can. Split it into several."))
        sheet = load_workbook(io.BytesIO(content), read_only=True, data_only=True).worksheets[0]
        for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
            yield number, [_cell(value) for value in cells]
            if number > MOST_ROWS * 4:
                # Empty rows are skipped, but not for ever.
                return
    except UnreadableFileError:
        raise
    # openpyxl raises whatever its parser stumbles over; to the person who chose the file it is all the same.
    except Exception as error:
        raise UnreadableFileError(broken) from error


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _table(rows: Iterator[tuple[int, list[str]]], notes: list[str]) -> Table:
    filled = ((number, cells) for number, cells in rows if any(cell.strip() for cell in cells))
    _number, heading = next(filled, (0, []))
    names = [cell.strip().casefold() for cell in heading]
    while names and not names[-1]:
        names.pop()
    wanted = ", ".join(COLUMNS)
    if missing := [name for name in REQUIRED if name not in names]:
        raise UnreadableFileError(
            _("The first row lacks the headings %(missing)s. The headings are: %(wanted)s.")
            % {"missing": ", ".join(missing), "wanted": wanted}
        )
    if unknown := [name or "–" for name in names if name not in COLUMNS]:
        raise UnreadableFileError(
            _("The first row has the unknown headings %(unknown)s. The headings are: %(wanted)s.")
            % {"unknown": ", ".join(unknown), "wanted": wanted}
        )
    if len(set(names)) < len(names):
        raise UnreadableFileError(_("A heading stands twice in the first row."))
    found: dict[int, dict[str, str]] = {}
    for number, cells in filled:
        if len(found) == MOST_ROWS:
            raise UnreadableFileError(
                _("The file has more than %(rows)s rows. Split it into several.") % {"rows": MOST_ROWS}
            )
        found[number] = dict(zip(names, [*cells, *[""] * len(names)], strict=False))
        if any(cell.strip() for cell in cells[len(names) :]):
            found[number][""] = "surplus"
    if not found:
        raise UnreadableFileError(_("The file has headings but no rows."))
    return Table(found, notes)


class _RowForm(forms.Form):
    """One row, with the same rules as the public form."""

    sentence = OneLineField(max_length=SENTENCE_LENGTH)
    language = forms.ChoiceField(choices=Problem.Language.choices)
    municipalities = PlainTextFormField(max_length=300)
    text = PlainTextFormField(required=False, max_length=TEXT_LENGTH)
    affected = PlainTextFormField(required=False, max_length=1000)
    tried = PlainTextFormField(required=False, max_length=TEXT_LENGTH)
    theme = forms.ModelChoiceField(
        queryset=Theme.objects.all(),
        required=False,
        to_field_name="slug",
        error_messages={"invalid_choice": gettext_lazy("There is no theme with this name in addresses.")},
    )
    received = forms.DateField(
        required=False,
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        error_messages={"invalid": gettext_lazy("Write the day as 2018-10-31 or 31.10.2018.")},
    )

    def clean_language(self) -> str:
        """Keep the code."""
        return str(self.cleaned_data["language"])

    def clean_municipalities(self) -> list[Any]:
        """Refuse a name that nobody has."""
        found, unknown = find_municipalities(self.cleaned_data["municipalities"])
        if unknown:
            raise forms.ValidationError(
                _("%(names)s: no municipality in the register has this name.") % {"names": ", ".join(unknown)}
            )
        return found

    def clean_received(self) -> date | None:
        """Refuse a day that has not come."""
        day: date | None = self.cleaned_data["received"]
        if day is not None and day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet."))
        return day


def _form_of(row: dict[str, str]) -> _RowForm:
    return _RowForm({**row, "language": row.get("language", "").strip().casefold()})


def faults(table: Table, contest: ContestPage) -> list[Fault]:
    """Return everything that is wrong with the rows, in their order; an empty list means that all can be stored."""
    known = dict(Problem.objects.of_contest(contest).values_list("sentence", "number"))
    seen: dict[str, int] = {}
    found = []
    for number, row in table.rows.items():
        if "" in row:
            found.append(Fault(number, "", _("The row has more cells than there are headings.")))
        form = _form_of(row)
        for column in _RowForm.base_fields:
            found += [Fault(number, column, str(message)) for message in form.errors.get(column, [])]
        sentence = form.cleaned_data.get("sentence")
        if sentence in known:
            message = _("The problem is already registered with the number %(number)s.") % {"number": known[sentence]}
            found.append(Fault(number, "sentence", message))
        elif sentence in seen:
            message = _("The same problem stands in row %(row)s.") % {"row": seen[sentence]}
            found.append(Fault(number, "sentence", message))
        elif sentence:
            seen[sentence] = number
    return found


@transaction.atomic
def store(table: Table, contest: ContestPage, key: uuid.UUID, user: Any) -> list[Problem]:
    """Store all rows of a table without faults, as problems that wait to be read.

    The key stands for one confirmation: storing twice under it stores once.

    Raises:
        ValueError: a row has a fault.
    """
    keys = {number: uuid.uuid5(_NAMESPACE, f"{key}/{number}") for number in table.rows}
    stored = Problem.objects.filter(submission_key__in=keys.values()).order_by("number")
    if stored.exists():
        return list(stored)
    if faults(table, contest):
        raise ValueError("The table has faults.")
    problems = []
    for number, row in table.rows.items():
        form = _form_of(row)
        form.full_clean()
        values = form.cleaned_data
        received = values["received"]
        problem = Problem.objects.create(
            contest=contest,
            submission_key=keys[number],
            received_at=_at_noon(received) if received else timezone.now(),
            **{name: values[name] for name in ("sentence", "language", "text", "affected", "tried", "theme")},
        )
        problem.municipalities.set(values["municipalities"])
        log(problem, "klash_pages.import_problem", user=user)
        problems.append(problem)
    return problems


def _at_noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))
