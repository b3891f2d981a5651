"""A team that competes for a challenge, and its members."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page, PageQuerySet
from wagtail.models.panels import CommentPanelPlaceholder
from wagtail.search import index

from klash_pages.localization.facts import facts
from klash_pages.models.base import KlashPage, writable
from klash_pages.models.blocks import BodyBlock, LinksBlock
from klash_pages.models.hooks import Rules
from klash_pages.models.list_page import ListPage
from klash_pages.models.panels import ReaderSeesPanel
from klash_pages.models.person import Person


class TeamPage(KlashPage):
    """Who they are and what they propose. A team is not a legal party: a contract is made with a party.

    In a design contest entries are judged without names, so a team page goes live together with the challenge's
    award, never before, unless the contest is judged with open names (see `klash_pages.publication.doors`).
    """

    body = StreamField(
        BodyBlock(),
        blank=True,
        verbose_name=_("the solution"),
        help_text=_("The team's own story: what it proposes and how it works."),
    )
    links = StreamField(
        LinksBlock(),
        blank=True,
        verbose_name=_("links"),
        help_text=_("The team's site and material. They lead away from this site."),
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel(
            "lead", heading=_("Pitch"), help_text=_("The solution in one sentence. Lists and search engines show it.")
        ),
        FieldPanel("body"),
        FieldPanel("links"),
    ]
    facts_panels = [
        InlinePanel(
            "members",
            label=_("Member"),
            heading=_("Members"),
            help_text=_("Readers see only those who may be shown, and how many are not."),
        ),
        ReaderSeesPanel(),
    ]
    search_fields = [*KlashPage.search_fields, index.SearchField("body")]
    # No schedule: a team waits for its challenge, not for a day.
    visibility_panels = [*KlashPage.address_panels, CommentPanelPlaceholder()]
    api_fields = [*KlashPage.api_fields, *writable("body", "links")]
    override_translatable_fields = facts("members")
    parent_page_types = ["klash_pages.ChallengePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")

    def clean(self) -> None:
        """Refuse a schedule."""
        super().clean()
        Rules.schedule(self)

    def publish(self, revision: Any, *args: Any, **kwargs: Any) -> Any:
        """Publish, unless the challenge has not been decided."""
        if not self.live:
            Rules.team_published(self)
        return super().publish(revision, *args, **kwargs)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, unless the team would turn live before its challenge is decided."""
        Rules.team_saved(self)
        super().save(*args, **kwargs)

    def shown_members(self) -> list[TeamMember]:
        """The members whose names may be shown today."""
        people = set(Person.objects.shown().values_list("pk", flat=True))
        return [member for member in self.members.select_related("person") if member.person_id in people]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add members, the challenge and the award if there is one."""
        from klash_pages.models.award import AwardPage  # lazy: circle in this room

        context = super().get_context(request, *args, **kwargs)
        members = self.shown_members()
        context["members"] = members
        context["hidden_members"] = self.members.count() - len(members)
        context["challenge"] = self.get_parent().specific
        awards = AwardPage.objects.live().sibling_of(self).filter(team__translation_key=self.translation_key)
        context["awards"] = list(awards.for_cards())
        context["other_teams"] = TeamPage.objects.live().sibling_of(self, inclusive=False).order_by("title")
        return context


class TeamMember(Orderable):
    """A person's place in a team."""

    page = ParentalKey(TeamPage, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships", verbose_name=_("person"))
    role_sv = models.CharField(_("role in Swedish"), max_length=100, blank=True)
    role_fi = models.CharField(_("role in Finnish"), max_length=100, blank=True)
    role_en = models.CharField(_("role in English"), max_length=100, blank=True)

    panels = [FieldPanel("person"), FieldPanel("role_sv"), FieldPanel("role_fi"), FieldPanel("role_en")]

    class Meta(Orderable.Meta):
        verbose_name = _("team member")
        verbose_name_plural = _("team members")

    def __str__(self) -> str:
        return str(self.person)

    @property
    def role(self) -> str:
        """The role in the reader's language."""
        language = (get_language() or "sv")[:2]
        return str(getattr(self, f"role_{language}", ""))


class TeamIndexPage(ListPage):
    """Lists the teams that may be shown."""

    filter_set = "TeamFilterSet"
    max_count_per_parent = 1
    parent_page_types = ["klash_pages.HomePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("list of teams")
        verbose_name_plural = _("lists of teams")

    def listed(self) -> PageQuerySet[TeamPage]:
        """The live teams in this language."""
        return TeamPage.objects.live().public().filter(locale=self.locale).defer_streamfields().order_by("title", "pk")
