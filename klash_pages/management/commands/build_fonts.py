"""Makes the web fonts before static files are collected or a wheel is built."""

from typing import Any

from django.core.management.base import BaseCommand

from klash_pages.plumbing import web_fonts


class Command(BaseCommand):
    """Make the web fonts if they are not up to date."""

    help = "Makes the web fonts (WOFF2 subsets) from the installed font packages."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Say what was made."""
        written = web_fonts.build()
        if written:
            self.stdout.write(f"Made {', '.join(written)}.")
        elif web_fonts.built():
            self.stdout.write("The fonts are up to date.")
        else:
            self.stdout.write("No font packages are installed: the pages use the reader's own fonts.")
