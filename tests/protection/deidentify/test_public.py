"""What is public stays: bodies, countries, declared places and their short forms, plain nouns, what the team wrote."""

import csv
import json
import tomllib
from pathlib import Path

import pytest

from tequio.demo import PROCESS_FILE
from tequio.protection.deidentify import Detector
from tequio.protection.deidentify.bodies import short_forms

CASE = Path(__file__).parents[4] / "shared/cases/24-masks-that-spoil/t.jsonl"
DETECTOR = Detector()
DEMO = PROCESS_FILE.parent
# Columns that hold what the team wrote; the others hold keys, or what somebody said.
WRITTEN = {"texto", "afirmacion", "razon", "salvaguarda", "tarea", "nota", "evidencia", "coinciden", "difieren",
           "circunstancia", "motivo"}


@pytest.mark.parametrize("text", [
    "Al Gobierno Departamental, abrir una oficina.",
    "Que el Ministerio de Minas y Energía responda ante las comunidades.",
    "Las Fuerzas Armadas y la Policía Nacional deben rendir cuentas.",
    "Crear la Comisión Nacional de Seguimiento con la Defensoría del Pueblo.",
    "El acuerdo con Naciones Unidas y la Unión Europea sigue.",
    "Se discutió una ley parecida en Uruguay y en Costa Rica.",
    "Repavimentar las avenidas (Rechazada)",
    "Mantenmiento de los parques del centro",
    "Poner botes de basura en las colonias",
    "Pintar los topes de la unidad.",
    "Costó 7045512 pesos y sirvió para 120 luminarias.",
    "La tasa pasó de 21873.55102 a 19.4471 en tres años.",
    "Llegaron 1,204,553 solicitudes.",
    "Hubo de 100-150 asistentes.",
])
def test_nothing_private_nothing_masked(text: str) -> None:
    assert DETECTOR.mask(text).text == text


@pytest.mark.parametrize("text", [
    "Queremos seguir yendo a la escuela. Que el regreso de noche tenga luz.",
    "Se cerró el taller. Los del turno de noche quedaron sin trabajo.",
    "No hay doctora en la clínica. Las mujeres paren en su casa.",
    "Abrir junto al pasaje un centro de día.",
    "Inspeccionar las rutas de los turnos de noche.",
    "Piden vigilar la calle. Una patrulla pasa y no se para.",
    "¿Y la iglesia? La cerraron.",
])
def test_no_rule_reaches_past_the_end_of_a_sentence_or_over_plain_words(text: str) -> None:
    assert DETECTOR.mask(text).text == text


@pytest.mark.parametrize("text", [
    "Vivo en la col. Las Pozas y voy a la esc. Benito Juárez.",
    "Soy la sra. Ma. Lourdes Valdivia.",
    "Estudia en la Secundaria No. 4 Melchor Ocampo.",
])
def test_the_stop_of_an_abbreviation_ends_no_sentence(text: str) -> None:
    masked = DETECTOR.mask(text).text
    assert not any(word in masked for word in ("Pozas", "Juárez", "Valdivia", "Ocampo"))


@pytest.mark.parametrize(("name", "short"), [
    ("Acapulco de Juárez", "Acapulco"),
    ("Instituto de las Mujeres (IMM)", "IMM"),
    ("Secretaría de Seguridad Pública Municipal", "Secretaría de Seguridad Pública"),
    ("Secretaría de Seguridad Pública Municipal", "SSPM"),
    ("H. Ayuntamiento de Limonar de la Cuesta", "Limonar"),
    ("Bahía Bermeja", "Bahía"),
])
def test_short_forms_of_what_is_declared_stay_too(name: str, short: str) -> None:
    assert short in short_forms(name)
    text = f"Que {short} responda."
    assert Detector(public=[name]).mask(text).text == text


def test_a_declared_name_that_people_bear_hides_nobody() -> None:
    detector = Detector(public=["Guadalupe"])
    assert detector.mask("En Guadalupe falta agua.").text == "En Guadalupe falta agua."
    assert "Guadalupe" not in detector.mask("Le pegaron a doña Guadalupe Treviño.").text


