"""A cell merged over several rows says the same of each of them."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from tequio.foundation.intake.grid import Span

TextRow = tuple[int, tuple[str, ...]]


def filled_down(rows: list[TextRow], spans: Sequence[Span]) -> int:
    """Repeat the text of each tall merged area in those of its rows that have content, in place; how many were.

    Only in the first column of an area: a title merged over a whole row is not an answer to every question.
    """
    numbers = [number for number, _ in rows]
    count = 0
    for span in _apart([span for span in spans if span.bottom > span.top]):
        first, last = bisect_left(numbers, span.top), bisect_right(numbers, span.bottom)
        if first < last and numbers[first] == span.top:
            text = _at(rows[first][1], span.left - 1)
            count += sum(_fill(rows, at, span.left - 1, text) for at in range(first + 1, last)) if text else 0
    return count


def _apart(spans: Sequence[Span]) -> list[Span]:
    """Without areas that overlap another of the same column: no program makes them, and they would cost without end."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.left, span.top)):
        if not kept or kept[-1].left != span.left or kept[-1].bottom < span.top:
            kept.append(span)
    return kept


def _fill(rows: list[TextRow], at: int, place: int, text: str) -> bool:
    number, values = rows[at]
    if _at(values, place):
        return False
    padded = [*values, *[""] * (place + 1 - len(values))]
    padded[place] = text
    rows[at] = number, tuple(padded)
    return True


def _at(values: Sequence[str], place: int) -> str:
    return values[place] if place < len(values) else ""
