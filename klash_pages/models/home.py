"""The home page of a language."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.models import PageManager

from klash_pages.models.base import KlashPage
from klash_pages.models.challenge import TranslationsFirstQuerySet
from klash_pages.models.contest import ContestPage
from klash_pages.models.news import NewsPage
from klash_pages.models.partner import PartnerPage


class HomePage(KlashPage):
    """Says where the contest stands and leads on. Its words follow the contest's dates; see `home.story`."""

    objects = PageManager.from_queryset(TranslationsFirstQuerySet)()

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the current contest with what the moment says and shows, the news and the partners."""
        from klash_pages.home.current_contest import current_contest
        from klash_pages.home.story import WITHOUT_CONTEST

        context = super().get_context(request, *args, **kwargs)
        contest = current_contest(self)
        context["contest"] = contest
        context["blocks"] = WITHOUT_CONTEST
        if contest is not None:
            context |= self._about(contest)
        context["news"] = NewsPage.objects.live().descendant_of(self).order_by("-date", "-pk")[:3]
        context["partners"] = PartnerPage.objects.live().descendant_of(self).order_by("title")
        return context

    def _about(self, contest: ContestPage) -> dict[str, Any]:
        """What the moment of the contest says and shows."""
        from klash_pages.home.current_contest import places
        from klash_pages.home.story import Story, welcome
        from klash_pages.lists.cards import award_cards, challenge_cards

        challenges, awards, stages = list(contest.live_challenges()), list(contest.live_awards()), list(contest.stages)
        winners = award_cards(awards)
        standing = contest.standing(stages, challenges, awards)
        story = Story(
            contest=contest,
            standing=standing,
            stages=stages,
            places=places(self, contest),
            challenges=len(challenges),
            winners=[card.name for card in winners],
            announced_on=max((award.announced_on for award in awards), default=None),
            winner_url=awards[0].url or "" if awards else "",
            promise=self.lead,
        )
        words = welcome(story)
        others = ContestPage.objects.live().descendant_of(self).exclude(pk=contest.pk)
        return {
            "standing": standing,
            "welcome": words,
            "blocks": words.blocks,
            "cards": challenge_cards(challenges),
            "winners": winners,
            "stages": stages,
            "others": others.order_by("-first_published_at", "-pk") if "contests" in words.blocks else [],
        }
