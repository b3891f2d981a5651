"""App configuration of the running site."""

from django.apps import AppConfig


class KlashSiteConfig(AppConfig):
    """Makes the site, its languages and its home pages, and holds the demo contest."""

    name = "klash_site"
    verbose_name = "Klash"
    default_auto_field = "django.db.models.BigAutoField"
