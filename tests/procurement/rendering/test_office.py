"""LibreOffice lays out in a session of its own, is killed on overrun, and its absence is said."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest

from procurement.rendering import office
from tests.procurement.word.files import docx, p
from tests.reading.pdf import pages

FILE = docx(p("Unga på studievägen"))


def program(folder: Path, script: str) -> str:
    """A program that stands for LibreOffice."""
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o700)
    return str(path)


def test_a_program_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(office.OfficeAbsentError):
        office.lay_out(FILE, str(tmp_path / "soffice"))


def test_a_program_that_hangs_is_killed_with_everything_it_started(tmp_path: Path) -> None:
    mark = tmp_path / "alive"
    script = f"(sleep 1; touch {mark}) & sleep 60"
    started = time.monotonic()
    with pytest.raises(office.OfficeOverrunError):
        office.lay_out(FILE, program(tmp_path, script), seconds=0.3)
    assert time.monotonic() - started < 5
    time.sleep(1.2)
    assert not mark.exists()


@pytest.mark.parametrize("script", ["exit 3", "exit 0"])
def test_a_program_that_makes_no_pages_is_told_from_one_that_does(tmp_path: Path, script: str) -> None:
    with pytest.raises(office.OfficeError):
        office.lay_out(FILE, program(tmp_path, script))


def test_it_is_given_a_profile_of_its_own_without_macros_and_nothing_of_the_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_KEY", "of the server")
    script = f"env > {tmp_path}/seen; cat profile/user/registrymodifications.xcu > {tmp_path}/profile; echo $* > {tmp_path}/said; cp paper.docx paper.pdf"  # noqa: E501
    assert office.lay_out(FILE, program(tmp_path, script)) == FILE
    assert "SECRET_KEY" not in (tmp_path / "seen").read_text()
    assert 'oor:name="DisableMacrosExecution" oor:op="fuse"><value>true' in (tmp_path / "profile").read_text()
    (profile,) = [word for word in (tmp_path / "said").read_text().split() if word.startswith("-env:")]
    assert not Path(profile.removeprefix("-env:UserInstallation=file://")).exists()


def test_libreoffice_itself_shows_the_words_where_there_is_one() -> None:
    found = shutil.which("soffice")
    if found is None:
        with pytest.raises(office.OfficeAbsentError):
            office.lay_out(FILE, "soffice")
    else:
        assert "Unga på studievägen" in pages(office.lay_out(FILE, found))[0]
