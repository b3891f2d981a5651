"""`manage.py set_up_site`: everything between an empty database and a site that calls itself by its own name."""

from __future__ import annotations

import sys
from getpass import getpass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.http.request import validate_host
from wagtail.models import Site

#: What Wagtail makes an address of: no other port can be https.
_PORTS = {"http": 80, "https": 443}


def host_and_port(address: str) -> tuple[str, int]:
    """Return host and port of the site's address.

    Raises:
        CommandError: it is no address at which this site may answer.
    """
    parts = urlsplit(address)
    try:
        port = parts.port or _PORTS.get(parts.scheme, 0)
    except ValueError:
        port = 0
    is_plain = parts.scheme in _PORTS and parts.hostname and parts.path in ("", "/") and not parts.query
    if not is_plain or not port or parts.username:
        raise CommandError(f"KLASH_BASE_URL: {address} is no address of a site. Write it as https://klash.example.")
    if parts.scheme == "https" and port != _PORTS["https"]:
        raise CommandError("KLASH_BASE_URL: Wagtail writes https addresses for port 443 only. Leave the port out.")
    host = str(parts.hostname)
    if not validate_host(host, settings.ALLOWED_HOSTS):
        raise CommandError(f"KLASH_BASE_URL names {host}, but ALLOWED_HOSTS does not.")
    return host, port


class Command(BaseCommand):
    """Sets the site up. It can run at every update: what is there already is left as it is."""

    help = (
        "Compiles translations, makes fonts, migrates, collects static files, gives the site the address in "
        "KLASH_BASE_URL, and makes the first administrator."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("--admin", metavar="NAME", help="the first administrator; the password is asked for")
        parser.add_argument("--email", default="", help="the address of the first administrator")

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuse what cannot be done before anything is done, then do it step by step."""
        host, port = host_and_port(settings.WAGTAILADMIN_BASE_URL)
        self._make_folders()
        for step, command, arguments in (
            ("Translations", "compile_translations", {}),
            ("Fonts of the pages", "build_fonts", {}),
            ("Fonts of the papers", "build_document_fonts", {}),
            ("Database", "migrate", {"interactive": False, "verbosity": 0}),
            ("Static files", "collectstatic", {"interactive": False, "verbosity": 0}),
        ):
            self.stdout.write(step)
            call_command(command, **arguments)
        self._close_database()
        self._name_site(host, port)
        self._make_administrator(options["admin"], options["email"])
        groups = ", ".join(Group.objects.order_by("name").values_list("name", flat=True))
        self.stdout.write(f"Groups for the other users: {groups}")
        call_command("check", deploy=not settings.DEBUG, fail_level="ERROR")

    @staticmethod
    def _make_folders() -> None:
        """Let the web server through to the pictures, and nobody else read what lies beside them.

        Whoever came first, Django's file cache, would make the folder for the site's own user alone.
        """
        settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
        settings.VAR_DIR.chmod(0o711)
        settings.MEDIA_ROOT.mkdir(exist_ok=True)
        settings.MEDIA_ROOT.chmod(0o755)

    @staticmethod
    def _close_database() -> None:
        """Keep the file of an SQLite database from the other users of the machine."""
        database = settings.DATABASES["default"]
        if database["ENGINE"].endswith("sqlite3"):
            Path(database["NAME"]).chmod(0o600)

    def _name_site(self, host: str, port: int) -> None:
        site = Site.objects.get(is_default_site=True)
        if (site.hostname, site.port) != (host, port):
            site.hostname, site.port = host, port
            site.full_clean()
            site.save()
        self.stdout.write(f"The site is {site.root_url}")

    def _make_administrator(self, name: str | None, email: str) -> None:
        users = get_user_model().objects
        if not name:
            if not users.filter(is_superuser=True, is_active=True).exists():
                raise CommandError("Nobody can log in yet. Run this again with --admin NAME.")
            return
        user = users.filter(username=name).first()
        if user is not None:
            if not user.is_superuser:
                raise CommandError(f"There is a user {name} already, who is no administrator.")
            self.stdout.write(f"The administrator {name} is there already.")
            return
        user = get_user_model()(username=name, email=email, is_superuser=True, is_staff=True)
        password = self._password(name)
        try:
            validate_password(password, user)
            user.set_password(password)
            user.full_clean()
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        user.save()
        self.stdout.write(f"The administrator {name} can log in.")

    @staticmethod
    def _password(name: str) -> str:
        """Ask on the terminal, twice; a script gives it as one line."""
        if not sys.stdin.isatty():
            return sys.stdin.readline().rstrip("\n")
        password = getpass(f"Password of {name}: ")
        if getpass("Once more: ") != password:
            raise CommandError("The passwords differ. Nobody was made; run this again.")
        return password
