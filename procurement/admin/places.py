"""Where in the admin a fact is typed: in the case form, in a table of its own, at the party, on a page or record."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any, Final

from django.db.models import Model
from django.urls import reverse
from wagtail.models import Page

from klash_pages.models import Municipality, NoticeReference
from procurement.facts import Fact, Facts
from procurement.facts.catalogue import CATALOGUE
from procurement.facts.model import Holder
from procurement.models import Case
from procurement.sources.page_facts import HOLDER_OF, Pages

#: The records that hold facts, by the kind of their holder.
_RECORDS: Final[Mapping[str, type[Model]]] = {"municipality": Municipality, "notice": NoticeReference}


class Place:
    """Finds the places of a case's facts for somebody."""

    def __init__(self, case: Case, facts: Facts, user: Any, origin: str = "") -> None:
        """Remember whom the places are for.

        Args:
            case: the case.
            facts: its facts, whose holders are looked up together.
            user: who would type a fact.
            origin: the query that brings the user back, such as `?paper=price_annex`.
        """
        self.case, self.facts, self.user, self.origin = case, facts, user, origin
        self._found: dict[tuple[str, int], str] = {}

    @cached_property
    def _pages(self) -> Pages:
        return Pages(self.case.award)

    @cached_property
    def _holding(self) -> dict[int, Page]:
        """The pages that hold facts, and the reviews they are in."""
        holders = (holder for fact in self.facts.entries.values() for holder in fact.provenance.holders)
        keys = {holder.pk for holder in holders if holder.kind not in _RECORDS}
        found: dict[int, Page] = Page.objects.prefetch_workflow_states().in_bulk(keys)
        return found

    def of(self, name: str, fact: Fact | None = None) -> str:
        """Return where a fact is typed; nothing if nobody types it, or where this user may not edit.

        Args:
            name: its name.
            fact: its value now; one that a page or record holds is typed there.
        """
        if fact is not None and fact.provenance.holders:
            return self.at(fact.provenance.holders[0])
        match CATALOGUE[name].supplied_by:
            case "computed" | "system":
                return ""
            case "party":
                return reverse("procurement:party", args=[self.case.pk]) + self.origin
            case "page":
                holder = self.holder_of(name)
                return self.at(holder) if holder else ""
        if CATALOGUE[name].columns:
            return reverse("procurement:fact", args=[self.case.pk, name]) + self.origin
        return reverse("procurement:facts", args=[self.case.pk]) + self.origin + "#fact-" + name.replace(".", "-")

    def holder_of(self, name: str) -> Holder | None:
        """Return the page or record that holds a fact or would hold it; None if there is none."""
        holders = self._pages.holders(HOLDER_OF[name]) if name in HOLDER_OF else ()
        return holders[0] if holders else None

    def at(self, holder: Holder) -> str:
        """Return where a page or record is edited, or nothing if this user may not edit it."""
        key = (holder.kind, holder.pk)
        if key not in self._found:
            self._found[key] = self._editing(holder)
        return self._found[key]

    def _editing(self, holder: Holder) -> str:
        model = _RECORDS.get(holder.kind)
        if model is not None:
            options = model._meta
            may = self.user.has_perm(f"{options.app_label}.change_{options.model_name}")
            return reverse(f"{options.model_name}:edit", args=[holder.pk]) if may else ""
        page = self._holding.get(holder.pk) or Page.objects.filter(pk=holder.pk).first()
        may_edit = page is not None and page.permissions_for_user(self.user).can_edit()
        return reverse("wagtailadmin_pages:edit", args=[holder.pk]) if may_edit else ""
