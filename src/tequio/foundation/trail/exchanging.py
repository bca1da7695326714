"""What rooms further along the chain do before something is sent to another machine and after something was taken."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from tequio.foundation.accounts.models import User
from tequio.foundation.places.models import Process

Act = Callable[[UUID], None]
_before_sending: list[Act] = []
_after_taking: list[Act] = []
# Process, who decides, kind and number of the row, and the uses that are taken back (none: all of it).
TakeBack = Callable[[Process, User, str, UUID, Sequence[str]], None]
_taking_back: list[TakeBack] = []
# What a room states of its rows beside them is made on each machine: it is told which rows a bundle brought or took.
Brought = dict[str, list[tuple[UUID, dict[str, Any]]]]
_when_written: list[Callable[[UUID, Brought], None]] = []


def before_sending(prepare: Act) -> None:
    """`prepare` makes what two machines must not each make for themselves."""
    _before_sending.append(prepare)


def after_taking(follow: Act) -> None:
    """`follow` does again what was done elsewhere and reaches further here, such as taking back. It may be repeated."""
    _after_taking.append(follow)


def taking_back(act: TakeBack) -> None:
    """`act` takes something back for somebody who decided it here."""
    _taking_back.append(act)


def take_back(process: Process, actor: User, kind: str, row_id: UUID, uses: Sequence[str]) -> None:
    for act in _taking_back:
        act(process, actor, kind, row_id, uses)


def when_written(act: Callable[[UUID, Brought], None]) -> None:
    """`act` is called with the rows of each kind that a bundle wrote or took away, in the same transaction."""
    _when_written.append(act)


def written(process_id: UUID, rows: Brought) -> None:
    for act in _when_written:
        act(process_id, rows)


def prepare(process_id: UUID) -> None:
    for act in _before_sending:
        act(process_id)


def follow(process_id: UUID) -> None:
    for act in _after_taking:
        act(process_id)
