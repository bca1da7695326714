"""Two analysts, a coordinator and a few voices to code."""

from collections.abc import Callable

import pytest

from tequio.diagnosis.actions import define_codebook
from tequio.diagnosis.coding.actions import Marked, Note, Seen, code_passage, wording_mark
from tequio.diagnosis.coding.queries import sheet_of
from tequio.diagnosis.models import Code, Coding
from tequio.foundation.accounts.models import Membership, Role, User
from tequio.foundation.places.models import Process, Territory
from tequio.listening.actions import plan_encounter, record_voices
from tequio.listening.models import Consent, Encounter, Use, Voice

SAID = ("Desde que apagaron el alumbrado ya nadie sale a la parada. La patrulla pasa y no se detiene. "
        "Mi vecina dejó el turno de noche porque ya nadie sale a la parada.")
Codes = dict[str, Code]
Coded = Callable[..., Coding]


def seen(voice: Voice, user: User) -> Seen:
    return Seen(sheet_of(voice, user.pseudonym).revision, wording_mark(Voice.objects.get(pk=voice.pk)))


def place(voice: Voice, quote: str) -> Marked:
    at = voice.text.index(quote)
    return Marked(at, at + len(quote))


@pytest.fixture
def codes(process: Process, team: User) -> Codes:
    rows = [Code(process=process, key=key, family=key.rstrip("0123456789"), label_es=es, label_en=en, order=order)
            for order, (key, es, en) in enumerate((
                ("IN1", "Miedo a salir", "Fear of going out"), ("RE9", "No llega nadie", "Nobody comes"),
                ("EF3", "Dejar el trabajo", "Leaving work"), ("IN", "Inseguridades", "Insecurities")))]
    rows[3].codable = False
    define_codebook(actor=team, process=process, codes=rows)
    return {row.key: row for row in rows}


@pytest.fixture
def encounter(process: Process, territory: Territory, team: User) -> Encounter:
    row = Encounter(process=process, territory=territory, key="E1", kind="forum", status="held")
    return plan_encounter(actor=team, encounter=row, attendance={}, allowed=dict.fromkeys(Use, True))


@pytest.fixture
def voices(encounter: Encounter, team: User) -> list[Voice]:
    rows = [Voice(process=encounter.process, encounter=encounter, territory=encounter.territory, key=f"V{number}",
                  text=SAID if number == 1 else f"Otra cosa que se dijo, la número {number}")
            for number in range(1, 7)]
    record_voices(actor=team, encounter=encounter, voices=rows)
    return rows


@pytest.fixture
def voice(voices: list[Voice]) -> Voice:
    return voices[0]


@pytest.fixture
def silent(encounter: Encounter, team: User) -> Voice:
    row = Voice(process=encounter.process, encounter=encounter, territory=encounter.territory, key="V9",
                text="De esto no hagan diagnóstico")
    record_voices(actor=team, encounter=encounter, voices=[row], exceptions=[Consent(
        process=encounter.process, encounter=encounter, voice=row, use=Use.DIAGNOSIS, granted=False)])
    return row


@pytest.fixture
def ana(process: Process) -> User:
    return analyst(process, "Ana")


@pytest.fixture
def beto(process: Process) -> User:
    return analyst(process, "Beto")


@pytest.fixture
def carla(process: Process) -> User:
    return analyst(process, "Carla")


def analyst(process: Process, name: str) -> User:
    user = User.objects.create_user(name, process=process)
    Membership.objects.create(user=user, process=process, role=Role.ANALYST)
    return user


@pytest.fixture
def coded(codes: Codes) -> Coded:
    def make(user: User, voice: Voice, quote: str, key: str = "IN1", note: Note | None = None) -> Coding:
        return code_passage(actor=user, voice=voice, code=codes[key], marked=place(voice, quote),
                            note=note or Note(), seen=seen(voice, user))
    return make
