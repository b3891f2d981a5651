"""The short list of blocks every text body is made of, and the blocks of the lists beside it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.telepath import register
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock, ImageBlockAdapter

from klash_pages.localization.partial_dates import Precision
from klash_pages.models import alternative_text

RICH_TEXT_FEATURES = ["bold", "italic", "link", "ol", "ul"]
LANGUAGES = [("sv", _("Swedish")), ("fi", _("Finnish")), ("en", _("English"))]


class HeadingBlock(blocks.StructBlock):
    """A heading inside a body."""

    text = blocks.CharBlock(label=_("Heading"))
    level = blocks.ChoiceBlock(
        choices=[("h2", "h2"), ("h3", "h3")],
        default="h2",
        label=_("Level"),
        help_text=_("h3 stands below an h2. From three h2 on the page gets a list of contents."),
    )

    class Meta:
        icon = "title"
        label = _("Heading")
        template = "klash_pages/blocks/heading.html"


class QuoteBlock(blocks.StructBlock):
    """What somebody said, and who."""

    text = blocks.TextBlock(label=_("Quotation"), help_text=_("Word for word, without quotation marks."))
    name = blocks.CharBlock(label=_("Name"))
    title = blocks.CharBlock(required=False, label=_("Title"))

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "klash_pages/blocks/quote.html"


class FactBlock(blocks.StructBlock):
    """One labelled fact."""

    label = blocks.CharBlock(label=_("Label"))
    value = blocks.CharBlock(label=_("Value"))

    class Meta:
        icon = "list-ul"
        label = _("Fact")


class DescribedImageBlock(ImageBlock):
    """An image whose alternative text begins empty and is no file name."""

    def clean(self, value: Any) -> Any:
        """Refuse the name of a file."""
        cleaned = super().clean(value)
        text = "" if cleaned is None or cleaned.decorative else cleaned.contextual_alt_text
        if text and (fault := alternative_text.fault(text, cleaned.filename)):
            raise StructBlockValidationError(block_errors={"alt_text": ValidationError(fault)})
        return cleaned


class DescribedImageAdapter(ImageBlockAdapter):
    """Leaves the alternative text to the editor when an image is chosen."""

    js_constructor = "klash_pages.DescribedImage"

    @cached_property
    def media(self) -> forms.Media:
        """The scripts of the block."""
        return super().media + forms.Media(js=["klash_pages/described_image.js"])


register(DescribedImageAdapter(), DescribedImageBlock)


class FigureBlock(blocks.StructBlock):
    """An image with its caption and credit; the alternative text belongs to the image of this language."""

    image = DescribedImageBlock(
        label=_("Image"),
        help_text=_("Describe what the image tells somebody who does not see it. At most two sentences."),
    )
    caption = blocks.CharBlock(required=False, label=_("Caption"))
    credit = blocks.CharBlock(required=False, label=_("Credit"), help_text=_("Who took the photo or drew the image."))

    class Meta:
        icon = "image"
        label = _("Image")
        template = "klash_pages/blocks/figure.html"


class DocumentBlock(blocks.StructBlock):
    """A file to download: a reader sees title, type, language, size and date before fetching it."""

    document = DocumentChooserBlock(label=_("Document"))
    title = blocks.CharBlock(
        required=False, label=_("Title"), help_text=_("What the document is. Empty: the title in the library.")
    )
    language = blocks.ChoiceBlock(choices=LANGUAGES, label=_("Language of the document"))
    date = blocks.DateBlock(required=False, label=_("Date of the document"))
    credit = blocks.CharBlock(required=False, label=_("Credit"))

    class Meta:
        icon = "doc-full"
        label = _("Document")
        template = "klash_pages/blocks/document.html"


class ButtonBlock(blocks.StructBlock):
    """The page's one action, as a link that looks like a button."""

    text = blocks.CharBlock(
        max_length=60, label=_("Text of the button"), help_text=_("What happens: Read the rules. Not: Click here.")
    )
    page = blocks.PageChooserBlock(required=False, label=_("Page of this site"))
    url = blocks.URLBlock(required=False, label=_("Address elsewhere"))

    class Meta:
        icon = "link"
        label = _("Button")
        template = "klash_pages/blocks/button.html"

    def clean(self, value: Any) -> Any:
        """Refuse a button that leads nowhere or to two places."""
        cleaned = super().clean(value)
        if bool(cleaned["page"]) == bool(cleaned["url"]):
            message = _("Choose a page of this site or write an address elsewhere, one of the two.")
            raise StructBlockValidationError({"url": ValidationError(message)})
        return cleaned


class TableRowBlock(blocks.StructBlock):
    """One row of a table."""

    cells = blocks.ListBlock(blocks.CharBlock(required=False, label=_("Cell")), label=_("Cells"))

    class Meta:
        icon = "list-ul"
        label = _("Row")


class TableBlock(blocks.StructBlock):
    """A table with a caption and a header row; the first cell of each row names the row.

    Made of lists, because wagtail-localize translates neither of Wagtail's own table blocks.
    """

    caption = blocks.CharBlock(label=_("Caption"), help_text=_("What the table shows, in one sentence."))
    head = blocks.ListBlock(blocks.CharBlock(label=_("Heading of a column")), label=_("Header row"))
    rows = blocks.ListBlock(TableRowBlock(), label=_("Rows"))

    class Meta:
        icon = "table"
        label = _("Table")
        template = "klash_pages/blocks/table.html"

    def clean(self, value: Any) -> Any:
        """Refuse a row that is longer or shorter than the header row."""
        cleaned = super().clean(value)
        width = len(cleaned["head"])
        for number, row in enumerate(cleaned["rows"], start=1):
            if len(row["cells"]) != width:
                message = _("Row %(row)s has %(cells)s cells, but the header row has %(width)s.") % {
                    "row": number,
                    "cells": len(row["cells"]),
                    "width": width,
                }
                raise StructBlockValidationError({"rows": ValidationError(message)})
        return cleaned


