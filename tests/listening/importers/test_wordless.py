"""Columns that nobody said: names, amounts, dates, folios, addresses and permissions are never offered as words."""

from pathlib import Path

import pytest

from tequio.foundation.errors import TequioError
from tequio.listening.importers import Wanted, kobo_form, look, read_survey, shaped
from tequio.listening.importers.forms import Layout
from tequio.listening.importers.looking import Column
from tequio.listening.importers.survey import survey_form
from tequio.listening.importers.wordless import asks_permission, like_names, names_people, wordless

NAMES = {"voices": ("voces", "voices"), "group": ("grupo", "group"), "consent": ("consentimiento", "consent", "usos"),
         "agrees": ("acepta", "agrees"), "week": ("semana", "week", "fecha"), "place": ("lugar", "place")}
PROJECTS = "folio,autora,firman,fecha,monto,domicilio,idea,mote\n" + "".join(
    f'AB-CD3{at}-00000{at}/31,Persona Ficticia {name},"Otra {name} Ficticia, Una {name} Inventada",2031-01-0{at} '
    f'10:00:00 UTC,"$1,58{at},169.00",Callejón {name} {at} bis,Poner bancas en la entrada número {at} del jardín,'
    f'"La {name} Alta, El Otro {name}"\n' for at, name in enumerate(("Alfa", "Beta", "Gama", "Delta"), start=1))


def looked(folder: Path, text: str) -> dict[str, Column]:
    (folder / "t.csv").write_text(text, encoding="utf-8")
    return {column.name: column for column in look(survey_form(folder / "t.csv", Layout()), NAMES)}


def test_only_the_idea_is_offered_as_what_was_said(tmp_path: Path) -> None:
    columns = looked(tmp_path, PROJECTS)
    assert [name for name, column in columns.items() if column.guess == "voices"] == ["idea"]
    assert {name: column.barred for name, column in columns.items() if column.barred} == {
        "autora": "person", "firman": "person"}
    assert {name for name, column in columns.items() if column.wordless} == {"folio", "fecha", "monto", "domicilio"}
    assert columns["fecha"].guess == "week"


