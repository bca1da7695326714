"""What a machine lent to the field may bring: rows of the field that lie in its own territories, in every version.

Nothing is merged before this was asked, and where a row lies is told by what this machine knew before. What would
destroy something here is taken out: it waits for a person (`awaiting.py`).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from tequio.exchange.history import History
from tequio.exchange.kinds import kinds
from tequio.exchange.merging import Entry
from tequio.exchange.models import Wish
from tequio.exchange.placing import Content, Key
from tequio.exchange.scope import EDGE, TERRITORY, WITHDRAWAL, Limits, around, labels
from tequio.exchange.state import State
from tequio.foundation.errors import TequioError
from tequio.foundation.register import Part

RECEIPT = "protection.receipt"
# What a team in the field may say of a territory: that work stopped there, and why.
OF_A_TERRITORY = frozenset({"suspended", "suspension_note"})
WITHDRAWABLE = frozenset({"listening.voice", "listening.encounter"})
USE = re.compile(r"[a-z_]{1,24}")
NONE: History = frozenset()


@dataclass(frozen=True)
class Asked:
    """Something that the other machine wants gone here: taken back (or some uses of it), ended, or deleted."""

    wish: Wish
    key: Key
    uses: tuple[str, ...] = ()


@dataclass
class Brought:
    """What may be merged at once, and what waits for a person."""

    entries: list[Entry] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)


class LentPart:
    """The part that was lent, with what is known here and what arrives."""

    def __init__(self, state: State, limits: Limits, entries: Iterable[Entry] = ()) -> None:
        self.state, self.around = state, around(state, limits)
        self.arriving = {entry.key: entry for entry in entries}
        self._found: dict[Key, set[str] | None] = {}

    def holds(self, key: Key) -> bool | None:
        """Whether every version of a row lies in the part; None where it cannot be told."""
        lies = self.places(key)
        if lies is None:
            return None
        return lies <= self.around and (bool(lies) or key[0] == RECEIPT)

    def places(self, key: Key) -> set[str] | None:
        """The territories of all versions of a row, known or arriving; None where one of them cannot be told."""
        if key[0] == TERRITORY:
            return {str(key[1])} if key in self.state.histories else None
        if key not in self._found:
            # A row that leads back to itself lies nowhere by that way.
            self._found[key] = set()
            self._found[key] = self._told(key)
        return self._found[key]

    def _told(self, key: Key) -> set[str] | None:
        versions = self.versions(key)
        if not versions:
            return None
        found: set[str] = set()
        for content in versions:
            for above in self._above(key, content):
                # What has ended takes along whatever hangs on it.
                lies = set() if above in self.state.ended else self.places(above)
                if lies is None:
                    return None
                found |= lies
        return found

    def versions(self, key: Key) -> list[Content]:
        known = list(self.state.contents.get(key, {}).values())
        if key in self.state.unreadable:
            known.append(self.state.unreadable[key])
        return [*known, *(self.arriving[key].contents.values() if key in self.arriving else ())]

    def _above(self, key: Key, content: Content) -> list[Key]:
        if key[0] == EDGE:
            return ends_of(content)
        return [(parent, UUID(content[name])) for name, parent in kinds()[key[0]].parents.items()
                if content.get(name) and (parent == TERRITORY or kinds()[parent].part is not Part.GROUND)]

    def hangs_on_ended(self, key: Key) -> bool:
        return any(above in self.state.ended for content in self.versions(key) for above in self._above(key, content))


def ends_of(edge: Content) -> list[Key]:
    """Both ends by the kinds that travel. Raises TQ-353 for what a machine of the field does not join."""
    found = []
    for end in ("source", "target"):
        label = labels().get(str(edge[f"{end}_kind"]), "")
        if not label or kinds()[label].part is not Part.FIELD:
            raise TequioError("TQ-353", value=EDGE)
        found.append((label, UUID(edge[f"{end}_id"])))
    return found


def sorted_out(state: State, limits: Limits, entries: Iterable[Entry], ended: Iterable[Key]) -> Brought:
    """Raises TQ-353 for what is not the machine's part, TQ-541 for what cannot be told, TQ-542 for a territory that it
    describes otherwise."""
    new = [entry for entry in entries
           if entry.key not in state.ended and entry.history - state.histories.get(entry.key, NONE)]
    part, brought = LentPart(state, limits, new), Brought()
    for entry in new:
        _take(part, entry, brought)
    for key in ended:
        _take_end(part, key, brought)
    return brought


def _take(part: LentPart, entry: Entry, brought: Brought) -> None:
    key = entry.key
    if key[0] == WITHDRAWAL:
        _take_withdrawal(part, entry, brought)
        return
    if kinds()[key[0]].part is not Part.FIELD and key[0] != TERRITORY:
        raise TequioError("TQ-353", value=key[0])
    if not entry.contents and key not in part.state.histories:
        # It was made and deleted there: there is nothing to delete here.
        return
    holds = part.holds(key)
    if holds is None:
        raise TequioError("TQ-541", value=key[0])
    if holds is False and not part.hangs_on_ended(key):
        raise TequioError("TQ-353", value=key[0])
    if key[0] == TERRITORY:
        _check_territory(part.state, entry)
    if key[0] == RECEIPT:
        _check_receipt(part.state, entry)
    if _goes(part.state, entry) and not kinds()[key[0]].natural:
        brought.asked.append(Asked(Wish.DELETED, key))
    else:
        brought.entries.append(entry)


def _goes(state: State, entry: Entry) -> bool:
    """Whether taking it would delete a row that stands here."""
    return entry.key in state.table and not entry.contents


def _check_territory(state: State, entry: Entry) -> None:
    known = state.winner(entry.key) or {}
    if not entry.contents:
        raise TequioError("TQ-542")
    for content in entry.contents.values():
        if {name for name in known.keys() | content.keys() if known.get(name) != content.get(name)} - OF_A_TERRITORY:
            raise TequioError("TQ-542")


def _check_receipt(state: State, entry: Entry) -> None:
    """A slip stays the one that was printed; only one that covers something here can have been used."""
    known = state.winner(entry.key) if entry.key in state.histories else None
    for content in entry.contents.values():
        changed = known is not None and any(known.get(name) != content.get(name) for name in ("number", "digest"))
        if changed or (content.get("used") and not content.get("covers")):
            raise TequioError("TQ-353", value=RECEIPT)


def _take_withdrawal(part: LentPart, entry: Entry, brought: Brought) -> None:
    if entry.key in part.state.histories:
        # It was written down here first; how far it reached there is that machine's own account.
        return
    for content in entry.contents.values():
        label = labels().get(str(content["kind"]), "")
        uses = content.get("uses") or []
        if label not in WITHDRAWABLE or not isinstance(uses, list) or not all(
                isinstance(use, str) and USE.fullmatch(use) for use in uses):
            raise TequioError("TQ-353", value=WITHDRAWAL)
        about = (label, UUID(content["object_id"]))
        if about in part.state.ended:
            continue
        if part.holds(about) is False:
            raise TequioError("TQ-353", value=WITHDRAWAL)
        # Of what is not here the wish is kept: it may still come, and lie wherever it lies then.
        brought.asked.append(Asked(Wish.WITHDRAWN, about, tuple(sorted(uses))))


def _take_end(part: LentPart, key: Key, brought: Brought) -> None:
    kind = kinds()[key[0]]
    if key in part.state.ended or kind.part is Part.WHOLE or key[0] in (EDGE, WITHDRAWAL):
        # Of what it made of its own readings, and of what goes with the rows that they are about.
        return
    if kind.part is not Part.FIELD or part.holds(key) is False:
        raise TequioError("TQ-353", value=key[0])
    brought.asked.append(Asked(Wish.ENDED, key))
