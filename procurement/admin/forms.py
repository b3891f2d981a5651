"""The case form, made from the catalogue: every fact a lawyer can record, grouped as a lawyer thinks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.widgets import AdminDateInput

from klash_pages.plumbing.years import validate_year
from procurement.actions.record_changes import Typed
from procurement.admin.number_field import NumberField
from procurement.admin.origins import Origin, origin_of, origins
from procurement.admin.places import Place
from procurement.admin.sent_forms import ShownClash, UncutForm, chose, lay_over, say_limits, shown_of, whole
from procurement.facts import Cell, Fact, Facts, FactType, Localised, LocalisedList, Record, Records, Source, Value
from procurement.facts.catalogue import CATALOGUE, GROUPS, Column, FactField, Group
from procurement.facts.entering import entered
from procurement.facts.field import ASKED_OF_LABELS, AskedOf
from procurement.facts.numbers import measure_of
from procurement.facts.text import lines
from procurement.interface import interface_language
from procurement.languages import LEGAL_LANGUAGES, Language, amount, number, short_date
from procurement.models import CaseFact
from procurement.validators.business_id import validate_business_id
from procurement.validators.printable_text import validate_printable

#: As Finnish papers write it, in every language; the second form is what programs send.
DATE_FORMATS = ["%d.%m.%Y", "%Y-%m-%d"]


class DateInput(AdminDateInput):
    """Wagtail's date picker, but it leaves a wrong date as it was typed, for the form to refuse.

    By itself it makes 31.2.2026 the third of March and any other mistake today, without a word.
    """

    def __init__(self) -> None:
        super().__init__(format=DATE_FORMATS[0])

    def get_config(self) -> dict[str, Any]:
        """Tell the picker to leave a wrong date alone."""
        return {**super().get_config(), "validateOnBlur": False}


def _is_typed(field: FactField) -> bool:
    """Whether the form has inputs of its own for a fact."""
    return field.on_case_form and field.type is not FactType.TABLE


def _is_shown(field: FactField, facts: Facts) -> bool:
    """Whether the form shows a fact: never what follows from others, and what the system finds where there is any."""
    if field.supplied_by == "system":
        return not field.columns and field.name in facts
    return field.supplied_by != "computed"


class _YesNoField(forms.TypedChoiceField):
    """Yes, no, or not known: an unanswered question is never a no."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            choices=[("", _("Not known")), ("yes", _("Yes")), ("no", _("No"))],
            coerce=lambda value: value == "yes",
            empty_value=None,
            **options,
        )


class _LinesField(forms.CharField):
    """A text of several lines. Browsers send their breaks as CRLF, which nobody typed."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 4}), **options)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Say whether other lines came back than were shown."""
        return super().has_changed(*("\n".join(str(text or "").splitlines()) for text in (initial, data)))


def _form_field(field: FactField | Column, label: str, help_text: str = "") -> forms.Field:
    options: dict[str, Any] = {"label": label, "help_text": help_text, "required": False}
    language = interface_language()
    if (measure := measure_of(field.type, signed=isinstance(field, Column) and field.signed)) is not None:
        return NumberField(measure=measure, is_whole=field.type is FactType.INTEGER, **options)
    match field.type:
        case FactType.YES_NO:
            return _YesNoField(**options)
        case FactType.CHOICE:
            choices = [("", "—"), *((choice.key, choice.label[language]) for choice in field.choices)]
            return forms.ChoiceField(choices=choices, **options)
        case FactType.DATE:
            return forms.DateField(
                widget=DateInput(), input_formats=DATE_FORMATS, validators=[validate_year], **options
            )
        case FactType.LOCALISED_LIST:
            return _LinesField(**options)
        case FactType.VERBATIM:
            return _LinesField(validators=[validate_printable], **options)
    validators = [validate_printable]
    if field.type is FactType.TEXT and _name(field).rpartition(".")[2] == "business_id":
        validators.append(validate_business_id)
    return forms.CharField(max_length=1000, validators=validators, **options)


