"""What the home page shows: the current contest with what the moment says, the news and the partners."""

from __future__ import annotations

from typing import Any

from klash_pages.home.current_contest import current_contest, places
from klash_pages.home.story import WITHOUT_CONTEST, Story, welcome
from klash_pages.lists.cards import award_cards, challenge_cards
from klash_pages.models import ContestPage, HomePage, NewsPage, PartnerPage


def contents(home: HomePage) -> dict[str, Any]:
    """Return what the template of the home page is given."""
    contest = current_contest(home)
    return {
        "contest": contest,
        "blocks": WITHOUT_CONTEST,
        **({} if contest is None else _about(home, contest)),
        "news": NewsPage.objects.live().descendant_of(home).order_by("-date", "-pk")[:3],
        "partners": PartnerPage.objects.live().descendant_of(home).order_by("title"),
    }


def _about(home: HomePage, contest: ContestPage) -> dict[str, Any]:
    """What the moment of the contest says and shows."""
    challenges, awards, stages = list(contest.live_challenges()), list(contest.live_awards()), list(contest.stages)
    winners = award_cards(awards)
    standing = contest.standing(stages, challenges, awards)
    story = Story(
        contest=contest,
        standing=standing,
        stages=stages,
        places=places(home, contest),
        challenges=len(challenges),
        winners=[card.name for card in winners],
        announced_on=max((award.announced_on for award in awards), default=None),
        winner_url=awards[0].url or "" if awards else "",
        promise=home.lead,
    )
    words = welcome(story)
    others = ContestPage.objects.live().descendant_of(home).exclude(pk=contest.pk)
    return {
        "standing": standing,
        "welcome": words,
        "blocks": words.blocks,
        "cards": challenge_cards(challenges),
        "winners": winners,
        "stages": stages,
        "others": others.order_by("-first_published_at", "-pk") if "contests" in words.blocks else [],
    }
