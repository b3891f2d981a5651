#!/usr/bin/env python
"""Runs Django's commands for the Klash site, which lives under `site/` and is not installed."""

import os
import sys
from pathlib import Path


def choose_settings() -> None:
    """Take the development settings, unless others are named; never where the environment means production.

    A timer that forgot them would publish under settings that no reader's process has.
    """
    if "DJANGO_SETTINGS_MODULE" in os.environ or any(argument.startswith("--settings") for argument in sys.argv):
        return
    if meant := [name for name in ("SECRET_KEY", "ALLOWED_HOSTS") if name in os.environ]:
        sys.exit(
            f"{' and '.join(meant)} set, so this is production, but DJANGO_SETTINGS_MODULE is not: nothing was done. "
            "Set DJANGO_SETTINGS_MODULE=klash_site.settings.production in the same place."
        )
    os.environ["DJANGO_SETTINGS_MODULE"] = "klash_site.settings.dev"


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent / "site"))
    choose_settings()
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