def _name(field: FactField | Column) -> str:
    return field.name if isinstance(field, FactField) else field.key


@dataclass(frozen=True, slots=True)
class FormFact:
    """A fact as the form's template shows it: its inputs, where its value comes from, whether a paper lacks it."""

    field: FactField
    label: str
    inputs: tuple[forms.BoundField, ...]
    fact: Fact | None
    is_missing: bool
    is_from_page: bool
    shown: str
    asked_of: str
    help: str
    clash: ShownClash | None
    since: int | None
    #: What was typed after a page had begun to hold the fact; it cannot be recorded.
    overruled: str | None
    #: The pages and records that hold the value, or that would hold it.
    holders: tuple[Origin, ...] = ()

    @property
    def is_table(self) -> bool:
        """Whether the fact has rows, which a screen of their own edits."""
        return bool(self.field.columns) and self.field.on_case_form

    @property
    def anchor(self) -> str:
        """The place a list of gaps links to."""
        return "fact-" + self.field.name.replace(".", "-")

    @property
    def origin(self) -> str:
        """Who recorded or verified the value, when, and what it rests on.

        A page is named apart, and "(demo)" rests on nothing.
        """
        if self.fact is None:
            return ""
        known = self.fact.provenance
        recorded = timezone.localtime(datetime.fromisoformat(known.recorded_at)) if known.recorded_at else None
        who = known.recorded_by
        if self.field.supplied_by == "party":
            who = str(_("verified by %(who)s") % {"who": who} if who else _("not verified"))
        parts = [
            who,
            short_date(recorded.date(), Language.FI) if recorded else "",
            known.reference if known.source in (Source.CASE_FORM, Source.COUNTERPARTY) else "",
        ]
        return " · ".join(part for part in parts if part)


class OriginForm(UncutForm):
    """Who supplied values, and what they rest on."""

    source = forms.ChoiceField(
        label=_("Who supplied the values you change now?"),
        choices=[
            (CaseFact.Source.CASE_FORM, _("Our own knowledge")),
            (CaseFact.Source.COUNTERPARTY, _("The counterparty")),
        ],
    )
    reference = forms.CharField(
        label=_("What do they rest on?"),
        required=False,
        max_length=300,
        help_text=_("For example a letter, a decision or a register, with its date."),
    )


