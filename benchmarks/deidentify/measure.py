"""How well and how fast the detector masks, beside Presidio with rules for Mexico in the same run.

Run as `PYTHONPATH=src:. .venv/bin/python benchmarks/deidentify/measure.py --presidio PYTHON`, where PYTHON is that
of an environment with presidio-analyzer and Faker; without it only the detector is measured. Prints Markdown.
"""

import argparse
import json
import subprocess
import time
from pathlib import Path
from typing import Any

from tests.protection.deidentify.measured import Measured, Ranges, measure, read

from tequio.protection.deidentify import Detector

ROOT = Path(__file__).parents[2]
SETS = {
    "shared, written by others": ROOT.parent / "shared/data/deid/testimonies_dev.jsonl",
    "own, written with first": ROOT / "tests/protection/deidentify/data/dev.jsonl",
    "own, written with later": ROOT / "tests/protection/deidentify/data/later.jsonl",
    "own, held out": ROOT / "tests/protection/deidentify/data/held_out.jsonl",
    "own, written without the rules, mended with since": ROOT / "tests/protection/deidentify/data/fresh.jsonl",
    "own, before a look at the rules, mended with since": ROOT / "tests/protection/deidentify/data/unseen.jsonl",
    "own, second development set": ROOT / "tests/protection/deidentify/data/second.jsonl",
    "own, third development set": ROOT / "tests/protection/deidentify/data/third.jsonl",
    "own, kept back until the rules were finished": ROOT / "tests/protection/deidentify/data/kept_back.jsonl",
}
REPEATS = 5
HEAD = ("set", "text", "tool", "recall", "precision", "masked / gold", "soft erased", "characters/s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--presidio", help="the Python of an environment with presidio-analyzer and Faker")
    parser.add_argument("--types", action="store_true", help="recall by type and by style as well")
    options = parser.parse_args()
    print("| " + " | ".join(HEAD) + " |\n" + "|---" * len(HEAD) + "|")
    for name, path in SETS.items():
        if not path.exists():
            print(f"| {name} | absent |")
            continue
        for lower in (False, True):
            compare(name, read(path), lower=lower, presidio=options.presidio, types=options.types)


def compare(name: str, rows: list[dict[str, Any]], *, lower: bool, presidio: str | None, types: bool) -> None:
    texts = [row["text"].lower() if lower else row["text"] for row in rows]
    tools = {"Tequio": run_detector(texts)}
    if presidio:
        tools["Presidio, rules for Mexico"] = run_presidio(presidio, texts)
    for tool, (found, speed) in tools.items():
        measured = measure(rows, dict(zip(texts, found, strict=True)).__getitem__, lower=lower)
        print(line(name, "lower-cased" if lower else "as written", tool, measured, speed))
        if types and tool == "Tequio":
            print(by_type(measured))


def run_detector(texts: list[str]) -> tuple[list[Ranges], float]:
    """Ranges of each text, and characters per second of processor time with the words already met once."""
    detector = Detector()
    found = [[(span.start, span.end) for span in detector.spans(text)] for text in texts]
    start = time.process_time()
    for _ in range(REPEATS):
        for text in texts:
            detector.spans(text)
    return found, REPEATS * sum(map(len, texts)) / (time.process_time() - start)


def run_presidio(python: str, texts: list[str]) -> tuple[list[Ranges], float]:
    script = Path(__file__).with_name("presidio_mexican.py")
    done = subprocess.run([python, str(script)], input=json.dumps(texts), capture_output=True, text=True, check=True)
    answer = json.loads(done.stdout.splitlines()[-1])
    found = [[(start, end) for start, end in ranges] for ranges in answer["ranges"]]
    return found, sum(map(len, texts)) / answer["seconds"]


def line(name: str, case: str, tool: str, measured: Measured, speed: float) -> str:
    figures = (f"{measured.recall:.1%}", f"{measured.precision:.1%}", f"{measured.over:.2f}", f"{measured.erased:.1%}",
               f"{speed:,.0f}")
    return "| " + " | ".join((name, case, tool, *figures)) + " |"


def by_type(measured: Measured) -> str:
    types = (f"{label} {measured.found[label]}/{wanted}" for label, wanted in measured.wanted.most_common())
    styles = (f"{style} {count['found']}/{count['wanted']}" for style, count in measured.styles.items())
    return f"| | {', '.join(types)} | {', '.join(styles)} |"


if __name__ == "__main__":
    main()
