"""What tests of procurement share: people, a case that can be drafted, and the cheap face of papers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from procurement import storage
from procurement.models import Case
from procurement.rendering import text
from procurement.rendering.faces import Format
from tests.factories.procurement import LegalUserFactory, complete_case


@pytest.fixture
def english() -> Iterator[None]:
    """Sentences and labels are asserted in English."""
    with translation.override("en"):
        yield


@pytest.fixture
def text_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draft the text face only: Word and PDF take a second, and most tests are about versions, not faces."""
    monkeypatch.setattr(
        "procurement.actions.draft_document.render", lambda document, _facts: {Format.TXT: text.render(document)}
    )


@pytest.fixture
def lawyer(db: None) -> Any:
    """A lawyer."""
    return LegalUserFactory()


@pytest.fixture
def case(db: None) -> Case:
    """A case whose two papers can be drafted in both languages."""
    return complete_case()


@pytest.fixture
def desk(lawyer: Any) -> Client:
    """The admin in English, with the lawyer logged in."""
    client = Client(headers={"accept-language": "en"})
    client.force_login(lawyer)
    return client


@pytest.fixture
def stored_files() -> Callable[[], list[Path]]:
    """Ask which files the private storage holds."""

    def files() -> list[Path]:
        return sorted(path for path in Path(storage.papers().location).rglob("*") if path.is_file())

    return files
