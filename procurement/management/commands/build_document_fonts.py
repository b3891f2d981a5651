"""Makes the fonts of the papers before anything is drafted or a wheel is built."""

from typing import Any

from django.core.management.base import BaseCommand

from procurement import fonts


class Command(BaseCommand):
    """Make the document fonts if they are not up to date."""

    help = "Makes the fonts of the papers from the installed font packages."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Say what was made."""
        written = fonts.build()
        self.stdout.write(f"Made {', '.join(written)}." if written else "The document fonts are up to date.")
