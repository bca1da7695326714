"""The demonstration teaches care: its cards are as real cards are, and nothing in it points at somebody.

Read from the process file and its sheets, without a build.
"""

import csv
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tequio.demo import PROCESS_FILE

FOLDER = PROCESS_FILE.parent
PLACES = ("bahia", "limonar", "nogalera", "canon")
NUMBER = (r"(?:dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince|veint\w+|treinta|"
          r"cuarenta)")
PEOPLE = (r"(?:mujeres|hombres|personas|vecinas|vecinos|madres|niñas|familias|muchachas|muchachos|alumnas|señoras|"
          r"aprendices|agentes|firmas)")
KIN = r"(?:cuñad[oa]|yerno|nuera|suegr[oa]|compadre|comadre|vecin[oa] de enfrente)"
THINGS = r"(?:empaques|puntos|convenios|escuelas|mesas|encuentros)"
# What counts or places a few people, tells by whom a person is known, or gives away how somebody gets by.
POINTS = (
    rf"\bsalvo un[ao]\b|\b{NUMBER} de (?:los |las )?{NUMBER}\b(?! {THINGS})",
    rf"\b(?:fueron|vinieron|llegaron|hablaron) (?:\w+ )?{NUMBER}\b|\b{NUMBER} {PEOPLE} (?:que|se|de)\b",
    rf"\b(?:mi|su|el|la|mis|sus) {KIN}\b",
    r"\b(?:vive|viven) (?:frente|junto|al lado|pegad[oa])|\bde boca en boca\b|\bdij\w+ en (?:su|mi) casa\b",
    r"\bpor despensa\b|\bdueños de empaque hablaron\b",
)
# What the team wrote, and what it put into tables: all of it can be printed.
WRITTEN = ("silencios", "hallazgos", "propuestas", "responsables", "principios", "revisiones", "devoluciones",
           "respuestas", "compromisos", "acciones", "veredictos", "vinculos", "observaciones")
# What an authority promised, with its own numbers.
PUBLIC_COUNTS = {"compromisos", "respuestas", "acciones", "responsables"}


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def voices(place: str) -> list[dict[str, str]]:
    found = rows(FOLDER / place / "voces.csv")
    assert len(found) >= 60
    return found


def written() -> Iterator[tuple[str, str]]:
    for place in PLACES:
        for kind in WRITTEN:
            path = FOLDER / place / f"{kind}.csv"
            if path.exists() and kind not in PUBLIC_COUNTS:
                yield from ((f"{place}/{kind}", cell) for row in rows(path) for cell in row.values() if cell)
        yield f"{place}/agenda", (FOLDER / place / "agenda.toml").read_text(encoding="utf-8")
    for name in ("nacional", "afirmaciones"):
        yield from ((name, cell) for row in rows(FOLDER / f"{name}.csv") for cell in row.values() if cell)


def poor(text: str, others: Counter[str]) -> bool:
    """A few words, a place nobody could read, something said in another language, over and over, or far too long."""
    words = text.split()
    return (len(words) <= 12 and not text.endswith("igual.")) or "[" in text or len(words) > 80 or others[text] > 1


@pytest.mark.parametrize("place", PLACES)
def test_a_quarter_of_the_cards_are_as_poor_as_real_ones(place: str) -> None:
    texts = [row["texto"] for row in voices(place)]
    found = [text for text in texts if poor(text, Counter(texts))]
    assert 0.22 <= len(found) / len(texts) <= 0.35
    assert any(len(text.split()) == 1 for text in found)
    assert any(len(text.split()) > 80 for text in found)
    assert any("[ilegible]" in text for text in found)
    assert [text for text, times in Counter(texts).items() if times > 1]


def test_who_speaks_is_who_lives_there() -> None:
    heard = {place: Counter(row["grupo"] for row in voices(place)) for place in PLACES}
    assert heard["bahia"]["indigenas"] >= 5 and heard["bahia"]["afromexicanas"] >= 5
    assert all(heard[place]["mujeres_jovenes"] >= 7 for place in PLACES)
    for place in ("bahia", "nogalera", "canon", "limonar"):
        said = " ".join(row["texto"].lower() for row in voices(place))
        assert "guardia" in said or "seguridad privada" in said


def test_nothing_that_can_be_printed_points_at_somebody() -> None:
    texts = list(written())
    assert len(texts) > 1000
    found = [(where, hit[0]) for where, text in texts for pattern in POINTS
             for hit in re.finditer(pattern, text, re.IGNORECASE)]
    assert not found


@pytest.mark.parametrize("pointing", [
    "No llegaron mujeres jóvenes, salvo una.", "Tres de siete no aceptaron.", "Dijeron en su casa que iban por pan.",
    "Llegó por despensa.", "Dueños de empaque hablaron una tarde.", "Vive frente a la tienda.", "Lo contó mi cuñada.",
    "A la reunión llegaron seis.", "Se avisa de boca en boca.",
])
def test_what_points_at_somebody_is_seen(pointing: str) -> None:
    assert any(re.search(pattern, pointing, re.IGNORECASE) for pattern in POINTS)


def test_every_passage_is_quoted_as_it_was_said() -> None:
    for place in PLACES:
        said = {row["clave"]: row["texto"] for row in voices(place)}
        coded = rows(FOLDER / place / "codificaciones.csv")
        assert len(coded) > 100
        assert not [row for row in coded if row["cita"] not in said[row["voz"]]]


def test_every_sheet_that_lies_there_is_read() -> None:
    declared = tomllib.loads(PROCESS_FILE.read_text(encoding="utf-8"))
    read = {source["file"] for source in declared["sources"]}
    assert {str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*") if path.is_file()} == read | {PROCESS_FILE.name}
