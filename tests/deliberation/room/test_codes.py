"""Codes that are easy to read from paper and hard to guess."""

import math

from hypothesis import given
from hypothesis import strategies as some

from tequio.deliberation.room.codes import ALPHABET, NAME, PROOF, canonical, name_of, new_codes, proof_of, spelled


def test_a_code_has_more_than_forty_bits_and_no_vowel() -> None:
    assert (NAME + PROOF) * math.log2(len(ALPHABET)) > 46
    assert not set(ALPHABET) & set("AEIOU01")


def test_no_two_slips_of_a_bag_begin_alike() -> None:
    made = new_codes(300)
    assert len({code[:NAME] for code in made}) == 300


@given(some.text(alphabet=ALPHABET, min_size=10, max_size=10), some.booleans())
def test_a_code_is_known_however_it_is_typed(code: str, lower: bool) -> None:
    typed = f" {spelled(code)} "
    typed = typed.lower() if lower else typed.replace("2", "Z").replace("5", "s").replace("8", "B")
    assert canonical(typed) == code


@given(some.text(max_size=30))
def test_nothing_else_is_a_code(typed: str) -> None:
    found = canonical(typed)
    assert found == "" or (len(found) == 10 and set(found) <= set(ALPHABET))


def test_another_room_hashes_the_same_code_otherwise() -> None:
    code = new_codes(1)[0]
    assert name_of(b"1" * 32, code) != name_of(b"2" * 32, code)
    assert proof_of(b"1" * 32, code) != name_of(b"1" * 32, code)
