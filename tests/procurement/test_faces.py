"""Word, PDF and text say the same words in the same order, whatever the facts hold."""

from __future__ import annotations

import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from procurement.clauses.load import library
from procurement.composed.document import ComposedDocument, Grid, Table, plain
from procurement.composing import compose
from procurement.facts import Facts, Localised
from procurement.facts.text import clean, refused
from procurement.fonts import characters, missing_characters
from procurement.kinds import Kind, registry
from procurement.languages import LEGAL_LANGUAGES, Language
from procurement.law import LAW
from procurement.rendering import docx, pdf, text
from tests.factories.facts import complete_facts
from tests.reading import pdf as pdf_reading
from tests.reading import word
from tests.reading.conformance import outloud_errors

KINDS = list(registry())
PAPERS = [(kind, language) for kind in KINDS for language in kind.languages]
#: Every kind in one language, each language in turn.
ONE_OF_EACH = [(kind, kind.languages[place % len(kind.languages)]) for place, kind in enumerate(KINDS)]


def composed(kind: Kind, language: Language, facts: Facts) -> ComposedDocument:
    return compose(kind, facts, library=library(), law=LAW, language=language, number=3)


def assert_faces_agree(document: ComposedDocument, *, breaks_words: bool = False) -> bytes:
    """Assert that the faces say the same, and return the PDF; `breaks_words` lets cells of tables break any word."""
    lines = list(text.lines(document))
    organisation, title, status = text.header(document).split("\t")
    word_file = docx.render(document)
    assert word.body_lines(word_file) == lines
    assert word.header_lines(word_file) == [f"{organisation}\t{status}", f"{title}\t1 (1)"]
    content = pdf.render(document)
    body = pdf_reading.body(content, status, [organisation, title], document.footer)
    assert pdf_reading.says(body, lines, headings=_headings(document), breaks_words=breaks_words)
    return content


def _headings(document: ComposedDocument) -> dict[int, str]:
    """The heading row above each row of a grid, by the place of its line: a table that goes on repeats it."""
    headings: dict[int, str] = {}
    place = 2  # below the title and the subject
    for block in document.blocks:
        match block:
            case Table():
                place += len(block.rows)
            case Grid():
                heading = "\t".join(plain(column.heading) for column in block.columns)
                headings |= dict.fromkeys(range(place + 1, place + 1 + len(block.rows)), heading)
                place += 1 + len(block.rows)
            case _:
                place += 1
    return headings


@pytest.mark.parametrize(("kind", "language"), PAPERS, ids=lambda value: getattr(value, "key", str(value)))
def test_the_faces_of_a_complete_paper_say_the_same_and_a_second_program_finds_no_error_in_its_pdf(
    kind: Kind, language: Language
) -> None:
    document = composed(kind, language, complete_facts())
    assert document.gaps == ()
    content = assert_faces_agree(document)
    assert outloud_errors(content) == []


@pytest.mark.parametrize(("kind", "language"), ONE_OF_EACH, ids=lambda value: getattr(value, "key", str(value)))
def test_the_faces_of_an_incomplete_paper_say_the_same(kind: Kind, language: Language) -> None:
    date_alone = complete_facts().restricted_to([kind.date_fact])
    document = composed(kind, language, date_alone)
    assert len(document.gaps) > 5
    assert_faces_agree(document)


def _printable(value: str) -> bool:
    return bool(value) and not refused(value) and not missing_characters([value])


HOSTILE = [
    "R&D <b>Oy</b> \"A\" 'B'",
    "{{ 7*7 }} {% for x in y %} {_{ x }_} %}",
    "x]]>y<!-- z -->",
    "&amp; &lt; &#123;",
    "Zażółć gęślą jaźń Ðóþ",
    "A" * 180,
    "a-b–c/d\\e | f * g _ h ~ i",
    "\N{NO-BREAK SPACE}§ 40 §:n ”x” ‘y’ …",
]
SIGNS = [chr(code) for code in sorted(characters())]


def _of_one_alphabet(name: str) -> list[str]:
    """What the fonts hold of an alphabet, and what is no letter: a word of two alphabets is refused at the door."""
    return [sign for sign in SIGNS if not sign.isalpha() or unicodedata.name(sign).startswith(name)]


names = (
    st.one_of(
        st.sampled_from(HOSTILE),
        *(
            st.text(alphabet=st.sampled_from(_of_one_alphabet(name)), max_size=60)
            for name in ("LATIN", "CYRILLIC", "GREEK")
        ),
    )
    .map(clean)
    .filter(_printable)
)


@pytest.mark.parametrize("name", HOSTILE)
def test_the_faces_agree_on_a_hostile_name_wherever_it_stands(name: str) -> None:
    both = Localised(dict.fromkeys(LEGAL_LANGUAGES, name))
    facts = complete_facts(
        supplier__name=name, object__title=both, buyer__name=both, buyer__address=both, notice__clause_text=name
    )
    assert_faces_agree(composed(registry()["procurement_contract"], Language.SV, facts))


def _prints(kind: Kind, fact: str) -> bool:
    """Whether a kind says a fact; its guards and conditions read more than it says."""
    texts = [text for key in kind.clauses for text in library()[key].wordings[Language.SV].source.values()]
    return any(f"{{{fact}}}" in text for text in texts)


@settings(
    max_examples=12,
    deadline=None,
    # An example lays out two papers, so shrinking a failure would take minutes; the failing facts are short anyway.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(paper=st.sampled_from(PAPERS), supplier=names, team=names, title=names, buyer=names, address=names, clause=names)
def test_the_faces_agree_on_any_party_data(
    paper: tuple[Kind, Language], supplier: str, team: str, title: str, buyer: str, address: str, clause: str
) -> None:
    kind, language = paper
    document = composed(
        kind,
        language,
        complete_facts(
            supplier__name=supplier,
            team__name=team,
            object__title=Localised(dict.fromkeys(LEGAL_LANGUAGES, title)),
            buyer__name=Localised(dict.fromkeys(LEGAL_LANGUAGES, buyer)),
            buyer__address=Localised(dict.fromkeys(LEGAL_LANGUAGES, address)),
            notice__clause_text=clause,
        ),
    )
    quoted = str(complete_facts().value("notice.clause_text"))
    if any(quoted in line for line in text.lines(composed(kind, language, complete_facts()))):
        assert any(clause in line for line in text.lines(document))
    assert_faces_agree(document)


@pytest.mark.drill
def test_two_processes_with_different_hash_seeds_make_the_same_bytes() -> None:
    script = (
        "import os, hashlib, django\n"
        "os.environ['DJANGO_SETTINGS_MODULE'] = 'klash_site.settings.test'\n"
        "django.setup()\n"
        "from tests.procurement.test_faces import ONE_OF_EACH, composed\n"
        "from tests.factories.facts import complete_facts\n"
        "from procurement.rendering import docx, pdf, text\n"
        "for kind, language in ONE_OF_EACH:\n"
        "    document = composed(kind, language, complete_facts())\n"
        "    for face in (docx, pdf, text):\n"
        "        print(kind.key, language, face.__name__, hashlib.sha256(face.render(document)).hexdigest())\n"
    )
    root = Path(__file__).parents[2]
    outputs = []
    for seed in ("0", "1"):
        result = subprocess.run(
            [sys.executable, "-c", script],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": f"{root}:{root / 'site'}", "PATH": "/usr/bin:/bin"},
            cwd=root,
            capture_output=True,
            text=True,
            check=True,
        )
        outputs.append(result.stdout.splitlines())
    assert len(outputs[0]) == len(ONE_OF_EACH) * 3
    assert outputs[0] == outputs[1]
