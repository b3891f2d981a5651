"""Settings for a developer's machine and for the demo: SQLite, no mail, everything in `var/`."""

from klash_site.settings.base import *  # noqa: F403
from klash_site.settings.base import env

# Off, the error pages are those that readers get.
DEBUG = env.bool("KLASH_DEBUG", True)
# Only ever used on 127.0.0.1; production refuses to start without its own key.
SECRET_KEY = "insecure-key-of-the-development-settings"  # noqa: S105
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", "testserver"]
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
# Templates change while one works, and the page cache would not see it.
CACHES["pages"] = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}  # noqa: F405
KLASH_PAGES_CACHE = "pages"
# A front end under work runs on the same machine.
KLASH_PAGES_WEBHOOK_NETWORKS = ["127.0.0.0/8", "::1/128"]
