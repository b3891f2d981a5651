"""The filter of the list of problems: which conditions an address can set, and which can do something here."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from klash_pages.models import ContestPage, Municipality, Problem, Theme

_TEXTS = ("sentence", "text", "affected", "tried", "title_sv", "title_fi", "title_en")
_LONGEST_SEARCH = 100


class ProblemFilterSet(django_filters.FilterSet):
    """The conditions, in the order of the form. A value that nothing has is no condition."""

    q = django_filters.CharFilter(label=_("Search"), method="search", max_length=_LONGEST_SEARCH)
    contest = django_filters.ChoiceFilter(label=_("Contest"), method="of_contest", empty_label=_("All"))
    municipality = django_filters.ChoiceFilter(label=_("Municipality"), method="of_municipality", empty_label=_("All"))
    theme = django_filters.ChoiceFilter(label=_("Theme"), field_name="theme__slug", empty_label=_("All"))
    status = django_filters.ChoiceFilter(label=_("State"), field_name="state", empty_label=_("All"))

    class Meta:
        model = Problem
        fields: list[str] = []

    def __init__(self, data: Any, queryset: QuerySet[Problem], *, locale: Any) -> None:
        super().__init__(data, queryset)
        self._contests = {page.slug: page for page in _contests(queryset, locale)}
        self._municipalities = {
            municipality.slug: municipality
            for municipality in sorted(
                Municipality.objects.filter(problems__in=queryset).distinct(), key=lambda found: found.name.casefold()
            )
        }
        used_states = set(queryset.order_by().values_list("state", flat=True).distinct())
        choices = {
            "contest": [(slug, page.title) for slug, page in self._contests.items()],
            "municipality": [(slug, found.name) for slug, found in self._municipalities.items()],
            "theme": sorted(
                ((theme.slug, theme.name) for theme in Theme.objects.filter(problems__in=queryset).distinct()),
                key=lambda choice: choice[1].casefold(),
            ),
            "status": [(state.value, state.label) for state in Problem.State if state.value in used_states],
        }
        for name, values in choices.items():
            self.filters[name].extra["choices"] = values
        self.useful = {"q", *(name for name, values in choices.items() if len(values) > 1)}

    def search(self, queryset: QuerySet[Problem], name: str, value: str) -> QuerySet[Problem]:
        """Keep the problems that hold every word."""
        for word in value.split():
            condition = Q()
            for field in _TEXTS:
                condition |= Q(**{f"{field}__icontains": word})
            queryset = queryset.filter(condition)
        return queryset

    def of_contest(self, queryset: QuerySet[Problem], name: str, value: str) -> QuerySet[Problem]:
        """Keep the problems of a contest."""
        return queryset.filter(contest__translation_key=self._contests[value].translation_key)

    def of_municipality(self, queryset: QuerySet[Problem], name: str, value: str) -> QuerySet[Problem]:
        """Keep the problems that a municipality took part in."""
        return queryset.filter(municipalities=self._municipalities[value])

    @property
    def chosen_contest(self) -> ContestPage | None:
        """The contest the address names."""
        return self._contests.get(self.form.cleaned_data.get("contest", "") if self.form.is_valid() else "")

    @property
    def fields(self) -> list[forms.BoundField]:
        """The fields that can do something: a choice between fewer than two values is left out."""
        return [self.form[name] for name in self.form.fields if name in self.useful or self._is_on(name)]

    def _is_on(self, name: str) -> bool:
        self.form.is_valid()
        return bool(self.form.cleaned_data.get(name))

    def conditions(self) -> list[tuple[str, str, str]]:
        """The conditions that are on: name, label, and what the reader chose."""
        on = []
        for name, field in self.form.fields.items():
            if self._is_on(name):
                value = self.form.cleaned_data[name]
                words = dict(field.choices).get(value, value) if hasattr(field, "choices") else value
                on.append((name, str(field.label), str(words)))
        return on


def _contests(queryset: QuerySet[Problem], locale: Any) -> QuerySet[ContestPage]:
    keys = queryset.order_by().values("contest__translation_key")
    return (
        ContestPage.objects.live()
        .filter(locale=locale, translation_key__in=keys)
        .order_by("-first_published_at", "-pk")
    )
