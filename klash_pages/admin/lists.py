"""Flat lists of the pages an editor works with, each with the columns, filters and order that matter for its type.

A row is a page in the language it was written in; its letters lead to the other languages. What the columns show is
asked for once a list, not once a row.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.db.models import Case, F, IntegerField, Min, OuterRef, Q, QuerySet, Subquery, Value, When
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn
from wagtail.admin.views.pages.choose_parent import ChooseParentView
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.models import Page
from wagtail.permissions import policy_registry

from klash_pages.admin.export import HarmlessExportMixin
from klash_pages.admin.problems import ProblemViewSet
from klash_pages.admin.releases import ReleasesViewSet
from klash_pages.admin.waiting_work import last_told
from klash_pages.home.story import tag
from klash_pages.lists.cards import parent_path
from klash_pages.lists.filters import ContestFilter, MunicipalityFilter, StatusFilter, YearFilter
from klash_pages.lists.querysets import one_per_translation, with_status
from klash_pages.lists.status_words import status_words
from klash_pages.localization.language_states import Letter, letters_of, required_languages
from klash_pages.localization.partial_dates import write_date, write_moment
from klash_pages.models import (
    AwardPage,
    ChallengePage,
    ContestPage,
    NewsPage,
    PartnerPage,
    PartnerRole,
    Person,
    Release,
    Stage,
    TeamMember,
    TeamPage,
)
from klash_pages.search.engine import MOST_HITS

#: What an editor may do with pages; without any of these the lists are not in the menu.
PAGE_ACTIONS = {"add", "change", "publish"}
_WORK_FIRST = "work"


def date_or_nothing(day: date | None) -> str:
    """A date in the editor's language, or nothing."""
    return write_date(day) if day else ""


class LettersColumn(Column):
    """The languages of a page as letters: public, not public, outdated; a missing one is absent."""

    cell_template_name = "klash_pages/admin/letters.html"

    class Media:
        css: ClassVar[dict[str, list[str]]] = {"all": ["klash_pages/desk.css"]}

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        """Add the letters, each with its state in words."""
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        return {**context, "letters": [(letter, letter_words(letter)) for letter in instance.letters]}


def letter_words(letter: Letter) -> str:
    """What a letter means, for those who do not see how it is drawn."""
    words = {
        "live": _("public"),
        "draft": _("not public"),
        "outdated": _("outdated translation"),
        "missing": _("missing"),
    }
    return f"{letter.language}: {words[letter.state]}"


class ListFilters(WagtailFilterSet):
    """No condition; a language is none either, for every row stands for all its languages."""


class ChallengeFilters(ListFilters):
    """The conditions of the public list, at the desk."""

    contest = ContestFilter(levels=1, widget=forms.RadioSelect)
    municipality = MunicipalityFilter(widget=forms.RadioSelect)
    status = StatusFilter(widget=forms.RadioSelect)


class TeamFilters(ListFilters):
    """The conditions of the public list, at the desk."""

    contest = ContestFilter(levels=2, widget=forms.RadioSelect)
    municipality = MunicipalityFilter(levels=1, widget=forms.RadioSelect)


class AwardFilters(ListFilters):
    """The conditions of the public list, at the desk."""

    contest = ContestFilter(levels=2, widget=forms.RadioSelect)
    municipality = MunicipalityFilter(levels=1, widget=forms.RadioSelect)
    year = YearFilter("announced_on", widget=forms.RadioSelect)


class NewsFilters(ListFilters):
    """The conditions of the public list, at the desk."""

    year = YearFilter("date", widget=forms.RadioSelect)


