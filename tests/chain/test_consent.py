"""What somebody refused is not made: no coding without the diagnosis, no office without the dialogue; rows say why."""

from pathlib import Path

import pytest

from tequio.agendas.actions import draft_proposals
from tequio.agendas.compose import compose
from tequio.agendas.content import for_offices
from tequio.agendas.models import Agenda, Proposal
from tequio.agendas.queries import kept_from_offices
from tequio.chain.build import account
from tequio.chain.ledger import Ledger
from tequio.chain.process_file import read_process_file
from tequio.chain.stages.run import run_stages
from tequio.diagnosis.models import Coding, Finding, Link
from tequio.followup.actions import record_responses
from tequio.followup.models import Action, Commitment, Response, Verdict
from tequio.foundation.accounts.models import User
from tequio.foundation.errors import TequioError
from tequio.foundation.paper import render_html
from tequio.foundation.places.models import Group, Process, Territory
from tequio.listening.actions import plan_encounter, record_voices
from tequio.listening.models import Encounter, Use, Voice
from tequio.listening.queries import allowing, refusing
from tequio.protection import release
from tequio.protection.reading.queue import leavable
from tequio.publication.agenda_document import agenda_document

pytestmark = pytest.mark.django_db

KINDS = ("encounters", "voices", "codings", "links", "findings", "proposals", "responses", "commitments", "actions",
         "verdicts")
HEAD = """
[process]
name = "Permisos"
[[territories]]
key = "vado"
name = "El Vado"
[[groups]]
key = "mujeres"
es = "Mujeres"
[[institutions]]
key = "ayuntamiento"
name = "Ayuntamiento"
sphere = "municipality"
"""
SHEETS = {
    "encounters": "clave,lugar,tipo,estado,semana,consentimiento\nE1,vado,taller,realizado,2025-03-10,"
                  "diagnostico; cita; dialogo; archivo\nE2,vado,taller,realizado,2025-03-17,cita; dialogo\n"
                  "E3,vado,taller,realizado,2025-03-24,\n",
    "voices": "clave,encuentro,grupo,texto,consentimiento\n"
              "V1,E1,mujeres,Cobran piso en el mercado,\nV2,E1,mujeres,Cobran piso en la terminal,-diagnostico\n"
              "V3,E1,mujeres,Cobran piso en el puerto,-dialogo\nV4,E2,mujeres,Cobran piso en la feria,\n"
              "V5,E3,mujeres,Cobran piso en la playa,\nV6,E1,mujeres,Cobran piso en el muelle,-dialogo\n",
    "codings": "voz,codigo,cita,codificador,estado\nV1,VL1,Cobran piso,Ana,aceptada\nV2,VL1,Cobran piso,Ana,aceptada\n"
               "V4,VL1,Cobran piso,Ana,aceptada\n",
    "links": "voz,de,relacion,a\nV1,VL1,alimenta,VL2\nV2,VL1,alimenta,VL2\n",
    "findings": "clave,lugar,tipo,afirmacion,voces\nH1,vado,inseguridad,Cobran piso a quien vende,V1; V2\n"
                "H2,vado,inseguridad,Cobran piso en la terminal,V2; V4\n"
                "H3,vado,inseguridad,Cobran piso a quien descarga,V3; V6\n",
    "proposals": "clave,lugar,grupo,texto,voces,hallazgos\n"
                 "P1,vado,mujeres,Una ventanilla que no pida nombre,V3; V1,H2\n"
                 "P2,vado,mujeres,Que el ayuntamiento retire las casetas,V3; V6,\n"
                 "P3,vado,mujeres,Que se abra la feria los domingos,,\n",
    "responses": "clave,propuesta,institucion,tipo,dia,texto\nR1,P1,ayuntamiento,acepta,2025-06-01,Sí\n"
                 "R2,P2,ayuntamiento,acepta,2025-06-01,Sí\nR3,P3,ayuntamiento,acepta,2025-06-01,Sí\n",
    "commitments": "clave,respuesta,texto,limite\nC1,R1,Abrirla en julio,2025-07-01\nC2,R2,Quitarlas,2025-07-01\n",
    "actions": "clave,compromiso,texto,dia\nA1,C1,Se abrió,2025-07-01\nA2,C2,Se quitaron,2025-07-01\n",
    "verdicts": "propuesta,ola,estado_oficial,veredicto,razon\nP1,1,cumplido,mejoro,Hay ventanilla\n"
                "P2,1,sin_informe,igual,Siguen ahí\n",
}


@pytest.fixture
def built(tmp_path: Path, home: Path) -> tuple[Process, Ledger]:
    sources = "".join(f'[[sources]]\nkind = "{kind}"\nfile = "{kind}.csv"\n' for kind in KINDS)
    (tmp_path / "p.toml").write_text(HEAD + sources, encoding="utf-8")
    for kind, text in SHEETS.items():
        (tmp_path / f"{kind}.csv").write_text(text, encoding="utf-8")
    ledger = Ledger()
    made = run_stages(read_process_file(tmp_path / "p.toml"), tmp_path, "frase", ledger, lambda *_: None)
    return Process.objects.get(pk=made), ledger


