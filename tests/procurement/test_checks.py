"""A fault in the clause library or in a kind is found before anything is drafted, and named by file and key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.core import checks as django_checks

from procurement import checks
from procurement.checks import check_clause_library, check_storage, kind_faults
from procurement.clauses.load import LIBRARY, read_library
from procurement.facts.catalogue import Label
from procurement.kinds import Kind, KindRegistry, Part, registry
from procurement.languages import WITH_ENGLISH

CLAUSE = """
note = "Why."
ground = "1397/2016, 1 §"

[[passages]]
key = "price"

[sv]
heading = "Pris"
price = "Priset är {price.total} euro."

[fi]
heading = "Hinta"
price = "Hinta on {price.total} euroa."
"""


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write the files of a library, by name, and return its folder."""

    def write_files(**files: str) -> Path:
        for name, text in files.items():
            (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
        return tmp_path

    return write_files


def faults_of(folder: Path) -> list[str]:
    """The faults of a library as the check reports them."""
    return [str(fault) for fault in read_library(folder)[1]]


def kind_of(*clauses: str, **options: Any) -> Kind:
    """A kind that says these clauses."""
    return Kind(
        key="paper",
        title=Label("Papper", "Paperi", "Paper"),
        subject=options.pop("subject", "{challenge.title}"),
        date_fact="contract.date",
        outline=tuple(Part(clause) for clause in clauses),
        **options,
    )


# -- What is shipped -----------------------------------------------------------------------------------


def test_the_shipped_library_and_the_shipped_kinds_have_no_faults():
    assert check_clause_library() == []


def test_a_site_without_a_place_for_papers_is_told_so(settings):
    settings.STORAGES = {name: place for name, place in settings.STORAGES.items() if name != "procurement"}
    assert [message.id for message in check_storage()] == ["procurement.E003"]


def test_the_check_is_registered():
    assert check_clause_library in django_checks.registry.registry.get_checks()


def test_every_clause_that_is_shipped_is_said_by_a_kind():
    said = {part.clause for kind in registry() for part in kind.outline} | {kind.annexes for kind in registry()}
    assert {path.stem for path in LIBRARY.glob("*.toml")} - said == {"frame"}


def test_a_clause_without_faults_has_none(write):
    assert faults_of(write(price=CLAUSE)) == []


# -- Faults of clauses ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param(
            "Priset är {price.total}", "Priset är {price.totl}",
            ["price.toml, sv.price: unknown placeholder “{price.totl}”",
             "price.toml, sv.price: lacks placeholders that another language has",
             "price.toml, fi.price: lacks placeholders that another language has"],
            id="unknown placeholder",
        ),
        pytest.param(
            "Priset är {price.total}", "Priset är {law:no_such_act} {price.total}",
            ["price.toml, sv.price: unknown reference “{law:no_such_act}”",
             "price.toml, fi.price: lacks placeholders that another language has"],
            id="unknown reference",
        ),
        pytest.param(
            "Priset är {price.total}", "Priset är {ref:no_such_clause} {price.total}",
            ["price.toml, fi.price: lacks placeholders that another language has",
             "price.toml, sv.price: refers to the clause “no_such_clause”, which does not exist"],
            id="unknown clause",
        ),
        pytest.param(
            'key = "price"', 'key = "price"\nwhen = "value.bnd == \'eu\'"',
            ["price.toml, price.when: unknown fact “value.bnd” in the condition"],
            id="unknown fact in the condition of a passage",
        ),
        pytest.param(
            'note = "Why."', 'note = "Why."\nwhen = "value.bnd"',
            ["price.toml, when: unknown fact “value.bnd” in the condition"],
            id="unknown fact in the condition of the clause",
        ),
        pytest.param(
            'price = "Hinta on {price.total} euroa."', "",
            ["price.toml, fi.price: the passage has no text"],
            id="passage without text",
        ),
        pytest.param(
            'key = "price"', 'key = "cost"',
            ["price.toml, sv.price: there is no passage with this key", "price.toml, sv.cost: the passage has no text",
             "price.toml, fi.price: there is no passage with this key", "price.toml, fi.cost: the passage has no text"],
            id="text without passage",
        ),
        pytest.param(
            '[fi]\nheading = "Hinta"\nprice = "Hinta on {price.total} euroa."', "",
            ["price.toml, fi: there is no wording in this language"],
            id="missing language",
        ),
        pytest.param(
            'heading = "Hinta"', "",
            ["price.toml, fi.heading: one language has a heading and another has none"],
            id="heading in one language",
        ),
        pytest.param(
            "Priset är {price.total}", "Priset {är} {price.total}",
            ["price.toml, sv.price: “{är}” is not a placeholder",
             "price.toml, sv.price: lacks placeholders that another language has"],
            id="placeholder that cannot be read",
        ),
        pytest.param(
            'ground = "1397/2016, 1 §"', "", ["price.toml, ground: missing"], id="missing ground",
        ),
        pytest.param(
            'key = "price"', 'key = "price"\nstyle = "loud"',
            ["price.toml, price.style: “loud” is not a style"],
            id="unknown style",
        ),
        pytest.param(
            'key = "price"', 'key = "price"\neach = "price.total"',
            ["price.toml, price.each: “price.total” is neither a list nor a table of the catalogue"],
            id="each over what is no list",
        ),
        pytest.param(
            'note = "Why."', 'note = "Why."\nremark = "What?"',
            ["price.toml, remark: unknown field"],
            id="unknown field",
        ),
    ],
)  # fmt: skip
def test_a_fault_is_named_by_file_and_key(old, new, expected, write):
    assert old in CLAUSE
    assert faults_of(write(price=CLAUSE.replace(old, new, 1))) == expected


