"""The short list of blocks every text body is made of."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

from klash_pages.dates import Precision

RICH_TEXT_FEATURES = ["bold", "italic", "link", "ol", "ul"]


class HeadingBlock(blocks.StructBlock):
    """A heading inside a body."""

    text = blocks.CharBlock(label=_("Heading"))
    level = blocks.ChoiceBlock(choices=[("h2", "h2"), ("h3", "h3")], default="h2", label=_("Level"))

    class Meta:
        icon = "title"
        label = _("Heading")
        template = "klash_pages/blocks/heading.html"


class QuoteBlock(blocks.StructBlock):
    """What somebody said, and who."""

    text = blocks.TextBlock(label=_("Quotation"))
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


class FigureBlock(blocks.StructBlock):
    """An image with its caption and credit; the alternative text belongs to the image of this language."""

    image = ImageBlock(label=_("Image"))
    caption = blocks.CharBlock(required=False, label=_("Caption"))
    credit = blocks.CharBlock(required=False, label=_("Credit"))

    class Meta:
        icon = "image"
        label = _("Image")
        template = "klash_pages/blocks/figure.html"


class BodyBlock(blocks.StreamBlock):
    """Running text with headings, quotations, images and facts."""

    heading = HeadingBlock()
    text = blocks.RichTextBlock(features=RICH_TEXT_FEATURES, label=_("Text"), template="klash_pages/blocks/text.html")
    quote = QuoteBlock()
    figure = FigureBlock()
    facts = blocks.ListBlock(FactBlock(), label=_("Facts"), template="klash_pages/blocks/facts.html")


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
