"""Registers of municipalities, people, stages and notices."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from klash_pages.admin.export import HarmlessExportIndexView
from klash_pages.admin.problems import ThemeViewSet
from klash_pages.admin.record_deletion import RefusingDeleteView
from klash_pages.models import Municipality, NoticeReference, Person, Stage
from klash_pages.models.panels import ReaderSeesPanel


class MunicipalityViewSet(ModelViewSet):
    """Municipalities with their names."""

    model = Municipality
    index_view_class = HarmlessExportIndexView
    delete_view_class = RefusingDeleteView
    icon = "home"
    list_display = ["name_sv", "name_fi", "code"]
    search_fields = ["name_sv", "name_fi", "code"]
    list_export = ["code", "name_sv", "name_fi", "official_name_sv", "official_name_fi", "website"]
    export_filename = "municipalities"
    form_fields = [
        "code",
        "name_sv",
        "name_fi",
        "majority_language",
        "official_name_sv",
        "official_name_fi",
        "genitive_sv",
        "genitive_fi",
        "locative_sv",
        "locative_fi",
        "website",
    ]


class PersonViewSet(ModelViewSet):
    """People whose names the site may show."""

    model = Person
    index_view_class = HarmlessExportIndexView
    delete_view_class = RefusingDeleteView
    icon = "user"
    list_display = ["name", "organisation", "basis", "remove_on"]
    list_filter = ["basis"]
    search_fields = ["name", "organisation"]
    list_export = ["name", "organisation", "basis", "basis_source", "basis_since", "remove_on"]
    export_filename = "people"
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            FieldPanel("organisation"),
            MultiFieldPanel([FieldPanel(f"title_{language}") for language in ("sv", "fi", "en")], heading=_("Title")),
            MultiFieldPanel(
                [
                    FieldPanel("basis"),
                    FieldPanel("basis_source"),
                    FieldPanel("basis_since"),
                    FieldPanel("remove_on"),
                    ReaderSeesPanel(),
                ],
                heading=_("May be shown because"),
            ),
        ]
    )


class StageViewSet(ModelViewSet):
    """Stages of the contests."""

    model = Stage
    index_view_class = HarmlessExportIndexView
    delete_view_class = RefusingDeleteView
    icon = "calendar-alt"
    list_display = ["contest", "kind", "planned", "actual"]
    list_filter = ["contest"]
    list_export = [
        "contest.title",
        "kind",
        "planned_from",
        "planned_to",
        "planned_precision",
        "actual_from",
        "actual_to",
        "actual_precision",
    ]
    export_filename = "stages"
    edit_handler = ObjectList(
        [
            FieldPanel("contest"),
            FieldPanel("kind"),
            FieldPanel("position"),
            MultiFieldPanel(
                [FieldPanel("planned_from"), FieldPanel("planned_to"), FieldPanel("planned_precision")],
                heading=_("Plan"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("dates_corrigendum"),
                    FieldPanel("dates_reason", widget=forms.Textarea(attrs={"rows": 2})),
                ],
                heading=_("If announced dates change"),
            ),
            MultiFieldPanel(
                [FieldPanel("actual_from"), FieldPanel("actual_to"), FieldPanel("actual_precision"), ReaderSeesPanel()],
                heading=_("Outcome"),
            ),
        ]
    )


class NoticeReferenceViewSet(ModelViewSet):
    """Official notices of the challenges."""

    model = NoticeReference
    index_view_class = HarmlessExportIndexView
    delete_view_class = RefusingDeleteView
    icon = "link"
    list_display = ["number", "channel", "kind", "challenge", "published_on"]
    list_filter = ["kind", "channel"]
    list_export = ["number", "channel", "kind", "challenge.title", "published_on", "url"]
    export_filename = "notices"
    form_fields = ["challenge", "kind", "channel", "number", "published_on", "url"]


class RecordsViewSetGroup(ViewSetGroup):
    """What is registered once for all languages."""

    menu_label = _("Registers")
    menu_icon = "table"
    menu_order = 60
    items = (MunicipalityViewSet, PersonViewSet, ThemeViewSet, StageViewSet, NoticeReferenceViewSet)