class ListView(HarmlessExportMixin, IndexView):
    """A list with one row a page, in the language it was written in."""

    default_ordering = _WORK_FIRST
    #: The columns between the title and the languages.
    own_columns: ClassVar[Sequence[Column]] = ()
    #: What the rows need of other tables that a join or a prefetch can bring.
    related: ClassVar[Sequence[str]] = ()

    @cached_property
    def columns(self) -> list[Any]:
        """The title, what matters for the type, the languages and the status."""
        return [
            BulkActionsColumn("bulk_actions"),
            # Without Wagtail's menu of actions, which asks the database twice a row; the page itself has them.
            TitleColumn(
                "title",
                label=pgettext("of a page", "Title"),
                accessor="get_admin_display_title",
                sort_key="title",
                get_url=lambda page: reverse("wagtailadmin_pages:edit", args=[page.pk]),
                get_title_id=lambda page: f"page_{page.pk}_title",
            ),
            *self.own_columns,
            LettersColumn("letters", label=_("Languages")),
            PageStatusColumn("status", label=_("Status"), sort_key="live"),
        ]

    @property
    def show_locale_labels(self) -> bool:
        """The letters say it."""
        return False

    def get_base_queryset(self) -> QuerySet[Any]:
        """One language of each page."""
        pages: QuerySet[Any] = super().get_base_queryset()
        return pages.filter(pk__in=one_per_translation(self.model.objects.all()).values("pk")).prefetch_related(
            *self.related
        )

    def get_filterset_kwargs(self) -> dict[str, Any]:
        """Offer what occurs in the list, once and not once a language."""
        return {**super().get_filterset_kwargs(), "queryset": one_per_translation(self.model.objects.all())}

    def order_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Put first what needs work, unless the editor wants another order."""
        if self.ordering == _WORK_FIRST:
            return self.work_first(queryset)
        return super().order_queryset(queryset)

    def work_first(self, pages: QuerySet[Any]) -> QuerySet[Any]:
        """Return the pages in the order of work: drafts, then what was edited last."""
        return pages.order_by("live", F("latest_revision_created_at").desc(nulls_last=True), "pk")

    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Search in all languages; a page that is found in one is shown in its own row."""
        if not self.is_searching:
            return queryset
        hits = self.model.objects.all().autocomplete(self.search_query)[:MOST_HITS]
        return queryset.filter(translation_key__in=[hit.translation_key for hit in hits])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give every shown or exported row its letters and what its type shows."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        rows = list(context["object_list"])
        letters = letters_of(rows, required_languages())
        for page in rows:
            page.letters = letters[page.translation_key]
            page.letters_text = ", ".join(letter_words(letter) for letter in page.letters)
        self.describe(rows)
        return context

    def describe(self, rows: list[Any]) -> None:
        """Set on each row what the columns of its type show."""


def _titles_above(rows: Iterable[Page], levels: int) -> dict[str, str]:
    """The titles of the pages so many levels above the rows, by path."""
    paths = {row.path[: -levels * Page.steplen] for row in rows}
    return dict(Page.objects.filter(path__in=paths).values_list("path", "title"))


def _above(row: Page, levels: int) -> str:
    return str(row.path[: -levels * Page.steplen])


class ContestListView(ListView):
    """The contests with where they stand."""

    own_columns = (
        Column("standing_words", label=gettext_lazy("Readers see")),
        Column("challenge_count", label=gettext_lazy("Challenges")),
    )

    def describe(self, rows: list[Any]) -> None:
        """Say where each contest stands."""
        below = Q(*(("path__startswith", row.path) for row in rows), _connector=Q.OR) if rows else Q(pk=None)
        challenges, awards, stages = defaultdict(list), defaultdict(list), defaultdict(list)
        for challenge in ChallengePage.objects.live().filter(below).defer_streamfields():
            challenges[parent_path(challenge)].append(challenge)
        for award in AwardPage.objects.live().filter(below).defer_streamfields():
            awards[_above(award, 2)].append(award)
        for stage in Stage.objects.filter(
            contest__translation_key__in=[row.translation_key for row in rows]
        ).select_related("contest"):
            stages[stage.contest.translation_key].append(stage)
        for row in rows:
            standing = row.standing(stages[row.translation_key], challenges[row.path], awards[row.path])
            row.standing_words = tag(standing)[1]
            row.challenge_count = len(challenges[row.path])


class ChallengeListView(ListView):
    """The challenges with their state, those that can be acted on first."""

    related = ("municipality",)
    own_columns = (
        Column("municipality", label=gettext_lazy("Municipality")),
        Column("contest_title", label=gettext_lazy("Contest")),
        Column("status_text", label=gettext_lazy("Readers see")),
        Column("closes_on", label=gettext_lazy("Last day"), accessor="last_day", sort_key="closes_on"),
        Column("team_count", label=gettext_lazy("Teams")),
    )

    def work_first(self, pages: QuerySet[Any]) -> QuerySet[Any]:
        """Open, then with the jury, coming, and the decided ones, newest first."""
        order = {key: place for place, key in enumerate(("open", "deciding", "coming"))}
        decided = Value(len(order))
        return with_status(pages).order_by(
            Case(
                *(When(status_key=key, then=Value(place)) for key, place in order.items()),
                default=decided,
                output_field=IntegerField(),
            ),
            F("closes_on").desc(nulls_last=True),
            "path",
        )

    def describe(self, rows: list[Any]) -> None:
        """Add contest, state and teams."""
        titles = _titles_above(rows, 1)
        awards, teams = (_count_below(model, rows) for model in (AwardPage.objects.live(), TeamPage.objects.all()))
        for row in rows:
            row.contest_title = titles.get(_above(row, 1), "")
            row.status_text = status_words(row.status(awards[row.path]))
            row.last_day = date_or_nothing(row.closes_on)
            row.team_count = teams[row.path]


