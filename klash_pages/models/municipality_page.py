"""The list of municipalities that took part, which also serves each of them."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Locale

from klash_pages.models.award import AwardPage
from klash_pages.models.base import KlashPage
from klash_pages.models.challenge import ChallengePage
from klash_pages.models.hooks import Contents
from klash_pages.models.municipality import Municipality
from klash_pages.models.problem import Problem


class MunicipalityIndexPage(RoutablePageMixin, KlashPage):
    """The municipalities that have submitted a public problem or host a public challenge."""

    max_count_per_parent = 1
    parent_page_types = ["klash_pages.HomePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("list of municipalities")
        verbose_name_plural = _("lists of municipalities")

    def municipalities(self) -> list[Municipality]:
        """Those that took part, in alphabetical order."""
        found = Contents.participating(ChallengePage.objects.live().filter(locale=self.locale))
        return sorted(found, key=lambda municipality: municipality.name.casefold())

    def municipality_url(self, municipality: Municipality, request: HttpRequest | None = None) -> str:
        """The address of a municipality in this page's language."""
        with override(self.locale.language_code):
            return f"{self.get_url(request)}{municipality.address}/"

    @path("<slug:slug>/")
    def municipality(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Serve a municipality; its name in the other language leads to the right address."""
        took_part = self.municipalities()
        municipality = next((found for found in took_part if found.address == slug), None)
        if municipality is None:
            municipality = next((found for found in took_part if slug in found.addresses), None)
            if municipality is None:
                raise Http404
            return HttpResponsePermanentRedirect(self.municipality_url(municipality, request))
        response: HttpResponse = self.render(
            request, template="klash_pages/municipality.html", context_overrides=self._story(municipality)
        )
        return response

    def _story(self, municipality: Municipality) -> dict[str, Any]:
        """What a municipality has done, and its address in each language."""
        from klash_pages.models.problem_page import ProblemIndexPage  # lazy: circle in this room

        challenges = ChallengePage.objects.live().filter(locale=self.locale, municipality=municipality).in_card_order()
        paths = [challenge.path for challenge in challenges]
        below = Q(pk__in=[])
        for challenge_path in paths:
            below |= Q(path__startswith=challenge_path)
        problems = Problem.objects.public().for_rows().filter(municipalities=municipality).order_by("-number")
        index = ProblemIndexPage.objects.live().filter(locale=self.locale).first()
        tails = {}
        for code in Locale.objects.values_list("language_code", flat=True):
            with override(code):
                tails[code] = f"{municipality.address}/"
        language = (get_language() or "sv")[:2]
        other = municipality.name_fi if municipality.name == municipality.name_sv else municipality.name_sv
        return {
            "municipality": municipality,
            "other_name": other if other != municipality.name else "",
            "other_language": "fi" if other == municipality.name_fi else "sv",
            "language": language,
            "challenges": challenges,
            "awards": AwardPage.objects.live().filter(below).for_cards(),
            "rows": Contents.problem_rows(problems, index) if index else [],
            "address_tails": tails,
        }

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the municipalities with their addresses."""
        context = super().get_context(request, *args, **kwargs)
        context["items"] = [(found, self.municipality_url(found, request)) for found in self.municipalities()]
        return context
