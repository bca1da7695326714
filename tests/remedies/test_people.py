"""Accounts, machines, phones and rooms that are refused: each remedy is followed, and then they are let in."""

import secrets
import uuid
from pathlib import Path

import pytest
from django.conf import settings
from django.core import signing
from django.test import Client
from django.urls import reverse
from tests.deliberation.room.conftest import hall, slips
from tests.listening.capture.conftest import Handset, fresh_pace, give, handset, happened, held, planned, ready
from tests.remedies.refusing import refused
from tests.web.conftest import code_of

from tequio.agendas.actions import draft_agenda
from tequio.agendas.models import Agenda, Item, Proposal
from tequio.chain.closing.resealing import reads_back
from tequio.cli.people import Added, _add
from tequio.deliberation.actions import close_round, open_round
from tequio.deliberation.models import Round, Sitting, Statement
from tequio.deliberation.opinion.cluster import connect
from tequio.deliberation.room import saying, writer
from tequio.deliberation.room.hall import Hall
from tequio.deliberation.room.models import Room
from tequio.deliberation.room.opening import MOST_SLIPS, make_slips
from tequio.deliberation.room.running import running
from tequio.deliberation.rounds.actions import open_sittings
from tequio.exchange.actions import accept_card
from tequio.exchange.cards import Card
from tequio.followup.actions import record_commitments
from tequio.followup.models import Commitment, Response
from tequio.foundation.accounts.models import Membership, User
from tequio.foundation.errors import Problem, TequioError
from tequio.foundation.places.models import Process, Territory
from tequio.foundation.vault import portable
from tequio.foundation.vault.team import set_password
from tequio.listening.capture import receiving
from tequio.listening.capture.models import Letter
from tequio.listening.models import Encounter
from tequio.protection.actions import record_release
from tequio.protection.models import Release
from tequio.protection.views import receipt_door
from tequio.web.entrance import account, factor

__all__ = ["fresh_pace", "give", "hall", "handset", "happened", "held", "planned", "ready", "slips"]
pytestmark = pytest.mark.django_db
WORDS = "doce letras o más aquí"


@pytest.fixture
def official(cast: dict[str, User]) -> User:
    account.house.__init__(most=20)  # type: ignore[misc]
    account.accounts.__init__(most=5, pause=300)  # type: ignore[misc]
    user = cast["auditor"]
    set_password(user, WORDS, given=False)
    return user


def test_a_password_that_is_not_the_one(official: User) -> None:
    refused("TQ-314", lambda: account.by_password(settings.HOME, official.pseudonym, "otra"))
    refused("TQ-314", lambda: account.by_password(settings.HOME, "nadie", WORDS))
    assert account.by_password(settings.HOME, official.pseudonym, WORDS)


@pytest.mark.parametrize(("new", "again"), [
    ("corta", "corta"), ("una larga y buena", "otra larga y buena"), (WORDS, WORDS),
    ("mi cuenta-auditor es", "mi cuenta-auditor es")])
def test_a_new_password_that_is_none(official: User, new: str, again: str) -> None:
    problem = refused("TQ-316", lambda: account.change_password(official, new, again))
    good = "nuevas palabras " + "x" * int(str(problem.facts["least"]))
    account.change_password(official, good, good)
    assert official.check_password(good)


def test_a_code_that_is_none(official: User) -> None:
    secret = factor.new_secret()
    refused("TQ-315", lambda: factor.set_up(official, secret, "000000"))
    papers = factor.set_up(official, secret, code_of(secret, -1))
    refused("TQ-315", lambda: factor.prove(official, "000000"))
    factor.prove(official, code_of(secret))
    factor.prove(official, papers[0])


def test_one_person_is_not_two(process: Process, cast: dict[str, User]) -> None:
    one, other = cast["protector"], cast["second"]
    refused("TQ-441", lambda: record_release(actor=one, second=one, process=process, title="x"))
    assert not Release.objects.exists()
    assert record_release(actor=one, second=other, process=process, title="x").pk


