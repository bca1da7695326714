"""Stage 1, for forms, surveys and transcripts: an answer or a turn is a voice, a week in a place is an encounter."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tequio.chain.consultation import place_of
from tequio.chain.context import Build, find, place_in
from tequio.chain.field_files import READERS, VOICES, read_field_data
from tequio.chain.plain import plain
from tequio.chain.process_file import Source
from tequio.chain.records import Record
from tequio.chain.stages.forums import USES, Places, encounter_for, granted_by, settle_places
from tequio.foundation.language.folding import fold
from tequio.listening.actions import record_voices
from tequio.listening.importers import Imported, Said, Submission
from tequio.listening.models import Consent, Encounter, Use, Voice

DIGITS = 12  # of a fingerprint, in the key of a voice: the same in the next build from a newer export


@dataclass(frozen=True)
class Heard:
    """One thing said, with the submission it came in."""

    source: Source
    submission: Submission
    said: Said
    record: Record

    @property
    def key(self) -> str:
        kind, _, digits = self.submission.fingerprint.partition(":")
        return f"{kind}-{digits[:DIGITS]}-{self.said.slot}-{self.said.turn}"


def hear_field_data(build: Build) -> int:
    """One voice per answer in somebody's own words. The same submission is heard once, in its latest version."""
    read = [(source, read_field_data(source, build.folder)) for source in build.declared.sources
            if source.kind in READERS]
    for source, imported in read:
        _account(build, source, imported)
    heard = [one for source, submission in _once(build, read) for one in _heard(source, submission)]
    places = settle_places(build, [one.record for one in heard])
    voices: dict[Encounter, list[tuple[Voice, Heard]]] = {}
    for number, one in enumerate(heard, start=1):
        voice = _voice(build, one, places)
        voices.setdefault(voice.encounter, []).append((voice, one))
        build.progress(f"{number}")
    for encounter, rows in voices.items():
        exceptions = [consent for voice, one in rows for consent in _exceptions(build, voice, one)]
        record_voices(actor=build.actor, encounter=encounter, voices=[voice for voice, _ in rows],
                      exceptions=exceptions)
    return len(heard)


def _account(build: Build, source: Source, imported: Imported) -> None:
    """Rows read, and what the importer left aside: rows with their reason, columns with theirs."""
    for table, count in imported.rows.items():
        build.ledger.read(_label(source, table), count)
    for one in imported.dropped:
        if one.row is None:
            build.ledger.leave_out(_label(source, one.table), one.column, one.reason)
        else:
            build.ledger.list_row(_label(source, one.table), one.row, one.reason)


def _once(build: Build, read: list[tuple[Source, Imported]]) -> list[tuple[Source, Submission]]:
    """Every submission once: a second copy adds nothing, and of two versions the later source has the newer.

    Sources that ask the same file for other questions do not stand in each other's way.
    """
    kept: dict[object, tuple[Source, Submission]] = {}
    for source, imported in read:
        for submission in imported.submissions:
            mark = (submission.fingerprint, source.columns.get(VOICES))
            before = kept.get(mark)
            if before is not None and before[1].version == submission.version:
                _list(build, source, submission, "read_before")
                continue
            if before is not None:
                _list(build, *before, "edited")
            kept[mark] = (source, submission)
    for source, submission in kept.values():
        for table, _ in submission.rows:
            build.ledger.use(_label(source, table))
    return list(kept.values())


def _list(build: Build, source: Source, submission: Submission, reason: str) -> None:
    for table, row in submission.rows:
        build.ledger.list_row(_label(source, table), row, reason)


def _label(source: Source, table: str) -> str:
    return f"{source.label} › {table}" if table else source.label


def _heard(source: Source, submission: Submission) -> Iterator[Heard]:
    for said in submission.said:
        told = said.told
        values: Mapping[str, object] = {
            "group": told.group, "place": told.place, "territory": told.territory, "encounter": told.encounter,
            "consent": told.allowed}
        record = Record(source, _label(source, said.table), said.row, values, (), source.columns)
        yield Heard(source, submission, said, record)


def _voice(build: Build, one: Heard, places: Places) -> Voice:
    record = one.record
    around = build.territory(record)
    encounter = _encounter(build, record, one.submission.week)
    territory = places.get((around.key, place_of(record)), around if not record["encounter"] else encounter.territory)
    voice = Voice(process=build.process, encounter=encounter, territory=territory, group=build.group(record),
                  key=one.key, text=plain(one.said.text), source_file=record.file, source_row=record.row)
    place_in(build.voices, one.key, voice, record)
    return voice


def _encounter(build: Build, record: Record, week: datetime.date | None) -> Encounter:
    if record["encounter"]:
        return find(build.encounters, record["encounter"], record, "encounter")
    return encounter_for(build, record, week)


def _exceptions(build: Build, voice: Voice, one: Heard) -> Iterator[Consent]:
    """Where somebody was asked, a use that was not ticked is refused. The diagnosis is what a yes was said to."""
    if one.said.told.allowed is None:
        return
    ticked = {_use(one.record, word) for word in one.said.told.allowed}
    general = granted_by(build, one.source)
    for use in (Use.QUOTE, Use.DIALOGUE, Use.ARCHIVE):
        if one.record["encounter"] or (use in ticked) != (use in general):
            yield Consent(process=build.process, encounter=voice.encounter, voice=voice, use=use, granted=use in ticked)


def _use(record: Record, word: str) -> Use:
    if fold(word) not in USES:
        raise record.fault("TQ-123", "consent", value=word, wanted=", ".join(USES))
    return USES[fold(word)]
