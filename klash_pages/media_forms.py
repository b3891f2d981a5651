"""Wagtail's forms for pictures and documents, which take only what can be read and is what its name says.

A site names them in its settings (`WAGTAILIMAGES_IMAGE_FORM_BASE`, `WAGTAILDOCS_DOCUMENT_FORM_BASE`); every door to an
upload goes through them: one file, several, the choosers, another file in place of one, and the API.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from io import BytesIO
from typing import Any

import willow
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm
from willow.image import SvgImageFile

from klash_pages import alternative_text
from klash_pages.file_contents import Fault, fault_of

#: The side of the pictures in Wagtail's own lists, in pixels.
_SIDE = 165


def _picture(read: Callable[[Any], Any], data: Any) -> Any:
    """Read an uploaded picture as Wagtail does, and once as it will when it shows it.

    Raises:
        ValidationError: Wagtail refuses the picture, or the library that draws it fails, in whatever way.
    """
    try:
        file = read(data)
        if isinstance(file, UploadedFile):
            _draw(file)
    except ValidationError:
        raise
    except Exception as error:  # what comes out of a broken picture is anybody's guess
        raise ValidationError(
            _("The picture is damaged, or of a kind that cannot be shown. Save it anew as JPEG or PNG and try again."),
            code="invalid_image",
        ) from error
    return file


def _draw(file: UploadedFile) -> None:
    """Decode all of a picture and make a small one of it."""
    file.seek(0)
    data = file.read()
    file.seek(0)
    picture = willow.Image.open(BytesIO(data))
    if not _is_whole(data, picture.format_name):
        raise ValueError("the end is missing")
    if isinstance(picture, SvgImageFile):
        return
    width, height = picture.get_size()
    share = min(1.0, _SIDE / max(width, height))
    small = picture.auto_orient().resize((max(1, int(width * share)), max(1, int(height * share))))
    # As Wagtail does: a JPEG stays one, and what it makes of all else is a PNG or has the same colours.
    small.save_as_jpeg(BytesIO()) if picture.format_name == "jpeg" else small.save_as_png(BytesIO())


def _is_whole(data: bytes, format_name: str) -> bool:
    """Whether a picture has its end. Pillow, as Wagtail sets it, fills half a picture up with grey."""
    if format_name == "jpeg":
        return _has_jpeg_end(data)
    if format_name == "png":
        return b"IEND\xaeB`\x82" in data
    return format_name != "gif" or data.rstrip(b"\0\r\n").endswith(b";")


def _has_jpeg_end(data: bytes) -> bool:
    """Whether the first picture of a JPEG has its end. Telephones put a film behind it, where any bytes may stand."""
    at = 2
    while (at := data.find(b"\xff", at)) >= 0:
        marker = data[at + 1 : at + 2]
        if marker == b"\xd9":
            return True
        if not marker or marker == b"\xff":
            at += 1
        elif marker in (b"\0", b"\x01") or b"\xd0" <= marker <= b"\xd8":
            at += 2  # a byte of the picture itself, or a mark without a length
        else:
            at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return False


def _said(fault: Fault) -> str:
    return {
        Fault.CONTENT: _("The file is not what its name says, or it is damaged. Save it anew in its own format."),
        Fault.MACROS: _("The file holds macros. Save it without them."),
    }[fault]


class PictureForm(BaseImageForm):
    """Takes pictures that can be shown."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            field = self.fields["file"]
            field.to_python = partial(_picture, field.to_python)

    def clean_description(self) -> str:
        """Refuse a file name: Wagtail offers the description of a picture as its alternative text.

        Raises:
            ValidationError: the description is a file name.
        """
        description = str(self.cleaned_data["description"])
        if words := alternative_text.fault(description):
            raise ValidationError(words)
        return description


class DocumentForm(BaseDocumentForm):
    """Takes documents that are what their names say."""

    def clean_file(self) -> Any:
        """Judge a new file by its content.

        Raises:
            ValidationError: it is something else than it says.
        """
        file = self.cleaned_data["file"]
        if isinstance(file, UploadedFile) and (fault := fault_of(file.name or "", file)):
            raise ValidationError(_said(fault), code=fault.value)
        return file

    def add_error(self, field: str | None, error: Any) -> None:
        """Say one thing about a file: Wagtail would add that a file which was refused has no ending."""
        about = getattr(error, "error_dict", {})
        if "file" in self.errors and about.keys() == {"file"}:
            return
        super().add_error(field, error)
