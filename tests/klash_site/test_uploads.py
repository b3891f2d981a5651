"""Files that could harm readers or the server are refused with a sentence, at every door; nothing is kept of them."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image as Picture
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import APIToken

from tests.factories.users import AdminFactory, EditorFactory

pytestmark = pytest.mark.django_db

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def png(width: int, height: int) -> bytes:
    """A black PNG of any size in a few kilobytes."""
    rows = zlib.compress(b"\0" * ((width + 7) // 8 + 1) * height, 9)

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def complaints(name: str, content: bytes, kind: str) -> list[str]:
    client = Client()
    client.force_login(EditorFactory())
    upload = SimpleUploadedFile(name, content, kind)
    response = client.post(reverse("wagtailimages:add"), {"title": "Upload", "file": upload})
    assert not get_image_model().objects.exists()
    return [str(error) for error in response.context["form"].errors["file"]]


def test_an_svg_is_refused_whatever_its_name():
    sentence = "Bildformatet stöds inte. Format som stöds: AVIF, GIF, JPG, JPEG, PNG, WEBP."
    assert complaints("drawing.svg", SVG, "image/svg+xml") == [sentence]
    assert len(complaints("drawing.png", SVG, "image/png")) == 1


def test_a_description_that_is_a_file_name_is_refused():
    client = Client()
    client.force_login(EditorFactory())
    upload = SimpleUploadedFile("IMG_2041.png", png(10, 10), "image/png")
    typed = {"title": "Upload", "description": "IMG_2041.png", "file": upload}
    response = client.post(reverse("wagtailimages:add"), typed)
    (sentence,) = response.context["form"].errors["description"]
    assert "IMG_2041.png" in sentence
    assert not get_image_model().objects.exists()


def test_a_small_file_that_unfolds_into_a_giant_is_refused():
    bomb = png(9000, 9000)
    assert len(bomb) < 20_000
    (sentence,) = complaints("bomb.png", bomb, "image/png")
    assert "81000000" in sentence.replace("\xa0", "").replace(" ", "")
    assert len(complaints("bomb.png", png(20_000, 20_000), "image/png")) == 1


def test_a_file_that_is_too_large_is_refused(settings):
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 1000
    buffer = io.BytesIO()
    Picture.effect_noise((200, 200), 90).save(buffer, "PNG")
    (sentence,) = complaints("large.png", buffer.getvalue(), "image/png")
    assert sentence


def test_the_limits_are_those_of_a_good_camera(settings):
    assert settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE == 15 * 1024 * 1024
    assert settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS == 50_000_000
    assert "svg" not in settings.WAGTAILIMAGES_EXTENSIONS


# ---- pictures that cannot be shown

DAMAGED = "Bilden är skadad eller av ett slag som inte kan visas. Spara den på nytt som JPEG eller PNG och försök igen."


def drawn(kind: str, mode: str = "RGB", **options: Any) -> bytes:
    """A picture of noise."""
    buffer = io.BytesIO()
    Picture.effect_noise((120, 80), 90).convert(mode).save(buffer, kind, **options)
    return buffer.getvalue()


def animated() -> bytes:
    buffer = io.BytesIO()
    frames = [Picture.effect_noise((40, 40), 90) for _ in range(3)]
    frames[0].save(buffer, "GIF", save_all=True, append_images=frames[1:])
    return buffer.getvalue()


def half(data: bytes) -> bytes:
    return data[: len(data) // 2]


#: A script that begins as a GIF does.
GIF_SCRIPT = b"GIF89a=1;alert(document.domain)//" + b" " * 200
BROKEN = {
    "a truncated PNG": ("a.png", half(drawn("PNG"))),
    "the beginning of a PNG": ("a.png", drawn("PNG")[:24]),
    "a truncated JPEG": ("a.jpg", half(drawn("JPEG"))),
    "a truncated progressive JPEG": ("a.jpg", half(drawn("JPEG", progressive=True))),
    "a truncated WebP": ("a.webp", half(drawn("WEBP"))),
    "a truncated GIF": ("a.gif", half(animated())),
    "a script that begins as a GIF": ("a.gif", GIF_SCRIPT),
    "a PNG with a wrong length": ("a.png", png(40, 40)[:33] + b"\xff" * 40),
    "no bytes": ("a.png", b""),
    "text": ("a.png", b"no picture"),
    "HTML": ("a.jpg", b"<html><script>alert(1)</script></html>"),
}
GOOD = {
    "a PNG": ("a.png", drawn("PNG")),
    "grey in 16 bits": ("a.png", drawn("PNG", "I;16")),
    "a palette": ("a.png", drawn("PNG", "P")),
    "one bit": ("a.png", drawn("PNG", "1")),
    "transparent": ("a.png", drawn("PNG", "RGBA")),
    "a JPEG": ("a.jpeg", drawn("JPEG")),
    "a progressive JPEG": ("a.jpg", drawn("JPEG", progressive=True)),
    "a JPEG with a film behind it": ("a.jpg", drawn("JPEG") + b"film\xff\xda" * 20_000),
    "a JPEG for print": ("a.jpg", drawn("JPEG", "CMYK")),
    "a WebP": ("a.webp", drawn("WEBP")),
    "an animated GIF": ("a.gif", animated()),
}


def upload(name: str, data: bytes, kind: str = "application/octet-stream") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, kind)


def editor() -> Client:
    client = Client(headers={"accept-language": "sv"}, raise_request_exception=False)
    client.force_login(EditorFactory())
    return client


def program() -> Client:
    _token, plaintext = APIToken.create_token(user=AdminFactory(), name="program")
    return Client(
        headers={"authorization": f"Bearer {plaintext}", "accept-language": "sv"}, raise_request_exception=False
    )


def one(kind: str, file: SimpleUploadedFile) -> Any:
    return editor().post(reverse(f"{kind}:add"), {"title": "T", "file": file})


def several(kind: str, file: SimpleUploadedFile) -> Any:
    return editor().post(reverse(f"{kind}:add_multiple"), {"title": "T", "files[]": file})


def chooser(kind: str, file: SimpleUploadedFile) -> Any:
    names = {"wagtailimages": "image", "wagtaildocs": "document"}
    prefix = f"{names[kind]}-chooser-upload"
    return editor().post(reverse(f"{kind}_chooser:create"), {f"{prefix}-title": "T", f"{prefix}-file": file})


def by_the_api(kind: str, file: SimpleUploadedFile) -> Any:
    route = {"wagtailimages": "images", "wagtaildocs": "documents"}[kind]
    return program().post(f"/api/v3/{route}/", {"title": "T", "file": file})


DOORS: list[Callable[[str, SimpleUploadedFile], Any]] = [one, several, chooser, by_the_api]
every_door = pytest.mark.parametrize("door", DOORS, ids=lambda door: door.__name__)


@every_door
@pytest.mark.parametrize(("name", "data"), BROKEN.values(), ids=list(BROKEN))
def test_a_picture_that_cannot_be_shown_is_refused_at_every_door(door: Any, name: str, data: bytes) -> None:
    answer = door("wagtailimages", upload(name, data, "image/png"))
    assert answer.status_code in (200, 422), answer.content[:500]
    assert not get_image_model().objects.exists()


def test_the_sentence_says_what_to_do() -> None:
    for name, data in (("a.png", half(drawn("PNG"))), ("a.jpg", half(drawn("JPEG")))):
        assert complaints(name, data, "image/png") == [DAMAGED]
        answer = several("wagtailimages", upload(name, data, "image/png")).json()
        assert (answer["success"], answer["error_message"].strip()) == (False, DAMAGED)
        assert DAMAGED in str(by_the_api("wagtailimages", upload(name, data)).json())


@every_door
@pytest.mark.parametrize(("name", "data"), GOOD.values(), ids=list(GOOD))
def test_a_picture_of_any_honest_kind_is_taken_and_shown(door: Any, name: str, data: bytes) -> None:
    answer = door("wagtailimages", upload(name, data, "image/png"))
    assert answer.status_code in (200, 201, 302), answer.content[:500]
    (image,) = get_image_model().objects.all()
    assert image.get_rendition("max-165x165").width > 0
    image.get_rendition("max-165x165").file.delete(save=False)
    image.file.delete(save=False)


def test_a_broken_picture_does_not_take_the_place_of_a_good_one() -> None:
    one("wagtailimages", upload("a.png", drawn("PNG"), "image/png"))
    (image,) = get_image_model().objects.all()
    address = reverse("wagtailimages:edit", args=[image.pk])
    answer = editor().post(address, {"title": "T", "file": upload("a.png", half(drawn("PNG")), "image/png")})
    assert [str(error) for error in answer.context["form"].errors["file"]] == [DAMAGED]
    assert editor().post(address, {"title": "Another title"}).status_code == 302
    (image,) = get_image_model().objects.all()
    assert (image.title, image.get_rendition("max-165x165").height > 0) == ("Another title", True)
    image.file.delete(save=False)


# ---- documents are what their names say

NOT_WHAT_IT_SAYS = "Filen är inte vad namnet säger, eller så är den skadad. Spara den på nytt i sitt eget format."
MACROS = "Filen innehåller makron. Spara den utan dem."
HTML = b"<!DOCTYPE html><script>alert(1)</script>"


def zipped(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def office(kind: str, **more: bytes) -> bytes:
    """The least that an Office file is."""
    said = f'<Types><Override PartName="/x.xml" ContentType="application/{kind}.main+xml"/></Types>'
    return zipped(**{"[Content_Types].xml": said.encode(), "x.xml": b"<x/>", **more})


WORD = "vnd.openxmlformats-officedocument.wordprocessingml.document"
SHEET = "vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SLIDES = "vnd.openxmlformats-officedocument.presentationml.presentation"
HONEST = {
    "a PDF": ("a.pdf", b"%PDF-1.7\n%%EOF"),
    "a Word file": ("a.docx", office(WORD)),
    "a sheet": ("A.XLSX", office(SHEET)),
    "slides": ("a.pptx", office(SLIDES)),
    "an OpenDocument text": ("a.odt", zipped(mimetype=b"application/vnd.oasis.opendocument.text")),
    "RTF": ("a.rtf", b"{\\rtf1 x}"),
    "a ZIP": ("a.zip", zipped(a=b"b")),
    "text": ("å.txt", "Å, ö – “x”\n".encode()),
    "text of an old program": ("a.txt", "Åland".encode("cp1252")),
    "a table with a mark": ("a.csv", "\ufeffnamn;år\nÅ;2026".encode()),
    "a table in two bytes": ("a.csv", "namn\tår\n".encode("utf-16")),
    "an empty ZIP": ("a.zip", zipped()),
}
FALSE = {
    "HTML as a PDF": ("a.pdf", HTML, NOT_WHAT_IT_SAYS),
    "a program as a Word file": ("a.docx", b"MZ" + b"\0" * 300, NOT_WHAT_IT_SAYS),
    "a sheet as a Word file": ("a.docx", office(SHEET), NOT_WHAT_IT_SAYS),
    "a ZIP as a Word file": ("a.docx", zipped(a=b"b"), NOT_WHAT_IT_SAYS),
    "a damaged Word file": ("a.docx", half(office(WORD)), NOT_WHAT_IT_SAYS),
    "a Word file with macros": ("a.docx", office("vnd.ms-word.document.macroEnabled"), MACROS),
    "a PDF as a sheet": ("a.xlsx", b"%PDF-1.7", NOT_WHAT_IT_SAYS),
    "a Word file as slides": ("a.pptx", office(WORD), NOT_WHAT_IT_SAYS),
    "a Word file as OpenDocument": ("a.odt", office(WORD), NOT_WHAT_IT_SAYS),
    "text as RTF": ("a.rtf", b"rtf", NOT_WHAT_IT_SAYS),
    "half a ZIP": ("a.zip", half(zipped(a=b"b" * 500)), NOT_WHAT_IT_SAYS),
    "HTML as text": ("a.txt", b"\xef\xbb\xbf \n" + HTML, NOT_WHAT_IT_SAYS),
    "HTML in two bytes as text": ("a.txt", HTML.decode().encode("utf-16"), NOT_WHAT_IT_SAYS),
    "a program as a table": ("a.csv", b"MZ\x90", NOT_WHAT_IT_SAYS),
    "bytes as text": ("a.txt", b"a" * 100_000 + b"\0", NOT_WHAT_IT_SAYS),
    "broken characters of two bytes": ("a.txt", b"\xff\xfea\0\x00\xd8b\0", NOT_WHAT_IT_SAYS),
}


@every_door
@pytest.mark.parametrize(("name", "data"), HONEST.values(), ids=list(HONEST))
def test_a_document_that_is_what_its_name_says_is_taken(door: Any, name: str, data: bytes) -> None:
    answer = door("wagtaildocs", upload(name, data))
    assert answer.status_code in (200, 201, 302), answer.content[:500]
    (document,) = get_document_model().objects.all()
    with document.open_file() as file:
        assert file.read() == data
    document.file.delete(save=False)


@every_door
@pytest.mark.parametrize(("name", "data", "sentence"), FALSE.values(), ids=list(FALSE))
def test_a_document_that_is_something_else_is_refused(door: Any, name: str, data: bytes, sentence: str) -> None:
    answer = door("wagtaildocs", upload(name, data))
    assert answer.status_code in (200, 422), answer.content[:500]
    said = str(answer.json()) if answer["Content-Type"].endswith("json") else answer.content.decode()
    assert sentence in said
    assert not get_document_model().objects.exists()


def test_one_thing_is_said_about_a_false_document() -> None:
    answer = one("wagtaildocs", upload("a.pdf", HTML))
    assert [str(error) for error in answer.context["form"].errors["file"]] == [NOT_WHAT_IT_SAYS]


def test_a_false_document_does_not_take_the_place_of_an_honest_one() -> None:
    one("wagtaildocs", upload("a.pdf", b"%PDF-1.7"))
    (document,) = get_document_model().objects.all()
    address = reverse("wagtaildocs:edit", args=[document.pk])
    answer = editor().post(address, {"title": "T", "file": upload("a.pdf", HTML)})
    assert [str(error) for error in answer.context["form"].errors["file"]] == [NOT_WHAT_IT_SAYS]
    assert editor().post(address, {"title": "Another title"}).status_code == 302
    document.refresh_from_db()
    with document.open_file() as file:
        assert (document.title, file.read()) == ("Another title", b"%PDF-1.7")
    document.file.delete(save=False)


def test_what_does_not_show_in_a_name_or_turns_it_around_is_gone_before_the_file_is_kept() -> None:
    one("wagtaildocs", upload("\u202efdp\0.exe.pdf", b"%PDF-1.7"))
    (document,) = get_document_model().objects.all()
    assert document.filename.isprintable()
    assert document.filename.endswith(".pdf")
    document.file.delete(save=False)
