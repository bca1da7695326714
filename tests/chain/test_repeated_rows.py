"""A row that says again what another one says is refused with its place, in every kind of source."""

from pathlib import Path

import pytest
from tests.chain.building import refused, run, source

from tequio.chain.kinds import KINDS, As

pytestmark = pytest.mark.django_db

# One good row of each kind that is kept under a key of its own or must not say a thing twice, in the order of a build.
SHEETS = {
    "encounters": "clave,tipo,estado,consentimiento\nE1,foro,realizado,diagnostico; dialogo\n",
    "voices": "clave,encuentro,grupo,texto,lugar\nV1,E1,mujeres,No hay luz en la calle,\n",
    "silences": "clave,lugar,tipo,texto\nS1,llano,negativa,No quisieron\n",
    "codings": "voz,codigo,cita,codificador,estado\nV1,IN4,No hay luz,ana,aceptada\n",
    "findings": "clave,tipo,afirmacion,voces,difieren\nH1,contexto,Falta luz,V1,mujeres: sí\n",
    "indicators": "clave,nombre_es,origen\nh,Homicidios,oficial\n",
    "observations": "indicador,periodo,valor\nh,2031,5\n",
    "proposals": "clave,texto,voces,prioridad\nP1,Poner luminarias,V1,1\n",
    "principle_reviews": "propuesta,principio,juicio,razon\nP1,1,cumple,Porque sí\n",
    "reproduction_reviews": "propuesta,respuesta,razon\nP1,no,Nada\n",
    "returns": "grupo,resultado\nmujeres,validada\n",
    "responses": "clave,propuesta,institucion,tipo\nR1,P1,ayto,acepta\n",
    "commitments": "clave,respuesta,texto\nC1,R1,Pondrán dos\n",
    "actions": "clave,compromiso,texto\nA1,C1,Pusieron una\n",
    "verdicts": "propuesta,ola,estado_oficial,veredicto,grupos\nP1,1,cumplido,mejoro,mujeres\n",
    "national_items": "clave,texto,propuestas\nN1,Luz en las calles,P1\n",
}
ALL = "".join(source(kind) for kind in SHEETS)
FILES = {f"{kind}.csv": text for kind, text in SHEETS.items()}
# Kinds in which the same row twice harms nobody, or is told apart by more than a sheet says.
# In a return the notes of one answer stand together, and what repeats them is listed.
HARMLESS = {"links", "reasons", "duties", "votes", "wide_votes", "rounds", "agenda", "statements"}
READ_OTHERWISE = {"consultation", "kobo", "odk", "survey", "transcript", "agenda_list"}  # these list what comes twice


def test_every_kind_is_held_to_it() -> None:
    assert set(SHEETS) | HARMLESS | READ_OTHERWISE == set(KINDS)


def test_without_a_repetition_everything_is_built(tmp_path: Path, home: Path) -> None:
    made = {noun: count for stage in run(tmp_path, ALL, FILES).stages for noun, count in stage.made.items()}
    assert made["verdicts"] == made["actions"] == made["observations"] == made["silences"] == 1


@pytest.mark.parametrize("kind", [kind for kind in SHEETS if kind != "returns"])
def test_a_repeated_row_is_refused_with_its_place(kind: str, tmp_path: Path, home: Path) -> None:
    heading, row = SHEETS[kind].splitlines()
    problem = refused(tmp_path, ALL, FILES | {f"{kind}.csv": f"{heading}\n{row}\n{row}\n"})
    assert problem.code in {"TQ-125", "TQ-134"}
    assert (problem.file, problem.row) == (f"{kind}.csv", 3)
    assert problem.column in heading.split(",") and problem.value in row.split(",") and problem.value


@pytest.mark.parametrize("kind", ["observations", "verdicts", "codings", "principle_reviews"])
def test_a_row_that_differs_in_nothing_but_its_figure_or_reason_says_it_again(kind: str, tmp_path: Path,
                                                                              home: Path) -> None:
    again = {"observations": "h,marzo 2031,7\nh,2031-03,8", "verdicts": "P1,1,sin_avance,empeoro,jovenes",
             "codings": "V1,in4,No hay luz,ana,descartada",
             "principle_reviews": "P1,1,contradice,Otra"}[kind]
    problem = refused(tmp_path, ALL, FILES | {f"{kind}.csv": f"{SHEETS[kind]}{again}\n"})
    assert problem.code == "TQ-134"
    assert problem.row == SHEETS[kind].count("\n") + again.count("\n") + 1


@pytest.mark.parametrize(("kind", "column", "cell"), [
    ("verdicts", "grupos", "mujeres; Señoras"), ("encounters", "asistencia", "mujeres:12; señoras:3"),
    ("encounters", "asistencia", "mujeres:12; mujeres:3"), ("findings", "coinciden", "mujeres; mujeres adultas"),
    ("findings", "difieren", "mujeres: una cosa; señoras: otra")])
def test_a_group_named_twice_is_refused(kind: str, column: str, cell: str, tmp_path: Path, home: Path) -> None:
    heading, row = (line.split(",") for line in SHEETS[kind].splitlines())
    cells = dict(zip(heading, row, strict=True)) | {column: cell}
    problem = refused(tmp_path, ALL, FILES | {f"{kind}.csv": f"{','.join(cells)}\n{','.join(cells.values())}\n"})
    assert (problem.code, problem.row, problem.column) in {
        (code, 2, column) for code in ("TQ-134", "TQ-123")}


WHOLE = [(kind, field) for kind in SHEETS for field in KINDS[kind].fields if field.read is As.WHOLE]
CHOICES = [(kind, field) for kind in SHEETS for field in KINDS[kind].fields if field.read is As.CHOICE]


CANNOT = [(kind, field, cell) for kind, field in WHOLE for cell in ("-1", "9999", "1.5")]
CANNOT += [(kind, field, "muchos") for kind, field in WHOLE + CHOICES]


@pytest.mark.parametrize(("kind", "field", "cell"), CANNOT, ids=lambda one: getattr(one, "name", one))
def test_a_number_or_a_word_that_cannot_be_is_refused(kind: str, field: object, cell: str, tmp_path: Path,
                                                      home: Path) -> None:
    heading, row = (line.split(",") for line in SHEETS[kind].splitlines())
    name = field.es  # type: ignore[attr-defined]
    cells = dict(zip(heading, row, strict=True)) | {name: cell}
    problem = refused(tmp_path, ALL, FILES | {f"{kind}.csv": f"{','.join(cells)}\n{','.join(cells.values())}\n"})
    assert (problem.code, problem.row, problem.column, problem.value) == ("TQ-123", 2, name, cell)
    assert problem.facts["wanted"]


def test_two_keys_of_one_thing_are_seen_through(tmp_path: Path, home: Path) -> None:
    """A proposal and the line of the agenda that it became are one thing."""
    again = SHEETS["verdicts"].replace("propuesta,", "propuesta,punto,").replace("P1,1", ",P1,1")
    again += "P1,,1,cumplido,igual,\n"
    problem = refused(tmp_path, ALL, FILES | {"verdicts.csv": again})
    assert (problem.code, problem.row, problem.column) == ("TQ-134", 3, "ola")


