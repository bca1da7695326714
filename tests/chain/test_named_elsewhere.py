"""Rows that name what other rows hold: those that name nothing are listed, and the rest of the process is built."""

from pathlib import Path

import pytest
from tests.chain.building import listed, refused, run, source

from tequio.agendas.models import Item, Proposal
from tequio.deliberation.models import Reason, Round, Statement
from tequio.deliberation.urns import ballots_of

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


def test_a_statement_that_names_no_voice_is_listed_with_its_votes_and_reasons(tmp_path: Path, home: Path) -> None:
    sheets = VOICES | {
        "rondas.toml": ROUND,
        "statements.csv": "clave,ronda,texto,voz\nA1,r1,Poner luz,V1\nA2,r1,Cerrar el paso,V9\nA3,r9,Abrir,V2\n",
        "votes.csv": "ronda,participante,afirmacion,voto\nr1,ana,A1,1\nr1,ana,A2,-1\nr1,leo,A2,1\n",
        "reasons.csv": "reunion,afirmacion,voz,lado\nsala,A1,V1,a favor\nsala,A2,V2,en contra\n"}
    ledger = run(tmp_path, HEARD + source("rounds", file="rondas.toml") + source(
        "statements", "orphans = 0.67") + source("votes", "orphans = 0") + source("reasons", "orphans = 0"), sheets)
    assert {(row.file, row.row, row.reason) for row in ledger.listed} == {
        ("statements.csv", 3, "unknown"), ("statements.csv", 4, "unknown"), ("votes.csv", 3, "unknown"),
        ("votes.csv", 4, "unknown"), ("reasons.csv", 3, "unknown")}
    assert [row.key for row in Statement.objects.all()] == ["A1"]
    ballots, votes = ballots_of(Round.objects.get(key="r1"))
    assert [(vote.statement, vote.position) for vote in votes] == [("A1", 1)]
    # Whoever voted only on what is listed has voted all the same.
    assert len(ballots) == 2
    assert refused(tmp_path, HEARD + source("rounds", file="rondas.toml") + source("statements"), sheets).row == 3


FOUND = {"findings.csv": "clave,tipo,afirmacion,voces\nH1,contexto,Falta luz,V1\n"}
ASKED = "clave,texto,voces,hallazgos,antecede\n"


@pytest.mark.parametrize("row", ["P2,Podar,V9,,", "P2,Podar,V2,H9,", "P2,Podar,V2,,P9", "P2,Podar,V2; V9,H1,P1"])
def test_a_proposal_that_comes_from_nothing_known_is_listed(row: str, tmp_path: Path, home: Path) -> None:
    sheets = VOICES | FOUND | {"proposals.csv": f"{ASKED}P1,Poner luz,V1,H1,\n{row}\n"}
    ledger = run(tmp_path, HEARD + source("findings") + source("proposals", "orphans = 0.5"), sheets)
    assert listed(ledger) == [(3, "unknown")]
    assert [(row.key, row.status) for row in Proposal.objects.all()] == [("P1", "current")]
    problem = refused(tmp_path, HEARD + source("findings") + source("proposals"), sheets)
    assert (problem.code, problem.row) == ("TQ-124", 3)


def test_versions_of_one_sheet_find_each_other_in_any_order(tmp_path: Path, home: Path) -> None:
    run(tmp_path, HEARD + source("proposals", "orphans = 0"), VOICES | {
        "proposals.csv": f"{ASKED}P3,Poner y cuidar luz,V3,,P2; p1\nP1,Poner luz,V1,,\nP2,Cuidar la luz,V2,,\n"})
    status = dict(Proposal.objects.values_list("key", "status"))
    assert status == {"P1": "superseded", "P2": "superseded", "P3": "current"}
    assert [row.key for row in Item.objects.all()] == ["P3"]


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0), (1, 3, 0, 2)])
def test_what_takes_in_a_listed_version_is_listed_wherever_it_stands(
        order: tuple[int, ...], tmp_path: Path, home: Path) -> None:
    rows = ["P1,Poner luz,V9,,", "P2,Cuidar la luz,V2,,P1", "P3,Poner y cuidar luz,V3,,P2", "P4,Podar,V4,,"]
    ledger = run(tmp_path, HEARD + source("proposals", "orphans = 0.75"), VOICES | {
        "proposals.csv": ASKED + "".join(f"{rows[at]}\n" for at in order)})
    assert {row for row, _ in listed(ledger)} == {order.index(at) + 2 for at in range(3)}
    assert [(row.key, row.status) for row in Proposal.objects.all()] == [("P4", "current")]


@pytest.mark.parametrize("row", ["N1,Luz,P9,", "N1,Luz,P1,monte"])
def test_a_national_line_that_names_nothing_is_listed_and_the_others_follow_each_other(
        row: str, tmp_path: Path, home: Path) -> None:
    sheets = VOICES | {"proposals.csv": f"{ASKED}P1,Poner luz,V1,,\nP2,Podar,V2,,\n",
                       "national_items.csv": f"clave,texto,propuestas,compartido\n{row}\nN2,Podar,P2,llano\n"}
    ledger = run(tmp_path, HEARD + source("proposals") + source("national_items", "orphans = 0.5"), sheets)
    assert listed(ledger) == [(2, "unknown")]
    item, = Item.objects.filter(agenda__territory=None)
    assert (item.key, item.number, [place.key for place in item.shared.all()]) == ("N2", 1, ["llano"])
