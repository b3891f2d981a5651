"""Tags that hand templates the cards of a list, so that no template asks the database once a card."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django import template
from django.utils.translation import gettext, pgettext

from klash_pages.lists import cards
from klash_pages.localization.partial_dates import write_date
from klash_pages.models import AwardPage, ChallengePage, TeamPage

register = template.Library()


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


@register.simple_tag
def status_words(key: str, closes_on: date | None = None) -> str:
    """The words for the state of a challenge or a contest."""
    match key:
        case "won":
            return gettext("Winner announced")
        case "no_winner":
            return gettext("Closed without a winner")
        case "discontinued":
            return gettext("Discontinued")
        case "coming":
            return gettext("Coming")
        case "open":
            if closes_on is None:
                return pgettext("one can take part", "Open")
            return gettext("Open until %(date)s") % {"date": write_date(closes_on)}
        case "deciding":
            return gettext("The jury is deciding")
        case "ended":
            return gettext("Ended")
    return ""
