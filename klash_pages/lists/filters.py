"""What the lists can be filtered by: one set of filters a list, for its page and for the API alike.

A value is a slug and means the same in every language. A choice offers only what occurs in the list. A value that is
not offered makes the set invalid: its result is empty and `errors` says why, because a list that silently left a
condition out would answer another question than the one asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from klash_pages.lists.querysets import path_above, paths_above, with_status
from klash_pages.lists.status_words import status_words
from klash_pages.models import ChallengePage, ContestPage, Municipality, Problem, Theme
from klash_pages.search.engine import LONGEST_QUERY, MOST_HITS, find, words_in

# No value is longer, and what is longer need not be carried around to be refused.
_LONGEST_VALUE = 300
_ALPHABET = str.maketrans({"å": "{", "ä": "|", "ö": "}"})


def alphabetical(text: str) -> str:
    """Return the sort key of a word in the Finnish and Swedish alphabet, in which å, ä and ö come last."""
    return text.casefold().translate(_ALPHABET)


@dataclass(frozen=True)
class Option:
    """One value of a choice; `key` is what the query needs, `aliases` are values that mean the same."""

    value: str
    label: str
    key: Any = None
    aliases: frozenset[str] = frozenset()


class OptionFilter(django_filters.ChoiceFilter):
    """A choice among what occurs in the list. A subclass says what that is and how to ask for it."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("empty_label", _("All"))
        kwargs.setdefault("error_messages", {"invalid_choice": _("This is not one of the choices.")})
        super().__init__(**kwargs)

    @property
    def field(self) -> Any:
        """The field of the form, which asks for its choices only when they are needed."""
        # A function: a method would be copied with the form's fields, and with it the filters and their request.
        self.extra["choices"] = lambda: self._choices()
        return super().field

    def options(self, items: QuerySet[Any]) -> list[Option]:
        """Return what occurs among the items of the list, in the order to show it."""
        raise NotImplementedError

    def narrow(self, items: QuerySet[Any], option: Option) -> QuerySet[Any]:
        """Return those of the items that the option stands for."""
        raise NotImplementedError

    @cached_property
    def offered(self) -> list[Option]:
        """The options, asked for once and only if somebody wants them."""
        return self.options(self.parent.queryset)

    def named(self, value: str) -> Option | None:
        """The option that a value stands for."""
        return next((one for one in self.offered if value == one.value or value in one.aliases), None)

    def filter(self, items: QuerySet[Any], value: str) -> QuerySet[Any]:
        """Narrow the list if a value is chosen."""
        option = self.named(value) if value else None
        return items if option is None else self.narrow(items, option)

    def _choices(self) -> list[tuple[str, str]]:
        return [(option.value, option.label) for option in self.offered]


class ContestFilter(OptionFilter):
    """The contest that stands so many levels above the pages of the list."""

    def __init__(self, *, levels: int, **kwargs: Any) -> None:
        super().__init__(label=_("Contest"), **kwargs)
        self.levels = levels

    def options(self, items: QuerySet[Any]) -> list[Option]:
        """The contests, newest first; the slug of another language stands for the same contest."""
        here = ContestPage.objects.live().filter(path__in=paths_above(items, self.levels))
        slugs: dict[Any, set[str]] = {}
        for key, slug in (
            ContestPage.objects.live()
            .filter(translation_key__in=here.order_by().values("translation_key"))
            .values_list("translation_key", "slug")
        ):
            slugs.setdefault(key, set()).add(slug)
        return [
            Option(contest.slug, contest.title, contest.path, frozenset(slugs[contest.translation_key]))
            for contest in here.order_by("-first_published_at", "-pk")
        ]

    def narrow(self, items: QuerySet[Any], option: Option) -> QuerySet[Any]:
        """Those that stand below the contest."""
        return items.filter(path__startswith=option.key)


