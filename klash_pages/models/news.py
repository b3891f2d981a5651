"""News items and the page that lists them."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import PageQuerySet
from wagtail.search import index

from klash_pages.blocks import BodyBlock
from klash_pages.models.base import KlashPage, facts
from klash_pages.models.list_page import ListPage
from klash_pages.models.person import Person


class NewsPage(KlashPage):
    """A dated item of news."""

    date = models.DateField(_("date"))
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))
    press_contact = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("press contact")
    )

    content_panels = [
        *KlashPage.content_panels,
        FieldPanel("date"),
        FieldPanel("body"),
        FieldPanel("press_contact"),
    ]
    search_fields = [*KlashPage.search_fields, index.SearchField("body")]
    override_translatable_fields = facts("date", "press_contact")
    parent_page_types = ["klash_pages.NewsIndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("news item")
        verbose_name_plural = _("news items")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the neighbours in time."""
        context = super().get_context(request, *args, **kwargs)
        others = NewsPage.objects.live().sibling_of(self, inclusive=False)
        same_day = Q(date=self.date)
        context["newer"] = (
            others.filter(Q(date__gt=self.date) | same_day & Q(pk__gt=self.pk)).order_by("date", "pk").first()
        )
        context["older"] = (
            others.filter(Q(date__lt=self.date) | same_day & Q(pk__lt=self.pk)).order_by("-date", "-pk").first()
        )
        return context


class NewsIndexPage(ListPage):
    """Lists the news, newest first."""

    filter_set = "NewsFilterSet"
    max_count_per_parent = 1
    parent_page_types = ["klash_pages.HomePage"]
    subpage_types = ["klash_pages.NewsPage"]

    class Meta:
        verbose_name = _("list of news")
        verbose_name_plural = _("lists of news")

    def listed(self) -> PageQuerySet[NewsPage]:
        """The news items."""
        return NewsPage.objects.live().public().child_of(self).defer_streamfields().order_by("-date", "-pk")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the years as links, and a language that has news if this one has none."""
        context = super().get_context(request, *args, **kwargs)
        if context["listing"].total:
            context["years"] = context["listing"].links("year")
        else:
            context["elsewhere"] = self.translation_with_items()
        return context
