"""Lays a Word file out “as Word would”, by LibreOffice where the operator has it and turns it on. Off by default.

LibreOffice runs in a session of its own with a profile that is gone afterwards, in which macros and links to other
files are off and every address leads to a proxy that is not there; on overrun the whole session is killed. Its output
differs from run to run, so it is made when asked for and never stored as a face of a paper.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

SECONDS: Final = 60.0
#: What the private profile says, by the component and the property of LibreOffice's own settings.
_PROFILE: Final = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Office.Common/Misc", "UseSystemFileDialog", "false"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("Inet/Settings", "ooInetNoProxy", ""),
)


class OfficeError(RuntimeError):
    """LibreOffice made no pages."""


class OfficeAbsentError(OfficeError):
    """LibreOffice is not where the setting says."""


class OfficeOverrunError(OfficeError):
    """LibreOffice took too long and was killed."""


def lay_out(word: bytes, soffice: str, *, seconds: float = SECONDS) -> bytes:
    """Return a Word file as PDF.

    Args:
        word: the Word file.
        soffice: the program.
        seconds: how long it may take.

    Raises:
        OfficeAbsentError: there is no such program.
        OfficeOverrunError: it took too long.
        OfficeError: it ended without pages.
    """
    with tempfile.TemporaryDirectory(prefix="klash-office-") as folder:
        place = Path(folder)
        profile = place / "profile"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_profile(), encoding="utf-8")
        source = place / "paper.docx"
        source.write_bytes(word)
        _run(
            [
                soffice,
                f"-env:UserInstallation={profile.as_uri()}",
                *("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo"),
                *("--convert-to", "pdf:writer_pdf_Export", "--outdir", str(place), str(source)),
            ],
            place,
            seconds,
        )
        made = place / "paper.pdf"
        if not made.is_file():
            raise OfficeError("no pages were made")
        return made.read_bytes()


def _run(command: list[str], home: Path, seconds: float) -> None:
    environment = {"HOME": str(home), "PATH": os.defpath, "LANG": "C.UTF-8", "TMPDIR": str(home)}
    try:
        child = subprocess.Popen(  # noqa: S603 - the operator's own program; the file is no part of the command
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment,
            cwd=home,
            start_new_session=True,
        )
    except (FileNotFoundError, PermissionError, NotADirectoryError) as error:
        raise OfficeAbsentError(f"{command[0]} cannot be run") from error
    try:
        code = child.wait(timeout=seconds)
    except subprocess.TimeoutExpired as error:
        raise OfficeOverrunError(f"killed after {seconds:g} seconds") from error
    finally:
        # The program starts others; those that are left when it has ended, or must end, go with it.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
    if code != 0:
        raise OfficeError(f"it ended with {code}")


def _profile() -> str:
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{escape(value)}</value>'
        "</prop></item>"
        for path, name, value in _PROFILE
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{items}</oor:items>\n"
    )
