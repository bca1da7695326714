"""What people add while they read: marked words and a lifted mask, each with a canary."""

from tequio.foundation.accounts.models import User
from tequio.foundation.places.models import Process
from tequio.protection.models import Review, TapLabel, TextReading
from tequio.protection.reading.actions import lift_mask
from tequio.protection.reading.entering import enter_texts
from tequio.protection.reading.lifting import Spot, ask_to_lift
from tequio.protection.reading.masks import masks
from tequio.protection.reading.taps import tap
from tequio.protection.reading.text_masks import looked_at
from tests.attacks.canaries import canary


def seed_reading(process: Process, actor: User) -> None:
    review = Review.objects.select_related("voice").get(voice__key="V1", process=process)
    song = next(mask for mask in masks(review) if "Zar" in mask.words)
    lift_mask(actor=actor, review=review, start=song.start, end=song.end,
              reason=f"Lo dijo {canary('lifts', 'reason')}")
    tap(actor=actor, process=process, words=canary("taps", "words"), label=TapLabel.PERSON)
    _seed_text_lift(process, actor)


def _seed_text_lift(process: Process, actor: User) -> None:
    """Somebody asked that a name may stand in a text of the team, and wrote why."""
    enter_texts(actor=actor, process=process)
    reading = TextReading.objects.select_related("process").get(process=process, kind="agendas.opening")
    shown = looked_at(reading, actor.pseudonym)
    assert shown is not None
    mask = shown.masks[0]
    ask_to_lift(actor=actor, spot=Spot(reading, mask.start, mask.end, shown.seen),
                reason=f"Lo sabe {canary('textlifts', 'reason')}")