class CaseForm(OriginForm):
    """Every fact that no page can supply, with what the values rest on.

    Args:
        facts: what is known now.
        missing: the facts that papers lack.
        shown: the newest recording that the form shows.
        known: what a form that was sent had shown, if that is not what is known now.
        clashes: facts that were typed here and recorded otherwise by somebody else, by name.
        place: finds where a fact is typed; without it the form links nothing.
        since: for each fact that was typed and not recorded, the newest recording that its first form showed.
    """

    def __init__(
        self,
        *args: Any,
        facts: Facts,
        missing: Iterable[str] = (),
        shown: int = 0,
        place: Place | None = None,
        known: Facts | None = None,
        clashes: Mapping[str, ShownClash] | None = None,
        since: Mapping[str, int] | None = None,
        **kwargs: Any,
    ) -> None:
        self.facts = facts
        self.place = place
        self.missing = frozenset(missing)
        self.shown = shown
        self.clashes = clashes or {}
        self.since = since or {}
        #: What was typed of facts that a page holds by now.
        self.overruled: Mapping[str, str] = {}
        known = facts if known is None else known
        initial: dict[str, Any] = {"source": CaseFact.Source.CASE_FORM}
        for field in CATALOGUE.values():
            if _is_typed(field):
                initial.update(_initial(field, known.value(field.name)))
        super().__init__(*args, **{**kwargs, "initial": initial})
        language = interface_language()
        for field in CATALOGUE.values():
            # What was typed is read even if a page holds the fact by now, to be told of.
            if _is_typed(field) and (not self._is_from_page(field) or self._came(field)):
                for key, language_ in _keys(field):
                    label = field.label[language] if language_ is None else _LANGUAGE_NAMES[language_]
                    self.fields[key] = _form_field(field, str(label))
        say_limits(self)

    def _is_from_page(self, field: FactField) -> bool:
        fact = self.facts.entries.get(field.name)
        return fact is not None and fact.provenance.source is Source.PAGE

    def _came(self, field: FactField) -> bool:
        """Whether all inputs of a fact came back."""
        return all(key in self.data for key, _language in _keys(field))

    def clean(self) -> dict[str, Any]:
        """Check the items of lists, each for itself."""
        data: dict[str, Any] = super().clean() or {}
        for field in CATALOGUE.values():
            if field.type is FactType.LOCALISED_LIST:
                for key, _language in _keys(field):
                    for item in lines(data.get(key) or ""):
                        try:
                            validate_printable(item)
                        except ValidationError as error:
                            self.add_error(key, error)
        return data

    def _changed(self) -> Iterator[FactField]:
        """Yield the facts whose inputs all came back and differ from what was shown, unless “theirs” was chosen."""
        differing = set(self.changed_data)
        for field in CATALOGUE.values():
            keys = {key for key, _language in _keys(field)}
            if (
                _is_typed(field)
                and self._came(field)
                and differing & keys
                and not chose(self.data, field.name, "theirs")
            ):
                yield field

    def _is_wrong(self, field: FactField) -> bool:
        return any(key in self.errors for key, _language in _keys(field))

    def typed(self) -> list[Typed]:
        """Return the facts that were typed and are right."""
        return [
            Typed(field.name, _value(field, self.cleaned_data), whole(shown_of(self.data, field.name)))
            for field in self._changed()
            if not self._is_wrong(field) and not self._is_from_page(field)
        ]

    def refused(self) -> dict[str, int]:
        """Return the facts that were typed and cannot be recorded, each with what its form had shown.

        They are wrong, or a page began to hold them after the form was made.
        """
        return {
            field.name: whole(shown_of(self.data, field.name))
            for field in self._changed()
            if self._is_wrong(field) or self._is_from_page(field)
        }

    def _overruled(self) -> dict[str, str]:
        """Return what was typed of facts that a page holds by now, in words."""
        language = interface_language()
        found = {}
        for field in filter(self._is_from_page, self._changed()):
            value = None if self._is_wrong(field) else _value(field, self.cleaned_data)
            raw = " · ".join(text for key, _language in _keys(field) if (text := self.data.get(key)))
            found[field.name] = raw or "–" if value is None else show_cell(field, value, language)
        return found

    def waiting(self) -> dict[str, int]:
        """Return all facts that were typed, each with what its form had shown: before any of them is recorded."""
        return {**{each.name: each.shown for each in self.typed()}, **self.refused()}

    def is_origin_wrong(self) -> bool:
        """Whether nothing can be recorded, for it is wrong who supplied it or what it rests on."""
        return not {"source", "reference"}.isdisjoint(self.errors)

    def take_over(self, sent: CaseForm) -> None:
        """Put what waits into the fields of this form, as it was typed on another, and what it rests on."""
        waiting = [key for name in self.since for key, _language in _keys(CATALOGUE[name])]
        lay_over(self, sent, ["source", "reference", *waiting])
        self.overruled = sent._overruled()

    def groups(self) -> Iterator[tuple[Group, str, list[FormFact]]]:
        """Yield the groups of the form, their labels and their facts."""
        language = interface_language()
        for group in GROUPS:
            rows = [
                self._row(field, language)
                for field in CATALOGUE.values()
                if field.group is group and _is_shown(field, self.facts)
            ]
            if rows:
                yield group, group.label[language], rows

    def open_groups(self) -> frozenset[str]:
        """Return the groups to show unfolded: the first, and those with a gap or something that waits."""
        named = {*self.missing, *self.since}
        shown = (field for field in CATALOGUE.values() if field.name in named and _is_shown(field, self.facts))
        wanted = {field.group.key for field in shown}
        return frozenset({GROUPS[0].key, *wanted})

    def gaps(self) -> list[FormFact]:
        """Return the facts that a paper lacks, in the order of the form."""
        return [row for _group, _label, rows in self.groups() for row in rows if row.is_missing]

    def faults(self) -> list[FormFact]:
        """Return the facts whose inputs are wrong, in the order of the form."""
        rows = [row for _group, _label, rows in self.groups() for row in rows]
        return [row for row in rows if any(input_.errors for input_ in row.inputs)]

    def held(self) -> list[FormFact]:
        """Return the facts that were typed and are not recorded, in the order of the form."""
        return [row for _group, _label, rows in self.groups() for row in rows if row.since is not None]

    def clashing(self) -> list[FormFact]:
        """Return the facts that somebody else changed meanwhile, in the order of the form."""
        return [row for _group, _label, rows in self.groups() for row in rows if row.clash]

    def overruled_facts(self) -> list[FormFact]:
        """Return the facts that were typed and that a page holds by now, in the order of the form."""
        return [row for _group, _label, rows in self.groups() for row in rows if row.overruled is not None]

    def _row(self, field: FactField, language: Language) -> FormFact:
        fact = self.facts.entries.get(field.name)
        return FormFact(
            field=field,
            label=field.label[language],
            inputs=tuple(self[key] for key, _language in _keys(field) if key in self.fields),
            fact=fact,
            is_missing=field.name in self.missing,
            is_from_page=self._is_from_page(field),
            shown=show(field, fact, language),
            asked_of=asked_of(field, language),
            help=field.help[language],
            clash=self.clashes.get(field.name),
            since=self.since.get(field.name),
            overruled=self.overruled.get(field.name),
            holders=self._holders(field.name, fact),
        )

    def _holders(self, name: str, fact: Fact | None) -> tuple[Origin, ...]:
        if fact is not None:
            return origins(fact, self.place)
        holder = self.place.holder_of(name) if self.place else None
        return (origin_of(holder, self.place),) if holder else ()