def test_a_file_that_is_no_toml_is_named(write):
    (fault,) = faults_of(write(price="note = "))
    assert fault.startswith("price.toml, -: not TOML: ")


def test_a_name_that_is_too_long_for_a_bookmark_is_named(write):
    name = "a" * 38
    assert faults_of(write(**{name: CLAUSE})) == [f"{name}.toml, -: the name has more than 37 characters"]


def test_all_faults_are_found_at_once(write):
    folder = write(
        first=CLAUSE.replace("{price.total}", "{price.totl}"),
        second=CLAUSE.replace('ground = "1397/2016, 1 §"', ""),
    )
    assert faults_of(folder) == [
        "first.toml, sv.price: unknown placeholder “{price.totl}”",
        "first.toml, fi.price: unknown placeholder “{price.totl}”",
        "second.toml, ground: missing",
    ]


# -- Faults of kinds -----------------------------------------------------------------------------------


def test_a_kind_without_faults_has_none(write):
    clauses, _faults = read_library(write(price=CLAUSE))
    assert list(kind_faults(kind_of("price"), clauses)) == []


def test_an_outline_with_an_unknown_clause_is_named(write):
    clauses, _faults = read_library(write(price=CLAUSE))
    assert list(kind_faults(kind_of("price", "cost"), clauses)) == ["kinds/paper.py: there is no clause “cost”"]


def test_unknown_annexes_are_named(write):
    clauses, _faults = read_library(write(price=CLAUSE))
    assert list(kind_faults(kind_of("price", annexes="annexes"), clauses)) == [
        "kinds/paper.py: there is no clause “annexes”"
    ]


def test_a_reference_to_a_clause_that_the_kind_does_not_say_is_named(write):
    refers = CLAUSE.replace("{price.total}", "{ref:other}")
    clauses, faults = read_library(write(price=refers, other=CLAUSE))
    assert faults == []
    assert list(kind_faults(kind_of("price"), clauses)) == [
        "kinds/paper.py: price.toml, sv.price refers to the clause “other”, which this kind does not say",
        "kinds/paper.py: price.toml, fi.price refers to the clause “other”, which this kind does not say",
    ]
    assert list(kind_faults(kind_of("price", "other"), clauses)) == []


