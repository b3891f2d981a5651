"""Refuses to build a package without the compiled translations and made fonts, which git does not hold."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_MADE = ("klash_pages/static/klash_pages/fonts/*.woff2", "procurement/made_fonts/*")


class RefuseIncomplete(BuildHookInterface[Any]):
    """Looks before the build; a site in English whose papers cannot be drafted is worse than no package."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Name what is missing.

        Raises:
            RuntimeError: something is.
        """
        root = Path(self.root)
        sources = [path for app in ("klash_pages", "procurement") for path in (root / app).rglob("*.po")]
        missing = [str(path.relative_to(root)) for path in sources if not path.with_suffix(".mo").exists()]
        missing += [pattern for pattern in _MADE if not any(root.glob(pattern))]
        if missing:
            raise RuntimeError(f"Run `make demo SERVE=no` first. Not made yet: {', '.join(missing)}")
