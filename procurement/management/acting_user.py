"""The person a command acts for: commands ask the same permissions as the admin."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import CommandError, CommandParser


def add_user_argument(parser: CommandParser) -> None:
    """Add `--user` to a command."""
    parser.add_argument("--user", required=True, help="user name of the lawyer who acts")


def acting_user(name: str) -> Any:
    """Return a user by name.

    Raises:
        CommandError: there is none.
    """
    model = get_user_model()
    try:
        return model.objects.get_by_natural_key(name)
    except model.DoesNotExist as error:
        raise CommandError(f"There is no user “{name}”.") from error
