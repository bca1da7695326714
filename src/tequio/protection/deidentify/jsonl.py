"""The detector over a file of texts: `{id, text}` a line in, `{id, masked, spans}` a line out."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from tequio.foundation.errors import TequioError
from tequio.protection.deidentify.detector import Detector
from tequio.protection.deidentify.placeholders import LABELS

DEFAULT_LABEL = "ALIAS"


def mask_file(source: Path, out: Path, *, glossary: Iterable[tuple[str, str]] = (), places: Iterable[str] = ()) -> int:
    """Writes the masked twin of `source` to `out` and says how many texts it holds.

    The result stands under its own name only when all of it is written. Raises TequioError TQ-450 to TQ-453 with file
    and row; a text is never part of the error.
    """
    detector = Detector(places, glossary)
    partial = out.with_name(f"{out.name}.partial")
    count = 0
    try:
        with partial.open("w", encoding="utf-8") as lines:
            for identifier, text in texts(source):
                lines.write(_line(identifier, text, detector))
                count += 1
        partial.replace(out)
    except OSError as broken:
        raise TequioError("TQ-453", file=out.name) from broken
    finally:
        partial.unlink(missing_ok=True)
    return count


def texts(source: Path) -> Iterator[tuple[str | int, str]]:
    """Each `(id, text)` of a file with one JSON object per line; empty lines are passed over."""
    for row, line in _lines(source):
        entry = _object(source, row, line)
        identifier, text = entry.get("id"), entry.get("text")
        if not isinstance(identifier, str | int) or not isinstance(text, str):
            raise TequioError("TQ-452", file=source.name, row=row)
        yield identifier, text


def read_glossary(source: Path) -> list[tuple[str, str]]:
    """Words that the process always masks, from a file with one `words` or `words<tab>LABEL` per line."""
    entries = []
    for row, line in _lines(source):
        words, _, label = line.strip().partition("\t")
        label = label.strip() or DEFAULT_LABEL
        if label not in LABELS:
            raise TequioError("TQ-454", file=source.name, row=row, labels=", ".join(sorted(LABELS)))
        entries.append((words.strip(), label))
    return entries


def _lines(source: Path) -> Iterator[tuple[int, str]]:
    row = 1
    try:
        with source.open(encoding="utf-8-sig") as lines:
            for row, line in enumerate(lines, start=1):
                if line.strip():
                    yield row, line
    except FileNotFoundError as missing:
        raise TequioError("TQ-450", file=source.name) from missing
    except UnicodeDecodeError as broken:
        raise TequioError("TQ-451", file=source.name, row=row) from broken


def _object(source: Path, row: int, line: str) -> dict[str, Any]:
    try:
        entry = json.loads(line)
    except (json.JSONDecodeError, RecursionError):
        # The decoder's own error holds the line; without `from None` it would be printed with the trace.
        raise TequioError("TQ-451", file=source.name, row=row) from None
    if not isinstance(entry, dict):
        raise TequioError("TQ-452", file=source.name, row=row)
    return entry


def _line(identifier: str | int, text: str, detector: Detector) -> str:
    masked = detector.mask(text)
    spans = [
        {"start": span.start, "end": span.end, "label": span.label, "reason": span.reason} for span in masked.spans
    ]
    return json.dumps({"id": identifier, "masked": masked.text, "spans": spans}, ensure_ascii=False) + "\n"
