"""A site set up as docs/deploying.md says calls itself by its own name, and readers see at once what a timer does."""

from __future__ import annotations

import os
import re
import signal
import socket
import sqlite3
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.test import override_settings

from klash_site.management.commands import set_up_site
from tests.factories.users import UserFactory

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = (ROOT / "docs" / "deploying.md").read_text()
PASSWORD = "the-first-password-of-an-operator"

# It begins processes of its own, on files of its own.
pytestmark = [pytest.mark.drill, pytest.mark.django_db]


@dataclass
class Installation:
    """A folder with database, media and papers, and the environment that all its processes share."""

    environment: dict[str, str]
    port: int

    def do(self, *arguments: str, **options: str) -> str:
        """Run `manage.py` as a timer would: with nothing but the variables of the table."""
        command, environment = [sys.executable, "manage.py", *arguments], self.environment
        result = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, **options
        )
        assert result.returncode == 0, result.stdout + result.stderr
        return result.stdout

    def read(self, path: str) -> tuple[int, str]:
        """Ask the server as the proxy does."""
        line = HTTPConnection("127.0.0.1", self.port, timeout=120)
        with closing(line):
            line.request("GET", path, headers={"Host": "klash.example", "X-Forwarded-Proto": "https"})
            answer = line.getresponse()
            return answer.status, answer.read().decode()


def bare(**variables: str) -> dict[str, str]:
    """Return the environment of a process without anything that names settings or places."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("DJANGO", "KLASH", "SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "CACHE_URL"))
    }
    return {**kept, **variables}


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@pytest.fixture(scope="module")
def installation(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """An installation that `set_up_site` made, served by gunicorn with two processes."""
    folder, port = tmp_path_factory.mktemp("srv"), free_port()
    # Migrated already, since that takes longer than all the rest: what `migrate` does is tested elsewhere.
    with (
        closing(sqlite3.connect(f"file:{connection.settings_dict['NAME']}?mode=ro", uri=True)) as made,
        closing(sqlite3.connect(folder / "klash.sqlite3")) as copy,
    ):
        made.backup(copy)
    site = Installation(
        bare(
            DJANGO_SETTINGS_MODULE="klash_site.settings.production",
            SECRET_KEY="a-key-of-fifty-characters-that-nobody-else-has-seen-ever",
            ALLOWED_HOSTS="klash.example",
            KLASH_BASE_URL="https://klash.example",
            KLASH_VAR_DIR=str(folder),
            PYTHONPATH=f"{ROOT}{os.pathsep}{ROOT / 'site'}",
        ),
        port,
    )
    site.do("set_up_site", "--admin", "anna", "--email", "anna@klash.example", input=f"{PASSWORD}\n")
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "klash_site.wsgi", "--bind", f"127.0.0.1:{port}", "--workers", "2"],
        cwd=ROOT,
        env=site.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(600):
            with socket.socket() as asking:
                if asking.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield site
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=20)


def test_the_site_calls_itself_by_its_own_name(installation: Installation) -> None:
    status, page = installation.read("/sv/")
    assert status == 200
    assert '<link rel="canonical" href="https://klash.example/sv/">' in page
    assert '<meta property="og:url" content="https://klash.example/sv/">' in page
    assert "Sitemap: https://klash.example/sitemap.xml" in installation.read("/robots.txt")[1]
    places = re.findall("<loc>(.*?)</loc>", installation.read("/sitemap.xml")[1])
    assert places
    assert {place.partition("klash.example")[0] for place in places} == {"https://"}


def test_no_page_says_localhost(installation: Installation) -> None:
    for path in ("/sv/", "/fi/", "/en/", "/robots.txt", "/sitemap.xml"):
        assert "localhost" not in installation.read(path)[1], path


def test_the_web_server_reaches_the_pictures_and_nobody_else_reads_the_database(installation: Installation) -> None:
    folder = Path(installation.environment["KLASH_VAR_DIR"])
    modes = {name: stat.S_IMODE((folder / name).stat().st_mode) for name in (".", "media", "klash.sqlite3")}
    assert modes == {".": 0o711, "media": 0o755, "klash.sqlite3": 0o600}


def test_documents_have_no_address_below_media(installation: Installation) -> None:
    folder = Path(installation.environment["KLASH_VAR_DIR"]) / "media" / "documents"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "internal.txt").write_text("for those who log in")
    assert installation.read("/media/documents/internal.txt")[0] == 404
    assert "location /media/documents/ { return 404; }" in DOCUMENT


def test_it_has_an_administrator_and_groups_and_readers_see_at_once_what_another_process_publishes(
    installation: Installation,
) -> None:
    script = f"""
