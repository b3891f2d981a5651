"""What waits for a person at the desk: one entry a kind, with its number, its oldest day and what is against it.

Each kind costs a constant number of queries, however much waits, and nothing is asked that the person may not act on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, TaskState
from wagtail.permissions import policy_registry

from klash_pages.lists.cards import parent_path
from klash_pages.lists.querysets import one_per_translation
from klash_pages.localization.language_states import Letter, letters_of, required_languages
from klash_pages.localization.partial_dates import write_moment
from klash_pages.models import (
    AccessibilityStatementPage,
    AwardPage,
    ChallengePage,
    Person,
    Problem,
    Release,
    ReleaseLift,
    TeamPage,
)
from klash_pages.models.accessibility import REVIEWED_EVERY
from klash_pages.models.base import KlashPage
from klash_pages.problems import moderation

User = Any  # The host site chooses its user model.
LIFT = "klash_pages.lift_release_rule"
#: An award of which nothing has been told for this long is asked about.
TOLD_EVERY = timedelta(days=365)
#: So many are named; the rest is a number.
_NAMED = 3


class Kind(StrEnum):
    """The kinds of work, in the order in which they are shown."""

    REFUSED_RELEASES = "refused_releases"
    PROBLEMS = "problems"
    REVIEWS = "reviews"
    LIFTS = "lifts"
    RELEASES = "releases"
    AWARDS = "awards"
    TRANSLATIONS = "translations"
    NAMES = "names"
    STATEMENTS = "statements"
    FOLLOW_UPS = "follow_ups"


@dataclass(frozen=True)
class Waiting:
    """One kind of work: how much there is, since when, and what there is to say about it."""

    kind: Kind
    number: int
    oldest: date | None = None
    details: tuple[str, ...] = ()


def waiting_for(user: User) -> list[Waiting]:
    """Return what waits for a person; a kind of which there is nothing is left out."""
    if not user.is_active:
        return []
    kinds: tuple[Callable[[User], Iterator[Waiting]], ...] = (
        _problems,
        _reviews,
        _lifts,
        _releases,
        _awards,
        _translations,
        _names,
        _statements,
        _follow_ups,
    )
    order = list(Kind)
    found = [entry for kind in kinds for entry in kind(user) if entry.number]
    return sorted(found, key=lambda entry: order.index(entry.kind))


def _may(user: User, action: str) -> bool:
    return bool(policy_registry.get_by_type(Page).user_has_permission(user, action))


def _theirs(user: User, pages: Any) -> Any:
    """Those of the pages that somebody may change."""
    policy = policy_registry.get_by_type(Page)
    return pages.filter(pk__in=policy.instances_user_has_permission_for(user, "change").values("pk"))


def _day(moment: Any) -> date | None:
    return timezone.localtime(moment).date() if moment else None


def _problems(user: User) -> Iterator[Waiting]:
    if moderation.may_moderate(user):
        waits = Problem.objects.filter(state=Problem.State.SUBMITTED)
        received = list(waits.values_list("received_at", flat=True))
        yield Waiting(Kind.PROBLEMS, len(received), min((_day(at) for at in received if at), default=None))  # type: ignore[type-var]


def _reviews(user: User) -> Iterator[Waiting]:
    if getattr(settings, "WAGTAIL_WORKFLOW_ENABLED", True):
        started = list(TaskState.objects.reviewable_by(user).values_list("started_at", flat=True))
        yield Waiting(Kind.REVIEWS, len(started), _day(min(started, default=None)))


def _lifts(user: User) -> Iterator[Waiting]:
    if user.has_perm(LIFT):
        asked = ReleaseLift.objects.filter(lawyer__isnull=True)
        keys = AwardPage.objects.filter(live=False).values("translation_key")
        asked_at = list(asked.filter(award_key__in=keys).values_list("created_at", flat=True))
        yield Waiting(Kind.LIFTS, len(asked_at), _day(min(asked_at, default=None)))


# Releases and the awards that wait for one


def _releases(user: User) -> Iterator[Waiting]:
    if not _may(user, "publish"):
        return
    ahead = Release.objects.filter(state__in=(Release.State.SCHEDULED, Release.State.REFUSED))
    releases = list(ahead.order_by("due_at").prefetch_related("awards"))
    awards = one_per_translation(
        AwardPage.objects.filter(translation_key__in=[key for one in releases for key in one.award_keys])
    )
    titles = dict(awards.values_list("translation_key", "title"))
    for kind, state in (
        (Kind.REFUSED_RELEASES, Release.State.REFUSED),
        (Kind.RELEASES, Release.State.SCHEDULED),
    ):
        rows = [one for one in releases if one.state == state]
        details = [
            f"{write_moment(one.due_at)}: {', '.join(titles[key] for key in one.award_keys if key in titles)}"
            for one in rows
        ]
        yield Waiting(kind, len(rows), details=_named(details))


def _awards(user: User) -> Iterator[Waiting]:
    """The awards in no scheduled release, each with what it lacks; the release screen says the rest."""
    if not _may(user, "publish"):
        return
    scheduled = Release.objects.waiting().values("awards__award_key")
    drafts = AwardPage.objects.filter(live=False).exclude(translation_key__in=scheduled)
    awards = list(
        one_per_translation(AwardPage.objects.filter(translation_key__in=drafts.values("translation_key")))
        .select_related("team", "locale")
        .defer_streamfields()
        .order_by("path")
    )
    challenges = {
        page.path: page
        for page in ChallengePage.objects.filter(path__in={parent_path(award) for award in awards})
        .defer_streamfields()
        .order_by()
    }
    lifted = set(ReleaseLift.objects.in_force().values_list("award_key", flat=True)) if awards else set()
    letters = letters_of([*awards, *_sources({award.team.translation_key for award in awards})], required_languages())
    details = []
    complete = _("no gap is known")
    for award in awards:
        challenge = challenges[parent_path(award)]
        lacks = list(_lacks(award, challenge, letters, is_lifted=award.translation_key in lifted))
        details.append(f"{award.title}: {', '.join(lacks or [complete])}")
    yield Waiting(Kind.AWARDS, len(awards), details=_named(details))


def _sources(keys: Iterable[UUID]) -> list[Page]:
    teams = one_per_translation(TeamPage.objects.filter(translation_key__in=list(keys)))
    return list(teams.select_related("locale").defer_streamfields())


def _lacks(
    award: AwardPage, challenge: ChallengePage, letters: dict[UUID, list[Letter]], *, is_lifted: bool
) -> Iterator[str]:
    if not is_lifted and not challenge.is_jury_record_locked:
        yield _("the jury record is not locked")
    if not is_lifted and not challenge.is_contest_decision_made:
        yield _("the contest decision is not made")
    for key, missing, outdated in (
        (award.translation_key, _("missing: %(languages)s"), _("outdated: %(languages)s")),
        (award.team.translation_key, _("team missing: %(languages)s"), _("team outdated: %(languages)s")),
    ):
        for state, words in (("missing", missing), ("outdated", outdated)):
            if languages := [letter.language for letter in letters.get(key, []) if letter.state == state]:
                yield words % {"languages": " ".join(languages)}


def _named(details: list[str]) -> tuple[str, ...]:
    rest = len(details) - _NAMED
    return (*details[:_NAMED], *([_("and %(number)d more") % {"number": rest}] if rest > 0 else []))


# What readers see


def pages_with_gaps(user: User) -> dict[Page, list[Letter]]:
    """Return the public pages of ours that somebody may change and that lack a language or have an outdated one."""
    models = [model for model in apps.get_models() if issubclass(model, KlashPage)]
    ours = _theirs(user, Page.objects.live().type(*models))
    pages = list(one_per_translation(ours).select_related("locale", "content_type").order_by("path"))
    letters = letters_of(pages, required_languages())
    gaps = {"missing", "outdated", "draft"}
    return {
        page: letters[page.translation_key]
        for page in pages
        if any(letter.state in gaps for letter in letters[page.translation_key])
    }


def _translations(user: User) -> Iterator[Waiting]:
    if _may(user, "change"):
        yield Waiting(Kind.TRANSLATIONS, len(pages_with_gaps(user)))


def _names(user: User) -> Iterator[Waiting]:
    if user.has_perm("klash_pages.change_person"):
        people = list(Person.objects.to_remove().values_list("remove_on", flat=True))
        yield Waiting(Kind.NAMES, len(people), people[0] if people else None)


def _statements(user: User) -> Iterator[Waiting]:
    if _may(user, "change"):
        old = AccessibilityStatementPage.objects.live().filter(stated_on__lte=timezone.localdate() - REVIEWED_EVERY)
        stated = list(one_per_translation(_theirs(user, old)).values_list("stated_on", flat=True))
        yield Waiting(Kind.STATEMENTS, len(stated), min(stated, default=None))


def _follow_ups(user: User) -> Iterator[Waiting]:
    """The announced awards of which nothing has been told for a year."""
    if not _may(user, "change"):
        return
    awards = one_per_translation(_theirs(user, AwardPage.objects.live())).only("announced_on", "follow_ups")
    told = [last_told(award) for award in awards]
    silent = [day for day in told if day <= timezone.localdate() - TOLD_EVERY]
    yield Waiting(Kind.FOLLOW_UPS, len(silent), min(silent, default=None))


def last_told(award: AwardPage) -> date:
    """The day of the newest follow-up of an award, or of its announcement."""
    return max([award.announced_on, *(entry["date"] for entry in award.newest_first[:1])])
