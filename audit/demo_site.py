"""Serves a fresh demo on a port of its own, in a folder that is gone afterwards."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_START_SECONDS = 60


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{address}/sv/"):  # noqa: S310 our own server
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.3)
    raise SystemExit("The demo did not start to serve.")


@contextmanager
def demo_site(prepare: str = "") -> Iterator[tuple[str, Path]]:
    """Load the demo into a folder of its own and serve it; yield its address and the folder of its papers.

    Args:
        prepare: Python that is run on the demo before it is served.
    """
    with tempfile.TemporaryDirectory(prefix="klash-audit-") as folder:
        port = _free_port()
        address = f"http://127.0.0.1:{port}"
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "klash_site.settings.dev",
            "DATABASE_URL": f"sqlite:///{folder}/klash.sqlite3",
            "KLASH_VAR_DIR": folder,
            "KLASH_BASE_URL": address,
            "KLASH_DEBUG": "no",
        }

        def manage(*arguments: str) -> list[str]:
            return [sys.executable, str(ROOT / "manage.py"), *arguments]

        subprocess.run(manage("migrate", "--verbosity", "0"), env=environment, check=True, cwd=ROOT)
        subprocess.run(
            manage("demo", "--out", f"{folder}/papers"),
            env=environment,
            check=True,
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
        )
        # The pages' full addresses name the site's record; the demo's is for the usual port.
        own_port = f"from wagtail.models import Site; Site.objects.update(hostname='127.0.0.1', port={port})"
        for code in filter(None, (own_port, prepare)):
            command = manage("shell", "--no-imports", "--command", code)
            subprocess.run(command, env=environment, check=True, cwd=ROOT)
        server = subprocess.Popen(
            manage("runserver", "--noreload", "--insecure", f"127.0.0.1:{port}"),
            env=environment,
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _wait_for(address, server)
            yield address, Path(folder) / "papers"
        finally:
            server.terminate()
            server.wait(timeout=10)
