"""The dashboard: what waits for the person, how readers see the contest now, and what the next 30 days bring."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.forms import Media
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.ui.components import Component
from wagtail.models import Page, Revision, Site
from wagtail.permissions import policy_registry

from klash_pages.admin.waiting_work import Kind, Waiting, waiting_for
from klash_pages.admin.what_readers_see import change_words
from klash_pages.home.current_contest import current_contest
from klash_pages.home.story import tag
from klash_pages.lists.querysets import one_per_translation
from klash_pages.localization.partial_dates import write_date, write_moment
from klash_pages.models import AwardPage, ChallengePage, HomePage, Release, Stage
from klash_pages.values.contest_timeline import midnight

DAYS_AHEAD = 30


class DeskPanel(Component):
    """What the panels of the dashboard share."""

    heading: Any = ""

    @property
    def media(self) -> Media:
        """The looks of the desk."""
        return Media(css={"all": ["klash_pages/desk.css"]})

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """Add the heading."""
        return {**super().get_context_data(parent_context), "heading": self.heading, "name": self.name}


# What waits


def _words(kind: Kind, number: int) -> str:
    """What there is to do, as one line with its number."""
    words = {
        Kind.REFUSED_RELEASES: ngettext(
            "%(number)d release was stopped and nothing of it is public",
            "%(number)d releases were stopped and nothing of them is public",
            number,
        ),
        Kind.PROBLEMS: ngettext("%(number)d problem waits to be read", "%(number)d problems wait to be read", number),
        Kind.REVIEWS: ngettext(
            "%(number)d draft waits for your review", "%(number)d drafts wait for your review", number
        ),
        Kind.LIFTS: ngettext(
            "%(number)d lift of the release rule waits for your confirmation",
            "%(number)d lifts of the release rule wait for your confirmation",
            number,
        ),
        Kind.RELEASES: ngettext("%(number)d release is scheduled", "%(number)d releases are scheduled", number),
        Kind.AWARDS: ngettext(
            "%(number)d award waits for its release", "%(number)d awards wait for their release", number
        ),
        Kind.TRANSLATIONS: ngettext(
            "%(number)d public page lacks a language or has an outdated one",
            "%(number)d public pages lack a language or have an outdated one",
            number,
        ),
        Kind.NAMES: ngettext(
            "%(number)d name is to be removed, now or within 30 days",
            "%(number)d names are to be removed, now or within 30 days",
            number,
        ),
        Kind.STATEMENTS: ngettext(
            "%(number)d accessibility statement is older than a year",
            "%(number)d accessibility statements are older than a year",
            number,
        ),
        Kind.FOLLOW_UPS: ngettext(
            "Nothing has been told of %(number)d award for a year",
            "Nothing has been told of %(number)d awards for a year",
            number,
        ),
    }
    return words[kind] % {"number": number}


def _address(kind: Kind) -> str:
    """Where it is done."""
    names = {
        Kind.PROBLEMS: "problem:index",
        Kind.REVIEWS: "wagtailadmin_reports:workflow_tasks",
        Kind.TRANSLATIONS: "klash_pages_languages",
        Kind.NAMES: "klash_pages_names_to_remove",
        Kind.FOLLOW_UPS: "awards:index",
    }
    if kind == Kind.STATEMENTS:
        return reverse("wagtailadmin_pages:type_use", args=["klash_pages", "accessibilitystatementpage"])
    queries = {Kind.PROBLEMS: "?state=submitted", Kind.REVIEWS: "?reviewable=true"}
    return reverse(names.get(kind, "releases:index")) + queries.get(kind, "")


def _since(entry: Waiting) -> str:
    """How old the oldest of it is, or when its first day comes."""
    if entry.oldest is None:
        return ""
    days = (timezone.localdate() - entry.oldest).days
    match entry.kind:
        case Kind.NAMES | Kind.STATEMENTS | Kind.FOLLOW_UPS:
            return _("the first: %(date)s") % {"date": write_date(entry.oldest)}
    if days <= 0:
        return _("since today")
    return ngettext("for %(days)d day at the most", "for %(days)d days at the most", days) % {"days": days}


@dataclass(frozen=True)
class Line:
    """A line of the panel."""

    kind: str
    words: str
    url: str
    since: str
    details: tuple[str, ...]


class WaitingPanel(DeskPanel):
    """One line a kind of work; a kind of which there is nothing is not shown."""

    name = "klash_waiting"
    order = 100
    heading = gettext_lazy("Needs you")
    template_name = "klash_pages/admin/dashboard_waiting.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """Add the lines."""
        lines = [
            Line(str(entry.kind), _words(entry.kind, entry.number), _address(entry.kind), _since(entry), entry.details)
            for entry in waiting_for(parent_context["request"].user)
        ]
        return {**super().get_context_data(parent_context), "lines": lines}


# What readers see


class StandingPanel(DeskPanel):
    """Where the current contest stands in the reader's words, and when that changes by itself."""

    name = "klash_standing"
    order = 110
    heading = gettext_lazy("What readers see")
    template_name = "klash_pages/admin/dashboard_standing.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """Add the contest, its status and the home pages."""
        context = super().get_context_data(parent_context)
        site = Site.find_for_request(parent_context["request"])
        homes: list[HomePage] = []
        if site is not None:
            keys = HomePage.objects.filter(pk=site.root_page_id).values("translation_key")
            homes = list(HomePage.objects.live().filter(translation_key__in=keys).select_related("locale"))
        root = next((home for home in homes if site and home.pk == site.root_page_id), None)
        contest = current_contest(root) if root is not None else None
        if contest is not None:
            standing = contest.standing()
            context |= {"contest": contest, "status": tag(standing)[1], "change": change_words(standing)}
        return {**context, "homes": homes, "has_site": root is not None}


# What comes


@dataclass(frozen=True)
class Coming:
    """Something that happens on a day ahead, at a time if it has one."""

    at: datetime
    words: str
    url: str
    has_time: bool = False

    @property
    def when(self) -> str:
        """The day, with the time if there is one."""
        return write_moment(self.at) if self.has_time else write_date(timezone.localtime(self.at).date())


class ComingPanel(DeskPanel):
    """Stages, last days, releases and scheduled publications of the next 30 days in one list."""

    name = "klash_coming"
    order = 120
    heading = gettext_lazy("The next 30 days")
    template_name = "klash_pages/admin/dashboard_coming.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """Add what comes, the nearest first."""
        user = parent_context["request"].user
        coming = coming_for(user) if policy_registry.get_by_type(Page).user_has_permission(user, "change") else []
        return {**super().get_context_data(parent_context), "coming": coming}


def coming_for(user: Any) -> list[Coming]:
    """Return what the next 30 days bring, the nearest first."""
    now, until = timezone.now(), timezone.now() + timedelta(days=DAYS_AHEAD)
    policy = policy_registry.get_by_type(Page)
    theirs = policy.instances_user_has_permission_for(user, "change").values("pk")
    days = (timezone.localdate(), timezone.localdate() + timedelta(days=DAYS_AHEAD))
    found = [*_stages(days), *_last_days(days, theirs), *_publications(now, until, theirs)]
    if policy.user_has_permission(user, "publish"):
        found += _releases(now, until)
    return sorted(found, key=lambda one: one.at)


def _stages(days: tuple[date, date]) -> list[Coming]:
    found = []
    for stage in Stage.objects.select_related("contest"):
        dates = stage.dates
        for day, words in ((dates.begins, _("%(stage)s begins")), (dates.ends, _("last day: %(stage)s"))):
            if day and days[0] <= day <= days[1]:
                single = dates.ends in (None, dates.begins)
                text = str(stage) if single else words % {"stage": stage}
                url = reverse("stage:edit", args=[stage.pk])
                found.append(Coming(midnight(day), f"{text} ({stage.contest.title})", url))
                if single:
                    break
    return found


def _last_days(days: tuple[date, date], theirs: Any) -> list[Coming]:
    challenges = one_per_translation(ChallengePage.objects.live().filter(pk__in=theirs)).defer_streamfields()
    dates: tuple[tuple[str, Callable[[ChallengePage], date | None]], ...] = (
        (_("%(challenge)s opens to teams"), lambda challenge: challenge.opens_on),
        (_("last day to take part: %(challenge)s"), lambda challenge: challenge.closes_on),
    )
    return [
        Coming(
            midnight(day),
            words % {"challenge": challenge.title},
            reverse("wagtailadmin_pages:edit", args=[challenge.pk]),
        )
        for challenge in challenges
        for words, on in dates
        if (day := on(challenge)) and days[0] <= day <= days[1]
    ]


def _publications(now: datetime, until: datetime, theirs: Any) -> list[Coming]:
    scheduled = {
        int(pk): at
        for pk, at in Revision.page_revisions.filter(approved_go_live_at__range=(now, until)).values_list(
            "object_id", "approved_go_live_at"
        )
    }
    pages = Page.objects.filter(pk__in=theirs).select_related("locale")
    ahead = [
        (at, _("goes live: %(page)s"), page) for page in pages.filter(pk__in=scheduled) if (at := scheduled[page.pk])
    ] + [
        (page.expire_at, _("expires: %(page)s"), page)
        for page in pages.filter(live=True, expire_at__range=(now, until))
    ]
    return [
        Coming(
            at,
            words % {"page": f"{page.get_admin_display_title()} ({page.locale.language_code})"},
            reverse("wagtailadmin_pages:edit", args=[page.pk]),
            has_time=True,
        )
        for at, words, page in ahead
        if at
    ]


def _releases(now: datetime, until: datetime) -> list[Coming]:
    releases = list(Release.objects.waiting().filter(due_at__range=(now, until)).prefetch_related("awards"))
    keys = [key for one in releases for key in one.award_keys]
    titles = dict(
        one_per_translation(AwardPage.objects.filter(translation_key__in=keys)).values_list("translation_key", "title")
    )
    return [
        Coming(
            one.due_at,
            _("release: %(awards)s") % {"awards": ", ".join(titles[key] for key in one.award_keys if key in titles)},
            reverse("releases:release", args=[one.pk]),
            has_time=True,
        )
        for one in releases
    ]


def add_panels(_request: HttpRequest, panels: list[Any]) -> None:
    """Put the desk's own panels first."""
    panels += [WaitingPanel(), StandingPanel(), ComingPanel()]
