"""What each room says once of its tables, its verbs, its steps along the chain and itself.

A room declares when it starts, in `nouns.py` and `verbs.py` beside its models. Whatever has to know all tables or all
verbs (permissions, bundles, withdrawal, closing, the record, the pages) reads them here and keeps no list of its own.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.db import models

    from tequio.foundation.accounts.models import Role


class Part(StrEnum):
    """Which machines a row concerns, where it travels between machines."""

    # Every machine needs it to make sense of anything.
    GROUND = "ground"
    # What a machine lent to the field works with and brings back.
    FIELD = "field"
    # Only machines that hold the whole process.
    WHOLE = "whole"


class Ends(StrEnum):
    """How a withdrawal reaches the words of a column."""

    # Sealed with the key of a voice, or hanging on one.
    VOICE = "voice"
    # The trail leads to it, and its declaration says what becomes of it.
    NOUN = "noun"
    # Words about such a noun, which go when it is emptied.
    HANGS = "hangs"
    # Written down of an encounter beside its voices, and taken back with it.
    ENCOUNTER = "encounter"
    # The team's own words, or an institution's, which stay whoever takes back what they said.
    TEAM = "team"
    # It stands beside a row of any kind and is sealed with its key, or ends with it.
    WHOLE = "whole"


@dataclass(frozen=True, kw_only=True, eq=False)
class Table:
    """One table: what it is called, and how its rows travel, end and are handed over."""

    model: "type[models.Model]"
    # What one row is called, where the model's own name has another meaning elsewhere.
    label: Any = ""
    # Whom its rows concern on other machines; or, for rows that stay on their machine, why.
    travels: Part | None = None
    stays: str = ""
    # Columns of a row that travels which each machine fills for itself.
    own: tuple[str, ...] = ()
    # A machine lent without words gets it as long as its encounter is only planned.
    prepares: bool = False
    # It travels once its round is closed: until then ballots may be drawn anew, so that nobody can be told by them.
    waits_for_round: bool = False
    # Whether its rows leave with a process that is handed over or archived, by what was allowed.
    leaves: bool
    # The account of what was done: it leaves and stays as well.
    account: bool = False
    # People count by it: the certificate of a closed process gives it a line of its own.
    counted: bool = False
    # Every sealed column of words, and how a withdrawal reaches it.
    sealed: Mapping[str, Ends] = field(default_factory=dict)
    # Plain columns that hold words which somebody else's key closed.
    closed: Mapping[str, Ends] = field(default_factory=dict)
    # Plain columns of keys and digests, in which nobody can read anything.
    digests: tuple[str, ...] = ()
    # What its columns are called when a person chooses between two versions, where no other table has such a column.
    columns: Mapping[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The name of the table as bundles and backups know it, such as `listening.voice`."""
        return self.model._meta.label_lower

    @property
    def kind(self) -> str:
        """The name by which the trail and the record know it, such as `voice`."""
        return self.model._meta.model_name or ""

    @property
    def called(self) -> Any:
        """What one row is called, in the reader's language."""
        return self.label or self.model._meta.verbose_name


@dataclass(frozen=True)
class Verb:
    """One thing that people do: who may, and how the record says it."""

    name: str
    # Nobody is asked for permission where it is empty: the program does it, or anybody to their own account.
    roles: "tuple[Role, ...]"
    # "Somebody …" in the past, as the pages of the record say it; empty for what is only looked at.
    said: Any = ""
    # What is allowed together and is not the same: by the word that the record adds, said in full.
    also: Mapping[str, Any] = field(default_factory=dict)
    # Why, where the record adds one of a list of reasons.
    because: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step of the chain as the pages draw it, and the rows that fill it."""

    key: str
    phase: str
    label: Any
    meaning: Any
    # One and many, for a count.
    noun: Any
    # What to do while it is empty.
    missing: Any
    model: "type[models.Model]"
    # The namespace of the room that shows it.
    room: str
    # The lookup to the territory of a row; empty for rows that lie in none.
    territory: str
    # For rows that lie in none: the lookup to the territories that they speak of.
    spans: str = ""
    # Which rows of the model belong to it.
    among: Mapping[str, Any] = field(default_factory=dict)
    # What is in print tells nothing of anybody: its count is shown to everybody.
    in_print: bool = False


@dataclass(frozen=True, kw_only=True)
class Room:
    """A room of the chain as pages lead to it."""

    name: str
    label: Any
    # Whether its pages are sound for somebody who works in some territories only.
    by_territory: bool = False


_tables: dict[str, Table] = {}
_verbs: dict[str, Verb] = {}
_steps: dict[str, Step] = {}
_rooms: dict[str, Room] = {}
_by_territory: set[str] = set()


def declare_tables(*declared: Table) -> None:
    for table in declared:
        if bool(table.travels) == bool(table.stays):
            raise ValueError(f"{table.name} has to say either whom it travels to or why it stays")
        _once(_tables, table.name, table)


def declare_verbs(*declared: Verb) -> None:
    for verb in declared:
        _once(_verbs, verb.name, verb)


def declare_steps(*declared: Step) -> None:
    """In the order of the chain: rooms start in that order."""
    for step in declared:
        _once(_steps, step.key, step)


def declare_room(room: Room) -> None:
    _once(_rooms, room.name, room)


def declare_by_territory(pages: Iterable[str]) -> None:
    """Pages outside the rooms, by the name of their address, that are sound for somebody who works in some places."""
    _by_territory.update(pages)


def _once(declared: dict[str, Any], name: str, thing: Any) -> None:
    if name in declared:
        raise ValueError(f"{name} is declared twice")
    declared[name] = thing


def tables() -> dict[str, Table]:
    """By the name of the table, in the order in which rooms start."""
    return dict(_tables)


def verbs() -> dict[str, Verb]:
    return dict(_verbs)


def verb_of(name: str) -> Verb:
    """Raises KeyError for a verb that no room declares."""
    return _verbs[name]


def steps() -> tuple[Step, ...]:
    return tuple(_steps.values())


def rooms() -> tuple[Room, ...]:
    return tuple(_rooms.values())


def opens_by_territory(page: str) -> bool:
    """Whether a room, or a page outside the rooms, is sound for somebody who works in some territories only."""
    return page in _by_territory or (page in _rooms and _rooms[page].by_territory)
