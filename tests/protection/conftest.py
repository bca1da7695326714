"""Voices with names in them, and three people who may read them."""

from collections.abc import Callable

import pytest

from tequio.foundation.accounts.models import Membership, Role, User
from tequio.foundation.places.models import Group, Process, Territory
from tequio.listening.actions import plan_encounter, record_voices
from tequio.listening.models import Encounter, EncounterKind, EncounterStatus, Use, Voice
from tequio.protection.models import Review
from tequio.protection.reading.actions import mask_new
from tequio.protection.receipts.throttle import tries

Said = Callable[..., Voice]


@pytest.fixture(autouse=True)
def fresh_bucket() -> None:
    tries.fill()


@pytest.fixture
def readers(process: Process) -> list[User]:
    """Three protectors, who may also take consent and withdraw."""
    made = [User.objects.create_user(f"lectora-{number}", process=process) for number in range(3)]
    for user in made:
        for role in (Role.PROTECTOR, Role.FACILITATOR):
            Membership.objects.create(user=user, process=process, role=role)
    return made


@pytest.fixture
def encounter(process: Process, territory: Territory, team: User) -> Encounter:
    return plan_encounter(actor=team, attendance={}, allowed=dict.fromkeys(Use, True), encounter=Encounter(
        process=process, territory=territory, key="E1", kind=EncounterKind.WORKSHOP, status=EncounterStatus.HELD))


@pytest.fixture
def say(process: Process, encounter: Encounter, women: Group, team: User) -> Said:
    """`say("…")`: one more voice of the encounter, through the detector."""
    def made(text: str) -> Voice:
        count = Voice.objects.filter(process=process).count()
        voice = Voice(process=process, encounter=encounter, territory=encounter.territory, group=women,
                      key=f"V{count:03d}", text=text)
        record_voices(actor=team, encounter=encounter, voices=[voice])
        mask_new(actor=team, process=process)
        return voice

    return made


def review_of(voice: Voice) -> Review:
    found: Review = Review.objects.get(voice=voice)
    return found
