"""Loads the pages of the contest of 2018–2020."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from klash_site.demo.contents import ContentError
from klash_site.demo.loading import load_pages
from klash_site.demo.users import DemoRefused


class Command(BaseCommand):
    """Load the demo's pages in one transaction; a second run changes nothing."""

    help = "Loads the pages, records and users of the demo contest. A second run changes nothing."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Load, or say why not."""
        try:
            load_pages(self.stdout.write)
        except (ContentError, DemoRefused) as error:
            raise CommandError(str(error)) from error
