"""A list of problems is read as people's programs write it, and refused with every fault and its place."""

from __future__ import annotations

import io
import uuid
import zipfile
from datetime import datetime

import pytest
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from klash_pages.models import Problem
from klash_pages.problems import spreadsheet_import
from tests.factories.pages import ContestPageFactory
from tests.factories.records import MunicipalityFactory, ProblemFactory, ThemeFactory
from tests.factories.users import EditorFactory

HEADING = "sentence;language;municipalities"
GOOD = f"{HEADING}\nHur når vi ön?;sv;Vanda\n"


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def xlsx(*rows: list[object]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def complaint(content: bytes, name: str = "list.csv") -> str:
    with pytest.raises(spreadsheet_import.UnreadableFileError) as error:
        spreadsheet_import.read_table(name, content)
    return str(error.value)


def found(table: spreadsheet_import.Table, contest: object) -> list[tuple[int, str, str]]:
    return [(fault.row, fault.column, fault.message) for fault in spreadsheet_import.faults(table, contest)]


# Reading


@pytest.mark.parametrize(
    ("content", "notes"),
    [
        (GOOD.encode(), 0),
        (GOOD.encode("utf-8-sig"), 0),
        (GOOD.replace(";", ",").encode(), 0),
        (GOOD.replace(";", "\t").encode(), 0),
        (GOOD.replace("\n", "\r\n").encode(), 0),
        (GOOD.upper().replace("HUR NÅR VI ÖN?", "Hur når vi ön?").replace("VANDA", "Vanda").encode(), 0),
        (GOOD.encode("cp1252"), 1),
    ],
    ids=["UTF-8", "UTF-8 with BOM", "commas", "tabs", "Windows line ends", "capital headings", "Windows-1252"],
)
def test_a_csv_file_is_read_as_spreadsheets_write_it(content, notes):
    table = spreadsheet_import.read_table("list.csv", content)
    row = {name: value.casefold() for name, value in table.rows[2].items()}
    assert row == {"sentence": "hur når vi ön?", "language": "sv", "municipalities": "vanda"}
    assert len(table.notes) == notes


def test_a_file_in_windows_1252_is_said_to_be_so():
    table = spreadsheet_import.read_table("list.csv", GOOD.encode("cp1252"))
    assert table.notes == [
        "The file is not in UTF-8. It was read as Windows-1252: check that å, ä and ö are right below."
    ]


def test_rows_are_numbered_as_the_spreadsheet_shows_them():
    content = f'{HEADING};text\nA;sv;Vanda;"two\nlines"\n\nB;sv;Vanda;\n'
    assert list(spreadsheet_import.read_table("list.csv", content.encode()).rows) == [2, 5]
    rows = xlsx(HEADING.split(";"), ["A", "sv", "Vanda"], [], ["B", "sv", "Vanda"])
    assert list(spreadsheet_import.read_table("list.xlsx", rows).rows) == [2, 4]


def test_an_xlsx_file_gives_days_and_numbers_as_text():
    rows = xlsx([*HEADING.split(";"), "received"], ["A", "sv", 92.0, datetime(2018, 10, 31)])  # noqa: DTZ001
    assert spreadsheet_import.read_table("list.xlsx", rows).rows[2] == {
        "sentence": "A",
        "language": "sv",
        "municipalities": "92",
        "received": "2018-10-31",
    }


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "list.csv", "The first row lacks the headings sentence, language, municipalities."),
        (b"sentence;language\nA;sv\n", "list.csv", "The first row lacks the headings municipalities."),
        (f"{HEADING};e-mail\nA;sv;Vanda;x\n".encode(), "list.csv", "The first row has the unknown headings e-mail."),
        (f"{HEADING};text;text\n".encode(), "list.csv", "A heading stands twice in the first row."),
        (HEADING.encode(), "list.csv", "The file has headings but no rows."),
        (GOOD.encode("utf-16"), "list.csv", "The file is in UTF-16. Save it as “CSV UTF-8”."),
        (b"\x00\x01\x02", "list.csv", "The file is not a text file."),
        (b"\x81\x8d\xff", "list.csv", "The encoding of the file is not known."),
        (f'{HEADING}\n"A;sv;Vanda\n'.encode(), "list.csv", "Line 2 cannot be read:"),
        (b"PK\x03\x04nothing", "list.xlsx", "The file is not a sound XLSX file."),
        (b"\xd0\xcf\x11\xe0", "list.xls", "The file is not a sound XLSX file."),
        (b"a" * 1_000_001, "list.csv", "The file is larger than 1 MB. Split it into several."),
        (f"{HEADING}\n".encode() + b"A;sv;Vanda\n" * 501, "list.csv", "The file has more than 500 rows."),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_what_to_do(content, name, sentence):
    assert complaint(content, name).startswith(sentence)


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 50_000_000)
    assert complaint(content.getvalue(), "bomb.xlsx").startswith("The file holds more than a list of problems can.")


