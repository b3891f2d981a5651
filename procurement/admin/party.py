"""The party of a case on screen: its form, and what becomes of it when somebody else changed the same field."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages

from procurement.actions.change_party import PartyChange, PartyClash, TypedField, change_party, compare_party
from procurement.admin import kept_posts
from procurement.admin.forms import DATE_FORMATS, DateInput
from procurement.admin.sent_forms import ShownClash, chose, lay_over, say_limits, shown_of
from procurement.admin.views import NAMESPACE, CaseMixin, Screen
from procurement.languages import Language, short_date
from procurement.models import Case, Party


class PartyForm(forms.ModelForm):
    """The party of a case. What each field showed is part of the form."""

    class Meta:
        model = Party
        fields = Party.typed_fields()
        widgets = {"extract_date": DateInput()}

    def __init__(
        self,
        *args: Any,
        clashes: Mapping[str, ShownClash] | None = None,
        since: Mapping[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.clashes = clashes or {}
        self.since = since or {}
        self.waiting = tuple(self.instance.waiting)
        self.shown = {name: self.instance.written(name) for name in self.fields}
        self.fields["extract_date"].input_formats = DATE_FORMATS  # type: ignore[attr-defined]
        say_limits(self)

    def rows(self) -> Iterator[tuple[BoundField, ShownClash | None, str | None, bool]]:
        """Yield each field with its clash, what its first form showed if it waits, and whether a value was refused."""
        for field in self.visible_fields():
            name = field.name
            yield field, self.clashes.get(name), self.since.get(name), name in self.waiting and name not in self.since

    def clashing(self) -> list[BoundField]:
        """Return the fields that somebody else changed meanwhile."""
        return [self[name] for name in self.fields if name in self.clashes]

    def faults(self) -> list[BoundField]:
        """Return the fields that are wrong."""
        return [self[name] for name in self.fields if name in self.errors]

    @property
    def carried(self) -> str:
        """What the form shows and which fields it says wait, for the form to carry."""
        return json.dumps({"fields": self.shown, "waiting": self.waiting})


class SentParty:
    """A party form that was sent, read against what it showed."""

    def __init__(self, data: Any, case: Case) -> None:
        self.data = data
        carried = _read(data.get("shown", ""))
        self._shown: dict[str, str | None] = carried["fields"]
        self.seen: list[str] = carried["waiting"]
        # A party of its own: a form writes what was typed into the party that it is given.
        self.form = PartyForm(data, instance=Party(case=case))
        self.form.is_valid()

    def shown(self, name: str) -> str | None:
        """Return what the first form showed of a field, None if it carried nothing of it."""
        if f"since-{name}" in self.data and not chose(self.data, name, "mine"):
            return shown_of(self.data, name)
        return self._shown.get(name)

    def _came(self, name: str) -> bool:
        return name in self.data and not chose(self.data, name, "theirs")

    @property
    def typed(self) -> dict[str, TypedField]:
        """The fields that are right."""
        cleaned = self.form.cleaned_data
        return {
            name: TypedField(cleaned[name], self.shown(name))
            for name in self.form.fields
            if self._came(name) and name in cleaned and name not in self.form.errors
        }

    @property
    def wrong(self) -> list[str]:
        """The fields that are wrong."""
        return [name for name in self.form.fields if self._came(name) and name in self.form.errors]


def _read(carried: str) -> dict[str, Any]:
    """Return what a form carries, or what a form carries that showed nothing."""
    nothing: dict[str, Any] = {"fields": {}, "waiting": []}
    try:
        read = json.loads(carried)
    except (ValueError, RecursionError):
        return nothing
    if not isinstance(read, dict) or not isinstance(read.get("fields"), dict):
        return nothing
    fields = {name: value for name, value in read["fields"].items() if isinstance(value, str)}
    waiting = read.get("waiting")
    names = [name for name in waiting if isinstance(name, str)] if isinstance(waiting, list) else []
    return {"fields": fields, "waiting": names}


class PartyView(CaseMixin, Screen):
    """The party of a case."""

    template_name = "procurement/admin/party.html"
    page_title = gettext_lazy("Party")

    def _instance(self, case: Case) -> Party:
        return case.party_or_none or Party(case=case)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the screen shows."""
        case = self.case
        kept = kept_posts.offered(self.request)
        if kept is not None and "form" not in kwargs:
            sent = SentParty(kept, case)
            values, clashes = compare_party(self._instance(case), sent.typed)
            kwargs["form"] = self._again(case, sent, clashes, [*values, *clashes, *sent.wrong])
            kwargs["is_offered"] = True
        kwargs.setdefault("form", PartyForm(instance=self._instance(case)))
        party = kwargs["form"].instance
        added = {
            "case": case,
            "party": party if party.pk else None,
            "media": kwargs["form"].media,
            "unsaved": bool(kwargs["form"].since),
        }
        return super().get_context_data(**{**kwargs, **added})

    def crumbs(self) -> list[dict[str, str]]:
        """Return the path below the list of cases."""
        case = self.case
        return [
            {"url": reverse(f"{NAMESPACE}:case", args=[case.pk]), "label": case.award.title},
            {"url": "", "label": f"{_('Party')}: {case.award.title}"},
        ]

    def _again(self, case: Case, sent: SentParty, clashes: Mapping[str, PartyClash], waiting: list[str]) -> PartyForm:
        """Return the form as the party is now, with what waits in its fields."""
        party = self._instance(case)
        shown = {name: _clash(party, name, clash) for name, clash in clashes.items()}
        since = {name: sent.shown(name) or "" for name in waiting}
        form = PartyForm(instance=party, clashes=shown, since=since)
        lay_over(form, sent.form, waiting)
        return form

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Save what was changed, and show what waits beside each field."""
        case = self.case
        sent = SentParty(request.POST, case)
        wrong = sent.wrong
        try:
            change = change_party(case, sent.typed, request.user, refused=wrong, seen=sent.seen)
        except ValidationError:
            # What was typed is right and what was saved before is not: the field is among the wrong ones.
            change = PartyChange()
        waiting = [*change.clashes, *wrong]
        if not waiting:
            saved = _("The party is saved and waits to be verified.") if change.saved else _("Nothing was changed.")
            messages.success(request, saved)
            return self.back(case)
        if change.saved or change.clashes:
            messages.error(request, saved_and_waiting(len(change.saved), len(waiting)))
        else:
            messages.error(request, _("The party was not saved. Mend the fields that are marked."))
            waiting = [*waiting, *sent.typed]
        form = self._again(case, sent, change.clashes, waiting)
        return self.render_to_response(self.get_context_data(form=form), status=422)


def saved_and_waiting(saved: int, waiting: int) -> str:
    """Say how many fields of the party were saved and how many wait."""
    return " ".join(
        [
            ngettext("%(n)d field saved.", "%(n)d fields saved.", saved) % {"n": saved},
            ngettext("%(n)d field waits and is marked.", "%(n)d fields wait and are marked.", waiting) % {"n": waiting},
        ]
    )


def _clash(party: Party, name: str, clash: PartyClash) -> ShownClash:
    """Return a clash as the screen shows it: a choice by its label, a date as people write it."""
    field: Any = Party._meta.get_field(name)
    value = getattr(party, name)
    if field.choices:
        text = str(dict(field.flatchoices).get(value, value))
    else:
        text = short_date(value, Language.FI) if name == "extract_date" else clash.saved
    return ShownClash(name, (text,) if text else (), clash.by, clash.at)
