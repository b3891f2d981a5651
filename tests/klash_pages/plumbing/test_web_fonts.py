"""The web fonts: made once, the same every time, and not needed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from fontTools.ttLib import TTFont

from klash_pages.plumbing import web_fonts

NAMES = ["schibsted-grotesk.woff2", "source-serif-4.woff2", "source-serif-4-italic.woff2", "fonts.css"]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fonts")
    assert web_fonts.build(folder) == NAMES
    return folder


def test_the_fonts_are_light_enough_for_a_phone(made: Path) -> None:
    first_view = sum((made / name).stat().st_size for name in NAMES[:2])
    assert first_view <= 90_000


def test_a_second_run_makes_nothing(made: Path) -> None:
    assert web_fonts.build(made) == []


def test_the_same_fonts_come_out_byte_for_byte(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_fonts, "_SOURCES", web_fonts._SOURCES[2:])
    web_fonts.build(tmp_path)
    name = NAMES[2]
    assert (tmp_path / name).read_bytes() == (made / name).read_bytes()


def test_a_font_that_was_lost_is_made_again(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_fonts, "_make", lambda _source, _path: b"made")
    web_fonts.build(tmp_path)
    (tmp_path / NAMES[0]).unlink()
    assert web_fonts.build(tmp_path) == NAMES
    monkeypatch.setattr(web_fonts, "_EXTRA_FEATURES", [])
    assert web_fonts.build(tmp_path) == NAMES


@pytest.mark.parametrize("name", NAMES[:3])
def test_a_font_has_the_letters_and_the_axes_the_pages_use(made: Path, name: str) -> None:
    with TTFont(made / name) as font:
        letters = font.getBestCmap()
        assert all(ord(letter) in letters for letter in "ÅÄÖåäöŠšŽžŒœĄłñü€–”’ −→1234567890")
        axes = [axis.axisTag for axis in font["fvar"].axes] if "fvar" in font else []
    assert axes == ([] if "italic" in name else ["wght"])


def test_the_stylesheet_names_every_font(made: Path) -> None:
    css = (made / "fonts.css").read_text()
    assert [name for name in NAMES[:3] if f'url("{name}")' not in css] == []
    assert css.count("font-display:swap") == 3


def test_without_the_packages_nothing_is_made_and_nothing_breaks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(web_fonts._Source, "path", property(lambda _source: None))
    assert web_fonts.build(tmp_path / "fonts") == []
    assert not (tmp_path / "fonts").exists()
    monkeypatch.setattr(web_fonts, "FOLDER", tmp_path / "fonts")
    monkeypatch.setattr(finders, "find", lambda _path: None)
    call_command("build_fonts")
    assert capsys.readouterr().out == "No font packages are installed: the pages use the reader's own fonts.\n"


@pytest.mark.django_db
def test_pages_ask_for_fonts_only_when_they_have_been_made(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_fonts, "built", lambda: None)
    assert b"fonts" not in client.get("/sv/").content
    monkeypatch.setattr(
        web_fonts, "built", lambda: web_fonts.WebFonts("klash_pages/fonts.css", ["klash_pages/a.woff2"])
    )
    page = client.get("/sv/").content.decode()
    assert '<link rel="stylesheet" href="/static/klash_pages/fonts.css">' in page
    assert '<link rel="preload" as="font" type="font/woff2" crossorigin href="/static/klash_pages/a.woff2">' in page
