"""Says where a value came from, in the user's language, with a link for those who may edit it there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.text import capfirst
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from klash_pages.models import AwardPage, ChallengePage, ContestPage, Municipality, NoticeReference, TeamPage
from procurement.admin.places import Place
from procurement.facts import Fact
from procurement.facts.model import Holder
from procurement.interface import interface_language
from procurement.languages import short_date

_MODELS: Final[Mapping[str, Any]] = {
    "contest": ContestPage,
    "challenge": ChallengePage,
    "team": TeamPage,
    "award": AwardPage,
    "municipality": Municipality,
    "notice": NoticeReference,
}
_RECORDS: Final = frozenset({"municipality", "notice"})


@dataclass(frozen=True, slots=True)
class Origin:
    """A page or record that holds a value: what it is called, and where it is edited if this user may edit it."""

    text: str
    url: str


def origins(fact: Fact, place: Place | None) -> tuple[Origin, ...]:
    """Return the pages and records that hold a value; without a place they are named and not linked."""
    return tuple(origin_of(holder, place) for holder in fact.provenance.holders)


def origin_of(holder: Holder, place: Place | None) -> Origin:
    """Return a page or record as it is told: its type and title, and when it was published or changed."""
    kind = {"kind": capfirst(str(_MODELS[holder.kind]._meta.verbose_name)), "title": holder.title}
    if holder.kind in _RECORDS:
        parts = [_("the record %(kind)s: %(title)s") % kind]
        if holder.changed_on:
            parts.append(_("changed %(day)s") % {"day": _day(holder.changed_on)})
    else:
        parts = [_("the page %(kind)s: %(title)s") % kind]
        if holder.language:
            parts[0] += f" ({get_language_info(holder.language)['name_translated'].lower()})"
        parts.append(
            _("published %(day)s") % {"day": _day(holder.published_on)} if holder.published_on else _("not published")
        )
        if holder.revision is not None:
            parts.append(_("revision %(n)s") % {"n": holder.revision})
    return Origin(", ".join(parts), place.at(holder) if place else "")


def _day(iso: str) -> str:
    return short_date(date.fromisoformat(iso), interface_language())
