"""Registration only: the records' desk, the menus, new addresses and the release rules at the editor's door."""

from django.apps import apps
from wagtail import hooks
from wagtail.contrib.settings.registry import register_setting

from klash_pages.admin.addresses import remember_address, tell_new_address
from klash_pages.admin.navigation import NavigationViewSet
from klash_pages.admin.records import RecordsViewSetGroup
from klash_pages.admin.release import explain_refused_release
from klash_pages.models import SiteSettings


@hooks.register("register_admin_viewset")
def register_records() -> RecordsViewSetGroup:
    """Add the registers to the menu."""
    return RecordsViewSetGroup()


# A site without Wagtail's settings app reads the defaults, and its desk has no screen for them.
if apps.is_installed("wagtail.contrib.settings"):
    register_setting(SiteSettings, icon="site", order=100)


@hooks.register("register_admin_viewset")
def register_navigation() -> NavigationViewSet:
    """Add the menus to the settings."""
    return NavigationViewSet()


hooks.register("before_publish_page", remember_address)
hooks.register("after_publish_page", tell_new_address)
hooks.register("before_move_page", remember_address)
hooks.register("after_move_page", tell_new_address)
hooks.register("before_publish_page", explain_refused_release)
