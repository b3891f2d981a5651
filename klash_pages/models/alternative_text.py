"""Judges alternative texts: a file name tells nothing to somebody who does not see the image. Pure but for `check`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.fields import StreamField
from wagtail.images import get_image_model

#: No system names a file longer than this.
_LONGEST_NAME = 255
#: The last word's end, after a name of its own: "Skolan.Raw materials" and "som .pdf på webben" are sentences.
_SUFFIX = re.compile(r"\S\.(?:jpe?g|png|gif|webp|avif|hei[cf]|tiff?|bmp|svg|raw|dng|pdf|psd)$", re.IGNORECASE)
#: What cameras, telephones and programs call their files; each must be all of the text. Every digit can be read in one
#: way only, so a long row of them takes no longer than its length. Bare numbers are names from six digits in a row on:
#: fewer are a year or an amount.
_CAMERA = re.compile(
    r"(?:"
    r"(?:m?v?img|image|imag|picture|photo|bild|kuva|foto|pic|dsc[fn]?|p|pxl|pano|gopr|dji|sam|cimg|scan|vid)"
    r"[\s_-]*\d{3,}(?:[\s_.-]+\d+)*[a-z]{0,3}"
    r"|\d{6,}(?:[_-]\d+)*"
    r"|\d{4}-\d\d-\d\d[\s_]+\d\d[.-]\d\d[.-]\d\d"
    r"|img[\s_-]*\d{8}[\s_-]*wa\d+"
    r")(?:[\s_-]*\(\d+\)|[\s_-]+(?:copy|kopia|kopio)(?:[\s_-]+\d+)?)?"
    r"|whatsapp[\s_-]+image\b.*"
    r"|(?:screenshot|screen[\s_-]shot|skärmavbild|skärmbild|skärmdump|näyttökuva|kuvakaappaus)[\s_-]*"
    r"(?:from[\s_-]*)?\(?\d.*",
    re.IGNORECASE,
)
_UNSAYING = re.compile(
    r"(?:en |ett )?(?:bild|foto|fotografi|kuva|valokuva|photo|photograph|image|picture)(?:en)?\b"
    r"(?:$|\s*(?:of|on|av|på|från|jossa|,|:))|(?:an? |the )(?:photo|photograph|image|picture) of\b",
    re.IGNORECASE,
)
#: What a storage adds to the name of a file that it has already.
_STORED_AGAIN = re.compile(r"_[A-Za-z0-9]{7}$")


def fault(text: str, filename: str = "") -> str:
    """Say why a text is no alternative text; empty if it may be one.

    Args:
        text: the alternative text.
        filename: the name of the image's file, if it is known.
    """
    plain = text.strip()
    if not plain:
        return ""
    stem = filename.rpartition(".")[0] or filename
    names = {name.casefold() for name in (filename, stem, _STORED_AGAIN.sub("", stem)) if name}
    looks_so = len(plain) <= _LONGEST_NAME and (_SUFFIX.search(plain) or _CAMERA.fullmatch(plain))
    if looks_so or plain.casefold() in names:
        return _("“%(text)s” is a file name. Write what the image tells somebody who does not see it.") % {
            "text": plain
        }
    return ""


def doubt(text: str) -> str:
    """Say why a text may be a poor alternative text; empty if nothing speaks against it."""
    plain = text.strip()
    if plain and (len(plain.split()) == 1 or _UNSAYING.match(plain)):
        return _("The alternative text “%(text)s” may say too little to somebody who does not see the image.") % {
            "text": plain
        }
    return ""


def texts_of(page: Any) -> Iterator[tuple[str, str, int | None]]:
    """Return the alternative texts of a page's images that are not decorative: field, text, number of the image."""
    for field in page._meta.get_fields():
        if isinstance(field, StreamField) and (value := getattr(page, field.name)):
            for image in _images(value.stream_block.get_prep_value(value)):
                if not image.get("decorative"):
                    yield field.name, str(image.get("alt_text") or ""), image.get("image")


def _images(value: Any) -> Iterator[dict[str, Any]]:
    """The images in the stored form of a stream, however deep."""
    if isinstance(value, dict):
        if "alt_text" in value:
            yield value
            return
        value = list(value.values())
    if isinstance(value, list):
        for child in value:
            yield from _images(child)


def check(page: Any) -> None:
    """Ask before readers see a page, through whatever door.

    Raises:
        ValidationError: an alternative text is a file name.
    """
    found = list(texts_of(page))
    if not found:
        return
    files = get_image_model().objects.in_bulk([key for _field, _text, key in found if key])
    for field, text, key in found:
        image = files.get(key)
        if words := fault(text, image.filename if image else ""):
            raise ValidationError({field: words})
