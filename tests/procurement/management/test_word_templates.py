"""`lint_template` needs no database and ends with status 1 on errors; the others write files, or nothing at all."""

from __future__ import annotations

import json
import subprocess
import sys
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from procurement.languages import Language
from procurement.rendering import starters
from tests.factories.procurement import complete_case
from tests.factories.users import EditorFactory
from tests.procurement.word.files import docx, p, words


@pytest.fixture
def template(tmp_path):
    def write(*body: str) -> str:
        path = tmp_path / "template.docx"
        path.write_bytes(docx(*body))
        return str(path)

    return write


def run(*arguments: str) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def test_a_right_template_lints_without_a_word(template):
    assert run("lint_template", template(p("{{ supplier.name }}"))) == ""


def test_faults_are_listed_as_json_and_end_with_status_1(template, tmp_path):
    out = StringIO()
    annotated = tmp_path / "annotated.docx"
    with pytest.raises(CommandError) as error:
        call_command(
            "lint_template",
            template(p("{{ supplier.nmae }}")),
            "--json",
            "--sentences",
            "sv",
            "--annotate",
            str(annotated),
            stdout=out,
        )
    assert error.value.returncode == 1
    (finding,) = json.loads(out.getvalue())
    assert (finding["code"], finding["paragraph"], finding["suggestions"][0]) == ("UNKNOWN_FIELD", 1, "supplier.name")
    assert finding["message"]["sv"].startswith("Fältet ”supplier.nmae” finns inte")
    assert words(annotated.read_bytes()) == ["{{ supplier.nmae }}"]


def test_lint_works_where_there_is_no_database(template):
    done = subprocess.run(
        [sys.executable, "manage.py", "lint_template", template(p("{{ x }}"))],
        capture_output=True,
        text=True,
        env={"DATABASE_URL": "postgres://nobody@127.0.0.1:1/none", "PATH": "/usr/bin"},
    )
    assert done.returncode == 1
    assert "UNKNOWN_FIELD body, paragraph 1" in done.stdout


def test_values_of_a_file_fill_a_template(template, tmp_path):
    facts = tmp_path / "facts.json"
    facts.write_text('{"any": {"name": "R&D"}}')
    out = tmp_path / "out.docx"
    run("render_template", template(p("{{ any.name }}")), "--facts", str(facts), "--out", str(out))
    assert words(out.read_bytes()) == ["R&D"]


def test_a_refused_render_writes_nothing_and_says_why(template, tmp_path):
    facts = tmp_path / "facts.json"
    facts.write_text("{}")
    out = tmp_path / "out.docx"
    with pytest.raises(CommandError, match="The value “x” is missing"):
        run("render_template", template(p("{{ x }}")), "--facts", str(facts), "--out", str(out))
    assert not out.exists()


@pytest.mark.django_db
@pytest.mark.usefixtures("english")
def test_the_facts_of_a_case_fill_a_template_for_those_who_may_see_it(template, tmp_path):
    case = complete_case()
    out = tmp_path / "out.docx"
    arguments = ("render_template", template(p("{{ supplier.name }}")), "--case", str(case.pk), "--out", str(out))
    run(*arguments, "--user", case.opened_by.username, "--language", "fi")
    assert words(out.read_bytes()) == [case.party.name]
    out.unlink()
    with pytest.raises(CommandError, match="legal staff"):
        run(*arguments, "--user", EditorFactory().username)
    with pytest.raises(CommandError, match="needs --user"):
        run(*arguments)
    assert not out.exists()


def test_every_starter_is_written_in_both_languages(tmp_path):
    folder = tmp_path / "starters"
    run("write_starters", str(folder))
    assert len(list(folder.iterdir())) == 2 * len(starters.STARTERS)
    assert (folder / "upphandlingskontrakt.sv.docx").read_bytes() == starters.draw("contract", Language.SV)
    assert (folder / "hankintasopimus.fi.docx").read_bytes() == starters.draw("contract", Language.FI)


def test_a_folder_that_cannot_be_written_is_said(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(CommandError, match="cannot be written"):
        run("write_starters", str(tmp_path / "file" / "starters"))
