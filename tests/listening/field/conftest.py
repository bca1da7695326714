"""Encounters at each step, made through the verbs of the room."""

import datetime

import pytest

from tequio.foundation.accounts.models import User
from tequio.foundation.places.models import Group, Process, Territory
from tequio.listening.fieldwork import holding, planning
from tequio.listening.fieldwork.planning import Arranged, Prepared
from tequio.listening.guides import checklist
from tequio.listening.models import Encounter, Recording, Use

DAY = datetime.date(2026, 11, 26)
MONDAY = datetime.date(2026, 11, 23)
ARRANGED = Arranged(DAY, "17:00", "Salón Zarlugar", "Llama Ceiba a las ocho")
PREPARED = Prepared("Centro de salud", "Levantar la mano", "En parejas", "Avisar a Mezquite",
                    dict.fromkeys(checklist("es"), ("clear", "")))


@pytest.fixture
def planned(process: Process, territory: Territory, team: User) -> Encounter:
    return planning.prepare_encounter(actor=team, process=process, territory=territory, kind="workshop",
                                      arranged=ARRANGED, facilitator="Ceiba", team=["Mezquite"], recording="notes")


@pytest.fixture
def ready(planned: Encounter, team: User) -> Encounter:
    planning.assess(actor=team, encounter=planned, prepared=PREPARED)
    planning.decide(actor=team, encounter=planned, go=True)
    return planned


@pytest.fixture
def happened(women: Group) -> holding.Happened:
    return holding.Happened(DAY, {women: 9}, {use: use != Use.ARCHIVE for use in Use}, Recording.NOTES, "no_minors")


@pytest.fixture
def held(ready: Encounter, team: User, happened: holding.Happened) -> Encounter:
    holding.hold_encounter(actor=team, encounter=ready, happened=happened)
    return ready