class MunicipalityFilter(OptionFilter):
    """The host municipality of the challenge that is the page, or stands so many levels above it."""

    def __init__(self, *, levels: int = 0, **kwargs: Any) -> None:
        super().__init__(label=_("Municipality"), **kwargs)
        self.levels = levels

    def options(self, items: QuerySet[Any]) -> list[Option]:
        """The municipalities, by their names in the reader's language."""
        challenges = ChallengePage.objects.filter(path__in=paths_above(items, self.levels))
        hosts = Municipality.objects.filter(pk__in=challenges.order_by().values("municipality")).order_by("slug")
        return sorted(
            (Option(host.slug, host.name, host.pk) for host in hosts), key=lambda one: alphabetical(one.label)
        )

    def narrow(self, items: QuerySet[Any], option: Option) -> QuerySet[Any]:
        """Those whose challenge the municipality hosts."""
        hosted = ChallengePage.objects.filter(municipality=option.key).order_by().values("path")
        return items.alias(challenge_path=path_above(self.levels)).filter(challenge_path__in=hosted)


class YearFilter(OptionFilter):
    """The year of a date of the items."""

    def __init__(self, field: str, **kwargs: Any) -> None:
        super().__init__(label=_("Year"), **kwargs)
        self.field_of_date = field

    def options(self, items: QuerySet[Any]) -> list[Option]:
        """The years, newest first."""
        name = f"{self.field_of_date}__year"
        years = items.order_by().filter(**{f"{name}__isnull": False}).values_list(name, flat=True).distinct()
        return [Option(str(year), str(year), year) for year in sorted(years, reverse=True)]

    def narrow(self, items: QuerySet[Any], option: Option) -> QuerySet[Any]:
        """Those of that year."""
        return items.filter(**{f"{self.field_of_date}__year": option.key})


class StatusFilter(OptionFilter):
    """The state of a challenge, which follows from its dates and awards."""

    _ORDER: ClassVar = ("open", "deciding", "coming", "won", "no_winner", "discontinued")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label=_("Status"), **kwargs)

    def options(self, items: QuerySet[Any]) -> list[Option]:
        """The states, what one can act on first."""
        keys = set(with_status(items).order_by().values_list("status_key", flat=True).distinct())
        return [Option(key, status_words(key), key) for key in self._ORDER if key in keys]

    def narrow(self, items: QuerySet[Any], option: Option) -> QuerySet[Any]:
        """Those in that state."""
        return with_status(items).filter(status_key=option.key)


class ContestOfProblemFilter(OptionFilter):
    """The contest that a problem was submitted to."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label=_("Contest"), **kwargs)

    def options(self, items: QuerySet[Any]) -> list[Option]:
        """The public contests of the reader's language, newest first."""
        contests = ContestPage.objects.live().filter(
            locale=self.parent.locale, translation_key__in=items.order_by().values("contest__translation_key")
        )
        return [
            Option(contest.slug, contest.title, contest.translation_key)
            for contest in contests.order_by("-first_published_at", "-pk")
        ]

    def narrow(self, items: QuerySet[Any], option: Option) -> QuerySet[Any]:
        """Those of the contest."""
        return items.filter(contest__translation_key=option.key)


