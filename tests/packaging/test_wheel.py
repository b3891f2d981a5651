"""Another Wagtail site installs the wheel and gets pages that work and are styled."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
import zipfile
from pathlib import Path
from typing import Any

import pytest

from klash_pages import fonts

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.sqlite_leg

# A site as unlike ours as it can be: one language, its own users and images, no procurement, no klash_site.
FOREIGN_USERS = """
    from django.contrib.auth.models import AbstractUser

    class Account(AbstractUser):
        pass
"""

FOREIGN_PICTURES = """
    from django.db import models
    from wagtail.images.models import AbstractImage, AbstractRendition, Image

    class Picture(AbstractImage):
        admin_form_fields = Image.admin_form_fields

    class PictureRendition(AbstractRendition):
        image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

        class Meta:
            unique_together = [("image", "filter_spec", "focal_point_key")]
"""

FOREIGN_SETTINGS = """
    from pathlib import Path

    SECRET_KEY = "foreign"
    ALLOWED_HOSTS = ["*"]
    ROOT_URLCONF = "urls"
    INSTALLED_APPS = [
        "accounts", "pictures", "klash_pages",
        "wagtail.users", "wagtail.images", "wagtail.documents", "wagtail.admin", "wagtail.search",
        "wagtail.sites", "wagtail", "modelcluster", "taggit",
        "django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions", "django.contrib.messages",
        "django.contrib.staticfiles",
    ]
    MIDDLEWARE = [
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
    ]
    TEMPLATES = [{
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }]
    DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": Path.cwd() / "foreign.sqlite3"}}
    DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
    AUTH_USER_MODEL = "accounts.Account"
    WAGTAILIMAGES_IMAGE_MODEL = "pictures.Picture"
    WAGTAIL_SITE_NAME = "Foreign"
    WAGTAILADMIN_BASE_URL = "https://foreign.example"
    LANGUAGE_CODE = "fi"
    USE_TZ = True
    STATIC_URL = "/files/"
    STATIC_ROOT = Path.cwd() / "collected"
    STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
    }
"""

FOREIGN_URLS = """
    from django.urls import include, path
    from wagtail import urls as wagtail_urls

    urlpatterns = [path("", include(wagtail_urls))]
"""

VISIT = """
    import json
    from io import StringIO

    import django

    django.setup()

    from django.contrib.staticfiles import finders
    from django.core.management import call_command
    from django.template.loader import get_template
    from django.test import Client
    from wagtail.models import Locale, Page, Site

    import klash_pages
    from klash_pages.models import ChallengePage, ContestPage, HomePage, Municipality

    call_command("makemigrations", "accounts", "pictures", verbosity=0)
    call_command("migrate", verbosity=0)
    call_command("makemigrations", "klash_pages", check=True, dry_run=True, verbosity=0)
    pages_before = [page.title for page in Page.objects.all()]
    call_command("check", fail_level="WARNING", stdout=StringIO())
    call_command("collectstatic", interactive=False, verbosity=0)

    root = Page.objects.get(depth=1)
    home = root.add_child(instance=HomePage(title="Etusivu", slug="klash-etusivu"))
    Site.objects.update(root_page=home)
    contest = home.add_child(instance=ContestPage(title="Klash 2018", slug="klash-2018", problems_count=77))
    vantaa = Municipality.objects.create(code="092", name_sv="Vanda", name_fi="Vantaa")
    challenge = contest.add_child(instance=ChallengePage(title="Nuoret", slug="nuoret", municipality=vantaa))

    # The test client wants the same answer a visitor gets, errors included.
    client = Client(raise_request_exception=True)
    answers = {page.slug: client.get(page.url) for page in (home, contest, challenge)}
    print(json.dumps({
        "package": klash_pages.__file__,
        "template": get_template("klash_pages/base.html").origin.name,
        "statuses": [answer.status_code for answer in answers.values()],
        "html": {slug: answer.content.decode() for slug, answer in answers.items()},
        "found": {name: finders.find("klash_pages/" + name) for name in (
            "klash.css", "mark.svg", "fonts/fonts.css", "fonts/schibsted-grotesk.woff2", "fonts/source-serif-4.woff2",
        )},
        "locales": [locale.language_code for locale in Locale.objects.all()],
        "pages_before": pages_before,
    }))
