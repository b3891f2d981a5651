"""A template that is tried out shows every arm of every condition in some view, and marks what is missing."""

from __future__ import annotations

import random
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import nodes

from procurement.languages import Language
from procurement.word import TemplateRefused, errors, lint, prepare
from procurement.word.environment import environment
from procurement.word.trial import Settled, needed, settle, try_out, views
from procurement.word.worker import shared
from tests.procurement.word.files import docx, p, part, table, words


def seen(*body: str, values: dict[str, object] | None = None) -> list[list[str]]:
    """The words of each view."""
    prepared = prepare(docx(*body))
    tried = [try_out(prepared, values or {}, view=view) for view in range(views(prepared))]
    return [[line for line in words(each.word) if line] for each in tried]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (["plain"], [["plain"]]),
        (["{% if a %}x{% endif %}."], [["x."], ["."]]),
        (["{% if a %}x{% elif b > 3 %}y{% else %}z{% endif %}"], [["x"], ["y"], ["z"]]),
        (["{%p if a %}", "{%p if b %}", "x", "{%p endif %}", "y", "{%p else %}", "z", "{%p endif %}"], [["x", "y"], ["y"], ["z"]]),  # noqa: E501
        (["{% if a %}1{% endif %}{% if b %}2{% else %}3{% endif %}"], [["12"], ["3"]]),
        (['{{ "x" if a else "y" }}'], [["x"], ["y"]]),
    ],
)  # fmt: skip
def test_every_arm_is_seen_whatever_the_values_are(body: list[str], expected: list[list[str]]) -> None:
    for a, b in product((True, None), (9, 0)):
        assert seen(*map(p, body), values={"a": a, "b": b}) == expected


@st.composite
def conditions(draw: st.DrawFn, depth: int = 0) -> str:
    """Nested conditions whose every arm says a letter of its own, written as #."""
    inner = conditions(depth + 1) if depth < 2 else st.just("")
    first, *rest, last = [f"#{arm}" for arm in draw(st.lists(inner, min_size=2, max_size=4))]
    middle = "".join(f"{{% elif b %}}{arm}" for arm in rest)
    return f"{{% if a %}}{first}{middle}{{% else %}}{last}{{% endif %}}"


def shown(items: list[nodes.Node]) -> str:
    """What settled statements say."""
    said = ""
    for item in items:
        if isinstance(item, nodes.Output):
            said += "".join(node.data for node in item.nodes if isinstance(node, nodes.TemplateData))
        elif isinstance(item, nodes.If):
            arms = [*((each.test, each.body) for each in (item, *item.elif_)), (nodes.Const(True), item.else_)]
            said += shown(next(body for test, body in arms if isinstance(test, nodes.Const) and test.value))
    return said


@settings(max_examples=20, deadline=None)
@given(conditions())
def test_no_arm_of_nested_conditions_is_left_out(text: str) -> None:
    number = text.count("#")
    for place in range(number):
        text = text.replace("#", f"<{place}>", 1)
    said = ""
    for view in range(needed(environment(Language.SV).parse(text).body)):
        items = environment(Language.SV).parse(text).body
        list(settle(items, view))
        said += shown(items)
    assert [place for place in range(number) if f"<{place}>" not in said] == []


def test_a_view_says_what_it_decided() -> None:
    prepared = prepare(docx(p("{% if a.b is defined %}x{% elif c == 'd' %}y{% endif %}")))
    assert views(prepared) == 3
    assert try_out(prepared, {}, view=0).settled == (Settled("if a.b is defined", True),)
    assert try_out(prepared, {}, view=1).settled == (Settled("if a.b is defined", False), Settled('if c == "d"', True))
    assert try_out(prepared, {}, view=2).settled[-1] == Settled('if c == "d"', False)


def test_a_loop_with_a_condition_is_seen_with_rows_and_without() -> None:
    body = ["{%p for row in rows if row.shown %}", "{{ row.name }}", "{%p else %}", "none", "{%p endfor %}"]
    values = {"rows": [{"name": "one", "shown": False}]}
    assert seen(*map(p, body), values=values) == [["one"], ["none"]]


