"""Sentences by rule."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tequio.foundation.language.sentences import sentences


def pieces(text):
    return [text[start:end] for start, end in sentences(text)]


def test_stops_marks_and_lines_end_sentences():
    assert pieces("Nos fuimos. ¿Y luego? Ya no\nvolvimos") == ["Nos fuimos.", "¿Y luego?", "Ya no", "volvimos"]


def test_abbreviations_and_initials_do_not():
    assert pieces("Vino el Lic. Pacheco con Martha O. Félix. Se fueron.") == [
        "Vino el Lic. Pacheco con Martha O. Félix.",
        "Se fueron.",
    ]


@given(st.text(max_size=200))
def test_sentences_are_ordered_and_cover_what_is_not_blank(text):
    spans = sentences(text)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    inside = {place for start, end in spans for place in range(start, end)}
    assert all(letter.isspace() for place, letter in enumerate(text) if place not in inside)
