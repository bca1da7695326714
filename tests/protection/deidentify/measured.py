"""How much of what should be masked is masked: the measure of the bars and of the benchmark."""

import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Ranges = list[tuple[int, int]]


@dataclass
class Measured:
    """Counts over texts. A gold span is found only when every letter and digit of it is masked; a span is right when it
    touches a gold span.

    Soft spans stand apart: plain kinship, hours and weekdays, which point at nobody and carry what was said. They ask
    for no mask, a mask on one of them is wrong, and how many a mask touches is counted for itself.
    """

    found: Counter[str] = field(default_factory=Counter)
    wanted: Counter[str] = field(default_factory=Counter)
    styles: dict[str, Counter[str]] = field(default_factory=dict)
    right: int = 0
    said: int = 0
    masked: int = 0
    gold: int = 0
    soft: int = 0
    soft_erased: int = 0

    @property
    def recall(self) -> float:
        return self.found.total() / self.wanted.total()

    @property
    def precision(self) -> float:
        return self.right / self.said

    @property
    def over(self) -> float:
        """Masked characters per character of gold."""
        return self.masked / self.gold

    @property
    def erased(self) -> float:
        """Soft spans of which a mask takes something."""
        return self.soft_erased / max(1, self.soft)


def measure(rows: Iterable[dict[str, Any]], ranges: Callable[[str], Ranges], *, lower: bool = False) -> Measured:
    """Runs `ranges` over each row's text, lower-cased if asked, and counts against its gold spans."""
    measured = Measured()
    for row in rows:
        text = row["text"].lower() if lower else row["text"]
        _count(measured, row, text, ranges(text))
    return measured


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _count(measured: Measured, row: dict[str, Any], text: str, said: Ranges) -> None:
    covered = {place for start, end in said for place in range(start, end)}
    strict = [span for span in row["spans"] if not span.get("soft")]
    soft = [span for span in row["spans"] if span.get("soft")]
    gold = {place for span in strict for place in range(span["start"], span["end"])}
    style = measured.styles.setdefault(row["style"], Counter())
    for span in strict:
        whole = all(place in covered for place in range(span["start"], span["end"]) if text[place].isalnum())
        measured.wanted[span["label"]] += 1
        measured.found[span["label"]] += whole
        style.update(wanted=1, found=int(whole))
    measured.said += len(said)
    measured.right += sum(not gold.isdisjoint(range(start, end)) for start, end in said)
    measured.masked += len(covered)
    measured.gold += len(gold)
    measured.soft += len(soft)
    measured.soft_erased += sum(not covered.isdisjoint(range(span["start"], span["end"])) for span in soft)
