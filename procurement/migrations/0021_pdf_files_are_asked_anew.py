"""Boxes in PDF files are now clipped, pictures in strips are scans and large ones hide: each file is asked once more."""

from django.db import migrations


def forget(apps, _schema_editor):
    """Take back what was found of PDF files: some were called hiding that hide nothing, and the other way round."""
    apps.get_model("procurement", "AnnexFile").objects.filter(media_type="application/pdf").update(hidden=None)


class Migration(migrations.Migration):
    dependencies = [
        ("procurement", "0020_lifts_are_about_what_was_seen"),
    ]

    operations = [
        migrations.RunPython(forget, migrations.RunPython.noop),
    ]
