"""App configuration of the content plugin."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KlashPagesConfig(AppConfig):
    """Content of an innovation contest."""

    name = "klash_pages"
    label = "klash_pages"
    verbose_name = _("Klash pages")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the checks; watch what moves, goes, empties the cache, gets a sharing image or is told to others."""
        from klash_pages import checks  # noqa: F401
        from klash_pages.plumbing import page_cache
        from klash_pages.publication import keeping, permanent_addresses
        from klash_pages.sharing import pictures
        from klash_pages.webhooks import watching

        permanent_addresses.watch()
        keeping.watch()
        page_cache.watch()
        pictures.watch()
        watching.watch()
