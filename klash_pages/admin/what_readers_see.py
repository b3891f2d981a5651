"""What readers see of a page or a record because of its dates, as one line for the editing screen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from klash_pages.home.story import tag
from klash_pages.lists.status_words import status_words
from klash_pages.localization.partial_dates import write_date, write_moment
from klash_pages.models import AwardPage, ChallengePage, ContestPage, Person, Release, Stage, TeamPage
from klash_pages.publication.doors import may_show_teams
from klash_pages.values.contest_timeline import Standing


def line_of(item: Any) -> dict[str, Any]:
    """Return the line, and whether it waits for the page to be published."""
    return {"line": reader_sees(item), "is_pending": is_pending(item)}


def reader_sees(item: Any) -> str:
    """Return the line, empty for what has none."""
    for model, words in _WORDS:
        if isinstance(item, model):
            return words(item)
    return ""


def change_words(standing: Standing) -> str:
    """When the status of a contest changes by itself and to what; empty if no date says so."""
    if standing.changes_at is None or standing.then is None:
        return ""
    return f"{write_moment(standing.changes_at)}: {tag(Standing(standing.then))[1]}"


def _contest(contest: ContestPage) -> str:
    standing = contest.standing()
    return " → ".join(filter(None, [tag(standing)[1], change_words(standing)]))


def _challenge(challenge: ChallengePage) -> str:
    status = challenge.status(challenge.live_awards().count())
    now = status_words(status, challenge.closes_on)
    then = ""
    if status == "open" and challenge.closes_on:
        then = f"{write_date(challenge.closes_on + timedelta(days=1))}: {status_words('deciding')}"
    elif status == "coming" and challenge.opens_on:
        then = f"{write_date(challenge.opens_on)}: {status_words('open', challenge.closes_on)}"
    return " → ".join(filter(None, [now, then]))


def _team(team: TeamPage) -> str:
    if not team.live and not may_show_teams(team.get_parent().specific):
        return _("nothing, until the jury has decided the challenge")
    shown = len(team.shown_members())
    hidden = team.members.count() - shown
    words = [ngettext("%(number)d member", "%(number)d members", shown) % {"number": shown}]
    if hidden:
        words.append(
            ngettext("%(number)d member without a name", "%(number)d members without a name", hidden)
            % {"number": hidden}
        )
    return ", ".join(words)


def _award(award: AwardPage) -> str:
    if award.live:
        return _("the winner, announced on %(date)s") % {"date": write_date(award.announced_on)}
    release = Release.objects.waiting().of_awards([award.translation_key]).first()
    if release is None:
        return _("nothing, until the award is released")
    return _("nothing before the release: %(when)s") % {"when": write_moment(release.due_at)}


def _person(person: Person) -> str:
    if not person.basis:
        return _("nothing: there is no basis for showing the name")
    if not person.may_be_shown:
        return _("nothing: the day of removal has come")
    if person.remove_on is None:
        return _("the name, without an end")
    return _("the name until %(date)s") % {"date": write_date(person.remove_on - timedelta(days=1))}


def _stage(stage: Stage) -> str:
    planned = _("planned %(date)s") % {"date": stage.planned} if stage.planned else ""
    return ", ".join(filter(None, [stage.actual, planned])) or _("date not known")


_WORDS: tuple[tuple[Any, Callable[[Any], str]], ...] = (
    (ContestPage, _contest),
    (ChallengePage, _challenge),
    (TeamPage, _team),
    (AwardPage, _award),
    (Person, _person),
    (Stage, _stage),
)


def is_pending(item: Any) -> bool:
    """Whether readers see it only after the page is published: an award and a team say so themselves."""
    if isinstance(item, AwardPage | TeamPage):
        return False
    return not getattr(item, "live", True) or bool(getattr(item, "has_unpublished_changes", False))
