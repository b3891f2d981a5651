"""Lets the lawyers confirm that the release rule is lifted. The group is made by procurement."""

from __future__ import annotations

from typing import Any

from django.db import migrations

GROUP = "Legal"


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
    group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=GROUP)
    group.permissions.add(permission)


class Migration(migrations.Migration):

    dependencies = [
        ("klash_site", "0001_site"),
        ("klash_pages", "0002_release"),
        ("procurement", "0002_legal_group"),
    ]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
