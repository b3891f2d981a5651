"""Two texts side by side: every word is kept, removed or added, and none is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from procurement.clauses.comparing import Change, Words, compare


def test_a_changed_placeholder_is_one_word() -> None:
    assert compare("Högst {price.total} euro.", "Högst {price.options} euro netto.") == (
        Words("Högst ", Change.KEPT),
        Words("{price.total}", Change.REMOVED),
        Words("{price.options}", Change.ADDED),
        Words(" euro", Change.KEPT),
        Words(" netto", Change.ADDED),
        Words(".", Change.KEPT),
    )


@given(st.text(max_size=80), st.text(max_size=80))
def test_no_word_of_either_text_is_lost(old: str, new: str) -> None:
    words = compare(old, new)
    assert "".join(each.text for each in words if each.change is not Change.ADDED) == old
    assert "".join(each.text for each in words if each.change is not Change.REMOVED) == new
