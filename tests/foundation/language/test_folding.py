"""Folding and tokens keep their promises for any text."""

from hypothesis import given
from hypothesis import strategies as st

from tequio.foundation.language.folding import collapsed, fold, fold_word
from tequio.foundation.language.tokens import tokens, words

TEXTS = st.text(max_size=200)


def test_case_accents_and_tilde_do_not_count():
    assert fold("POLICÍA Ñoño güero") == "policia nono guero"
    assert fold_word("Señora") == fold_word("SENORA") == "senora"


def test_collapsed_joins_spellings():
    assert collapsed("  El   Yiyo\n") == collapsed("el yiyo")


@given(TEXTS)
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(TEXTS)
def test_tokens_point_at_their_text(text):
    for token in tokens(text):
        assert text[token.start : token.end] == token.text


@given(TEXTS)
def test_tokens_miss_nothing_but_blanks(text):
    covered = {place for token in tokens(text) for place in range(token.start, token.end)}
    left = [letter for place, letter in enumerate(text) if place not in covered]
    assert not any(letter.isalnum() for letter in left)


def test_decomposed_accents_stay_in_their_word():
    assert [token.text for token in tokens("poli\u0301tica y más")] == ["poli\u0301tica", "y", "más"]


def test_words_are_folded_and_without_marks():
    assert words("¿Dónde está Ñuño, 22?") == ["donde", "esta", "nuno", "22"]
