"""Only a yes lets words in, and only what was ticked is allowed."""

from pathlib import Path

import pytest

from tequio.foundation.errors import TequioError
from tequio.listening.importers import Wanted, read_kobo
from tests.listening.importers.made import ASKS, delimited, submission, turn, workbook

WITH_LABELS = Wanted(("¿Qué pasa?",), {"consent": "¿Qué usos autoriza?"})


@pytest.mark.parametrize(("answer", "enters"), [
    ("si", True), ("Sí", True), ("Sí, acepto participar", True), ("acepto", True), ("1", True), ("OK", True),
    ("no", False), ("No acepto", False), ("", False),
])
def test_a_yes_and_nothing_less(tmp_path: Path, answer: str, enters: bool) -> None:
    path = delimited(tmp_path / "e.csv", [{**submission(1, acepta=answer), "problema": "no hay luz"}])
    read = read_kobo(path, Wanted(("problema",), {"agrees": "acepta"}))
    assert bool(read.submissions) is enters
    assert [one.reason for one in read.rows_dropped] == [] if enters else ["no_consent"]


def test_an_answer_that_is_neither_is_not_guessed(tmp_path: Path) -> None:
    path = delimited(tmp_path / "e.csv", [{**submission(1, acepta="de acuerdo"), "problema": "no hay luz"}])
    with pytest.raises(TequioError) as fault:
        read_kobo(path, Wanted(("problema",), {"agrees": "acepta"}))
    assert fault.value.problem.code == "TQ-424"
    said = Wanted(("problema",), {"agrees": "acepta"}, replace={"agrees": {"de acuerdo": "si"}})
    assert read_kobo(path, said).submissions


def test_a_no_takes_the_rows_of_the_repeats_along(tmp_path: Path) -> None:
    first = submission(1, acepta="no")
    read = read_kobo(workbook(tmp_path / "e.xlsx", [first], [turn(first, "no hay luz")]), ASKS)
    assert read.submissions == ()
    assert [(one.reason, one.table) for one in read.rows_dropped] == [("no_consent", ""), ("no_consent", "aportes")]


def test_a_consent_asked_in_each_turn_speaks_for_that_turn(tmp_path: Path) -> None:
    first = submission(1)
    rows = [turn(first, "no hay luz") | {"aportes/permite": "si"},
            turn(first, "nos cobran", index=2) | {"aportes/permite": "no"}]
    read = read_kobo(workbook(tmp_path / "e.xlsx", [first], rows), Wanted(("problema",), {"agrees": "permite"}))
    assert [one.text for one in read.submissions[0].said] == ["no hay luz"]
    assert [one.reason for one in read.rows_dropped] == ["no_consent"]


def test_several_answers_are_read_from_their_own_columns(tmp_path: Path) -> None:
    row = {"_uuid": "1", "¿Qué pasa?": "no hay luz", "¿Qué usos autoriza?": "Grabar audio Citar sin nombre",
           "¿Qué usos autoriza?/Grabar audio": "1", "¿Qué usos autoriza?/Citar sin nombre": "1",
           "¿Qué usos autoriza?/Publicar": "0"}
    told = read_kobo(delimited(tmp_path / "e.csv", [row]), WITH_LABELS).submissions[0].told
    assert told.allowed == ("Grabar audio", "Citar sin nombre")


def test_labels_joined_by_blanks_are_refused_with_the_remedy(tmp_path: Path) -> None:
    row = {"_uuid": "1", "¿Qué pasa?": "no hay luz", "¿Qué usos autoriza?": "Grabar audio Citar sin nombre"}
    with pytest.raises(TequioError) as fault:
        read_kobo(delimited(tmp_path / "e.csv", [row]), WITH_LABELS)
    assert fault.value.problem.code == "TQ-423"
    assert "XML" in fault.value.problem.remedy("es") and "XML" in fault.value.problem.remedy("en")
    assert fault.value.problem.row == 2


def test_a_whole_label_that_the_process_file_knows_is_one_answer(tmp_path: Path) -> None:
    row = {"_uuid": "1", "¿Qué pasa?": "no hay luz", "¿Qué usos autoriza?": "Citar sin nombre"}
    wanted = Wanted(WITH_LABELS.voices, WITH_LABELS.columns, replace={"consent": {"Citar sin nombre": "cita"}})
    assert read_kobo(delimited(tmp_path / "e.csv", [row]), wanted).submissions[0].told.allowed == ("cita",)


def test_an_option_that_is_no_use_can_be_left_out(tmp_path: Path) -> None:
    path = delimited(tmp_path / "e.csv", [{**submission(1, usos="grabar citar"), "problema": "no hay luz",
                                          "usos/grabar": "1"}])
    wanted = Wanted(("problema",), {"consent": "usos"}, replace={"consent": {"grabar": "", "citar": "cita"}})
    assert read_kobo(path, wanted).submissions[0].told.allowed == ("cita",)
