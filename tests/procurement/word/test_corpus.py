"""Every hostile file is refused for its reason, quickly and in little memory; no innocent one is refused."""

from __future__ import annotations

import io
import subprocess
import sys
import time
import zipfile

import pytest
from docx import Document

from procurement.languages import Language
from procurement.word import TemplateRefused, errors, lint, prepare, render
from procurement.word.messages import MESSAGES
from procurement.word.worker import Worker
from tests.procurement.word.corpus import VALUES, hostile, innocent
from tests.procurement.word.files import docx, names, p, part, words

HOSTILE = list(hostile())
INNOCENT = list(innocent())


def test_the_corpus_is_as_large_as_promised_and_no_name_is_there_twice():
    assert len(HOSTILE) >= 100
    assert len(INNOCENT) >= 20
    assert len({each.name for each in HOSTILE}) == len(HOSTILE)


@pytest.mark.parametrize("case", HOSTILE, ids=[each.name for each in HOSTILE])
def test_a_hostile_or_broken_file_is_refused_for_its_reason(case):
    start = time.perf_counter()
    with pytest.raises(TemplateRefused) as refused:
        prepare(case.data)
    assert time.perf_counter() - start < 2
    assert case.code in {each.code for each in refused.value.findings}
    assert refused.value.findings == errors(lint(case.data))
    for each in refused.value.findings:
        assert each.code in MESSAGES
        for language in Language:
            assert each.message(language)
            assert each.place.describe(language)


def test_each_hostile_file_is_refused_within_300_mb_by_a_process_of_its_own(tmp_path):
    # The kernel counts the parent's memory into ru_maxrss of a child, but not into the high-water mark of its own.
    (tmp_path / "corpus.py").write_text(
        "import pathlib, sys\n"
        "from procurement.word import lint\n"
        "lint(sys.stdin.buffer.read())\n"
        "print(pathlib.Path('/proc/self/status').read_text().split('VmHWM:')[1].split()[0])\n"
    )
    heavy = [each for each in HOSTILE if each.name in ("many paragraphs", "a huge text")]
    for case in heavy:
        done = subprocess.run(
            [sys.executable, str(tmp_path / "corpus.py")],
            input=case.data,
            capture_output=True,
            check=True,
            env={"PYTHONPATH": "."},
        )
        assert int(done.stdout) < 300 * 1024, case.name


def test_the_worker_refuses_the_same_files_and_lives():
    worker = Worker()
    try:
        for case in HOSTILE[::12]:
            assert case.code in {each.code for each in worker.lint(case.data)}
        assert worker.lint(INNOCENT[0].data)[0].code == "TRACKED"
    finally:
        worker.close()


@pytest.mark.parametrize("case", INNOCENT, ids=[each.name for each in INNOCENT])
def test_an_innocent_file_is_accepted_filled_and_opens(case):
    filled = render(case.data, VALUES)
    text = "\n".join(words(filled))
    assert case.text in text
    Document(io.BytesIO(filled))
    assert filled == render(case.data, VALUES)


@pytest.mark.parametrize("case", INNOCENT, ids=[each.name for each in INNOCENT])
def test_no_output_carries_changes_comments_hidden_text_or_people(case):
    filled = render(case.data, VALUES)
    assert not [name for name in names(filled) if "comment" in name or "customXml" in name or "embeddings" in name]
    with zipfile.ZipFile(io.BytesIO(filled)) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist()).decode()
    for trace in (
        "<w:ins ",
        "<w:del ",
        "w:delText",
        "w:rPrChange",
        "w:moveFrom",
        "w:comment",
        "<w:vanish",
        "Salla",
        "hemligt",
        "anteckning",
        "Normal.dotm",
        "w:trackRevisions",
        "w:dataBinding",
        "borta",
    ):
        assert trace not in everything.replace(
            '<w:style w:type="character" w:styleId="Gomd"><w:name w:val="Gömd"/><w:rPr><w:vanish/>', ""
        )
    assert "Salla" not in part(filled, "docProps/core.xml")


def test_a_paragraph_of_very_many_runs_costs_no_more_than_its_length():
    template = docx(p(*["ab"] * 20_000, *["{{ x }}"] * 2_000))
    start = time.process_time()
    assert lint(template) == []
    assert time.process_time() - start < 5  # a search for each run took over ten seconds
