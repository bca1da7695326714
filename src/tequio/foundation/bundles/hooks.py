"""What rooms further along the chain do before something is sent and after something was taken."""

from collections.abc import Callable
from uuid import UUID

Act = Callable[[UUID], None]
_before_sending: list[Act] = []
_after_taking: list[Act] = []


def before_sending(prepare: Act) -> None:
    """`prepare` makes what two machines must not each make for themselves."""
    _before_sending.append(prepare)


def after_taking(follow: Act) -> None:
    """`follow` does again what was done elsewhere and reaches further here, such as taking back. It may be repeated."""
    _after_taking.append(follow)


def prepare(process_id: UUID) -> None:
    for act in _before_sending:
        act(process_id)


def follow(process_id: UUID) -> None:
    for act in _after_taking:
        act(process_id)
