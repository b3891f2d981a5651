"""The short list of blocks every text body is made of."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

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


class LinkBlock(blocks.StructBlock):
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
    links = blocks.ListBlock(LinkBlock(), min_num=1, label=_("Links"))

    class Meta:
        icon = "list-ul"
        label = _("Group")
