"""What all pages of the plugin have in common."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import ProtectedError, RestrictedError
from django.http import HttpRequest
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, Panel, TabbedInterface
from wagtail.api import APIField
from wagtail.models import Locale, Page, PageManager, PageQuerySet
from wagtail.search import index
from wagtail.utils.decorators import cached_classmethod

from klash_pages.api_form import ApiPageForm
from klash_pages.page_form import PageForm
from klash_pages.previewing.mixin import PreviewMixin


def facts(*names: str) -> list[Any]:
    """Declare fields that are facts: synchronised from the source language and read-only in translations."""
    from wagtail_localize.fields import SynchronizedField

    return [SynchronizedField(name, overridable=False) for name in names]


def writable(*names: str) -> list[APIField]:
    """Declare fields that Wagtail's API reads and, with the token of a user who may, writes.

    Only what every reader of the page sees: the API answers anonymous readers with these fields, too.
    """
    return [APIField(name, writable=True) for name in names]


def translation_in(page: Page | None, locale: Locale) -> Any:
    """Return the live translation of a page in a locale, or None.

    wagtail-localize keeps page foreign keys pointing at the source-language page, so whoever follows one asks here.
    """
    if page is None:
        return None
    if page.locale_id == locale.pk:
        return page.specific if page.live else None
    return type(page).objects.live().filter(translation_key=page.translation_key, locale=locale).first()


class Tab(ObjectList):
    """A tab whose addresses on the screen are the same in every language, so that a link can lead to them.

    Wagtail makes them once for a process, of the heading in the language of whoever came first.
    """

    @property
    def clean_name(self) -> str:
        """The name in the identifiers of the tab and of what it holds."""
        with override("en"):
            return str(super().clean_name)


def tabs(content: list[Any], facts: list[Any], visibility: list[Any]) -> TabbedInterface:
    """Return the three tabs of every page type: what readers read, what is registered, and who sees it when.

    A tab without panels is left out. `KlashPage` builds them from `content_panels`, `facts_panels` and
    `visibility_panels`, so that a page type only names its own.
    """
    headings = ((content, _("Content")), (facts, _("Facts")), (visibility, _("Visibility")))
    return TabbedInterface([Tab(panels, heading=heading) for panels, heading in headings if panels])


class KlashPageQuerySet(PageQuerySet[Any]):
    """Pages of the contest site. Wagtail deletes each page through the query of its own type."""

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Delete the pages, all or none: the tree counts its children before it asks whether they may go.

        Raises:
            KeptError: a page does not go alone, or others rest on it.
        """
        from klash_pages import keeping, resting

        pages = list(self)
        try:
            with transaction.atomic():
                return super().delete(*args, **kwargs)
        except (ProtectedError, RestrictedError) as error:
            raise keeping.KeptError(resting.refusal(pages[0], error), pages[0]) from error

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]


class KlashPage(PreviewMixin, Page):
    """A page of the contest site: a title, a lead and what its own type adds."""

    # Django's own names, such as Page.homepage, would clash with a host site's page types of the same name.
    page_ptr = models.OneToOneField(
        Page,
        on_delete=models.CASCADE,
        parent_link=True,
        primary_key=True,
        serialize=False,
        related_name="%(app_label)s_%(class)s",
    )
    lead = models.TextField(
        _("lead"),
        blank=True,
        help_text=_("Two sentences at the top. Search engines and lists show them too."),
    )

    objects = PageManager.from_queryset(KlashPageQuerySet)()

    #: A page type that answers `?q=…` says so, and every page links to it.
    is_search_page = False

    content_panels = [*Page.content_panels, FieldPanel("lead")]
    facts_panels: list[Any] = []
    address_panels = [
        FieldPanel("slug", help_text=_("The end of the page's address. An old address keeps leading here.")),
        MultiFieldPanel(
            [
                FieldPanel("seo_title", help_text=_("Shown by search engines in place of the title.")),
                FieldPanel("search_description", help_text=_("Shown by search engines in place of the lead.")),
            ],
            heading=_("For search engines"),
            classname="collapsed",
        ),
    ]
    visibility_panels = [*address_panels, *Page.settings_panels]
    api_fields = writable("lead")
    base_form_class = PageForm
    api_base_form_class = ApiPageForm
    search_fields = [*Page.search_fields, index.SearchField("lead")]

    class Meta:
        abstract = True

    @cached_classmethod
    def get_edit_handler(cls) -> Panel:  # noqa: N805 # Wagtail's own decorator makes it a class method
        """Return the three tabs of the editing screen."""
        return tabs(cls.content_panels, cls.facts_panels, cls.visibility_panels).bind_to_model(cls)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the base template, the language versions, the breadcrumbs and the menu."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["base_template"] = getattr(settings, "KLASH_PAGES_BASE_TEMPLATE", "klash_pages/base.html")
        return context

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """Write the slug in plain small letters, where the site wants that: å and ä become a, ö becomes o."""
        if not getattr(settings, "WAGTAIL_ALLOW_UNICODE_SLUGS", True):
            self.slug: str = slugify(self.slug)  # left empty, Wagtail makes one from the title
        super().full_clean(*args, **kwargs)

    def clean(self) -> None:
        """Refuse to change the address of an announced award, and an expiry that takes one language away."""
        from klash_pages.addresses import check_slug
        from klash_pages.keeping import refuse_expiry

        super().clean()
        check_slug(self)
        refuse_expiry(self)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save what readers see, unless an image is described by a file name; the facts follow, all or nothing.

        They go from a public source to its translations.
        """
        from klash_pages import alternative_text, following

        if self.live and kwargs.get("clean", True) and kwargs.get("update_fields") is None:
            alternative_text.check(self)
        if not following.touches_facts(self, kwargs.get("update_fields")):
            super().save(*args, **kwargs)
            return
        with transaction.atomic():
            following.take_over(self, to_save=True)
            super().save(*args, **kwargs)
            following.hand_on(self)

    def save_revision(self, *args: Any, **kwargs: Any) -> Any:
        """Save a draft; that of a translation holds the facts of its source."""
        from klash_pages import following

        following.take_over(self)
        return super().save_revision(*args, **kwargs)

    @property
    def description(self) -> str:
        """What search engines show: the search description, otherwise the lead."""
        return self.search_description or self.lead
