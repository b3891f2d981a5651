"""`manage.py compile_translations`: writes the compiled translations, which are not committed, beside their sources."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.core.management.base import BaseCommand

#: Every folder of translations in the checkout.
FOLDERS = ("klash_pages/locale", "klash_pages/admin_locale", "procurement/locale", "site/klash_site/locale")


class Command(BaseCommand):
    """Compiles every catalogue of messages."""

    help = "Compiles the translations of the interface."
    # Nothing is read that a check could find wrong, and checks read translations.
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Compile each catalogue; what is marked as unsure is left out."""
        root: Path = settings.BASE_DIR
        for folder in FOLDERS:
            for source in sorted((root / folder).glob("*/LC_MESSAGES/*.po")):
                with source.open("rb") as text, source.with_suffix(".mo").open("wb") as compiled:
                    write_mo(compiled, read_po(text, locale=source.parts[-3]))
