"""`manage.py render_template FILE.docx --case N | --facts FACTS.json --out OUT.docx`: fills a Word template."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from procurement import sources
from procurement.languages import Language
from procurement.management.acting_user import acting_user
from procurement.models import Case
from procurement.permissions import NotAllowedError, may_view_cases
from procurement.word import Properties, TemplateRefused, fact_fields, fact_values, render


class Command(BaseCommand):
    """Fills, or lists everything that stands in the way and writes nothing."""

    help = "Fills a Word template with the facts of a case, or with plain values from a JSON file."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("file", type=Path)
        given = parser.add_mutually_exclusive_group(required=True)
        given.add_argument("--case", type=int, help="number of the case; needs --user")
        given.add_argument("--facts", type=Path, metavar="FACTS.json", help="plain values under any names")
        parser.add_argument("--user", help="user name of the lawyer who acts, with --case")
        parser.add_argument("--language", choices=list(map(str, Language)), default=None)
        parser.add_argument("--out", type=Path, required=True, metavar="OUT.docx")

    def handle(self, *args: Any, **options: Any) -> None:
        """Fill and write."""
        language = Language(options["language"]) if options["language"] else None
        try:
            template = options["file"].read_bytes()
            if options["facts"]:
                values, catalogue, day = json.loads(options["facts"].read_bytes()), None, None
                if not isinstance(values, dict):
                    raise CommandError(f"{options['facts']} must hold an object with names and values.")
            else:
                language = language or Language.SV
                values, day = self._case_values(options, language)
                catalogue = fact_fields()
        except OSError as error:
            raise CommandError(f"{error.filename} cannot be read: {error.strerror}") from error
        except ValueError as error:
            raise CommandError(f"{options['facts']} is not JSON: {error}") from error
        try:
            properties = None if day is None else Properties(day=day)
            filled = render(template, values, catalogue, language=language, properties=properties)
        except TemplateRefused as refused:
            lines = [f"{each.place.describe(Language.EN)}: {each.message()}" for each in refused.findings]
            raise CommandError("Nothing was written.\n" + "\n".join(lines)) from refused
        options["out"].write_bytes(filled)
        self.stdout.write(f"{options['out']}")

    def _case_values(self, options: dict[str, Any], language: Language) -> tuple[dict[str, Any], date | None]:
        if not options["user"]:
            raise CommandError("--case needs --user.")
        case = Case.objects.filter(pk=options["case"]).first()
        if case is None:
            raise CommandError(f"There is no case {options['case']}.")
        try:
            may_view_cases(acting_user(options["user"])).require()
        except NotAllowedError as error:
            raise CommandError(str(error)) from error
        facts = sources.case_facts(case)
        day = facts.value("contract.date")
        return fact_values(facts, language), day if isinstance(day, date) else None
