"""The sandbox templates run in: nothing to call, attributes closed, turns on an account, all output escaped."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from jinja2 import StrictUndefined, Undefined, UndefinedError, pass_context
from jinja2.runtime import Context, LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing
from markupsafe import Markup, escape

from procurement import languages
from procurement.languages import Language
from procurement.word import filters as named_filters
from procurement.word.expressions import LOOP_NAMES, TESTS
from procurement.word.findings import Place, TemplateRefused, finding
from procurement.word.values import Record, ValueFault, clean

MAX_TURNS: Final = 200_000
MAX_OUTPUT: Final = 30 * 2**20
#: Not a name a template can write.
ACCOUNT: Final = "\0account"
_VALUES: Final = Place("values")
#: Most values: short, and with no character that must be escaped, split or refused.
_NEEDS_NOTHING: Final = re.compile(
    "[^\x00-\x1f\x7f-\x9f&<>\"'\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]{0,2000}"
).fullmatch
_POSITION: Final = re.compile(r"\[\d+\]")
_ATTRIBUTE: Final = re.compile(r"[A-Za-z0-9]{1,32}")


class MissingValueError(UndefinedError):
    """A template asked for a value that is not there."""


class Missing(StrictUndefined):
    """A value that is not there: whatever is done with it stops the render, and names it."""

    __slots__ = ()

    def __init__(self, hint: str | None = None, obj: Any = missing, name: str | None = None, exc: Any = None) -> None:
        super().__init__(hint, obj, name, MissingValueError)

    @property
    def _undefined_message(self) -> str:
        return self._undefined_name or ""


class Marks:
    """What stands for missing values, and which were asked for: by print, and by conditions."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.texts = texts
        self.seen: dict[str, None] = {}
        self.undecided: dict[str, None] = {}

    def of(self, name: str) -> str:
        """Return the mark of a value, and remember that it was asked for."""
        path = _POSITION.sub("[]", name)
        self.seen[path] = None
        return self.texts.get(path) or f"[{path}]"

    def are_in(self, text: str) -> bool:
        """Tell whether a text holds a mark."""
        return any((self.texts.get(path) or f"[{path}]").casefold() in text.casefold() for path in self.seen)

    def decide(self, name: str) -> bool:
        """Say yes to a condition, and remember that nothing was known."""
        self.of(name)
        self.undecided[_POSITION.sub("[]", name)] = None
        return True


class Marked(Undefined):
    """A value that is not there and says so in print; a condition that asks for it shows its words."""

    __slots__ = ()
    marks = Marks({})

    @property
    def name(self) -> str:
        """Return what a template calls the value."""
        return self._undefined_name or ""

    def __str__(self) -> str:
        return self.marks.of(self.name)

    def __bool__(self) -> bool:
        return self.marks.decide(self.name)

    def _asked(self, _other: object) -> bool:
        return bool(self)

    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __contains__ = _asked  # type: ignore[assignment]

    def __hash__(self) -> int:
        return hash(self.name)


