"""Registration only: the records' desk, the desk of problems and the release rules at the editor's door."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from klash_pages.admin import problems
from klash_pages.admin.records import RecordsViewSetGroup
from klash_pages.admin.release import explain_refused_release


@hooks.register("register_admin_viewset")
def register_records() -> RecordsViewSetGroup:
    """Add the registers to the menu."""
    return RecordsViewSetGroup()


@hooks.register("register_admin_viewset")
def register_problems() -> problems.ProblemViewSet:
    """Add the problems to the menu."""
    return problems.ProblemViewSet()


@hooks.register("register_log_actions")
def register_problem_log_actions(actions: Any) -> None:
    """Name what the log of a problem can hold."""
    for action, label, message in (
        ("klash_pages.publish_problem", _("Publish problem"), _("Problem published")),
        ("klash_pages.merge_problem", _("Merge problem"), _("Problem merged into another")),
        ("klash_pages.choose_problem", _("Choose problem"), _("Problem chosen as a challenge")),
        ("klash_pages.close_problem", _("Close problem"), _("Problem closed")),
        ("klash_pages.take_back_problem", _("Take back decision"), _("Decision taken back")),
        ("klash_pages.import_problem", _("Import problem"), _("Problem imported")),
        ("klash_pages.erase_submitter", _("Erase submitter"), _("Submitter erased")),
    ):
        actions.register_action(action, label, message)


hooks.register("before_publish_page", explain_refused_release)
hooks.register("before_delete_page", problems.explain_page_in_use)
hooks.register("before_bulk_action", problems.explain_pages_in_use)
