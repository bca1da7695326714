"""What a reader is asked to look at twice: counting, placing, and what was asked not to be written."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tequio.protection.deidentify.marks import Reason, attention

MARKED = [
    ("Todas quisieron hablar, salvo una.", "salvo una", Reason.COUNTS),
    ("Firmaron todos los puestos menos dos de ellos", "menos dos de ellos", Reason.COUNTS),
    ("Dijeron que sí tres de siete", "tres de siete", Reason.COUNTS),
    ("una de las cuatro ya se había ido", "una de las cuatro", Reason.COUNTS),
    ("Se juntaron treinta y ocho firmas", "treinta y ocho firmas", Reason.COUNTS),
    ("quedan 6 familias arriba", "quedan 6 familias", Reason.COUNTS),
    ("Éramos cinco y ya nada más", "Éramos cinco", Reason.COUNTS),
    ("Soy la única que sabe inyectar", "la única que sabe inyectar", Reason.COUNTS),
    ("Una sola mujer quiso que la grabaran", "Una sola mujer", Reason.COUNTS),
    ("Fue uno de nosotros el que avisó", "uno de nosotros", Reason.COUNTS),
    ("El muchacho vive frente a la tienda azul", "vive frente a la tienda azul", Reason.PLACES),
    ("vivimos a dos casas de la capilla", "vivimos a dos casas de la capilla", Reason.PLACES),
    ("es la casa amarilla, ahí los guardan", "la casa amarilla", Reason.PLACES),
    ("la última casa antes del arroyo", "la última casa antes del arroyo", Reason.PLACES),
    ("Eso pasó, pero no lo anote", "no lo anote", Reason.ASKED),
    ("Mire, esto no lo ponga ahí", "no lo ponga", Reason.ASKED),
    ("no diga que yo le conté", "no diga que yo le conté", Reason.ASKED),
    ("Esto queda entre nosotras, ¿verdad?", "queda entre nosotras", Reason.ASKED),
    ("Apague la grabadora y le cuento", "Apague la grabadora", Reason.ASKED),
    ("que no se sepa que fui yo", "que no se sepa que fui yo", Reason.ASKED),
]
PLAIN = [
    "Queremos luz en la calle y que arreglen la cancha.",
    "El camión pasa a las nueve y cobra doce pesos.",
    "Somos más de tres mil personas en la colonia.",
    "Aquí nadie escribe nada de lo que pedimos.",
    "Hace dos años que no viene la patrulla.",
    "Pedimos que haya más maestros y que no falten.",
    "Van tres de la mañana y sigue la música.",
]


@pytest.mark.parametrize(("text", "piece", "reason"), MARKED)
def test_marked_for_the_reader(text, piece, reason):
    assert [(text[mark.start : mark.end], mark.reason) for mark in attention(text) if mark.reason == reason] == [
        (piece, reason)
    ]


@pytest.mark.parametrize("text", PLAIN)
def test_ordinary_speech_asks_for_no_attention(text):
    assert attention(text) == []


@pytest.mark.parametrize("text", ["TODAS SALVO UNA", "todas salvo\nuna"])
def test_capitals_and_line_breaks_make_no_difference(text):
    assert [mark.reason for mark in attention(text)] == [Reason.COUNTS]


def test_places_are_code_points_of_the_text_as_it_was_written():
    text = "😔 E\u0301ramos tres"
    (mark,) = attention(text)
    assert text[mark.start : mark.end] == "E\u0301ramos tres"


PIECES = st.sampled_from([*(text for text, _, _ in MARKED), *PLAIN, "n\u0303", " ", "2 ", "uno de "])


@given(st.lists(PIECES).map(" ".join))
def test_marks_lie_inside_the_text_and_apart(text):
    marks = attention(text)
    assert all(0 <= mark.start < mark.end <= len(text) for mark in marks)
    for reason in Reason:
        assert all(first.end <= second.start for first, second in pairwise(m for m in marks if m.reason == reason))


@pytest.mark.parametrize("piece", ["no ", "una de ", "vive frente a ", "la unica ", "b", "3 ", "salvo una "])
def test_a_long_line_costs_no_more_than_its_length(piece):
    assert len(attention(piece * 8000)) <= 8000
