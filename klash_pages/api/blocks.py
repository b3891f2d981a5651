"""Blocks of running text as typed values: a union told apart by `type`, a member for each of `models.blocks`.

Values are read as they are stored, so that the images, files and pages of all streams of a page are fetched together.
A block that shows nothing is left out: an image or a file that is gone, a button to a page that is not public.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field
from wagtail.documents import get_document_model

from klash_pages.api import images
from klash_pages.api.days import day
from klash_pages.api.reading import Reading
from klash_pages.api.rich_text import Links
from klash_pages.api.schemas import Day, Document, Image, Link, RichText


class Block(BaseModel):
    """What all blocks have; the id stays when the words change."""

    id: str | None


class HeadingBlock(Block):
    """A heading."""

    type: Literal["heading"] = "heading"
    text: str
    level: Literal[2, 3]


class TextBlock(Block):
    """Running text."""

    type: Literal["text"] = "text"
    text: RichText


class QuoteBlock(Block):
    """What somebody said."""

    type: Literal["quote"] = "quote"
    text: str
    name: str
    title: str


class FigureBlock(Block):
    """An image with its caption."""

    type: Literal["figure"] = "figure"
    image: Image
    caption: str
    credit: str


class Fact(BaseModel):
    """One labelled fact."""

    label: str
    value: str


class FactsBlock(Block):
    """Labelled facts."""

    type: Literal["facts"] = "facts"
    facts: list[Fact]


class DocumentBlock(Block):
    """A file to download."""

    type: Literal["document"] = "document"
    document: Document


class ButtonBlock(Block):
    """The page's one action: `page` leads to a page of the site, `url` elsewhere; one of the two is set."""

    type: Literal["button"] = "button"
    text: str
    page: Link | None
    url: str | None


class TableBlock(Block):
    """A table; the first cell of each row names the row."""

    type: Literal["table"] = "table"
    caption: str
    head: list[str]
    rows: list[list[str]]


class QuestionBlock(Block):
    """A question and its answer."""

    type: Literal["question"] = "question"
    question: str
    answer: RichText
    date: dt.date | None


class LinkBlock(Block):
    """A link to another site."""

    type: Literal["link"] = "link"
    text: str
    url: str


class CorrectionBlock(Block):
    """What was wrong and what is right."""

    type: Literal["correction"] = "correction"
    date: dt.date | None
    text: str


class FollowUpBlock(Block):
    """Something that happened after an award."""

    type: Literal["follow_up"] = "follow_up"
    date: Day | None
    text: RichText
    source: str
    source_url: str


class NoteBlock(Block):
    """A correction of an award, or its withdrawal."""

    type: Literal["note"] = "note"
    kind: Literal["correction", "withdrawal"]
    date: dt.date | None
    text: RichText


class DeficiencyBlock(Block):
    """Something that does not work for everybody."""

    type: Literal["deficiency"] = "deficiency"
    what: str
    reason: str
    plan: str


Body = list[
    Annotated[
        HeadingBlock | TextBlock | QuoteBlock | FigureBlock | FactsBlock | DocumentBlock | ButtonBlock | TableBlock,
        Field(discriminator="type"),
    ]
]

_Raw = dict[str, Any]


def _items(value: Any) -> list[Any]:
    """Return the values of a stored list; older ones have neither type nor id."""
    return [item["value"] if isinstance(item, dict) and item.get("type") == "item" else item for item in value or []]


def _text(value: _Raw, name: str) -> str:
    return str(value.get(name) or "")


def _date(value: _Raw) -> dt.date | None:
    text = _text(value, "date")
    return dt.date.fromisoformat(text[:10]) if text else None


def _image_value(value: _Raw) -> _Raw:
    image = value.get("image")
    return image if isinstance(image, dict) else {"image": image}


