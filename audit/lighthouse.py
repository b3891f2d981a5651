"""Runs Lighthouse, which needs node, on the pages that stand for the others."""

from __future__ import annotations

import json
import os
import shutil
import subprocess

from audit.pages import CHROMIUM

VERSION = "12.8.2"
PERFECT = ("accessibility", "best-practices", "seo")


def scores(address: str) -> dict[str, int]:
    """Return Lighthouse's scores of an address by category, 0 to 100.

    Raises:
        subprocess.CalledProcessError: Lighthouse could not be run.
    """
    answer = subprocess.run(
        [
            *(str(shutil.which("npx")), "--yes", f"lighthouse@{VERSION}", address),
            *("--output=json", "--quiet", "--chrome-flags=--headless=new --no-sandbox"),
            f"--only-categories={','.join((*PERFECT, 'performance'))}",
        ],
        env={**os.environ, "CHROME_PATH": CHROMIUM},
        check=True,
        capture_output=True,
        text=True,
    )
    categories = json.loads(answer.stdout)["categories"]
    return {name: round(100 * category["score"]) for name, category in categories.items()}


def is_possible() -> bool:
    """Whether this machine has node."""
    return shutil.which("npx") is not None
