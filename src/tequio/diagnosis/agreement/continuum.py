"""Texts cut into passages and gaps, coder by coder, and how far two such cuttings lie apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Span = tuple[int, int]
# Start and end of each part, and whether it is a passage.
Parts = NDArray[np.int64]


@dataclass(frozen=True)
class Cut:
    """One text of `length` characters as several coders cut it for one code."""

    length: int
    coders: tuple[Parts, ...]


def cut(length: int, spans: Sequence[Iterable[Span]]) -> Cut:
    """Each coder's passages and the gaps between. Passages that overlap are one; those that only touch are two."""
    return Cut(length, tuple(_parts(length, joined(mine)) for mine in spans))


def joined(spans: Iterable[Span]) -> list[Span]:
    """Spans in their order, each that runs into the one before made one with it."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def covered(spans: Iterable[Span]) -> list[Span]:
    """What the spans cover together, in stretches that do not touch."""
    found: list[Span] = []
    for start, end in joined(spans):
        if found and start == found[-1][1]:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def moved_together(spans: Iterable[Span], kept: Sequence[Span]) -> list[Span]:
    """The spans where only the stretches `kept` are left and follow each other at once."""
    begins = np.array([start for start, _ in kept], np.int64)
    before = np.concatenate([[0], np.cumsum([end - start for start, end in kept])])

    def place(at: int) -> int:
        stretch = int(np.searchsorted(begins, at, side="right")) - 1
        return int(before[stretch] + min(at, kept[stretch][1]) - begins[stretch]) if stretch >= 0 else 0

    return [(place(start), place(end)) for start, end in spans]


def _parts(length: int, spans: Sequence[Span]) -> Parts:
    rows: list[tuple[int, int, int]] = []
    at = 0
    for start, end in spans:
        if start > at:
            rows.append((at, start, 0))
        rows.append((start, end, 1))
        at = end
    if at < length:
        rows.append((at, length, 0))
    return np.array(rows, np.int64).reshape(-1, 3)


def apart(one: Parts, other: Parts) -> float:
    """The squared distances of two cuttings of one text, each pair of parts once.

    Passages that overlap lie as far apart as their beginnings and their ends; a passage inside a gap of the other
    counts with its whole length.
    """
    total = 0
    here = there = 0
    while here < len(one) and there < len(other):
        begin, end, passage = (int(value) for value in one[here])
        other_begin, other_end, other_passage = (int(value) for value in other[there])
        if passage and other_passage:
            total += (begin - other_begin) ** 2 + (end - other_end) ** 2
        elif passage and other_begin <= begin and end <= other_end:
            total += (end - begin) ** 2
        elif other_passage and begin <= other_begin and other_end <= end:
            total += (other_end - other_begin) ** 2
        here, there = here + (end <= other_end), there + (other_end <= end)
    return float(total)
