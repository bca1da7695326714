"""Readings as a team writes them: each row is saved, so that it states what was decided."""

from collections.abc import Iterable
from typing import Any


def read_as(rows: Iterable[Any], status: str, first: str | None = None, second: str | None = None) -> None:
    """`rows` are readings of voices or of other texts; without names those of before stay."""
    for row in rows:
        row.status = status
        row.first_reviewer = row.first_reviewer if first is None else first
        row.second_reviewer = row.second_reviewer if second is None else second
        row.save()
