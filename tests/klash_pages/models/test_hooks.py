"""A model whose rule is missing is refused at start, and lets nothing through."""

from __future__ import annotations

import pytest

from klash_pages.checks import check_hooks
from klash_pages.models import AwardPage, hooks


def test_every_hook_is_answered() -> None:
    assert hooks.unanswered() == []
    assert check_hooks() == []


def test_a_hook_that_nobody_answers_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hooks.Rules.award_saved, "_answer", None)
    (error,) = check_hooks()
    assert (error.id, error.msg) == ("klash_pages.E005", "Nobody answers what models ask: Rules.award_saved.")


@pytest.mark.django_db
def test_a_page_without_its_rule_is_not_saved(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hooks.Rules.award_saved, "_answer", None)
    with pytest.raises(hooks.UnansweredError, match="award_saved"):
        AwardPage(title="Rapida").save()