def test_what_was_refused_is_not_made_and_its_rows_say_why(built: tuple[Process, Ledger]) -> None:
    process, ledger = built
    keys = dict(Voice.objects.values_list("pk", "key"))
    assert {keys[pk] for pk in refusing(process, Use.DIAGNOSIS)} == {"V2", "V4"}
    # E3 was asked nothing: it is coded, and not quoted.
    assert {keys[pk] for pk in refusing(process, Use.DIALOGUE)} == {"V3", "V6"}
    assert "V5" not in {keys[pk] for pk in allowing(process, Use.QUOTE)}
    coded = {keys[pk] for pk in Coding.objects.values_list("voice_id", flat=True)}
    assert coded.isdisjoint({"V2", "V4"}) and {"V1", "V5"} <= coded
    assert Link.objects.count() == 1
    assert list(Finding.objects.values_list("key", flat=True)) == ["H1", "H3"]
    told = {(row["file"], row["row"], row["reason"]) for row in account(ledger)["listed"]}
    assert told == {
        ("voices.csv", 3, "diagnosis_refused"), ("voices.csv", 5, "diagnosis_refused"),
        ("codings.csv", 3, "diagnosis_refused"), ("codings.csv", 4, "diagnosis_refused"),
        ("links.csv", 3, "diagnosis_refused"), ("findings.csv", 3, "diagnosis_refused"),
        ("responses.csv", 3, "dialogue_refused"), ("commitments.csv", 3, "dialogue_refused"),
        ("actions.csv", 3, "dialogue_refused")}
    assert all(row["why"]["es"] and row["why"]["en"] for row in account(ledger)["listed"])
    assert ledger.unaccounted() == {}
    assert Voice.objects.count() == 6


def test_what_rests_only_on_a_refused_dialogue_goes_to_no_office(built: tuple[Process, Ledger]) -> None:
    process, _ledger = built
    assert set(Response.objects.values_list("key", flat=True)) == {"R1", "R3"}
    assert (Commitment.objects.count(), Action.objects.count(), Verdict.objects.count()) == (1, 1, 2)
    agenda = Agenda.objects.get(process=process)
    content = compose(process, agenda)
    kept, = (line for part in content.parts for line in part.lines if line.stays)
    assert kept.key == "P2" and content.stays == (kept.number,)
    for public, leaves in ((False, content), (True, for_offices(content))):
        gate = release.public if public else release.internal
        more = {"approvals": ("a", "b"), "read": lambda text: release.Read.APPROVED} if public else {}
        page = render_html(agenda_document(gate(leaves, mask=lambda words: words.text, marks=(), **more)))
        assert "Puntos que no van a ninguna oficina" in page
        assert ("retire las casetas" in page) is not public
        assert "Una ventanilla que no pida nombre" in page and "feria los domingos" in page
    actor = User.objects.get(pseudonym="Coordinación")
    asked = Response(process=process, item_id=kept.id, institution=process.institutions.get(), key="R9", kind="silent")
    with pytest.raises(TequioError, match="TQ-764"):
        record_responses(actor=actor, process=process, responses=[asked])
    stranger = User.objects.create_user("ajena", process=process)
    with pytest.raises(TequioError, match="TQ-311"):
        record_responses(actor=stranger, process=process, responses=[asked])
    assert not Response.objects.filter(key="R9").exists()


def test_a_finding_without_dialogue_stays_with_those_who_made_it(built: tuple[Process, Ledger]) -> None:
    """It was allowed for the diagnosis; what is published reaches offices, so there it is left out."""
    process, _ledger = built
    content = compose(process, Agenda.objects.get(process=process))

    def claims(one: object) -> set[str]:
        return {words.text for words in release.leaves_of(one)}

    assert {"Cobran piso a quien vende", "Cobran piso a quien descarga"} <= claims(content)
    assert "Cobran piso a quien vende" in claims(for_offices(content))
    assert "Cobran piso a quien descarga" not in claims(for_offices(content))


@pytest.mark.parametrize(("asked", "consulted", "goes"), [
    ({}, False, False), ({}, True, True),
    ({Use.DIALOGUE: True}, False, True), ({Use.DIALOGUE: True}, True, True),
    ({Use.DIALOGUE: False}, False, False), ({Use.DIALOGUE: False}, True, False),
    (dict.fromkeys(Use, False), False, False), ({Use.QUOTE: True}, False, False)])
def test_what_no_voice_allowed_to_be_taken_to_an_office_is_taken_to_none(
        process: Process, territory: Territory, women: Group, team: User, asked: dict[Use, bool], consulted: bool,
        goes: bool) -> None:
    first, second = (plan_encounter(actor=team, attendance={}, allowed=allowed, encounter=Encounter(
        process=process, territory=territory, key=key, kind="workshop", status="held"))
        for key, allowed in (("E1", asked), ("E2", {Use.DIALOGUE: True})))
    voice, open_one = (Voice(process=process, encounter=met, territory=territory, group=women, key=met.key,
                             text="Que haya luz", consulted=consulted) for met in (first, second))
    for met, said in ((first, voice), (second, open_one)):
        record_voices(actor=team, encounter=met, voices=[said])
    alone, beside, of_nobody = (Proposal(process=process, territory=territory, key=key, text="Poner luz")
                                for key in ("P1", "P2", "P3"))
    draft_proposals(actor=team, process=process, proposals=[alone, beside, of_nobody], duties=[], sources=[
        (voice, alone), (voice, beside), (open_one, beside)])
    kept = kept_from_offices(process, {alone.pk, beside.pk, of_nobody.pk})
    assert kept == (set() if goes else {alone.pk})
    # Nothing of a voice that allows nothing is queued to leave, and nothing that rests on it alone goes to an office.
    if not any(asked.values()) and not consulted:
        assert voice.pk not in leavable(process) and alone.pk in kept
