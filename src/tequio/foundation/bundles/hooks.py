"""What rooms further along the chain do before something is sent and after something was taken."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

Act = Callable[[UUID], None]
_before_sending: list[Act] = []
_after_taking: list[Act] = []
# What a room states of its rows beside them is made on each machine: it is told which rows a bundle brought or took.
Brought = dict[str, list[tuple[UUID, dict[str, Any]]]]
_when_written: list[Callable[[UUID, Brought], None]] = []


def before_sending(prepare: Act) -> None:
    """`prepare` makes what two machines must not each make for themselves."""
    _before_sending.append(prepare)


def after_taking(follow: Act) -> None:
    """`follow` does again what was done elsewhere and reaches further here, such as taking back. It may be repeated."""
    _after_taking.append(follow)


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
