"""Lets the group Legal confirm that the release rule of an award is lifted. Django makes permissions after migrating."""

from __future__ import annotations

from typing import Any

from django.db import migrations


def grant(apps: Any, schema_editor: Any) -> None:
    """Give the permission, made now if Django has not made it yet; Django later finds it by its code name."""
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="klash_pages", model="releaselift"
    )
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type,
        codename="lift_release_rule",
        defaults={"name": "Can lift the release rule of an award"},
    )
    legal, _ = apps.get_model("auth", "Group").objects.get_or_create(name="Legal")
    legal.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [
        ("procurement", "0004_lift_proposal"),
        ("klash_pages", "0002_release"),
    ]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
