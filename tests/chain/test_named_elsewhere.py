"""Rows that name what other rows hold: those that name nothing are listed, and the rest of the process is built."""

from pathlib import Path

import pytest
from tests.chain.building import listed, run, source

from tequio.deliberation.models import Reason

pytestmark = pytest.mark.django_db

VOICES = {
    "encounters.csv": "clave,tipo,estado\nE1,foro,realizado\n",
    "voices.csv": "clave,encuentro,grupo,texto,lugar\n" + "".join(
        f"V{at},E1,mujeres,No hay luz en la calle {at},\n" for at in range(1, 5)),
}
HEARD = source("encounters") + source("voices")
ROUND = ('[[rounds]]\nkey = "r1"\nterritory = "llano"\n'
         '[[rounds.sittings]]\nkey = "sala"\nencounter = "E1"\n')
TAKEN_OUT = '[sources.columns]\nmoderated = "moderada"\n'


def test_a_reason_on_what_moderators_took_out_is_listed(tmp_path: Path, home: Path) -> None:
    ledger = run(tmp_path, HEARD + source("rounds", file="rondas.toml") + source("statements", TAKEN_OUT) + source(
        "reasons", "orphans = 0"), VOICES | {
        "rondas.toml": ROUND,
        "statements.csv": "clave,ronda,texto,moderada\nA1,r1,Poner luz,1\nA2,r1,Cerrar el paso,-1\n",
        "reasons.csv": "reunion,afirmacion,voz,lado\nsala,A1,V1,a favor\nsala,A2,V2,en contra\n"})
    assert listed(ledger) == [(3, "moderated"), (3, "reason_moderated")]
    assert [row.statement.key for row in Reason.objects.all()] == ["A1"]


def test_a_reason_that_names_nothing_is_listed_where_few_do(tmp_path: Path, home: Path) -> None:
    ledger = run(tmp_path, HEARD + source("rounds", file="rondas.toml") + source("statements") + source(
        "reasons", "orphans = 0.75"), VOICES | {
        "rondas.toml": ROUND, "statements.csv": "clave,ronda,texto\nA1,r1,Poner luz\n",
        "reasons.csv": "reunion,afirmacion,voz,lado\nsala,A1,V1,a favor\nsala,A9,V2,en contra\nsala,A1,V9,en contra\n"
                       "salón,A1,V3,en contra\n"})
    assert listed(ledger) == [(3, "unknown"), (4, "unknown"), (5, "unknown")]
    assert [row.voice.key for row in Reason.objects.all()] == ["V1"]
