"""What the communications staff decide for a whole site: the current contest, the organiser, whom to contact."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting
from wagtail.models import Site

from klash_pages.models.person import Person


class SiteSettings(BaseSiteSetting):
    """One row a site. A site that has not decided anything reads the defaults, and reading never writes a row."""

    current_contest = models.ForeignKey(
        "klash_pages.ContestPage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("current contest"),
        help_text=_("The home page follows this contest in all languages. Left empty: the contest published last."),
    )
    organiser_sv = models.CharField(_("organiser in Swedish"), max_length=200, blank=True)
    organiser_fi = models.CharField(_("organiser in Finnish"), max_length=200, blank=True)
    organiser_en = models.CharField(
        _("organiser in English"),
        max_length=200,
        blank=True,
        help_text=_("Stands in the footer. Left empty: the partners whose role is organiser."),
    )
    contact_email = models.EmailField(
        _("contact address"),
        blank=True,
        help_text=_("Stands in the footer and in contact boxes, and receives feedback on accessibility."),
    )
    press_contact = models.ForeignKey(
        Person,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("press contact"),
        help_text=_("Stands in contact boxes until the day when the name is to be removed."),
    )

    select_related = ["press_contact"]
    panels = [
        FieldPanel("current_contest"),
        MultiFieldPanel(
            [FieldPanel("organiser_sv"), FieldPanel("organiser_fi"), FieldPanel("organiser_en")],
            heading=_("Organiser"),
        ),
        MultiFieldPanel([FieldPanel("contact_email"), FieldPanel("press_contact")], heading=_("Contact")),
    ]

    class Meta:
        verbose_name = _("site")
        verbose_name_plural = _("sites")

    @classmethod
    def for_site(cls, site: Site | None) -> Any:
        """Return the settings of a site; unsaved defaults if nobody has set anything.

        Wagtail would make a row here, so that a reader's visit wrote to the database.
        """
        return cls.base_queryset().filter(site=site).first() or cls(site=site)

    @property
    def organiser(self) -> str:
        """The organiser's name in the reader's language, empty when it is not set."""
        language = (get_language() or "sv")[:2]
        return str(getattr(self, f"organiser_{language}", ""))

    @property
    def shown_press_contact(self) -> Person | None:
        """The press contact, as long as the name may be shown."""
        return self.press_contact if self.press_contact and self.press_contact.may_be_shown else None
