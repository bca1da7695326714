"""Known words, base forms and stems of Mexican Spanish as people write it."""

import pytest

from tequio.foundation.language.dictionary import known_word, lemma, misspelt
from tequio.foundation.language.memory import REMEMBERING, forget_words
from tequio.foundation.language.stems import stem, stems


@pytest.mark.parametrize("word", ["casa", "policia", "taqueria", "dejándolo", "llevandoselos", "casita", "rapidamente"])
def test_ordinary_words_are_known_also_as_phones_write_them(word):
    assert known_word(word)


@pytest.mark.parametrize("word", ["Apatzingán", "zozaya", "lucina", "tlacua", "buenavista"])
def test_names_and_places_are_not(word):
    assert not known_word(word)


def test_letters_that_sound_alike():
    assert misspelt("nesesita")
    assert not misspelt("zozaya")


def test_lemma_folds_and_keeps_what_it_does_not_know():
    assert lemma("amenazaron") == "amenazar"
    assert lemma("Petaquillas") == "petaquillas"


def test_stems_bring_forms_together():
    assert len({stem(word) for word in ("amenaza", "amenazas", "amenazaron", "amenazar")}) == 1
    assert stems("La policía") == stems("las policias")


def test_forgetting_empties_every_memory():
    known_word("casa")
    forget_words()
    assert all(function.cache_info().currsize == 0 for function in REMEMBERING)
