"""From one or several rows of headings to one name per column."""

from collections import Counter
from collections.abc import Sequence

from tequio.foundation.intake.columns import JOINT
from tequio.foundation.intake.grid import Span
from tequio.foundation.intake.letters import letters


def names(rows: Sequence[Sequence[str]], numbers: Sequence[int], width: int, spans: Sequence[Span] | None) -> list[str]:
    """One unique name per column of the first `width`; `Top / Sub` where there are several rows of headings.

    A column without a heading goes by its letter (`=C`), which is also how a process file can ask for it.
    """
    padded = [list(row[:width]) + [""] * (width - len(row)) for row in rows]
    filled = _by_spans(padded, numbers, spans) if spans is not None else _by_guess(padded)
    joined = [_joined([row[position] for row in filled]) or f"={letters(position + 1)}" for position in range(width)]
    return _unique(joined)


def _by_spans(rows: list[list[str]], numbers: Sequence[int], spans: Sequence[Span]) -> list[list[str]]:
    """Every cell of a merged area says what its first cell says, to the right only: below stands the next heading."""
    row_of = dict(zip(numbers, rows, strict=True))
    for span in {(span.top, span.left): span for span in spans if span.top in row_of}.values():
        row = row_of[span.top]
        for position in range(span.left, min(span.right, len(row))):
            row[position] = row[position] or row[span.left - 1]
    return rows


def _by_guess(rows: list[list[str]]) -> list[list[str]]:
    """Where merges are unknown, a heading reaches over the blanks to its right that have a heading below them.

    A heading with nothing below it stands for its own column alone.
    """
    for depth, row in enumerate(rows[:-1]):
        current = ""
        for position, text in enumerate(row):
            below = any(lower[position] for lower in rows[depth + 1 :])
            if text or not below:
                current = text if below else ""
            row[position] = text or current
    return rows


def _joined(parts: Sequence[str]) -> str:
    kept: list[str] = []
    for part in (" ".join(part.split()) for part in parts):
        if part and (not kept or kept[-1] != part):
            kept.append(part)
    return JOINT.join(kept)


def _unique(wanted: Sequence[str]) -> list[str]:
    """Repeated names get ` (2)`, ` (3)` …, stepping over names that the sheet itself already uses."""
    taken = set(wanted)
    seen: Counter[str] = Counter()
    result: list[str] = []
    for name in wanted:
        seen[name] += 1
        unique = name
        while seen[name] > 1 and (unique := f"{name} ({seen[name]})") in taken:
            seen[name] += 1
        taken.add(unique)
        result.append(unique)
    return result
