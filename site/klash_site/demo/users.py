"""The people who can log in to the demo."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, User


@dataclass(frozen=True)
class DemoUser:
    """A user of the demo; the password is known to everybody who has read this file."""

    name: str
    password: str
    group: str = ""
    is_superuser: bool = False


DEMO_USERS = (
    DemoUser("editor", "klash-demo-editor", group="Communications"),
    # Wagtail's own group of those who write and do not publish.
    DemoUser("writer", "klash-demo-writer", group="Editors"),
    DemoUser("lawyer-1", "klash-demo-lawyer-1", group="Legal"),
    DemoUser("lawyer-2", "klash-demo-lawyer-2", group="Legal"),
    DemoUser("admin", "klash-demo-admin", is_superuser=True),
)


class DemoRefusedError(Exception):
    """The demo must not be loaded here."""


def make_users() -> dict[str, User]:
    """Return the demo's users by name, made if they are missing; existing users keep their passwords.

    Raises:
        DemoRefusedError: with the settings of production, where known passwords would be open doors.
    """
    if settings.SETTINGS_MODULE == "klash_site.settings.production":
        raise DemoRefusedError(
            "The demo's passwords are public, so it is never loaded with the settings of production."
        )
    return {user.name: _make(user) for user in DEMO_USERS}


def _make(demo_user: DemoUser) -> User:
    model = get_user_model()
    user, created = model.objects.get_or_create(
        username=demo_user.name,
        defaults={"is_superuser": demo_user.is_superuser, "is_staff": demo_user.is_superuser},
    )
    if created:
        user.set_password(demo_user.password)
        user.save()
        # The group of the lawyers is made by the document generator, which a site may not have.
        user.groups.set(Group.objects.filter(name=demo_user.group))
    return user
