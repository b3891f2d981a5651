"""One round of the contest, and the page that lists the rounds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import PageManager
from wagtail.search import index

from klash_pages.localization.facts import facts
from klash_pages.models.award import AwardPage
from klash_pages.models.base import KlashPage, writable
from klash_pages.models.blocks import BodyBlock, DocumentsBlock, QuestionsBlock
from klash_pages.models.challenge import ChallengePage, TranslationsFirstQuerySet
from klash_pages.models.panels import ReaderSeesPanel
from klash_pages.models.partner import PartnerRole
from klash_pages.models.stage import Stage
from klash_pages.models.team import TeamPage
from klash_pages.values import contest_timeline


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
    body = StreamField(
        BodyBlock(), blank=True, verbose_name=_("body"), help_text=_("The story of the contest, in your own words.")
    )
    rules = StreamField(
        BodyBlock(),
        blank=True,
        verbose_name=_("rules and criteria"),
        help_text=_("Who can take part, how entries are judged and by what."),
    )
    documents = StreamField(
        DocumentsBlock(),
        blank=True,
        verbose_name=_("documents"),
        help_text=_("Readers see title, language, size and date before they fetch a file."),
    )
    questions = StreamField(
        QuestionsBlock(),
        blank=True,
        verbose_name=_("questions and answers"),
        help_text=_("Everybody gets every answer at the same time: when the page is published."),
    )
    money_reserved = models.CharField(
        _("money reserved"),
        max_length=200,
        blank=True,
        help_text=_("Shown among the facts. Leave empty if it is not known."),
    )
    municipalities_count = models.PositiveIntegerField(
        _("municipalities that sent problems"),
        null=True,
        blank=True,
        help_text=_("Drawn as one ring each. Leave empty if it is not known."),
    )
    problems_count = models.PositiveIntegerField(
        _("problems sent"), null=True, blank=True, help_text=_("All that came in, also those without a page here.")
    )
    teams_count = models.PositiveIntegerField(
        _("competing teams"), null=True, blank=True, help_text=_("All that went on, also those without a page here.")
    )
    judged_anonymously = models.BooleanField(
        _("entries are judged without names"),
        default=True,
        help_text=_("No team is public before its challenge is decided. Turn off only if the rules say so."),
    )

    content_panels = [
        *KlashPage.content_panels,
        FieldPanel("promise"),
        FieldPanel("body"),
        FieldPanel("rules"),
        FieldPanel("documents"),
        FieldPanel("questions"),
        FieldPanel("money_reserved"),
    ]
    facts_panels = [
        ReaderSeesPanel(),
        MultiFieldPanel(
            [FieldPanel("municipalities_count"), FieldPanel("problems_count"), FieldPanel("teams_count")],
            heading=_("Figures"),
        ),
        FieldPanel("judged_anonymously"),
        InlinePanel("partner_roles", label=_("Partner"), heading=_("Partners and their roles")),
    ]
    search_fields = [
        *KlashPage.search_fields,
        index.SearchField("promise"),
        index.SearchField("body"),
        index.SearchField("rules"),
        index.SearchField("questions"),
    ]
    api_fields = [
        *KlashPage.api_fields,
        *writable("promise", "body", "rules", "documents", "questions", "money_reserved"),
        *writable("municipalities_count", "problems_count", "teams_count", "judged_anonymously"),
    ]
    override_translatable_fields = facts(
        "municipalities_count", "problems_count", "teams_count", "judged_anonymously", "partner_roles"
    )
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

    def live_challenges(self) -> models.QuerySet[ChallengePage]:
        """The public challenges in tree order."""
        return ChallengePage.objects.live().child_of(self).in_card_order()

    def live_awards(self) -> models.QuerySet[AwardPage]:
        """The announced awards in tree order."""
        return AwardPage.objects.live().descendant_of(self).for_cards()

    def standing(
        self,
        stages: Iterable[Stage] | None = None,
        challenges: Iterable[ChallengePage] | None = None,
        awards: Iterable[AwardPage] | None = None,
        now: datetime | None = None,
    ) -> contest_timeline.Standing:
        """Where the contest stands; whoever has its stages, challenges and awards at hand hands them in."""
        return contest_timeline.standing(*self._dates(stages, challenges, awards), now or timezone.now())

    def next_change(self, now: datetime | None = None) -> datetime | None:
        """The next instant at which something that pages derive from this contest's dates may change."""
        return contest_timeline.next_change(*self._dates(), now or timezone.now())

    def _dates(
        self,
        stages: Iterable[Stage] | None = None,
        challenges: Iterable[ChallengePage] | None = None,
        awards: Iterable[AwardPage] | None = None,
    ) -> tuple[list[contest_timeline.Dates], list[contest_timeline.Window], list[Any]]:
        announced = list(self.live_awards() if awards is None else awards)
        won = {award.path[: -AwardPage.steplen] for award in announced}
        return (
            [stage.dates for stage in (self.stages if stages is None else stages)],
            [
                contest_timeline.Window(page.opens_on, page.closes_on, bool(page.ending) or page.path in won)
                for page in (self.live_challenges() if challenges is None else challenges)
            ],
            [award.announced_on for award in announced],
        )

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add challenges, awards, stages, partners and where the contest stands."""
        context = super().get_context(request, *args, **kwargs)
        challenges, awards, stages = list(self.live_challenges()), list(self.live_awards()), list(self.stages)
        context["challenges"] = challenges
        context["awards"] = awards
        context["stages"] = stages
        context["standing"] = self.standing(stages, challenges, awards)
        context["roles"] = PartnerRole.of_contest(self)
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
