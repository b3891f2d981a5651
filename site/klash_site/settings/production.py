"""Settings for production: everything secret or particular comes from environment variables; see docs/deploying.md."""

from klash_site.settings.base import *  # noqa: F403
from klash_site.settings.base import MIDDLEWARE, env

DEBUG = False
# Static files are served by the application itself, compressed and with names that change with their content.
MIDDLEWARE.insert(
    MIDDLEWARE.index("django.middleware.security.SecurityMiddleware") + 1,
    "whitenoise.middleware.WhiteNoiseMiddleware",
)
SECRET_KEY = env.str("SECRET_KEY")
SECRET_KEY_FALLBACKS: list[str] = env.list("SECRET_KEY_FALLBACKS", [])
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", [])

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 31_536_000
# Whoever owns the domain decides: on the domain of a municipality this speaks for every other site below it.
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("KLASH_HSTS_SUBDOMAINS", False)
SECURE_HSTS_PRELOAD = env.bool("KLASH_HSTS_PRELOAD", False)
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SESSION_COOKIE_AGE = 8 * 60 * 60

EMAIL_HOST = env.str("EMAIL_HOST", "localhost")
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "klash@localhost")

KLASH_PAGES_ADDRESS_HEADER = env.str("KLASH_ADDRESS_HEADER", "HTTP_X_REAL_IP")
KLASH_PAGES_API_ORIGINS: list[str] = env.list("KLASH_API_ORIGINS", [])
KLASH_PAGES_SUBMITTER_KEPT_DAYS = env.int("KLASH_SUBMITTER_KEPT_DAYS", 365)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    # They tell every step of every paper.
    "loggers": {"fontTools": {"level": "WARNING"}, "weasyprint": {"level": "WARNING"}},
}
