"""The home page of a language."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.models import PageManager

from klash_pages.models.base import KlashPage
from klash_pages.models.challenge import TranslationsFirstQuerySet
from klash_pages.models.hooks import Contents


class HomePage(KlashPage):
    """Says where the contest stands and leads on. Its words follow the contest's dates; see `home.story`."""

    objects = PageManager.from_queryset(TranslationsFirstQuerySet)()

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the current contest with what the moment says and shows, the news and the partners."""
        return {**super().get_context(request, *args, **kwargs), **Contents.home(self)}
