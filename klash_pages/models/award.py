"""An award: a team wins a challenge. Publishing the page is the announcement."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, PageChooserPanel
from wagtail.fields import StreamField
from wagtail.models import PageManager
from wagtail.models.panels import CommentPanelPlaceholder
from wagtail.search import index

from klash_pages.localization.facts import facts
from klash_pages.models.base import KlashPage, KlashPageQuerySet, translation_in, writable
from klash_pages.models.blocks import BodyBlock, FollowUpsBlock, NotesBlock
from klash_pages.models.hooks import Contents, Rules
from klash_pages.models.list_page import ListPage
from klash_pages.models.panels import ReaderSeesPanel
from klash_pages.models.person import Person


class AwardPageQuerySet(KlashPageQuerySet):
    """Queries for awards."""

    def for_cards(self) -> AwardPageQuerySet:
        """Return awards in tree order with what a card shows."""
        return self.order_by("path").select_related("team", "locale")


class AwardPage(KlashPage):
    """The announcement that a team has won its parent challenge; a challenge may have several."""

    team = models.ForeignKey(
        "klash_pages.TeamPage", on_delete=models.RESTRICT, related_name="+", verbose_name=_("team")
    )
    announced_on = models.DateField(_("announced on"))
    solution = models.CharField(
        _("the solution in one sentence"),
        max_length=250,
        blank=True,
        help_text=_("What the solution does, in the reader's words."),
    )
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("the jury's reasons and quotations"))

    follow_ups = StreamField(
        FollowUpsBlock(),
        blank=True,
        verbose_name=_("what has happened since"),
        help_text=_("Shown newest first. One entry for each thing that is known, with its source."),
    )
    notes = StreamField(
        NotesBlock(),
        blank=True,
        verbose_name=_("corrections and withdrawal"),
        help_text=_("Shown at the top of the page with the date. The page stays at its address."),
    )
    press_contact = models.ForeignKey(
        Person,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("press contact"),
    )

    objects = PageManager.from_queryset(AwardPageQuerySet)()

    content_panels = [
        *KlashPage.content_panels,
        FieldPanel("solution"),
        FieldPanel("body"),
        FieldPanel("follow_ups"),
        FieldPanel("notes"),
    ]
    facts_panels = [
        PageChooserPanel("team", "klash_pages.TeamPage"),
        FieldPanel("announced_on"),
        ReaderSeesPanel(),
        FieldPanel("press_contact"),
    ]
    # No schedule: an award goes live by its release, and stays.
    visibility_panels = [*KlashPage.address_panels, CommentPanelPlaceholder()]
    search_fields = [
        *KlashPage.search_fields,
        index.SearchField("solution"),
        index.SearchField("body"),
        index.SearchField("follow_ups"),
        index.SearchField("notes"),
    ]
    api_fields = [
        *KlashPage.api_fields,
        *writable("team", "announced_on", "solution", "body", "follow_ups", "notes"),
    ]
    override_translatable_fields = facts("team", "announced_on", "press_contact")
    parent_page_types = ["klash_pages.ChallengePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("award")
        verbose_name_plural = _("awards")

    def clean(self) -> None:
        """Refuse a schedule, a team of another challenge, and a team awarded twice."""
        super().clean()
        Rules.schedule(self)
        if self.team_id is None or not self.path:
            return
        parent = self.get_parent()
        if self.team.get_parent().translation_key != parent.translation_key:
            raise ValidationError({"team": _("This team competes for another challenge.")})
        others = (
            AwardPage.objects.child_of(parent)
            .filter(team__translation_key=self.team.translation_key)
            .exclude(translation_key=self.translation_key)
        )
        if others.exists():
            raise ValidationError({"team": _("This team already has an award of this challenge.")})

    def publish(self, revision: Any, *args: Any, **kwargs: Any) -> Any:
        """Publish what has changed since the release; the award itself turns live in a release only."""
        Rules.award_published(self)
        return super().publish(revision, *args, **kwargs)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, unless the award would turn live outside a release or go away without a reason."""
        Rules.award_saved(self)
        super().save(*args, **kwargs)

    @property
    def newest_first(self) -> list[Any]:
        """What has happened since, the newest first."""
        return sorted((block.value for block in self.follow_ups), key=lambda entry: entry["date"], reverse=True)

    @property
    def dated_notes(self) -> list[Any]:
        """The corrections and the withdrawal, the newest first."""
        return sorted((block.value for block in self.notes), key=lambda note: note["date"], reverse=True)

    def team_in_language(self) -> Any:
        """The live team page in this page's language, or None."""
        return translation_in(self.team, self.locale)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the team, its members, the challenge in the reader's language, and the press contact who may be shown."""
        context = super().get_context(request, *args, **kwargs)
        team = self.team_in_language()
        context["team"] = team
        context["members"] = team.shown_members() if team else []
        context["challenge"] = self.get_parent().specific
        contact = self.press_contact
        context["press_contact"] = contact if contact and contact.may_be_shown else None
        return context


class ResultIndexPage(ListPage):
    """Lists all winners."""

    filter_set = "ResultFilterSet"
    max_count_per_parent = 1
    parent_page_types = ["klash_pages.HomePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("list of results")
        verbose_name_plural = _("lists of results")

    def listed(self) -> AwardPageQuerySet:
        """The announced awards in this language, newest first."""
        return (
            AwardPage.objects.live()
            .public()
            .filter(locale=self.locale)
            .for_cards()
            .defer("body", "team__body")
            .order_by("-announced_on", "path")
        )

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add when the winners are announced, as long as there are none."""
        context = super().get_context(request, *args, **kwargs)
        if not context["listing"].total:
            context["announcement"] = Contents.announcement(self.locale)
        return context
