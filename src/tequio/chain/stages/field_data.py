"""Stage 1, for forms, surveys and transcripts: an answer or a turn is a voice, a week in a place is an encounter."""

import datetime
from collections.abc import Iterator

from tequio.chain.consultation import place_of
from tequio.chain.context import Build, find, place_in
from tequio.chain.heard import KIND, Heap, Heard, hear, read_all
from tequio.chain.records import Record
from tequio.chain.stages.forums import USES, Places, encounter_for, granted_by, settle_places
from tequio.foundation.language.folding import fold
from tequio.listening.actions import record_voices
from tequio.listening.bringing.actions import write_imprints
from tequio.listening.bringing.sifting import Sifted, Standing
from tequio.listening.models import Consent, Encounter, Use, Voice

ASKED_FOR = (Use.QUOTE, Use.DIALOGUE, Use.ARCHIVE)  # the diagnosis is what a yes was said to


def hear_field_data(build: Build) -> int:
    """One voice per answer in somebody's own words. The same submission is heard once, in its latest version."""
    return enter(build, hear(build, read_all(build)))


def enter(build: Build, heap: Heap) -> int:
    """Everything that is new becomes a voice, and is known again from then on. Returns how many."""
    new = heap.standing(Standing.NEW)
    places = settle_places(build, [one.coming.thing.record for one in new])
    voices: dict[Encounter, list[tuple[Voice, Sifted[Heard]]]] = {}
    for number, one in enumerate(new, start=1):
        voice = voice_of(build, one, places)
        voices.setdefault(voice.encounter, []).append((voice, one))
        build.progress(f"{number}")
    for encounter, rows in voices.items():
        exceptions = [consent for voice, one in rows for consent in _exceptions(build, voice, one.coming.thing)]
        record_voices(actor=build.actor, encounter=encounter, voices=[voice for voice, _ in rows],
                      exceptions=exceptions)
        write_imprints(build.delivery, build.process, KIND, [(one, voice.pk) for voice, one in rows])
    return len(new)


def voice_of(build: Build, sifted: Sifted[Heard], places: Places) -> Voice:
    one = sifted.coming.thing
    record = one.record
    around = build.territory(record)
    encounter = _encounter(build, record, one.submission.week)
    territory = places.get((around.key, place_of(record)), around if not record["encounter"] else encounter.territory)
    key = build.free_key(one.key(sifted.marked["submission"]))
    voice = Voice(process=build.process, encounter=encounter, territory=territory, group=build.group(record),
                  key=key, text=one.text, source_file=one.source.kept_as or record.file, source_row=record.row)
    place_in(build.voices, key, voice, record)
    return voice


def _encounter(build: Build, record: Record, week: datetime.date | None) -> Encounter:
    if record["encounter"]:
        return find(build.encounters, record["encounter"], record, "encounter")
    return encounter_for(build, record, week)


def _exceptions(build: Build, voice: Voice, one: Heard) -> Iterator[Consent]:
    """Where somebody was asked, a use that was not ticked is refused."""
    ticked = uses_ticked(one)
    if ticked is None:
        return
    general = granted_by(build, one.source)
    for use in ASKED_FOR:
        if one.record["encounter"] or (use in ticked) != (use in general):
            yield Consent(process=build.process, encounter=voice.encounter, voice=voice, use=use, granted=use in ticked)


def uses_ticked(one: Heard) -> set[Use] | None:
    """The uses that were ticked; None where nobody was asked. Raises TQ-123 for a word that names no use."""
    allowed = one.said.told.allowed
    return None if allowed is None else {_use(one.record, word) for word in allowed}


def _use(record: Record, word: str) -> Use:
    if fold(word) not in USES:
        raise record.fault("TQ-123", "consent", value=word, wanted=", ".join(USES))
    return USES[fold(word)]
