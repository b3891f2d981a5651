"""Asks other programs whether every paper of the demo is what it claims: PDF/UA-1 for people, PDF/A-3a to keep."""

from __future__ import annotations

from pathlib import Path

from tests.reading.conformance import archive_faults, outloud_errors


def audit_papers(folder: Path) -> list[str]:
    """Return what is wrong with the PDF files below a folder."""
    wrong = []
    for path in sorted(folder.rglob("*.pdf")):
        content = path.read_bytes()
        found = archive_faults(content) if path.name.endswith(".archive.pdf") else outloud_errors(content)
        wrong += [f"{path.relative_to(folder)}: {fault}" for fault in found]
    print(f"{len(list(folder.rglob('*.pdf')))} papers")
    return wrong
