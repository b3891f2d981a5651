"""Makes the group Legal and gives it what lawyers need. Django makes permissions after migrating, so they are made here."""

from django.db import migrations

PERMISSIONS = {
    "view_case": "Can view procurement case",
    "open_case": "Can open a procurement case",
    "record_facts": "Can record facts of a procurement case",
    "verify_party": "Can verify the party of a procurement case",
    "draft_document": "Can draft papers of a procurement case",
    "download_document": "Can download papers of a procurement case",
    "lift_guard": "Can lift a guard of a procurement case",
}


def make_group(apps, schema_editor):
    content_types = apps.get_model("contenttypes", "ContentType")
    permissions = apps.get_model("auth", "Permission")
    case_type, _ = content_types.objects.get_or_create(app_label="procurement", model="case")
    admin_type, _ = content_types.objects.get_or_create(app_label="wagtailadmin", model="admin")
    legal, _ = apps.get_model("auth", "Group").objects.get_or_create(name="Legal")
    for codename, name in PERMISSIONS.items():
        permission, _ = permissions.objects.get_or_create(
            content_type=case_type, codename=codename, defaults={"name": name}
        )
        legal.permissions.add(permission)
    access, _ = permissions.objects.get_or_create(
        content_type=admin_type, codename="access_admin", defaults={"name": "Can access Wagtail admin"}
    )
    legal.permissions.add(access)


class Migration(migrations.Migration):
    dependencies = [
        ("procurement", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
    ]

    operations = [migrations.RunPython(make_group, migrations.RunPython.noop)]