"""


def run(*command: str, cwd: Path, **environment: str) -> str:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO", "PYTHON", "KLASH"))}
    result = subprocess.run(
        [sys.executable, *command], cwd=cwd, env={**clean, **environment}, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr
    return result.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built without network from the tree with its compiled translations and fonts."""
    folder = tmp_path_factory.mktemp("wheel")
    fonts.build()
    run("-m", "babel.messages.frontend", "compile", "-d", "klash_pages/locale", "-D", "django", cwd=ROOT)
    words = ("-d", "klash_pages/admin_locale", "-D", "django djangojs")
    run("-m", "babel.messages.frontend", "compile", *words, cwd=ROOT)
    run("-m", "hatchling", "build", "-t", "wheel", "-d", str(folder), cwd=ROOT)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def visit(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a visitor of the foreign site gets."""
    installed = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(installed)
    site = tmp_path_factory.mktemp("foreign-site")
    files = {
        "settings.py": FOREIGN_SETTINGS,
        "urls.py": FOREIGN_URLS,
        "accounts/__init__.py": "",
        "accounts/models.py": FOREIGN_USERS,
        "pictures/__init__.py": "",
        "pictures/models.py": FOREIGN_PICTURES,
    }
    for name, text in files.items():
        (site / name).parent.mkdir(exist_ok=True)
        (site / name).write_text(textwrap.dedent(text))
    output = run(
        "-W",
        "error::RuntimeWarning",
        "-c",
        textwrap.dedent(VISIT),
        cwd=site,
        PYTHONPATH=os.pathsep.join([str(installed), str(site)]),
        DJANGO_SETTINGS_MODULE="settings",
    )
    answer: dict[str, Any] = json.loads(output.splitlines()[-1])
    assert Path(answer["package"]).is_relative_to(installed)
    assert Path(answer["template"]).is_relative_to(installed)
    return answer


def test_the_wheel_holds_templates_styles_fonts_and_translations(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    for path in (ROOT / "templates" / "klash_pages").rglob("*.html"):
        assert f"klash_pages/templates/klash_pages/{path.relative_to(ROOT / 'templates' / 'klash_pages')}" in names
    for language in ("sv", "fi"):
        assert f"klash_pages/locale/{language}/LC_MESSAGES/django.mo" in names
        for domain in ("django", "djangojs"):
            assert f"klash_pages/admin_locale/{language}/LC_MESSAGES/{domain}.mo" in names
    for name in ("klash.css", "mark.svg", "500.html", "fonts/fonts.css", "fonts/schibsted-grotesk.woff2"):
        assert f"klash_pages/static/klash_pages/{name}" in names
    assert [name for name in names if name.startswith(("klash_site", "site/", "tests"))] == []


def test_another_site_serves_the_pages(visit: dict[str, Any]) -> None:
    assert visit["statuses"] == [200, 200, 200]
    assert "<h1>Nuoret</h1>" in visit["html"]["nuoret"]


def test_another_site_finds_styles_and_fonts_in_the_installed_package(visit: dict[str, Any]) -> None:
    assert [name for name, path in visit["found"].items() if not path] == []
    page = visit["html"]["klash-etusivu"]
    assert '<link rel="stylesheet" href="/files/klash_pages/klash.' in page
    assert '<link rel="stylesheet" href="/files/klash_pages/fonts/fonts.' in page
    assert 'href="/files/klash_pages/fonts/schibsted-grotesk.' in page


def test_another_site_reads_the_interface_in_its_own_language(visit: dict[str, Any]) -> None:
    page = visit["html"]["nuoret"]
    assert '<html lang="fi">' in page
    assert "Siirry sisältöön" in page
    assert "Isäntäkunta" in page
    assert "Vantaa" in page


def test_a_site_in_one_language_gets_no_language_links(visit: dict[str, Any]) -> None:
    assert "hreflang" not in visit["html"]["nuoret"]


def test_the_migrations_make_no_locales_sites_or_home_pages(visit: dict[str, Any]) -> None:
    assert visit["locales"] == ["fi"]
    assert "Klash" not in visit["pages_before"]
