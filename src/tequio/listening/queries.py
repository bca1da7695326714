"""What other rooms and pages read of listening."""

from collections import Counter
from collections.abc import Iterable, Iterator
from uuid import UUID

from django.db.models import Q, QuerySet

from tequio.foundation.places.models import Process, Territory
from tequio.foundation.places.tree import within
from tequio.foundation.vault.keyring import keyring
from tequio.listening.models import Attendance, Consent, Encounter, Silence, Use, Voice
from tequio.listening.permissions import Stated, stated


def encounters(process: Process, *, territory: Territory | None = None) -> QuerySet[Encounter]:
    """All encounters, or those in a territory and all within it."""
    found: QuerySet[Encounter] = Encounter.objects.filter(process=process).select_related("territory")
    return found.filter(territory__in=within(territory)) if territory else found


def voice_counts(process: Process) -> Counter[UUID]:
    """How many voices each encounter gave."""
    return Counter(Voice.objects.filter(process=process).values_list("encounter_id", flat=True))


def attendance(process: Process) -> list[Attendance]:
    """Every count of every encounter, in the order of the groups."""
    return list(Attendance.objects.filter(encounter__process=process).select_related("group", "encounter").order_by(
        "group__order", "group__key"))


def voices(process: Process, *, territory: Territory | None = None) -> QuerySet[Voice]:
    """All voices, or those of a territory: of itself and all within it, and what was said in its encounters."""
    found: QuerySet[Voice] = Voice.objects.filter(process=process).select_related(
        "process", "group", "territory", "encounter")
    if territory is None:
        return found
    places = within(territory)
    return found.filter(Q(territory__in=places) | Q(encounter__territory__in=places))


def groups_heard(process: Process, *, territory: Territory | None = None) -> set[UUID]:
    """The groups whose voices are kept, and those that came to an encounter even where nothing they said was noted."""
    said = voices(process, territory=territory).order_by().values_list("group_id", flat=True).distinct()
    came = Attendance.objects.filter(encounter__in=encounters(process, territory=territory), count__gt=0)
    return {group for group in (*said, *came.values_list("group_id", flat=True)) if group}


def silences(process: Process, *, territory: Territory | None = None) -> QuerySet[Silence]:
    """All silences, or those of a territory and all within it."""
    found: QuerySet[Silence] = Silence.objects.filter(process=process).select_related(
        "process", "group", "territory")
    return found.filter(territory__in=within(territory)) if territory else found


def allowing(process: Process, use: Use) -> set[UUID]:
    """The voices that may be put to `use`: as their encounter allowed, but for their own exceptions."""
    return {voice for voice, granted in _answers(process, use) if granted}


def refusing(process: Process, use: Use) -> set[UUID]:
    """The voices that said no to `use`, or whose encounter did. What nobody asked about nobody refused."""
    return {voice for voice, granted in _answers(process, use) if granted is False}


def without_dialogue(process: Process) -> set[UUID]:
    """The voices that are taken to no office: neither they nor their encounter allowed the dialogue, asked or not.

    A row of a consultation already asks something of those who govern: there only what was refused stays.
    """
    asking = set(Voice.objects.filter(process=process, consulted=True).values_list("pk", flat=True))
    return {voice for voice, granted in _answers(process, Use.DIALOGUE)
            if granted is False or (granted is None and voice not in asking)}


def _answers(process: Process, use: Use) -> Iterator[tuple[UUID, bool | None]]:
    """What each voice says to `use`; None where neither it nor its encounter was asked.

    While the process is open, a yes counts only where it is stated under seal as well, and a no that was stated counts
    without its row: otherwise somebody wrote the table without a key.
    """
    rows = list(_rows_say(process, use))
    if not keyring.is_open(process.pk):
        yield from rows
        return
    said = stated(process, list(Voice.objects.filter(process=process).only("process_id", "encounter_id", "allowed")))
    for voice, granted in rows:
        yield voice, _answer(granted, said[voice], use)


def refuses(voice: Voice, use: Use) -> bool:
    """Whether one voice said no to `use`, or its encounter did: as `refusing`, without looking at the others."""
    rows = dict(Consent.objects.filter(encounter_id=voice.encounter_id, use=use).filter(
        Q(voice=None) | Q(voice=voice)).values_list("voice_id", "granted"))
    granted = rows.get(voice.pk, rows.get(None))
    if not keyring.is_open(voice.process_id):
        return granted is False
    return _answer(granted, stated(voice.process, [voice])[voice.pk], use) is False


def _answer(granted: bool | None, said: Stated, use: Use) -> bool | None:
    return False if use.value in said.refused else use.value in said.allowed if granted else granted


def _rows_say(process: Process, use: Use) -> Iterator[tuple[UUID, bool | None]]:
    by_encounter: dict[UUID, bool] = {}
    by_voice: dict[UUID, bool] = {}
    for row in Consent.objects.filter(process=process, use=use):
        if row.voice_id:
            by_voice[row.voice_id] = row.granted
        else:
            by_encounter[row.encounter_id] = row.granted
    for voice, encounter in Voice.objects.filter(process=process).values_list("id", "encounter_id"):
        yield voice, by_voice.get(voice, by_encounter.get(encounter))


def uses_of(voice_list: Iterable[Voice]) -> dict[UUID, list[Use]]:
    """What each voice may be used for, in the order of `Use`."""
    rows = list(voice_list)
    given = {(row.encounter_id, row.voice_id, row.use): row.granted for row in Consent.objects.filter(
        encounter_id__in={voice.encounter_id for voice in rows})}
    return {voice.pk: [use for use in Use if given.get(
        (voice.encounter_id, voice.pk, use), given.get((voice.encounter_id, None, use), False))] for voice in rows}


def agreed_by(encounter: Encounter) -> dict[Use, bool]:
    """What the encounter as a whole said to each use that was asked."""
    given = dict(Consent.objects.filter(encounter=encounter, voice=None).values_list("use", "granted"))
    return {use: given[use.value] for use in Use if use.value in given}


def allowed_by(encounter: Encounter) -> dict[Use, bool]:
    """What the encounter allowed as a whole; what nobody asked is not allowed."""
    return dict.fromkeys(Use, False) | agreed_by(encounter)
