"""One long word, one campaign of almost equal comments: what is computed grows in step with what somebody sends."""

import tracemalloc
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tequio.agendas.joining import joined_rows
from tequio.agendas.leaning import leans
from tequio.agendas.similar import same_in_other_typing
from tequio.agendas.twins import likely_twins
from tequio.diagnosis.suggest import read_cue
from tequio.foundation.language.dictionary import known_word, lemma, misspelt
from tequio.foundation.language.folding import fold_word
from tequio.foundation.language.memory import LONGEST_WORD, REMEMBERING, forget_words
from tequio.foundation.language.sentences import sentences
from tequio.foundation.language.spellings import merge_spellings
from tequio.foundation.language.stems import stem, stems

from .growing import grows_in_step

pytestmark = [pytest.mark.attack, pytest.mark.quiet]
LETTERS = "abcdefghijklmnñopqrstuvwxyz"
OF_ONE_WORD = [known_word, misspelt, lemma, stem, fold_word]
OF_ONE_TEXT = [stems, sentences, leans, lambda text: same_in_other_typing([text, text + " x"]),
               lambda text: likely_twins([text, text + " x"]), lambda text: merge_spellings([text, text + "x"]),
               lambda text: joined_rows([(text, text), (text + " x", text)])]
# What a text is made of that is made to harm: little words, words that look around them, words of letters.
UNITS = st.lists(st.sampled_from(
    ["no ", "de ", "la ", "calle ", "abrir ", "cerrar ", "mas ", "vigilancia ", "vigilansia ", "2 ", "a", "b", "á",
     "a\u0301", "- ", ". ", "… ", "\n", "\"", "(", "ii ", "que lo ", "集", "ñ", "_", "% ", "\u200d"]),
    min_size=1, max_size=3).map("".join)


def slipped(text: str, chance: Random, times: int = 1) -> str:
    for _ in range(times):
        at = chance.randrange(len(text))
        text = text[:at] + chance.choice(LETTERS) + text[at + 1:]
    return text


def many_near(text: str, times: int = 1):
    return lambda size: [slipped(text, Random(number), times) for number in range(size)]


def of_letters(length: int, number: int) -> str:
    return "".join(Random(number).choices(LETTERS, k=length))


@pytest.mark.parametrize("run", OF_ONE_WORD, ids=lambda run: run.__name__)
@pytest.mark.parametrize("unit", ["b", "a", "a\u0301", "ñá", "so", "ll"])
def test_a_word_as_long_as_a_cell_is_looked_up_in_step_with_its_letters(run, unit: str) -> None:
    assert grows_in_step(lambda size: unit * size, run, 25_000 // len(unit))


@pytest.mark.parametrize("run", OF_ONE_WORD, ids=lambda run: run.__name__)
def test_a_word_as_long_as_a_cell_takes_no_more_memory_than_itself(run) -> None:
    word = "b" * 99_000
    tracemalloc.start()
    run(word)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 20 * len(word)


def test_no_memory_keeps_a_longer_word_than_there_are() -> None:
    forget_words()
    for function in REMEMBERING:
        function("b" * (LONGEST_WORD + 1))
    assert all(function.cache_info().currsize <= 1 for function in REMEMBERING)
    known_word("casa")
    assert known_word.cache_info().currsize == 1


@settings(deadline=None, max_examples=12)
@given(unit=UNITS)
def test_whatever_a_text_repeats_it_is_read_in_step_with_its_length(unit: str) -> None:
    for run in OF_ONE_TEXT:
        assert grows_in_step(lambda size: unit * (size // len(unit)), run, 10_000), (run, unit)


@pytest.mark.parametrize("run", [same_in_other_typing, likely_twins,
                                 lambda texts: joined_rows([("que los pongan", text) for text in texts])])
@pytest.mark.parametrize("make", [
    many_near("que pongan más vigilancia en la avenida principal de la colonia por las noches"),
    many_near("que pongan más vigilancia en la avenida principal de la colonia por las noches", 4),
    many_near("vigilancia"), many_near("no abrir la calle de la escuela primaria 2 de noviembre"),
    lambda size: [" ".join(of_letters(6, 1000 * number + at) for at in range(20)) for number in range(size)]])
def test_a_campaign_of_almost_equal_proposals_is_joined_in_step_with_its_size(run, make) -> None:
    assert grows_in_step(make, run, 1_000)


@pytest.mark.parametrize("make", [
    many_near("Villas del Progreso"), many_near("Villas del Progreso Nacional", 3), many_near("Roble"),
    lambda size: [of_letters(8, number) for number in range(size)],
    lambda size: [f"Villas {of_letters(8, number)} del Progreso" for number in range(size)],
    lambda size: [chr(0x4e00 + number % 20_000) + "集集集集集集集" for number in range(size)],
    lambda size: ["集" * (number % 7 + 1) + chr(0x4e00 + number) + "集" * 8 for number in range(size)]])
def test_many_spellings_of_places_are_brought_together_in_step_with_their_number(make) -> None:
    assert grows_in_step(make, merge_spellings, 1_000)


def test_eight_thousand_places_and_one_as_long_as_a_cell_take_little_memory() -> None:
    places = [*many_near("Villas del Progreso Nacional", 3)(8_000), of_letters(99_000, 1), of_letters(99_000, 2)]
    tracemalloc.start()
    merge_spellings(places)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 200_000_000


def test_a_slip_in_a_place_is_still_found_beside_a_thousand_others() -> None:
    others = [of_letters(9, number) for number in range(1_000)]
    merged = merge_spellings([*others, "Barrio de Tlaxcalpan", "Barrio de Tlaxcalpan", "Barrio de Tlaxcalpam"])
    assert merged["Barrio de Tlaxcalpam"] == "Barrio de Tlaxcalpan"


def test_a_cue_of_a_codebook_may_be_one_long_word() -> None:
    assert grows_in_step(lambda size: "b" * size, lambda phrase: read_cue("x", phrase), 25_000)
