"""What people add while they read: marked words and a lifted mask, each with a canary."""

from tequio.foundation.accounts.models import User
from tequio.foundation.places.models import Process
from tequio.protection.models import Review, TapLabel
from tequio.protection.reading.actions import lift_mask
from tequio.protection.reading.masks import masks
from tequio.protection.reading.taps import tap
from tests.attacks.canaries import canary


def seed_reading(process: Process, actor: User) -> None:
    review = Review.objects.select_related("voice").get(voice__key="V1", process=process)
    song = next(mask for mask in masks(review) if "Zar" in mask.words)
    lift_mask(actor=actor, review=review, start=song.start, end=song.end,
              reason=f"Lo dijo {canary('lifts', 'reason')}")
    tap(actor=actor, process=process, words=canary("taps", "words"), label=TapLabel.PERSON)
