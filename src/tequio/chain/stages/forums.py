"""Stage 1, for consultations: a row is a voice, a file is one encounter per territory, a place is one place."""

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from tequio.chain.consultation import as_words, place_of, says_nothing
from tequio.chain.context import Build, Merged
from tequio.chain.orphans import Orphans
from tequio.chain.process_file import Source
from tequio.chain.records import Record
from tequio.chain.sheet_marks import heard_twice, mark_sheets
from tequio.chain.widths import shortened
from tequio.foundation.errors import Problem, TequioError
from tequio.foundation.language.spellings import merge_spellings
from tequio.foundation.places.columns import CODE
from tequio.foundation.places.models import Group, Level, Territory
from tequio.listening.actions import plan_encounter, record_voices
from tequio.listening.models import Encounter, EncounterKind, EncounterStatus, Use, Voice
from tequio.protection.place_names import names_somebody_there

USES = {"diagnostico": Use.DIAGNOSIS, "diagnóstico": Use.DIAGNOSIS, "cita": Use.QUOTE, "dialogo": Use.DIALOGUE,
        "diálogo": Use.DIALOGUE, "archivo": Use.ARCHIVE} | {use.value: use for use in Use}
LONGEST_NAME = 160
LONGEST_KEY = 66  # of an encounter's, before its week

# A municipality's key and a spelling, with the place it stands for.
Places = Mapping[tuple[str, str], Territory]


def monday(day: datetime.date | None) -> datetime.date | None:
    """Dates are kept to the week."""
    return day - datetime.timedelta(days=day.weekday()) if day else None


def encounter_for(build: Build, record: Record, week: datetime.date | None = None) -> Encounter:
    """The one encounter that stands for a file which names none: what the source says of it, and no more.

    Where rows know their week, there is one for each.
    """
    territory, about = build.territory(record), record.source.encounter
    week = monday(about.get("week")) or week
    key = shortened(f"{record.source.short}-{territory.key}", LONGEST_KEY)
    key += f"-{week}" if week and not about.get("week") else ""
    if key not in build.encounters:
        encounter = Encounter(
            process=build.process, territory=territory, key=key, kind=_kind(build, about),
            status=EncounterStatus.HELD, week=week, facilitator=about.get("facilitator", ""))
        granted = granted_by(build, record.source)
        asked = Use if asks_for_uses(record.source) else granted
        plan_encounter(actor=build.actor, encounter=encounter, attendance={},
                       allowed={use: use in granted for use in asked})
        build.encounters[key] = encounter
    return build.encounters[key]


def _kind(build: Build, about: Mapping[str, object]) -> str:
    kind = str(about.get("kind", EncounterKind.FORUM.value))
    if kind not in EncounterKind.values:
        raise TequioError("TQ-105", file=build.declared.path.name, column="sources.encounter.kind", value=kind,
                          known=", ".join(EncounterKind.values))
    return kind


def granted_by(build: Build, source: Source) -> set[Use]:
    """What a file allows as a whole: its use for the diagnosis, and what the source names."""
    return {Use.DIAGNOSIS, *_granted(build, source.encounter)}


def asks_for_uses(source: Source) -> bool:
    """Whether a source says what was allowed, as a whole or answer by answer: what it leaves out is refused then."""
    return "consent" in source.encounter or bool(source.columns.get("consent"))


def _granted(build: Build, about: Mapping[str, object]) -> Iterator[Use]:
    said = about.get("consent")
    for word in said if isinstance(said, list) else ():
        if str(word) not in USES:
            raise TequioError("TQ-105", file=build.declared.path.name, column="sources.encounter.consent", value=word,
                              known=", ".join(USES))
        yield USES[str(word)]


