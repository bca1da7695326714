"""What other rooms and pages read of listening."""

from collections import Counter
from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from tequio.foundation.places.models import Process, Territory
from tequio.listening.models import Attendance, Consent, Encounter, Silence, Use, Voice


def encounters(process: Process) -> QuerySet[Encounter]:
    found: QuerySet[Encounter] = Encounter.objects.filter(process=process).select_related("territory")
    return found


def voice_counts(process: Process) -> Counter[UUID]:
    """How many voices each encounter gave."""
    return Counter(Voice.objects.filter(process=process).values_list("encounter_id", flat=True))


def attendance(process: Process) -> list[Attendance]:
    """Every count of every encounter, in the order of the groups."""
    return list(Attendance.objects.filter(encounter__process=process).select_related("group", "encounter").order_by(
        "group__order", "group__key"))


def voices(process: Process, *, territory: Territory | None = None) -> QuerySet[Voice]:
    found: QuerySet[Voice] = Voice.objects.filter(process=process).select_related(
        "process", "group", "territory", "encounter")
    return found.filter(territory=territory) if territory else found


def silences(process: Process, *, territory: Territory | None = None) -> QuerySet[Silence]:
    found: QuerySet[Silence] = Silence.objects.filter(process=process).select_related(
        "process", "group", "territory")
    return found.filter(territory=territory) if territory else found


def allowing(process: Process, use: Use) -> set[UUID]:
    """The voices that may be put to `use`: as their encounter allowed, but for their own exceptions."""
    by_encounter: dict[UUID, bool] = {}
    by_voice: dict[UUID, bool] = {}
    for row in Consent.objects.filter(process=process, use=use):
        if row.voice_id:
            by_voice[row.voice_id] = row.granted
        else:
            by_encounter[row.encounter_id] = row.granted
    rows = Voice.objects.filter(process=process).values_list("id", "encounter_id")
    return {voice for voice, encounter in rows if by_voice.get(voice, by_encounter.get(encounter, False))}


def uses_of(voice_list: Iterable[Voice]) -> dict[UUID, list[Use]]:
    """What each voice may be used for, in the order of `Use`."""
    rows = list(voice_list)
    given = {(row.encounter_id, row.voice_id, row.use): row.granted for row in Consent.objects.filter(
        encounter_id__in={voice.encounter_id for voice in rows})}
    return {voice.pk: [use for use in Use if given.get(
        (voice.encounter_id, voice.pk, use), given.get((voice.encounter_id, None, use), False))] for voice in rows}


def allowed_by(encounter: Encounter) -> dict[Use, bool]:
    """What the encounter allowed as a whole; what nobody asked is not allowed."""
    given = dict(Consent.objects.filter(encounter=encounter, voice=None).values_list("use", "granted"))
    return {use: given.get(use.value, False) for use in Use}
