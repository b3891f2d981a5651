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
        """Register the system checks, the guard at the last door of a page's deletion, and the work of each minute."""
        from klash_pages.signals import every_minute  # lazy: apps are ready
        from procurement import checks, page_deletion  # lazy: apps are ready
        from procurement.models import KeptPost  # lazy: apps are ready

        assert checks  # noqa: S101 - importing registers
        page_deletion.connect()
        every_minute.connect(KeptPost.forget_old, dispatch_uid="procurement.kept_posts")
        every_minute.connect(_settle, dispatch_uid="procurement.settle_packs")


def _settle(**_signal: Any) -> None:
    from procurement.actions.settle_packs import settle_packs  # lazy: apps are ready

    settle_packs()
