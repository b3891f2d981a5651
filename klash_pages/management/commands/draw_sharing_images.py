"""Draws all sharing images anew, after a change of looks or on a site that had none."""

from typing import Any

from django.core.management.base import BaseCommand

from klash_pages.sharing import pictures


class Command(BaseCommand):
    """Draw the sharing image of every public page."""

    help = "Draws the sharing images of all public pages anew."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say how many there are."""
        number = sum(pictures.redraw(page_id) for page_id in pictures.all_pages())
        self.stdout.write(f"{number} sharing images are up to date.")
