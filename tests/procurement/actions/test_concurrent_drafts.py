"""Several lawyers draft at once, and processes die: versions stay whole, each once, numbered without a gap."""

from __future__ import annotations

import hashlib
import os
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, connections

from procurement import storage
from procurement.actions import draft_document as drafting
from procurement.actions.draft_document import draft_document
from procurement.languages import LEGAL_LANGUAGES, Language
from procurement.models import DocumentFile, DocumentVersion
from procurement.rendering import text
from procurement.rendering.faces import Format
from tests.factories.procurement import INVITATION, complete_case, record

# Each test commits for real; the rows that migrations made are put back before each.
pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

WORKERS = 4


def at_once(*tasks: Callable[[], Any]) -> list[Any]:
    """Run tasks in threads with database connections of their own, begun together, and return what they return."""
    start = threading.Barrier(len(tasks))

    def run(task: Callable[[], Any]) -> Any:
        try:
            start.wait(timeout=20)
            return task()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(tasks)) as pool:
        return list(pool.map(run, tasks))


def text_of(version: DocumentVersion) -> str:
    """The stored text of a version, whole as its hash says."""
    file = version.files.get(format="txt")
    with storage.open_stored(file.sha256) as stored:
        content = stored.read()
    assert hashlib.sha256(content).hexdigest() == file.sha256
    return content.decode()


def test_the_same_input_drafted_at_once_is_one_version(text_only):
    case = complete_case()
    drafts = at_once(*[lambda: draft_document(case, INVITATION, LEGAL_LANGUAGES, case.opened_by)] * WORKERS)
    assert all(versions == drafts[0] for versions in drafts)
    assert [(version.number, version.language) for version in DocumentVersion.objects.order_by("-language")] == [
        (1, "sv"),
        (1, "fi"),
    ]
    assert DocumentFile.objects.count() == 2


def test_two_languages_drafted_at_once_share_their_number(text_only):
    case = complete_case()
    drafts = at_once(
        *(
            lambda language=language: draft_document(case, INVITATION, [language], case.opened_by)
            for language in LEGAL_LANGUAGES
        )
    )
    assert [(version.number, version.language) for (version,) in drafts] == [(1, "sv"), (1, "fi")]


def test_different_inputs_that_reach_for_the_same_number_get_two(monkeypatch):
    both_rendering = threading.Barrier(2)
    seen = threading.local()

    def render(document, _facts):
        if not hasattr(seen, "document"):
            seen.document = document
            both_rendering.wait(timeout=20)
        return {Format.TXT: text.render(document)}

    monkeypatch.setattr(drafting, "render", render)
    case = complete_case()

    def draft() -> DocumentVersion:
        try:
            return draft_document(case, INVITATION, [Language.SV], case.opened_by)[0]
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(draft)
        deadline = time.monotonic() + 20
        while both_rendering.n_waiting == 0 and time.monotonic() < deadline:
            time.sleep(0.01)
        record(case, {"negotiation.time": "12.00–14.00"})
        second = pool.submit(draft)
        versions = {first.result(): "9.00–11.00", second.result(): "12.00–14.00"}
    assert sorted(version.number for version in versions) == [1, 2]
    for version, hours in versions.items():
        assert f"UTKAST {version.number}" in text_of(version)
        assert hours in text_of(version)


def test_many_inputs_drafted_at_once_are_numbered_without_a_gap(text_only):
    case = complete_case()

    def draft(worker: int) -> list[DocumentVersion]:
        versions = []
        for turn in range(3):
            record(case, {"negotiation.time": f"{8 + worker}.0{turn}"})
            versions += draft_document(case, INVITATION, LEGAL_LANGUAGES, case.opened_by)
        return versions

    at_once(*(lambda worker=worker: draft(worker) for worker in range(WORKERS)))
    digests: dict[int, set[str]] = {}
    for version in DocumentVersion.objects.all():
        digests.setdefault(version.number, set()).add(version.inputs_digest)
    assert sorted(digests) == list(range(1, len(digests) + 1))
    assert all(len(inputs) == 1 for inputs in digests.values())
    assert len(set.union(*digests.values())) == len(digests)
    assert all(f" {version.number}" in text_of(version).splitlines()[0] for version in DocumentVersion.objects.all())


def _die(*_args: Any, **_kwargs: Any) -> None:
    os._exit(9)


def draft_in_a_process_that_dies(case: Any, where: tuple[Any, str]) -> int:
    """Draft in a child process whose call to a function ends it, and return the child's exit code."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            owner, name = where
            setattr(owner, name, _die)
            draft_document(case, INVITATION, LEGAL_LANGUAGES, case.opened_by)
        finally:
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@pytest.mark.parametrize(
    ("where", "stored"),
    [
        pytest.param((storage, "store"), 0, id="before the first file"),
        pytest.param((DocumentVersion.objects, "create"), 2, id="between the files and the version"),
        pytest.param((DocumentFile.objects, "bulk_create"), 2, id="between the version and the rows of its files"),
        pytest.param((drafting, "log"), 2, id="before the log entry"),
    ],
)
def test_a_process_that_dies_leaves_no_version_and_the_next_draft_is_whole(where, stored, text_only, stored_files):
    case = complete_case()
    assert draft_in_a_process_that_dies(case, where) == 9
    assert (DocumentVersion.objects.count(), DocumentFile.objects.count()) == (0, 0)
    assert len(stored_files()) == stored
    versions = draft_document(case, INVITATION, LEGAL_LANGUAGES, case.opened_by)
    assert [(version.number, version.language) for version in versions] == [(1, "sv"), (1, "fi")]
    assert all(f" {version.number}" in text_of(version).splitlines()[0] for version in versions)
    assert len(stored_files()) == 2