def test_without_a_view_the_values_decide() -> None:
    prepared = prepare(docx(p("{% if a %}x{% else %}y{% endif %}")))
    assert words(try_out(prepared, {"a": False}).word) == ["y"]


def test_what_is_missing_is_marked_with_its_label_and_named() -> None:
    prepared = prepare(
        docx(
            p("{{ supplier.name }} {{ price.total|money }} {{ end|date }} {{ known }} {{ note|default('–') }}"),
            p("{%p for row in annexes %}"),
            p("{{ row.title }}"),
            p("{%p endfor %}"),
            p("{% if option %}yes{% endif %}{% if price.total > 9 %}, dear{% endif %}"),
        )
    )
    marks = {"supplier.name": "[Leverantör]", "annexes[].title": "[Bilaga]"}
    tried = try_out(prepared, {"known": "R&D", "price": {}}, marks=marks)
    assert words(tried.word) == ["[Leverantör] [price.total] [end] R&D –", "[Bilaga]", "yes, dear"]
    assert set(tried.missing) == {"supplier.name", "price.total", "end", "annexes", "annexes[].title", "option"}
    assert set(tried.undecided) == {"option", "price.total"}


def test_the_child_process_tries_out_alike() -> None:
    prepared = prepare(docx(p("{{ supplier.name }}{% if a %} x{% else %} y{% endif %}")))
    marks = {"supplier.name": "[Leverantör]"}
    here = try_out(prepared, {}, view=1, marks=marks)
    assert shared().try_out(prepared, {}, view=1, marks=marks) == here
    assert words(here.word) == ["[Leverantör] y"]


def test_a_span_and_a_colour_that_are_missing_are_tried_out_as_they_usually_are() -> None:
    body = table(["{% colspan n %}{{ x }}", "y"], ["{% cellbg c %}{{ x }}", "z"])
    tried = try_out(prepare(docx(body)), {"x": "a"})
    assert set(tried.missing) == {"n", "c"}
    assert 'w:gridSpan w:val="1"' in part(tried.word, "word/document.xml")
    assert 'w:fill="auto"' in part(tried.word, "word/document.xml")
    with pytest.raises(TemplateRefused) as refused:
        try_out(prepare(docx(body)), {"x": "a", "n": "3 kolumner", "c": "FF0000"})
    assert [each.code for each in refused.value.findings] == ["VALUE_FORMAT"]


@pytest.mark.parametrize("seed", range(40))
def test_every_template_without_errors_can_be_tried_out(seed: int) -> None:
    """Words of the corpus, glued by a fixed seed: whatever the linter lets through can be filled in every view."""
    chance = random.Random(seed)  # noqa: S311 - a fixed seed
    pieces = [
        "{{ a }}", "{{ b.c|upper }}", "{{ d|date(long) }}", "{{ e|money }}", "{{ f|default('–') }}", "{{ g|listed }}",
        "{% if h %}x{% elif i == 'j' %}y{% else %}z{% endif %}", "{{ 'x' if k else l }}", "{{ m ~ ' ' ~ n }}",
        "{% for o in p %}{{ o.q }}{{ loop.index }}{% endfor %}", "{# r #}", "text", "{{ s|length }}", "{{ t|percent }}",
        "{{ u[0].v }}", "{% if w is defined and not x %}å{% endif %}", "{{ y|first }}", "{{ z|number }}",
    ]  # fmt: skip
    cells = ["{% colspan aa %}{{ a }}", "{% cellbg ab %}{{ a }}", "{% cellbg ac|default('FF0000') %}b", "{{ a }}"]
    body = [p(*chance.sample(pieces, 3)) for _ in range(4)]
    body += [p("{%p if ad %}"), p(chance.choice(pieces)), p("{%p endif %}"), p("{{p ae }}")]
    body.append(table(["{%tr for af in ag %}", ""], [chance.choice(cells), "{{ af.ah }}"], ["{%tr endfor %}", ""]))
    template = docx(*chance.sample(body[:4], 2), *body[4:])
    assert errors(lint(template)) == ()
    prepared = prepare(template)
    for view in range(views(prepared)):
        assert words(try_out(prepared, {}, view=view).word)
    assert words(try_out(prepared, {}).word)