class BodyBlock(blocks.StreamBlock):
    """Running text with headings, quotations, images, facts, documents, tables and at most one button."""

    heading = HeadingBlock()
    text = blocks.RichTextBlock(features=RICH_TEXT_FEATURES, label=_("Text"), template="klash_pages/blocks/text.html")
    quote = QuoteBlock()
    figure = FigureBlock()
    facts = blocks.ListBlock(FactBlock(), label=_("Facts"), template="klash_pages/blocks/facts.html")
    document = DocumentBlock()
    button = ButtonBlock()
    table = TableBlock()

    class Meta:
        block_counts = {"button": {"max_num": 1}}


class QuestionBlock(blocks.StructBlock):
    """A question that somebody asked and the answer that everybody gets."""

    question = blocks.CharBlock(label=_("Question"))
    answer = blocks.RichTextBlock(features=RICH_TEXT_FEATURES, label=_("Answer"))
    date = blocks.DateBlock(label=_("Answered on"), help_text=_("Shown beside the answer."))

    class Meta:
        icon = "help"
        label = _("Question and answer")


class QuestionsBlock(blocks.StreamBlock):
    """Questions and answers, published to everyone at once."""

    question = QuestionBlock()


class DocumentsBlock(blocks.StreamBlock):
    """A list of documents."""

    document = DocumentBlock()


class PhotoBlock(blocks.StreamBlock):
    """A photo in place of the band of dots, or nothing."""

    figure = FigureBlock()

    class Meta:
        max_num = 1
        required = False


class LinkBlock(blocks.StructBlock):
    """A link to somewhere else."""

    text = blocks.CharBlock(label=_("Text of the link"))
    url = blocks.URLBlock(label=_("Address"))

    class Meta:
        icon = "link"
        label = _("Link")


class LinksBlock(blocks.StreamBlock):
    """A list of links."""

    link = LinkBlock()


class DatedNoteBlock(blocks.StructBlock):
    """A correction that says when it was made."""

    date = blocks.DateBlock(label=_("Date"))
    text = blocks.TextBlock(label=_("Text"))

    class Meta:
        icon = "edit"
        label = _("Correction")


class CorrectionsBlock(blocks.StreamBlock):
    """Dated corrections at the end of a page."""

    correction = DatedNoteBlock()


class FollowUpBlock(blocks.StructBlock):
    """Something that happened after the award; date and precision are the same in all languages."""

    date = blocks.DateBlock(
        label=_("Date"),
        help_text=_("If the day is not known, write the first day of the month, season or year and choose that."),
    )
    precision = blocks.ChoiceBlock(choices=Precision.choices, default=Precision.DAY, label=_("Precision"))
    text = blocks.RichTextBlock(features=RICH_TEXT_FEATURES, label=_("Text"))
    source = blocks.CharBlock(required=False, max_length=200, label=_("Source"))
    source_url = blocks.URLBlock(required=False, label=_("Address of the source"))

    class Meta:
        icon = "history"
        label = _("Follow-up")
        template = "klash_pages/blocks/follow_up.html"


class FollowUpsBlock(blocks.StreamBlock):
    """What has happened since the award."""

    follow_up = FollowUpBlock()


class NoteBlock(blocks.StructBlock):
    """A correction of a public page, or the notice that an award was withdrawn."""

    kind = blocks.ChoiceBlock(
        choices=[("correction", _("Correction")), ("withdrawal", _("Withdrawal of the award"))],
        default="correction",
        label=_("Kind of note"),
    )
    date = blocks.DateBlock(label=_("Date"))
    text = blocks.RichTextBlock(features=RICH_TEXT_FEATURES, label=_("Text"))

    class Meta:
        icon = "warning"
        label = _("Dated note")
        template = "klash_pages/blocks/note.html"


class NotesBlock(blocks.StreamBlock):
    """Dated notes at the top of a page."""

    note = NoteBlock()


class MenuLinkBlock(blocks.StructBlock):
    """A link in a menu: to a page of the site, or to an address elsewhere."""

    page = blocks.PageChooserBlock(
        required=False,
        label=_("Page"),
        help_text=_("Readers see the link while the page is published and open to everybody."),
    )
    url = blocks.URLBlock(required=False, label=_("Address elsewhere"))
    text = blocks.CharBlock(
        required=False, max_length=60, label=_("Text"), help_text=_("Left empty: the title of the page.")
    )

    class Meta:
        icon = "link"
        label = _("Link")

    def clean(self, value: Any) -> Any:
        """Refuse a link that leads nowhere, to two places, or says nothing."""
        value = super().clean(value)
        errors = {}
        if value["page"] and value["url"]:
            errors["url"] = ValidationError(_("Choose a page or write an address, not both."))
        elif not value["page"] and not value["url"]:
            errors["page"] = ValidationError(_("Choose a page or write an address."))
        elif value["url"] and not value["text"]:
            errors["text"] = ValidationError(_("Write what the link is called."))
        if errors:
            raise blocks.StructBlockValidationError(block_errors=errors)
        return value


class FooterGroupBlock(blocks.StructBlock):
    """Some links of the footer under a heading."""

    heading = blocks.CharBlock(max_length=60, label=_("Heading"))
    links = blocks.ListBlock(MenuLinkBlock(), min_num=1, label=_("Links"))

    class Meta:
        icon = "list-ul"
        label = _("Group")