class Account:
    """The turns one render may still take."""

    __slots__ = ("turns",)

    def __init__(self) -> None:
        self.turns = MAX_TURNS

    def charge(self, turns: int) -> None:
        """Take turns off the account.

        Raises:
            ValueFault: there are not so many left.
        """
        self.turns -= turns
        if self.turns < 0:
            raise ValueFault(finding("TOO_MANY_TURNS", limit=f"{MAX_TURNS:,}".replace(",", " ")))


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja with an allow-list below it as well: keys of records, seven names of `loop`, nothing else."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Look up a key; never an attribute of a Python object."""
        if type(obj) is Record:
            try:
                return obj.get(attribute)
            except KeyError:
                return self.undefined(name=f"{obj.path}.{attribute}")
        if type(obj) is LoopContext and attribute in LOOP_NAMES:
            return getattr(obj, attribute)
        if isinstance(obj, Marked):
            return self.undefined(name=f"{obj.name}.{attribute}")
        if isinstance(obj, Undefined):
            str(obj)
        raise ValueFault(finding("VALUE_MISSING", _VALUES, name=attribute))

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Look up a key or a position."""
        if type(obj) is Record and isinstance(argument, str):
            return self.getattr(obj, argument)
        if isinstance(obj, tuple | list) and type(argument) is int:
            try:
                return obj[argument]
            except IndexError:
                return self.undefined(name=f"[{argument}]")
        if isinstance(obj, Marked):
            return self.undefined(name=f"{obj.name}[{argument}]" if type(argument) is int else f"{obj.name}.{argument}")
        if isinstance(obj, Undefined):
            str(obj)
        raise ValueFault(finding("VALUE_MISSING", _VALUES, name=f"[{argument}]"))

    def is_safe_callable(self, obj: Any) -> bool:
        """Nothing can be called."""
        return False

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """No attribute can be read."""
        return False


_KINDS: Final = {
    "NoneType": ("null", ""),
    "float": ("a floating-point number", "Use |number or |money."),
    "bool": ("a yes/no value", "Use it in {% if %}."),
    "tuple": ("a list", "Use |listed, |join or {% for %}."),
    "list": ("a list", "Use |listed, |join or {% for %}."),
    "Record": ("a group", ""),
}


def printer(language: Language) -> Callable[[Any, str], str]:
    """Return what turns a value into the text that is printed for it."""

    def printed(value: Any, name: str) -> str:
        kind = type(value)
        if kind is str:
            return clean(value, name)
        if kind is int:
            return str(value)
        if kind is Decimal and value.is_finite():
            return languages.amount(value, language)
        if kind is date:
            return languages.short_date(value, language)
        if isinstance(value, Undefined):
            return str(value)  # raises, and names the field, unless missing values are marked
        shown, hint = _KINDS.get(kind.__name__, (kind.__name__, ""))
        inside = [f"{name}.{key}" for key in value.names()][:3] if kind is Record else []
        raise ValueFault(finding("VALUE_NOT_PRINTABLE", _VALUES, suggestions=inside, name=name, type=shown, hint=hint))

    return printed


class _Printing:
    """How values become text, by where they stand."""

    def __init__(
        self,
        language: Language,
        looks: tuple[str, ...] = (),
        blocks: tuple[tuple[str, str], ...] = (),
        marks: Marks | None = None,
    ) -> None:
        self.printed = printer(language)
        self.marks = marks
        self.looks = looks
        self.blocks = blocks

    def text(self, value: Any, name: str, look: int) -> Markup:
        """Print into a run of text."""
        if type(value) is str and _NEEDS_NOTHING(value):
            return Markup(value)  # noqa: S704 - the pattern has nothing to escape
        return self.split(self.printed(value, name), self.looks[look])

    def split(self, shown: str, properties: str) -> Markup:
        """Escape, and write tabs and line breaks as Word does."""
        marked = str(escape(shown))
        if "\t" in marked:
            tab = f'</w:t></w:r><w:r>{properties}<w:tab/></w:r><w:r>{properties}<w:t xml:space="preserve">'
            marked = marked.replace("\t", tab)
        if "\n" in marked:
            marked = marked.replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
        return Markup(marked)  # noqa: S704 - escaped above; the run properties are the template's own

    def attribute(self, value: Any, name: str, usual: str) -> Markup:
        """Print into one of the two attributes docxtpl's own commands make: a span or a colour.

        A mark would fit in neither; where one stands for a missing value, `usual` is printed.
        """
        shown = self.printed(value, name)
        if not _ATTRIBUTE.fullmatch(shown):
            if self.marks is not None and self.marks.are_in(shown):
                return Markup(usual)  # noqa: S704 - one of two words of ours
            raise ValueFault(finding("VALUE_FORMAT", _VALUES, shown, name=name, filter="colspan, cellbg"))
        return Markup(shown)  # noqa: S704 - letters and digits only

    def block(self, value: Any, name: str, number: int) -> Markup:
        """Print paragraphs: a text's lines, or a list of texts or of groups with `text` and `bold`."""
        paragraph, run = self.blocks[number]
        if isinstance(value, Undefined):
            str(value)
        items = value if isinstance(value, tuple) else tuple(value.split("\n")) if type(value) is str else (value,)
        return Markup("").join(self._paragraph(item, name, paragraph, run) for item in items)

    def _paragraph(self, item: Any, name: str, paragraph: str, run: str) -> Markup:
        if type(item) is Record and "text" in item.names():
            if "bold" in item.names() and item.get("bold") is True:
                run = run.replace("<w:rPr>", "<w:rPr><w:b/>", 1) if run else "<w:rPr><w:b/></w:rPr>"
            item = item.get("text")
        text = self.split(self.printed(item, name), run)
        return Markup(  # noqa: S704 - the text is escaped; the properties are the template's own
            f'<w:p>{paragraph}<w:r>{run}<w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
        )


