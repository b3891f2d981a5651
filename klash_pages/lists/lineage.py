"""The site's one picture language: a field of rings in which a few are filled, always drawn from data."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from klash_pages.lists.cards import AwardCard, ChallengeCard, Mark, parent_path
from klash_pages.localization.partial_dates import write_date
from klash_pages.models import ContestPage, Stage, TeamPage

_CELL = 16
_RING = 4.6
_CHOSEN = 7.4
_BIG_CELL = 42
_BIG = 15
_MOST_BIG = 12
_MOST_DOTS = 400


@dataclass(frozen=True)
class Dot:
    """One thing that is counted; with a mark when it is known which challenge it belongs to."""

    mark: Mark | None = None
    has_won: bool = False


@dataclass(frozen=True)
class Step:
    """One step of the lineage: the number as text, its noun, the picture of it, and how many are known by name."""

    number: int
    noun: str
    picture: SafeString
    named: int
    note: str = ""


def columns(count: int) -> int:
    """The number of columns between √n and 2√n that leaves the fewest gaps in the last row."""
    least = max(1, math.ceil(math.sqrt(count)))
    most = max(least, math.floor(2 * math.sqrt(count)))
    return min(range(least, most + 1), key=lambda width: (-count % width, width))


def scattered(count: int, chosen: list[Dot]) -> list[Dot]:
    """Return `count` rings among which the chosen dots stand at even distances, the same every time."""
    dots = [Dot() for _ in range(count)]
    if len(chosen) <= count:
        for position, dot in enumerate(chosen):
            dots[round((position + 0.5) * count / len(chosen))] = dot
    return dots


def _circle(x: float, y: float, r: float, names: str) -> SafeString:
    if not names:
        return format_html('<circle cx="{}" cy="{}" r="{}"/>', x, y, r)
    return format_html('<circle class="{}" cx="{}" cy="{}" r="{}"/>', names, x, y, r)


def draw(dots: list[Dot]) -> SafeString:
    """Return the picture of dots; up to twelve are drawn large, with their letters."""
    is_big = len(dots) <= _MOST_BIG
    if len(dots) > _MOST_DOTS:
        # One dot stands for ten.
        dots = scattered(math.ceil(len(dots) / 10), [dot for dot in dots if dot.mark])
    cell, ring, chosen = (_BIG_CELL, _BIG, _BIG) if is_big else (_CELL, _RING, _CHOSEN)
    width = columns(len(dots)) if dots else 1
    shapes = []
    for position, dot in enumerate(dots):
        x = position % width * cell + cell // 2
        y = position // width * cell + cell // 2
        if dot.mark is None:
            shapes.append(_circle(x, y, ring, ""))
            continue
        shapes.append(_circle(x, y, chosen, f"chosen hue-{dot.mark.hue}"))
        if dot.has_won:
            shapes.append(_circle(x, y, chosen + 4, "won"))
        if is_big:
            shapes.append(format_html('<text x="{}" y="{}">{}</text>', x, y + 5, dot.mark.letter))
    rows = math.ceil(len(dots) / width)
    return format_html(
        '<svg class="dots{}" aria-hidden="true" focusable="false" viewBox="0 0 {} {}" width="{}" height="{}">{}</svg>',
        " dots--big" if is_big else "",
        width * cell,
        rows * cell,
        width * cell,
        rows * cell,
        format_html_join("", "{}", ((shape,) for shape in shapes)),
    )


def _challenge_dots(challenges: list[ChallengeCard]) -> list[Dot]:
    return [Dot(card.mark, card.status == "won") for card in challenges]


def problem_field(contest: ContestPage, challenges: list[ChallengeCard]) -> SafeString | str:
    """The problems of a contest as a field of rings, those that became challenges filled."""
    if not contest.problems_count or contest.problems_count <= _MOST_BIG:
        return ""
    return draw(scattered(contest.problems_count, _challenge_dots(challenges)))


def _team_dots(contest: ContestPage, count: int) -> list[Dot]:
    """The teams with a page of their own carry their challenge's letter; of the others only the number is known."""
    paths = TeamPage.objects.live().descendant_of(contest).order_by("path")
    known = [Dot(Mark.of(parent_path(team))) for team in paths.only("path")]
    return known[:count] + [Dot() for _ in range(count - len(known))]


def _announcement(stages: Iterable[Stage]) -> str:
    """When the winners are announced, if the day is planned and ahead."""
    for stage in stages:
        if stage.kind == Stage.Kind.RESULT:
            day: date | None = stage.actual_from or stage.planned_from
            if day is not None and day >= timezone.localdate():
                precision = stage.actual_precision if stage.actual_from else stage.planned_precision
                return gettext("announced %(date)s") % {"date": write_date(day, precision)}
    return ""


def lineage(
    contest: ContestPage, challenges: list[ChallengeCard], awards: list[AwardCard], stages: Iterable[Stage]
) -> list[Step]:
    """The steps from municipalities to winners; a number that is not known is left out."""
    steps = []
    if contest.municipalities_count:
        count = contest.municipalities_count
        hosts = {card.challenge.municipality_id: Dot(card.mark) for card in reversed(challenges)}
        noun = ngettext("municipality", "municipalities", count)
        steps.append(Step(count, noun, draw(scattered(count, list(reversed(hosts.values())))), len(hosts)))
    if contest.problems_count:
        count = contest.problems_count
        chosen = [Dot(card.mark) for card in challenges]
        steps.append(Step(count, ngettext("problem", "problems", count), draw(scattered(count, chosen)), len(chosen)))
    if challenges:
        count = len(challenges)
        steps.append(
            Step(
                count, ngettext("challenge", "challenges", count), draw([Dot(card.mark) for card in challenges]), count
            )
        )
    if contest.teams_count:
        count = contest.teams_count
        dots = _team_dots(contest, count)
        noun = ngettext("competing team", "competing teams", count)
        steps.append(Step(count, noun, draw(dots), sum(dot.mark is not None for dot in dots)))
    if challenges:
        count = len(awards)
        steps.append(
            Step(
                count,
                ngettext("winner", "winners", count),
                draw([Dot(card.mark, has_won=True) for card in awards]) if awards else SafeString(""),
                count,
                "" if awards else _announcement(stages),
            )
        )
    return steps
