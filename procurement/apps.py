"""App configuration of the document generator."""

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProcurementConfig(AppConfig):
    """Procurement cases and their papers."""

    name = "procurement"
    verbose_name = _("Procurement")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the system checks, the guard at the last door through which a page can be deleted, and the timer."""
        from klash_pages.signals import every_minute
        from procurement import checks, page_deletion

        assert checks  # noqa: S101 - importing registers
        page_deletion.connect()
        every_minute.connect(_settle, dispatch_uid="procurement.settle_packs")


def _settle(**_signal: Any) -> None:
    from procurement.actions.settle_packs import settle_packs

    settle_packs()
