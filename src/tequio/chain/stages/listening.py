"""Stage 1: encounters, voices with their consent, silences; consultations become one forum each."""

from collections.abc import Iterable

from tequio.chain.context import Build, find, place_in
from tequio.chain.records import Record
from tequio.chain.sheet_marks import heard_twice, mark_sheets
from tequio.chain.stages.field_data import hear_field_data
from tequio.chain.stages.forums import USES, encounter_for, hear_consultations, monday
from tequio.foundation.vault.keyring import keyring
from tequio.listening.actions import declare_silences, plan_encounter, record_voices
from tequio.listening.bringing.spellings import keep_spellings
from tequio.listening.fieldwork.suspensions import stopped
from tequio.listening.importers.said import says
from tequio.listening.models import Consent, Encounter, EncounterStatus, Silence, Use, Voice


def listen(build: Build) -> dict[str, int]:
    for record in build.records("encounters"):
        _encounter(build, record)
    with keyring.of(build.process.pk).batch():
        voices = _voices(build)
        consulted = hear_consultations(build) + hear_field_data(build)
    keep_spellings(build.process, build.spellings())
    silences = [silence for _, silence in build.made("silences", lambda record: _silence(build, record))]
    declare_silences(actor=build.actor, process=build.process, silences=silences)
    return {"encounters": len(build.encounters), "voices": voices + consulted, "silences": len(silences)}


def _encounter(build: Build, record: Record) -> None:
    encounter = Encounter(
        process=build.process, territory=build.territory(record), key=record["key"], kind=record["kind"],
        status=record["status"], week=monday(record["week"]), reason=record["reason"],
        facilitator=record["facilitator"], recording=record["recording"] or "notes")
    if encounter.status == EncounterStatus.PLANNED and stopped(encounter.territory):
        raise record.fault("TQ-180", "status", value=encounter.key)
    came = record["attendance"] or {}
    attendance = dict(zip(build.groups_of(record, "attendance", came), came.values(), strict=True))
    place_in(build.encounters, record["key"], encounter, record)
    said = dict(_uses(record))
    # A list of uses refuses those it leaves out; an empty cell says that nobody asked.
    allowed = {use: said.get(use, False) for use in Use} if said else {}
    plan_encounter(actor=build.actor, encounter=encounter, attendance=attendance, allowed=allowed)


def _uses(record: Record) -> Iterable[tuple[Use, bool]]:
    """`cita` grants, `-cita` refuses."""
    for word in record["consent"] or ():
        granted = not word.startswith("-")
        name = word.lstrip("-").strip().lower()
        if name not in USES:
            raise record.fault("TQ-123", "consent", value=word, wanted=", ".join(USES))
        yield USES[name], granted


def _voices(build: Build) -> int:
    by_encounter: dict[Encounter, list[tuple[Voice, Record]]] = {}
    heard: list[tuple[Record, Voice, str]] = []
    for number, record in enumerate(build.records("voices"), start=1):
        key = record["key"] or _row_key(build, record)
        encounter = _encounter_of(build, record)
        reason = "no_words" if not says(record["text"]) else "read_before" if heard_twice(build, record) else ""
        if reason:
            build.ledger.use(record.file, -1)
            build.ledger.list_row(record.file, record.row, reason)
            continue
        voice = Voice(process=build.process, encounter=encounter, territory=encounter.territory,
                      group=build.group(record), key=key, text=record["text"], source_file=record.file,
                      source_row=record.row)
        place_in(build.voices, key, voice, record)
        by_encounter.setdefault(encounter, []).append((voice, record))
        heard.append((record, voice, record["text"]))
        build.progress(f"{number}")
    for encounter, rows in by_encounter.items():
        exceptions = [Consent(process=build.process, encounter=encounter, voice=voice, use=use, granted=granted)
                      for voice, record in rows for use, granted in _uses(record)]
        record_voices(actor=build.actor, encounter=encounter, voices=[voice for voice, _ in rows],
                      exceptions=exceptions)
    mark_sheets(build, heard)
    return len(build.voices)


def _row_key(build: Build, record: Record) -> str:
    """Where a voice stands; two open questions of one sheet are two sources over the same rows."""
    key = f"{record.source.short}-{record.row}"
    return f"{key}-{build.declared.sources.index(record.source) + 1}" if key in build.voices else key


def _encounter_of(build: Build, record: Record) -> Encounter:
    if record["encounter"]:
        return find(build.encounters, record["encounter"], record, "encounter")
    return encounter_for(build, record)


def _silence(build: Build, record: Record) -> Silence:
    encounter = find(build.encounters, record["encounter"], record, "encounter") if record["encounter"] else None
    territory = encounter.territory if encounter else build.territory(record)
    build.once(record, "key", record["key"], record["key"])
    return Silence(process=build.process, territory=territory, encounter=encounter, group=build.group(record),
                   key=record["key"], kind=record["kind"], text=record["text"])
