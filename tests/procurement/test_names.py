"""Names that people of Finland bear come back from Word and PDF as they were written, in the fonts of the packages."""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from pypdf import PdfReader

from procurement.facts import Localised, LocalisedList, Record, Records
from procurement.facts.text import clean
from procurement.kinds import registry
from procurement.languages import LEGAL_LANGUAGES, Language
from procurement.rendering import pdf
from tests.factories.facts import complete_facts
from tests.procurement.test_faces import assert_faces_agree, composed

NAMES = (
    "Nguyễn Văn Ả", "Đặng Thị Hồng", "Müller-Lüdenscheidt", "Ǩeeʹll Ǥäđđ ʒ ǯ", "Čuákkáá", "Łukasz Žižka", "Ṭāriq Ḥasan",
    "Георгий Иванов-Петров", "Αλέξανδρος Παπαδόπουλος", "Şükrü Öztürk İğdır", "Ștefan", "Þórður", "Ġorġ Ħal Ŵyn",
)  # fmt: skip
ALL = LocalisedList(dict.fromkeys(LEGAL_LANGUAGES, NAMES))
TITLE = Localised(dict.fromkeys(LEGAL_LANGUAGES, "Čuákkáá ja Ǩeeʹll"))
FACTS = complete_facts(
    supplier__name="Nguyễn & Иванов Oy",
    supplier__signatory="Αλέξανδρος Παπαδόπουλος",
    team__name="Георгий Иванов",
    winners__names=ALL,
    object__key_persons=ALL,
    object__title=TITLE,
    challenge__title=TITLE,
    nda__persons=Records(
        tuple(Record({"name": name, "role": Localised(dict.fromkeys(LEGAL_LANGUAGES, "x"))}) for name in NAMES)
    ),
)


@pytest.mark.parametrize(
    ("kind", "language"),
    [
        ("procurement_contract", Language.SV),
        ("invitation_to_negotiate", Language.FI),
        ("price_annex", Language.SV),
        ("non_disclosure_undertaking", Language.FI),
    ],
)
def test_every_face_of_a_paper_says_them(kind: str, language: Language) -> None:
    document = composed(registry()[kind], language, FACTS)
    content = assert_faces_agree(document)
    families = {
        str(font["/BaseFont"]).split("+")[1].rsplit(",", 1)[0]
        for page in PdfReader(io.BytesIO(content)).pages
        for font in page["/Resources"]["/Font"].values()  # type: ignore[index]
    }
    assert all(name.startswith(("Source-Serif", "Schibsted-Grotesk", "Noto-")) for name in families), families
    assert any(name.startswith("Noto-Sans") for name in families)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_was_typed_in_pieces_is_the_same_name(name: str) -> None:
    assert clean(unicodedata.normalize("NFD", name)) == name


def test_letters_from_behind_cost_a_paper_little() -> None:
    kind = registry()["procurement_contract"]
    usual = len(pdf.render(composed(kind, Language.SV, complete_facts())))
    named = len(pdf.render(composed(kind, Language.SV, FACTS)))
    assert named - usual < 40_000


@pytest.mark.drill
def test_another_process_makes_the_same_bytes() -> None:
    script = (
        "import os\n"
        "os.environ['DJANGO_SETTINGS_MODULE'] = 'klash_site.settings.test'\n"
        "import django; django.setup()\n"
        "from tests.procurement.test_names import digest\n"
        "print(digest())\n"
    )
    root = Path(__file__).parents[2]
    made = subprocess.check_output(
        [sys.executable, "-c", script],
        env={"PYTHONHASHSEED": "1", "PYTHONPATH": f"{root}:{root / 'site'}", "PATH": "/usr/bin:/bin"},
        cwd=root,
        text=True,
    )
    assert made.strip() == digest()


def digest() -> str:
    paper = composed(registry()["invitation_to_negotiate"], Language.FI, FACTS)
    return hashlib.sha256(pdf.render(paper)).hexdigest()
