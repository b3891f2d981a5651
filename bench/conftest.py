"""What every measurement rests on: nothing is kept between two requests, unless a bench turns it on."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture(autouse=True)
def _no_kept_pages(settings: Any) -> None:
    settings.KLASH_PAGES_CACHE = "none"
