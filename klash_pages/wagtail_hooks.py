"""Registration only: the records' desk and the release rules at the editor's door."""

from wagtail import hooks

from klash_pages import page_cache
from klash_pages.admin.records import RecordsViewSetGroup
from klash_pages.admin.release import explain_refused_release


@hooks.register("register_admin_viewset")
def register_records() -> RecordsViewSetGroup:
    """Add the registers to the menu."""
    return RecordsViewSetGroup()


hooks.register("before_publish_page", explain_refused_release)
hooks.register("before_serve_page", page_cache.keep_pages)
