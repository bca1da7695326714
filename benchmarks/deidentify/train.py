"""Learns the weights of `src/tequio/protection/deidentify/data/likely.tsv` from the development sets.

Run as `PYTHONPATH=src:. .venv/bin/python benchmarks/deidentify/train.py`; with `--across` it writes nothing and says
how each set fares with weights learnt from the others, at several thresholds. No chance is in it: the same sets give
the same weights.
"""

import argparse
import csv
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import numpy
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from tests.protection.deidentify.measured import Ranges, measure, read

from tequio.demo import PROCESS_FILE
from tequio.protection.deidentify import Detector, Span, likely
from tequio.protection.deidentify.detector import read_text
from tequio.protection.deidentify.reading import Reading, forget

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests/protection/deidentify/data"
DEVELOPMENT = ("dev", "later", "fresh", "unseen", "second", "third")
WEIGHTS = ROOT / "src/tequio/protection/deidentify/data/likely.tsv"
LEAST_TIMES = 3
LEAST_WORDS = 5
PENALTY = 1.0
SMALLEST = 5
THRESHOLDS = (9.0, 0.0)

Examples = tuple[list[list[str]], list[bool]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--across", action="store_true", help="measure across sets, write nothing")
    options = parser.parse_args()
    sets = {name: read(DATA / f"{name}.jsonl") for name in DEVELOPMENT}
    if options.across:
        across(sets)
        return
    learnt = learn([row for rows in sets.values() for row in rows])
    lines = [f"{cue}\t{weight}" for cue, weight in sorted(learnt.items())]
    WEIGHTS.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} weights")


def across(sets: dict[str, list[dict[str, Any]]]) -> None:
    """Each set with weights from the others."""
    print("| set | text | threshold | recall | precision | masked / gold | soft erased |\n" + "|---" * 7 + "|")
    for name, rows in sets.items():
        learnt = learn([row for other, others in sets.items() if other != name for row in others])
        use(learnt)
        for lower in (False, True):
            for threshold in THRESHOLDS:
                likely.THRESHOLD = threshold
                found = measure(rows, ranges, lower=lower)
                figures = f"{found.recall:.1%} | {found.precision:.1%} | {found.over:.2f} | {found.erased:.1%}"
                print(f"| {name} | {'lower-cased' if lower else 'as written'} | {threshold} | {figures} |")


def ranges(text: str) -> Ranges:
    return [(span.start, span.end) for span in DETECTOR.spans(text)]


DETECTOR = Detector()


def use(learnt: dict[str, int]) -> None:
    """Puts weights in the place of those of the file."""
    forget()
    likely.weights = lambda: {cue: weight / 100 for cue, weight in learnt.items()}  # type: ignore[assignment]


def learn(rows: list[dict[str, Any]]) -> dict[str, int]:
    """A logistic regression over the cues of every word that could hide somebody, as written and lower-cased."""
    cues, hidden = examples([*rows, *ordinary()])
    times = Counter(cue for one in cues for cue in one)
    names = sorted(cue for cue, count in times.items() if count >= LEAST_TIMES)
    weights = fit(cues, numpy.array(hidden), names)
    kept = [name for name, weight in zip(names, weights, strict=False) if abs(weight) * 100 >= SMALLEST]
    weights = fit(cues, numpy.array(hidden), kept)
    learnt = {name: round(weight * 100) for name, weight in zip([*kept, "always"], weights, strict=True)}
    return {name: weight for name, weight in learnt.items() if weight or name == "always"}


def fit(cues: list[list[str]], hidden: Any, names: list[str]) -> Any:
    """The weights of `names`, and last that of every word."""
    places = {name: place for place, name in enumerate(names)}
    rows = [sorted({places[cue] for cue in one if cue in places}) for one in cues]
    starts = numpy.cumsum([0, *map(len, rows)])
    columns = numpy.concatenate([numpy.array(row, dtype=int) for row in rows])
    matrix = csr_matrix((numpy.ones(len(columns)), columns, starts), shape=(len(rows), len(names)))
    signs = numpy.where(hidden, 1.0, -1.0)

    def loss(weights: Any) -> tuple[float, Any]:
        margin = (matrix @ weights[:-1] + weights[-1]) * signs
        pull = -signs / (1 + numpy.exp(margin))
        penalty = PENALTY * float(weights[:-1] @ weights[:-1]) / 2
        slope = numpy.append(matrix.T @ pull + PENALTY * weights[:-1], pull.sum())
        return float(numpy.logaddexp(0, -margin).sum()) + penalty, slope

    return minimize(loss, numpy.zeros(len(names) + 1), jac=True, method="L-BFGS-B", options={"maxiter": 200}).x


def examples(rows: Iterable[dict[str, Any]]) -> Examples:
    cues: list[list[str]] = []
    hidden: list[bool] = []
    for row in rows:
        strict = [span for span in row["spans"] if not span.get("soft")]
        gold = {place for span in strict for place in range(span["start"], span["end"])}
        for text in (row["text"], row["text"].lower()):
            reading = read_text(text)
            masked = likely.covered(reading, by_rules(text))
            for place in likely.candidates(reading, masked):
                cues.append(cues_of(reading, place, masked))
                hidden.append(reading.starts[place] in gold)
    return cues, hidden


@cache
def ordinary() -> list[dict[str, Any]]:
    """What the demonstration's people say without anything that a rule masks: ordinary speech hides nobody."""
    told = []
    for path in sorted(PROCESS_FILE.parent.rglob("voces.csv")):
        with path.open(encoding="utf-8") as lines:
            cells = [cell for row in csv.DictReader(lines) for cell in row.values() if cell]
            told += [cell for cell in cells if cell.count(" ") >= LEAST_WORDS]
    return [{"text": text, "spans": []} for text in sorted(set(told)) if not by_rules(text)]


def by_rules(text: str) -> list[Span]:
    """What the rules alone mask."""
    kept, likely.THRESHOLD = likely.THRESHOLD, float("inf")
    try:
        return DETECTOR.spans(text)
    finally:
        likely.THRESHOLD = kept


def cues_of(reading: Reading, place: int, masked: list[bool]) -> list[str]:
    cues = list(likely.pair_cues(reading, place, masked))
    for offset in likely.AROUND:
        here = place + offset
        if 0 <= here < reading.size:
            told = likely.word_cues(reading.folds[here], reading.bits[here], reading.shapes[here])
            cues += [f"{offset} {cue}" for cue in told]
        else:
            cues.append(f"{offset} none")
    return cues


if __name__ == "__main__":
    main()
