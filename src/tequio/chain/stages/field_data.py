"""Stage 1, for forms, surveys and transcripts: an answer or a turn is a voice, a week in a place is an encounter."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tequio.chain.consultation import place_of
from tequio.chain.context import Build, find, place_in
from tequio.chain.heard import KIND, Heap, Heard, hear, read_all
from tequio.chain.records import Record
from tequio.chain.stages.forums import USES, Places, asks_for_uses, encounter_for, granted_by, settle_places
from tequio.foundation.language.folding import fold
from tequio.foundation.places.models import Group, Territory
from tequio.listening.actions import record_portions
from tequio.listening.bringing.actions import write_imprints
from tequio.listening.bringing.sifting import Coming, Sifted, Standing
from tequio.listening.importers import Told
from tequio.listening.models import Consent, Encounter, Use, Voice

ASKED_FOR = (Use.QUOTE, Use.DIALOGUE, Use.ARCHIVE)  # the diagnosis is what a yes was said to
PORTION = 2000


def hear_field_data(build: Build) -> int:
    """One voice per answer in somebody's own words. The same submission is heard once, in its latest version."""
    return enter(build, hear(build, read_all(build)))


def enter(build: Build, heap: Heap) -> int:
    """Everything that is new becomes a voice, and is known again from then on. Returns how many.

    Voices are made, sealed and let go of in portions: a form of ten thousand submissions fits in little memory.
    """
    new = heap.standing(Standing.NEW)
    places = settle_places(build, (one.coming.thing.record for one in new))
    found = _Contexts(build, places)
    heard: dict[Encounter, list[tuple[Sifted[Heard], Context]]] = {}
    for one in new:
        context = found.of(one.coming.thing)
        heard.setdefault(context.encounter, []).append((one, context))
    for encounter, things in heard.items():
        record_portions(actor=build.actor, encounter=encounter, portions=_portions(build, heap, things))
    return len(new)


@dataclass(frozen=True, slots=True)
class Context:
    """Where something was said and by whom, and the uses in which it differs from the rest of its encounter."""

    encounter: Encounter
    territory: Territory
    group: Group | None
    exceptions: tuple[tuple[Use, bool], ...]


class _Contexts:
    """Most of a form was said in few contexts: each is settled once."""

    def __init__(self, build: Build, places: Places) -> None:
        self._build, self._places = build, places
        self._known: dict[tuple[int, Told, datetime.date | None], Context] = {}

    def of(self, one: Heard) -> Context:
        told = (id(one.source), one.said.told, one.submission.week)
        if told not in self._known:
            self._known[told] = self._settled(one)
        return self._known[told]

    def _settled(self, one: Heard) -> Context:
        build, record = self._build, one.record
        around = build.territory(record)
        encounter = _encounter(build, record, one.submission.week)
        elsewhere = around if not record["encounter"] else encounter.territory
        territory = self._places.get((around.key, place_of(record)), elsewhere)
        return Context(encounter, territory, build.group(record), tuple(_exceptions(build, one)))


def _portions(build: Build, heap: Heap, things: Sequence[tuple[Sifted[Heard], Context]]) -> Iterator[
        tuple[list[Voice], list[Consent]]]:
    for at in range(0, len(things), PORTION):
        part = things[at:at + PORTION]
        voices = [_voice(build, heap, one.coming, context) for one, context in part]
        yield voices, [
            Consent(process_id=voice.process_id, encounter_id=voice.encounter_id, voice_id=voice.pk, use=use.value,
                    granted=granted)
            for voice, (_, context) in zip(voices, part, strict=True) for use, granted in context.exceptions]
        write_imprints(build.delivery, build.process, KIND, (
            (heap.sieve.marked(one.coming), voice.pk) for voice, (one, _) in zip(voices, part, strict=True)))
        build.progress(f"{at + len(part)}")


def _voice(build: Build, heap: Heap, coming: Coming[Heard], context: Context) -> Voice:
    one = coming.thing
    key = build.free_key(one.key(lambda: heap.sieve.marked(coming)["submission"]))
    voice = Voice(process_id=build.process.pk, encounter_id=context.encounter.pk, territory_id=context.territory.pk,
                  group_id=context.group.pk if context.group else None, key=key, text=coming.text,
                  source_file=one.source.kept_as or one.label, source_row=one.said.row)
    if build.delivery is None:
        place_in(build.voices, key, voice, one.record)
    else:
        place_in(build.brought, key, voice.pk, one.record)
    return voice


def _encounter(build: Build, record: Record, week: datetime.date | None) -> Encounter:
    if record["encounter"]:
        return find(build.encounters, record["encounter"], record, "encounter")
    return encounter_for(build, record, week)


def _exceptions(build: Build, one: Heard) -> Iterator[tuple[Use, bool]]:
    """Where somebody was asked, a use that was not ticked is refused."""
    ticked = uses_ticked(one)
    if ticked is None:
        return
    general = granted_by(build, one.source)
    for use in ASKED_FOR:
        if one.record["encounter"] or not asks_for_uses(one.source) or (use in ticked) != (use in general):
            yield use, use in ticked


def uses_ticked(one: Heard) -> set[Use] | None:
    """The uses that were ticked; None where nobody was asked. Raises TQ-123 for a word that names no use."""
    allowed = one.said.told.allowed
    return None if allowed is None else {_use(one.record, word) for word in allowed}


def _use(record: Record, word: str) -> Use:
    if fold(word) not in USES:
        raise record.fault("TQ-123", "consent", value=word, wanted=", ".join(USES))
    return USES[fold(word)]