@pytest.mark.parametrize(("code", "asked", "mended"), [
    ("TQ-329", Added("Garza", "jefa", None, None), Added("Garza", "auditor", None, None)),
    ("TQ-329", Added("Garza", "auditor", "no-está", None), Added("Garza", "auditor", "centro", None)),
    ("TQ-319", Added("Garza", "official", None, None), Added("Garza", "official", None, "ayto")),
    ("TQ-319", Added("Garza", "auditor", None, "ayto"), Added("Garza", "auditor", None, None))])
def test_who_is_let_in_as_what(
        process: Process, cast: dict[str, User], code: str, asked: Added, mended: Added,
        monkeypatch: pytest.MonkeyPatch) -> None:
    process.institutions.create(key="ayto", name="Ayuntamiento", sphere="municipality")
    monkeypatch.setattr("tequio.cli.people.fresh_passphrase", lambda descriptor: ("naipe salud moreno senda", False))
    problem = refused(code, lambda: _add(cast["coordinator"], process, asked, None))
    told = problem.message()
    assert mended.role in told or (mended.institution or "") in told
    _add(cast["coordinator"], process, mended, None)
    assert Membership.objects.get(user__pseudonym="Garza").role == mended.role


def card(process_id: uuid.UUID, signer: bytes = b"x" * 32) -> Card:
    made = object.__new__(Card)
    for name, value in {"process_id": process_id, "signer": signer}.items():
        object.__setattr__(made, name, value)
    return made


def test_a_card_of_another_process(process: Process, team: User) -> None:
    refused("TQ-342", lambda: accept_card(actor=team, process=process, card=card(uuid.uuid4())))


