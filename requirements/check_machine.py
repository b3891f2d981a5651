"""Says in one sentence what this machine lacks, before a longer command fails in a harder way."""

from __future__ import annotations

import ctypes.util
import importlib.util
import sys

#: The libraries WeasyPrint loads, and the Debian package of each.
LIBRARIES = {
    "pango-1.0": "libpango-1.0-0",
    "pangoft2-1.0": "libpangoft2-1.0-0",
    "harfbuzz-subset": "libharfbuzz-subset0",
}


def lacks() -> str:
    """Return what is missing as a sentence, or nothing."""
    if sys.version_info < (3, 11):
        return f"Klash needs Python 3.11 or newer, and this is {sys.version.split()[0]}: install python3.11."
    if importlib.util.find_spec("ensurepip") is None:
        return f"Python's venv module is not complete: install the package python3.{sys.version_info.minor}-venv."
    missing = [package for library, package in LIBRARIES.items() if ctypes.util.find_library(library) is None]
    if missing:
        return f"A library that makes PDF files is missing: install {' '.join(missing)}."
    return ""


if __name__ == "__main__":
    if sentence := lacks():
        sys.exit(sentence)
