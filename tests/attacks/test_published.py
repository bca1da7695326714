"""What the public site holds of cells, titles and names that name somebody, even where two people let all pass."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tequio.agendas.queries import agendas
from tequio.deliberation.queries import closed_rounds
from tequio.foundation.places.models import Group, Institution, Level, Process, Territory
from tequio.protection.masking import names_that_leave
from tequio.protection.reading.standing import Passed
from tequio.protection.release import Read, Words, public
from tequio.publication.files import file_name, round_name
from tequio.publication.outgoing.actions import _write
from tests.attacks.searching import search


class EverythingPasses:
    """Two readers who look at nothing."""

    def __init__(self, process: Process) -> None:
        self.mask = Passed(process).mask

    def __call__(self, masked: str) -> Read:
        return Read.APPROVED


@pytest.mark.attack
def test_no_page_and_no_table_of_the_site_names_anybody(seeded: Process, tmp_path: Path) -> None:
    names = [file_name(row) for row in agendas(seeded)] + [round_name(row) for row in closed_rounds(seeded)]
    passed: Any = EverythingPasses(seeded)
    row: Any = SimpleNamespace(names=names)
    site = tmp_path / "sitio"
    written = _write(seeded, row, passed, ("Tecolote", "Ceiba"), site)
    seen = search([site])
    assert seen.found == []
    assert len(written) > 8
    assert sum("agenda" in name for name in written) >= 4
    page = (site / "agenda-centro.html").read_text("utf-8")
    assert "Mujeres de" in page
    assert "una persona" in page


def test_public_names_leave_as_they_are_but_for_people_in_them(seeded: Process) -> None:
    for number, name in enumerate(("Ayuntamiento de Acapulco", "Escuela Primaria Benito Juárez", "Fiscalía General",
                                   "Oficina de Rutilia Canchola Meza")):
        Institution.objects.create(process=seeded, key=f"o{number}", name=name, sphere="others")
    Territory.objects.create(process=seeded, key="t9", name="Emiliano Zapata", level=Level.MUNICIPALITY)
    Group.objects.create(process=seeded, key="j", name_es="Juventudes", name_en="Young people")
    leaving = names_that_leave(seeded)
    assert leaving["Oficina de Rutilia Canchola Meza"] == "Oficina de [una persona]"
    assert not {"Ayuntamiento de Acapulco", "Escuela Primaria Benito Juárez", "Fiscalía General", "Juventudes",
                "Young people", "Canarios"} & leaving.keys()


@pytest.mark.parametrize(("title", "leaves"), [
    ("¿Qué hacemos con Rutilia Canchola Meza?", "¿Qué hacemos con [una persona]?"),
    ("Llama al 744 123 45 67", "Llama a [un teléfono]"),
    ("Agenda Local de Bahía", "Agenda Local de Bahía"),
    ("Ronda de la colonia Las Palmas", "Ronda de la colonia Las Palmas"),
    ("Luz en la calle Hidalgo", "Luz en la calle Hidalgo")])
def test_a_title_keeps_its_places_and_loses_people(seeded: Process, title: str, leaves: str) -> None:
    assert Passed(seeded).mask(Words(title, heading=True)) == leaves


def test_the_gate_replaces_names_inside_longer_ones_first() -> None:
    content = ("Casa de Ana", "Casa de Ana del Mar", Words("dicho"))
    made = public(content, mask=lambda words: words.text, marks=(), approvals=("a", "b"),
                  read=lambda _: Read.APPROVED, names={"Casa de Ana": "Casa", "Casa de Ana del Mar": "Casa del Mar"})
    assert made.content == ("Casa", "Casa del Mar", "dicho")
