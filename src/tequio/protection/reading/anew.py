"""Voices whose words were replaced: what two people read is no longer what stands there."""

from collections.abc import Sequence

from tequio.foundation.places.models import Process
from tequio.listening.models import Voice
from tequio.protection.models import Review
from tequio.protection.reading.actions import unread
from tequio.protection.reading.models import Lift
from tequio.protection.reading.remask import remask


def read_anew(process: Process, voices: Sequence[Voice]) -> int:
    """Inside the action that replaced the words: masked again, every lifted mask back in its place, read by nobody.

    Until two people let its new words pass nothing of it leaves, refused before or not. Returns how many wait again.
    """
    Lift.objects.filter(voice__in=voices).delete()
    rows = list(Review.objects.filter(process=process, voice__in=voices))
    for row in rows:
        unread(row)
        row.save(update_fields=["status", "first_reviewer", "second_reviewer", "refused_because"])
    if rows:
        for encounter_id in {voice.encounter_id for voice in voices}:
            remask(process, encounter_id)
    return len(rows)
