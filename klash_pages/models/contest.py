"""One round of the contest, and the page that lists the rounds."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import PageManager
from wagtail.search import index

from klash_pages.blocks import BodyBlock
from klash_pages.models.award import AwardPage
from klash_pages.models.base import KlashPage, facts
from klash_pages.models.challenge import ChallengePage, TranslationsFirstQuerySet
from klash_pages.models.stage import Stage
from klash_pages.models.team import TeamPage


class ContestPage(KlashPage):
    """The whole story of one round.

    Figures are facts of the contest: they are shown as numbers and never as records that do not exist.
    """

    promise = models.CharField(
        _("promise"),
        max_length=200,
        blank=True,
        help_text=_("The contest in one sentence, shown large on the home page."),
    )
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))
    municipalities_count = models.PositiveIntegerField(_("municipalities that sent problems"), null=True, blank=True)
    problems_count = models.PositiveIntegerField(_("problems sent"), null=True, blank=True)
    teams_count = models.PositiveIntegerField(_("competing teams"), null=True, blank=True)
    judged_anonymously = models.BooleanField(
        _("entries are judged without names"),
        default=True,
        help_text=_("No team is public before its challenge is decided. Turn off only if the rules say so."),
    )

    content_panels = [
        *KlashPage.content_panels,
        FieldPanel("promise"),
        FieldPanel("body"),
        MultiFieldPanel(
            [FieldPanel("municipalities_count"), FieldPanel("problems_count"), FieldPanel("teams_count")],
            heading=_("Figures"),
        ),
        FieldPanel("judged_anonymously"),
    ]
    search_fields = [*KlashPage.search_fields, index.SearchField("promise"), index.SearchField("body")]
    override_translatable_fields = facts("municipalities_count", "problems_count", "teams_count", "judged_anonymously")
    parent_page_types = ["klash_pages.ContestIndexPage", "klash_pages.HomePage"]
    subpage_types = ["klash_pages.ChallengePage"]

    objects = PageManager.from_queryset(TranslationsFirstQuerySet)()

    class Meta:
        verbose_name = _("contest")
        verbose_name_plural = _("contests")

    def clean(self) -> None:
        """Refuse to hide the names of teams that are public already."""
        super().clean()
        if not (self.judged_anonymously and self.path):
            return
        for challenge in ChallengePage.objects.child_of(self).filter(ending=""):
            teams = TeamPage.objects.live().child_of(challenge)
            if teams.exists() and not AwardPage.objects.live().child_of(challenge).exists():
                raise ValidationError(
                    {
                        "judged_anonymously": _("Teams of “%(challenge)s” are public already. Unpublish them first.")
                        % {"challenge": challenge.title}
                    }
                )

    @property
    def stages(self) -> models.QuerySet[Stage]:
        """The stages of this contest, whatever the language of the page."""
        return Stage.objects.filter(contest__translation_key=self.translation_key)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add challenges, awards and stages."""
        context = super().get_context(request, *args, **kwargs)
        context["challenges"] = ChallengePage.objects.live().child_of(self).in_card_order()
        context["awards"] = AwardPage.objects.live().descendant_of(self).for_cards()
        context["stages"] = self.stages
        return context


class ContestIndexPage(KlashPage):
    """Lists the contests."""

    max_count_per_parent = 1
    parent_page_types = ["klash_pages.HomePage"]
    subpage_types = ["klash_pages.ContestPage"]

    class Meta:
        verbose_name = _("list of contests")
        verbose_name_plural = _("lists of contests")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the contests, newest first."""
        context = super().get_context(request, *args, **kwargs)
        context["contests"] = ContestPage.objects.live().child_of(self).order_by("-first_published_at", "-pk")
        return context
