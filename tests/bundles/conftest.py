"""An office with something of every kind, and machines to exchange it with."""

from pathlib import Path

import pytest

from tequio.foundation.accounts.models import User
from tequio.foundation.places.models import Group, Process, Territory
from tequio.listening.actions import declare_silences, plan_encounter, record_voices
from tequio.listening.models import Encounter, Silence, Use, Voice
from tests.bundles.world import World


def said(number: int) -> str:
    return f"Dijo Zarvoz{number} en la sala"


def enter(actor: User, process: Process, key: str, *, voices: int = 3, territory: str = "centro") -> list[Voice]:
    """An encounter with what was said in it."""
    place = Territory.objects.get(process=process, key=territory)
    group = Group.objects.get(process=process, key="mujeres")
    encounter = Encounter(process=process, territory=place, key=key, kind="workshop", status="held")
    plan_encounter(actor=actor, encounter=encounter, attendance={group: 8}, allowed={Use.DIAGNOSIS: True,
                                                                                     Use.QUOTE: True})
    made = [Voice(process=process, encounter=encounter, territory=place, group=group, key=f"{key}-{number}",
                  text=said(number)) for number in range(voices)]
    record_voices(actor=actor, encounter=encounter, voices=made)
    declare_silences(actor=actor, process=process, silences=[
        Silence(process=process, territory=place, key=f"S-{key}", kind="refusal", text=f"Calló Zarsilencio{key}")])
    return made


@pytest.fixture
def office(process: Process, team: User, territory: Territory) -> list[Voice]:
    Territory.objects.create(process=process, key="norte", name="Norte de Prueba")
    return enter(team, process, "taller-1")


@pytest.fixture
def world(tmp_path: Path, office: list[Voice], process: Process, team: User) -> World:
    """`oficina` and `campo`, which know each other and have exchanged nothing."""
    (tmp_path / "mundo").mkdir()
    made = World(tmp_path / "mundo", process, team)
    made.add("campo")
    made.acquaint()
    return made
