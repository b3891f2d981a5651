"""Gives every page type the places where it can be previewed."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from klash_pages.previewing import APP, HEADLESS, SITE, places

if TYPE_CHECKING or not apps.is_installed(APP):

    class HeadlessPreviewMixin:
        """Stands in where a site has no separate front end."""

else:
    from wagtail_headless_preview.models import HeadlessPreviewMixin

#: Wagtail's modes: the empty name is its own preview.
_MODES = {SITE: ("", _("On this site")), HEADLESS: (HEADLESS, _("In the separate front end"))}


class PreviewMixin(HeadlessPreviewMixin):
    """A page that is previewed where the site's settings say."""

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        """The places to choose from."""
        return [_MODES[place] for place in places()]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Show the page in the chosen place."""
        if mode_name == HEADLESS and HEADLESS in places():
            headless: Any = super()
            response: HttpResponse = headless.serve_preview(request, mode_name)
        else:
            wagtail: Any = super(HeadlessPreviewMixin, self)
            response = wagtail.serve_preview(request, "")
        response.headers["Cache-Control"] = "private, no-store"
        return response

    def create_page_preview(self) -> Any:
        """Keep the page as it is in the editor under a token of its own.

        The package's token is the page's number and the second, and two editors would share it.
        """
        this: Any = self
        token = this.get_preview_signer().sign(f"{this._meta.label_lower}.{secrets.token_urlsafe(12)}")
        preview, _created = this.update_page_preview(token)
        return preview
