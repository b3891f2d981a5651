"""The home page of a language."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.models import PageManager

from klash_pages.models.award import AwardPage
from klash_pages.models.base import KlashPage
from klash_pages.models.challenge import ChallengePage, TranslationsFirstQuerySet
from klash_pages.models.contest import ContestPage
from klash_pages.models.news import NewsPage
from klash_pages.models.partner import PartnerPage


class HomePage(KlashPage):
    """Says where the contest stands and leads on."""

    objects = PageManager.from_queryset(TranslationsFirstQuerySet)()

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the newest contest with its challenges and awards, the news and the partners."""
        context = super().get_context(request, *args, **kwargs)
        contest = ContestPage.objects.live().descendant_of(self).order_by("-first_published_at", "-pk").first()
        context["contest"] = contest
        if contest is not None:
            context["challenges"] = ChallengePage.objects.live().child_of(contest).in_card_order()
            context["awards"] = AwardPage.objects.live().descendant_of(contest).for_cards()
            context["stages"] = contest.stages
        context["news"] = NewsPage.objects.live().descendant_of(self).order_by("-date", "-pk")[:3]
        context["partners"] = PartnerPage.objects.live().descendant_of(self).order_by("title")
        return context
