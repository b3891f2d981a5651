"""`manage.py draft_document` drafts, lists what stands in the way, and writes files where they are wanted."""

from __future__ import annotations

import hashlib
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from procurement.models import DocumentFile, DocumentVersion
from tests.factories.procurement import complete_case
from tests.factories.users import EditorFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def draft(case: Any, *options: str, user: Any = None, kind: str = "invitation_to_negotiate") -> list[str]:
    """The lines that the command prints."""
    out = StringIO()
    name = (user or case.opened_by).username
    pk = getattr(case, "pk", case)
    call_command("draft_document", str(pk), "--kind", kind, "--user", name, *options, stdout=out)
    return out.getvalue().splitlines()


def test_both_languages_are_drafted_and_each_file_is_printed_with_its_hash(text_only, case):
    assert draft(case) == [
        f"{file.sha256}  {case.pk}-invitation_to_negotiate-1.{language}.txt"
        for language in ("sv", "fi")
        for file in DocumentFile.objects.filter(version__language=language)
    ]
    assert DocumentVersion.objects.count() == 2


def test_one_language_is_drafted_on_request(text_only, case):
    draft(case, "--language", "fi", "--language", "fi")
    assert DocumentVersion.objects.get().language == "fi"


def test_the_files_are_written_where_they_are_wanted(case, tmp_path):
    out = tmp_path / "new" / "papers"
    draft(case, "--language", "sv", "--out", str(out))
    stored = {file.suffix: file.sha256 for file in DocumentFile.objects.all()}
    written = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in Path(out).iterdir()}
    assert written == {f"invitation_to_negotiate.sv.{suffix}": sha256 for suffix, sha256 in stored.items()}
    assert set(stored) == {"docx", "pdf", "archive.pdf", "txt"}


def test_a_refusal_lists_every_gap_and_writes_nothing(text_only, tmp_path):
    case = complete_case(without=["case.number", "buyer.email"])
    with pytest.raises(CommandError) as refusal:
        draft(case, "--out", str(tmp_path / "papers"))
    heading, *lines = str(refusal.value).splitlines()
    assert heading == "Nothing was drafted."
    assert sorted(lines) == ["Missing: Case number (The case).", "Missing: The buyer's e-mail (The buyer)."]
    assert not (tmp_path / "papers").exists()
    assert DocumentVersion.objects.count() == 0


def test_an_incomplete_draft_is_made_on_request(text_only):
    draft(complete_case(without=["case.number"]), "--incomplete", "--language", "sv")
    assert DocumentVersion.objects.get().gaps == ["case.number"]


def test_a_case_that_is_not_there_is_named(lawyer):
    with pytest.raises(CommandError) as refusal:
        draft(999, user=lawyer)
    assert str(refusal.value) == "There is no case 999."


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--kind", "no_such_kind"], "invalid choice: 'no_such_kind'"),
        (["--language", "de"], "invalid choice: 'de'"),
        (["--kind", "appeal_instructions", "--language", "en"], "Nothing was drafted"),
    ],
)
def test_what_cannot_be_drafted_cannot_be_chosen(options, expected, text_only, case):
    with pytest.raises(CommandError, match=expected):
        draft(case, *options)


def test_an_unknown_user_is_named(case):
    class Nobody:
        username = "nobody"

    with pytest.raises(CommandError) as refusal:
        draft(case, user=Nobody())
    assert str(refusal.value) == "There is no user “nobody”."


def test_a_command_asks_the_same_permissions_as_the_desk(text_only, case):
    with pytest.raises(CommandError) as refusal:
        draft(case, user=EditorFactory())
    assert str(refusal.value) == "Nothing was drafted.\nOnly legal staff may draft procurement papers."
    assert DocumentVersion.objects.count() == 0
