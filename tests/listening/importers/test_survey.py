"""Survey tables: open answers are words, codes become labels."""

from pathlib import Path

import pytest

from tequio.foundation.errors import TequioError
from tequio.listening.importers import Layout, Wanted, read_survey
from tequio.listening.importers.dictionary import value_labels
from tequio.listening.importers.survey import BLANK
from tests.listening.importers.made_sav import Variable, write_sav

DICTIONARY = """variable,label,type,value_labels
sexo,Sexo de la persona entrevistada,num,1 = Mujer; 2 = Hombre; 9 = NS/NC
q1,¿Qué le pasó?,text,NA
"""
ANSWERS = """id,sexo,q1,edad
a,1,me quitaron la mercancía,34
b,2,NA,51
c,1,nos cobran; a todas,19
"""
WANTED = Wanted(("¿Qué le pasó?",), {"group": "sexo", "key": "id"})


def survey(folder: Path, answers: str = ANSWERS) -> Path:
    (folder / "d.csv").write_text(DICTIONARY, encoding="utf-8")
    (folder / "r.csv").write_text(answers, encoding="utf-8")
    return folder / "r.csv"


def test_codes_become_labels_and_columns_answer_to_their_question(tmp_path: Path) -> None:
    read = read_survey(survey(tmp_path), WANTED, dictionary=tmp_path / "d.csv")
    assert [(one.told.group, one.words) for one in read.submissions] == [
        ("Mujer", {"q1": "me quitaron la mercancía"}), ("Mujer", {"q1": "nos cobran; a todas"})]
    assert [(one.reason, one.row) for one in read.rows_dropped] == [("no_answer", 3)]
    assert ("edad", "not_asked") in {(one.column, one.reason) for one in read.columns_dropped}


def test_further_answers_are_kept_as_labels_only_when_asked_for(tmp_path: Path) -> None:
    wanted = Wanted(("q1",), labels=("sexo",))
    read = read_survey(survey(tmp_path), wanted, dictionary=tmp_path / "d.csv")
    assert [one.labels for one in read.submissions] == [{"sexo": "Mujer"}, {"sexo": "Mujer"}]


def test_a_longer_file_keeps_the_fingerprints_of_its_old_rows(tmp_path: Path) -> None:
    for wanted in (WANTED, Wanted(("q1",))):
        before = read_survey(survey(tmp_path), wanted, dictionary=tmp_path / "d.csv")
        after = read_survey(survey(tmp_path, ANSWERS + "d,1,no hay luz,40\n"), wanted, dictionary=tmp_path / "d.csv")
        assert [one.fingerprint for one in after.submissions][:2] == [one.fingerprint for one in before.submissions]
        assert len(after.submissions) == 3


def test_two_people_may_answer_the_same(tmp_path: Path) -> None:
    read = read_survey(survey(tmp_path, "sexo,q1\n1,no hay luz\n1,no hay luz\n"), Wanted(("q1",)))
    assert len({one.fingerprint for one in read.submissions}) == 2


def test_spss_says_the_same_as_the_table(tmp_path: Path) -> None:
    write_sav(tmp_path / "r.sav", [
        Variable("id", ("a", "b", "c")), Variable("sexo", (1, 2, 1), labels={1: "Mujer", 2: "Hombre"}),
        Variable("q1", ("me quitaron la mercancía", "", "nos cobran; a todas"), "¿Qué le pasó?"),
        Variable("edad", (34, None, 19))])
    sav = read_survey(tmp_path / "r.sav", WANTED)
    table = read_survey(survey(tmp_path), WANTED, dictionary=tmp_path / "d.csv")
    assert [(one.told.group, list(one.words.values()), one.fingerprint) for one in sav.submissions] == [
        (one.told.group, list(one.words.values()), one.fingerprint) for one in table.submissions]


@pytest.mark.parametrize("data", [b"", b"$FL2", b"$FL2" + b"\xff" * 400, b"PK\x03\x04 no spss"])
def test_a_damaged_file_of_spss_is_one_plain_error(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "r.sav").write_bytes(data)
    with pytest.raises(TequioError) as fault:
        read_survey(tmp_path / "r.sav", WANTED)
    assert fault.value.problem.code in ("TQ-205", "TQ-209", "TQ-243")


def test_a_dictionary_without_variables_is_refused(tmp_path: Path) -> None:
    (tmp_path / "otro.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(TequioError) as fault:
        read_survey(survey(tmp_path), WANTED, Layout(blank=BLANK), dictionary=tmp_path / "otro.csv")
    assert fault.value.problem.code == "TQ-431"


@pytest.mark.parametrize(("text", "labels"), [
    ("1 = Sí; 2 = No", {"1": "Sí", "2": "No"}), ("1.0 = Sí, a veces; 98 = NS/NC", {"1": "Sí, a veces", "98": "NS/NC"}),
    ("0 = De 5 = más; menos; 1 = Otro", {"0": "De 5 = más; menos", "1": "Otro"}), ("NA", {}), ("", {}),
])
def test_labels_are_read_as_they_are_written(text: str, labels: dict[str, str]) -> None:
    assert value_labels(text) == labels
