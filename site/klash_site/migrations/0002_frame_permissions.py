"""Lets the communications staff edit the settings of the site, its menus and its redirects."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from django.db import migrations

_site = import_module("klash_site.migrations.0001_site")

MODEL_PERMISSIONS = (
    ("klash_pages", "sitesettings", ("change",)),
    ("klash_pages", "navigation", ("add", "change", "delete", "view")),
    ("wagtailredirects", "redirect", ("add", "change", "delete", "view")),
)


def grant(apps: Any, schema_editor: Any) -> None:
    """Give the rights to the group."""
    group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=_site.GROUP)
    for app_label, model, actions in MODEL_PERMISSIONS:
        for action in actions:
            group.permissions.add(_site._permission(apps, app_label, model, action))


class Migration(migrations.Migration):

    dependencies = [("klash_site", "0001_site"), ("klash_pages", "0004_frame"), ("wagtailredirects", "0008_add_verbose_name_plural")]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
