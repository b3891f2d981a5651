"""The buyer's other contests near in time, which must not have been parted to stay below a threshold (31 §)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Max

from klash_pages.models import ChallengePage, NoticeReference
from procurement.facts import LocalisedList, Value
from procurement.facts.text import clean
from procurement.languages import Language, short_date
from procurement.law import LawError
from procurement.law.deadlines import add_months
from procurement.models import Case, CaseFact

#: How near two notices are for their contests to be seen together.
MONTHS: Final = 12
_RECORDED: Final = ("notice.date", "notice.number", "buyer.business_id")
_NOTICE: Final = {Language.SV: "annons", Language.FI: "ilmoitus", Language.EN: "notice"}


@dataclass(slots=True)
class _Other:
    """What is known of another contest."""

    number: str = ""
    day: date | None = None
    buyer: str | None = None


def other_contests(case: Case, challenge: ChallengePage, notice_date: object, buyer: object) -> dict[str, Value | None]:
    """Return the facts of the contests whose notices are at most twelve months older or newer.

    A contest is known by its notice record, or by what another case has recorded. A decision names only those that this
    buyer is recorded to have announced. One whose buyer nobody has recorded may be this buyer's: it is shown to the
    lawyer, who answers for it, and printed nowhere.

    Args:
        case: the case of the contest itself.
        challenge: the page of the contest itself.
        notice_date: the day of its notice.
        buyer: the buyer's business ID.
    """
    span = _span(notice_date)
    if span is None:
        return {}
    first, last = span
    found = _recorded(case)
    noticed = NoticeReference.objects.filter(kind=NoticeReference.Kind.CONTEST, published_on__isnull=False)
    for key, number, day in noticed.order_by("-published_on", "-pk").values_list(
        "challenge__translation_key", "number", "published_on"
    ):
        # The page is right where it holds a fact; the first notice of a contest comes last here.
        other = found.setdefault(key, _Other())
        other.number, other.day = number, day
    found.pop(challenge.translation_key, None)
    near = {key: other for key, other in found.items() if other.day is not None and first <= other.day <= last}
    same: list[dict[Language, str]] = []
    unattributed: list[dict[Language, str]] = []
    for other, told in _told(near):
        if other.buyer is None or buyer is None:
            unattributed.append(told)
        elif other.buyer == buyer:
            same.append(told)
    return {"contests.near": _list(same), "contests.unattributed": _list(unattributed)}


def _list(told: list[dict[Language, str]]) -> LocalisedList | None:
    return LocalisedList({each: tuple(one[each] for one in told) for each in Language}) if told else None


def _span(day: object) -> tuple[date, date] | None:
    """Return the first and the last day that are near a notice, or None without one or at an end of the calendar."""
    if not isinstance(day, date):
        return None
    try:
        return add_months(day, -MONTHS), add_months(day, MONTHS)
    except LawError:
        return None


def _recorded(case: Case) -> dict[Any, _Other]:
    """Return what other cases have recorded of their contests, by the key that the challenge's languages share."""
    newest = CaseFact.objects.filter(name__in=_RECORDED).exclude(case=case)
    rows = CaseFact.objects.filter(pk__in=newest.values("case", "name").annotate(newest=Max("pk")).values("newest"))
    recorded: dict[str, dict[str, Any]] = {}
    for path, name, value in rows.values_list("case__award__path", "name", "value"):
        if value is not None:
            recorded.setdefault(path[: -ChallengePage.steplen], {})[name] = value
    keys = dict(ChallengePage.objects.filter(path__in=recorded).values_list("path", "translation_key"))
    return {
        keys[path]: _Other(
            str(values.get("notice.number", "")),
            date.fromisoformat(values["notice.date"]) if "notice.date" in values else None,
            values.get("buyer.business_id"),
        )
        for path, values in recorded.items()
        if path in keys
    }


def _told(near: dict[Any, _Other]) -> Iterator[tuple[_Other, dict[Language, str]]]:
    """Yield contests in the order of their notices, each with its name, notice and day in every language."""
    titles: dict[Any, dict[str, str]] = {}
    pages = ChallengePage.objects.filter(translation_key__in=near).order_by("pk")
    for key, language, title in pages.values_list("translation_key", "locale__language_code", "title"):
        titles.setdefault(key, {})[language] = clean(title)

    def told(key: Any, other: _Other, language: Language) -> str:
        title = titles[key].get(language) or next(iter(titles[key].values()))
        notice = f"{_NOTICE[language]} {other.number}".strip()
        return f"{title} ({notice}, {short_date(other.day, language)})" if other.day else title

    for key, other in sorted(near.items(), key=lambda item: (item[1].day, next(iter(titles[item[0]].values())))):
        yield other, {each: told(key, other, each) for each in Language}