def hear_consultations(build: Build) -> int:
    """One voice per row of a consultation; places spelled many ways become one, and say so."""
    made = 0
    for number, source in enumerate(build.sources("consultation"), start=1):
        records = _of_known(build, source)
        places = settle_places(build, records)
        # Forums are often numbered from 1 each: what keeps a second one apart is its place among the sources.
        prefix = (source.territory or "consulta") + (f".{number}" if number > 1 else "")
        voices: dict[Encounter, list[Voice]] = {}
        for record in records:
            voice = _consulted(build, record, places, f"{prefix}-{_number(record)}")
            if voice is not None:
                if record["key"]:
                    build.own_numbers.setdefault(record["key"], []).append(voice.key)
                voices.setdefault(voice.encounter, []).append(voice)
        for encounter, rows in voices.items():
            made += record_voices(actor=build.actor, encounter=encounter, voices=rows)
    mark_sheets(build, ((record, voice, as_words(record)) for record, voice in build.consulted))
    return made


def _number(record: Record) -> str:
    """As the sheet numbers the row, where that is a code; a name in that column is kept nowhere."""
    if not record["key"]:
        return str(record.row)
    return str(record["key"]) if CODE.fullmatch(record["key"]) else f"fila-{record.row}"


def _of_known(build: Build, source: Source) -> list[Record]:
    """The rows of a source whose territory and group are there; the others are listed, if they are few."""
    rows = build.rows_of(source)
    orphans = Orphans(source, len(rows.numbers))
    known = [record for record in rows.records
             for _ in orphans.attempt(record, lambda row: (build.territory(row), _group(build, row)))]
    orphans.settle(build.ledger)
    return known


def _consulted(build: Build, record: Record, places: Places, key: str) -> Voice | None:
    """The voice of a consultation's row, or None for a row that says nothing or repeats a key: it is listed."""
    words = as_words(record)
    reason = says_nothing(record) if not words else "repeated" if key in build.voices else ""
    reason = reason or ("read_before" if heard_twice(build, record) else "")
    if reason:
        build.ledger.list_row(record.file, record.row, reason)
        return None
    around = build.territory(record)
    voice = Voice(process=build.process, encounter=encounter_for(build, record), group=_group(build, record), key=key,
                  territory=places.get((around.key, place_of(record)), around), text=words, source_file=record.file,
                  source_row=record.row, consulted=True)
    build.voices[key] = voice
    build.consulted.append((record, voice))
    build.ledger.use(record.file)
    return voice


def _group(build: Build, record: Record) -> Group | None:
    """The group a row names, or marks in exactly one of the source's group columns."""
    if record["group"]:
        return build.group(record)
    return build.group(record, record.marks[0]) if len(record.marks) == 1 else None


def settle_places(build: Build, records: Iterable[Record]) -> Places:
    """Neighbourhoods by municipality and spelling: «Centro» of two municipalities is two places.

    What names somebody becomes no place, since names of places stand in the clear: its rows count in the town.
    """
    spelled: dict[Territory, Counter[str]] = {}
    files: dict[str, Counter[str]] = {}
    for record in records:
        if name := place_of(record):
            spelled.setdefault(build.territory(record), Counter())[name] += 1
            files.setdefault(name, Counter())[record.file] += 1
    same = {str(key): str(value) for key, value in build.declared.places.get("same", {}).items()}
    somebodys = {name for name, rows in files.items()
                 if name not in same and names_somebody_there(name, build.detector, rows=rows.total())}
    _say_so(build, sum((files[name] for name in somebodys), Counter()))
    found: dict[tuple[str, str], Territory] = {}
    for around, counted in spelled.items():
        names = Counter({name: rows for name, rows in counted.items() if name not in somebodys})
        for spelling, name in merge_spellings(names, same=same).items():
            found[around.key, spelling] = _place(build, around, name[:LONGEST_NAME])
            build.merged.append(Merged(around, spelling, name, names[spelling]))
    return found


def _say_so(build: Build, rows: Counter[str]) -> None:
    build.ledger.notices += [Problem("TQ-141", file, column="place", facts={"count": count})
                             for file, count in sorted(rows.items())]


def _place(build: Build, around: Territory, name: str) -> Territory:
    """The territory of that name in or at `around`, made where there is none."""
    for known in build.territories.values():
        if known.name == name and (known.pk == around.pk or known.parent_id == around.pk):
            return known
    made = Territory.objects.create(
        process=build.process, parent=around, key=f"{around.key[:60]}-{len(build.territories)}", name=name,
        level=Level.NEIGHBOURHOOD)
    build.territories[made.key] = made
    return made
