"""Takes the pictures of the lawyers' guide anew: somebody walks through the demo, in Swedish and in Finnish."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from docx import Document
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, sync_playwright

from audit.demo_site import ROOT, demo_site
from audit.pages import CHROMIUM

PICTURES: Final = ROOT / "docs" / "pictures"
_WIDTH: Final = 1120
_COLOURS: Final = 48
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
#: What is typed and sought, by language.
_NAMES: Final = {"sv": "Kontrakt för pilotförsök", "fi": "Pilottikokeilun sopimus"}
_REASONS: Final = {"sv": ("Vår egen mall", "Felen rättade"), "fi": ("Oma mallimme", "Virheet korjattu")}
_OPTIONS: Final = {"sv": "Beställaren har rätt till en option", "fi": "Tilaajalla on oikeus"}
_FORBIDDEN: Final = {"sv": " Leverantören skall sända en faktura.", "fi": " Lasku lähetetään tilaajan toimesta."}


@dataclass
class Walk:
    """A walk through the demo in one language: two lawyers, and what the steps leave for those after them."""

    language: str
    lawyer: Page
    colleague: Page
    version: str = ""
    starter: bytes = b""


def _starters(walk: Walk) -> Locator:
    page = walk.lawyer
    page.goto("/admin/procurement/templates/")
    answer = page.request.get(f"/admin/procurement/templates/starters/contract/{walk.language}/")
    walk.starter = answer.body()
    return page.locator(".desk")


def _findings(walk: Walk) -> Locator:
    page = walk.lawyer
    page.goto("/admin/procurement/templates/new/")
    page.locator("[name=name]").fill(_NAMES[walk.language])
    page.locator("[name=kind]").select_option("procurement_contract")
    page.locator("[name=language]").select_option(walk.language)
    _upload(page, _broken(walk.starter, walk.language), _REASONS[walk.language][0])
    return page.locator("section[aria-labelledby=findings]")


def _approval(walk: Walk) -> Locator:
    page = walk.lawyer
    page.goto(page.url.rstrip("/").rpartition("/")[0] + "/")
    _upload(page, walk.starter, _REASONS[walk.language][1])
    walk.version = page.url
    walk.colleague.goto(walk.version)
    return walk.colleague.locator("section[aria-labelledby=life]")


def _try_out(walk: Walk) -> Locator:
    page = walk.lawyer
    page.goto(f"{walk.version}trial/?case=1&view=0")
    page.wait_for_timeout(4000)  # The browser's own viewer of PDF files says nowhere that it is ready.
    return page.locator(".desk")


def _fields(walk: Walk) -> Locator:
    page = walk.lawyer
    page.goto("/admin/procurement/templates/fields/?q=option&case=1&kind=procurement_contract")
    return page.locator(".desk")


def _draft(walk: Walk) -> Locator:
    colleague, page = walk.colleague, walk.lawyer
    for step in ("approve", "use"):
        colleague.locator(f"button[value={step}]").click()
        colleague.wait_for_load_state()
    page.goto("/admin/procurement/1/papers/procurement_contract/")
    form = page.locator('form[action$="/template/"]')
    form.locator("select").select_option(index=_place_of(form, _NAMES[walk.language]))
    form.locator("button").click()
    page.wait_for_load_state()
    return page.locator(".desk")


def _case(walk: Walk) -> Locator:
    walk.lawyer.goto("/admin/procurement/3/#papers")
    return walk.lawyer.locator("#papers")


def _case_form(walk: Walk) -> Locator:
    walk.lawyer.goto("/admin/procurement/3/facts/")
    return walk.lawyer.locator(".desk").first


def _reasons(walk: Walk) -> Locator:
    walk.lawyer.goto(f"/admin/procurement/3/papers/procurement_contract/{walk.language}/")
    return walk.lawyer.locator(".paper")


def _stopped(walk: Walk) -> Locator:
    return _signing_of(walk, 1)


def _signing(walk: Walk) -> Locator:
    return _signing_of(walk, 3)


def _signing_of(walk: Walk, case: int) -> Locator:
    walk.lawyer.goto(f"/admin/procurement/{case}/#signing_pack")
    return walk.lawyer.locator("#signing_pack")


def _wording(walk: Walk) -> Locator:
    walk.lawyer.goto("/admin/procurement/wordings/contract_delay_defects/edit/")
    return walk.lawyer.locator(".desk").first


#: The pictures of the lawyers' guide, in the order in which they are walked through.
SHOTS: Final[tuple[tuple[str, Callable[[Walk], Locator]], ...]] = (
    ("case", _case),
    ("case-form", _case_form),
    ("reasons", _reasons),
    ("wording", _wording),
    ("stopped", _stopped),
    ("signing", _signing),
    ("word-starters", _starters),
    ("word-findings", _findings),
    ("word-approval", _approval),
    ("word-try-out", _try_out),
    ("word-fields", _fields),
    ("word-draft", _draft),
)


def _place_of(form: Locator, name: str) -> int:
    """Return which option of a form's list names a template."""
    return next(place for place, text in enumerate(form.locator("option").all_inner_texts()) if name in text)


def _upload(page: Page, file: bytes, reason: str) -> None:
    page.locator("[name=file]").set_input_files({"name": "kontrakt.docx", "mimeType": _WORD, "buffer": file})
    page.locator("[name=reason]").fill(reason)
    page.locator("main form button[type=submit]").click()
    page.wait_for_load_state()


def _broken(starter: bytes, language: str) -> bytes:
    """Return the starter with a misspelt field, a condition that never ends, and a word that is not to be used."""
    document = Document(io.BytesIO(starter))
    for paragraph in list(document.paragraphs):
        text = paragraph.text
        if "{{ object.title }}" in text:
            paragraph.runs[0].text = text.replace("object.title", "object.titel")
        elif "{{ price.total|money }}" in text:
            paragraph.runs[0].text = text + _FORBIDDEN[language]
        elif text.startswith(_OPTIONS[language]):
            end = paragraph._element.getnext()  # noqa: SLF001 - what stands after it
            end.getparent().remove(end)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _log_in(browser: Browser, address: str, language: str, user: str) -> Page:
    window = browser.new_context(
        base_url=address, locale=f"{language}-FI", viewport={"width": _WIDTH, "height": 1000}, reduced_motion="reduce"
    )
    page = window.new_page()
    page.goto("/admin/")
    page.locator("[name=username]").fill(user)
    page.locator("[name=password]").fill(f"klash-demo-{user}")
    page.locator("form button[type=submit]").click()
    page.wait_for_url("**/admin/")
    return page


def _save(shot: Locator, path: Path) -> None:
    """Write a picture with few colours, cut where nobody reads on: the pictures travel with the source."""
    picture = Image.open(io.BytesIO(shot.screenshot())).convert("RGB")
    picture = picture.crop((0, 0, picture.width, min(picture.height, 900)))
    picture.quantize(_COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)


def take_pictures(folder: Path = PICTURES) -> list[Path]:
    """Walk through a fresh demo in each language and return the pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    taken = []
    with demo_site() as (address, _papers), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for language in _NAMES:
            pages = [_log_in(browser, address, language, user) for user in ("lawyer-1", "lawyer-2")]
            walk = Walk(language, *pages)
            for name, shot in SHOTS:
                path = folder / f"{name}.{language}.png"
                _save(shot(walk), path)
                taken.append(path)
        browser.close()
    return taken


def main() -> None:
    """Take the pictures and say where they are."""
    for path in take_pictures():
        print(f"{path.relative_to(ROOT)} {path.stat().st_size // 1024} kB")