@pass_context
def _turns(context: Context, value: Any, name: str) -> Any:
    if isinstance(value, Marked):
        value.marks.of(value.name)
        value = (type(value)(name=f"{value.name}[]"),)
    if isinstance(value, Undefined):
        str(value)
    if not isinstance(value, tuple | list):
        if value is None:
            raise MissingValueError(name)
        raise ValueFault(finding("NOT_A_LIST", _VALUES, name=name))
    context.parent[ACCOUNT].charge(len(value))
    return value


def _unless_marked(filter_: Callable[..., Any]) -> Callable[..., Any]:
    def filtered(value: Any, *arguments: Any) -> Any:
        return value if isinstance(value, Marked) else filter_(value, *arguments)

    return filtered


def _truth(value: Any, name: str) -> Any:
    # A yes/no value that is not known is missing, never "no".
    if value is None:
        raise MissingValueError(name)
    return value


def environment(
    language: Language,
    looks: tuple[str, ...] = (),
    blocks: tuple[tuple[str, str], ...] = (),
    marks: Marks | None = None,
) -> Sandbox:
    """Return a sandbox for one prepared part.

    Args:
        language: in which numbers, sums and dates are written.
        looks: the run properties around the tags, by the number the walk gave them.
        blocks: paragraph and run properties of the `{{p }}` tags, by number.
        marks: what stands for missing values; without them a missing value stops the render.
    """
    undefined = Missing if marks is None else type("Marked", (Marked,), {"__slots__": (), "marks": marks})
    sandbox = Sandbox(autoescape=True, undefined=undefined, keep_trailing_newline=True, cache_size=0)
    sandbox.globals.clear()
    sandbox.filters.clear()
    kept = {*TESTS, "eq", "ne", "gt", "ge", "lt", "le", "in"}
    sandbox.tests = {name: test for name, test in sandbox.tests.items() if name in kept}
    printing = _Printing(language, looks, blocks, marks)
    named = named_filters.filters(language, lambda value: printing.printed(value, "list"))
    if marks is not None:
        named = {name: filter_ if name == "default" else _unless_marked(filter_) for name, filter_ in named.items()}
    sandbox.filters.update(named)
    sandbox.filters.update(
        {
            "\0text": printing.text,
            "\0attribute": printing.attribute,
            "\0block": printing.block,
            "\0joined": printing.printed,
            "\0turns": _turns,
            "\0truth": _truth,
        }
    )
    return sandbox


def new_context(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the names of one render, with an account of its own."""
    return {**values, ACCOUNT: Account()}


__all__ = [
    "ACCOUNT",
    "MAX_OUTPUT",
    "MAX_TURNS",
    "Account",
    "Marks",
    "Missing",
    "MissingValueError",
    "Sandbox",
    "TemplateRefused",
    "environment",
    "new_context",
    "printer",
]
