"""`manage.py write_starters FOLDER`: writes the Word templates that lawyers start from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.text import slugify

from procurement.languages import LEGAL_LANGUAGES
from procurement.rendering import starters


class Command(BaseCommand):
    """Writes each starter in each language. Asks no database."""

    help = "Writes the starters of Word templates, in Swedish and Finnish, into a folder."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the files."""
        folder: Path = options["folder"]
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for starter in starters.STARTERS.values():
                for language in LEGAL_LANGUAGES:
                    path = folder / f"{slugify(starter.title[language])}.{language}.docx"
                    path.write_bytes(starters.draw(starter.key, language))
                    self.stdout.write(f"{path}")
        except OSError as error:
            raise CommandError(f"{error.filename} cannot be written: {error.strerror}") from error
