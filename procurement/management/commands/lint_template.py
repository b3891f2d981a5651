"""`manage.py lint_template FILE.docx [--annotate OUT.docx] [--json]`: finds every fault of a Word template."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from procurement.languages import Language
from procurement.word import TemplateRefused, annotate, errors, fact_fields, lint


class Command(BaseCommand):
    """Lints, and ends with status 1 if there are errors. Asks no database."""

    help = "Lists everything that is wrong with a Word template, with its place."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--annotate", type=Path, metavar="OUT.docx", help="write the file with Word comments")
        parser.add_argument("--json", action="store_true", help="print the findings as JSON")
        parser.add_argument("--language", choices=list(map(str, Language)), help="language of the template")
        parser.add_argument("--sentences", choices=list(map(str, Language)), default="en", help="of the findings")
        parser.add_argument("--any-fields", action="store_true", help="accept every field name")

    def handle(self, *args: Any, **options: Any) -> None:
        """Lint and print."""
        try:
            template = options["file"].read_bytes()
        except OSError as error:
            raise CommandError(f"{options['file']} cannot be read: {error.strerror}") from error
        catalogue = None if options["any_fields"] else fact_fields()
        findings = lint(template, catalogue, language=options["language"])
        sentences = Language(options["sentences"])
        if options["json"]:
            listed = [each.to_json(sentences) for each in findings]
            self.stdout.write(json.dumps(listed, ensure_ascii=False, indent=2))
        else:
            for each in findings:
                place = each.place.describe(sentences)
                self.stdout.write(f"{each.severity} {each.code} {place}: {each.message(sentences)}")
        if options["annotate"]:
            try:
                options["annotate"].write_bytes(annotate(template, findings, sentences))
            except TemplateRefused as refused:
                raise CommandError("A file that cannot be trusted is not written again.") from refused
        if errors(findings):
            raise CommandError(f"{len(errors(findings))} errors", returncode=1)
