"""The worker does what the engine does, is killed when it overruns, and the next call is fine."""

from __future__ import annotations

import os
from datetime import date
from decimal import Decimal

import pytest

from procurement.word import Properties, TemplateRefused, lint, prepare, render
from procurement.word.annotating import annotate
from procurement.word.worker import Worker, decode, encode
from tests.procurement.word.files import docx, p

TEMPLATE = docx(p("{{ x }} {{ y|money }} {{ z|date }} {% for a in b %}{{ a.c }}{% endfor %}"))
VALUES = {"x": "é\n", "y": Decimal("1.50"), "z": date(2026, 3, 1), "b": [{"c": "d"}]}


@pytest.fixture(scope="module")
def worker():
    found = Worker()
    yield found
    found.close()


def test_values_keep_their_types_over_the_pipe():
    values = {"a": Decimal("1.50"), "b": date(2026, 3, 1), "c": [1, 2.5, None, True, "\ud800"], "d": {"m": {"t": "x"}}}
    assert decode(encode(values)) == values


def test_the_worker_answers_as_the_engine_does(worker):
    broken = docx(p("{{ x|eur }} {{ y"))
    assert worker.lint(broken) == lint(broken)
    assert worker.prepare(TEMPLATE) == prepare(TEMPLATE)
    about = Properties("t", "a", date(2026, 3, 1))
    assert worker.render(TEMPLATE, VALUES, properties=about) == render(TEMPLATE, VALUES, properties=about)
    assert worker.render(prepare(TEMPLATE), VALUES) == render(TEMPLATE, VALUES)
    assert worker.annotate(broken, lint(broken), "sv") == annotate(broken, lint(broken), "sv")


def test_a_refusal_comes_over_whole(worker):
    with pytest.raises(TemplateRefused) as refused:
        worker.render(TEMPLATE, {})
    assert [(each.code, each.params["name"]) for each in refused.value.findings] == [("VALUE_MISSING", "x")]


def test_a_call_that_takes_too_long_is_stopped_and_the_next_one_works():
    worker = Worker(seconds=3)
    try:
        assert worker.lint(TEMPLATE) == []
        first = worker._child.pid
        worker.seconds = 0.05
        # A second of work: the answer cannot be there in time, however the machine schedules the two.
        slow = docx(p("ord " * 50) * 8_000, p("{{ x }}"))
        assert [each.code for each in worker.lint(slow)] == ["TIME_OR_MEMORY"]
        with pytest.raises(ProcessLookupError):
            os.kill(first, 0)
        worker.seconds = 10
        assert worker.lint(TEMPLATE) == []
        assert worker._child.pid != first
    finally:
        worker.close()


def test_a_call_that_takes_too_much_memory_is_stopped_and_the_next_one_works():
    worker = Worker(memory=180 * 2**20)
    try:
        huge = {"x": "a", "y": 1, "z": "2026-01-01", "b": [{"c": "å" * 90_000}] * 400}
        with pytest.raises(TemplateRefused) as refused:
            worker.render(TEMPLATE, huge)
        assert [each.code for each in refused.value.findings] == ["TIME_OR_MEMORY"]
        assert worker.lint(TEMPLATE) == []
    finally:
        worker.close()


def test_a_child_that_died_is_replaced(worker):
    worker.lint(TEMPLATE)
    worker._child.kill()
    worker._child.wait()
    assert worker.lint(TEMPLATE) == []
