"""Spellings of places: one place however it is typed, and two where a number, a letter or a word tells them apart."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tequio.foundation.language.spellings import merge_spellings

APART = [
    ("Villas del Roble I", "Villas del Roble II", "Villas del Roble III", "Villas del Roble"),
    ("Los Almendros 4", "Los Almendros 5"),
    ("Bosque Real Primera Sección", "Bosque Real Segunda Sección", "Bosque Real Tercera Sección"),
    ("Manzana A", "Manzana B", "Manzana E"),
    ("Lomas de Santa Inés Oriente", "Lomas de Santa Inés Poniente"),
    ("Ampliación Jacarandas Norte", "Ampliación Jacarandas Sur"),
    ("Residencial Los Cedros Dorados", "Residencial Los Cerros Dorados"),
    ("Loma Alta", "Loma Baja"),
    ("Hacienda XIV", "Hacienda XVI"),
]
TOGETHER = [
    ("La Esperanza", "LA ESPERANZA", "Col. La Esperanza", "la esperansa", "colonia Esperanza."),
    ("Los Almendros 4", "los almendros 4", "Almendros 4", "Los Almendors 4"),
    ("Villas del Roble II", "VILLAS DEL ROBLE II", "Villas  del Roble ii"),
]
NUMBERS = st.sampled_from(["1", "2", "12", "I", "II", "III", "IV", "IX", "primera", "segunda", "tercera", "A", "B", "C",
                           "norte", "sur", "oriente", "poniente", ""])


@pytest.mark.parametrize("names", APART)
def test_what_tells_places_apart_is_never_lost(names: tuple[str, ...]) -> None:
    assert len(set(merge_spellings(names).values())) == len(names)


@pytest.mark.parametrize("names", TOGETHER)
def test_one_place_in_many_spellings(names: tuple[str, ...]) -> None:
    merged = merge_spellings([names[0], *names])
    assert set(merged.values()) == {names[0]}


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(["Pinar del Río", "Nueva Rosita", "Sección Encinar"]), NUMBERS, NUMBERS)
def test_different_numbers_letters_and_directions_are_different_places(name: str, one: str, other: str) -> None:
    merged = merge_spellings([f"{name} {one}".strip(), f"{name} {other}".strip()])
    assert (len(set(merged.values())) == 1) == (one == other)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from([name for group in (*APART, *TOGETHER) for name in group]), max_size=30),
       st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(names: list[str], chance: object) -> None:
    mixed = list(names)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert merge_spellings(mixed) == merge_spellings(names)


def test_a_spelling_near_to_two_places_stays_its_own() -> None:
    merged = merge_spellings(["Las Montanas"] * 3 + ["Las Montadas"] * 3 + ["Las Montavas"])
    assert len(set(merged.values())) == 3


def test_the_team_says_which_are_the_same() -> None:
    assert merge_spellings(["Roble 2", "Roble II"], same={"Roble II": "Roble 2"}) == {"Roble 2": "Roble 2",
                                                                                     "Roble II": "Roble 2"}
