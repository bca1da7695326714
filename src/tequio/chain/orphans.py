"""Rows that are listed instead of used: those set aside for a reason, and those that name something which is not
there, as long as few of their source do."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from tequio.chain.ledger import Ledger
from tequio.chain.process_file import Source
from tequio.chain.records import Record
from tequio.foundation.errors import TequioError

Thing = TypeVar("Thing")
NAMELESS = "TQ-124"


class SetAsideError(Exception):
    """The row is understood and goes no further, for a reason of the ledger."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass
class Orphans:
    """Tries each row of one source, and keeps those that name nothing or were set aside."""

    source: Source
    rows: int
    lost: dict[int, TequioError] = field(default_factory=dict)
    aside: dict[int, str] = field(default_factory=dict)

    def attempt(self, record: Record, make: Callable[[Record], Thing]) -> Iterator[tuple[Record, Thing]]:
        """What the record becomes, or nothing. Raises every error but TQ-124."""
        try:
            made = make(record)
        except SetAsideError as fault:
            self.aside.setdefault(record.row, fault.reason)
        except TequioError as fault:
            if fault.problem.code != NAMELESS:
                raise
            self.lost.setdefault(record.row, fault)
        else:
            yield record, made

    def settle(self, ledger: Ledger) -> int:
        """List the rows that are not used; how many. Raises the first fault, TQ-124, where they are more than the share
        that the source allows."""
        if len(self.lost) > self.source.orphans * self.rows:
            first = next(iter(self.lost.values()))
            share = math.ceil(1000 * len(self.lost) / self.rows) / 1000
            first.problem.facts.update(
                listing=f" Son {len(self.lost)} de {self.rows} filas; para listarlas en vez de detenerse, escribe "
                        f"orphans = {share} en la fuente.",
                listing_en=f" They are {len(self.lost)} of {self.rows} rows; to list them instead of stopping, write "
                           f"orphans = {share} in the source.")
            raise first
        for row in self.lost:
            ledger.list_row(self.source.label, row, "unknown")
        for row, reason in self.aside.items():
            ledger.list_row(self.source.label, row, reason)
        return len(self.lost) + len(self.aside)
