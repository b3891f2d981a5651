"""`manage.py settle_packs`: say of packs that nobody makes any more that they have failed, as the timer does."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from procurement.actions.settle_packs import settle_packs


class Command(BaseCommand):
    """Settles packs of papers that nobody makes any more."""

    help = "Says of packs of papers that nobody makes any more that they have failed; they can then be made again."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Settle them, and say how many there were."""
        self.stdout.write(f"{settle_packs()} packs settled")
