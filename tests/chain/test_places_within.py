"""A territory is itself and all within it: in the gate of the return, in booklets, on pages, in what is taken back."""

from collections import Counter
from pathlib import Path

import pytest

from tequio.agendas.compose import compose
from tequio.agendas.models import Agenda
from tequio.chain.ledger import Ledger
from tequio.chain.process_file import read_process_file
from tequio.chain.stages.run import run_stages
from tequio.diagnosis.queries import findings, findings_by_place, voices_by_code
from tequio.foundation.places.models import Process, Territory
from tequio.foundation.places.tree import holders, municipalities, within
from tequio.foundation.register import steps
from tequio.listening.queries import encounters, groups_heard, silences, voices
from tequio.publication.files import draft_marks, public_marks
from tequio.web.pages.home import _by_territory, _reached, _thread

CASE = Path(__file__).parents[3] / "shared" / "cases" / "37-return-gate"
pytestmark = pytest.mark.django_db

PROCESS = """
[process]
name = "Río"
[[territories]]
key = "rio"
name = "Río Hondo"
[[territories]]
key = "vega"
name = "La Vega"
level = "neighbourhood"
parent = "rio"
[[territories]]
key = "sierra"
name = "Sierra Alta"
[[groups]]
key = "mujeres"
es = "Mujeres"
[[groups]]
key = "jovenes"
es = "Jóvenes"
[[groups]]
key = "mayores"
es = "Mayores"
[[sources]]
kind = "encounters"
file = "enc.csv"
[[sources]]
kind = "voices"
file = "voces.csv"
[[sources]]
kind = "silences"
file = "sil.csv"
[[sources]]
kind = "codings"
file = "cod.csv"
[[sources]]
kind = "findings"
file = "hall.csv"
territory = "vega"
[[sources]]
kind = "proposals"
file = "prop.csv"
territory = "rio"
[[sources]]
kind = "returns"
file = "dev.csv"
territory = "rio"
"""
SHEETS = {
    "enc.csv": "clave,lugar,tipo,estado,semana,asistencia\nE1,vega,taller,realizado,2025-03-10,mujeres:9\n"
               "E2,rio,foro,realizado,2025-03-17,jovenes:12\nE3,sierra,foro,realizado,2025-03-17,mayores:12\n",
    "voces.csv": "clave,encuentro,grupo,texto\n" + "".join(
        f"V{n},{'E1' if n % 2 else 'E2'},{'mujeres' if n % 2 else 'jovenes'},En la esquina {n} asaltan de noche\n"
        for n in range(1, 26)) + "S1,E3,mayores,Nos roban el ganado\n",
    "sil.csv": "clave,lugar,tipo,grupo,texto\nS1,vega,tema_evitado,mujeres,De eso no se habla en la mesa\n",
    "cod.csv": "voz,codigo,cita,codificador,estado\nV1,VL1,asaltan,Ana,aceptada\n",
    "hall.csv": "clave,tipo,afirmacion,voces\nH1,inseguridad,Asaltan de noche en La Vega,V1; V3\n",
    "prop.csv": "clave,grupo,texto,voces\nP1,mujeres,Poner lámparas en la esquina,V1; V2\n",
    "dev.csv": "grupo,semana,resultado,nota\nmujeres,2025-05-05,corregida,Cambiar una palabra\n"
               "mujeres,2025-05-05,corregida,Cambiar una palabra\nmujeres,2025-06-02,validada,\n",
}


def run(folder: Path, **changed: str) -> tuple[Process, Ledger]:
    for name, text in (SHEETS | changed).items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "proceso.toml").write_text(PROCESS, encoding="utf-8")
    ledger = Ledger()
    made = run_stages(read_process_file(folder / "proceso.toml"), folder, "frase", ledger, lambda *_: None)
    return Process.objects.get(pk=made), ledger


