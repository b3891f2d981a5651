"""Text is cleaned where the meaning is not touched, and refused with the word and what to type where it is."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procurement.facts.text import Advice, Refused, clean, lines, refused
from procurement.fonts import is_shown


@pytest.mark.parametrize(
    ("pasted", "carried"),
    [
        ("hand\u00adling", "handling"),
        ("Ra\u200bpi\u200cda\u200d O\u2060y\ufeff", "Rapida Oy"),
        ("\ufeffRapida", "Rapida"),
        ("Rapida\ufe0f \u2764\ufe0e", "Rapida \u2764"),
        ("M\u034f\u00fcller", "Müller"),
        ("Müller\u2011Lüden\u2010scheidt", "Müller-Lüden-scheidt"),
        ("5 \u00b5m", "5 \u03bcm"),
        ("o\ufb03ce \ufb01rma", "office firma"),
        ("a\u2028b\u2029c\r\nd\u0085e\x0bf\x0cg\rh\ti", "a b c d e f g h i"),
        ("480\u202f000\u2007€", "480\u00a0000\u00a0€"),
        ("a\u2009b\u2003c", "a b c"),
        ("A\u030abo", "Åbo"),
        ("Nguye\u0302\u0303n Va\u0306n A\u0309", "Nguyễn Văn Ả"),
        ("K\u030ce\u00ade\u02b9ll", "Ǩeeʹll"),
        ("\u212bbo", "Åbo"),
        ("O’Brien – 5−3 “x” … ½", "O’Brien – 5−3 “x” … ½"),
    ],
)
def test_what_nobody_sees_goes_and_each_thing_is_written_in_one_way(pasted, carried):
    assert clean(pasted) == carried


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text):
    assert clean(clean(text)) == clean(text)


@given(st.text(alphabet=st.characters(categories=["Lu", "Ll", "Nd", "Po"], exclude_characters="µ"), min_size=1))
def test_cleaning_never_loses_a_letter(text):
    composed = unicodedata.normalize("NFC", text)
    kept = [letter for letter in composed if unicodedata.normalize("NFKC", letter) == letter]
    assert [letter for letter in clean(text) if letter in kept] == kept or set("ﬀﬁﬂﬃﬄﬅﬆ") & set(text)


def test_every_sort_of_line_break_ends_a_line_of_a_list():
    assert lines("a\r\nb\u2028c\x0bd\u0085 \u00ad\ne") == ("a", "b", "c", "d", "e")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Rapida O\u202ey 5", [Refused("\u202e", "Oy", Advice.RETYPE)]),
        ("a\x1cb", [Refused("\x1c", "ab", Advice.RETYPE)]),
        ("a\u200fb", [Refused("\u200f", "ab", Advice.RETYPE)]),
        ("a\x00b \ue000", [Refused("\x00", "ab", Advice.RETYPE), Refused("\ue000", "ab", Advice.RETYPE)]),
        ("Ẹ́bùn Oy", [Refused("\u0301", "Ẹ́bùn", Advice.REGISTER)]),
        ("herr 王明", [Refused("王", "王明", Advice.REGISTER), Refused("明", "王明", Advice.REGISTER)]),
        ("bra 😀", [Refused("😀", "😀", Advice.WORDS)]),
        ("del Ⅳ", [Refused("Ⅳ", "Ⅳ", Advice.ORDINARY, "IV")]),
        ("\u041ey", [Refused("\u041e", "\u041ey", Advice.ONE_ALPHABET)]),
        ("Raνio", [Refused("ν", "Raνio", Advice.ONE_ALPHABET)]),
    ],
)
def test_what_changes_the_meaning_is_refused_with_its_word_and_what_to_type(text, found):
    assert list(refused(clean(text), is_shown)) == found


@pytest.mark.parametrize(
    "name",
    [
        "Nguyễn Văn Ả", "Müller‑Lüdenscheidt", "Ǩeeʹll Ǥäđđ ʒ ǯ", "Čuákkáá", "Łukasz Žižka", "Ṭāriq Ḥasan",
        "Георгий Иванов", "Αλέξανδρος Παπαδόπουλος", "Đặng Thị Hồng", "Şükrü Öztürk", "İğdır", "Ștefan", "Þórður",
        "Ġorġ Ħal", "Ŵyn", "Əliyev", "Ģirts", "Ľubica", "Ñuñez", "Áŋŋel Čearru", "Їжак Ґалаґан", "Ђорђе Љубић",
        "5 μm", "Ω-mätning", "β-test",
    ],
)  # fmt: skip
def test_names_that_people_of_finland_bear_can_be_printed(name):
    assert refused(clean(name), is_shown) == ()
    assert refused(clean(unicodedata.normalize("NFD", name)), is_shown) == ()


@pytest.mark.parametrize(
    ("character", "shown"), [("\u202e", "U+202E"), ("\u0301", "◌\u0301 (U+0301)"), ("م", "م (U+0645)")]
)
def test_a_character_is_named_by_itself_and_never_so_that_it_turns_the_message_around(character, shown):
    assert Refused(character, "x", Advice.RETYPE).shown == shown
