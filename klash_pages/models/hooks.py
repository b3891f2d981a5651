"""What models ask and rooms above them answer: the rules of publishing, and what lists, home page and form show.

A model knows no rule. It asks a hook of its own, and `apps.py` says who answers. A hook that nobody answers is refused
at start by a system check, and refuses whoever asks it: nothing is let through because a rule is missing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, ParamSpec, TypeVar

_P = ParamSpec("_P")
_R = TypeVar("_R")


class UnansweredError(LookupError):
    """A model asks what nobody answers."""


class Hook(Generic[_P, _R]):
    """One question of the models, with the one function that answers it."""

    def __init__(self) -> None:
        self.name = ""
        self._answer: Callable[_P, _R] | None = None

    def __set_name__(self, owner: type[Any], name: str) -> None:
        self.name = name

    def __call__(self, *args: _P.args, **kwargs: _P.kwargs) -> _R:
        """Ask.

        Raises:
            UnansweredError: nobody answers.
        """
        if self._answer is None:
            raise UnansweredError(self.name)
        return self._answer(*args, **kwargs)

    @property
    def is_answered(self) -> bool:
        """Whether somebody answers."""
        return self._answer is not None

    def answered_by(self, answer: Callable[_P, _R]) -> None:
        """Say who answers."""
        self._answer = answer


class Rules:
    """What publication decides; each refuses by raising."""

    #: Before a page is validated: does its address stay, does no language go away alone?
    slug: Hook[[Any], None] = Hook()
    expiry: Hook[[Any], None] = Hook()
    #: Before an award or a team is validated: no schedule of Wagtail's.
    schedule: Hook[[Any], None] = Hook()
    #: Before a page is saved, and before a revision of it is published.
    award_saved: Hook[[Any], None] = Hook()
    award_published: Hook[[Any], None] = Hook()
    team_saved: Hook[[Any], None] = Hook()
    team_published: Hook[[Any], None] = Hook()
    news_saved: Hook[[Any], None] = Hook()
    #: Publishes or schedules a revision of a news item, or lets it wait.
    publish_news: Hook[..., Any] = Hook()
    #: Facts come from a public source, and go on to its translations.
    take_over_facts: Hook[..., None] = Hook()
    hand_on_facts: Hook[[Any], None] = Hook()
    #: Which announced dates change, why a stage stays in its place, and that a change is written into the history.
    challenge_dates: Hook[[Any], dict[str, tuple[str, str]]] = Hook()
    stage_dates: Hook[[Any], dict[str, tuple[str, str]]] = Hook()
    stage_kept: Hook[[Any], str] = Hook()
    record_dates: Hook[[Any, dict[str, tuple[str, str]]], None] = Hook()


class Contents:
    """What a page shows or serves that is made above the models."""

    home: Hook[[Any], dict[str, Any]] = Hook()
    announcement: Hook[[Any], str] = Hook()
    filter_names: Hook[[str], tuple[str, ...]] = Hook()
    listing: Hook[[Any, Any], Any] = Hook()
    site_search: Hook[..., Any] = Hook()
    participating: Hook[[Any], Any] = Hook()
    problem_rows: Hook[..., Any] = Hook()
    problems_counted: Hook[[Any, Any], Any] = Hook()
    open_call: Hook[[Any], Any] = Hook()
    problem_form: Hook[[Any, Any], Any] = Hook()
    problem_receipt: Hook[[Any, Any], Any] = Hook()
    #: The line on an editing screen that says what readers see, and whether it waits.
    reader_sees: Hook[[Any], dict[str, Any]] = Hook()


def unanswered() -> list[str]:
    """Return the hooks that nobody answers."""
    return [
        f"{owner.__name__}.{hook.name}"
        for owner in (Rules, Contents)
        for hook in vars(owner).values()
        if isinstance(hook, Hook) and not hook.is_answered
    ]
