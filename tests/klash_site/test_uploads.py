"""Images that could harm readers or the server are refused with a sentence, and nothing is kept of them."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image as Picture
from wagtail.images import get_image_model

from tests.factories.users import EditorFactory

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
