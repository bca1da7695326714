"""What other rooms and pages read of listening."""

from collections import Counter
from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet, Sum

from tequio.foundation.places.models import Process, Territory
from tequio.listening.models import Attendance, Consent, Encounter, EncounterStatus, Silence, Use, Voice


def encounters(process: Process) -> QuerySet[Encounter]:
    found: QuerySet[Encounter] = Encounter.objects.filter(process=process).select_related("territory")
    return found


def attendance_by_group(encounter_ids: Iterable[UUID]) -> dict[str, int]:
    """People counted per group over the encounters; somebody who came twice counts twice."""
    rows = Attendance.objects.filter(encounter_id__in=list(encounter_ids)).values("group__key").annotate(n=Sum("count"))
    return {row["group__key"]: row["n"] for row in rows}


def voice_counts(process: Process) -> Counter[UUID]:
    """How many voices each encounter gave."""
    return Counter(Voice.objects.filter(process=process).values_list("encounter_id", flat=True))


def attendance(process: Process) -> list[Attendance]:
    """Every count of every encounter, in the order of the groups."""
    return list(Attendance.objects.filter(encounter__process=process).select_related("group", "encounter").order_by(
        "group__order", "group__key"))


def not_held(process: Process) -> QuerySet[Encounter]:
    """Encounters that danger or anything else prevented."""
    found: QuerySet[Encounter] = Encounter.objects.filter(process=process).exclude(
        status=EncounterStatus.HELD).select_related("territory")
    return found


def voices(process: Process, *, territory: Territory | None = None) -> QuerySet[Voice]:
    found: QuerySet[Voice] = Voice.objects.filter(process=process).select_related(
        "process", "group", "territory", "encounter")
    return found.filter(territory=territory) if territory else found


def silences(process: Process, *, territory: Territory | None = None) -> QuerySet[Silence]:
    found: QuerySet[Silence] = Silence.objects.filter(process=process).select_related("group", "territory")
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


def encounter_of(process: Process, encounter_id: UUID) -> Encounter | None:
    found: Encounter | None = Encounter.objects.filter(process=process, pk=encounter_id).select_related(
        "process", "territory", "plan").first()
    return found