@given(st.binary(max_size=300))
def test_no_bytes_make_it_fail_in_another_way(content):
    for name in ("list.csv", "list.xlsx"):
        for start in (b"", HEADING.encode() + b"\n", b"PK\x03\x04"):
            try:
                table = spreadsheet_import.read_table(name, start + content)
            except spreadsheet_import.UnreadableFileError as error:
                assert str(error)  # noqa: PT017
            else:
                assert table.rows


# The rows


@pytest.mark.django_db
def test_every_fault_of_every_row_is_told_with_row_and_column():
    contest = ContestPageFactory()
    MunicipalityFactory()
    known = ProblemFactory(contest=contest, sentence="Känt")
    ProblemFactory(sentence="Annan tävling")
    rows = [
        f"{HEADING};theme;received",
        "Bra;sv;Vanda;;",
        ";sv;Vanda;;",
        f"{'x' * 141};ru;Lutetia, Vanda;none;31.2.2018",
        "Känt;sv;Vanda;;2999-01-01",
        "Bra;SV ;vantaa;;1.9.2018",
        "Annan tävling;sv;Vanda;;;surplus",
    ]
    table = spreadsheet_import.read_table("list.csv", "\n".join(rows).encode())
    assert found(table, contest) == [
        (3, "sentence", "This field is required."),
        (4, "sentence", "Ensure this value has at most 140 characters (it has 141)."),
        (4, "language", "Select a valid choice. ru is not one of the available choices."),
        (4, "municipalities", "Lutetia: no municipality in the register has this name."),
        (4, "theme", "There is no theme with this name in addresses."),
        (4, "received", "Write the day as 2018-10-31 or 31.10.2018."),
        (5, "received", "This day has not come yet."),
        (5, "sentence", f"The problem is already registered with the number {known.number}."),
        (6, "sentence", "The same problem stands in row 2."),
        (7, "", "The row has more cells than there are headings."),
    ]


@pytest.mark.django_db
def test_a_table_with_a_fault_stores_nothing():
    contest, editor = ContestPageFactory(), EditorFactory()
    MunicipalityFactory()
    table = spreadsheet_import.read_table("list.csv", f"{HEADING}\nA;sv;Vanda\nB;xx;Vanda\n".encode())
    with pytest.raises(ValueError, match="The table has faults"):
        spreadsheet_import.store(table, contest, uuid.uuid4(), editor)
    assert not Problem.objects.exists()


@pytest.mark.django_db
def test_a_table_is_stored_once_as_problems_that_wait():
    contest, editor, theme = ContestPageFactory(), EditorFactory(), ThemeFactory(slug="traffic")
    vanda, lahti = MunicipalityFactory(), MunicipalityFactory(name_sv="Lahtis", name_fi="Lahti")
    content = f"{HEADING};theme;received;text\nA;FI;Vanda, Lahti;traffic;31.10.2018;=1+1\nB;sv;Lahtis;;;\n"
    table, key = spreadsheet_import.read_table("list.csv", content.encode()), uuid.uuid4()
    first = spreadsheet_import.store(table, contest, key, editor)
    assert spreadsheet_import.store(table, contest, key, editor) == first
    a, b = Problem.objects.order_by("number")
    assert (a.state, a.language, a.theme, a.text, a.contest) == ("submitted", "fi", theme, "=1+1", contest)
    assert set(a.municipalities.all()) == {vanda, lahti}
    assert timezone.localtime(a.received_at).date().isoformat() == "2018-10-31"
    assert (list(b.municipalities.all()), b.theme, b.submitter_email) == ([lahti], None, "")
