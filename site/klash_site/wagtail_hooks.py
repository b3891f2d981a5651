"""Registration only: the menu of the desk without what this site's editors do not need."""

from __future__ import annotations

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.menu import MenuItem


@hooks.register("construct_main_menu")
def hide_help(_request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Leave out Wagtail's help: its links lead to other sites and to news about versions."""
    menu_items[:] = [item for item in menu_items if item.name != "help"]
