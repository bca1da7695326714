"""What joins by itself, what is offered, and what never becomes one: opposites, numbers, letters, names."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tequio.agendas.joining import joined_rows
from tequio.agendas.leaning import leans
from tequio.agendas.similar import same_in_other_typing
from tequio.agendas.twins import likely_twins

APART = [
    ("Cerrar el paso de la vía a los tráileres", "No cerrar el paso de la vía a los tráileres"),
    ("Poner topes frente a la primaria", "Quitar topes frente a la primaria"),
    ("Más patrullas en las noches de fiesta", "Menos patrullas en las noches de fiesta"),
    ("Votamos a favor del nuevo basurero municipal", "Votamos en contra del nuevo basurero municipal"),
    ("Banquetas en la calle Olmo colonia Arboledas", "Banquetas en la calle Sauce colonia Arboledas"),
    ("DRENAJE DE LA PRIVADA LAUREL COL CENTRO", "DRENAJE DE LA PRIVADA LIRIO COL CENTRO"),
    ("Pintar la escuela de la calle Cedros", "Pintar la escuela de la calle Cerros"),
    ("Luz en Villas del Roble I", "Luz en Villas del Roble II"),
    ("Bacheo en Bosque Real Primera Sección", "Bacheo en Bosque Real Tercera Sección"),
    ("Barda para la Manzana C del predio", "Barda para la Manzana D del predio"),
    ("Arreglar la bomba del pozo 7", "Arreglar la bomba del pozo 17"),
    ("Que pase el camión a las 6", "Que pase el camión a las 9"),
    ("Subir 5 % el apoyo", "Subir 5 $ el apoyo"),
    ("Permitir el tianguis de los domingos", "Prohibir el tianguis de los domingos"),
    ("Abrir el parque y cerrar la cantina", "Cerrar el parque y abrir la cantina"),
    ("Aulas con luz y sin goteras", "Aulas sin luz y con goteras"),
    ("Hacer legal la venta en la plaza", "Hacer ilegal la venta en la plaza"),
]
TOGETHER = [
    ("Reparar los semáforos del mercado", "REPARAR LOS SEMAFOROS DEL MERCADO.", "¡Reparar los semáforos del mercado!",
     "reparar  los semafotos del mercado"),
    ("Más luminarias, por favor", "mas luminarias por favor", "Más lumianrias por favor"),
]
TWINS = [
    ("Castigo a toda forma de acoso y de burla en el camión", "Castigo de burla y a toda forma de acoso en el camión"),
    ("5512-Baños limpios en la terminal", "Baños limpios en la terminal (agrupada con 5512)"),
    ("Talleres de oficios gratis para los jóvenes", "Talleres gratis de oficios para jóvenes desempleados"),
    ("Rampas anchas y banquetas parejas", "Banquetas parejas y rampas anchas"),
]
WORDS = st.sampled_from(["poner", "quitar", "no", "sin", "mas", "menos", "lamparas", "lamapras", "calle", "olmo", "1",
                         "2", "ii", "iii", "primera", "tercera", "a", "b", "escuela", "escula", "abrir", "cerrar"])
TEXTS = st.lists(st.lists(WORDS, min_size=1, max_size=6).map(" ".join), max_size=12)
TELLING = ("no ", "sin ", "menos ", "II ", "III ", "7 ", "8 ", "primera ", "tercera ", "B ", "C ", "")


def together(groups: list[list[int]], texts: list[str]) -> set[frozenset[str]]:
    return {frozenset(texts[at] for at in members) for members in groups}


@pytest.mark.parametrize("texts", APART)
def test_different_things_are_neither_joined_nor_offered(texts: tuple[str, ...]) -> None:
    assert len(same_in_other_typing(texts)) == len(texts)
    assert not likely_twins(texts)


@pytest.mark.parametrize("texts", TOGETHER)
def test_the_same_in_other_typing_is_one(texts: tuple[str, ...]) -> None:
    assert same_in_other_typing(texts) == [list(range(len(texts)))]


@pytest.mark.parametrize("texts", TWINS)
def test_likely_twins_are_offered_and_not_joined(texts: tuple[str, ...]) -> None:
    assert len(same_in_other_typing(texts)) == 2
    assert likely_twins(texts) == [(0, 1)] == likely_twins(texts[::-1])


@settings(deadline=None, max_examples=60)
@given(TEXTS)
def test_every_text_stands_in_one_group(texts: list[str]) -> None:
    assert sorted(at for members in same_in_other_typing(texts) for at in members) == list(range(len(texts)))


@settings(deadline=None, max_examples=60)
@given(TEXTS, st.integers(0, 1000))
def test_the_order_of_rows_changes_nothing(texts: list[str], seed: int) -> None:
    mixed = list(texts)
    random.Random(seed).shuffle(mixed)
    assert together(same_in_other_typing(texts), texts) == together(same_in_other_typing(mixed), mixed)


@settings(deadline=None, max_examples=60)
@given(st.lists(WORDS, min_size=1, max_size=6).map(" ".join), st.sampled_from(TELLING), st.sampled_from(TELLING))
def test_a_word_that_tells_apart_keeps_two_texts_apart(text: str, one: str, other: str) -> None:
    texts = [f"{one}{text}", f"{other}{text}"]
    assert (len(same_in_other_typing(texts)) == 1) == (one == other)
    if one != other:
        assert not likely_twins(texts)


@settings(deadline=None, max_examples=60)
@given(st.lists(WORDS, min_size=1, max_size=6).map(" ".join))
def test_case_accents_and_marks_change_nothing(text: str) -> None:
    assert len(same_in_other_typing([text, text.upper(), f"¡{text}!", f"  {text.title()} . "])) == 1


def test_a_slip_that_could_be_two_texts_joins_neither() -> None:
    texts = ["Ver la casa nueva", "Ver la cara nueva", "Limpiar los pastos", "Limpiar los patios", "Limpiar los patsos"]
    assert ["Limpiar los patsos"] in [sorted(group) for group in together(same_in_other_typing(texts), texts)] \
        or len(same_in_other_typing(texts)) == 4
    assert len(same_in_other_typing(texts[:2])) == 2


@pytest.mark.parametrize(("text", "leaning"), [
    ("que los pongan", True), ("Arreglándola pronto", True), ("Más vigilancia", True), ("poniéndolos", True),
    ("Que la reparen antes de las lluvias de junio", True), ("Hacer lo mismo en la otra escuela", True),
    ("Poner lámparas en la entrada del mercado", False), ("Las niñas necesitan camión a la secundaria", False),
])
def test_a_request_that_leans_on_its_problem_is_known(text: str, leaning: bool) -> None:
    assert leans(text) is leaning


def test_leaning_requests_join_only_where_their_problems_are_the_same() -> None:
    rows = [("que los pongan", "No hay topes"), ("Que los pongan.", "Faltan botes"), ("que los pongan", "no hay topes"),
            ("Poner lámparas en la entrada del mercado", "Está oscuro"),
            ("Poner lámparas en la entrada del mercado", "Roban de noche")]
    assert joined_rows(rows) == [[0, 2], [1], [3, 4]]


def test_many_texts_that_differ_in_a_number_stay_many() -> None:
    texts = [f"Pedir cosa {number} para la calle {number % 97}" for number in range(20_000)]
    assert len(same_in_other_typing(texts)) == 20_000