@pytest.mark.parametrize("asked", ["autora", "firman", "folio", "domicilio", "fecha"])
def test_they_are_no_voices_either_when_a_process_file_asks(asked: str, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(PROJECTS, encoding="utf-8")
    with pytest.raises(TequioError) as fault:
        read_survey(tmp_path / "t.csv", Wanted(voices=(asked,)))
    assert fault.value.problem.code == "TQ-422"
    wanted = Wanted(voices=("idea",), columns={"week": "fecha", "key": "folio"})
    assert len(read_survey(tmp_path / "t.csv", wanted).submissions) == 4
    assert not read_survey(tmp_path / "t.csv", Wanted(voices=("monto",))).submissions


def test_answers_without_a_letter_are_listed(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(
        "folio,respuesta\n1,055\n2,1\n3,Porque aquí nacieron mis hijas\n4,—\n5,si\n", "utf-8")
    read = read_survey(tmp_path / "t.csv", Wanted(voices=("respuesta",)))
    assert [one.said[0].text for one in read.submissions] == ["Porque aquí nacieron mis hijas", "si"]
    assert [(one.row, one.reason) for one in read.rows_dropped] == [
        (2, "no_answer"), (3, "no_answer"), (5, "no_answer")]


PERMISSION = '"start";"¿Acepta?";"{}";"¿Qué pasa?";"_uuid";"_submission_time"\n' \
             '"2031-03-04";"Sí";"Citar mis palabras Usarlas en el diálogo";"No hay luz";"a1";"2031-03-04T17:00:00"\n'


@pytest.mark.parametrize("question", ["¿Para qué se puede usar?", "¿Nos da permiso de usar sus palabras?",
                                      "¿Qué autoriza hacer con lo que dijo?"])
def test_what_may_be_done_with_words_is_no_voice(question: str, tmp_path: Path) -> None:
    (tmp_path / "s.csv").write_text(PERMISSION.format(question), encoding="utf-8")
    form = kobo_form(tmp_path / "s.csv", Layout(delimiter=";"))
    guesses = {column.name: column.guess for column in look(form, NAMES)}
    assert guesses[question] == "consent"
    assert guesses["¿Acepta?"] == "agrees"
    with pytest.raises(TequioError) as fault:
        shaped(form, Wanted(voices=("¿Qué pasa?",), columns={"agrees": "¿Acepta?", "consent": question}))
    assert fault.value.problem.code == "TQ-423"
    with pytest.raises(TequioError) as fault:
        shaped(form, Wanted(voices=(question,)))
    assert fault.value.problem.code == "TQ-422"


@pytest.mark.parametrize(("heading", "is_person"), [
    ("Autor", True), ("autores", True), ("Nombre", True), ("Nombre completo", True), ("Nombre del participante", True),
    ("Creado por", True), ("grupo/autora", True), ("Nombre del proyecto", False),
    ("¿Qué autoridad debe responder?", False),
    ("Autoridad", False), ("Propuesta", False), ("Nombre de la propuesta", False)])
def test_headings_of_names(heading: str, is_person: bool) -> None:
    assert names_people(heading) == is_person


@pytest.mark.parametrize(("heading", "answers", "none"), [
    ("Clave", ["A-1", "A-2"], True), ("x", ["055", "1"], True), ("x", ["12/03/2031", "13/04/2031"], True),
    ("Costo", ["1,200 pesos", "30 pesos"], True), ("Dirección", ["Calle Luna 4", "Calle Sol 7"], True),
    ("¿Qué dirección debe tomar el barrio?", ["Más paz", "Más agua"], False),
    ("Fecha", ["Cuando llueve", "En las tardes del mes 5"], False), ("x", ["Falta luz", "Falta agua"], False),
    ("Presupuesto", ["Que se gaste en luz y no en 2 fuentes", "Que alcance para 3 calles más"], False),
    ("x", ["Poner 3 luces en la calle", "Poner 5 luces en la plaza"], False), ("x", [], False)])
def test_cells_that_hold_no_words(heading: str, answers: list[str], none: bool) -> None:
    assert wordless(heading, answers) == none


def test_names_are_written_with_capitals() -> None:
    assert like_names(["Persona Ficticia Uno", "Otra Persona de la Nada"])
    assert not like_names(["Falta agua en El Pozo", "No hay luz"])


@pytest.mark.parametrize("question", ["¿Qué usos le da al parque?", "¿Cómo usan el agua?", "¿Qué se puede hacer?"])
def test_other_questions_of_use_are_words(question: str) -> None:
    assert not asks_permission(question, ["Jugamos con los niños", "Para lavar y cocinar"])


REPEATS = '"acepta";"{0}[1]/problema";"{0}[1]/grupo";"{1}[1]/problema";"{1}[1]/grupo";"_uuid"\n' \
          '"si";"Falta agua";"mujeres";"";"";"a1"\n"si";"";"";"Falta luz";"jovenes";"a2"\n'


@pytest.mark.parametrize("columns", [{"group": ("aporte/grupo", "aportes/grupo")}, {}])
def test_each_repeat_has_its_own_group(columns: dict[str, tuple[str, ...]], tmp_path: Path) -> None:
    (tmp_path / "k.csv").write_text(REPEATS.format("aporte", "aportes"), encoding="utf-8")
    form = kobo_form(tmp_path / "k.csv", Layout(delimiter=";"))
    read = shaped(form, Wanted(voices=("aporte/problema", "aportes/problema"), columns=columns,
                               own={"group": ("grupo",), "agrees": ("acepta",)}))
    assert [(said.text, said.told.group) for one in read.submissions for said in one.said] == [
        ("Falta agua", "mujeres"), ("Falta luz", "jovenes")]


def test_two_questions_of_one_repeat_are_not_one_field(tmp_path: Path) -> None:
    (tmp_path / "k.csv").write_text(REPEATS.format("aporte", "aportes"), encoding="utf-8")
    form = kobo_form(tmp_path / "k.csv", Layout(delimiter=";"))
    with pytest.raises(TequioError) as fault:
        shaped(form, Wanted(voices=("aporte/problema",), columns={"group": ("aporte/grupo", "aporte/problema")}))
    assert fault.value.problem.code == "TQ-104"


def test_a_permission_that_was_asked_in_a_repeat_is_not_given_outside_of_it(tmp_path: Path) -> None:
    (tmp_path / "k.csv").write_text(
        '"problema";"aporte[1]/problema";"aporte[1]/usos";"_uuid"\n"Falta agua";"Falta luz";"cita";"a1"\n', "utf-8")
    form = kobo_form(tmp_path / "k.csv", Layout(delimiter=";"))
    read = shaped(form, Wanted(voices=("problema", "aporte/problema"), columns={"consent": "aporte/usos"}))
    assert {said.text: said.told.allowed for said in read.submissions[0].said} == {
        "Falta agua": (), "Falta luz": ("cita",)}
