"""Values are printed as Finnish papers write them, or refused with a hint; nothing is ever blank."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from procurement.facts import Facts
from procurement.languages import Language
from procurement.word import Properties, TemplateRefused, render
from procurement.word.facts import fact_values
from tests.factories.facts import complete_facts
from tests.procurement.word.files import docx, p, part, run, table, words


def line(text: str, **values: object) -> str:
    return words(render(docx(p(text)), values, language="sv"))[0]


def refusal(text: str, **values: object) -> tuple[str, str]:
    with pytest.raises(TemplateRefused) as refused:
        render(docx(p(text)), values)
    (finding,) = refused.value.findings
    return finding.code, finding.message("en")


@pytest.mark.parametrize(
    ("text", "values", "expected"),
    [
        ("{{ x|number }}", {"x": 1234567.5}, "1\xa0234\xa0567,5"),
        ("{{ x|money }}", {"x": "90000.00"}, "90\xa0000"),
        ("{{ x|money }}", {"x": Decimal("90000.50")}, "90\xa0000,50"),
        ("{{ x }}", {"x": Decimal("90000.50")}, "90\xa0000,50"),
        ("{{ x|percent }}", {"x": 1.5}, "1,5\xa0%"),
        (
            "{{ x|date }} {{ x|date(long) }} {{ x|date('iso') }}",
            {"x": "2026-03-01"},
            "1.3.2026 1\xa0mars\xa02026 2026-03-01",
        ),
        ("{{ x|date(long, fi) }}", {"x": date(2026, 3, 1)}, "1.\xa0maaliskuuta\xa02026"),
        ("{{ x }}", {"x": date(2026, 3, 1)}, "1.3.2026"),
        ("{{ x|listed }} {{ x|listed(fi) }}", {"x": ["a", "b", "c"]}, "a, b och c a, b ja c"),
        ("{{ x|join('; ') }} {{ x|first }}{{ x|last }} {{ x|length }}", {"x": ["a", "b"]}, "a; b ab 2"),
        ("{{ x|default('–') }} {{ y|default('–') }} {{ z|default('–', true) }}", {"y": None, "z": ""}, "– – –"),
        (
            "{{ x|upper }} {{ x|title }} {{ x|capitalize }} {{ x|trim }}",
            {"x": "åbo stad"},
            "ÅBO STAD Åbo Stad Åbo stad åbo stad",
        ),
        ("{{ x.items }} {{ x.keys }} {{ x['två ord'] }}", {"x": {"items": "a", "keys": "b", "två ord": "c"}}, "a b c"),
        ("{{ range }} {{ loopar }}", {"range": "a", "loopar": "b"}, "a b"),
        ("{% if x == 'A & B' %}lika{% endif %}", {"x": "A & B"}, "lika"),
        ("{{ 'ja' if x }}.", {"x": False}, "."),
        ("{{ 'a' ~ x ~ 1 }}", {"x": "&"}, "a&1"),
        ("{% for a in ['x', 'y'] %}{{ a }}{% endfor %}", {}, "xy"),
        ("{% for a in x if a.ja %}{{ a.b }}{% else %}inga{% endfor %}", {"x": [{"ja": False}]}, "inga"),
        ("{% if x is defined %}a{% else %}b{% endif %}", {}, "b"),
        ("{{\xa0x\xa0}}", {"x": "hårt mellanslag"}, "hårt mellanslag"),
    ],
)
def test_values_are_written_as_finnish_papers_write_them(text, values, expected):
    assert line(text, **values) == expected


@pytest.mark.parametrize(
    ("text", "values", "code"),
    [
        ("{{ x }}", {}, "VALUE_MISSING"),
        ("{{ x.y.z }}", {"x": {}}, "VALUE_MISSING"),
        ("{% if x %}a{% endif %}", {}, "VALUE_MISSING"),
        ("{% if x %}a{% endif %}", {"x": None}, "VALUE_MISSING"),
        ("{% if not x %}a{% endif %}", {"x": None}, "VALUE_MISSING"),
        ("{% for a in x %}{{ a }}{% endfor %}", {}, "VALUE_MISSING"),
        ("{{ x }}", {"x": 1.5}, "VALUE_NOT_PRINTABLE"),
        ("{{ x }}", {"x": float("nan")}, "VALUE_NOT_PRINTABLE"),
        ("{{ x }}", {"x": None}, "VALUE_NOT_PRINTABLE"),
        ("{{ x }}", {"x": True}, "VALUE_NOT_PRINTABLE"),
        ("{{ x }}", {"x": ["a"]}, "VALUE_NOT_PRINTABLE"),
        ("{{ x }}", {"x": {"name": "a"}}, "VALUE_NOT_PRINTABLE"),
        ("{{ x ~ 'a' }}", {"x": None}, "VALUE_NOT_PRINTABLE"),
        ("{{ x|listed }}", {"x": [None]}, "VALUE_NOT_PRINTABLE"),
        ("{{ x|first }}", {"x": []}, "VALUE_FORMAT"),
        ("{{ x|money }}", {"x": "mycket"}, "VALUE_FORMAT"),
        ("{{ x|money }}", {"x": "1.00005"}, "VALUE_FORMAT"),
        ("{{ x|number }}", {"x": "1e400000000"}, "VALUE_FORMAT"),
        ("{{ x|date }}", {"x": "2026-02-30"}, "VALUE_FORMAT"),
        ("{% for a in x %}{{ a }}{% endfor %}", {"x": "text"}, "NOT_A_LIST"),
        ("{% if x > 3 %}a{% endif %}", {"x": "text"}, "RENDER"),
        ("{{ x }}", {"x": "a\ud800b"}, "VALUE_CHARACTER"),
        ("{{ x }}", {"x": "100\u202e000"}, "VALUE_CHARACTER"),
        ("{{ x }}", {"x": "a\x07b"}, "VALUE_CHARACTER"),
        ("{{ x }}", {"x": "a" * 100_001}, "VALUE_TOO_LONG"),
        ("{{ x }}", {"x": object()}, "VALUE_TYPE"),
        ("{{ x }}", {"x": {1: "a"}}, "VALUE_TYPE"),
        ("{{ x }}", {"x": b"a"}, "VALUE_TYPE"),
    ],
)
def test_what_cannot_be_printed_is_refused(text, values, code):
    assert refusal(text, **values)[0] == code


def test_a_group_printed_whole_is_refused_with_its_fields():
    message = refusal("{{ supplier }}", supplier={"name": "a"})[1]
    assert message == "“supplier” cannot be printed: it is a group.  Did you mean “supplier.name”?"


def test_a_missing_value_is_named_with_the_way_to_it():
    assert refusal("{% for a in x %}{{ a.b }}{% endfor %}", x=[{"b": "1"}, {}])[1] == "The value “x[1].b” is missing."


def test_values_that_look_like_code_reach_nothing():
    class Model:
        def delete(self) -> None:
            raise AssertionError("called")

    with pytest.raises(TemplateRefused):
        render(docx(p("{{ x.delete }}")), {"x": Model()})


def test_loops_and_output_are_metered():
    many = list(range(500))
    three = "{% for a in x %}{% for b in x %}{% for c in x %}{{ c }}{% endfor %}{% endfor %}{% endfor %}"
    assert refusal(three, x=many)[0] == "TOO_MANY_TURNS"
    assert refusal("{% for a in x %}{% for b in x %}{{ y }}{% endfor %}{% endfor %}", x=many[:400], y="a" * 1000)[
        0
    ] == ("OUTPUT_TOO_LARGE")


def test_a_block_is_written_in_the_look_of_its_paragraph():
    block = f'<w:p><w:pPr><w:pStyle w:val="Rubrik1"/></w:pPr>{run("{{p x }}", "<w:i/>")}</w:p>'
    filled = render(docx(block), {"x": ["A & B", {"text": "fet", "bold": True}]})
    xml = part(filled, "word/document.xml")
    assert words(filled) == ["A & B", "fet"]
    assert xml.count('<w:pPr><w:pStyle w:val="Rubrik1"/></w:pPr>') == 2
    assert "<w:rPr><w:b/><w:i/></w:rPr>" in xml


def test_a_cell_or_table_left_empty_stays_a_file_word_opens():
    filled = render(
        docx(
            table([p("{%p if x %}") + p("a") + p("{%p endif %}"), "b"]),
            table(["{%tr for a in y %}"], ["{{ a }}"], ["{%tr endfor %}"]),
            p("sist"),
        ),
        {"x": False, "y": []},
    )
    xml = part(filled, "word/document.xml")
    assert "</w:tcPr><w:p/></w:tc>" in xml
    assert xml.count("<w:tbl>") == 1


def test_bookmarks_in_a_loop_get_names_and_ids_of_their_own():
    mark = '<w:bookmarkStart w:id="0" w:name="a"/>{}<w:bookmarkEnd w:id="0"/>'
    filled = render(
        docx(p("{%p for a in x %}"), p(raw=mark.format(run("{{ a }}"))), p("{%p endfor %}")), {"x": ["1", "2"]}
    )
    xml = part(filled, "word/document.xml")
    for piece in (
        'w:id="1" w:name="a"/>',
        'w:id="2" w:name="a_2"/>',
        '<w:bookmarkEnd w:id="1"/>',
        '<w:bookmarkEnd w:id="2"/>',
    ):
        assert piece in xml


def test_the_properties_are_those_given_and_no_persons():
    core = part(
        render(docx(p("a")), {}, properties=Properties("A & B", "Kommunförbundet", date(2026, 3, 1))),
        "docProps/core.xml",
    )
    assert "<dc:title>A &amp; B</dc:title><dc:creator>Kommunförbundet</dc:creator>" in core
    assert "2026-03-01T00:00:00Z" in core
    assert "Salla" not in core


def test_facts_become_values_in_one_language():
    values = fact_values(complete_facts(), Language.FI)
    assert values["host"]["name_gen"] == "Vantaan kaupungin"
    assert values["supplier"]["link"] == "entered_as"
    assert values["supplier"]["link_label"].startswith("osallistui itse")
    assert values["award"]["announced_on"] == date(2020, 1, 23)
    assert fact_values(Facts(), Language.SV) == {}
