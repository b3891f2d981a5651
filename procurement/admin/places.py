"""Where in the admin a fact is typed: in the case form, in a table of its own, at the party, or on a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from procurement.facts.catalogue import CATALOGUE
from procurement.models import Case


@dataclass(frozen=True, slots=True)
class Place:
    """Finds the places of a case's facts for somebody.

    Attributes:
        case: the case.
        user: who would type a fact.
        origin: the query that brings the user back, such as `?paper=price_annex`.
    """

    case: Case
    user: Any
    origin: str

    def of(self, name: str) -> str:
        """Return where a fact is typed; nothing if it is computed, or on a page that this user may not edit."""
        match CATALOGUE[name].supplied_by:
            case "computed":
                return ""
            case "party":
                return reverse("procurement:party", args=[self.case.pk]) + self.origin
            case "page":
                may_edit = self.case.award.permissions_for_user(self.user).can_edit()
                return reverse("wagtailadmin_pages:edit", args=[self.case.award_id]) if may_edit else ""
        if CATALOGUE[name].columns:
            return reverse("procurement:fact", args=[self.case.pk, name]) + self.origin
        return reverse("procurement:facts", args=[self.case.pk]) + self.origin + "#fact-" + name.replace(".", "-")