class Streams:
    """The streams of one page: what they hold is fetched at once, then each is described."""

    def __init__(
        self, reading: Reading, *streams: Any, texts: Iterable[str] = (), photo_specs: tuple[str, ...] = images.FIGURE
    ) -> None:
        """Fetch what the streams hold; `texts` are rich texts that stand beside them."""
        self._reading = reading
        self._specs = photo_specs
        self.links = Links(reading)
        raw = [child for stream in streams for child in stored(stream)]
        sources = [*texts, *(source for child in raw for source in _rich_texts(child))]
        pages = [child["value"].get("page") or 0 for child in raw if child["type"] == "button"]
        self.links.learn(sources, pages)
        self._images = images.gather(
            (
                key
                for child in raw
                if child["type"] == "figure" and (key := _image_value(child["value"]).get("image")) is not None
            ),
            photo_specs,
        )
        files = {
            child["value"]["document"] for child in raw if child["type"] == "document" and child["value"]["document"]
        }
        self._files = get_document_model().objects.in_bulk(files) if files else {}

    def describe(self, stream: Any) -> list[Any]:
        """Return the blocks of a stream."""
        blocks = (BLOCKS[child["type"]](self, child["value"], child.get("id")) for child in stored(stream))
        return [block for block in blocks if block is not None]

    # One method a block

    def heading(self, value: _Raw, key: str | None) -> HeadingBlock:
        """A heading."""
        return HeadingBlock(id=key, text=_text(value, "text"), level=3 if value.get("level") == "h3" else 2)

    def text(self, value: str, key: str | None) -> TextBlock:
        """Running text."""
        return TextBlock(id=key, text=self.links.write(value or ""))

    def quote(self, value: _Raw, key: str | None) -> QuoteBlock:
        """A quotation."""
        return QuoteBlock(id=key, text=_text(value, "text"), name=_text(value, "name"), title=_text(value, "title"))

    def figure(self, value: _Raw, key: str | None) -> FigureBlock | None:
        """An image, if it is still there."""
        described = self._image(value)
        if described is None:
            return None
        return FigureBlock(id=key, image=described, caption=_text(value, "caption"), credit=_text(value, "credit"))

    def _image(self, value: _Raw) -> Image | None:
        inner = _image_value(value)
        image = self._images.get(inner.get("image"))  # type: ignore[arg-type]
        return images.describe(image, self._specs, self._reading, images.alt_of(inner)) if image else None

    def facts(self, value: list[Any], key: str | None) -> FactsBlock:
        """Labelled facts."""
        return FactsBlock(
            id=key, facts=[Fact(label=_text(item, "label"), value=_text(item, "value")) for item in _items(value)]
        )

    def document(self, value: _Raw, key: str | None) -> DocumentBlock | None:
        """A file, if it is still there."""
        file = self._files.get(value["document"])
        if file is None:
            return None
        return DocumentBlock(
            id=key,
            document=Document(
                url=self._reading.absolute(file.url),
                title=_text(value, "title") or file.title,
                extension=file.file_extension,
                size=file.file_size,
                language=value["language"],
                date=_date(value),
                credit=_text(value, "credit"),
            ),
        )

    def button(self, value: _Raw, key: str | None) -> ButtonBlock | None:
        """A button that leads somewhere."""
        target = self.links.to(value["page"]) if value.get("page") else None
        url = _text(value, "url") or None
        if target is None and url is None:
            return None
        return ButtonBlock(id=key, text=_text(value, "text"), page=target, url=None if target else url)

    def table(self, value: _Raw, key: str | None) -> TableBlock:
        """A table."""
        rows = [[str(cell or "") for cell in _items(row.get("cells"))] for row in _items(value.get("rows"))]
        head = [str(cell or "") for cell in _items(value.get("head"))]
        return TableBlock(id=key, caption=_text(value, "caption"), head=head, rows=rows)

    def question(self, value: _Raw, key: str | None) -> QuestionBlock:
        """A question."""
        answer = self.links.write(_text(value, "answer"))
        return QuestionBlock(id=key, question=_text(value, "question"), answer=answer, date=_date(value))

    def link(self, value: _Raw, key: str | None) -> LinkBlock:
        """A link elsewhere."""
        return LinkBlock(id=key, text=_text(value, "text"), url=_text(value, "url"))

    def correction(self, value: _Raw, key: str | None) -> CorrectionBlock:
        """A correction."""
        return CorrectionBlock(id=key, date=_date(value), text=_text(value, "text"))

    def follow_up(self, value: _Raw, key: str | None) -> FollowUpBlock:
        """Something that happened."""
        return FollowUpBlock(
            id=key,
            date=day(_date(value), _text(value, "precision") or "day"),
            text=self.links.write(_text(value, "text")),
            source=_text(value, "source"),
            source_url=_text(value, "source_url"),
        )

    def note(self, value: _Raw, key: str | None) -> NoteBlock:
        """A dated note."""
        kind: Literal["correction", "withdrawal"] = "withdrawal" if value.get("kind") == "withdrawal" else "correction"
        return NoteBlock(id=key, kind=kind, date=_date(value), text=self.links.write(_text(value, "text")))

    def deficiency(self, value: _Raw, key: str | None) -> DeficiencyBlock:
        """Something that does not work."""
        return DeficiencyBlock(
            id=key, what=_text(value, "what"), reason=_text(value, "reason"), plan=_text(value, "plan")
        )


#: The blocks by the names under which they stand in streams.
BLOCKS: dict[str, Callable[[Streams, Any, str | None], Block | None]] = {
    "heading": Streams.heading,
    "text": Streams.text,
    "quote": Streams.quote,
    "figure": Streams.figure,
    "facts": Streams.facts,
    "document": Streams.document,
    "button": Streams.button,
    "table": Streams.table,
    "question": Streams.question,
    "link": Streams.link,
    "correction": Streams.correction,
    "follow_up": Streams.follow_up,
    "note": Streams.note,
    "deficiency": Streams.deficiency,
}
_RICH = {"question": "answer", "follow_up": "text", "note": "text"}


def stored(stream: Any) -> list[_Raw]:
    """Return the blocks of a stream as they are stored, those whose type is known."""
    return [child for child in (stream.get_prep_value() if stream else []) if child["type"] in BLOCKS]


def _rich_texts(child: _Raw) -> Iterator[str]:
    if child["type"] == "text":
        yield child["value"] or ""
    elif name := _RICH.get(child["type"]):
        yield _text(child["value"], name)
