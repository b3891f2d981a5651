"""What all tests share: private storage of papers in a temporary folder, the approve option, the browser leg."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings as django_settings
from django.core.checks import run_checks
from django.utils import translation
from pytest_django import DjangoDbBlocker

from tests.migrated_database import make_test_database

# How fast a machine draws made-up values says nothing about the code.
hypothesis.settings.register_profile(
    "unhurried", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("unhurried")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--approve", action="store_true", help="write the approved texts anew")


def _uses_database(item: pytest.Item) -> bool:
    fixtures = getattr(item, "fixturenames", ())
    return item.get_closest_marker("django_db") is not None or not {"db", "transactional_db"}.isdisjoint(fixtures)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out of each leg what belongs to the other alone.

    What does not depend on the database runs on SQLite: pure tests, browser and wheel tests. What only PostgreSQL can
    do is tested there.
    """
    if django_settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        kept = [item for item in items if item.get_closest_marker("postgresql_leg") is None]
    else:
        kept = [item for item in items if _uses_database(item) and item.get_closest_marker("sqlite_leg") is None]
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = kept


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_modify_db_settings: None, django_db_blocker: DjangoDbBlocker
) -> None:
    """Give each process of the tests a migrated database of its own."""
    with django_db_blocker.unblock():
        make_test_database()
        # As `migrate` and every server command do: our routes join Wagtail's before anything asks for them.
        run_checks()


@pytest.fixture(autouse=True)
def _reader_of_swedish() -> Iterator[None]:
    """Begin every test in the site's own language, whatever the request of an earlier test left active."""
    with translation.override(django_settings.LANGUAGE_CODE):
        yield


@pytest.fixture(autouse=True)
def _private_papers(tmp_path: Path, settings: pytest.FixtureRequest) -> None:
    """Keep every test's papers in a folder of its own."""
    settings.STORAGES = {
        **settings.STORAGES,
        "procurement": {**settings.STORAGES["procurement"], "OPTIONS": {"location": tmp_path / "papers"}},
    }


@pytest.fixture(autouse=True)
def _no_kept_pages(settings: pytest.FixtureRequest) -> None:
    """Keep no pages: tests change them without committing. Those of the page cache turn it on."""
    settings.KLASH_PAGES_CACHE = "none"
