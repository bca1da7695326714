"""What the numbers of a document let somebody work out, pure: how many values each of them leaves open."""

import dataclasses
from collections.abc import Iterator
from typing import Any

from tequio.protection.disclosure import Coarse


@dataclasses.dataclass(frozen=True)
class Exposed:
    """Of one document: how many counts it holds, how many say «fewer than», and what the closest leaves open."""

    counts: int
    hidden: int
    # The fewest values that any count leaves open, to whoever sees every edition and knows what came in between.
    least: int
    # Points and findings that rest on one voice; they stand without their group.
    alone: int


def exposed(content: Any) -> Exposed:
    counts = list(_of(content, Coarse))
    alone = sum(bool(getattr(part, "alone", False)) for part in _parts(content))
    return Exposed(len(counts), sum(one.value is None for one in counts), min(map(open_values, counts), default=0),
                   alone)


def open_values(count: Coarse) -> int:
    """A held count keeps its remainder, so that the values of one look are those of all looks together."""
    least, most = count.interval
    return most - least + 1


def _of(value: Any, kind: type) -> Iterator[Any]:
    return (part for part in _parts(value) if isinstance(part, kind))


def _parts(value: Any) -> Iterator[Any]:
    """Everything inside, from the outside in."""
    yield value
    if isinstance(value, Coarse):
        return
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from _parts(getattr(value, field.name))
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _parts(part)