def _count_below(pages: QuerySet[Any], rows: list[Any]) -> Counter[str]:
    """How many of the pages stand directly below each row, by its path."""
    if not rows:
        return Counter()
    below = Q(*(("path__startswith", row.path) for row in rows), _connector=Q.OR)
    return Counter(path[: -Page.steplen] for path in pages.filter(below).values_list("path", flat=True))


class TeamListView(ListView):
    """The teams with their members; whose names must go first stands first."""

    own_columns = (
        Column("challenge_title", label=gettext_lazy("Challenge")),
        Column("members_text", label=gettext_lazy("Members")),
        Column("next_removal", label=gettext_lazy("Next removal of a name"), accessor="removal_text"),
    )

    def work_first(self, pages: QuerySet[Any]) -> QuerySet[Any]:
        """By the nearest day on which a name must go."""
        ahead = (
            TeamMember.objects.filter(page=OuterRef("pk"), person__remove_on__gt=timezone.localdate())
            .order_by()
            .values("page")
            .annotate(first=Min("person__remove_on"))
            .values("first")
        )
        return pages.annotate(next_removal=Subquery(ahead)).order_by(
            F("next_removal").asc(nulls_last=True), "live", "path"
        )

    def describe(self, rows: list[Any]) -> None:
        """Add the challenge, how many members are shown and hidden, and the next removal."""
        titles = _titles_above(rows, 1)
        shown_people = set(Person.objects.shown().values_list("pk", flat=True))
        members = defaultdict(list)
        for page, person, remove_on in TeamMember.objects.filter(page__in=rows).values_list(
            "page", "person", "person__remove_on"
        ):
            members[page].append((person in shown_people, remove_on))
        for row in rows:
            shown = sum(is_shown for is_shown, _day in members[row.pk])
            hidden = len(members[row.pk]) - shown
            row.challenge_title = titles.get(_above(row, 1), "")
            row.members_text = _("%(shown)d shown, %(hidden)d hidden") % {"shown": shown, "hidden": hidden}
            ahead = [day for is_shown, day in members[row.pk] if is_shown and day]
            row.removal_text = date_or_nothing(min(ahead, default=None))


class AwardListView(ListView):
    """The awards: those that wait for their release first, then those of which nothing has been told for longest."""

    related = ("team",)
    own_columns = (
        Column("team", label=gettext_lazy("Team"), accessor="team.title"),
        Column("challenge_title", label=gettext_lazy("Challenge")),
        Column("publish_text", label=gettext_lazy("Published"), sort_key="first_published_at"),
        Column("told_text", label=gettext_lazy("Newest follow-up")),
    )

    def work_first(self, pages: QuerySet[Any]) -> QuerySet[Any]:
        """Drafts first, then the oldest announcement."""
        return pages.order_by("live", "announced_on", "path")

    def describe(self, rows: list[Any]) -> None:
        """Add the challenge, when the award was or will be released, and the newest follow-up."""
        titles = _titles_above(rows, 1)
        keys = [row.translation_key for row in rows]
        due = {
            key: release.due_at
            for release in Release.objects.waiting().of_awards(keys).prefetch_related("awards")
            for key in release.award_keys
        }
        told = {award.pk: award for award in AwardPage.objects.filter(pk__in=rows).only("announced_on", "follow_ups")}
        for row in rows:
            row.challenge_title = titles.get(_above(row, 1), "")
            published = row.first_published_at if row.live else None
            row.publish_text = date_or_nothing(timezone.localtime(published).date() if published else None)
            if row.translation_key in due:
                row.publish_text = _("scheduled: %(when)s") % {"when": write_moment(due[row.translation_key])}
            award = told[row.pk]
            row.told_text = write_date(last_told(award)) if award.follow_ups else ""


class NewsListView(ListView):
    """The news, drafts first, then the newest."""

    own_columns = (Column("date", label=gettext_lazy("Date"), accessor="date_text", sort_key="date"),)

    def work_first(self, pages: QuerySet[Any]) -> QuerySet[Any]:
        """Drafts first, then the newest."""
        return pages.order_by("live", "-date", "pk")

    def describe(self, rows: list[Any]) -> None:
        """Write the date."""
        for row in rows:
            row.date_text = date_or_nothing(row.date)


class PartnerListView(ListView):
    """The partners with the contests they have a role in."""

    own_columns = (Column("roles_text", label=gettext_lazy("Role")),)

    def work_first(self, pages: QuerySet[Any]) -> QuerySet[Any]:
        """Drafts first, then by name."""
        return pages.order_by("live", "title", "pk")

    def describe(self, rows: list[Any]) -> None:
        """Name the roles, once each."""
        roles = defaultdict(list)
        keys = [row.translation_key for row in rows]
        for role in (
            PartnerRole.objects.filter(partner__translation_key__in=keys)
            .select_related("partner", "page")
            .order_by("-page__first_published_at", "sort_order")
        ):
            roles[role.partner.translation_key].append(role.get_role_display())
        for row in rows:
            row.roles_text = ", ".join(dict.fromkeys(roles[row.translation_key]))


