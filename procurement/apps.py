"""App configuration of the document generator."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProcurementConfig(AppConfig):
    """Procurement cases and their papers."""

    name = "procurement"
    verbose_name = _("Procurement")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the system checks, the guard at the last door of a page's deletion, and the work of each minute."""
        from klash_pages.schedule import ran
        from procurement import checks, page_deletion
        from procurement.models import KeptPost

        assert checks  # noqa: S101 - importing registers
        page_deletion.connect()
        ran.connect(KeptPost.forget_old, dispatch_uid="procurement.kept_posts")
