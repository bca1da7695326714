"""A room that is open, in which somebody wrote a sentence, with a canary."""

from tequio.deliberation.models import Outcome, Room, RoomWords, Round, Sitting
from tequio.deliberation.room.hall import Keys
from tequio.foundation.places.models import Process
from tequio.foundation.vault.keyring import keyring
from tequio.listening.models import Encounter
from tequio.protection.masking import masker
from tequio.protection.release import Words
from tests.attacks.canaries import canary


def seed_room(process: Process) -> None:
    sitting = Sitting.objects.create(
        process=process, round=Round.objects.get(process=process, key="r1"), key="r1-sala", title="Sala",
        encounter=Encounter.objects.get(process=process, key="E1"))
    room = Room(process=process, sitting=sitting, phones=True, secrets=Keys().written())
    keyring.of(process.pk).make_keys([room.pk])
    room.save()
    said = f"Dice {canary('room', 'words')} que falta luz"
    RoomWords.objects.create(process=process, room=room, ticket="00" * 8, outcome=Outcome.WAITING, words=said,
                             masked=masker(process)(Words(said)))
