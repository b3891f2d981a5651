"""App configuration of the document generator."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProcurementConfig(AppConfig):
    """Procurement cases and their papers."""

    name = "procurement"
    verbose_name = _("Procurement")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the system checks, and the guard at the last door through which a page can be deleted."""
        from procurement import checks, page_deletion

        assert checks  # noqa: S101 - importing registers
        page_deletion.connect()
