"""`manage.py demo`: loads the contest of 2018–2020, drafts papers for its winners, and says where everything is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from klash_site.demo.cases import DemoPaper, load_cases
from klash_site.demo.contents import ContentError
from klash_site.demo.loading import load_pages
from klash_site.demo.users import DEMO_USERS, DemoRefusedError
from klash_site.demo.word_templates import load_word_template


class Command(BaseCommand):
    """Loads the demo. Running it again changes nothing and duplicates nothing."""

    help = "Loads the contest of 2018-2020 in three languages and drafts demo papers for its three winners."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("--out", type=Path, default=settings.VAR_DIR / "demo", help="folder for the papers")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, draft, and print a table of what there is."""
        try:
            pages = load_pages(self._report)
        except (ContentError, DemoRefusedError) as error:
            raise CommandError(str(error)) from error
        papers = load_cases(pages, options["out"], self._report)
        self._report("Word template")
        load_word_template(pages.users)
        call_command("rebuild_references_index", verbosity=0)
        self._table(papers)
        self._addresses()

    def _report(self, step: str) -> None:
        self.stdout.write(f"  … {step}")
        self.stdout.flush()

    def _table(self, papers: list[DemoPaper]) -> None:
        self.stdout.write("\nPapers")
        for paper in papers:
            files = " ".join(sorted(path.name.split(".", 2)[2] for path in paper.paths))
            folder, stem = paper.paths[0].parent, ".".join(paper.paths[0].name.split(".", 2)[:2])
            shown = folder.relative_to(settings.BASE_DIR) if folder.is_relative_to(settings.BASE_DIR) else folder
            self.stdout.write(f"  {shown}/{stem:<32} version {paper.number}  {files:<24} {paper.title}")

    def _addresses(self) -> None:
        base = settings.WAGTAILADMIN_BASE_URL
        self.stdout.write("\nAddresses")
        for path, what in (
            ("/sv/", "the site in Swedish"),
            ("/fi/", "the site in Finnish"),
            ("/en/", "the site in English"),
            ("/admin/", "the desk of editors and lawyers"),
            ("/admin/procurement/", "the procurement cases (log in as a lawyer)"),
        ):
            self.stdout.write(f"  {base}{path:<22} {what}")
        self.stdout.write("\nLog-ins (demo only)")
        for user in DEMO_USERS:
            self.stdout.write(f"  {user.name:<10} {user.password:<22} {user.group or 'administrator'}")
