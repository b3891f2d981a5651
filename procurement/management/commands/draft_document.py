"""`manage.py draft_document CASE --kind KIND --language sv --language fi [--out DIR]`: drafts a paper of a case."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from procurement import storage
from procurement.actions.draft_document import draft_document
from procurement.kinds import registry
from procurement.languages import LEGAL_LANGUAGES, Language
from procurement.management.acting_user import acting_user, add_user_argument
from procurement.models import Case, DocumentVersion
from procurement.permissions import NotAllowedError
from procurement.readiness.refusals import DraftRefusedError


class Command(BaseCommand):
    """Drafts, or lists everything that stands in the way."""

    help = "Drafts a paper of a procurement case in one or more languages."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("case", type=int, help="number of the case")
        parser.add_argument("--kind", required=True, choices=[kind.key for kind in registry()])
        parser.add_argument("--language", action="append", choices=[str(language) for language in Language])
        parser.add_argument("--incomplete", action="store_true", help="print markers for what is missing")
        parser.add_argument("--out", type=Path, help="also write the files to this folder")
        add_user_argument(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Draft and print a line for each file."""
        case = Case.objects.filter(pk=options["case"]).first()
        if case is None:
            raise CommandError(f"There is no case {options['case']}.")
        languages = [Language(code) for code in dict.fromkeys(options["language"] or LEGAL_LANGUAGES)]
        try:
            versions = draft_document(
                case,
                registry()[options["kind"]],
                languages,
                acting_user(options["user"]),
                incomplete=options["incomplete"],
            )
        except (DraftRefusedError, NotAllowedError) as error:
            raise CommandError(f"Nothing was drafted.\n{error}") from error
        for version in versions:
            for file in version.files.all():
                self.stdout.write(f"{file.sha256}  {file.file_name}")
            if options["out"]:
                write_files(version, options["out"])


def write_files(version: DocumentVersion, folder: Path) -> list[Path]:
    """Write the files of a version as `<kind>.<language>.docx` and so on and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for file in version.files.all():
        path = folder / f"{version.kind}.{version.language}.{file.suffix}"
        with storage.open_stored(file.sha256) as stored:
            path.write_bytes(stored.read())
        paths.append(path)
    return paths
