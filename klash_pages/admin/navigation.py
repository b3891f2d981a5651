"""Menu and footer of each language, in the settings menu."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSet

from klash_pages.models import Navigation


class NavigationViewSet(ModelViewSet):
    """Menus and footers by language."""

    model = Navigation
    icon = "list-ul"
    menu_label = _("Menu and footer")
    menu_order = 110
    add_to_settings_menu = True
    list_display = ["__str__", "site"]
    form_fields = ["site", "locale", "header", "footer"]
    copy_view_enabled = False
