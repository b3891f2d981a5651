"""What a file from outside holds that its reader does not see: remarks, changes, hidden words, names and places.

Runs in the child process of `uploads.examine`. It says only which sorts were found, never whose name or which place:
that would keep what ought to go. Hidden is what the writer left behind. Links, fields of a form, the invisible words
behind a scanned page, and an organisation of the case that is named as author are none of it. Word files are read in
`word.hidden`, PDF in `uploads.hidden_in_pdf`, pictures here.
"""

from __future__ import annotations

import contextlib
import io
import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Any, Final


class Hidden(StrEnum):
    """A sort of hidden content.

    Two are found in the same reading and hide nothing: that a file is marked as a draft, and that it has more pages
    than are looked through.
    """

    COMMENTS = "comments"
    CHANGES = "changes"
    TEXT = "text"
    REVISIONS = "revisions"
    DATA = "data"
    LAYERS = "layers"
    PERSON = "person"
    PLACE = "place"
    DRAFT = "draft"
    UNREAD = "unread"


#: How a line begins that marks its paper as a draft, as ours do: “UTKAST 1”, “DEMO · LUONNOS 2”.
DRAFT_LINE: Final = re.compile(r"\s*(?:[^\W\d_]+\s*[·|–—-]\s*)?(?:UTKAST|LUONNOS|DRAFT)\b(?![-·]?[^\W\d_])")


#: Tags of EXIF and of IPTC.
_GPS_BLOCK, _EXIF_BLOCK, _LATITUDE, _LONGITUDE = 0x8825, 0x8769, 2, 4
_ARTIST, _XP_AUTHOR, _OWNER = 0x013B, 0x9C9D, 0xA430
_BYLINE: Final = (2, 80)


def names_somebody(value: Any, organisations: frozenset[str]) -> bool:
    """Whether a property has words that are not the name of an organisation."""
    if isinstance(value, list | set | tuple):
        return any(names_somebody(each, organisations) for each in value)
    name = "" if value is None else str(value).strip().casefold()
    return bool(name) and name not in organisations


def of_picture(data: bytes, organisations: frozenset[str] = frozenset()) -> Iterator[Hidden]:
    """Yield what a picture says of people and places beside what it shows; one that cannot be read says nothing."""
    from PIL import Image, IptcImagePlugin  # lazy: heavy

    with contextlib.suppress(OSError, SyntaxError, ValueError), Image.open(io.BytesIO(data)) as picture:
        exif = picture.getexif()
        place = exif.get_ifd(_GPS_BLOCK)
        if _LATITUDE in place or _LONGITUDE in place:
            yield Hidden.PLACE
        names = [exif.get(_ARTIST), exif.get(_XP_AUTHOR), exif.get_ifd(_EXIF_BLOCK).get(_OWNER)]
        if isinstance(picture, Image.Image) and picture.format == "JPEG":
            names.append((IptcImagePlugin.getiptcinfo(picture) or {}).get(_BYLINE))
        if names_somebody([_plain(name) for name in (*names, picture.info.get("Author"))], organisations):
            yield Hidden.PERSON
        yield from _of_xmp(picture.info.get("xmp") or picture.info.get("XML:com.adobe.xmp") or b"")


def _of_xmp(packet: bytes | str) -> Iterator[Hidden]:
    data = packet.encode() if isinstance(packet, str) else packet
    if b"GPSLatitude" in data or b"GPSLongitude" in data:
        yield Hidden.PLACE
    if b"dc:creator" in data:
        yield Hidden.PERSON


def _plain(name: Any) -> Any:
    """Return the words of a tag whose bytes end in, or are padded with, zeros."""
    if isinstance(name, bytes):
        return name.replace(b"\0", b"").decode("latin-1")
    return name.replace("\0", "") if isinstance(name, str) else name
