"""Answers that say that there is none are no voices: their rows are listed with that as their reason, and counted."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tequio.listening.importers import Wanted, read_survey
from tequio.listening.importers.unanswered import answered, unanswered
from tequio.listening.models import Voice
from tests.chain.building import listed, run, source

NONE = [
    "n/a", "N/A", "NA", "n.a.", "N. A.", "S/C", "s/d", "N/R", "ns/nc", "NS / NC", "XXXX", "xx", "x", "aaaa", "ninguno",
    "Ninguna.", "NINGÚN COMENTARIO", "nada", "Nada más", "nada que agregar", "no sé", "No se.", "no sabe", "No lo sé",
    "no aplica", "NO APLICA.", "No contestó", "no responde", "sin comentarios", "Sin respuesta", "sin propuesta",
    "no tengo comentarios", "No tengo nada que decir", "no hay propuestas por el momento", "por ahora ninguna",
    "prefiero no decir", "No quiero contestar", "no sabría decir", "desconozco", "null", "None", "no sé, no aplica",
    "ninguna / nada", "no especificado", "«n/a»", "-n/a-", "(ninguno)", "en blanco"]
SAID = [
    "No hay luz", "nadie nos escucha", "Nada cambia aquí", "Ninguna autoridad viene", "sin agua", "Sin luz en la calle",
    "no sabemos a quién acudir", "No se puede salir de noche", "No se respeta el paso", "si", "No", "agua", "paz",
    "No aplica la ley para todos", "ninguno de los policías ayuda", "No contesta el 911", "no tengo trabajo",
    "No hay doctor", "Que no haya más cobros", "nada de patrullas y sí más luz", "No sé, pero falta luz en el campo",
    "que se vayan", "otra vez lo mismo", "lo mismo que la vez pasada", "no hay nada de agua",
    "No quiero que mi hija camine sola", "prefiero no salir"]
EMPTY = ["", ".", "-", "—", "...", "?", "0", "1234", "   "]


@pytest.mark.parametrize("answer", NONE)
def test_these_say_that_there_is_none(answer: str) -> None:
    assert unanswered(answer) and not answered(answer)


@pytest.mark.parametrize("answer", SAID)
def test_these_are_words(answer: str) -> None:
    assert answered(answer) and not unanswered(answer)


@pytest.mark.parametrize("answer", EMPTY)
def test_these_are_nothing_at_all(answer: str) -> None:
    assert not answered(answer) and not unanswered(answer)


@given(some.sampled_from(NONE), some.sampled_from(("", " ", "  ", ".", "!", " -")), some.booleans())
def test_signs_and_letter_case_change_nothing(answer: str, after: str, loud: bool) -> None:
    assert unanswered((answer.upper() if loud else answer) + after)


@given(some.sampled_from(NONE), some.sampled_from(SAID))
def test_words_beside_them_are_words(none: str, said: str) -> None:
    assert answered(f"{said}. {none}") and answered(f"{none}, {said}")


def test_a_survey_lists_them_with_their_reason(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(
        "folio,falta,propone\n1,n/a,XXXX\n2,No hay luz,ninguno\n3,,\n4,-,.\n5,no sé,\n", "utf-8")
    read = read_survey(tmp_path / "t.csv", Wanted(voices=("falta", "propone")))
    assert [[said.text for said in one.said] for one in read.submissions] == [["No hay luz"]]
    assert [(one.row, one.reason) for one in read.rows_dropped] == [
        (2, "unanswered"), (4, "no_answer"), (5, "no_answer"), (6, "unanswered")]


@pytest.mark.django_db
def test_a_consultation_lists_them_too_and_asks_nobody_for_them(tmp_path: Path) -> None:
    rows = ("Problema,Propuesta,Municipio,Federación\nFalta agua,Una pipa,Mandarla,no aplica\nn/a,S/C,,\n"
            "ninguno,,,\n,,x,\nNo hay luz,no sé,x,\n")
    ledger = run(tmp_path, source("consultation", 'columns = { municipality = "Municipio", federation = "Federación" }',
                                  "c.csv"), {"c.csv": rows})
    assert sorted(row.text for row in Voice.objects.all()) == ["Falta agua.", "No hay luz."]
    assert listed(ledger) == [(3, "unanswered"), (4, "unanswered"), (5, "unanswered"), (6, "no_proposal")]
    assert not ledger.unaccounted()