class RecordFilter(OptionFilter):
    """A record that the items name: a municipality or a theme, by its name in the reader's language."""

    def __init__(self, model: Any, field: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.record_model, self.field_of_record = model, field

    def options(self, items: QuerySet[Any]) -> list[Option]:
        """The records that occur, by name."""
        used = items.order_by().values(self.field_of_record)
        records = self.record_model.objects.filter(pk__in=used).order_by("slug")
        return sorted(
            (Option(one.slug, one.name, one.pk) for one in records), key=lambda option: alphabetical(option.label)
        )

    def narrow(self, items: QuerySet[Any], option: Option) -> QuerySet[Any]:
        """Those that name the record."""
        return items.filter(**{self.field_of_record: option.key})


class ProblemStateFilter(OptionFilter):
    """What became of a problem."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label=_("State"), **kwargs)

    def options(self, items: QuerySet[Any]) -> list[Option]:
        """The states that occur, in the order in which a problem can reach them."""
        used = set(items.order_by().values_list("state", flat=True).distinct())
        return [Option(state.value, str(state.label), state.value) for state in Problem.State if state.value in used]

    def narrow(self, items: QuerySet[Any], option: Option) -> QuerySet[Any]:
        """Those in that state."""
        return items.filter(state=option.key)


class RecordTextFilter(django_filters.CharFilter):
    """Words that all must stand in some field of a record, which no search index holds."""

    def __init__(self, *fields: str, **kwargs: Any) -> None:
        super().__init__(label=_("Words"), max_length=LONGEST_QUERY, validators=[has_words], **kwargs)
        self.fields_of_text = fields

    def filter(self, items: QuerySet[Any], value: str) -> QuerySet[Any]:
        """Those that hold every word."""
        for word in value.split() if value else ():
            items = items.filter(Q(*((f"{name}__icontains", word) for name in self.fields_of_text), _connector=Q.OR))
        return items


class TextFilter(django_filters.CharFilter):
    """Words to search for: the search comes first, and the list is filtered by what it found."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label=_("Words"), max_length=LONGEST_QUERY, validators=[has_words], **kwargs)

    def filter(self, items: QuerySet[Any], value: str) -> QuerySet[Any]:
        """Those that the search finds, the best of them if it finds very many."""
        if not value:
            return items
        locale: Locale | None = self.parent.locale
        searched = items.model.objects.all()
        if locale is not None:
            searched = searched.filter(locale=locale)
        found = find(searched, words_in(value), locale, most=MOST_HITS)
        return items.filter(pk__in=[hit.pk for hit in found])


def has_words(value: str) -> None:
    """Refuse a text that holds nothing to search for."""
    if not words_in(value):
        raise forms.ValidationError(_("Write at least one word or number."))


def _readable(value: str) -> str:
    """Return a value that can be shown again: not too long, and without characters that no page may hold."""
    return "".join(
        sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in value.strip()[:_LONGEST_VALUE]
    )


class ListFilterSet(django_filters.FilterSet):
    """What the filters of all lists have in common."""

    def __init__(
        self, data: Mapping[str, str] | None, queryset: QuerySet[Any], *, locale: Locale | None = None, **kwargs: Any
    ) -> None:
        given = {name: _readable((data or {}).get(name, "")) for name in self.base_filters}
        super().__init__(given, queryset, **kwargs)
        # An empty dictionary would be taken for none.
        self.data = given
        self.locale = locale
        for name, one in self.filters.items():
            # A slug of another language is turned into that of this one, so that a link works in every language.
            if given[name] and isinstance(one, OptionFilter) and (option := one.named(given[name])):
                given[name] = option.value

    @property
    def chosen(self) -> dict[str, str]:
        """The conditions that are on: values by the names of their parameters."""
        return {name: value for name, value in self.data.items() if value}

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Filter; a condition that cannot be met is met by nothing."""
        return queryset.none() if self.errors else super().filter_queryset(queryset)


class ResultFilterSet(ListFilterSet):
    """Filters of the list of results."""

    contest = ContestFilter(levels=2)
    municipality = MunicipalityFilter(levels=1)
    year = YearFilter("announced_on")
    q = TextFilter()


class ChallengeFilterSet(ListFilterSet):
    """Filters of the list of challenges."""

    contest = ContestFilter(levels=1)
    municipality = MunicipalityFilter()
    status = StatusFilter()
    q = TextFilter()


class TeamFilterSet(ListFilterSet):
    """Filters of the list of teams."""

    contest = ContestFilter(levels=2)
    municipality = MunicipalityFilter(levels=1)
    q = TextFilter()


class NewsFilterSet(ListFilterSet):
    """Filters of the list of news."""

    year = YearFilter("date")
    q = TextFilter()


class ProblemFilterSet(ListFilterSet):
    """Filters of the list of problems."""

    contest = ContestOfProblemFilter()
    municipality = RecordFilter(Municipality, "municipalities", label=_("Municipality"))
    theme = RecordFilter(Theme, "theme", label=_("Theme"))
    status = ProblemStateFilter()
    q = RecordTextFilter("sentence", "text", "affected", "tried", "title_sv", "title_fi", "title_en")
