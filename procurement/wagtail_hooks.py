"""Registration only: the menu group, the log actions, and the guard of pages that carry a case."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from procurement import page_deletion
from procurement.admin.viewsets import CaseViewSet


@hooks.register("register_admin_viewset")
def register_cases() -> CaseViewSet:
    """Add Procurement to the menu of those who may see it."""
    return CaseViewSet()


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    """Name what the log of a case can hold."""
    for action, label, message in (
        ("procurement.open_case", _("Open case"), _("Case opened")),
        ("procurement.record_facts", _("Record facts"), _("Facts recorded")),
        ("procurement.save_party", _("Save party"), _("Party saved")),
        ("procurement.verify_party", _("Verify party"), _("Party verified")),
        ("procurement.propose_lift", _("Propose to lift a guard"), _("Lift of a guard proposed")),
        ("procurement.lift_guard", _("Lift guard"), _("Guard lifted")),
        ("procurement.draft_document", _("Draft paper"), _("Paper drafted")),
        ("procurement.upload_annex", _("Upload annex"), _("Annex uploaded")),
        ("procurement.approve_document", _("Approve paper"), _("Paper approved")),
        ("procurement.make_signing_pack", _("Make signing pack"), _("Signing pack made")),
        ("procurement.make_pack", _("Make pack of papers"), _("Pack of papers made")),
        ("procurement.make_public_version", _("Make public version"), _("Public version made")),
        ("procurement.upload_word_template", _("Upload Word template"), _("Word template uploaded")),
        ("procurement.approve_word_template", _("Approve Word template"), _("Word template approved")),
        ("procurement.put_word_template_in_use", _("Put Word template in use"), _("Word template put in use")),
        ("procurement.retire_word_template", _("Retire Word template"), _("Word template retired")),
        ("procurement.write_house_wording", _("Write house wording"), _("House wording written")),
        ("procurement.approve_house_wording", _("Approve house wording"), _("House wording approved")),
        ("procurement.withdraw_house_wording", _("Withdraw house wording"), _("House wording withdrawn")),
        ("procurement.download_document", _("Download paper"), _("Paper downloaded")),
    ):
        actions.register_action(action, label, message)


hooks.register("before_delete_page", page_deletion.explain)
hooks.register("before_bulk_action", page_deletion.explain_bulk)
