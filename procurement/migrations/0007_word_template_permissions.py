"""Gives the group Legal what Word templates need. Django makes permissions after migrating, so they are made here."""

from django.db import migrations

PERMISSIONS = {
    "upload_word_template": "Can upload a Word template",
    "approve_word_template": "Can approve a Word template",
    "use_word_template": "Can put a Word template in use and retire it",
}


def give_permissions(apps, schema_editor):
    content_types = apps.get_model("contenttypes", "ContentType")
    permissions = apps.get_model("auth", "Permission")
    template_type, _ = content_types.objects.get_or_create(app_label="procurement", model="wordtemplate")
    legal, _ = apps.get_model("auth", "Group").objects.get_or_create(name="Legal")
    for codename, name in PERMISSIONS.items():
        permission, _ = permissions.objects.get_or_create(
            content_type=template_type, codename=codename, defaults={"name": name}
        )
        legal.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [
        ("procurement", "0006_word_templates"),
        ("procurement", "0002_legal_group"),
    ]

    operations = [migrations.RunPython(give_permissions, migrations.RunPython.noop)]
