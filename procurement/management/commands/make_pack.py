"""`manage.py make_pack OUT.zip --case N … | --page ID --user NAME`: all papers of some cases in one zip."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from wagtail.models import Page

from procurement.actions.make_pack import cases_below, collect
from procurement.interface import interface_language
from procurement.management.acting_user import acting_user, add_user_argument
from procurement.models import Case
from procurement.permissions import NotAllowedError
from procurement.rendering.pack import write

_BAR = 30


class Command(BaseCommand):
    """Drafts every paper of the cases and writes the zip; what cannot be drafted stands in its index."""

    help = "Makes all papers of some procurement cases, or of all awards below a page, in one zip."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("out", type=Path, help="the zip to write")
        chosen = parser.add_mutually_exclusive_group(required=True)
        chosen.add_argument("--case", type=int, action="append", help="number of a case; may be repeated")
        chosen.add_argument("--page", type=int, help="number of a contest's or a challenge's page: all its awards")
        add_user_argument(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the pack and print what it holds."""
        cases, title = self._chosen(options)
        try:
            papers = collect(cases, acting_user(options["user"]), self._bar)
        except NotAllowedError as error:
            raise CommandError(str(error)) from error
        content = write(title, papers, language=interface_language(), day=timezone.localdate())
        options["out"].write_bytes(content)
        made = sum(len(case.papers) for case in papers)
        refused = sum(len(case.refused) for case in papers)
        self.stdout.write(f"{made} papers, {refused} refused, {len(content)} bytes: {options['out']}")

    @staticmethod
    def _chosen(options: dict[str, Any]) -> tuple[list[Case], str]:
        if options["case"]:
            cases = list(Case.objects.filter(pk__in=options["case"]).select_related("award").order_by("pk"))
            if missing := sorted(set(options["case"]) - {case.pk for case in cases}):
                raise CommandError(f"There is no case {', '.join(map(str, missing))}.")
            return cases, ", ".join(case.award.title for case in cases)
        page = Page.objects.filter(pk=options["page"]).first()
        if page is None or not (cases := cases_below(page)):
            raise CommandError(f"No award below page {options['page']} has a case.")
        return cases, page.title

    def _bar(self, done: int, total: int) -> None:
        if sys.stderr.isatty():
            filled = _BAR * done // total
            self.stderr.write(f"\r[{'#' * filled}{' ' * (_BAR - filled)}] {done}/{total}", ending="")
            if done == total:
                self.stderr.write("")