def test_a_booklet_counts_what_its_neighbourhoods_gave(tmp_path: Path, home: Path) -> None:
    process, ledger = run(tmp_path)
    assert ledger.unaccounted() == {}
    assert Counter(row.reason for row in ledger.listed) == {"repeated": 1}
    rio, vega, sierra = (process.territories.get(key=key) for key in ("rio", "vega", "sierra"))
    assert within(rio) == {rio.pk, vega.pk} and within(vega) == {vega.pk}
    agenda = Agenda.objects.get(territory=rio)
    content = compose(process, agenda)
    # Twenty-five voices, thirteen of them of the neighbourhood: more than the threshold of ten.
    assert content.voices.value == 25
    assert [gap.kind for gap in content.gaps] == ["tema evitado"]
    assert {claim.id for claim in (*content.shared, *content.differences, *content.alone)} | {
        claim.id for part in content.parts for claim in part.context} == set(
            findings(process, territory=rio).values_list("pk", flat=True))
    # The women have seen it twice, and are one group; the young have not seen it.
    assert (content.status_key, content.waiting) == ("returned", ("Jóvenes",))
    assert "Jóvenes" in content.status
    assert [len(part.returns) for part in content.parts if part.group == "Mujeres"] == [2]
    for marks in (draft_marks(process, agenda), public_marks(process, agenda)):
        assert any("no devuelto a todos los grupos" in mark for mark in marks)
    _the_same_everywhere(process, rio, vega, sierra)


def _the_same_everywhere(process: Process, rio: Territory, vega: Territory, sierra: Territory) -> None:
    """Every room counts the neighbourhood into its municipality, and into no other."""
    for read in (voices, silences, findings, encounters):
        counts = {place.key: read(process, territory=place).count() for place in (rio, vega, sierra)}
        assert counts["rio"] >= counts["vega"] > 0
        assert set(read(process, territory=rio).values_list("pk", flat=True)).isdisjoint(
            read(process, territory=sierra).values_list("pk", flat=True))
    assert {group.key for group in process.groups.filter(pk__in=groups_heard(process, territory=rio))} == {
        "mujeres", "jovenes"}
    code, = {code for code, _ in voices_by_code(process)}
    assert voices_by_code(process) == Counter({(code, rio.pk): 1, (code, vega.pk): 1})
    assert findings_by_place(process) == Counter({rio.pk: 1, vega.pk: 1})
    reached = _reached(process, {step.key: _by_territory(process, step) for step in steps()})
    there, elsewhere = (_thread(process, place, reached, team=True)["reached"] for place in (rio, sierra))
    assert there["finding"] and not elsewhere["finding"]
    assert municipalities(process.pk)[vega.pk] == rio.pk
    assert holders(process.pk)[vega.pk] == (vega.pk, rio.pk)


def test_forums_with_places_of_their_own_are_owed_to_all_who_spoke(tmp_path: Path, home: Path) -> None:
    (tmp_path / "p.toml").write_text("""
[process]
name = "Foro"
[[territories]]
key = "valle"
name = "Valle"
[[groups]]
key = "mujeres"
es = "Mujeres"
[[groups]]
key = "jovenes"
es = "Jóvenes"
[[sources]]
kind = "consultation"
file = "foro.csv"
[sources.columns]
place = "Barrio"
group = "Quién"
proposal = "Qué piden"
[[sources]]
kind = "returns"
file = "dev.csv"
""", encoding="utf-8")
    (tmp_path / "foro.csv").write_text("Barrio,Quién,Qué piden\nEl Pozo,Mujeres,Arreglar el puente\n"
                                       "La Era,Jóvenes,Abrir la biblioteca\n", encoding="utf-8")
    (tmp_path / "dev.csv").write_text("grupo,semana,resultado\nmujeres,2025-05-05,validada\n", encoding="utf-8")
    made = run_stages(read_process_file(tmp_path / "p.toml"), tmp_path, "frase", Ledger(), lambda *_: None)
    process = Process.objects.get(pk=made)
    content = compose(process, Agenda.objects.get(process=process))
    assert (content.status_key, content.waiting) == ("returned", ("Jóvenes",))


def test_the_forum_that_came_with_one_return_waits_for_two_groups(tmp_path: Path, home: Path) -> None:
    if not CASE.is_dir():
        pytest.skip(f"{CASE} is not here")
    made = run_stages(read_process_file(CASE / "proceso.toml"), tmp_path, "frase", Ledger(), lambda *_: None)
    process = Process.objects.get(pk=made)
    content = compose(process, Agenda.objects.get(process=process))
    assert (content.status_key, len(content.waiting), len(content.gaps)) == ("returned", 2, 1)
