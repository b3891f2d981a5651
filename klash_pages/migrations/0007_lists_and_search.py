"""A name in addresses for every municipality, and the search page."""

from __future__ import annotations

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.utils.text import slugify


def name_municipalities(apps: Any, _schema_editor: Any) -> None:
    """Give every municipality the name that a new one would get: the name in its majority language."""
    municipality_model = apps.get_model("klash_pages", "Municipality")
    taken: set[str] = set()
    for municipality in municipality_model.objects.order_by("pk"):
        name = municipality.name_sv if municipality.majority_language == "sv" else municipality.name_fi
        slug = slugify(name)
        if not slug or slug in taken:
            slug = slugify(f"{name} {municipality.code}")
        taken.add(slug)
        municipality.slug = slug
        municipality.save(update_fields=["slug"])


class Migration(migrations.Migration):
    dependencies = [
        ("klash_pages", "0006_problems"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "lead",
                    models.TextField(
                        blank=True,
                        help_text="Two sentences at the top. Search engines and lists show them too.",
                        verbose_name="lead",
                    ),
                ),
            ],
            options={"verbose_name": "search page", "verbose_name_plural": "search pages"},
            bases=("wagtailcore.page",),
        ),
        migrations.AddField(
            model_name="municipality",
            name="slug",
            field=models.CharField(default="", max_length=110, verbose_name="name in addresses"),
            preserve_default=False,
        ),
        migrations.RunPython(name_municipalities, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="municipality",
            name="slug",
            field=models.SlugField(
                blank=True, editable=False, max_length=110, unique=True, verbose_name="name in addresses"
            ),
        ),
    ]
