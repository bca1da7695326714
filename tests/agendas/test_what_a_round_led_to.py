"""A closed round: each statement becomes a proposal, changes one, or stays as a disagreement, and the trail says so."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.agendas.conftest import Write

from tequio.agendas.models import Carried, Proposal
from tequio.agendas.proposals.actions import Worded, write_proposal
from tequio.agendas.proposals.rounds import change_by_round, leave_open, propose
from tequio.deliberation.models import Round, RoundStatus, Statement
from tequio.foundation.accounts.models import User
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Process, Territory
from tequio.foundation.trail.actions import add, join
from tequio.foundation.trail.queries import upstream

pytestmark = pytest.mark.django_db
WORDS = Worded("Que haya luz y quien acompañe")


@pytest.fixture
def held(process: Process, territory: Territory) -> Round:
    row = Round(process=process, territory=territory, key="r1", title="Primera ronda", status=RoundStatus.CLOSED)
    row.save(force_insert=True)
    return row


@pytest.fixture
def statement(held: Round) -> Statement:
    row = Statement(process=held.process, round=held, key="A1", text="Que haya quien acompañe a la salida")
    add([row])
    return row


def test_a_proposal_says_which_round_it_comes_from_once(statement: Statement, writer: User) -> None:
    made = propose(actor=writer, statement=statement, worded=WORDS)
    assert statement.pk in {node.id for node in upstream(statement.process_id, made.pk)}
    for act in (lambda: propose(actor=writer, statement=statement, worded=WORDS),
                lambda: leave_open(actor=writer, statement=statement, reason="x"),
                lambda: change_by_round(actor=writer, statement=statement, proposal=made, worded=Worded("x"))):
        with pytest.raises(TequioError, match="TQ-539"):
            act()
    assert Carried.objects.get().led == "proposed"


def test_what_a_round_weighed_changes_and_its_vote_stays_with_the_old_wording(
        statement: Statement, write: Write, writer: User, process: Process) -> None:
    old = write()
    join([(old, statement)])
    made = change_by_round(actor=writer, statement=statement, proposal=old, worded=WORDS)
    assert {old.pk, statement.pk} <= {node.id for node in upstream(process.pk, made.pk)}
    far = Territory.objects.create(process=process, key="lejos", name="Lejos")
    other = Statement(process=process, round=statement.round, key="A2", text="Otra")
    add([other])
    away = write_proposal(actor=writer, territory=far, worded=Worded("Lejos"))
    with pytest.raises(TequioError, match="TQ-507"):
        change_by_round(actor=writer, statement=other, proposal=away, worded=WORDS)
    assert Carried.objects.count() == 1


def test_an_open_round_and_what_reproduces_violence_lead_to_no_proposal(statement: Statement, writer: User) -> None:
    statement.reproduces_violence = "yes"
    with pytest.raises(TequioError, match="TQ-540"):
        propose(actor=writer, statement=statement, worded=WORDS)
    with pytest.raises(TequioError, match="TQ-508"):
        leave_open(actor=writer, statement=statement, reason=" ")
    statement.round.status = RoundStatus.OPEN
    with pytest.raises(TequioError, match="TQ-539"):
        leave_open(actor=writer, statement=statement, reason="No se ponen de acuerdo")
    statement.round.status = RoundStatus.CLOSED
    leave_open(actor=writer, statement=statement, reason="No se ponen de acuerdo")
    assert Carried.objects.get().reason == "No se ponen de acuerdo" and not Proposal.objects.exists()


def test_only_analysts_and_coordination_carry_a_round_on(statement: Statement, write: Write,
                                                         cast: dict[str, User]) -> None:
    old = write()
    acts: list[Callable[[User], Any]] = [
        lambda who: propose(actor=who, statement=statement, worded=WORDS),
        lambda who: change_by_round(actor=who, statement=statement, proposal=old, worded=WORDS),
        lambda who: leave_open(actor=who, statement=statement, reason="x")]
    for who in ("facilitator", "protector", "official", "auditor", "trustee", "stranger"):
        for act in acts:
            with pytest.raises(TequioError, match="TQ-311"):
                act(cast[who])
    assert not Carried.objects.exists()


def test_the_page_offers_the_three_ways_and_says_what_came_of_each(
        client: Client, enter: Callable[[Client, User], Client], statement: Statement, write: Write, writer: User,
        cast: dict[str, User]) -> None:
    at, old = statement.process_id, write()
    join([(old, statement)])
    other = Statement(process=statement.process, round=statement.round, key="A2", text="Que cierre temprano el bar")
    add([other])
    here = reverse("agendas:of_round", args=[at, statement.round_id])
    enter(client, writer)
    page = client.get(here).content.decode()
    assert page.count("Hacerla propuesta") == 2 and page.count("Cambiar la propuesta") == 1
    for name in ("propose", "change_by_round", "leave_open"):
        assert client.get(reverse(f"agendas:{name}", args=[at, statement.pk])).status_code == 200
    client.post(reverse("agendas:change_by_round", args=[at, statement.pk]), {"text": "Luz y compañía"})
    client.post(reverse("agendas:leave_open", args=[at, other.pk]), {"reason": "Unos lo quieren y otros no"})
    page = client.get(here).content.decode()
    assert "Unos lo quieren y otros no" in page and "Cambió una propuesta" in page and "Hacerla" not in page
    enter(client, cast["facilitator"])
    assert client.post(reverse("agendas:propose", args=[at, statement.pk]), {"text": "x"}).status_code == 404