class ParentView(ChooseParentView):
    """Asks where a new page goes; pages are written in the site's own language first."""

    def get_valid_parent_pages(self, user: Any) -> QuerySet[Page]:
        """Those of the site's own language, if the page can stand there."""
        parents = super().get_valid_parent_pages(user)
        own: QuerySet[Page] = parents.filter(locale__language_code=settings.LANGUAGE_CODE)
        return own if own.exists() else parents


class PageListMenuItem(MenuItem):
    """A list that only those see who may do something with pages."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this user may."""
        return bool(policy_registry.get_by_type(Page).user_has_any_permission(request.user, PAGE_ACTIONS))


class PageListViewSet(PageListingViewSet):
    """What the flat lists share."""

    menu_item_class = PageListMenuItem
    choose_parent_view_class = ParentView
    filterset_class: Any = ListFilters
    columns = PageListingViewSet.UNDEFINED
    list_export: ClassVar[list[str]] = []
    export_headings: ClassVar[dict[str, Any]] = {
        "letters_text": gettext_lazy("Languages"),
        "challenge_title": gettext_lazy("Challenge"),
        "contest_title": gettext_lazy("Contest"),
        "status_text": gettext_lazy("Readers see"),
        "standing_words": gettext_lazy("Readers see"),
        "challenge_count": gettext_lazy("Challenges"),
        "team_count": gettext_lazy("Teams"),
        "members_text": gettext_lazy("Members"),
        "removal_text": gettext_lazy("Next removal of a name"),
        "team.title": gettext_lazy("Team"),
        "publish_text": gettext_lazy("Published"),
        "told_text": gettext_lazy("Newest follow-up"),
        "roles_text": gettext_lazy("Role"),
        "full_url": gettext_lazy("Address"),
        "live": gettext_lazy("Public"),
    }

    @property
    def menu_label(self) -> Any:
        """The name of what is listed."""
        return self.heading

    heading: Any = ""


class ContestListViewSet(PageListViewSet):
    """Contests."""

    name, model, icon = "contests", ContestPage, "calendar-check"
    heading = gettext_lazy("Contests")
    index_view_class = ContestListView
    export_filename = "contests"
    list_export = ["title", "standing_words", "challenge_count", "letters_text", "live", "full_url"]


class ChallengeListViewSet(PageListViewSet):
    """Challenges."""

    name, model, icon = "challenges", ChallengePage, "thumbtack"
    heading = gettext_lazy("Challenges")
    index_view_class = ChallengeListView
    filterset_class = ChallengeFilters
    export_filename = "challenges"
    list_export = [
        "title",
        "municipality",
        "contest_title",
        "status_text",
        "opens_on",
        "closes_on",
        "team_count",
        "letters_text",
        "live",
        "full_url",
    ]


class TeamListViewSet(PageListViewSet):
    """Teams."""

    name, model, icon = "teams", TeamPage, "group"
    heading = gettext_lazy("Teams")
    index_view_class = TeamListView
    filterset_class = TeamFilters
    export_filename = "teams"
    list_export = ["title", "challenge_title", "members_text", "removal_text", "letters_text", "live", "full_url"]


class AwardListViewSet(PageListViewSet):
    """Results."""

    name, model, icon = "awards", AwardPage, "pick"
    heading = gettext_lazy("Results")
    index_view_class = AwardListView
    filterset_class = AwardFilters
    export_filename = "results"
    list_export = [
        "title",
        "team.title",
        "challenge_title",
        "announced_on",
        "publish_text",
        "told_text",
        "letters_text",
        "live",
        "full_url",
    ]


class PartnerListViewSet(PageListViewSet):
    """Partners."""

    name, model, icon = "partners", PartnerPage, "link"
    heading = gettext_lazy("Partners")
    index_view_class = PartnerListView
    export_filename = "partners"
    list_export = ["title", "roles_text", "letters_text", "live", "full_url"]


class NewsListViewSet(PageListViewSet):
    """News."""

    name, model, icon = "news", NewsPage, "doc-full"
    heading = gettext_lazy("News")
    index_view_class = NewsListView
    filterset_class = NewsFilters
    export_filename = "news"
    list_export = ["title", "date", "letters_text", "live", "full_url"]


class KlashViewSetGroup(ViewSetGroup):
    """What an editor works with, in one menu."""

    menu_label = "Klash"
    menu_name = "klash"
    menu_icon = "grid"
    menu_order = 50
    items = (
        ContestListViewSet,
        ChallengeListViewSet,
        TeamListViewSet,
        AwardListViewSet,
        PartnerListViewSet,
        ProblemViewSet,
        NewsListViewSet,
        ReleasesViewSet,
    )