def test_a_neighbourhood_is_masked_under_its_short_name_as_well() -> None:
    masked = Detector(places=["Colonia Las Pozas Altas"]).mask("Allá por Las Pozas Altas no entra nadie.").text
    assert masked == "Allá por [un lugar] no entra nadie."


def test_what_the_team_wrote_loses_names_marks_and_identifiers_only() -> None:
    detector = Detector(glossary=[("el de la moto azul", "ALIAS")])
    text = ("Que la escuela Niños Héroes abra en mayo, dijo Rutilio Canchola (tel. 744 112 3309); el de la moto azul "
            "cobra en la calle Morelos.")
    kept = detector.mask(text).text
    drafted = [text[span.start:span.end] for span in detector.spans(text, drafted=True)]
    assert drafted == ["Rutilio Canchola", "744 112 3309", "el de la moto azul"]
    assert "Niños Héroes" not in kept
    assert "Morelos" not in kept


@pytest.mark.parametrize("text", [
    "Que el comandante Canario deje de cobrar en los retenes.",
    "Que el Comandante Canario responda ante la asamblea.",
    "Investigar al oficial Monroy y al sargento Oropeza.",
])
def test_a_name_behind_a_rank_falls_in_what_the_team_wrote(text: str) -> None:
    fallen = " ".join(text[span.start:span.end] for span in DETECTOR.spans(text, drafted=True))
    assert all(name in fallen for name in ("Canario", "Monroy", "Oropeza") if name in text)


@pytest.mark.parametrize("text", [
    "Que el comandante de la Policía Municipal responda.",
    "Que el agente municipal y la oficial de enlace rindan cuentas.",
    "Capacitar a cada elemento en derechos humanos.",
])
def test_a_rank_without_a_name_stays_in_what_the_team_wrote(text: str) -> None:
    assert DETECTOR.spans(text, drafted=True) == []


def test_the_demonstration_hides_nothing_that_its_team_wrote() -> None:
    declared = tomllib.loads(PROCESS_FILE.read_text("utf-8"))
    far = [row["name"] for row in declared["territories"] if row.get("level") != "neighbourhood"]
    near = [row["name"] for row in declared["territories"] if row.get("level") == "neighbourhood"]
    detector = Detector(near, public=[*far, *(row.get("name", "") for row in declared.get("institutions", ()))])
    texts = list(_written())
    assert len(texts) > 400
    fallen = {text[span.start:span.end] for text in texts for span in detector.spans(text, drafted=True)}
    assert fallen == set()


def _written() -> list[str]:
    found = []
    for path in sorted(DEMO.rglob("*.csv")):
        if path.name not in ("voces.csv", "codificaciones.csv"):
            with path.open(encoding="utf-8") as lines:
                found += [cell for row in csv.DictReader(lines) for name, cell in row.items()
                          if name in WRITTEN and cell and " " in cell]
    for path in sorted(DEMO.rglob("agenda.toml")):
        found += _leaves(tomllib.loads(path.read_text("utf-8")))
    return found


def _leaves(value: object) -> list[str]:
    if isinstance(value, str):
        return [value] if " " in value else []
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [leaf for part in parts for leaf in _leaves(part)]


@pytest.mark.parametrize("text", [
    "La Casa de la Cultura de Tierra Colorada necesita techo.",
    "Propongo el parque Lázaro Cárdenas, en la colonia La Laja.",
    "El Chapulín Colorado para el desfile del 16 de septiembre.",
    "La farmacia San Pablo y la primaria Niños Héroes piden semáforo.",
])
def test_in_what_is_public_already_places_and_days_stay(text: str) -> None:
    assert Detector(already_public=True).mask(text).text == text


def test_in_what_is_public_already_a_private_person_falls() -> None:
    text = "Lo firma Maribel Sotelo Ochoa, maribel.sotelo@correo.mx, cel. 744 455 0192, contra el Ayuntamiento."
    masked = Detector(already_public=True).mask(text).text
    assert masked == "Lo firma [una persona], [un correo], cel. [un teléfono], contra el Ayuntamiento."


def test_texts_of_an_open_consultation() -> None:
    if not CASE.exists():
        pytest.skip("needs ../shared/cases, which is not part of the project")
    for line in CASE.read_text("utf-8").splitlines():
        text = json.loads(line)["text"]
        assert DETECTOR.mask(text).text == text
