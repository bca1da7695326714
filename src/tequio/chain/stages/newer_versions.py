"""A submission that was edited since it came in: its voices keep their identity and their trail, and say the new words.

What was made of the earlier words is not believed of the new ones: masks are made and read anew, codings stay only
where their quote still stands, and everything that rests on a changed voice is named, to be looked at again.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from uuid import UUID

from django.db import transaction

from tequio.chain.context import Build
from tequio.chain.heard import Heap, Heard
from tequio.chain.stages.field_data import uses_ticked
from tequio.diagnosis.anchoring import anchor_again
from tequio.foundation.trail.queries import downstream
from tequio.foundation.vault.search import forget
from tequio.listening.bringing.actions import rewrite_imprint
from tequio.listening.bringing.sifting import Sifted, Standing
from tequio.listening.models import Consent, Use, Voice
from tequio.listening.permissions import state_again
from tequio.listening.queries import uses_of
from tequio.protection.reading.anew import read_anew

AGAIN = ("finding", "proposal", "statement", "item")


@dataclass(frozen=True)
class Replaced:
    """How many voices say something else now, how many stay because their encounter is closed, and what follows."""

    voices: int = 0
    closed: int = 0
    codings: int = 0
    read: int = 0
    again: tuple[tuple[str, UUID], ...] = field(default=())


def replace_words(build: Build, heap: Heap) -> Replaced:
    """Inside the action that brings a file in."""
    newer = heap.standing(Standing.NEWER)
    if not newer:
        return Replaced()
    rows = {row.pk: row for row in Voice.objects.filter(pk__in=[_voice_id(one) for one in newer]).select_related(
        "encounter", "process")}
    changed = [(rows[_voice_id(one)], one) for one in newer if not rows[_voice_id(one)].encounter.closed]
    for voice, one in changed:
        _replace(build, voice, one, heap.sieve.marked(one.coming))
    voices = [voice for voice, _ in changed]
    read, codings = read_anew(build.process, voices), anchor_again(voices)
    # The index still holds the earlier words.
    transaction.on_commit(partial(forget, build.process.pk))
    return Replaced(len(voices), len(newer) - len(voices), codings, read, tuple(dict.fromkeys(_resting_on(voices))))


def _voice_id(one: Sifted[Heard]) -> UUID:
    assert one.imprint is not None
    return one.imprint.object_id


def _replace(build: Build, voice: Voice, one: Sifted[Heard], marked: Mapping[str, str]) -> None:
    assert one.imprint is not None
    heard = one.coming.thing
    voice.text, voice.group, voice.source_row = heard.text, build.group(heard.record), heard.record.row
    voice.save()
    _narrow(voice, uses_ticked(heard))
    rewrite_imprint(one.imprint, marked)


def _narrow(voice: Voice, ticked: set[Use] | None) -> None:
    """A later version may take a permission back; it gives none that was refused here since."""
    if ticked is None:
        return
    for use in set(uses_of([voice])[voice.pk]) - ticked - {Use.DIAGNOSIS}:
        Consent.objects.update_or_create(encounter=voice.encounter, voice=voice, use=use, defaults={
            "process_id": voice.process_id, "granted": False})
    state_again(voice.process_id, [voice])


def _resting_on(voices: list[Voice]) -> Iterator[tuple[str, UUID]]:
    for voice in voices:
        yield from ((node.kind, node.id) for node in downstream(voice.process_id, voice.pk) if node.kind in AGAIN)
