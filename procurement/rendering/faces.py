"""Which version of the templates the faces are made with: part of what a stored paper names."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

from django.template.loader import get_template

from procurement import fonts
from procurement.rendering.pdf import STYLESHEET, TEMPLATE


@cache
def faces_version() -> str:
    """Return the SHA-256 of the faces' code templates and fonts, and of the versions of their two libraries."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    for name in (TEMPLATE, STYLESHEET):
        digest.update(Path(str(get_template(name).template.origin.name)).read_bytes())  # type: ignore[attr-defined]
    for face in fonts.FACES:
        digest.update(face.read())
    for package in ("docxtpl", "weasyprint"):
        digest.update(f"{package} {version(package)}".encode())
    return digest.hexdigest()
