"""Registration only: the records' desk, the reports, the log and the release rules at the editor's door."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from klash_pages import page_cache, redacting
from klash_pages.admin import people
from klash_pages.admin.records import RecordsViewSetGroup
from klash_pages.admin.release import explain_refused_release


@hooks.register("register_admin_viewset")
def register_records() -> RecordsViewSetGroup:
    """Add the registers to the menu."""
    return RecordsViewSetGroup()


hooks.register("before_publish_page", explain_refused_release)
hooks.register("before_serve_page", page_cache.keep_pages)
hooks.register("register_admin_urls", lambda: people.urlpatterns)
hooks.register("register_reports_menu_item", lambda: people.menu_items()[0])
hooks.register("register_reports_menu_item", lambda: people.menu_items()[1])


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    """Name what the log of a record can hold."""
    actions.register_action(redacting.ACTION, _("Redact name"), _("Name redacted"))
