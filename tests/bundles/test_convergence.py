"""Three machines that edit, delete, take back, decide and exchange in any order, with repeats and losses: in the end,
when everybody has everything, all show the same and ask the same."""

import tempfile
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as trials
from hypothesis import strategies as st

from tequio.exchange.conflicts import MINE, THEIRS, decisions, resolve
from tequio.foundation.accounts.models import Membership, Role, User
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Group, Process, Territory
from tequio.foundation.vault.keyring import keyring
from tequio.listening.models import Consent, Encounter, Plan, Silence, Use, Voice
from tequio.protection.withdrawing.actions import narrow, withdraw_encounter, withdraw_voice
from tequio.protection.withdrawing.models import Withdrawal
from tests.bundles.conftest import enter
from tests.bundles.world import PASSPHRASE, World

pytestmark = pytest.mark.django_db(transaction=False)
FEW, MANY, STEPS = 6, 40, 14
NAMES = ("oficina", "campo", "archivo")
ACTS = ("edit", "edit", "delete", "enter", "plan", "withdraw", "withdraw_encounter", "narrow", "decide", "rename")
steps = st.lists(st.one_of(
    st.tuples(st.sampled_from(ACTS), st.sampled_from(NAMES), st.integers(0, 5)),
    st.tuples(st.just("send"), st.sampled_from(NAMES), st.sampled_from(NAMES)),
    st.tuples(st.just("take"), st.integers(0, 9), st.booleans())), min_size=4, max_size=STEPS)


def build(folder: Path) -> World:
    settings.HOME = folder / "casa"
    settings.HOME.mkdir()
    process = Process.objects.create(name="Prueba")
    keyring.create(settings.HOME, process.pk, pseudonym="equipo", passphrase=PASSPHRASE)
    Territory.objects.create(process=process, key="centro", name="Centro")
    Group.objects.create(process=process, key="mujeres", name_es="Mujeres")
    user = User.objects.create_user("equipo", process=process)
    for role in (Role.FACILITATOR, Role.PROTECTOR, Role.ANALYST, Role.COORDINATOR):
        Membership.objects.create(user=user, process=process, role=role)
    enter(user, process, "taller-1")
    world = World(folder, process, user)
    for name in NAMES[1:]:
        world.add(name)
    world.acquaint()
    return world


def act(world: World, what: str, at: str, number: int) -> None:
    with world.at(at) as process:
        voices = list(Voice.objects.order_by("key"))
        silences = list(Silence.objects.order_by("key"))
        encounters = list(Encounter.objects.order_by("key"))
        if what == "enter":
            if Territory.objects.filter(key="centro").exists():
                enter(world.actor, process, f"taller-{number}" if not Encounter.objects.filter(
                    key=f"taller-{number}").exists() else f"otro-{at}-{len(encounters)}", voices=number % 3)
        elif what == "edit" and silences:
            row = silences[number % len(silences)]
            row.text = f"Escribió {at} {number}"
            row.save()
        elif what == "delete" and silences:
            silences[number % len(silences)].delete()
        elif what == "rename" and silences:
            row = silences[number % len(silences)]
            if not Silence.objects.filter(key=f"R{number}").exists():
                row.key = f"R{number}"
                row.save()
        elif what == "plan" and encounters:
            row = encounters[number % len(encounters)]
            Plan.objects.update_or_create(encounter=row, defaults={"process": process, "care": f"{at} {number}"})
        elif what == "withdraw" and voices:
            withdraw_voice(actor=world.actor, voice=voices[number % len(voices)])
        elif what == "withdraw_encounter" and encounters and number == 0:
            withdraw_encounter(actor=world.actor, encounter=encounters[0])
        elif what == "narrow" and voices:
            narrow(actor=world.actor, about=voices[number % len(voices)], uses=[Use.QUOTE])
        elif what == "decide":
            open_now = decisions(process)
            if open_now:
                one = open_now[number % len(open_now)]
                try:
                    resolve(actor=world.actor, process=process, conflict=one.id, keep=(MINE, THEIRS)[number % 2])
                except TequioError as fault:
                    assert fault.problem.code == "TQ-355"


def play(world: World, moves: list[tuple[object, ...]]) -> None:
    sent: list[tuple[str, bytes]] = []
    for move in moves:
        if move[0] == "send":
            origin, to = str(move[1]), str(move[2])
            if origin != to:
                sent.append((to, world.send(origin, to)))
        elif move[0] == "take":
            if sent:
                # Bundles come in any order, more than once, or never.
                place = int(str(move[1])) % len(sent)
                world.take(*(sent[place] if move[2] else sent.pop(place)))
        else:
            act(world, str(move[0]), str(move[1]), int(str(move[2])))


def everybody_gets_everything(world: World, times: int = 3) -> None:
    """All bring theirs to the office and fetch it there; again, since what arrives may reach further."""
    for _ in range(times):
        for origin, to in ((0, 1), (1, 0), (0, 2), (2, 0)):
            world.take(NAMES[to], world.send(NAMES[origin], NAMES[to]))


@pytest.mark.slow
@trials(max_examples=FEW, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(moves=steps)
def test_all_machines_end_alike(moves: list[tuple[object, ...]]) -> None:
    exchanged(moves)


@pytest.mark.soak
@trials(max_examples=MANY, deadline=None, suppress_health_check=list(HealthCheck))
@given(moves=steps)
def test_all_machines_end_alike_however_often_it_is_tried(moves: list[tuple[object, ...]]) -> None:
    exchanged(moves)


def exchanged(moves: list[tuple[object, ...]]) -> None:
    home = settings.HOME
    try:
        with tempfile.TemporaryDirectory() as folder, transaction.atomic():
            world = build(Path(folder))
            everybody_gets_everything(world, 1)
            said = {name: set(world.contents(name)) for name in NAMES}
            assert said["oficina"] == said["campo"] == said["archivo"]
            play(world, moves)
            everybody_gets_everything(world)
            first = world.contents("oficina")
            for name in NAMES[1:]:
                assert world.contents(name) == first
                assert world.conflicts(name) == world.conflicts("oficina")
            nothing_came_back(world)
            transaction.set_rollback(True)
    finally:
        settings.HOME = home
        keyring._open.clear()


def nothing_came_back(world: World) -> None:
    for name in NAMES:
        with world.at(name):
            for row in Withdrawal.objects.filter(kind="voice", uses=[]):
                assert not Voice.objects.filter(pk=row.object_id).exists()
            assert all(voice.text for voice in Voice.objects.all())
            refused = Withdrawal.objects.filter(kind="voice").exclude(uses=[])
            assert not Consent.objects.filter(voice_id__in=refused.values("object_id"), use="quote",
                                              granted=True).exists()
