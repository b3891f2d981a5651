"""A challenge: a municipality's problem that became a design contest of its own."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, PageManager
from wagtail.search import index

from klash_pages.localization.facts import facts, is_source, touches_facts
from klash_pages.models.award import AwardPage
from klash_pages.models.base import KlashPage, KlashPageQuerySet, writable
from klash_pages.models.blocks import BodyBlock, PhotoBlock, QuestionsBlock
from klash_pages.models.changed_dates import corrigendum_field, reason_field
from klash_pages.models.hooks import Rules
from klash_pages.models.list_page import ListPage
from klash_pages.models.municipality import Municipality
from klash_pages.models.notice import NoticeReference
from klash_pages.models.page_form import ChallengeForm
from klash_pages.models.panels import ReaderSeesPanel
from klash_pages.models.person import Person
from klash_pages.models.problem import Problem
from klash_pages.models.release import Release
from klash_pages.models.taken_back import TakenBackAward
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


class TranslationsFirstQuerySet(KlashPageQuerySet):
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
    body = StreamField(
        BodyBlock(),
        blank=True,
        verbose_name=_("problem text"),
        help_text=_("The problem in the municipality's own words."),
    )
    photo = StreamField(
        PhotoBlock(),
        blank=True,
        verbose_name=_("photo"),
        help_text=_("Stands in place of the band of dots. Only a photo of this problem; no stock photos."),
    )
    criteria = models.TextField(
        _("criteria"), blank=True, help_text=_("What entries are judged by, among the facts. One criterion a line.")
    )
    questions = StreamField(
        QuestionsBlock(),
        blank=True,
        verbose_name=_("questions and answers"),
        help_text=_("Everybody gets every answer at the same time: when the page is published."),
    )
    municipality = models.ForeignKey(
        "klash_pages.Municipality",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("host municipality"),
        help_text=_("The municipality that sent in the problem and hosts the challenge."),
    )
    opens_on = models.DateField(
        _("opens on"), null=True, blank=True, help_text=_("Until this day readers see that the challenge is coming.")
    )
    closes_on = models.DateField(
        _("last day to enter"),
        null=True,
        blank=True,
        help_text=_("Readers see “Open until” with this day; it ends at midnight."),
    )
    dates_corrigendum = corrigendum_field()
    dates_reason = reason_field()
    ending = models.CharField(
        _("ended without a winner"),
        max_length=20,
        choices=Ending.choices,
        blank=True,
        help_text=_("Leave empty as long as the challenge goes on or when somebody has won."),
    )
    closing_note = models.TextField(_("closing note"), blank=True, help_text=_("The reason, shown to readers."))

    follow_on_clause = models.TextField(
        _("follow-on clause"),
        blank=True,
        help_text=_("The words of the notice or programme, verbatim, that say that a contract follows."),
    )
    follow_on_clause_language = models.CharField(
        _("language of the clause"),
        max_length=2,
        blank=True,
        choices=[("sv", _("Swedish")), ("fi", _("Finnish"))],
        help_text=_("The language in which the words were published."),
    )
    follow_on_clause_source = models.CharField(
        _("where the clause stands"),
        max_length=200,
        blank=True,
        help_text=_("The notice or the programme, and its point."),
    )
    jury_record_signed_on = models.DateField(
        _("jury record signed on"), null=True, blank=True, help_text=_("Locks the record. An award needs it.")
    )
    jury_record_signers = models.TextField(
        _("signers of the jury record"), blank=True, help_text=_("One name a line. Not shown to readers.")
    )
    contest_decision_on = models.DateField(
        _("contest decision made on"), null=True, blank=True, help_text=_("An award needs it.")
    )
    contest_decision_number = models.CharField(
        _("section of the contest decision"),
        max_length=30,
        blank=True,
        help_text=_("As the minutes number it. Not shown to readers."),
    )
    winners_allowed = models.PositiveSmallIntegerField(
        _("number of winners the rules allow"),
        default=1,
        help_text=_("More than this cannot be announced. Shown among the facts when it is not one."),
    )

    objects = PageManager.from_queryset(ChallengePageQuerySet)()

    content_panels = [
        *KlashPage.content_panels,
        FieldPanel("question"),
        FieldPanel("body"),
        FieldPanel("criteria"),
        FieldPanel("questions"),
        FieldPanel("photo"),
        FieldPanel("closing_note"),
    ]
    facts_panels = [
        FieldPanel("municipality"),
        InlinePanel("other_municipalities", label=_("Municipality"), heading=_("Other municipalities")),
        MultiFieldPanel(
            [FieldPanel("opens_on"), FieldPanel("closes_on"), FieldPanel("winners_allowed"), ReaderSeesPanel()],
            heading=_("Taking part"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("dates_corrigendum"),
                FieldPanel("dates_reason", widget=forms.Textarea(attrs={"rows": 2})),
            ],
            heading=_("If announced dates change"),
        ),
        InlinePanel("mentors", label=_("Mentor"), heading=_("Mentors")),
        FieldPanel("ending"),
        MultiFieldPanel(
            [FieldPanel(name) for name in LEGAL_FACTS if name != "winners_allowed"],
            heading=_("What the law hangs on the challenge"),
        ),
    ]
    api_fields = [
        *KlashPage.api_fields,
        *writable("question", "body", "criteria", "questions", "photo", "closing_note"),
        *writable("municipality", "opens_on", "closes_on", "ending", "winners_allowed"),
    ]
    search_fields = [
        *KlashPage.search_fields,
        index.SearchField("question"),
        index.SearchField("body"),
        index.SearchField("questions"),
        index.RelatedFields("municipality", [index.SearchField("name_sv"), index.SearchField("name_fi")]),
    ]
    override_translatable_fields = facts(
        "municipality",
        "other_municipalities",
        "mentors",
        "opens_on",
        "closes_on",
        "dates_corrigendum",
        "dates_reason",
        "ending",
        *LEGAL_FACTS,
    )
    base_form_class = ChallengeForm
    parent_page_types = ["klash_pages.ContestPage"]
    subpage_types = ["klash_pages.TeamPage", "klash_pages.AwardPage"]

    class Meta:
        verbose_name = _("challenge")
        verbose_name_plural = _("challenges")

    def clean(self) -> None:
        """Refuse dates in the wrong order, and a clause without language and source."""
        super().clean()
        errors: dict[str, Any] = {}
        if self.ending and self.path and self._is_won():
            errors["ending"] = _("The challenge has a winner, released or scheduled, so it cannot end without one.")
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

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, unless announced dates would change without a corrigendum, or a word that none is needed."""
        with transaction.atomic():
            # A translation has the dates of its source, which has been asked.
            is_asked = self.live and kwargs.get("clean", True) and touches_facts(self, kwargs.get("update_fields"))
            changed = Rules.challenge_dates(self) if is_asked and is_source(self) else {}
            super().save(*args, **kwargs)
            Rules.record_dates(self, changed)

    def _is_won(self) -> bool:
        awards = AwardPage.objects.child_of(self)
        if awards.live().exists():
            return True
        return Release.objects.waiting().of_awards(awards.values("translation_key")).exists()

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

    @property
    def problems(self) -> models.QuerySet[Problem]:
        """The public problems that this challenge came from, whatever the language of the page."""
        return Problem.objects.public().filter(challenge__translation_key=self.translation_key)

    @property
    def taken_back(self) -> models.QuerySet[TakenBackAward]:
        """The awards of this challenge that were public and are not any more, whatever the language of the page."""
        return TakenBackAward.objects.of_challenge(self)

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
        context["taken_back"] = list(self.taken_back)
        context["teams"] = TeamPage.objects.live().child_of(self).order_by("title")
        notices = list(self.notices)
        context["notices"] = notices
        context["entry_notice"] = next(
            (notice for notice in notices if notice.kind == NoticeReference.Kind.CONTEST and notice.url), None
        )
        context["siblings"] = ChallengePage.objects.live().sibling_of(self, inclusive=False).in_card_order()
        context["municipalities"] = [
            place.municipality for place in self.other_municipalities.select_related("municipality")
        ]
        context["mentors"] = [
            place.person for place in self.mentors.select_related("person") if place.person.may_be_shown
        ]
        return context


class ChallengeMunicipality(Orderable):
    """A municipality that shares the problem without hosting the challenge."""

    page = ParentalKey(ChallengePage, on_delete=models.CASCADE, related_name="other_municipalities")
    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="+", verbose_name=_("municipality")
    )

    panels = [FieldPanel("municipality")]

    class Meta(Orderable.Meta):
        verbose_name = _("other municipality")
        verbose_name_plural = _("other municipalities")

    def __str__(self) -> str:
        return str(self.municipality)


class ChallengeMentor(Orderable):
    """A person who mentors the teams of a challenge; named only as long as the person may be shown."""

    page = ParentalKey(ChallengePage, on_delete=models.CASCADE, related_name="mentors")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("person"))

    panels = [FieldPanel("person")]

    class Meta(Orderable.Meta):
        verbose_name = _("mentor")
        verbose_name_plural = _("mentors")

    def __str__(self) -> str:
        return str(self.person)


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
