"""The pages of listening: encounters beside silences, voices with what was allowed, and who may not read them."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tequio.foundation.accounts.models import User
from tequio.foundation.places.models import Group, Process, Territory
from tequio.listening.actions import declare_silences, plan_encounter, record_voices
from tequio.listening.models import (
    Consent,
    Encounter,
    EncounterKind,
    EncounterStatus,
    Recording,
    Silence,
    SilenceKind,
    Use,
    Voice,
)

pytestmark = pytest.mark.django_db
Enter = Callable[[Client, User], Client]


@pytest.fixture
def encounter(process: Process, territory: Territory, women: Group, team: User) -> Encounter:
    """A workshop of six women with one voice, allowed for everything but that this voice is not quoted."""
    made = plan_encounter(
        actor=team, attendance={women: 6}, allowed=dict.fromkeys(Use, True),
        encounter=Encounter(process=process, territory=territory, key="E1", kind=EncounterKind.WORKSHOP,
                            status=EncounterStatus.HELD))
    voice = Voice(process=process, encounter=made, territory=territory, group=women, key="V1",
                  text="Ya nadie sale a la tienda de noche")
    record_voices(actor=team, encounter=made, voices=[voice], exceptions=[
        Consent(process=process, encounter=made, voice=voice, use=Use.QUOTE, granted=False)])
    return made


def page(client: Client, name: str, *args: object) -> str:
    answer = client.get(reverse(f"listening:{name}", args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_empty_process_says_how_it_is_filled(client: Client, enter: Enter, process: Process, team: User) -> None:
    assert "Aquí todavía no hay encuentros." in page(enter(client, team), "index", process.pk)


def test_people_are_counted_by_group(client: Client, enter: Enter, encounter: Encounter, team: User) -> None:
    shown = page(enter(client, team), "index", encounter.process_id)
    assert "Taller E1" in shown and "Mujeres" in shown
    assert "no se guarda quién vino" in shown


def test_silences_stand_beside_encounters(client: Client, enter: Enter, encounter: Encounter, team: User) -> None:
    silence = Silence(process=encounter.process, territory=encounter.territory, key="S1",
                      kind=SilenceKind.TOPIC_AVOIDED, text="De eso la mesa no habló")
    declare_silences(actor=team, process=encounter.process, silences=[silence])
    for name in ("index", "silences"):
        assert "De eso la mesa no habló" in page(enter(client, team), name, encounter.process_id)


def test_no_silence_is_said_and_not_left_out(client: Client, enter: Enter, encounter: Encounter, team: User) -> None:
    assert "Nadie declaró silencios" in page(enter(client, team), "index", encounter.process_id)


def test_a_voice_carries_what_was_allowed(client: Client, enter: Enter, encounter: Encounter, team: User) -> None:
    shown = page(enter(client, team), "encounter", encounter.process_id, encounter.pk)
    assert "Ya nadie sale" in shown
    assert "Cita: no" in shown and "Diálogo: sí" in shown


@pytest.mark.parametrize(("status", "reason", "words"), [
    (EncounterStatus.SUSPENDED, "no había condiciones", (
        "suspendido: no había condiciones", "Este encuentro no se ha hecho")),
    (EncounterStatus.HELD, "", ("De este encuentro no se tomó nota", "No se contó quién vino.")),
])
def test_what_an_encounter_lacks_is_said(
        client: Client, enter: Enter, encounter: Encounter, team: User, status: EncounterStatus, reason: str,
        words: tuple[str, ...]) -> None:
    silent = plan_encounter(actor=team, attendance={}, allowed={}, encounter=Encounter(
        process=encounter.process, territory=encounter.territory, key="E2", kind=EncounterKind.WALK,
        status=status, reason=reason, recording=Recording.NONE))
    shown = page(enter(client, team), "encounter", encounter.process_id, silent.pk)
    assert all(one in shown for one in words)


@pytest.mark.parametrize("who", ["official", "auditor", "trustee", "stranger"])
def test_words_are_for_the_team(client: Client, enter: Enter, encounter: Encounter, cast: dict[str, User],
                                who: str) -> None:
    for name, args in (("index", ()), ("silences", ()), ("encounter", (encounter.pk,))):
        answer = enter(client, cast[who]).get(reverse(f"listening:{name}", args=(encounter.process_id, *args)))
        assert answer.status_code == 404


def test_a_process_cannot_read_an_encounter_of_another(
        client: Client, enter: Enter, encounter: Encounter, team: User) -> None:
    other = Process.objects.create(name="Otro")
    address = reverse("listening:encounter", args=[other.pk, encounter.pk])
    assert enter(client, team).get(address).status_code == 404


def test_the_demonstration_shows_every_encounter(demo_client: Client, demo_process: Process) -> None:
    shown = page(demo_client, "index", demo_process.pk)
    for encounter in Encounter.objects.filter(process=demo_process):
        assert encounter.key in shown
