"""Another Wagtail site installs the wheel and gets pages that work and are styled."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import textwrap
import venv
import zipfile
from pathlib import Path
from typing import Any

import pytest

from klash_pages import fonts

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.drill

GUIDE = (ROOT / "docs" / "how-to" / "install-in-your-site.md").read_text()

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

# What the site of the guide has besides: its own language, users and images, and files with names that change.
FOREIGN_SETTINGS = """
    INSTALLED_APPS += ["accounts", "pictures"]
    AUTH_USER_MODEL = "accounts.Account"
    WAGTAILIMAGES_IMAGE_MODEL = "pictures.Picture"
    WAGTAILADMIN_BASE_URL = "https://foreign.example"
    LANGUAGE_CODE = "fi"
    DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
    DATABASES["default"]["NAME"] = ":memory:"
    STATIC_URL = "/files/"
    STATIC_ROOT = BASE_DIR / "collected"
    STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
"""

VISIT = """
    import json
    from io import StringIO

    import django

    django.setup()

    from django.apps import apps
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

    from home.models import HomePage as TheirHomePage

    root = Page.objects.get(depth=1)
    home = root.add_child(instance=HomePage(title="Etusivu", slug="klash-etusivu"))
    Site.objects.update(root_page=home)
    contest = home.add_child(instance=ContestPage(title="Klash 2018", slug="klash-2018", problems_count=77))
    vantaa = Municipality.objects.create(code="092", name_sv="Vanda", name_fi="Vantaa")
    challenge = contest.add_child(instance=ChallengePage(title="Nuoret", slug="nuoret", municipality=vantaa))

    # The test client wants the same answer a visitor gets, errors included.
    client = Client(raise_request_exception=True)
    answers = {page.slug: client.get(page.url) for page in (home, contest, challenge)}
    api = client.get(f"/api/v3/pages/{challenge.pk}/")
    listed = client.get("/api/v3/pages/", {"type": "klash_pages.ChallengePage"})
    nowhere = client.get("/api/v3/nowhere/")
    preview = challenge.make_preview_request()
    print(json.dumps({
        "package": klash_pages.__file__,
        "template": get_template("klash_pages/base.html").origin.name,
        "statuses": [answer.status_code for answer in answers.values()],
        "html": {slug: answer.content.decode() for slug, answer in answers.items()},
        "found": {name: finders.find("klash_pages/" + name) for name in (
            "klash.css", "mark.svg", "fonts/fonts.css", "fonts/schibsted-grotesk.woff2", "fonts/source-serif-4.woff2",
        )},
        "api": [api.status_code, api.json(), listed.json()["items"][0]["title"], nowhere.status_code],
        "preview": [preview.status_code, preview["Cache-Control"]],
        "theirs": [page.title for page in TheirHomePage.objects.all()],
        "apps": sorted(config.name for config in apps.get_app_configs()),
        "locales": [locale.language_code for locale in Locale.objects.all()],
        "pages_before": pages_before,
    }))
"""


def run(*command: str, cwd: Path, python: str = sys.executable, **environment: str) -> str:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO", "PYTHON", "KLASH"))}
    result = subprocess.run(
        [python, *command], cwd=cwd, env={**clean, **environment}, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


def code(first_line: str) -> str:
    """The block of the guide that begins with this line."""
    [found] = re.findall(rf"```python\n# {re.escape(first_line)}, at the end\n(.*?)```", GUIDE, re.DOTALL)
    return str(found)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built without network as an index builds it: from the sdist of a tree with translations and fonts."""
    folder = tmp_path_factory.mktemp("wheel")
    fonts.build()
    run("manage.py", "compile_translations", cwd=ROOT)
    run("-m", "hatchling", "build", "-t", "sdist", "-d", str(folder), cwd=ROOT)
    with tarfile.open(next(folder.glob("*.tar.gz"))) as sdist:
        sdist.extractall(folder, filter="data")
    unpacked = next(path for path in folder.iterdir() if path.is_dir())
    run("-m", "hatchling", "build", "-t", "wheel", "-d", str(folder), cwd=unpacked)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A virtual environment with what ours holds and, installed by pip without network, the wheel."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False, symlinks=True)
    site_packages = Path(sysconfig.get_path("purelib", "venv", {"base": str(folder)}))
    (site_packages / "ours.pth").write_text(sysconfig.get_path("purelib"))
    python = str(folder / "bin" / "python")
    # It refuses a wheel that wants what is not there.
    run("-m", "pip", "--python", python, "install", "-q", "--no-index", "--no-compile", str(wheel), cwd=folder)
    return python


@pytest.fixture(scope="module")
def visit(environment: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a visitor gets of the site that the guide makes."""
    site = tmp_path_factory.mktemp("foreign-site")
    run("-m", "wagtail.bin.wagtail", "start", "mysite", ".", cwd=site, python=environment)
    settings, urls = "mysite/settings/base.py", "mysite/urls.py"
    for name in (settings, urls):
        with (site / name).open("a") as file:
            file.write(code(name))
    with (site / settings).open("a") as file:
        file.write(textwrap.dedent(FOREIGN_SETTINGS))
    for name, text in {
        "accounts/__init__.py": "",
        "accounts/models.py": FOREIGN_USERS,
        "pictures/__init__.py": "",
        "pictures/models.py": FOREIGN_PICTURES,
    }.items():
        (site / name).parent.mkdir(exist_ok=True)
        (site / name).write_text(textwrap.dedent(text))
    visit = textwrap.dedent(VISIT)
    output = run(
        *("-W", "error::RuntimeWarning", "-c", visit),
        cwd=site,
        python=environment,
        DJANGO_SETTINGS_MODULE="mysite.settings.dev",
    )
    answer: dict[str, Any] = json.loads(output.splitlines()[-1])
    installed = Path(environment).parents[1]
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
        assert f"procurement/locale/{language}/LC_MESSAGES/django.mo" in names
    for name in ("klash.css", "mark.svg", "500.html", "fonts/fonts.css", "fonts/schibsted-grotesk.woff2"):
        assert f"klash_pages/static/klash_pages/{name}" in names
    for path in (ROOT / "procurement" / "made_fonts").iterdir():
        assert f"procurement/made_fonts/{path.name}" in names
    assert [name for name in names if name.startswith(("klash_site", "site/", "tests"))] == []


def test_a_package_without_translations_or_fonts_is_not_built(tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    left_out = shutil.ignore_patterns("*.mo", "fonts", "made_fonts", "__pycache__")
    for name in ("klash_pages", "procurement", "templates", "requirements"):
        shutil.copytree(ROOT / name, tree / name, ignore=left_out)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, tree / name)
    result = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "sdist"],
        cwd=tree,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode != 0
    assert "Run `make demo SERVE=no` first. Not made yet: klash_pages/locale/" in result.stderr
    assert not list(tree.rglob("*.tar.gz"))


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
    assert visit["theirs"] == ["Home"]


def test_another_site_answers_other_programs(visit: dict[str, Any]) -> None:
    status, page, listed, nowhere = visit["api"]
    assert status == 200
    assert (page["title"], page["meta"]["type"]) == ("Nuoret", "klash_pages.ChallengePage")
    assert listed == "Nuoret"
    assert nowhere == 404


def test_another_site_needs_no_document_generator(visit: dict[str, Any]) -> None:
    assert not {"procurement", "klash_site", "wagtail_localize"}.intersection(visit["apps"])


def test_another_site_previews_its_pages_itself(visit: dict[str, Any]) -> None:
    assert visit["preview"] == [200, "private, no-store"]
