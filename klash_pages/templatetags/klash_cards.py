"""Tags that hand templates the cards of a list, so that no template asks the database once a card."""

from __future__ import annotations

from collections.abc import Iterable

from django import template

from klash_pages.lists import cards
from klash_pages.lists.status_words import status_words
from klash_pages.models import AwardPage, ChallengePage, TeamPage

register = template.Library()
register.simple_tag(status_words)


@register.simple_tag
def challenge_cards(challenges: Iterable[ChallengePage]) -> list[cards.ChallengeCard]:
    """The cards of challenges."""
    return cards.challenge_cards(challenges or [])


@register.simple_tag
def award_cards(awards: Iterable[AwardPage]) -> list[cards.AwardCard]:
    """The cards of awards."""
    return cards.award_cards(awards or [])


@register.simple_tag
def team_rows(teams: Iterable[TeamPage]) -> list[cards.TeamRow]:
    """The rows of teams."""
    return cards.team_rows(teams or [])


@register.filter
def mark(challenge: ChallengePage) -> cards.Mark:
    """The letter and hue of a challenge."""
    return cards.Mark.of(challenge.path)


@register.filter
def of_challenge(awards: list[cards.AwardCard], challenge: ChallengePage) -> list[cards.AwardCard]:
    """Those of the award cards that belong to one challenge."""
    return [card for card in awards if card.challenge.pk == challenge.pk]


@register.filter
def without_winners(rows: list[cards.TeamRow]) -> list[cards.TeamRow]:
    """The teams that have not won, for a page that shows the winners as cards."""
    return [row for row in rows if not row.has_won]
