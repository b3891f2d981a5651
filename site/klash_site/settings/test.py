"""Settings for the tests: the database `DATABASE_URL` names, else a SQLite file; fast password hashes."""

import tempfile
from pathlib import Path

from klash_site.settings.base import *  # noqa: F403
from klash_site.settings.base import BASE_DIR, CACHES, DATABASES, STORAGES, database, env

DEBUG = False
SECRET_KEY = "insecure-key-of-the-test-settings"  # noqa: S105
ALLOWED_HOSTS = ["*"]

DATABASES["default"] = database(f"sqlite:///{BASE_DIR / 'var' / 'test.sqlite3'}")
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    (BASE_DIR / "var").mkdir(exist_ok=True)
    # A file and not memory: concurrency tests open it from several processes.
    DATABASES["default"]["TEST"] = {"NAME": env.str("KLASH_TEST_DB", str(BASE_DIR / "var" / "test.sqlite3"))}

# The caches that everybody runs, in a folder that each process of the tests has for itself.
CACHES["default"]["LOCATION"] = Path(tempfile.mkdtemp(prefix="klash-test-cache-"))
# Tests change pages without committing, so they keep none; those of the page cache turn it on.
CACHES["none"] = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MEDIA_ROOT = Path(tempfile.gettempdir()) / "klash-test-media"
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}

# The plugin's own default. That the site wants English too is proved by loading the demo.
KLASH_PAGES_REQUIRED_LANGUAGES = ["sv", "fi"]
