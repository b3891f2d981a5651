"""Runs Lighthouse, which needs node, on the pages that stand for the others."""

from __future__ import annotations

import json
import os
import shutil
import subprocess

from audit.pages import CHROMIUM

VERSION = "12.8.2"
PERFECT = ("accessibility", "best-practices", "seo")


class LighthouseError(Exception):
    """Lighthouse gave no scores, twice; the text is what it said itself."""


def scores(address: str) -> dict[str, int]:
    """Return Lighthouse's scores of an address by category, 0 to 100. A browser can stumble, so it is tried twice.

    Raises:
        LighthouseError: both times there were no scores.
    """
    for attempt in (1, 2):
        answer = _run(address)
        try:
            categories = json.loads(answer.stdout)["categories"]
            return {name: round(100 * category["score"]) for name, category in categories.items()}
        # A category without a score is null, and a run that broke off has no JSON.
        except (ValueError, KeyError, TypeError) as error:
            said = "\n".join((answer.stderr or answer.stdout).strip().splitlines()[-20:])
            failure = LighthouseError(f"{address}, try {attempt}, exit {answer.returncode}: {error}\n{said}")
            print(failure)
    raise failure


def _run(address: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [
            *(str(shutil.which("npx")), "--yes", f"lighthouse@{VERSION}", address),
            *("--output=json", "--quiet", "--chrome-flags=--headless=new --no-sandbox"),
            f"--only-categories={','.join((*PERFECT, 'performance'))}",
        ],
        env={**os.environ, "CHROME_PATH": CHROMIUM},
        check=False,
        capture_output=True,
        text=True,
    )


def is_possible() -> bool:
    """Whether this machine has node."""
    return shutil.which("npx") is not None
