"""No rule costs more than the length of the text: whatever is repeated, twice the text takes about twice the time."""

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.attacks.growing import grows_in_step

from tequio.protection.deidentify import Detector

DETECTOR = Detector(places=["Las Pozas"], glossary=[("el Yiyo", "ALIAS")], public=["Acapulco"])
PIECES = """
Colonia |calle 5 |hermano |a.|x-1/|1 |Aa|don |el |a@|Sec. |b|á|ñoz|el de la |Ana Ruiz, |A |a |1|1-|a-|casa junto a
|la única de |el que vende |en la |de |y |entre |(|"|«|www.|@a|#a|_|.|...| |que |la zafra de |placas A|a1|1a|E v
|folio |folio a-|comandante |le dicen |mil |dos |y dos |tres guion |azul |tsuru azul |frente a |3v|@|4|, |A.B.
|señor de la |de los Toledo |ere |casa de dos pisos |punto |arroba |la que |mi |5 de mayo |km |un |é
""".replace("\n", "").split("|")
SHORT = 5_000
NOISE = 0.2
TRIES = 3  # a busy machine may stop a program in the middle of one


def seconds(text: str) -> float:
    start = time.process_time()
    DETECTOR.spans(text)
    return time.process_time() - start


def repeated(piece: str, letters: int) -> str:
    return (piece * (letters // len(piece) + 1))[:letters]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from([piece for piece in PIECES if piece]), min_size=1, max_size=3).map("".join))
@example("a-")
@example("ere y ")
@example("@a")
@example("a\u0301")
def test_twice_the_text_takes_about_twice_the_time(piece: str) -> None:
    assert any(seconds(repeated(piece, 2 * SHORT)) <= 3 * seconds(repeated(piece, SHORT)) + NOISE for _ in range(TRIES))


@pytest.mark.attack
@pytest.mark.quiet
@pytest.mark.parametrize("letter", ["a", "ñ", "A", "á", "e\u200d"])
def test_a_word_of_99000_letters_is_read_in_step_with_its_letters(letter: str) -> None:
    assert grows_in_step(lambda size: repeated(letter, size), DETECTOR.spans, 25_000)
