"""Lets those translate through the API who may on the desk.

Wagtail's action asks for a permission of its own translation app, which sites with wagtail-localize do not have.
"""

from __future__ import annotations

from django.apps import apps
from wagtail.actions import CopyPageForTranslationAction
from wagtail.actions.registry import ActionRegistry
from wagtail.models import Page

LOCALIZE = "wagtail_localize"


class TranslatePageAction(CopyPageForTranslationAction):
    """Makes a draft in another language, which a program then writes."""

    def check(self, skip_permission_checks: bool = False) -> None:
        """Allow it to those who may submit translations on the desk and edit the page."""
        may = self.user and self.user.has_perm(f"{LOCALIZE}.submit_translation")
        if not (may and self.page.permissions_for_user(self.user).can_edit()):
            super().check(skip_permission_checks)


def register_actions(registry: ActionRegistry) -> None:
    """Take the place of Wagtail's action where wagtail-localize translates."""
    if apps.is_installed(LOCALIZE):
        registry.register(Page, TranslatePageAction)


def is_translated_on_desk(page: Page) -> bool:
    """Whether a page is written by the translation editor, which would overwrite what anybody else writes."""
    if not apps.is_installed(LOCALIZE):
        return False
    from wagtail_localize.models import Translation  # lazy: optional

    return bool(
        Translation.objects.filter(
            source__object_id=page.translation_key, target_locale=page.locale_id, enabled=True
        ).exists()
    )