def test_the_card_of_this_very_machine(process: Process, team: User, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = card(process.pk)
    monkeypatch.setattr("tequio.exchange.actions.own_card", lambda *_: mine)
    refused("TQ-357", lambda: accept_card(actor=team, process=process, card=mine))


def test_an_account_of_a_backup_that_is_here_already(team: User) -> None:
    refused("TQ-330", lambda: portable._refuse_known(User, [team]))
    portable._refuse_known(User, [User(pseudonym=team.pseudonym)])


def test_a_backup_of_another_shape() -> None:
    refused("TQ-332", lambda: portable.take_shape([["listening", "9999_later"]]))


def test_sealed_words_are_asked_for_by_no_column() -> None:
    refused("TQ-306", lambda: list(Item.objects.values("text")))
    assert list(Item.objects.values("number")) == []


def test_letters_of_a_phone(handset: Handset, monkeypatch: pytest.MonkeyPatch) -> None:
    note = handset.note("Falta luz")
    assert handset.send(note, b"x")[1]["code"] == "405"
    assert handset.send(note)[0] == 200
    assert handset.send(handset.note("Otra"), item=note.item)[1]["code"] == "409"
    monkeypatch.setattr(receiving, "MOST_LETTERS", 1)
    other = handset.note("Ya no cabe")
    assert handset.send(other)[1]["code"] == "406"
    monkeypatch.setattr(receiving, "MOST_LETTERS", 2)
    assert handset.send(other)[0] == 200 and Letter.objects.count() == 2


def test_letters_that_come_too_fast(handset: Handset, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receiving.invited, "take", lambda name: False)
    note = handset.note("Falta luz")
    assert handset.send(note)[1]["code"] == "407" and not Letter.objects.exists()
    monkeypatch.undo()
    assert handset.send(note)[0] == 200


def test_words_of_no_slip_and_words_of_too_long_ago(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    said = {"words": "uno dos tres cuatro cinco seis"}
    assert Problem("TQ-485").what("es") in client.post(reverse("receipt"), said).content.decode()
    old = signing.dumps(str(uuid.uuid4()), salt=receipt_door.PURPOSE)
    assert Problem("TQ-486").what("es") in client.post(reverse("receipt_use"), {"token": old}).content.decode()


def test_a_scheduler_that_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tequio.deliberation.opinion.cluster.PATIENCE_SECONDS", 0.2)
    refused("TQ-613", lambda: connect("tcp://127.0.0.1:9"))


def test_letters_and_slips_of_another_room(hall: Hall, slips: list[str]) -> None:
    refused("TQ-614", lambda: saying.read(secrets.token_bytes(32), b"nada de esta sala"))
    strange = "ZZZZ" if not hall.has("ZZZZ") else "YYYY"
    refused("TQ-618", lambda: hall.take_paper(strange, {"A1": 1}, moment=1))
    hall.take_paper(slips[0][:4], {"A1": 1}, moment=1)


def test_a_disk_that_keeps_nothing(hall: Hall, slips: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(writer, "PATIENCE", -1)
        refused("TQ-616", lambda: hall.take_paper(slips[0][:4], {"A1": 1}, moment=1))


@pytest.mark.parametrize("count", [0, -3, MOST_SLIPS + 1])
def test_slips_by_the_sheet(team: User, hall: Hall, count: int) -> None:
    problem = refused("TQ-620", lambda: make_slips(actor=team, room=Room(), hall=hall, count=count))
    assert problem.facts["most"] == MOST_SLIPS


def test_a_room_that_this_program_does_not_have_open() -> None:
    refused("TQ-624", lambda: running(Room()))


@pytest.fixture
def round_here(process: Process, territory: Territory, team: User) -> Round:
    row = Round(process=process, territory=territory, key="r1", title="Ronda")
    return open_round(actor=team, round=row, statements=[Statement(process=process, round=row, key="A1", text="Luz.")])


def test_a_sitting_of_another_round_or_of_a_closed_one(round_here: Round, process: Process, team: User) -> None:
    far = Process.objects.create(name="Otro")
    place = Territory.objects.create(process=far, key="x", name="X")
    held = Encounter.objects.create(process=far, territory=place, key="E", kind="workshop", status="held")
    row = Sitting(process=process, round=round_here, key="s1", title="S", encounter=held)
    refused("TQ-642", lambda: open_sittings(actor=team, round=round_here, sittings=[row]))
    row.encounter = None
    assert open_sittings(actor=team, round=round_here, sittings=[row]) == 1
    close_round(actor=team, round=round_here)
    late = Sitting(process=process, round=round_here, key="s2", title="S")
    refused("TQ-691", lambda: open_sittings(actor=team, round=round_here, sittings=[late]))


def test_an_item_stands_on_something(process: Process, territory: Territory, team: User) -> None:
    agenda = Agenda(process=process, territory=territory, title="A")
    item = Item(process=process, agenda=agenda, number=1, key="I1", text="Luz.")
    refused("TQ-701", lambda: draft_agenda(actor=team, agenda=agenda, openings=[], items=[item], sources=[]))
    assert not Agenda.objects.exists()
    behind = Proposal(process=process, territory=territory, key="P1", text="Luz.")
    behind.save()
    draft_agenda(actor=team, agenda=agenda, openings=[], items=[item], sources=[(behind, item)])
    assert Item.objects.count() == 1


@pytest.mark.parametrize("kind", ["rejects", "silent"])
def test_no_agreement_rests_on_a_refusal(process: Process, territory: Territory, team: User, kind: str) -> None:
    answer = Response(process=process, key="R1", kind=kind)
    made = Commitment(process=process, response=answer, key="C1", text="x")
    refused("TQ-751", lambda: record_commitments(actor=team, process=process, commitments=[made]))
    assert not Commitment.objects.exists()


def test_what_was_handed_over_and_does_not_open(tmp_path: Path) -> None:
    told = refused("TQ-366", lambda: reads_back(tmp_path / "entrega.tequio", b"x" * 32))
    assert "entrega.tequio" in told.what("es")


def test_a_name_is_told_in_no_refusal(cast: dict[str, User]) -> None:
    with pytest.raises(TequioError) as fault:
        account.by_password(settings.HOME, "Remigia Zarsecreta", "x")
    assert "Zarsecreta" not in fault.value.problem.message()
