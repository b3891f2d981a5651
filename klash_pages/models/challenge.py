"""A challenge: a municipality's problem that became a design contest of its own."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import PageManager, PageQuerySet
from wagtail.search import index

from klash_pages.blocks import BodyBlock
from klash_pages.models.award import AwardPage
from klash_pages.models.base import KlashPage, facts
from klash_pages.models.list_page import ListPage
from klash_pages.models.notice import NoticeReference
from klash_pages.models.team import TeamPage

LEGAL_FACTS = (
    "follow_on_clause",
    "follow_on_clause_language",
    "follow_on_clause_source",
    "jury_record_signed_on",
    "jury_record_signers",
    "contest_decision_on",
    "contest_decision_number",
    "winners_allowed",
)


class TranslationsFirstQuerySet(PageQuerySet[Any]):
    """Pages below which awards stand, whose translations rest on the teams there.

    wagtail-localize keeps a translated award pointing at the source-language team, and a team that has an award cannot
    be deleted. So the challenges of other languages go first, and all of it or nothing goes. Every door to deletion
    ends at the query set.
    """

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Delete the pages, the translations that rest on them first, in one transaction."""
        with transaction.atomic():
            for path in self.values_list("path", flat=True):
                resting = AwardPage.objects.filter(team__path__startswith=path).exclude(path__startswith=path)
                for challenge in {award.get_parent().pk for award in resting}:
                    ChallengePage.objects.filter(pk=challenge).delete()
            return super().delete(*args, **kwargs)

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]


class ChallengePageQuerySet(TranslationsFirstQuerySet):
    """Queries for challenges."""

    def in_card_order(self) -> ChallengePageQuerySet:
        """Return challenges in tree order with what a card shows."""
        return self.order_by("path").select_related("municipality", "locale")


