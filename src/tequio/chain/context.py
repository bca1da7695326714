"""What the stages of a build share: the process, who acts, and everything made so far by its short key."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from itertools import count
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from tequio.agendas.models import Item, Proposal
from tequio.chain.ledger import Ledger
from tequio.chain.naming import find, numbered, place_in
from tequio.chain.orphans import Orphans
from tequio.chain.process_file import ProcessFile, Source
from tequio.chain.records import Record, Rows, read_rows
from tequio.deliberation.models import Round, Sitting, Statement
from tequio.diagnosis.models import Code, Finding
from tequio.followup.models import Commitment, Response
from tequio.foundation.accounts.models import User
from tequio.foundation.intake import File, Handed, read_sheet
from tequio.foundation.places.models import Group, Institution, Process, Territory
from tequio.listening.bringing.models import Delivery
from tequio.listening.models import Encounter, Voice
from tequio.measurement.models import Indicator
from tequio.protection.deidentify import Detector
from tequio.protection.masking import detector

__all__ = ["Build", "Merged", "find", "place_in"]

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
    # Statements that the moderators of a platform took out, by round and key: votes and reasons on them stay out, too.
    moderated_out: set[tuple[str, str]] = field(default_factory=set)
    # Statements that are listed because they name what is not there: votes and reasons on them are listed with them.
    statements_lost: set[tuple[str, str]] = field(default_factory=set)
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
    # Rows by what only one row may say, so that the second is refused with its place.
    said_once: dict[tuple[object, ...], Record] = field(default_factory=dict)
    # Keys of voices by the number that the row of a consultation carries itself.
    own_numbers: dict[str, list[str]] = field(default_factory=dict)
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
    # Of how many places the municipalities were last picked out, and which they were.
    top: tuple[int, list[Territory]] = (0, [])
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

    def rows_of(self, source: Source) -> Rows:
        """The rows of a source, read and counted; those that are no records are listed."""
        self.ledger.here = source.label, 0
        rows = read_rows(source, self.folder)
        self.ledger.read(rows.label, rows.read)
        self.ledger.outside[rows.label] += rows.outside
        for number, reason in rows.listed:
            self.ledger.list_row(rows.label, number, reason)
        return rows

    def records(self, kind: str) -> Iterator[Record]:
        """Every record of one kind, in the order of the sources; each is counted as read and used."""
        for source in self.sources(kind):
            rows = self.rows_of(source)
            self.ledger.use(rows.label, len(rows.numbers))
            for record in rows.records:
                self.ledger.here = record.file, record.row
                yield record

    def made(self, kind: str, make: Callable[[Record], Thing],
             among: Callable[[dict[str, Thing], Record], object] | None = None) -> list[tuple[Record, Thing]]:
        """What every record of one kind becomes. A row that names something which is not there is listed, if few do.

        `among` looks up what a row names of its own kind, in all that the others become by their keys; it is asked
        again while rows are lost, for others may name those. Raises what `make` and `among` raise, and TQ-124 where
        too many rows name nothing.
        """
        done: list[tuple[Record, Thing]] = []
        tried: dict[int, tuple[Rows, Orphans]] = {}
        for source in self.sources(kind):
            rows = self.rows_of(source)
            orphans = Orphans(source, len(rows.numbers))
            tried[id(source)] = rows, orphans
            for record in rows.records:
                self.ledger.here = record.file, record.row
                done += orphans.attempt(record, make)
        before = None
        while among is not None and before != len(done):
            before, there = len(done), {record["key"]: thing for record, thing in done}
            done = [(record, thing) for record, thing in done
                    if list(tried[id(record.source)][1].attempt(record, partial(among, there)))]
        for rows, orphans in tried.values():
            self.ledger.use(rows.label, len(rows.numbers) - orphans.settle(self.ledger))
        return done

    def once(self, record: Record, field: str, value: str, *mark: object) -> None:
        """Raises TQ-134 for a row that says again what another row of its kind says, told by `mark`."""
        before = self.said_once.setdefault((record.source.kind, *mark), record)
        if before is not record:
            raise record.fault("TQ-134", field, value=value, first=f"{before.file} {before.row}")

    def territory(self, record: Record) -> Territory:
        """The territory a record belongs to: its own, its source's, or the only one there is."""
        key = record["territory"] or record.source.territory
        if key:
            return find(self.territories_by_name, key, record, "territory")
        top = self._municipalities()
        if len(top) == 1:
            return top[0]
        if len(self.territories) == 1:
            return next(iter(self.territories.values()))
        raise record.fault("TQ-127")

    def _municipalities(self) -> list[Territory]:
        """Looked up anew when places came in: a consultation asks for each row, and names thousands of places."""
        count, top = self.top
        if count != len(self.territories):
            top = [place for place in self.territories.values() if place.level == "municipality"]
            self.top = len(self.territories), top
        return top

    def group(self, record: Record, key: str | None = None) -> Group | None:
        """The group a record names (by key, name or alias), or None where it names none."""
        named = record["group"] if key is None else key
        if not named:
            return None
        return find(self.groups_by_name, named, record, "group")

    def groups_of(self, record: Record, field: str, names: Iterable[str]) -> list[Group]:
        """The groups that a cell names. Raises TQ-134 for one that it names twice, as by its key and by an alias."""
        found: list[Group] = []
        for name in names:
            group = find(self.groups_by_name, name, record, field, "group")
            if group in found:
                raise record.fault("TQ-134", field, value=name, first=f"{record.file} {record.row}")
            found.append(group)
        return found

    def voice(self, key: str, record: Record, field: str) -> Voice:
        """A voice by its key, or by the number that its row carries."""
        known, may = numbered(self.voices, key, self.own_numbers.get(key, ()))
        return find(self.voices, known, record, field, "voice", nearest=may)

    def proposal(self, key: str, record: Record, field: str) -> Proposal:
        """A proposal by its key, or by the number that its row of a consultation carries."""
        known, may = numbered(self.proposals, key, self.own_numbers.get(key, ()), "P-")
        return find(self.proposals, known, record, field, "proposal", nearest=may)

    def item(self, key: str, record: Record, field: str) -> Item:
        """A line of an agenda by its key, by that of a proposal in it, or by the number of that proposal's row."""
        known, may = numbered(self.items, key, self.own_numbers.get(key, ()), "P-")
        return find(self.items, known, record, field, "item", nearest=may)

    @cached_property
    def territories_by_name(self) -> dict[str, Territory]:
        """Those of the process file, by key, name and official code. Two of one name answer only to key and code."""
        declared = [self.territories[row["key"]] for row in self.declared.territories]
        # Spreadsheets take the zero in front of a code away.
        named = [(name, place) for place in declared
                 for name in {place.name, place.code, place.code.lstrip("0")} if name]
        often = Counter(name for name, _ in named)
        return {name: place for name, place in named if often[name] == 1} | {place.key: place for place in declared}

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
