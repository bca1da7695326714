"""Planning encounters and taking in what was said, what was not, and what was allowed."""

from collections.abc import Iterable, Mapping, Sequence

from tequio.foundation.accounts.models import User
from tequio.foundation.audit.actions import acting
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Group, Process, Territory
from tequio.foundation.trail.actions import add, join
from tequio.foundation.trail.widths import check_widths
from tequio.foundation.vault.keyring import keyring
from tequio.listening.fieldwork.suspensions import check_not_suspended
from tequio.listening.models import Attendance, Consent, Encounter, EncounterStatus, Recording, Silence, Use, Voice
from tequio.listening.permissions import state_new


def plan_encounter(*, actor: User, encounter: Encounter, attendance: Mapping[Group, int],
                   allowed: Mapping[Use, bool]) -> Encounter:
    """Enter an encounter with its attendance as counts and what it allowed as a whole.

    Raises TQ-464 for one that is planned where work is suspended.
    """
    check_widths([encounter])
    with acting(actor, "plan_encounter", on=encounter, process_id=encounter.process_id,
                territory_id=encounter.territory_id):
        if encounter.status == EncounterStatus.PLANNED:
            check_not_suspended(encounter.territory)
        encounter.save(force_insert=True)
        Attendance.objects.bulk_create(
            Attendance(encounter=encounter, group=group, count=count) for group, count in attendance.items())
        add([Consent(process_id=encounter.process_id, encounter=encounter, use=use, granted=granted)
             for use, granted in allowed.items()])
    return encounter


def suspend_territory(*, actor: User, territory: Territory, note: str) -> None:
    """Stop work in a territory; what it gave stays usable and what is missing is declared."""
    with acting(actor, "suspend_territory", on=territory, process_id=territory.process_id,
                territory_id=territory.pk):
        territory.suspended, territory.suspension_note = True, note
        territory.save(update_fields=["suspended", "suspension_note"])


def record_voices(*, actor: User, encounter: Encounter, voices: Sequence[Voice],
                  exceptions: Sequence[Consent] = ()) -> int:
    """Seal voices into an encounter, each under a data key of its own.

    Raises TQ-401 for an encounter that was not held, TQ-402 for one held without record, TQ-466 for a closed one.
    """
    return record_portions(actor=actor, encounter=encounter, portions=[(voices, exceptions)])


def record_portions(*, actor: User, encounter: Encounter,
                    portions: Iterable[tuple[Sequence[Voice], Sequence[Consent]]]) -> int:
    """`record_voices` for so many that they are made as they are written; one act, whatever the portions.

    The next portion is asked for once the one before it is in. Raises TQ-401, TQ-402, TQ-466.
    """
    if encounter.closed:
        raise TequioError("TQ-466")
    if encounter.status not in (EncounterStatus.HELD, EncounterStatus.SUSPENDED):
        raise TequioError("TQ-401", value=encounter.key)
    with acting(actor, "record_voices", on=encounter, process_id=encounter.process_id,
                territory_id=encounter.territory_id) as deed:
        deed.count = 0
        usual = dict(Consent.objects.filter(encounter=encounter, voice=None).values_list("use", "granted"))
        for voices, exceptions in portions:
            if encounter.recording == Recording.NONE and voices:
                raise TequioError("TQ-402", value=encounter.key)
            keyring.of(encounter.process_id).make_keys(voice.pk for voice in voices)
            state_new(voices, exceptions, usual)
            deed.count += add(voices)
            add(exceptions)
            join((encounter, voice) for voice in voices)
    return deed.count


def declare_silences(*, actor: User, process: Process, silences: Sequence[Silence]) -> int:
    places = {silence.territory_id for silence in silences}
    with acting(actor, "declare_silence", on=process, process_id=process.pk,
                territory_id=places.pop() if len(places) == 1 else None) as deed:
        deed.count = add(silences)
    return len(silences)
