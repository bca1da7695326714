"""What each voice may be used for, stated under seal beside the plain rows of consent.

A use counts only where both say so, and a no counts where either does. Whoever changes, adds or deletes rows of consent
without a key can take permissions away, and gives none.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from tequio.foundation.audit.queries import acts_on, is_under_way
from tequio.foundation.places.models import Process
from tequio.foundation.trail.exchanging import Brought
from tequio.foundation.vault.keyring import keyring
from tequio.foundation.vault.statements import StatementField
from tequio.listening.models import Consent, Encounter, Use, Voice

# What is done to a permission, on a voice or on a whole encounter.
ACTS = ("record_consent", "withdraw")
Given = Mapping[tuple[UUID, UUID | None, str], bool]


class Stated(NamedTuple):
    """What was stated of one voice: the uses that were allowed, and those that were refused."""

    allowed: frozenset[str] = frozenset()
    refused: frozenset[str] = frozenset()


def state_new(voices: Sequence[Voice], exceptions: Iterable[Consent], usual: Mapping[str, bool]) -> None:
    """Before they are saved: what voices of one encounter may be used for, with the exceptions that come with them.

    `usual` is what the encounter said as a whole, to the uses that were asked.
    """
    given: dict[UUID, dict[str, bool]] = {}
    for row in exceptions:
        if row.voice_id:
            given.setdefault(row.voice_id, {})[str(row.use)] = row.granted
    acts = acts_on(voices[0].process_id, [voices[0].encounter_id], verbs=ACTS) if voices else {}
    for voice in voices:
        own = given.get(voice.pk, {})
        said = {use.value: own.get(use.value, usual.get(use.value)) for use in Use}
        voice.allowed = _statement(said, _acts(voice, acts))


def state_again(process_id: UUID, voices: Iterable[Voice]) -> None:
    """After consent was recorded, narrowed or came in with a bundle. Without a key the statements stay as they are."""
    rows = list(voices)
    if not rows or not keyring.is_open(process_id):
        return
    encounters = {voice.encounter_id for voice in rows}
    acts = acts_on(process_id, [*encounters, *(voice.pk for voice in rows)], verbs=ACTS)
    given = {(row.encounter_id, row.voice_id, row.use): row.granted
             for row in Consent.objects.filter(encounter__in=encounters)}
    for voice in rows:
        voice.allowed = _statement(_said(voice, given), _acts(voice, acts))
        voice.save(update_fields=["allowed"])


def state_all_again(encounter: Encounter) -> None:
    state_again(encounter.process_id, Voice.objects.filter(encounter=encounter))


def state_brought(process_id: UUID, rows: Brought) -> None:
    """Another machine recorded or narrowed consent, and its bundle was believed."""
    encounters = {content["encounter_id"] for label in ("listening.voice", "listening.consent")
                  for _, content in rows.get(label, ())}
    if encounters:
        state_again(process_id, Voice.objects.filter(process=process_id, encounter__in=encounters))


def state_older(process_id: UUID) -> None:
    """Voices of a version that stated nothing."""
    state_again(process_id, [voice for voice in Voice.objects.filter(process=process_id) if not voice.allowed])


def granted(voice: Voice, given: Given) -> list[str]:
    """What the rows of consent allow: as the encounter did, but for the voice's own exceptions."""
    return [use for use, said in _said(voice, given).items() if said]


def _said(voice: Voice, given: Given) -> dict[str, bool | None]:
    """None where neither the voice nor its encounter was asked."""
    return {use.value: given.get((voice.encounter_id, voice.pk, use.value), given.get(
        (voice.encounter_id, None, use.value))) for use in Use}


def _statement(said: Mapping[str, bool | None], acts: int) -> str:
    return json.dumps([[use for use, one in said.items() if one], acts,
                       [use for use, one in said.items() if one is False]])


def stated(process: Process, voices: Sequence[Voice]) -> dict[UUID, Stated]:
    """What was stated of each voice, where nothing was done to it since. Raises TQ-301 while locked."""
    if not voices:
        return {}
    keyring.of(process.pk)
    acts = acts_on(process.pk, [one for voice in voices for one in (voice.pk, voice.encounter_id)], verbs=ACTS)
    field = Voice._meta.get_field("allowed")
    assert isinstance(field, StatementField)
    found: dict[UUID, Stated] = {}
    for voice in voices:
        said = field.stated(voice)
        found[voice.pk] = Stated(frozenset(said[0]), frozenset(said[2])) if said and said[1] == _acts(
            voice, acts) else Stated()
    return found


def widened(process: Process) -> list[Voice]:
    """Voices whose rows of consent allow more than was stated: somebody changed them without a key."""
    rows = list(Voice.objects.filter(process=process).only("process_id", "encounter_id", "allowed"))
    said = stated(process, rows)
    given = {(row.encounter_id, row.voice_id, row.use): row.granted for row in Consent.objects.filter(process=process)}
    return [voice for voice in rows if set(granted(voice, given)) - said[voice.pk].allowed]


def _acts(voice: Voice, acts: Mapping[UUID, int]) -> int:
    return sum(acts.get(one, 0) + is_under_way(voice.process_id, one, verbs=ACTS)
               for one in (voice.pk, voice.encounter_id))
