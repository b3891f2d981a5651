"""What an address may ask for. Filters are those of the site's own lists, taken from their sets of filters."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeVar

from ninja import Schema
from ninja.errors import ValidationError
from pydantic import Field, create_model
from wagtail.coreutils import get_content_languages

from klash_pages.lists.filters import ListFilterSet

MOST_ITEMS = 100
_LONGEST = 300

Language = Annotated[
    str,
    Field(
        description="The language of the answer; there is no other to fall back on.",
        json_schema_extra={"enum": sorted(get_content_languages())},
        pattern=f"^({'|'.join(sorted(get_content_languages()))})$",
    ),
]
RichTextFormat = Annotated[Literal["html", "markdown"], Field(description="How running text is written.")]


class Query(Schema):
    """What every address takes."""

    locale: Language
    fields: Annotated[
        str,
        Field(
            max_length=_LONGEST,
            description="Names of the fields that are wanted, with commas; left out: all. The answer then is "
            "application/vnd.klash.partial+json.",
        ),
    ] = ""


class TextQuery(Query):
    """What addresses with running text take."""

    rich_text: RichTextFormat = "html"


class ListQuery(Query):
    """What every list takes."""

    limit: Annotated[int, Field(ge=1, le=MOST_ITEMS, description="How many items at most.")] = 20
    cursor: Annotated[
        str, Field(max_length=600, description="Where to go on: `next_cursor` of the answer before this one.")
    ] = ""


_Q = TypeVar("_Q", bound=ListQuery)


def filtered(name: str, filter_set: type[ListFilterSet]) -> type[ListQuery]:
    """Return the query of a list with the filters of its set."""
    described = {
        "q": "Words that all must occur.",
        "year": "A year that occurs in the list.",
    }
    given: dict[str, Any] = {
        key: (
            Annotated[
                str,
                Field(
                    max_length=_LONGEST,
                    description=described.get(key, "A value that occurs in the list; see the choices of the list."),
                ),
            ],
            "",
        )
        for key in filter_set.base_filters
    }
    model = create_model(name, __base__=ListQuery, **given)
    model.__doc__ = f"What a list takes, and the filters of {filter_set.__name__}."
    return model


def wrong(name: str, message: str, kind: str = "value_error", source: str = "query") -> ValidationError:
    """Return the error that says what is wrong with a parameter."""
    return ValidationError([{"type": kind, "loc": [source, name], "msg": message}])
