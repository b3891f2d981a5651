"""Who may do what in procurement. Each rule answers whether it is allowed and, if not, why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.models import Page

from procurement.models import Case

User = Any  # The host site chooses its user model.


class NotAllowedError(PermissionError):
    """Somebody tried what they may not do; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether something is allowed, and why not."""

    allowed: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.allowed

    def require(self) -> None:
        """Go on if it is allowed.

        Raises:
            NotAllowedError: it is not.
        """
        if not self.allowed:
            raise NotAllowedError(self.reason)


ALLOWED = Decision(True)


def _holds(user: User, permission: str, reason: str) -> Decision:
    if user is not None and user.is_active and user.has_perm(f"procurement.{permission}"):
        return ALLOWED
    return Decision(False, reason)


def may_view_cases(user: User) -> Decision:
    """Decide whether somebody may see procurement cases at all."""
    return _holds(user, "view_case", _("Only legal staff may see procurement cases."))


def may_open_case(user: User) -> Decision:
    """Decide whether somebody may open a case."""
    return _holds(user, "open_case", _("Only legal staff may open a procurement case."))


def may_record_facts(user: User) -> Decision:
    """Decide whether somebody may record facts and the party of a case."""
    return _holds(user, "record_facts", _("Only legal staff may record facts of a procurement case."))


def may_verify_party(user: User) -> Decision:
    """Decide whether somebody may verify a party."""
    return _holds(user, "verify_party", _("Only legal staff may verify a party."))


def may_draft_document(user: User) -> Decision:
    """Decide whether somebody may draft papers."""
    return _holds(user, "draft_document", _("Only legal staff may draft procurement papers."))


def may_download_document(user: User) -> Decision:
    """Decide whether somebody may download papers."""
    return _holds(user, "download_document", _("Only legal staff may download procurement papers."))


def may_approve_document(user: User, drafted_by: User) -> Decision:
    """Decide whether somebody may approve a version that another drafted."""
    decision = _holds(user, "approve_document", _("Only legal staff may approve procurement papers."))
    if decision and user == drafted_by:
        return Decision(False, _("Whoever drafted a paper cannot approve it."))
    return decision


def may_lift_guard(user: User, proposed_by: User) -> Decision:
    """Decide whether somebody may confirm the lift of a guard that another proposed."""
    decision = _holds(user, "lift_guard", _("Only legal staff may lift a guard."))
    if decision and user == proposed_by:
        return Decision(False, _("A second lawyer must confirm the lift."))
    return decision


def may_upload_word_template(user: User) -> Decision:
    """Decide whether somebody may upload Word templates."""
    return _holds(user, "upload_word_template", _("Only legal staff may upload Word templates."))


def may_approve_word_template(user: User, uploaded_by: User) -> Decision:
    """Decide whether somebody may approve a version of a Word template that another uploaded."""
    decision = _holds(user, "approve_word_template", _("Only legal staff may approve Word templates."))
    if decision and user == uploaded_by:
        return Decision(False, _("A second lawyer must approve the template."))
    return decision


def may_use_word_template(user: User) -> Decision:
    """Decide whether somebody may put Word templates in use and retire them."""
    return _holds(user, "use_word_template", _("Only legal staff may put Word templates in use."))


def may_write_house_wording(user: User) -> Decision:
    """Decide whether somebody may write house wordings."""
    return _holds(user, "write_house_wording", _("Only legal staff may write house wordings."))


def may_approve_house_wording(user: User, written_by: User) -> Decision:
    """Decide whether somebody may approve a house wording that another wrote."""
    decision = _holds(user, "approve_house_wording", _("Only legal staff may approve house wordings."))
    if decision and user == written_by:
        return Decision(False, _("A second lawyer must approve the wording."))
    return decision


def may_withdraw_house_wording(user: User) -> Decision:
    """Decide whether somebody may withdraw house wordings."""
    return _holds(user, "withdraw_house_wording", _("Only legal staff may withdraw house wordings."))


def may_delete_page(page: Page) -> Decision:
    """Decide whether a page may be deleted: not if it, a page below it or a translation of those carries a case."""
    keys = Page.objects.filter(Q(pk=page.pk) | Q(path__startswith=page.path)).values("translation_key")
    award_paths = Page.objects.filter(pk__in=Case.objects.values("award")).values_list("path", flat=True)
    # The awards that have a case and all that stands above them; a translation of such a page has the same key.
    carrying = {path[:end] for path in award_paths for end in range(len(path), 0, -Page.steplen)}
    if Page.objects.filter(path__in=carrying, translation_key__in=keys, depth__gt=1).exists():
        return Decision(False, _carries_a_case())
    if Case.objects.filter(award__team__translation_key__in=keys).exists():
        return Decision(False, _carries_a_case())
    return ALLOWED


def _carries_a_case() -> str:
    return _("This page carries a procurement case and cannot be deleted. Add a dated note, or take it down.")
