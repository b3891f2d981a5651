"""Words and excerpts: whatever people type or write, only our own marks become markup."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klash_pages.search.engine import HIT_END, HIT_START, LONGEST_QUERY, MOST_WORDS, excerpt, folded, marked, words_in


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("kollektivtrafik", ["kollektivtrafik"]),
        ("  Åbo   Ääni\tÖ ", ["Åbo", "Ääni", "Ö"]),
        ("23.1.2020", ["23.1.2020"]),
        ("Mäki-Hakola EU:n", ["Mäki-Hakola", "EU:n"]),
        ('"taxi" AND (buss OR -tåg*)', ["taxi", "AND", "buss", "OR", "tåg"]),
        ("!!! *** ~ \\ ' \" % _", []),
        ("a\x00b", ["a", "b"]),
        ("", []),
    ],
)
def test_words_are_letters_and_digits_and_signs_have_no_meaning(text: str, words: list[str]) -> None:
    assert words_in(text) == words


@given(st.text(max_size=400))
def test_no_word_holds_what_a_search_could_take_for_an_operator(text: str) -> None:
    words = words_in(text)
    assert len(words) <= MOST_WORDS
    for word in words:
        assert len(word) <= LONGEST_QUERY
        assert not set(word) & set('"\\*()|!<>\x00 \n')


@given(st.text(max_size=600), st.lists(st.text(max_size=10), max_size=4))
def test_an_excerpt_is_a_part_of_the_text_and_safe(text: str, words: list[str]) -> None:
    html = marked(excerpt(text, words))
    assert set(re.findall(r"<[^>]*>", html)) <= {"<mark>", "</mark>"}
    assert html.count("<mark>") == html.count("</mark>")
    bare = excerpt(text, words).replace(HIT_START, "").replace(HIT_END, "")
    bare = bare.removeprefix("… ").removesuffix(" …")
    assert bare in " ".join(text.replace(HIT_START, "").replace(HIT_END, "").split())


def test_an_excerpt_shows_the_first_hit_and_marks_whole_words() -> None:
    text = "Inledning " * 40 + "om Kommuner & <b>kommunen</b> och telekommun. " + "Slut " * 60
    html = marked(excerpt(text, ["kommun"]))
    assert "om <mark>Kommuner</mark> &amp; &lt;b&gt;<mark>kommunen</mark>&lt;/b&gt; och telekommun." in html
    assert html.startswith("… ")
    assert html.endswith(" …")


def test_a_word_is_found_whatever_its_accents_and_capitals() -> None:
    assert marked(excerpt("Ääni kuuluu", ["aani"])) == "<mark>Ääni</mark> kuuluu"


@given(st.text(max_size=100))
def test_folding_keeps_every_place(text: str) -> None:
    assert len(folded(text)) == len(text)