from datetime import timedelta
from django.contrib.auth import authenticate
from django.contrib.auth.models import Group
from django.utils import timezone
from klash_pages.models import HomePage
user = authenticate(username="anna", password="{PASSWORD}")
print(user.is_superuser, user.email, sorted(Group.objects.values_list("name", flat=True)))
home = HomePage.objects.get(locale__language_code="en")
home.title, home.go_live_at = "Changed by schedule", timezone.now() + timedelta(seconds=1)
home.save_revision(approved_go_live_at=home.go_live_at)
"""
    said = installation.do("shell", "--no-imports", "-c", script)
    assert said.strip().endswith("True anna@klash.example ['Communications', 'Editors', 'Legal', 'Moderators']")
    # Both processes of the server have read the page, and it is kept.
    assert {"Changed by schedule" in installation.read("/en/")[1] for _ in range(8)} == {False}
    time.sleep(1)
    installation.do("publish_scheduled")
    assert {"Changed by schedule" in installation.read("/en/")[1] for _ in range(8)} == {True}


@pytest.mark.parametrize("variables", [{"SECRET_KEY": "x"}, {"ALLOWED_HOSTS": "klash.example"}])
def test_a_timer_that_forgot_the_settings_does_nothing_and_says_so(variables: dict[str, str], tmp_path: Path) -> None:
    result = subprocess.run(
        [sys.executable, "manage.py", "publish_scheduled"],
        cwd=ROOT,
        env=bare(KLASH_VAR_DIR=str(tmp_path), **variables),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr == (
        f"{next(iter(variables))} set, so this is production, but DJANGO_SETTINGS_MODULE is not: nothing was done. "
        "Set DJANGO_SETTINGS_MODULE=klash_site.settings.production in the same place.\n"
    )


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("https://other.example", "KLASH_BASE_URL names other.example, but ALLOWED_HOSTS does not."),
        ("https://klash.example:8443", "Wagtail writes https addresses for port 443 only."),
        ("klash.example", "klash.example is no address of a site."),
        ("https://klash.example/sv/", "is no address of a site."),
        ("http://klash.example:0x1", "is no address of a site."),
    ],
)
def test_an_address_that_cannot_be_the_sites_is_refused_before_anything_is_done(address: str, said: str) -> None:
    with override_settings(ALLOWED_HOSTS=["klash.example"]), pytest.raises(CommandError, match=re.escape(said)):
        set_up_site.host_and_port(address)


def test_addresses_of_a_site_are_read() -> None:
    with override_settings(ALLOWED_HOSTS=[".klash.example", "localhost"]):
        assert set_up_site.host_and_port("https://klash.example/") == ("klash.example", 443)
        assert set_up_site.host_and_port("http://www.klash.example") == ("www.klash.example", 80)
        assert set_up_site.host_and_port("http://localhost:8000") == ("localhost", 8000)


def set_up(monkeypatch: pytest.MonkeyPatch, *arguments: str, password: str = PASSWORD) -> str:
    """Run the command without what takes long and is tested elsewhere."""
    monkeypatch.setattr(set_up_site, "call_command", lambda *_names, **_options: None)
    monkeypatch.setattr(set_up_site.Command, "_make_folders", lambda _self: None)
    monkeypatch.setattr(set_up_site.Command, "_close_database", lambda _self: None)
    monkeypatch.setattr(set_up_site.sys, "stdin", StringIO(f"{password}\n"))
    said = StringIO()
    call_command("set_up_site", *arguments, stdout=said)
    return said.getvalue()


@pytest.fixture
def _named(settings: Any) -> None:
    settings.WAGTAILADMIN_BASE_URL = "https://klash.example"


@pytest.mark.usefixtures("_named")
def test_a_site_into_which_nobody_can_log_in_is_not_called_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CommandError, match=r"Nobody can log in yet\. Run this again with --admin NAME\."):
        set_up(monkeypatch)


@pytest.mark.usefixtures("_named")
def test_running_it_again_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    set_up(monkeypatch, "--admin", "anna")
    made = get_user_model().objects.get(username="anna")
    said = set_up(monkeypatch, "--admin", "anna", password="another-long-password")
    assert "The administrator anna is there already." in said
    assert "The site is https://klash.example" in said
    assert get_user_model().objects.get(username="anna").password == made.password
    assert "Nobody" not in set_up(monkeypatch)


@pytest.mark.usefixtures("_named")
def test_somebody_who_is_no_administrator_is_not_made_one(monkeypatch: pytest.MonkeyPatch) -> None:
    UserFactory(username="bertil")
    with pytest.raises(CommandError, match=r"There is a user bertil already, who is no administrator\."):
        set_up(monkeypatch, "--admin", "bertil")


@pytest.mark.usefixtures("_named")
@pytest.mark.parametrize("password", ["", "cecilia", "short", "password1234"])
def test_a_weak_first_password_is_refused(monkeypatch: pytest.MonkeyPatch, password: str) -> None:
    with pytest.raises(CommandError):
        set_up(monkeypatch, "--admin", "cecilia", password=password)
    assert not get_user_model().objects.filter(username="cecilia").exists()


def test_what_the_domain_promises_for_others_is_a_choice() -> None:
    script = "from django.conf import settings as s; print(s.SECURE_HSTS_INCLUDE_SUBDOMAINS, s.SECURE_HSTS_PRELOAD)"
    said = []
    for choice in ({}, {"KLASH_HSTS_SUBDOMAINS": "yes", "KLASH_HSTS_PRELOAD": "yes"}):
        environment = bare(
            DJANGO_SETTINGS_MODULE="klash_site.settings.production",
            SECRET_KEY="x",
            ALLOWED_HOSTS="klash.example",
            PYTHONPATH=f"{ROOT}{os.pathsep}{ROOT / 'site'}",
            **choice,
        )
        said.append(subprocess.check_output([sys.executable, "-c", script], env=environment, text=True).strip())
    assert said == ["False False", "True True"]


def test_the_documented_timer_names_its_settings() -> None:
    assert re.search(
        r"^\| `DJANGO_SETTINGS_MODULE` \| required: `klash_site\.settings\.production`", DOCUMENT, re.MULTILINE
    )
    assert "EnvironmentFile=/etc/klash.env" in DOCUMENT


def test_the_backups_name_database_papers_and_media() -> None:
    (paragraph,) = re.findall(r"^\*\*Backups\*\*: .*?(?=\n\n)", DOCUMENT, re.MULTILINE | re.DOTALL)
    assert all(word in paragraph for word in ("database", "`papers`", "`media`"))
