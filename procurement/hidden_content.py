"""What a file from outside holds that its reader does not see: remarks, changes, hidden words, names and places.

Runs in the child process of `foreign_files`. It says only which sorts were found, never whose name or which place: that
would keep what ought to go. Hidden is what the writer left behind. Links, fields of a form, the invisible words behind
a scanned page, and an organisation of the case that is named as author are none of it.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from enum import StrEnum
from typing import Any, Final

from procurement.rendering.word import xml
from procurement.rendering.word.cleaning import clean_story, hidden_styles
from procurement.rendering.word.findings import TemplateRefused, finding
from procurement.rendering.word.package import Package, open_package
from procurement.rendering.word.xml import W


class Hidden(StrEnum):
    """A sort of hidden content."""

    COMMENTS = "comments"
    CHANGES = "changes"
    TEXT = "text"
    LAYERS = "layers"
    PERSON = "person"
    PLACE = "place"


#: What the cleaning of Word files calls what it took out.
_OF_STORY: Final = {"TRACKED": Hidden.CHANGES, "COMMENTS": Hidden.COMMENTS, "HIDDEN": Hidden.TEXT}
_STORIES: Final = frozenset({"document", "hdr", "ftr", "footnotes", "endnotes"})
#: The properties of a file that name a person.
_PERSONAL: Final = frozenset({"creator", "lastModifiedBy", "Manager"})
#: Properties that Outlook and Word's reviewing leave behind.
_AUTHOR_PROPERTY: Final = "_Author"
#: Remarks of a reader on a PDF. A link's words are what a screen reader says, and a field's belong to the form.
_REMARKS: Final = frozenset(
    {
        "/Caret",
        "/Circle",
        "/FreeText",
        "/Highlight",
        "/Ink",
        "/Line",
        "/PolyLine",
        "/Polygon",
        "/Popup",
        "/Redact",
        "/Square",
        "/Squiggly",
        "/Stamp",
        "/StrikeOut",
        "/Text",
        "/Underline",
    }
)
#: Tags of EXIF and of IPTC.
_GPS_BLOCK, _EXIF_BLOCK, _LATITUDE, _LONGITUDE = 0x8825, 0x8769, 2, 4
_ARTIST, _XP_AUTHOR, _OWNER = 0x013B, 0x9C9D, 0xA430
_BYLINE: Final = (2, 80)


def of_word(data: bytes, organisations: frozenset[str] = frozenset()) -> Iterator[Hidden]:
    """Yield what a Word file hides, a sort perhaps more than once.

    Raises:
        TemplateRefused: it cannot be trusted.
    """
    package = open_package(data)
    styles = next(package.targets("styles"), "")
    hidden = hidden_styles(xml.parse(package.members[styles])) if styles else frozenset[str]()
    for name, content in package.members.items():
        if content.startswith((b"\xff\xd8\xff", b"\x89PNG")):
            yield from of_picture(content, organisations)
        elif name.casefold().endswith(".xml"):
            yield from _of_part(package, name, hidden, organisations)


def _of_part(package: Package, name: str, hidden: frozenset[str], organisations: frozenset[str]) -> Iterator[Hidden]:
    try:
        root = xml.parse(package.members[name])
    except xml.XmlFault as fault:
        raise TemplateRefused([finding(fault.code, text=name)]) from fault
    namespace, _brace, local = root.tag[1:].rpartition("}")
    if namespace == W and local in _STORIES:
        yield from (_OF_STORY[code] for code in sorted(clean_story(root, hidden)))
    elif namespace == W and local == "comments" and len(root):
        yield Hidden.COMMENTS
    elif local in ("coreProperties", "Properties"):
        for each in root.iter("{*}*"):
            tag = each.tag.rpartition("}")[2]
            personal = tag in _PERSONAL or each.get("name", "").startswith(_AUTHOR_PROPERTY)
            if personal and _names_somebody("".join(each.itertext()), organisations):
                yield Hidden.PERSON


def of_pdf(data: bytes, organisations: frozenset[str] = frozenset()) -> Iterator[Hidden]:
    """Yield what a PDF that is in order hides, a sort perhaps more than once."""
    import pikepdf

    with pikepdf.open(io.BytesIO(data), attempt_recovery=False, suppress_warnings=True) as pdf:
        for author in (pdf.docinfo.get("/Author"), pdf.open_metadata().get("dc:creator")):
            if _names_somebody(author, organisations):
                yield Hidden.PERSON
        for page in pdf.pages:
            yield from _of_remarks(page, organisations)
        if _hides_layers(pdf.Root.get("/OCProperties")):
            yield Hidden.LAYERS
        for each in pdf.objects:
            # A photograph stands in a PDF as it came out of the camera.
            if isinstance(each, pikepdf.Stream) and each.get("/Filter") == pikepdf.Name.DCTDecode:
                yield from of_picture(each.read_raw_bytes(), organisations)


def _of_remarks(page: Any, organisations: frozenset[str]) -> Iterator[Hidden]:
    import pikepdf

    listed = page.get("/Annots")
    for each in listed if isinstance(listed, pikepdf.Array) else ():
        if isinstance(each, pikepdf.Dictionary) and str(each.get("/Subtype", "")) in _REMARKS:
            if str(each.get("/Contents", "")).strip() or "/RC" in each:
                yield Hidden.COMMENTS
            if _names_somebody(each.get("/T"), organisations):
                yield Hidden.PERSON


def _hides_layers(properties: Any) -> bool:
    """Whether a layer is not shown when the file is opened."""
    import pikepdf

    if not isinstance(properties, pikepdf.Dictionary):
        return False
    first = properties.get("/D", pikepdf.Dictionary())
    if str(first.get("/BaseState", "/ON")) == "/OFF":
        return len(properties.get("/OCGs", [])) > len(first.get("/ON", []))
    return len(first.get("/OFF", [])) > 0


def _names_somebody(value: Any, organisations: frozenset[str]) -> bool:
    """Whether a property has words that are not the name of an organisation."""
    if isinstance(value, list | set | tuple):
        return any(_names_somebody(each, organisations) for each in value)
    name = "" if value is None else str(value).strip().casefold()
    return bool(name) and name not in organisations


def of_picture(data: bytes, organisations: frozenset[str] = frozenset()) -> Iterator[Hidden]:
    """Yield what a picture says of people and places beside what it shows; one that cannot be read says nothing."""
    from PIL import Image, IptcImagePlugin

    with contextlib.suppress(OSError, SyntaxError, ValueError), Image.open(io.BytesIO(data)) as picture:
        exif = picture.getexif()
        place = exif.get_ifd(_GPS_BLOCK)
        if _LATITUDE in place or _LONGITUDE in place:
            yield Hidden.PLACE
        names = [exif.get(_ARTIST), exif.get(_XP_AUTHOR), exif.get_ifd(_EXIF_BLOCK).get(_OWNER)]
        if isinstance(picture, Image.Image) and picture.format == "JPEG":
            names.append((IptcImagePlugin.getiptcinfo(picture) or {}).get(_BYLINE))
        if _names_somebody([_plain(name) for name in (*names, picture.info.get("Author"))], organisations):
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
