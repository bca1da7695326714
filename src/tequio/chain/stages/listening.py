"""Stage 1: encounters, voices with their consent, silences; consultations become one forum each."""

import datetime
from collections.abc import Iterable, Mapping

from tequio.chain.consultation import as_words, place_of
from tequio.chain.context import Build, Merged, find, place_in
from tequio.chain.process_file import Source
from tequio.chain.records import Record, read_records
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Group, Level, Territory
from tequio.foundation.language.spellings import merge_spellings
from tequio.foundation.vault.keyring import keyring
from tequio.listening.actions import declare_silences, plan_encounter, record_voices
from tequio.listening.models import Consent, Encounter, EncounterKind, EncounterStatus, Silence, Use, Voice

USES = {"diagnostico": Use.DIAGNOSIS, "diagnóstico": Use.DIAGNOSIS, "cita": Use.QUOTE, "dialogo": Use.DIALOGUE,
        "diálogo": Use.DIALOGUE, "archivo": Use.ARCHIVE} | {use.value: use for use in Use}


def listen(build: Build) -> dict[str, int]:
    for record in build.records("encounters"):
        _encounter(build, record)
    with keyring.of(build.process.pk).batch():
        voices = _voices(build)
        consulted = _consultations(build)
    silences = [_silence(build, record) for record in build.records("silences")]
    declare_silences(actor=build.actor, process=build.process, silences=silences)
    return {"encounters": len(build.encounters), "voices": voices + consulted, "silences": len(silences)}


def _encounter(build: Build, record: Record) -> None:
    encounter = Encounter(
        process=build.process, territory=build.territory(record), key=record["key"], kind=record["kind"],
        status=record["status"], week=_monday(record["week"]), reason=record["reason"],
        facilitator=record["facilitator"], recording=record["recording"] or "notes")
    attendance = {find(build.groups_by_name, key, record, "group"): count
                  for key, count in (record["attendance"] or {}).items()}
    granted = {use for use, _ in _uses(record)}
    plan_encounter(actor=build.actor, encounter=encounter, attendance=attendance,
                   allowed={use: use in granted for use in Use})
    place_in(build.encounters, record["key"], encounter, record)


def _monday(day: datetime.date | None) -> datetime.date | None:
    """Dates are kept to the week."""
    return day - datetime.timedelta(days=day.weekday()) if day else None


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
    for number, record in enumerate(build.records("voices"), start=1):
        key = record["key"] or f"{record.file}:{record.row}"
        encounter = _encounter_of(build, record)
        if not record["text"]:
            build.ledger.use(record.file, -1)
            build.ledger.list_row(record.file, record.row, "no_words")
            continue
        voice = Voice(process=build.process, encounter=encounter, territory=encounter.territory,
                      group=build.group(record), key=key, text=record["text"], source_file=record.file,
                      source_row=record.row)
        place_in(build.voices, key, voice, record)
        by_encounter.setdefault(encounter, []).append((voice, record))
        build.progress(f"{number}")
    for encounter, rows in by_encounter.items():
        exceptions = [Consent(process=build.process, encounter=encounter, voice=voice, use=use, granted=granted)
                      for voice, record in rows for use, granted in _uses(record)]
        record_voices(actor=build.actor, encounter=encounter, voices=[voice for voice, _ in rows],
                      exceptions=exceptions)
    return len(build.voices)


def _encounter_of(build: Build, record: Record) -> Encounter:
    if record["encounter"]:
        return find(build.encounters, record["encounter"], record, "encounter")
    return _made_for(build, record.source, build.territory(record), record)


def _made_for(build: Build, source: Source, territory: Territory, record: Record) -> Encounter:
    """The one encounter that stands for a file which names none: what the source says of it, and no more."""
    key = f"{source.file}:{territory.key}"
    if key not in build.encounters:
        about: Mapping[str, object] = source.encounter
        kind = str(about.get("kind", EncounterKind.FORUM.value))
        if kind not in EncounterKind.values:
            raise TequioError("TQ-105", file=build.declared.path.name, column="sources.encounter.kind", value=kind,
                              known=", ".join(EncounterKind.values))
        week = about.get("week")
        encounter = Encounter(
            process=build.process, territory=territory, key=key, kind=kind, status=EncounterStatus.HELD,
            week=_monday(week) if isinstance(week, datetime.date) else None,
            facilitator=str(about.get("facilitator", "")))
        granted = {USES[str(word)] for word in _list(about.get("consent")) if str(word) in USES}
        plan_encounter(actor=build.actor, encounter=encounter, attendance={},
                       allowed={use: use in granted or use is Use.DIAGNOSIS for use in Use})
        build.encounters[key] = encounter
    return build.encounters[key]


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _consultations(build: Build) -> int:
    """One voice per row of a consultation; places spelled many ways become one, and say so."""
    made = 0
    for source in build.sources("consultation"):
        records = read_records(source, build.folder)
        if not records:
            continue
        build.ledger.read(records[0].file, len(records))
        places = _places(build, source, records)
        voices: dict[Encounter, list[Voice]] = {}
        for record in records:
            voice = _consulted(build, record, places)
            if voice is not None:
                voices.setdefault(voice.encounter, []).append(voice)
        for encounter, rows in voices.items():
            made += record_voices(actor=build.actor, encounter=encounter, voices=rows)
    return made


def _consulted(build: Build, record: Record, places: Mapping[str, Territory]) -> Voice | None:
    """The voice of a consultation's row, or None for a row that says nothing or repeats a key: it is listed."""
    key = f"{record.source.territory or 'consulta'}-{record['key'] or record.row}"
    words = as_words(record)
    reason = "no_words" if not words else "repeated" if key in build.voices else ""
    if reason:
        build.ledger.list_row(record.file, record.row, reason)
        return None
    territory = places.get(place_of(record), build.territory(record))
    encounter = _made_for(build, record.source, build.territory(record), record)
    group = _group(build, record)
    voice = Voice(process=build.process, encounter=encounter, territory=territory, group=group, key=key, text=words,
                  source_file=record.file, source_row=record.row)
    build.voices[key] = voice
    build.consulted.append(record)
    build.ledger.use(record.file)
    return voice


def _group(build: Build, record: Record) -> Group | None:
    """The group a row names, or marks in exactly one of the source's group columns."""
    if record["group"]:
        return build.group(record)
    return build.group(record, record.marks[0]) if len(record.marks) == 1 else None


def _places(build: Build, source: Source, records: list[Record]) -> dict[str, Territory]:
    """Neighbourhoods by spelling, made once each under the source's municipality."""
    spellings = [place_of(record) for record in records]
    same = {str(key): str(value) for key, value in build.declared.places.get("same", {}).items()}
    merged = merge_spellings([name for name in spellings if name], same=same)
    found: dict[str, Territory] = {}
    for spelling, name in merged.items():
        key = f"{source.territory or 'lugar'}-{len(build.territories)}"
        known = next((place for place in build.territories.values() if place.name == name), None)
        if known is None:
            known = Territory.objects.create(
                process=build.process, parent=build.territory(records[0]), key=key, name=name,
                level=Level.NEIGHBOURHOOD)
            build.territories[key] = known
        found[spelling] = known
        build.merged.append(Merged(spelling, name, spellings.count(spelling)))
    return found


def _silence(build: Build, record: Record) -> Silence:
    encounter = find(build.encounters, record["encounter"], record, "encounter") if record["encounter"] else None
    territory = encounter.territory if encounter else build.territory(record)
    return Silence(process=build.process, territory=territory, encounter=encounter, group=build.group(record),
                   key=record["key"], kind=record["kind"], text=record["text"])