def asked_of(field: FactField, language: Language) -> str:
    """Return whom to ask for a fact; nobody for what the lawyer who reads this knows."""
    return "" if field.asked_of is AskedOf.LAWYER else ASKED_OF_LABELS[field.asked_of][language]


_LANGUAGE_NAMES: Mapping[Language, Any] = {Language.SV: _("In Swedish"), Language.FI: _("In Finnish")}


def show(field: FactField, fact: Fact | None, language: Language) -> str:
    """Return a value for reading on the screen, both languages of a text side by side."""
    value = None if fact is None else fact.value
    if isinstance(value, Records):
        count = len(value)
        return ngettext("%(n)d row", "%(n)d rows", count) % {"n": count}
    return "" if value is None else show_cell(field, value, language)


def show_cell(field: FactField | Column, value: Cell, language: Language) -> str:
    """Return one value for reading on the screen."""
    match value:
        case Localised():
            return " · ".join(dict.fromkeys(value.texts[key] for key in LEGAL_LANGUAGES if key in value.texts))
        case LocalisedList():
            return " · ".join(", ".join(value.items[key]) for key in LEGAL_LANGUAGES if key in value.items)
        case bool():
            return str(_("Yes") if value else _("No"))
        case date():
            return short_date(value, language)
        case Decimal() if field.type in (FactType.MONEY, FactType.UNIT_PRICE):
            return f"{amount(value, language)} €"
        case Decimal():
            return number(value, language)
        case str() if field.type is FactType.CHOICE:
            return next((choice.label[language] for choice in field.choices if choice.key == value), value)
    return str(value)


