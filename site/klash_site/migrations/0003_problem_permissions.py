"""Lets the communications staff handle problems and their themes."""

from __future__ import annotations

from typing import Any

from django.db import migrations

GROUP = "Communications"
MODELS = ("problem", "theme")
ACTIONS = ("add", "change", "delete", "view")


def permit(apps: Any, schema_editor: Any) -> None:
    """Give the group its permissions, made now if Django has not made them yet."""
    group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=GROUP)
    for model in MODELS:
        content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
            app_label="klash_pages", model=model
        )
        for action in ACTIONS:
            permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
                content_type=content_type, codename=f"{action}_{model}", defaults={"name": f"Can {action} {model}"}
            )
            group.permissions.add(permission)


def keep(apps: Any, schema_editor: Any) -> None:
    """Going back removes nothing: Django removes the permissions with their models."""


class Migration(migrations.Migration):

    dependencies = [
        ("klash_site", "0002_frame_permissions"),
    ]

    operations = [migrations.RunPython(permit, keep)]
