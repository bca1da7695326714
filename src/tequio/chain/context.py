"""What the stages of a build share: the process, who acts, and everything made so far by its short key."""

import difflib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

from tequio.agendas.models import Item, Proposal
from tequio.chain.ledger import Ledger
from tequio.chain.process_file import ProcessFile, Source
from tequio.chain.records import Record, read_records
from tequio.deliberation.models import Round, Sitting, Statement
from tequio.diagnosis.models import Code, Finding
from tequio.followup.models import Commitment, Response
from tequio.foundation.accounts.models import User
from tequio.foundation.intake import File, Handed, read_sheet
from tequio.foundation.language.folding import collapsed
from tequio.foundation.places.models import Group, Institution, Process, Territory
from tequio.listening.bringing.models import Delivery
from tequio.listening.models import Encounter, Voice
from tequio.measurement.models import Indicator
from tequio.protection.deidentify import Detector
from tequio.protection.masking import detector

Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Merged:
    """A spelling of a place and the name it was counted under, in one territory."""

    territory: Territory
    spelling: str
    place: str
    rows: int


@dataclass
class Build:
    """One run of the chain over one process file."""

    declared: ProcessFile
    process: Process
    actor: User
    ledger: Ledger
    readers: tuple[User, ...] = ()
    territories: dict[str, Territory] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    institutions: dict[str, Institution] = field(default_factory=dict)
    encounters: dict[str, Encounter] = field(default_factory=dict)
    voices: dict[str, Voice] = field(default_factory=dict)
    codes: dict[str, Code] = field(default_factory=dict)
    findings: dict[str, Finding] = field(default_factory=dict)
    # Keys of findings that are listed: all their voices refused the diagnosis.
    findings_left: set[str] = field(default_factory=set)
    indicators: dict[str, Indicator] = field(default_factory=dict)
    rounds: dict[str, Round] = field(default_factory=dict)
    sittings: dict[str, Sitting] = field(default_factory=dict)
    statements: dict[str, Statement] = field(default_factory=dict)
    # The rows of the statements: those that weigh a proposal are joined to it once proposals are there.
    stated: dict[str, Record] = field(default_factory=dict)
    proposals: dict[str, Proposal] = field(default_factory=dict)
    # Keys of earlier versions, and of the later one that took each in.
    taken_in: dict[str, str] = field(default_factory=dict)
    # Items by the key of every proposal that led to them, and by their own key.
    items: dict[str, Item] = field(default_factory=dict)
    responses: dict[str, Response] = field(default_factory=dict)
    commitments: dict[str, Commitment] = field(default_factory=dict)
    # Keys of responses and commitments that are listed, because their item goes to no office.
    unasked: set[str] = field(default_factory=set)
    # Rows of sheets that were heard, by their content and the columns asked for, with the source that read them first.
    rows_heard: dict[tuple[str, ...], Source] = field(default_factory=dict)
    merged: list[Merged] = field(default_factory=list)
    # Rows of consultations wait here with their voices between listening and agendas: one reading serves both.
    consulted: list[tuple[Record, Voice]] = field(default_factory=list)
    # Keys of voices that were there before this run, and the delivery that brings in what is new.
    taken: frozenset[str] = frozenset()
    delivery: Delivery | None = None
    # The voices that the delivery brought, by their keys: they themselves are let go of once they are sealed.
    brought: dict[str, UUID] = field(default_factory=dict)
    # Files that lie in memory, by the name a source gives them; all others lie in the folder.
    handed: Mapping[str, Handed] = field(default_factory=dict)
    progress: Callable[[str], None] = lambda _: None

    @property
    def folder(self) -> Path:
        return self.declared.folder

    def file(self, name: str) -> File:
        return self.handed.get(name) or self.folder / name

    def spellings(self) -> list[tuple[Territory, str, str, int]]:
        return [(row.territory, row.spelling, row.place, row.rows) for row in self.merged]

    def free_key(self, key: str) -> str:
        """`key`, or the next one like it that no voice of an earlier file has."""
        if key not in self.taken:
            return key
        others = (f"{key}.{number}" for number in count(2))
        return next(free for free in others if free not in self.taken)

    def sources(self, kind: str) -> Iterator[Source]:
        return (source for source in self.declared.sources if source.kind == kind)

    def records(self, kind: str) -> Iterator[Record]:
        """Every record of one kind, in the order of the sources; each is counted as read and used."""
        for source in self.sources(kind):
            rows = read_records(source, self.folder)
            if rows:
                self.ledger.read(rows[0].file, len(rows))
                self.ledger.use(rows[0].file, len(rows))
            yield from rows

    def territory(self, record: Record) -> Territory:
        """The territory a record belongs to: its own, its source's, or the only one there is."""
        key = record["territory"] or record.source.territory
        if key:
            return find(self.territories_by_name, key, record, "territory")
        top = [place for place in self.territories.values() if place.level == "municipality"]
        if len(top) == 1:
            return top[0]
        if len(self.territories) == 1:
            return next(iter(self.territories.values()))
        raise record.fault("TQ-127")

    def group(self, record: Record, key: str | None = None) -> Group | None:
        """The group a record names (by key, name or alias), or None where it names none."""
        named = record["group"] if key is None else key
        if not named:
            return None
        return find(self.groups_by_name, named, record, "group")

    @cached_property
    def territories_by_name(self) -> dict[str, Territory]:
        """Those of the process file, by key and by name. Two of one name answer only to their keys."""
        declared = [self.territories[row["key"]] for row in self.declared.territories]
        names = Counter(place.name for place in declared)
        return {place.name: place for place in declared if names[place.name] == 1} | {
            place.key: place for place in declared}

    @cached_property
    def groups_by_name(self) -> dict[str, Group]:
        found: dict[str, Group] = {}
        for row in self.declared.groups:
            group = self.groups[row["key"]]
            for name in (row["key"], row.get("es"), row.get("en"), *row.get("aliases", ())):
                if name:
                    found[str(name)] = group
        return found

    @cached_property
    def detector(self) -> Detector:
        """The detector with this process's places and glossary."""
        return detector(self.process, self.glossary)

    @cached_property
    def glossary(self) -> list[tuple[str, str]]:
        name = self.declared.protection.get("glossary")
        if not name:
            return []
        sheet = read_sheet(self.folder / name)
        words, labels = sheet.columns[0], sheet.columns[1]
        return [(row[words], row[labels]) for row in sheet.rows]


def find(table: Mapping[str, Thing], key: str, record: Record, kind: str) -> Thing:
    """What `key` names, whatever its case and accents. Raises TQ-124 with the nearest keys when it names nothing."""
    if key in table:
        return table[key]
    alike = {id(thing): thing for name, thing in table.items() if collapsed(name) == collapsed(key)}
    if len(alike) == 1:
        return next(iter(alike.values()))
    near: Any = difflib.get_close_matches(key, table, n=3) or list(table)[:3]
    raise record.fault("TQ-124", kind, value=key, kind=kind, near=", ".join(near))


def place_in(table: dict[str, Thing], key: str, thing: Thing, record: Record) -> None:
    """Keep `thing` under its key. Raises TQ-125 when the key is taken."""
    if key in table:
        raise record.fault("TQ-125", value=key)
    table[key] = thing