def _keys(field: FactField | Column) -> list[tuple[str, Language | None]]:
    key = _name(field).replace(".", "__")
    if field.type in (FactType.LOCALISED, FactType.LOCALISED_LIST):
        return [(f"{key}__{language}", language) for language in LEGAL_LANGUAGES]
    return [(key, None)]


def _initial(field: FactField | Column, value: Value | None) -> dict[str, Any]:
    keys = _keys(field)
    match value:
        case None:
            return {}
        case Localised():
            return {key: value.get(language) for key, language in keys if language}
        case LocalisedList():
            return {key: "\n".join(value.get(language) or ()) for key, language in keys if language}
        case bool():
            return {keys[0][0]: "yes" if value else "no"}
    return {keys[0][0]: value}


def _value(field: FactField | Column, data: Mapping[str, Any]) -> Cell | None:
    keys = _keys(field)
    if field.type is FactType.LOCALISED:
        return _one(field, Localised({language: data.get(key) or "" for key, language in keys if language}))
    if field.type is FactType.LOCALISED_LIST:
        items = {language: lines(data.get(key) or "") for key, language in keys if language}
        return _one(field, LocalisedList(items))
    return _one(field, data.get(keys[0][0]))


def _one(field: FactField | Column, value: Cell | None) -> Cell | None:
    made = entered(field, value)
    return None if isinstance(made, Records) else made


#: How many empty rows a table offers, and how many rows it can have.
_EMPTY_ROWS = 3
_MOST_ROWS = 500


class RowForm(forms.Form):
    """One row of a table. A row in which nothing is written is no row."""

    def __init__(self, *args: Any, table: FactField, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.table = table
        language = interface_language()
        for column in table.columns:
            for key, language_ in _keys(column):
                label = column.label[language]
                name = label if language_ is None else f"{label}, {_LANGUAGE_NAMES[language_]}"
                self.fields[key] = _form_field(column, name)
        say_limits(self)

    def record(self) -> Record | None:
        """Return what is written, or None if nothing is."""
        cells = {column.key: _value(column, self.cleaned_data) for column in self.table.columns}
        written = {key: cell for key, cell in cells.items() if cell is not None}
        return Record(written) if written else None


class _BaseRows(forms.BaseFormSet):
    """The rows of a table fact."""

    def records(self) -> Records | None:
        """Return the rows that are written and not taken away; None if there are none."""
        kept = [form.record() for form in self.forms if not form.cleaned_data.get("DELETE")]
        rows = tuple(row for row in kept if row is not None)
        return Records(rows) if rows else None


def rows_form(table: FactField, value: Value | None, data: Any = None) -> Any:
    """Return the form of a table: a row for each that is recorded, and some empty ones."""
    factory: Any = forms.formset_factory(
        RowForm,
        formset=_BaseRows,
        extra=_EMPTY_ROWS,
        can_delete=True,
        max_num=_MOST_ROWS,
        validate_max=True,
        absolute_max=_MOST_ROWS + _EMPTY_ROWS,
    )
    rows = value.rows if isinstance(value, Records) else ()
    initial = [
        {key: cell for column in table.columns for key, cell in _initial(column, row.get(column.key)).items()}
        for row in rows
    ]
    return factory(data, initial=initial, prefix="rows", form_kwargs={"table": table})


class LiftForm(UncutForm):
    """Why a guard is to be lifted."""

    reason = forms.CharField(
        label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}), validators=[validate_printable]
    )


class DraftForm(forms.Form):
    """Which languages to draft, and whether markers may stand for what is missing."""

    languages = forms.MultipleChoiceField(
        choices=[(str(Language.SV), _("Swedish")), (str(Language.FI), _("Finnish")), (str(Language.EN), _("English"))],
        error_messages={"required": _("Choose at least one language.")},
    )
    incomplete = forms.BooleanField(required=False)
