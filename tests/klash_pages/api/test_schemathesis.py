"""Made-up questions, good and bad, on every route: no server error, and every answer is as its description says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)

from klash_site.wsgi import application
from tests.klash_pages.api.conftest import ROOT, World, described

pytestmark = pytest.mark.django_db

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


@cache
def operations() -> dict[str, Any]:
    schema = schemathesis.openapi.from_dict(described())
    schema.app = application
    return {path: schema[path]["GET"] for path in described()["paths"] if path.startswith(ROOT)}


@pytest.fixture
def _one_connection(world: World, settings: Any) -> Iterator[None]:
    """Let the application, asked as a server asks it, see the world, which is not committed."""
    settings.KLASH_PAGES_API_REQUESTS_PER_MINUTE = 0
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    yield
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)


def known(world: World, path: str) -> dict[str, Any]:
    """What leads to something public, so that made-up questions are not all about nothing."""
    kinds = {"challenges": world.challenge, "teams": world.team, "awards": world.award, "news": world.news}
    page = {**kinds, "contests": world.contest}.get(path.split("/")[4])
    if "{key}" in path:
        return {"path_parameters": {"key": str(page.translation_key)}} if page else {}
    if path.endswith("/page/"):
        return {"query": {"path": world.award.url}}
    return {"path_parameters": {"number": world.problem.number}} if "{number}" in path else {}


def ask(cases: Any, checks: list[Any]) -> Counter[int]:
    """Ask, check every answer, and count the answers by status."""
    answers: Counter[int] = Counter()

    @hypothesis_settings(
        max_examples=120,
        deadline=None,
        phases=[Phase.generate],
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(cases)
    def each(case: Any) -> None:
        answers[case.call_and_validate(checks=checks).status_code] += 1

    each()
    return answers


@pytest.mark.usefixtures("_one_connection")
def test_every_answer_to_a_good_question_is_as_described(world: World) -> None:
    asked = [
        operation.as_strategy(generation_mode=GenerationMode.POSITIVE, **known(world, path))
        for path, operation in operations().items()
    ]
    answers = ask(st.one_of(asked), CHECKS)
    assert set(answers) <= {200, 400, 404, 422}
    assert answers[200] > 20


@pytest.mark.usefixtures("_one_connection")
def test_every_bad_question_is_refused_as_described() -> None:
    asked = [one.as_strategy(generation_mode=GenerationMode.NEGATIVE) for one in operations().values()]
    answers = ask(st.one_of(asked), [*CHECKS, negative_data_rejection])
    assert set(answers) <= {400, 404, 405, 422}
    assert answers[422] > 20
