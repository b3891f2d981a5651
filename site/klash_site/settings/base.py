"""Settings that every environment shares. What differs comes from environment variables, read by environs."""

from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _
from environs import Env

env = Env()

BASE_DIR = Path(__file__).resolve().parents[3]
VAR_DIR = env.path("KLASH_VAR_DIR", BASE_DIR / "var")

INSTALLED_APPS = [
    "klash_site",
    "procurement",
    "klash_pages",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail_headless_preview",
    "wagtail.contrib.redirects",
    "wagtail.contrib.forms",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail.api.v3",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    # The page that shows the API is then served from here and not from elsewhere.
    "ninja",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "klash_pages.plumbing.page_cache.PageCacheMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "klash_site.middleware.PageLocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "klash_pages.plumbing.api_token_lifetime.TokenMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # Behind the one that refuses forged posts and the one that knows who is logged in.
    "procurement.admin.kept_posts.KeptPostMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "procurement.admin.faults.FaultMiddleware",
    "klash_pages.plumbing.middleware.ReadableAddressMiddleware",
    "klash_pages.plumbing.middleware.GonePageMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "klash_site.urls"
WSGI_APPLICATION = "klash_site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]


def database(url_default: str) -> dict[str, Any]:
    """Return the database that `DATABASE_URL` names, with the options that keep SQLite from losing writes.

    Django's default SQLite options failed 17 to 22 percent of concurrent writes in a trial; with WAL, immediate
    transactions and a long timeout none failed.
    """
    config: dict[str, Any] = env.dj_db_url("DATABASE_URL", url_default)
    if config["ENGINE"].endswith("sqlite3"):
        config["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        }
    return config


DATABASES = {"default": database(f"sqlite:///{VAR_DIR / 'klash.sqlite3'}")}


def caches() -> dict[str, dict[str, Any]]:
    """Return the caches that `CACHE_URL` names, else files: both are shared between processes, unlike Django's default.

    In Redis the counts of limits have an alias of their own, which says so when Redis is away, so that the
    table counts meanwhile; the pages' is empty then.
    """
    url = env.str("CACHE_URL", "")
    if url.startswith(("redis://", "rediss://")):
        # Seconds. A server that never answers must not hold up a reader.
        patience = {"socket_timeout": 0.5, "socket_connect_timeout": 0.5}
        redis = {"LOCATION": url, "OPTIONS": patience}
        return {
            "default": {"BACKEND": "klash_pages.plumbing.fail_open_cache.FailOpenRedisCache", **redis},
            "limits": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "KEY_PREFIX": "limits", **redis},
        }
    files = {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": VAR_DIR / "cache"}
    return {"default": env.dj_cache_url("CACHE_URL") if url else {**files, "OPTIONS": {"MAX_ENTRIES": 2000}}}


CACHES = caches()
# Where limits are counted; empty: in a table of the database.
KLASH_PAGES_LIMITS_CACHE = "limits" if "limits" in CACHES else ""
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LANGUAGE_CODE = "sv"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("sv", _("Swedish")), ("fi", _("Finnish")), ("en", _("English"))]
WAGTAILADMIN_PERMITTED_LANGUAGES = [("sv", "Svenska"), ("fi", "Suomi"), ("en", "English")]
# What Wagtail and wagtail-localize do not say in Swedish and Finnish themselves.
LOCALE_PATHS = [BASE_DIR / "klash_pages" / "admin_locale"]
TIME_ZONE = "Europe/Helsinki"
USE_I18N = True
USE_TZ = True
WAGTAIL_I18N_ENABLED = True
# An award goes live in all of these at once.
KLASH_PAGES_REQUIRED_LANGUAGES = ["sv", "fi", "en"]
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
# An approved award waits for its release.
WAGTAIL_FINISH_WORKFLOW_ACTION = "klash_pages.publication.finish_review.finish"

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"

STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    # Papers of procurement cases: outside MEDIA_ROOT, without an address of their own.
    "procurement": {
        "BACKEND": "procurement.storage.PrivateFileStorage",
        "OPTIONS": {"location": VAR_DIR / "papers"},
    },
}

# “As Word would lay it out” is off unless this names the program, e.g. /usr/bin/soffice; it is stopped after so long.
PROCUREMENT_SOFFICE = env.str("KLASH_SOFFICE", "")
PROCUREMENT_SOFFICE_SECONDS = env.int("KLASH_SOFFICE_SECONDS", 60)
# Papers from approved Word templates are filled and printed in the limited child processes too.
PROCUREMENT_WORD_IN_CHILD = env.bool("KLASH_WORD_IN_CHILD", False)

# Slugs hold a-z, digits and hyphens: å and ä become a, ö becomes o.
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAILREDIRECTS_AUTO_CREATE = True
# A table of 500 rows with 11 columns comes whole to its form, which says how many rows there may be.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
CSRF_FAILURE_VIEW = "klash_site.errors.csrf_failure"
# Stands on the page that is shown when the server fails.
KLASH_PAGES_CONTACT_EMAIL = env.str("KLASH_CONTACT_EMAIL", "")

# A separate front end, where editors can look at unpublished pages: its address, and where previews go.
KLASH_PAGES_PREVIEWS: list[str] = env.list("KLASH_PREVIEWS", ["site"])
WAGTAIL_HEADLESS_PREVIEW = {"CLIENT_URLS": {"default": env.str("KLASH_FRONT_END_URL", "")}}

# Private networks to which webhooks may be sent, as "10.1.0.0/16"; none unless somebody says so.
KLASH_PAGES_WEBHOOK_NETWORKS: list[str] = env.list("KLASH_WEBHOOK_NETWORKS", [])

WAGTAIL_SITE_NAME = "Klash"
WAGTAILADMIN_USER_LOGIN_FORM = "klash_site.login.LoginForm"
WAGTAILADMIN_BASE_URL = env.str("KLASH_BASE_URL", "http://127.0.0.1:8000")
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "klash_pages.search.backends"}}
# Files are what their names say, and pictures can be shown.
WAGTAILIMAGES_IMAGE_FORM_BASE = "klash_pages.models.media_forms.PictureForm"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "klash_pages.models.media_forms.DocumentForm"
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odt", "pdf", "pptx", "rtf", "txt", "xlsx", "zip"]
# A photo of a good camera fits; a small file that unfolds into gigabytes does not. No SVG: it can carry scripts.
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 15 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
# Nothing about editors or visitors leaves this server.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
