"""Assembles what cards show, for a whole list in a constant number of queries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, Q
from wagtail.models import Page

from klash_pages.models import AwardPage, ChallengePage, TeamPage

_HUES = 6
_FIRST, _LAST = Page.alphabet[0] * Page.steplen, Page.alphabet[-1] * Page.steplen


def parent_path(page: Page) -> str:
    """The tree path of a page's parent, read from its own path without a query."""
    return str(page.path[: -Page.steplen])


@dataclass(frozen=True)
class Mark:
    """The letter and the hue that follow a challenge through the whole site.

    They come from the challenge's place in its contest's tree, so a card needs no query for them, and unpublishing
    one challenge does not give the others new letters.
    """

    place: int

    @classmethod
    def of(cls, challenge_path: str) -> Mark:
        """The mark of the challenge at a tree path."""
        return cls(int(challenge_path[-Page.steplen :], 36) - 1)

    @property
    def hue(self) -> int:
        """The number of the hue, 0 to 5."""
        return self.place % _HUES

    @property
    def letter(self) -> str:
        """A, B, C and so on."""
        return chr(ord("A") + self.place % 26)


@dataclass(frozen=True)
class ChallengeCard:
    """A challenge with its state."""

    challenge: ChallengePage
    status: str
    mark: Mark


@dataclass(frozen=True)
class AwardCard:
    """An award with its challenge, and its team in the reader's language if that page is live."""

    award: AwardPage
    challenge: ChallengePage
    team: TeamPage | None
    mark: Mark

    @property
    def name(self) -> str:
        """Who won."""
        return str(self.team.title if self.team else self.award.title)


@dataclass(frozen=True)
class TeamRow:
    """A team with its challenge, and whether it has won."""

    team: TeamPage
    challenge: ChallengePage
    has_won: bool
    mark: Mark


def below(paths: Iterable[str]) -> Q:
    """The pages that stand right below these paths, as ranges, for which the database has an index."""
    return Q(*(("path__range", (path + _FIRST, path + _LAST)) for path in paths), _connector=Q.OR) or Q(pk__in=[])


def challenge_cards(challenges: Iterable[ChallengePage]) -> list[ChallengeCard]:
    """Return the cards of challenges, in their order."""
    pages = list(challenges)
    # One range, since most lists are in the order of the tree; unordered, so that the database looks nowhere else.
    between = (
        {"path__range": (min(paths), max(paths) + _LAST)} if (paths := [page.path for page in pages]) else {"pk": 0}
    )
    awards = Counter(
        path[: -Page.steplen]
        for path in AwardPage.objects.live().filter(**between).order_by().values_list("path", flat=True)
    )
    return [ChallengeCard(page, page.status(awards[page.path]), Mark.of(page.path)) for page in pages]


def _challenges_above(pages: Iterable[Page]) -> dict[str, ChallengePage]:
    paths = {parent_path(page) for page in pages}
    found = ChallengePage.objects.filter(path__in=paths).select_related("municipality").defer_streamfields()
    return {challenge.path: challenge for challenge in found}


def award_cards(awards: Iterable[AwardPage]) -> list[AwardCard]:
    """Return the cards of awards, in their order."""
    pages = list(awards)
    challenges = _challenges_above(pages)
    # wagtail-localize keeps `award.team` pointing at the page in the source language.
    teams = {
        (team.translation_key, team.locale_id): team
        for team in TeamPage.objects.live()
        .filter(
            translation_key__in={page.team.translation_key for page in pages},
            locale_id__in={page.locale_id for page in pages},
        )
        .defer_streamfields()
    }
    return [
        AwardCard(
            page,
            challenges[parent_path(page)],
            teams.get((page.team.translation_key, page.locale_id)),
            Mark.of(parent_path(page)),
        )
        for page in pages
    ]


def team_rows(teams: Iterable[TeamPage]) -> list[TeamRow]:
    """Return the rows of teams, in their order."""
    pages = list(teams)
    challenges = _challenges_above(pages)
    winners = set(
        # As a sum, so that SQLite begins with the few teams and not with every page of the language.
        AwardPage.objects.live()
        .alias(spoken=F("locale_id") + 0)
        .filter(
            spoken__in={page.locale_id for page in pages},
            team__translation_key__in={page.translation_key for page in pages},
        )
        .values_list("team__translation_key", flat=True)
    )
    return [
        TeamRow(page, challenges[parent_path(page)], page.translation_key in winners, Mark.of(parent_path(page)))
        for page in pages
    ]
