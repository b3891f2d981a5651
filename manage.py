#!/usr/bin/env python
"""Runs Django's commands for the Klash site, which lives under `site/` and is not installed."""

import os
import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent / "site"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "klash_site.settings.dev")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
