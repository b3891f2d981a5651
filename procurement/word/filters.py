"""The filters of the template language: text, lists, and how Finnish papers write numbers, sums and dates."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from jinja2 import Undefined
from jinja2.filters import do_title

from procurement import languages
from procurement.languages import Language
from procurement.word.findings import Place, finding
from procurement.word.values import Record, ValueFault

DATE_FORMS: Final = frozenset({"short", "long", "iso"})
_LANGUAGES: Final = frozenset({"sv", "fi", "en"})
_MAX_DIGITS: Final = 30


def _none(arguments: Sequence[Any]) -> bool:
    return not arguments


def _language(arguments: Sequence[Any]) -> bool:
    return not arguments or (len(arguments) == 1 and arguments[0] in _LANGUAGES)


def _date(arguments: Sequence[Any]) -> bool:
    forms = [each for each in arguments if each in DATE_FORMS]
    tongues = [each for each in arguments if each in _LANGUAGES]
    return len(forms) <= 1 and len(tongues) <= 1 and len(forms) + len(tongues) == len(arguments)


def _default(arguments: Sequence[Any]) -> bool:
    return len(arguments) <= 2 and (len(arguments) < 2 or isinstance(arguments[1], bool))


def _join(arguments: Sequence[Any]) -> bool:
    return len(arguments) <= 1 and all(isinstance(each, str) for each in arguments)


#: What may stand in a filter's parentheses.
ARGUMENTS: Final[Mapping[str, Callable[[Sequence[Any]], bool]]] = {
    "capitalize": _none,
    "count": _none,
    "date": _date,
    "default": _default,
    "first": _none,
    "join": _join,
    "last": _none,
    "length": _none,
    "listed": _language,
    "lower": _none,
    "money": _language,
    "number": _language,
    "percent": _language,
    "title": _none,
    "trim": _none,
    "upper": _none,
}
FILTERS: Final = tuple(ARGUMENTS)


def _fault(name: str, value: object) -> ValueFault:
    shown = str(value) if isinstance(value, str | int | float | Decimal) else type(value).__name__
    return ValueFault(finding("VALUE_FORMAT", Place("values"), shown, name=shown[:40], filter=name))


def _present(value: Any) -> Any:
    if isinstance(value, Undefined):
        str(value)  # raises, and names what is missing
    return value


def decimal_of(value: Any, name: str) -> Decimal:
    """Return a number, a decimal or their text as a decimal; a yes/no value is none.

    Raises:
        ValueFault: it is not a finite number of at most thirty digits.
    """
    _present(value)
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        raise _fault(name, value)
    try:
        # A float is read as it is written, never as the binary number behind it.
        found = Decimal(repr(value) if isinstance(value, float) else str(value).strip())
        if not found.is_finite() or abs(found.adjusted()) > _MAX_DIGITS or len(found.as_tuple().digits) > _MAX_DIGITS:
            raise _fault(name, value)
    except (InvalidOperation, ValueError) as error:
        raise _fault(name, value) from error
    return found


def _text(value: Any, name: str) -> str:
    _present(value)
    if type(value) is str:
        return value
    if type(value) is int:
        return str(value)
    raise _fault(name, value)


def _list(value: Any, name: str) -> tuple[Any, ...]:
    _present(value)
    if isinstance(value, tuple | list):
        return tuple(value)
    raise _fault(name, value)


def day_of(value: Any) -> date:
    """Return a date or the date an ISO text names.

    Raises:
        ValueFault: it is neither.
    """
    _present(value)
    if isinstance(value, date):
        return value
    if isinstance(value, str):
        try:
            return date.fromisoformat(value.strip()[:10])
        except ValueError as error:
            raise _fault("date", value) from error
    raise _fault("date", value)


def filters(  # noqa: C901 - one small function a filter
    language: Language, printed: Callable[[Any], str]
) -> dict[str, Callable[..., Any]]:
    """Return the filters as Jinja calls them, writing in a language unless told another."""

    def chosen(name: str) -> Language:
        return Language(name) if name else language

    def default(value: Any, other: Any = "", empty: bool = False) -> Any:
        if isinstance(value, Undefined) or value is None:
            return other
        return other if empty and not value else value

    def written_date(value: Any, *arguments: str) -> str:
        form = next((each for each in arguments if each in DATE_FORMS), "short")
        tongue = chosen(next((each for each in arguments if each in _LANGUAGES), ""))
        day = day_of(value)
        if form == "iso":
            return day.isoformat()
        return languages.long_date(day, tongue) if form == "long" else languages.short_date(day, tongue)

    def number(value: Any, tongue: str = "") -> str:
        return languages.number(decimal_of(value, "number"), chosen(tongue))

    def money(value: Any, tongue: str = "") -> str:
        amount = decimal_of(value, "money")
        if amount != amount.quantize(Decimal("0.0001")):
            raise _fault("money", value)
        return languages.amount(amount, chosen(tongue))

    def percent(value: Any, tongue: str = "") -> str:
        return f"{languages.number(decimal_of(value, 'percent'), chosen(tongue))}{languages.NBSP}%"

    def listed(value: Any, tongue: str = "") -> str:
        return languages.enumeration([printed(each) for each in _list(value, "listed")], chosen(tongue))

    def join(value: Any, separator: str = "") -> str:
        return separator.join(printed(each) for each in _list(value, "join"))

    def length(value: Any) -> int:
        _present(value)
        if isinstance(value, str | tuple | list):
            return len(value)
        if isinstance(value, Record):
            return len(value.names())
        raise _fault("length", value)

    def first(value: Any) -> Any:
        items = _list(value, "first")
        if not items:
            raise _fault("first", "[ ]")
        return items[0]

    def last(value: Any) -> Any:
        items = _list(value, "last")
        if not items:
            raise _fault("last", "[ ]")
        return items[-1]

    return {
        "capitalize": lambda value: _text(value, "capitalize").capitalize(),
        "count": length,
        "date": written_date,
        "default": default,
        "first": first,
        "join": join,
        "last": last,
        "length": length,
        "listed": listed,
        "lower": lambda value: _text(value, "lower").lower(),
        "money": money,
        "number": number,
        "percent": percent,
        "title": lambda value: str(do_title(_text(value, "title"))),
        "trim": lambda value: _text(value, "trim").strip(),
        "upper": lambda value: _text(value, "upper").upper(),
    }
