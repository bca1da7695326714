"""Places of a text and of the same text masked: there and back."""

from hypothesis import given
from hypothesis import strategies as st

from tequio.protection.deidentify import Span, masked
from tequio.protection.deidentify.aligned import Aligned

SAID = "Iba con el hermano del Tuercas y con doña Luz a la tienda. Petra no quiso."
SPANS = [Span(SAID.index("Tuercas"), SAID.index("Tuercas") + 7, "ALIAS", ""),
         Span(SAID.index("doña"), SAID.index("doña") + 8, "PERSON", ""),
         Span(SAID.index("Petra"), SAID.index("Petra") + 5, "PERSON", "")]


def test_the_masked_text_is_that_of_the_detector() -> None:
    assert Aligned(SAID, SPANS).masked == masked(SAID, SPANS).text


def test_what_is_not_hidden_is_the_same_passage_on_both_sides() -> None:
    aligned = Aligned(SAID, SPANS)
    for words in ("hermano", "tienda", "no quiso.", "Iba con"):
        start = SAID.index(words)
        first, last = aligned.shown(start, start + len(words))
        assert aligned.masked[first:last] == words
        assert aligned.said(first, last) == (start, start + len(words))


@given(st.integers(0, len(SAID) - 1), st.integers(1, len(SAID)))
def test_no_passage_ends_inside_of_what_is_hidden(start: int, length: int) -> None:
    aligned, end = Aligned(SAID, SPANS), min(len(SAID), start + length)
    first, last = aligned.shown(start, end)
    assert 0 <= first <= last <= len(aligned.masked)
    assert aligned.masked[first:last].count("[") == aligned.masked[first:last].count("]")
    back = aligned.said(first, last) if first < last else (start, end)
    assert all(not span.start < edge < span.end for span in SPANS for edge in back)


def test_a_text_without_masks_keeps_its_places() -> None:
    aligned = Aligned(SAID, [])
    assert aligned.masked == SAID and aligned.shown(3, 9) == aligned.said(3, 9) == (3, 9)
    assert Aligned("", []).shown(0, 0) == (0, 0)
