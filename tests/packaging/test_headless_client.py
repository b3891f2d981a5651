"""The example front end compiles against the API's description, and writes what readers may see as static HTML."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from django.core.cache import cache
from wagtail.models import Site
from wagtail_factories import DocumentFactory, ImageFactory

from klash_pages.api.limits import AddressThrottle
from klash_pages.models import ChallengePage, NewsPage
from tests.factories.bulk import add_many
from tests.factories.pages import (
    AwardPageFactory,
    ChallengePageFactory,
    ContestPageFactory,
    NewsIndexPageFactory,
    NewsPageFactory,
    TeamPageFactory,
)
from tests.factories.records import MunicipalityFactory
from tests.factories.translations import translate

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "headless"
#: Packages stay here between runs. The example's commands look for the description two folders up, as in the example.
KEPT = ROOT / "var" / "headless"

pytestmark = [
    pytest.mark.drill,
    pytest.mark.skipif(
        shutil.which("npm") is None and "CI" not in os.environ, reason="npm is not there: install node 18 or newer"
    ),
]

Render = Callable[..., subprocess.CompletedProcess[str]]


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=KEPT, capture_output=True, text=True, check=False, timeout=120)


def succeed(*command: str) -> None:
    result = run(*command)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.fixture(scope="module")
def example() -> Path:
    """The example with its packages and its types, beside the repository's files rather than among them."""
    KEPT.mkdir(parents=True, exist_ok=True)
    for made in ("src", "build"):
        shutil.rmtree(KEPT / made, ignore_errors=True)
    shutil.copytree(EXAMPLE / "src", KEPT / "src", ignore=shutil.ignore_patterns("api.ts"))
    for name in ("package.json", "package-lock.json", "tsconfig.json", ".npmrc"):
        shutil.copy(EXAMPLE / name, KEPT / name)
    lock, installed = (EXAMPLE / "package-lock.json").read_text(), KEPT / "node_modules" / "installed-from.json"
    if not installed.exists() or installed.read_text() != lock:
        succeed("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
        installed.write_text(lock)
    succeed("npm", "run", "types")
    return KEPT


@pytest.fixture(scope="module")
def built(example: Path) -> Path:
    """The example compiled. It compiles only if all its types are right."""
    succeed("npm", "run", "build")
    return example / "build" / "main.js"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


@pytest.fixture
def render(built: Path, out: Path, django_db_serialized_rollback: None, live_server: Any) -> Render:
    """Run the front end against the site."""
    cache.clear()
    Site.objects.update(hostname=live_server.thread.host, port=live_server.thread.port)
    Site.clear_site_root_paths_cache()

    def render(*options: str) -> subprocess.CompletedProcess[str]:
        # What comes later holds: a test may name another site.
        return run("node", str(built), "--site", live_server.url, "--out", str(out), *options)

    return render


@pytest.fixture
def challenge(render: Render) -> ChallengePage:
    """A challenge with a winner and news, in Swedish and in Finnish, and a draft beside each of them."""
    contest = ContestPageFactory(title="Klash 1", slug="klash-1")
    challenge = ChallengePageFactory(
        parent=contest,
        title="Resor med <gemensam> taxi",
        slug="resor",
        lead="Många åker ensamma.",
        question="Hur åker vi tillsammans?",
        municipality=MunicipalityFactory(name_sv="Vanda", name_fi="Vantaa"),
        decided=True,
        criteria="Nytta\nPris",
        body=[
            ("heading", {"text": "Bakgrund", "level": "h2"}),
            ("text", f'<p>Läs om <a linktype="page" id="{contest.id}">tävlingen</a></p>'),
        ],
    )
    translate(challenge, "fi", title="Matkat yhteisellä taksilla")
    winner = TeamPageFactory(parent=challenge, title="Rapida & Co")
    AwardPageFactory(parent=challenge, team=winner, slug="rapida", lead="Skolskjutsar för alla", published=True)
    AwardPageFactory(parent=challenge, team=TeamPageFactory(parent=challenge, title="Hemligt team"))
    index = NewsIndexPageFactory(slug="nyheter")
    news = NewsPageFactory(parent=index, title="Klash har vinnare", slug="vinnare", lead="Juryn har valt")
    translate(news, "fi", title="Klashilla on voittaja")
    NewsPageFactory(parent=index, title="Hemlig nyhet", live=False)
    return challenge


@pytest.fixture
def shown(out: Path, live_server: Any) -> Callable[[str], str]:
    """What a file shows, from its heading on."""

    def shown(name: str) -> str:
        text = (out / name).read_text().replace(live_server.url, "https://klash.example")
        return re.sub(r"\n+", "\n", text.partition("<main>\n")[2].partition("</main>")[0])

    return shown


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# What is written

RESULTS = """<h1>Resultat</h1>
<ol>
<li>
<h2><a href="https://klash.example/sv/klash-1/resor/rapida/">Rapida &amp; Co</a></h2>
<p class="about">Resor med &lt;gemensam&gt; taxi · Vanda · <time datetime="2020-01-23">23 januari 2020</time></p>
<p>Skolskjutsar för alla</p>
</li>
</ol>
"""

CHALLENGE = """<h1>Resor med &lt;gemensam&gt; taxi</h1>
<p class="about">Vanda · Vinnare utsedd</p>
<p><strong>Hur åker vi tillsammans?</strong></p>
<p>Många åker ensamma.</p>
<h2>Bakgrund</h2>
<p>Läs om <a href="https://klash.example/sv/klash-1/">tävlingen</a></p>
<h2>Kriterier</h2>
<ul><li>Nytta</li><li>Pris</li></ul>
<p><a href="https://klash.example/sv/klash-1/resor/">https://klash.example/sv/klash-1/resor/</a></p>
"""

NEWS = """<h1>Nyheter</h1>
<ol>
<li>
<h2><a href="https://klash.example/sv/nyheter/vinnare/">Klash har vinnare</a></h2>
<p class="about"><time datetime="2020-01-23">23 januari 2020</time></p>
<p>Juryn har valt</p>
</li>
</ol>
"""


def test_pages_hold_what_readers_may_see_in_each_language_and_no_draft(
    challenge: ChallengePage, render: Render, out: Path, shown: Callable[[str], str]
) -> None:
    result = render()
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")
    assert names(out / "sv") == ["challenge.html", "news.html", "results.html"]
    assert shown("sv/results.html") == RESULTS
    assert shown("sv/challenge.html") == CHALLENGE
    assert shown("sv/news.html") == NEWS

    # The other languages hold what has been translated, and nothing falls back on Swedish.
    assert [render("--locale", locale).returncode for locale in ("fi", "en")] == [0, 0]
    assert '<html lang="fi">' in (out / "fi" / "news.html").read_text()
    assert "<h1>Tulokset</h1>" in shown("fi/results.html")
    about = 'Matkat yhteisellä taksilla · Vantaa · <time datetime="2020-01-23">23. tammikuuta 2020</time>'
    assert about in shown("fi/results.html")
    assert shown("fi/challenge.html").startswith("<h1>Matkat yhteisellä taksilla</h1>")
    assert ">Klashilla on voittaja</a>" in shown("fi/news.html")
    assert '<time datetime="2020-01-23">23 January 2020</time>' in shown("en/results.html")
    assert shown("en/news.html") == "<h1>News</h1>\n<p>Nothing has been published yet.</p>\n"


BLOCKS = """<blockquote><p>Så är det</p><footer>Någon, Chef</footer></blockquote>
<figure><img src="FILE" srcset="FILE 40w" sizes="…" alt="En &quot;taxi&quot;" width="40" height="30">\
<figcaption>Taxin · Någon</figcaption></figure>
<dl><dt>Längd</dt><dd>3 km</dd></dl>
<p><a href="FILE" hreflang="sv">Regler</a> (txt)</p>
<p><a href="https://klash.example/sv/klash-1/">Läs reglerna</a></p>
<table><caption>Tider</caption><thead><tr><th scope="col">Dag</th><th scope="col">Tid</th></tr></thead>\
<tbody><tr><th scope="row">Måndag</th><td>9 &lt; 10</td></tr></tbody></table>
"""


def test_running_text_is_written_whatever_its_blocks(render: Render, shown: Callable[[str], str]) -> None:
    contest = ContestPageFactory(slug="klash-1")
    image = ImageFactory(file__width=40, file__height=30)
    picture = {"image": image, "alt_text": 'En "taxi"', "decorative": False}
    rules = DocumentFactory(file__filename="rules.txt")
    challenge = ChallengePageFactory(
        parent=contest,
        body=[
            ("quote", {"text": "Så är det", "name": "Någon", "title": "Chef"}),
            ("figure", {"image": picture, "caption": "Taxin", "credit": "Någon"}),
            ("facts", [{"label": "Längd", "value": "3 km"}]),
            ("document", {"document": rules, "title": "Regler", "language": "sv"}),
            ("button", {"text": "Läs reglerna", "page": contest, "url": ""}),
            ("table", {"caption": "Tider", "head": ["Dag", "Tid"], "rows": [{"cells": ["Måndag", "9 < 10"]}]}),
        ],
    )
    assert render("--challenge", str(challenge.translation_key)).returncode == 0
    text = re.sub(r"https://klash.example/(media|documents)/[^ \"]+", "FILE", shown("sv/challenge.html"))
    assert BLOCKS in re.sub(r'sizes="[^"]+"', 'sizes="…"', text)


def test_long_lists_are_read_to_their_end(render: Render, shown: Callable[[str], str]) -> None:
    add_many(NewsIndexPageFactory(), NewsPage, 101, date=date(2020, 1, 23))
    assert render().returncode == 0
    assert shown("sv/news.html").count("<li>") == 101


# What the API says instead


def test_a_challenge_that_is_no_longer_public_loses_its_page(render: Render, out: Path) -> None:
    challenge = ChallengePageFactory()
    key = str(challenge.translation_key)
    assert render("--challenge", key).returncode == 0
    assert names(out / "sv") == ["challenge.html", "news.html", "results.html"]
    challenge.unpublish()
    cache.clear()
    result = render("--challenge", key)
    said = f"The challenge {key} is not public in sv, so it has no page. "
    assert (result.returncode, result.stderr.startswith(said)) == (3, True), result.stderr
    assert names(out / "sv") == ["news.html", "results.html"]
    assert "challenge.html" not in (out / "sv" / "news.html").read_text()


def test_a_wrong_parameter_is_named(render: Render, out: Path) -> None:
    result = render("--challenge", "taxi")
    assert (result.returncode, out.exists()) == (2, False)
    assert "Asked wrongly: key. " in result.stderr


def test_who_asks_too_often_is_told_when_to_ask_again_and_keeps_the_last_pages(
    render: Render, out: Path, settings: Any
) -> None:
    assert render().returncode == 0
    before = {page.name: page.stat().st_mtime_ns for page in (out / "sv").iterdir()}
    cache.clear()
    settings.KLASH_PAGES_API_REQUESTS_PER_MINUTE = 1
    result = render("--patience", "59")
    assert (result.returncode, result.stderr.endswith(" Ask again in 60 seconds.\n")) == (75, True), result.stderr
    assert {page.name: page.stat().st_mtime_ns for page in (out / "sv").iterdir()} == before


def test_who_is_patient_waits_as_long_as_the_api_says(
    render: Render, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter([True, False, True])
    monkeypatch.setattr(AddressThrottle, "allow_request", lambda *_: next(answers))
    monkeypatch.setattr(AddressThrottle, "wait", lambda _: 1.0)
    started = monotonic()
    result = render()
    assert (result.returncode, list(answers), monotonic() - started > 1) == (0, [], True), result.stderr
    assert names(out / "sv") == ["news.html", "results.html"]


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (["--locale", "de"], 2, "--locale one of sv, fi, en"),
        (["--patience", "long"], 2, "--patience a number of seconds"),
        (["--colour", "red"], 2, "Unknown option '--colour'"),
        (["--site", "klash"], 2, "--site is an address"),
        (["--site", "http://127.0.0.1:9"], 1, "fetch failed"),
    ],
)
def test_what_cannot_be_asked_is_said_in_one_line(
    built: Path, out: Path, options: list[str], code: int, said: str
) -> None:
    result = run("node", str(built), "--out", str(out), *options)
    assert (result.returncode, said in result.stderr, result.stderr.count("\n")) == (code, True, 1), result.stderr
    assert not out.exists()


def test_an_answer_that_is_no_problem_document_is_survived(render: Render, live_server: Any) -> None:
    result = render("--site", f"{live_server.url}/sv")
    assert (result.returncode, result.stderr) == (1, "404 Not Found, without a problem document\n")


# What it is made of


def test_a_field_that_the_api_does_not_have_does_not_compile(example: Path) -> None:
    wrong = example / "src" / "wrong.ts"
    wrong.write_text(
        'import type { AwardCard } from "./client.js";\nexport const of = (one: AwardCard) => one.prize;\n'
    )
    try:
        result = run("npm", "run", "--silent", "check")
    finally:
        wrong.unlink()
    fault = "src/wrong.ts(2,43): error TS2339: Property 'prize' does not exist on type"
    assert (result.returncode, result.stdout.startswith(fault), result.stdout.count("error")) == (2, True, 1), result


def test_the_lock_file_names_no_registry() -> None:
    assert "resolved" not in (EXAMPLE / "package-lock.json").read_text()
