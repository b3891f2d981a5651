"""A name is found however it is written, and redacted without touching anything else."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from klash_pages.values.name_matching import Name, fold, rewritten, texts

WAYS = [
    "Åsa Öhman",
    "åsa öhman",
    "ÅSA ÖHMAN",
    unicodedata.normalize("NFD", "Åsa Öhman"),
    "Åsa  Öhman",
    "Åsa\u00a0Öhman",
    "Åsa\nÖhman",
    "Åsa&nbsp;Öhman",
    "&Aring;sa &Ouml;hman",
    "&#197;sa &#xD6;hman",
    "Åsa <b>Öhman</b>",
    "Å\u00adsa Öh\u00adman",
    "Öhman, Åsa",
    "Öhman Åsa",
    "Åsa Öhmans",
    "Åsa Öhmanin",
    "Åsa Öhmanille",
    "asa-ohman".replace("a", "å", 1).replace("o", "ö"),
]


@pytest.mark.parametrize("way", WAYS)
def test_a_name_is_found_however_it_is_written(way: str) -> None:
    text = f"Teamet leds av {way}."
    (match,) = Name("Åsa Öhman").find(text)
    assert match.is_certain
    assert text[: match.start] == "Teamet leds av "
    assert Name("Åsa Öhman").might_stand_in(fold(text))


@pytest.mark.parametrize(
    "form", ["Virtanen", "Virtasen", "Virtasella", "Virtaselle", "Virtasta", "VIRTASEN", "Virtanens"]
)
def test_finnish_names_in_nen_are_found_in_their_cases(form: str) -> None:
    name = Name("Aino Virtanen")
    assert name.might_stand_in(fold(form))
    assert not name.might_stand_in(fold("Aino"))
    assert [match.is_certain for match in name.find(f"(Aino {form})")] == [True]
    assert [match.is_certain for match in name.find(f"({form})")] == [False]


@pytest.mark.parametrize("text", ["Bergström", "Anna", "Annabergit", "Annabergsgatan", "Isberg", "", "Anna och Berit"])
def test_other_words_are_not_the_name(text: str) -> None:
    assert Name("Anna Berg").find(text) == []


def test_the_surname_alone_is_possible_and_never_redacted() -> None:
    name = Name("Anna Berg")
    text = "Anna Berg svarar. Berg är nöjd, säger Bergs kollega."
    assert [match.is_certain for match in name.find(text)] == [True, False, False]
    assert name.redact(text, "[x]") == "[x] svarar. Berg är nöjd, säger Bergs kollega."


def test_hyphens_apostrophes_and_several_given_names_are_part_of_the_name() -> None:
    assert Name("Anna-Maija Ala-Kokko").redact("Anna\u2011Maija Ala–Kokko", "[x]") == "[x]"
    assert Name("Sean O'Hara").redact("Sean O’Hara & Sean O&#x27;Hara", "[x]") == "[x] & [x]"
    assert Name("Anna Maria von Essen").redact("Anna Maria von Essen", "[x]") == "[x]"


def test_markup_around_and_inside_the_name_stays_whole() -> None:
    assert (
        Name("Anna Berg").redact("<p>A <b>Anna</b> Berg, <i>Berg</i></p>", "[x]") == "<p>A <b>[x]</b>, <i>Berg</i></p>"
    )


def test_a_name_of_one_word_is_found_and_an_empty_one_nowhere() -> None:
    assert [match.is_certain for match in Name("Madonna").find("Madonna, madonnan, Madonnalla")] == [True] * 3
    assert Name("  ").find("anything at all") == []
    assert Name("").redact("anything", "[x]") == "anything"


def test_bodies_inside_a_stored_version_are_read_and_rewritten_and_addresses_spared() -> None:
    body = json.dumps([{"type": "quote", "value": {"name": "Åsa Öhman", "text": "Nej"}, "id": "1"}])
    version = {
        "pk": 1,
        "title": "Åsa Öhman vann",
        "slug": "åsa-öhman",
        "body": body,
        "children": [{"role": "Åsa Öhman"}],
    }
    assert (("body", "value", "name"), "Åsa Öhman") in list(texts(version))
    new = rewritten(version, lambda text: Name("Åsa Öhman").redact(text, "[x]"), frozenset({"slug"}))
    assert new["title"] == "[x] vann"
    assert new["slug"] == "åsa-öhman"
    assert new["children"] == [{"role": "[x]"}]
    assert json.loads(new["body"]) == [{"type": "quote", "value": {"name": "[x]", "text": "Nej"}, "id": "1"}]


def test_a_value_without_the_name_comes_back_byte_for_byte() -> None:
    version = {"body": '[{"a":  1, "b": "å"}]', "note": "[not json", "n": None, "list": [1, 2.5, True]}
    assert rewritten(version, lambda text: Name("Anna Berg").redact(text, "[x]")) == version


def test_a_hostile_text_takes_no_time() -> None:
    for text in ("Berg" + ", " * 20_000, "Anna" + " " * 20_000, "Anna" + "<" * 20_000, "Anna" + "\u00ad" * 20_000):
        assert not any(match.is_certain for match in Name("Anna Berg").find(text))


@given(st.text(max_size=60), st.text(max_size=60), st.sampled_from(["Anna Berg", "Åsa Öhman", "Aino Virtanen", "X"]))
def test_after_redaction_no_certain_match_is_left(before: str, after: str, name: str) -> None:
    text = f"{before} {name} {after}"
    redacted = Name(name).redact(text, "[…]")
    assert not any(match.is_certain for match in Name(name).find(redacted))


@given(st.text(max_size=40), st.text(max_size=200))
@example("）", "（）")  # their plain letters mean something in a pattern
def test_no_name_and_no_text_breaks_the_search(name: str, text: str) -> None:
    for match in Name(name).find(text):
        assert 0 <= match.start < match.end <= len(text)
