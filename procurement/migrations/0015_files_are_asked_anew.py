"""Uploaded annexes were asked for less than files are asked for now: each is asked again when a screen or a pack needs it."""

from django.db import migrations


def forget(apps, _schema_editor):
    """Take back what was found by fewer questions."""
    apps.get_model("procurement", "AnnexFile").objects.update(hidden=None)


class Migration(migrations.Migration):
    dependencies = [
        ("procurement", "0014_values_of_word_templates"),
    ]

    operations = [
        migrations.RunPython(forget, migrations.RunPython.noop),
    ]
