"""Registration only: the records' desk and the release rules at the editor's door."""

from wagtail import hooks

from klash_pages.admin.news import explain_waiting_news
from klash_pages.admin.partners import keep_used_partner, keep_used_partners
from klash_pages.admin.records import RecordsViewSetGroup
from klash_pages.admin.release import explain_refused_release


@hooks.register("register_admin_viewset")
def register_records() -> RecordsViewSetGroup:
    """Add the registers to the menu."""
    return RecordsViewSetGroup()


hooks.register("before_publish_page", explain_refused_release)
hooks.register("before_publish_page", explain_waiting_news)
hooks.register("before_delete_page", keep_used_partner)
hooks.register("before_bulk_action", keep_used_partners)
