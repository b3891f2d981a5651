"""Makes the site: three languages, a home page in each, the site record and the group of the communications staff."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import migrations
from django.utils import timezone

LANGUAGES = ("sv", "fi", "en")
SOURCE_LANGUAGE = "sv"
GROUP = "Communications"

# What the group may do, as app label, model and actions. Permissions are normally made after all migrations, so on a
# fresh database most of these do not exist yet.
MODEL_PERMISSIONS = (
    ("wagtailadmin", "admin", ("access",)),
    ("wagtail_localize", "translation", ("submit",)),
    ("klash_pages", "municipality", ("add", "change", "delete", "view")),
    ("klash_pages", "person", ("add", "change", "delete", "view")),
    ("klash_pages", "stage", ("add", "change", "delete", "view")),
    ("klash_pages", "noticereference", ("add", "change", "delete", "view")),
)
PAGE_PERMISSIONS = ("add", "change", "publish")
COLLECTION_PERMISSIONS = (
    ("wagtailimages", "image", ("add", "change", "choose")),
    ("wagtaildocs", "document", ("add", "change", "choose")),
)


def _permission(apps: Any, app_label: str, model: str, action: str) -> Any:
    """Return a permission, made now if Django has not made it yet; Django later finds it by its code name."""
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label=app_label, model=model
    )
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type,
        codename=f"{action}_{model}",
        defaults={"name": f"Can {action} {model}"},
    )
    return permission


def make_locales(apps: Any) -> dict[str, Any]:
    """Return the locales by language code. Wagtail's own migration made the first, from `LANGUAGE_CODE`."""
    Locale = apps.get_model("wagtailcore", "Locale")
    return {code: Locale.objects.get_or_create(language_code=code)[0] for code in LANGUAGES}


def make_homes(apps: Any, locales: dict[str, Any]) -> list[Any]:
    """Return a home page for each language, in place of Wagtail's welcome page.

    Migrations see models without treebeard's methods, so the places in the tree are written out here.
    """
    Page = apps.get_model("wagtailcore", "Page")
    HomePage = apps.get_model("klash_pages", "HomePage")
    Site = apps.get_model("wagtailcore", "Site")
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="klash_pages", model="homepage"
    )
    made_before = {home.locale.language_code: home for home in HomePage.objects.select_related("locale")}
    if made_before:  # the migration was reversed, which removes nothing, and runs again
        return [made_before[code] for code in LANGUAGES]
    root = Page.objects.get(depth=1)
    Site.objects.filter(is_default_site=True).delete()
    Page.objects.filter(depth=2, slug="home", content_type__model="page").delete()

    now = timezone.now()
    translation_key = uuid.uuid4()
    homes = [
        HomePage.objects.create(
            title="Klash",
            draft_title="Klash",
            slug=code,
            url_path=f"/{code}/",
            path=f"{root.path}{number:04d}",
            depth=2,
            numchild=0,
            content_type=content_type,
            locale=locales[code],
            translation_key=translation_key,
            live=True,
            first_published_at=now,
            last_published_at=now,
        )
        for number, code in enumerate(LANGUAGES, start=1)
    ]
    root.numchild = Page.objects.filter(depth=2).count()
    root.save(update_fields=["numchild"])
    Site.objects.create(
        hostname="localhost",
        port=8000,
        site_name="Klash",
        root_page_id=homes[LANGUAGES.index(SOURCE_LANGUAGE)].pk,
        is_default_site=True,
    )
    return homes


def make_group(apps: Any, homes: list[Any]) -> None:
    """Give the communications staff what they need and no more."""
    group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=GROUP)
    for app_label, model, actions in MODEL_PERMISSIONS:
        for action in actions:
            group.permissions.add(_permission(apps, app_label, model, action))

    GroupPagePermission = apps.get_model("wagtailcore", "GroupPagePermission")
    for action in PAGE_PERMISSIONS:
        permission = _permission(apps, "wagtailcore", "page", action)
        for home in homes:
            GroupPagePermission.objects.get_or_create(group=group, page_id=home.pk, permission=permission)

    GroupCollectionPermission = apps.get_model("wagtailcore", "GroupCollectionPermission")
    collection = apps.get_model("wagtailcore", "Collection").objects.get(depth=1)
    for app_label, model, actions in COLLECTION_PERMISSIONS:
        for action in actions:
            GroupCollectionPermission.objects.get_or_create(
                group=group, collection=collection, permission=_permission(apps, app_label, model, action)
            )


def make_site(apps: Any, schema_editor: Any) -> None:
    """Make all of it."""
    locales = make_locales(apps)
    homes = make_homes(apps, locales)
    make_group(apps, homes)


def keep_site(apps: Any, schema_editor: Any) -> None:
    """Going back removes nothing: pages may hang below the home pages, and people may be in the group."""


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("klash_pages", "0001_initial"),
        ("wagtail_localize", "0016_rename_page_revision_translationlog_revision"),
        ("wagtailadmin", "0003_admin_managed"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0027_image_description"),
    ]

    operations = [migrations.RunPython(make_site, keep_site)]
