"""Addresses: the admin, the documents, the API, and the pages in three languages."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.conf.urls.static import static
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from klash_pages import urls as klash_pages_urls

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("api/v3/", include("klash_pages.api.urls")),
    *(static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT) if settings.DEBUG else []),
    path("", include(klash_pages_urls)),
    *i18n_patterns(path("", include(klash_pages_urls.page_urlpatterns)), path("", include(wagtail_urls))),
]

handler403 = "klash_site.errors.permission_denied"
handler404 = "klash_site.errors.page_not_found"
handler500 = "klash_site.errors.server_error"