def test_a_reference_to_an_annex_that_the_kind_does_not_have_is_named(write):
    clauses, _faults = read_library(write(price=CLAUSE.replace("{price.total}", "{annex:plan}"), plans=CLAUSE))
    assert list(kind_faults(kind_of("price", annexes="plans"), clauses)) == [
        "kinds/paper.py: price.toml, sv.price refers to the annex “plan”, which this kind does not have",
        "kinds/paper.py: price.toml, fi.price refers to the annex “plan”, which this kind does not have",
    ]


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("{challenge.titel}", "kinds/paper.py, subject: unknown placeholder “{challenge.titel}”"),
        ("{ref:price}", "kinds/paper.py, subject: unknown placeholder “{price}”"),
        ("{challenge.title", "kinds/paper.py, subject: a brace stands alone in “{challenge.title”"),
    ],
)
def test_a_subject_that_cannot_be_printed_is_named(subject, expected, write):
    clauses, _faults = read_library(write(price=CLAUSE))
    assert list(kind_faults(kind_of("price", subject=subject), clauses)) == [expected]


def test_an_organisation_that_cannot_be_printed_is_named(write):
    clauses, _faults = read_library(write(price=CLAUSE))
    assert list(kind_faults(kind_of("price", organisation="{buyer.nam}"), clauses)) == [
        "kinds/paper.py, organisation: unknown placeholder “{buyer.nam}”"
    ]


def test_a_clause_without_a_language_of_its_kind_is_named(write):
    clauses, _faults = read_library(write(price=CLAUSE))
    assert list(kind_faults(kind_of("price", languages=WITH_ENGLISH), clauses)) == [
        "kinds/paper.py: price.toml has no wording in “en”"
    ]


# -- The check -----------------------------------------------------------------------------------------


def test_the_check_reports_faults_of_clauses_as_errors(write, monkeypatch):
    for path in LIBRARY.glob("*.toml"):
        write(**{path.stem: path.read_text(encoding="utf-8")})
    frame = (LIBRARY / "frame.toml").read_text(encoding="utf-8")
    folder = write(price=CLAUSE.replace("{price.total}", "{price.totl}"), frame=frame.replace("marker =", "marker2 ="))
    monkeypatch.setattr(checks, "read_library", lambda: read_library(folder))
    messages = check_clause_library()
    assert all(isinstance(message, django_checks.Error) for message in messages)
    assert [message.msg for message in messages if message.id == "procurement.E001"] == [
        "frame.toml, sv.marker2: there is no passage with this key",
        "frame.toml, sv.marker: the passage has no text",
        "frame.toml, fi.marker2: there is no passage with this key",
        "frame.toml, fi.marker: the passage has no text",
        "frame.toml, en.marker2: there is no passage with this key",
        "frame.toml, en.marker: the passage has no text",
        "price.toml, sv.price: unknown placeholder “{price.totl}”",
        "price.toml, fi.price: unknown placeholder “{price.totl}”",
    ]


def test_the_check_reports_a_frame_that_is_missing(write, monkeypatch):
    folder = write(price=CLAUSE)
    monkeypatch.setattr(checks, "read_library", lambda: read_library(folder))
    messages = [message.msg for message in check_clause_library()]
    assert "frame.toml, marker: the passage is missing" in messages
    assert "kinds/procurement_contract.py: there is no clause “contract_price”" in messages


def test_the_check_reports_faults_of_kinds_as_errors(monkeypatch):
    kinds = KindRegistry()
    for kind in registry():
        kinds.register(replace(kind, outline=(*kind.outline, Part("no_such_clause"))))
    monkeypatch.setattr(checks, "registry", lambda: kinds)
    assert [(message.id, message.msg) for message in check_clause_library()] == [
        ("procurement.E002", f"kinds/{kind.key}.py: there is no clause “no_such_clause”") for kind in registry()
    ]
