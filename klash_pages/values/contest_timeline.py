"""Where a contest stands, derived from dates and announced awards and never typed; pure.

"Open until 18.6.2019" becomes false at midnight without anybody publishing anything. So whoever asks where a contest
stands also gets the next instant at which the answer changes, and whoever keeps a page asks when anything on it may.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Helsinki")
DAYS_OF_NEWS = 30
DAYS_OF_AFTERMATH = 365
_DAY = timedelta(days=1)
_EXACT = "day"


class Moment(StrEnum):
    """What a contest can be doing, from its announcement to the next contest."""

    COMING = "coming"
    PROBLEMS_OPEN = "problems_open"
    PROBLEMS_JUDGED = "problems_judged"
    CHALLENGES_CHOSEN = "challenges_chosen"
    ENTRIES_OPEN = "entries_open"
    TEAMS_AT_WORK = "teams_at_work"
    JURY_DECIDES = "jury_decides"
    WINNERS_ANNOUNCED = "winners_announced"
    AFTER = "after"
    BETWEEN = "between"


@dataclass(frozen=True)
class Dates:
    """The dates of one stage: the outcome and the plan, each as exact as it is known.

    An outcome counts however exact it is, for it has happened. A plan counts if it is exact to the day: "December"
    begins nothing by itself.
    """

    kind: str
    planned_from: date | None = None
    planned_to: date | None = None
    planned_precision: str = _EXACT
    actual_from: date | None = None
    actual_to: date | None = None
    actual_precision: str = _EXACT

    @property
    def begins(self) -> date | None:
        """The first day, if it is known."""
        if self.actual_from:
            return self.actual_from
        if self.actual_to or self.planned_precision != _EXACT:
            return None
        return self.planned_from

    @property
    def ends(self) -> date | None:
        """The last day, if it is known."""
        if self.actual_to:
            return self.actual_to
        if self.planned_to is None or self.planned_precision != _EXACT:
            return None
        return self.planned_to if self.begins is None or self.begins <= self.planned_to else None


@dataclass(frozen=True)
class Window:
    """When one can take part in a challenge, and whether it is decided: won, closed without a winner, discontinued."""

    opens_on: date | None = None
    closes_on: date | None = None
    is_decided: bool = False

    def is_open(self, day: date) -> bool:
        """Whether teams can take part on a day."""
        return bool(self.opens_on and self.closes_on and self.opens_on <= day <= self.closes_on)

    def has_closed(self, day: date) -> bool:
        """Whether teams could take part before a day and cannot any more."""
        return bool(self.opens_on and self.opens_on <= day and not self.is_open(day))


@dataclass(frozen=True)
class Standing:
    """Where a contest stands, until when one can do what the moment asks for, and when the moment changes to which."""

    moment: Moment
    last_day: date | None = None
    changes_at: datetime | None = None
    then: Moment | None = None


@dataclass(frozen=True)
class _Contest:
    stages: dict[str, Dates]
    challenges: tuple[Window, ...]
    announced: tuple[date, ...]

    def on(self, day: date) -> tuple[Moment, date | None]:
        """The moment of a day and its last day."""
        undecided = [challenge for challenge in self.challenges if not challenge.is_decided]
        last_days = [window.closes_on for window in undecided if window.is_open(day) and window.closes_on]
        if last_days:
            return Moment.ENTRIES_OPEN, max(last_days)
        if self.announced and day < max(self.announced) + DAYS_OF_NEWS * _DAY:
            return Moment.WINNERS_ANNOUNCED, None
        if self.challenges and not undecided:
            return self._afterwards(day), None
        if any(challenge.has_closed(day) for challenge in undecided):
            return self._judged(day)
        if self.challenges:
            return Moment.CHALLENGES_CHOSEN, None
        return self._problems(day)

    def _afterwards(self, day: date) -> Moment:
        ended = max(self.announced, default=self._ended())
        if ended and day >= ended + DAYS_OF_AFTERMATH * _DAY:
            return Moment.BETWEEN
        return Moment.AFTER

    def _ended(self) -> date | None:
        result = self.stages.get("result")
        last_days = [window.closes_on for window in self.challenges if window.closes_on]
        return (result.begins if result else None) or max(last_days, default=None)

    def _judged(self, day: date) -> tuple[Moment, date | None]:
        at_work = [stage for kind in ("teams_chosen", "mentoring") if (stage := self.stages.get(kind))]
        mentoring = self.stages.get("mentoring")
        until = mentoring.ends if mentoring else None
        has_begun = any(stage.begins and stage.begins <= day for stage in at_work)
        if has_begun and (until is None or day <= until):
            return Moment.TEAMS_AT_WORK, until
        return Moment.JURY_DECIDES, None

    def _problems(self, day: date) -> tuple[Moment, date | None]:
        call, launch = self.stages.get("problem_call"), self.stages.get("launch")
        if call is None or not (call.begins or call.ends):
            return Moment.COMING, None
        # Sometimes only the last day of the call is known; it cannot have begun before the contest did.
        begins = call.begins or (launch.begins if launch else None)
        if begins and day < begins:
            return Moment.COMING, None
        if call.ends and day > call.ends:
            return Moment.PROBLEMS_JUDGED, None
        return Moment.PROBLEMS_OPEN, call.ends

    def boundaries(self) -> set[date]:
        """The days with whose beginning something derived from dates may change."""
        days: set[date] = set()
        for stage in self.stages.values():
            for first in (stage.planned_from, stage.actual_from):
                days |= {first, first + _DAY} if first else set()
            for last in (stage.planned_to, stage.actual_to):
                days |= {last, last + _DAY} if last else set()
        for window in self.challenges:
            days |= {window.opens_on} if window.opens_on else set()
            days |= {window.closes_on, window.closes_on + _DAY} if window.closes_on else set()
        for ended in {*self.announced, self._ended()} - {None}:
            days |= {ended, ended + DAYS_OF_NEWS * _DAY, ended + DAYS_OF_AFTERMATH * _DAY} if ended else set()
        return days

    def ahead(self, now: datetime) -> list[date]:
        return sorted(day for day in self.boundaries() if day > today(now))


def today(now: datetime) -> date:
    """The day it is in Finland."""
    return now.astimezone(ZONE).date()


def midnight(day: date) -> datetime:
    """The instant at which a day begins in Finland."""
    return datetime.combine(day, time.min, tzinfo=ZONE)


def _contest(stages: Iterable[Dates], challenges: Iterable[Window], announced: Iterable[date]) -> _Contest:
    return _Contest({stage.kind: stage for stage in stages}, tuple(challenges), tuple(announced))


def standing(
    stages: Iterable[Dates], challenges: Iterable[Window], announced: Iterable[date], now: datetime
) -> Standing:
    """Return where a contest stands.

    Args:
        stages: the dates of its stages.
        challenges: its public challenges.
        announced: the days on which its public awards were announced.
        now: an aware instant.
    """
    contest = _contest(stages, challenges, announced)
    moment, last_day = contest.on(today(now))
    for day in contest.ahead(now):
        then, _ = contest.on(day)
        if then != moment:
            return Standing(moment, last_day, midnight(day), then)
    return Standing(moment, last_day)


def next_change(
    stages: Iterable[Dates], challenges: Iterable[Window], announced: Iterable[date], now: datetime
) -> datetime | None:
    """Return the next instant at which anything derived from the dates may change: no cache may outlive it."""
    ahead = _contest(stages, challenges, announced).ahead(now)
    return midnight(ahead[0]) if ahead else None
