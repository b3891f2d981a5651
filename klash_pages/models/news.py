"""News items and the page that lists them."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, PageChooserPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page, PageQuerySet
from wagtail.search import index

from klash_pages.localization.facts import facts
from klash_pages.models.base import KlashPage, writable
from klash_pages.models.blocks import BodyBlock, CorrectionsBlock, DocumentsBlock
from klash_pages.models.hooks import Rules
from klash_pages.models.list_page import ListPage
from klash_pages.models.person import Person


class NewsPage(KlashPage):
    """A dated item of news."""

    date = models.DateField(_("date"), help_text=_("Shown above the title; the newest item stands first."))
    body = StreamField(
        BodyBlock(), blank=True, verbose_name=_("body"), help_text=_("The news in full, with quotations and images.")
    )
    media_kit = StreamField(
        DocumentsBlock(),
        blank=True,
        verbose_name=_("media kit"),
        help_text=_("Files for the press, each with its size and whom to credit."),
    )
    corrections = StreamField(
        CorrectionsBlock(),
        blank=True,
        verbose_name=_("corrections"),
        help_text=_("What was wrong and what is right, with the day. Shown at the end."),
    )
    press_contact = models.ForeignKey(
        Person,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("press contact"),
        help_text=_("Shown below the news as long as the person may be shown."),
    )

    content_panels = [
        *KlashPage.content_panels,
        FieldPanel("body"),
        FieldPanel("media_kit", classname="collapsed"),
        FieldPanel("corrections", classname="collapsed"),
    ]
    facts_panels = [
        FieldPanel("date"),
        FieldPanel("press_contact"),
        InlinePanel(
            "related",
            label=_("Page"),
            heading=_("Related challenges, teams and awards"),
            help_text=_("The news cannot be published before an award that is named here."),
        ),
    ]
    api_fields = [*KlashPage.api_fields, *writable("date", "body", "media_kit", "corrections")]
    search_fields = [*KlashPage.search_fields, index.SearchField("body")]
    override_translatable_fields = facts("date", "press_contact", "related")
    parent_page_types = ["klash_pages.NewsIndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("news item")
        verbose_name_plural = _("news items")

    def publish(self, revision: Any, *args: Any, **kwargs: Any) -> Any:
        """Publish or schedule, unless an award that the news is about is not announced by then."""
        return Rules.publish_news(revision, super().publish, *args, **kwargs)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, unless the news would turn live before an award that it is about."""
        Rules.news_saved(self)
        super().save(*args, **kwargs)

    def related_pages(self) -> list[tuple[str, Page]]:
        """The related pages that are public in this page's language, in order, each with what it is to a reader.

        wagtail-localize keeps the relations pointing at pages of the source language.
        """
        keys = [relation.target.translation_key for relation in self.related.select_related("target")]
        found = Page.objects.live().filter(translation_key__in=keys, locale=self.locale_id).specific()
        pages = {page.translation_key: page for page in found}
        words = {"challengepage": gettext("Challenge"), "teampage": gettext("Team"), "awardpage": gettext("Winner")}
        shown = [pages[key] for key in dict.fromkeys(keys) if key in pages]
        return [(words.get(page.content_type.model, ""), page) for page in shown]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the related pages and the neighbours in time."""
        context = super().get_context(request, *args, **kwargs)
        context["related"] = self.related_pages()
        others = NewsPage.objects.live().sibling_of(self, inclusive=False)
        same_day = Q(date=self.date)
        context["newer"] = (
            others.filter(Q(date__gt=self.date) | same_day & Q(pk__gt=self.pk)).order_by("date", "pk").first()
        )
        context["older"] = (
            others.filter(Q(date__lt=self.date) | same_day & Q(pk__lt=self.pk)).order_by("-date", "-pk").first()
        )
        return context


class NewsRelation(Orderable):
    """A challenge, a team or an award that a news item is about."""

    page = ParentalKey(NewsPage, on_delete=models.CASCADE, related_name="related")
    target = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+", verbose_name=_("page"))

    panels = [
        PageChooserPanel("target", ["klash_pages.ChallengePage", "klash_pages.TeamPage", "klash_pages.AwardPage"])
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("related page")
        verbose_name_plural = _("related pages")

    def __str__(self) -> str:
        return str(self.target)


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
