"""Names what rests on a record or a page that the database therefore keeps."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Model, ProtectedError, RestrictedError
from django.db.models.deletion import Collector
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page

_NAMED = 5


class KeptError(PermissionDenied):
    """A page does not go away, or not alone; the sentence says what hangs on it.

    `page` is the page whose own screen does it rightly: an award is taken back, all else is taken down. A home page
    has no such screen.
    """

    def __init__(self, sentence: str, page: Page) -> None:
        super().__init__(sentence)
        self.page = page


def what_keeps(record: Model) -> str:
    """Return why a record cannot be deleted, empty if it can. The database's rules are asked; nothing is deleted."""
    if sentence := getattr(record, "why_kept", str)():
        return str(sentence)
    try:
        Collector(using=record._state.db or "default", origin=record).collect([record])  # noqa: SLF001 - documented
    except (ProtectedError, RestrictedError) as error:
        return refusal(record, error)
    return ""


def refusal(name: object, error: ProtectedError | RestrictedError) -> str:
    """Return the sentence that says why something cannot be deleted, with what rests on it."""
    return _("“%(name)s” is in use and cannot be deleted. On it rest: %(things)s.") % {
        "name": name,
        "things": get_text_list(_things(error), _("and")),
    }


def _things(error: ProtectedError | RestrictedError) -> list[str]:
    """Name our own records and pages. Of other apps' records only the number is told: they may be confidential."""
    found = error.protected_objects if isinstance(error, ProtectedError) else error.restricted_objects
    owners = [_owner(thing) for thing in found]
    ours = [owner for owner in owners if _is_ours(owner)]
    names = sorted({_name(owner) for owner in ours})
    named, more = names[:_NAMED], len(names[_NAMED:]) + len({other for other in owners if not _is_ours(other)})
    if more:
        named.append(ngettext("%(number)d more record", "%(number)d more records", more) % {"number": more})
    return named


def _name(thing: Any) -> str:
    return _("%(kind)s “%(name)s”") % {"kind": thing._meta.verbose_name, "name": thing}


def _owner(thing: Any) -> Any:
    """A row that only joins two things stands for the page or the problem that has it."""
    for name in ("page", "problem"):
        if thing._meta.app_label == "klash_pages" and (owner := getattr(thing, name, None)) is not None:
            return owner
    return thing


def _is_ours(thing: Any) -> bool:
    return isinstance(thing, Page) or thing._meta.app_label == "klash_pages"
