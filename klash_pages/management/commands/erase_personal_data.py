"""Erases who submitted a problem when the stated day has come; run it once a day."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from klash_pages.privacy.erase_submitters import erase_submitters


class Command(BaseCommand):
    """Run the erasure and say which problems it touched, by number only."""

    help = "Erase the names and contact details of submitters whose day has come."

    def handle(self, *args: Any, **options: Any) -> None:
        """Erase, and report."""
        erased = erase_submitters()
        numbers = ", ".join(str(number) for number in erased)
        self.stdout.write(
            f"Erased the submitters of problems {numbers}." if erased else "Nobody is to be erased today."
        )
