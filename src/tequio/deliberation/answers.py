"""What answers a statement that would reproduce violence, or that carries a risk of it.

The answer is written on the statement, or when the proposal that carried it is reviewed, in a later room. That room
hands its answers in when it starts, as rooms hand in their nouns, so that nothing here imports upward.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Answered:
    """Why it is not adopted, what is done instead, and the page where that was decided."""

    reason: str
    instead: str
    url: str


Find = Callable[[UUID, Sequence[UUID]], Mapping[UUID, Answered]]
_found: list[Find] = []


def register_answers(find: Find) -> None:
    """`find(process, statements)` gives the answer to each statement that has one."""
    if find not in _found:
        _found.append(find)


def answers_to(process_id: UUID, statement_ids: Sequence[UUID]) -> dict[UUID, Answered]:
    return {statement: answer for find in _found for statement, answer in find(process_id, statement_ids).items()}