class ChallengePage(KlashPage):
    """What the problem is, whether one can still take part, and who won.

    It also holds the facts the law hangs on the challenge: the notice, the clause that a contract may follow, the
    jury record and the contest decision.
    """

    class Ending(models.TextChoices):
        """How a challenge can end without a winner."""

        NO_WINNER = "no_winner", _("Closed without a winner")
        DISCONTINUED = "discontinued", _("Discontinued")

    question = models.CharField(
        _("problem as a question"),
        max_length=250,
        blank=True,
        help_text=_("Shown large at the top. A question a resident can answer."),
    )
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("problem text"))
    municipality = models.ForeignKey(
        "klash_pages.Municipality", on_delete=models.PROTECT, related_name="+", verbose_name=_("host municipality")
    )
    opens_on = models.DateField(_("opens on"), null=True, blank=True)
    closes_on = models.DateField(_("last day to enter"), null=True, blank=True)
    ending = models.CharField(_("ended without a winner"), max_length=20, choices=Ending.choices, blank=True)
    closing_note = models.TextField(_("closing note"), blank=True, help_text=_("The reason, shown to readers."))

    follow_on_clause = models.TextField(
        _("follow-on clause"),
        blank=True,
        help_text=_("The words of the notice or programme, verbatim, that say that a contract follows."),
    )
    follow_on_clause_language = models.CharField(
        _("language of the clause"), max_length=2, blank=True, choices=[("sv", _("Swedish")), ("fi", _("Finnish"))]
    )
    follow_on_clause_source = models.CharField(_("where the clause stands"), max_length=200, blank=True)
    jury_record_signed_on = models.DateField(
        _("jury record signed on"), null=True, blank=True, help_text=_("Locks the record. An award needs it.")
    )
    jury_record_signers = models.TextField(
        _("signers of the jury record"), blank=True, help_text=_("One name a line. Not shown to readers.")
    )
    contest_decision_on = models.DateField(_("contest decision made on"), null=True, blank=True)
    contest_decision_number = models.CharField(_("section of the contest decision"), max_length=30, blank=True)
    winners_allowed = models.PositiveSmallIntegerField(_("number of winners the rules allow"), default=1)

    objects = PageManager.from_queryset(ChallengePageQuerySet)()

    content_panels = [
        *KlashPage.content_panels,
        FieldPanel("question"),
        FieldPanel("body"),
        FieldPanel("municipality"),
        MultiFieldPanel([FieldPanel("opens_on"), FieldPanel("closes_on")], heading=_("Taking part")),
        MultiFieldPanel([FieldPanel("ending"), FieldPanel("closing_note")], heading=_("Ending")),
        MultiFieldPanel([FieldPanel(name) for name in LEGAL_FACTS], heading=_("What the law hangs on the challenge")),
    ]
    search_fields = [
        *KlashPage.search_fields,
        index.SearchField("question"),
        index.SearchField("body"),
        index.RelatedFields("municipality", [index.SearchField("name_sv"), index.SearchField("name_fi")]),
    ]
    override_translatable_fields = facts("municipality", "opens_on", "closes_on", "ending", *LEGAL_FACTS)
    parent_page_types = ["klash_pages.ContestPage"]
    subpage_types = ["klash_pages.TeamPage", "klash_pages.AwardPage"]

    class Meta:
        verbose_name = _("challenge")
        verbose_name_plural = _("challenges")

    def clean(self) -> None:
        """Refuse dates in the wrong order, and a clause without language and source."""
        super().clean()
        errors: dict[str, Any] = {}
        if self.opens_on and self.closes_on and self.closes_on < self.opens_on:
            errors["closes_on"] = _("The last day is before the day the challenge opens.")
        if self.jury_record_signed_on and not self.jury_record_signers.strip():
            errors["jury_record_signers"] = _("Write who signed the jury record.")
        if (
            self.jury_record_signed_on
            and self.contest_decision_on
            and self.contest_decision_on < self.jury_record_signed_on
        ):
            errors["contest_decision_on"] = _("The contest decision is before the jury record was signed.")
        if self.follow_on_clause and not (self.follow_on_clause_language and self.follow_on_clause_source):
            errors["follow_on_clause_source"] = _("Write in which language and where the clause stands.")
        if errors:
            raise ValidationError(errors)

    @property
    def is_jury_record_locked(self) -> bool:
        """Whether the jury record is signed, with date and signers."""
        return self.jury_record_signed_on is not None and bool(self.jury_record_signers.strip())

    @property
    def is_contest_decision_made(self) -> bool:
        """Whether the contest decision has its date."""
        return self.contest_decision_on is not None

    @property
    def notices(self) -> models.QuerySet[NoticeReference]:
        """The notices of this challenge, whatever the language of the page."""
        return NoticeReference.objects.filter(challenge__translation_key=self.translation_key)

    def live_awards(self) -> models.QuerySet[AwardPage]:
        """The announced awards, in this page's language."""
        return AwardPage.objects.live().child_of(self).for_cards()

    def status(self, awards: int, today: date | None = None) -> str:
        """Return the key of the state a reader sees, given how many awards are live."""
        day = today or timezone.localdate()
        if awards:
            return "won"
        if self.ending:
            return str(self.ending)
        if self.opens_on is None or day < self.opens_on:
            return "coming"
        if self.closes_on and day <= self.closes_on:
            return "open"
        return "deciding"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add awards, the teams that may be shown, notices and siblings."""
        context = super().get_context(request, *args, **kwargs)
        awards = list(self.live_awards())
        context["awards"] = awards
        context["status"] = self.status(len(awards))
        context["teams"] = TeamPage.objects.live().child_of(self).order_by("title")
        context["notices"] = self.notices
        context["siblings"] = ChallengePage.objects.live().sibling_of(self, inclusive=False).in_card_order()
        return context


class ChallengeIndexPage(ListPage):
    """Lists the challenges of all contests."""

    filter_set = "ChallengeFilterSet"
    max_count_per_parent = 1
    parent_page_types = ["klash_pages.HomePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("list of challenges")
        verbose_name_plural = _("lists of challenges")

    def listed(self) -> ChallengePageQuerySet:
        """The challenges in this language."""
        return ChallengePage.objects.live().public().filter(locale=self.locale).in_card_order().defer_streamfields()
