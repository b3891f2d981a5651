"""Problems that municipalities have submitted: records, each in the language it was written in."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from klash_pages.models.fields import PlainTextField

SENTENCE_LENGTH = 140
TEXT_LENGTH = 3000
#: What is known of the person who submitted a problem; erased on a stated day.
SUBMITTER_FIELDS = ("submitter_name", "submitter_title", "submitter_email", "submitter_phone")


class ProblemQuerySet(models.QuerySet["Problem"]):
    """Queries for problems."""

    def public(self) -> ProblemQuerySet:
        """Return what readers may see: what has been published, whatever became of it since."""
        return self.filter(published_at__isnull=False)

    def of_contest(self, contest: Any) -> ProblemQuerySet:
        """Return the problems of a contest, in whatever language its page was asked for."""
        return self.filter(contest__translation_key=contest.translation_key)

    def for_rows(self) -> ProblemQuerySet:
        """Return problems with what a row of a list shows, in a constant number of queries."""
        return self.select_related("theme", "merged_into", "challenge").prefetch_related("municipalities")

    def work_first(self) -> ProblemQuerySet:
        """Return problems in the order an editor needs: those that wait longest first, then the newest handled."""
        waits = Case(When(state=Problem.State.SUBMITTED, then=Value(0)), default=Value(1))
        since = Case(When(state=Problem.State.SUBMITTED, then=F("received_at")), default=None)
        return self.order_by(waits, since, "-number")


class Problem(models.Model):
    """What a municipality struggles with, in its own words, and what became of it.

    Its number is the primary key: the database gives numbers in sequence and never gives one twice, so an address and
    a receipt stay right. The state changes through `klash_pages.problems.moderation` only.
    """

    class Language(models.TextChoices):
        """The language a problem is written in."""

        SV = "sv", _("Swedish")
        FI = "fi", _("Finnish")
        EN = "en", _("English")

    class State(models.TextChoices):
        """What has become of a problem."""

        SUBMITTED = "submitted", _("Waits to be read")
        PUBLISHED = "published", _("Published")
        MERGED = "merged", _("Merged into another")
        CHOSEN = "chosen", _("Became a challenge")
        CLOSED = "closed", _("Handled")

    number = models.BigAutoField(_("number"), primary_key=True)
    contest = models.ForeignKey(
        "klash_pages.ContestPage", on_delete=models.PROTECT, related_name="+", verbose_name=_("contest")
    )
    language = models.CharField(_("language of the text"), max_length=2, choices=Language.choices)
    sentence = PlainTextField(
        _("the problem in one sentence"),
        max_length=SENTENCE_LENGTH,
        help_text=_("The heading that readers see, in the municipality’s words."),
    )
    text = PlainTextField(_("what happens today"), max_length=TEXT_LENGTH, blank=True)
    affected = PlainTextField(_("who is affected"), max_length=1000, blank=True)
    tried = PlainTextField(_("what has been tried"), max_length=TEXT_LENGTH, blank=True)
    municipalities = models.ManyToManyField(
        "klash_pages.Municipality",
        through="klash_pages.ProblemMunicipality",
        related_name="problems",
        blank=True,
        verbose_name=_("municipalities"),
    )
    municipality_text = PlainTextField(
        _("municipalities not in the register"),
        max_length=300,
        blank=True,
        help_text=_("As the submitter wrote them. Not shown to readers."),
    )
    theme = models.ForeignKey(
        "klash_pages.Theme",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="problems",
        verbose_name=_("theme"),
    )

    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.SUBMITTED, editable=False)
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="merged",
        verbose_name=_("merged into"),
    )
    challenge = models.ForeignKey(
        "klash_pages.ChallengePage",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("challenge"),
    )
    public_feedback = PlainTextField(
        _("public feedback"),
        max_length=TEXT_LENGTH,
        blank=True,
        help_text=_("Readers see it below the problem when it has been handled."),
    )
    private_feedback = PlainTextField(
        _("private feedback"), max_length=TEXT_LENGTH, blank=True, help_text=_("Seen by the staff only.")
    )
    title_sv = PlainTextField(_("title in Swedish"), max_length=SENTENCE_LENGTH, blank=True)
    title_fi = PlainTextField(_("title in Finnish"), max_length=SENTENCE_LENGTH, blank=True)
    title_en = PlainTextField(_("title in English"), max_length=SENTENCE_LENGTH, blank=True)
    summary_sv = PlainTextField(_("summary in Swedish"), max_length=300, blank=True)
    summary_fi = PlainTextField(_("summary in Finnish"), max_length=300, blank=True)
    summary_en = PlainTextField(_("summary in English"), max_length=300, blank=True)

    submitter_name = PlainTextField(_("name"), max_length=200, blank=True)
    submitter_title = PlainTextField(_("title"), max_length=200, blank=True)
    submitter_email = models.EmailField(_("e-mail"), blank=True)
    submitter_phone = PlainTextField(_("phone"), max_length=50, blank=True)
    consent_text = models.TextField(_("what the submitter agreed to"), blank=True, editable=False)
    consent_at = models.DateTimeField(_("agreed at"), null=True, blank=True, editable=False)
    erase_on = models.DateField(_("submitter is erased on"), null=True, blank=True, editable=False)
    erased_at = models.DateTimeField(_("submitter was erased at"), null=True, blank=True, editable=False)
    submission_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    received_at = models.DateTimeField(_("received"), default=timezone.now, null=True, editable=False)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True, editable=False)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True, editable=False)

    objects = ProblemQuerySet.as_manager()

    class Meta:
        verbose_name = _("problem")
        verbose_name_plural = _("problems")
        ordering = ["-number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="merged", merged_into__isnull=False)
                | (~Q(state="merged") & Q(merged_into__isnull=True)),
                name="klash_pages_problem_merged_has_target",
            ),
            models.CheckConstraint(
                condition=Q(state="chosen", challenge__isnull=False) | (~Q(state="chosen") & Q(challenge__isnull=True)),
                name="klash_pages_problem_chosen_has_challenge",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("number")),
                name="klash_pages_problem_not_merged_into_itself",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} · {self.title}"

    @property
    def is_public(self) -> bool:
        """Whether readers may see the problem."""
        return self.published_at is not None

    @property
    def own_title(self) -> str:
        """The title in the reader's language, empty if the problem has only its own sentence."""
        language = (get_language() or "sv")[:2]
        return str(getattr(self, f"title_{language}", ""))

    @property
    def title(self) -> str:
        """The title in the reader's language, otherwise the sentence as it was written."""
        return self.own_title or str(self.sentence)

    @property
    def title_language(self) -> str:
        """The language of `title`."""
        return (get_language() or "sv")[:2] if self.own_title else str(self.language)

    @property
    def summary(self) -> str:
        """The summary of a chosen problem in the reader's language."""
        return str(getattr(self, f"summary_{(get_language() or 'sv')[:2]}", ""))

    @property
    def slug(self) -> str:
        """The words after the number in the address, in the reader's language."""
        return slugify(self.title)[:60].strip("-") or "problem"

    @property
    def municipality_names(self) -> str:
        """The municipalities in the reader's language, in alphabetical order; asks nothing if they are prefetched."""
        return ", ".join(sorted(municipality.name for municipality in self.municipalities.all()))

    @property
    def days_waiting(self) -> int | None:
        """For how many days nobody has decided, None if somebody has."""
        if self.state != self.State.SUBMITTED or self.received_at is None:
            return None
        return (timezone.localdate() - timezone.localtime(self.received_at).date()).days


class ProblemMunicipality(models.Model):
    """That a municipality has submitted a problem; it keeps the municipality from being deleted unawares."""

    problem = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="+")
    municipality = models.ForeignKey("klash_pages.Municipality", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["problem", "municipality"], name="klash_pages_problem_municipality_once"),
        ]

    def __str__(self) -> str:
        return f"{self.problem_id} {self.municipality}"
