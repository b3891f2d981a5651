"""The accessibility statement: what the act on digital services asks for, as fields so that nothing is forgotten."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.search import index

from klash_pages.localization.facts import facts
from klash_pages.models.base import KlashPage, writable
from klash_pages.models.blocks import RICH_TEXT_FEATURES
from klash_pages.models.site_settings import SiteSettings

#: A statement older than this no longer says how things are.
REVIEWED_EVERY = timedelta(days=365)


class DeficiencyBlock(blocks.StructBlock):
    """One thing that does not work for everybody, why, and what is done about it."""

    what = blocks.TextBlock(label=_("What does not work"))
    reason = blocks.TextBlock(label=_("Why"))
    plan = blocks.TextBlock(label=_("What is done about it, and when"))

    class Meta:
        icon = "warning"
        label = _("Deficiency")


class DeficienciesBlock(blocks.StreamBlock):
    """The deficiencies that are known."""

    deficiency = DeficiencyBlock()


class AccessibilityStatementPage(KlashPage):
    """Says how accessible a service is, how to get what is not, and where to complain (306/2019, sections 9 and 10)."""

    class Conformance(models.TextChoices):
        """How far the requirements are met."""

        FULL = "full", _("It meets the requirements")
        PARTIAL = "partial", _("It meets the requirements in part")
        NONE = "none", _("It does not meet the requirements")

    service = models.CharField(
        _("service"),
        max_length=255,
        help_text=_("What the statement covers. Example: the website klash.example and its documents."),
    )
    conformance = models.CharField(_("state"), max_length=10, choices=Conformance.choices)
    deficiencies = StreamField(
        DeficienciesBlock(required=False),
        blank=True,
        verbose_name=_("deficiencies"),
        help_text=_("Left empty, the page says that no deficiencies are known, with the day of the assessment."),
    )
    alternative = RichTextField(
        _("how to get the content otherwise"),
        blank=True,
        features=RICH_TEXT_FEATURES,
        help_text=_("Tells those for whom a page does not work how they get the same content."),
    )
    feedback_email = models.EmailField(
        _("address for feedback"),
        blank=True,
        help_text=_("Feedback must be answered within two weeks. Left empty: the contact address of the site."),
    )
    authority = models.CharField(
        _("supervising authority"),
        max_length=200,
        help_text=_("Its name in the language of this page."),
    )
    authority_url = models.URLField(
        _("link to the authority"), help_text=_("The page of the authority where a reader can complain.")
    )
    assessment = RichTextField(
        _("how it was assessed"),
        features=RICH_TEXT_FEATURES,
        help_text=_("Who assessed the service and how. Example: our own test with a screen reader."),
    )
    assessed_on = models.DateField(_("assessed on"), help_text=_("The day of the last check."))
    stated_on = models.DateField(_("date of the statement"), help_text=_("A statement older than a year is due."))

    content_panels = [
        *KlashPage.content_panels,
        MultiFieldPanel([FieldPanel("service"), FieldPanel("conformance")], heading=_("Service")),
        MultiFieldPanel([FieldPanel("deficiencies"), FieldPanel("alternative")], heading=_("Deficiencies")),
        FieldPanel("feedback_email"),
        MultiFieldPanel([FieldPanel("authority"), FieldPanel("authority_url")], heading=_("Supervising authority")),
        MultiFieldPanel(
            [FieldPanel("assessment"), FieldPanel("assessed_on"), FieldPanel("stated_on")], heading=_("Assessment")
        ),
    ]
    search_fields = [*KlashPage.search_fields, index.SearchField("deficiencies"), index.SearchField("alternative")]
    api_fields = [
        *KlashPage.api_fields,
        *writable("service", "conformance", "deficiencies", "alternative", "feedback_email"),
        *writable("authority", "authority_url", "assessment", "assessed_on", "stated_on"),
    ]
    override_translatable_fields = facts("conformance", "feedback_email", "assessed_on", "stated_on")
    max_count_per_parent = 1
    parent_page_types = ["klash_pages.HomePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("accessibility statement")
        verbose_name_plural = _("accessibility statements")

    def clean(self) -> None:
        """Refuse days that cannot be, and a claim that the deficiencies contradict."""
        super().clean()
        errors = {}
        today = timezone.localdate()
        if self.assessed_on and self.assessed_on > today:
            errors["assessed_on"] = _("The assessment has not been made yet: choose today or an earlier day.")
        if self.assessed_on and self.stated_on and self.stated_on < self.assessed_on:
            errors["stated_on"] = _("The statement is older than the assessment it rests on.")
        if self.conformance == self.Conformance.FULL and self.deficiencies:
            errors["conformance"] = _("A service with known deficiencies meets the requirements in part at most.")
        if errors:
            raise ValidationError(errors)

    def is_due(self) -> bool:
        """Whether the statement is so old that it has to be made anew."""
        return self.stated_on + REVIEWED_EVERY < timezone.localdate()

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the address that feedback goes to."""
        context = super().get_context(request, *args, **kwargs)
        context["feedback_email"] = self.feedback_email or SiteSettings.for_request(request).contact_email
        return context
