"""The list of problems, which also serves each problem and the form to submit one."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponsePermanentRedirect
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PageChooserPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Locale, Page

from klash_pages.localization.facts import facts
from klash_pages.models.base import KlashPage, translation_in
from klash_pages.models.hooks import Contents
from klash_pages.models.list_page import ListPage
from klash_pages.models.problem import Problem

#: The last parts of the addresses of form and receipt, by language.
FORM_ADDRESSES = {"sv": ("lamna-in", "tack"), "fi": ("laheta", "kiitos"), "en": ("submit", "thanks")}


class ProblemIndexPage(RoutablePageMixin, ListPage):
    """What municipalities struggle with; those that were not chosen deserve a reader too."""

    filter_set = "ProblemFilterSet"

    form_lead = models.TextField(
        _("lead of the form"),
        blank=True,
        help_text=_("Two sentences above the form: how long it takes and what happens then."),
    )
    consent_text = models.TextField(
        _("what a submitter agrees to"),
        blank=True,
        help_text=_("Stands beside a box to tick, and is stored with each problem. Empty: the usual words."),
    )
    privacy_page = models.ForeignKey(
        Page,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("privacy notice"),
        help_text=_("The form links to it."),
    )

    content_panels = [
        *KlashPage.content_panels,
        MultiFieldPanel(
            [FieldPanel("form_lead"), FieldPanel("consent_text"), PageChooserPanel("privacy_page")],
            heading=_("The form"),
        ),
    ]
    override_translatable_fields = facts("privacy_page")
    max_count_per_parent = 1
    parent_page_types = ["klash_pages.HomePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("list of problems")
        verbose_name_plural = _("lists of problems")

    # Addresses

    @property
    def form_addresses(self) -> tuple[str, str]:
        """The last parts of the addresses of form and receipt in this page's language."""
        return FORM_ADDRESSES.get(self.locale.language_code, FORM_ADDRESSES["en"])

    def form_url(self, request: HttpRequest | None = None) -> str:
        """The address of the form."""
        return f"{self.get_url(request)}{self.form_addresses[0]}/"

    def thanks_url(self, request: HttpRequest | None = None) -> str:
        """The address of the receipt."""
        return f"{self.form_url(request)}{self.form_addresses[1]}/"

    def problem_url(self, problem: Problem, request: HttpRequest | None = None) -> str:
        """The address of a problem in this page's language."""
        return f"{self.get_url(request)}{self.tail_of(problem)}"

    def tail_of(self, problem: Problem) -> str:
        """The part of a problem's address that follows this page's."""
        with override(self.locale.language_code):
            return f"{problem.number}/{problem.slug}/"

    def problem_tails(self, problem: Problem) -> dict[str, str]:
        """The parts of a problem's address by language, for the links to the other languages."""
        tails = {}
        for code in Locale.objects.values_list("language_code", flat=True):
            with override(code):
                tails[code] = f"{problem.number}/{problem.slug}/"
        return tails

    @staticmethod
    def form_tails() -> dict[str, str]:
        """The parts of the form's address by language."""
        return {code: f"{form}/" for code, (form, _thanks) in FORM_ADDRESSES.items()}

    # What is served

    @path("")
    def index_route(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Serve the list, at one address for one answer, as every list."""
        return ListPage.serve(self, request)

    def listed(self) -> models.QuerySet[Problem]:
        """Return the public problems, newest first."""
        return Problem.objects.public().for_rows().order_by("-number")

    def shows_list(self, request: HttpRequest) -> bool:
        """Whether the list itself is asked for, and not a problem or the form."""
        match = getattr(request, "routable_resolver_match", None)
        return match is None or not match.kwargs

    @path("<int:number>/")
    @path("<int:number>/<str:slug>/")
    def problem(self, request: HttpRequest, number: int, slug: str = "") -> HttpResponse:
        """Serve a problem; its number finds it, and wrong words after the number lead to the right ones."""
        problem = Problem.objects.public().for_rows().filter(number=number).first()
        if problem is None:
            raise Http404
        if slug != problem.slug:
            return HttpResponsePermanentRedirect(self.problem_url(problem, request))
        context = {"problem": problem, "address_tails": self.problem_tails(problem)}
        response: HttpResponse = self.render(
            request, template="klash_pages/problem.html", context_overrides={**context, **self._lineage(problem)}
        )
        return response

    @path("<slug:form>/")
    def submission(self, request: HttpRequest, form: str) -> HttpResponse:
        """Serve the form."""
        if form != self.form_addresses[0]:
            raise Http404
        return Contents.problem_form(self, request)

    @path("<slug:form>/<slug:receipt>/")
    def receipt(self, request: HttpRequest, form: str, receipt: str) -> HttpResponse:
        """Serve the receipt."""
        if (form, receipt) != self.form_addresses:
            raise Http404
        return Contents.problem_receipt(self, request)

    def _lineage(self, problem: Problem) -> dict[str, Any]:
        """Where a problem went, and what else is like it."""
        from klash_pages.models import AwardPage, MunicipalityIndexPage  # lazy: circle in this room

        register = MunicipalityIndexPage.objects.live().filter(locale=self.locale).first()
        challenge = translation_in(problem.challenge, self.locale)
        target = problem.merged_into
        rows = partial(Contents.problem_rows, index=self)
        same_theme = Problem.objects.public().for_rows().filter(theme=problem.theme).exclude(pk=problem.pk)
        return {
            "challenge": challenge,
            "awards": AwardPage.objects.live().child_of(challenge).for_cards() if challenge else [],
            "merged_into": rows([target] if target is not None and target.is_public else []),
            "merged": rows(problem.merged.public().for_rows().order_by("number")),
            "related": rows(same_theme.order_by("-number")[:5] if problem.theme_id else []),
            "municipalities": [
                {"name": found.name, "url": register.municipality_url(found) if register else ""}
                for found in sorted(problem.municipalities.all(), key=lambda found: found.name.casefold())
            ],
        }

    @property
    def consent(self) -> str:
        """What a submitter agrees to, in this page's language."""
        return self.consent_text.strip() or gettext(
            "I agree that Klash stores my name and contact details to handle this problem. They are not published, and "
            "they are erased on a stated day after the contest. The problem and the municipality may be published."
        )

    @property
    def privacy_url(self) -> str:
        """The address of the privacy notice in this page's language, empty if there is none."""
        found = translation_in(self.privacy_page, self.locale)
        return str(found.get_url() or "") if found else ""

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the rows of the list, what is only counted, and the call that is open."""
        context = super().get_context(request, *args, **kwargs)
        if self.shows_list(request):
            listing = context["listing"]
            context["rows"] = Contents.problem_rows(listing.items, self, request)
            context["counted"] = Contents.problems_counted(listing, self)
            context["call"] = Contents.open_call(self.locale)
            context["form_url"] = self.form_url(request)
        return context
