"""Codes learnt from passages that people coded, judged on passages they were not learnt from.

On the voices of the demonstration, and on the 300 public rows coded by hand. Run as
`PYTHONPATH=src:. .venv/bin/python benchmarks/learned.py`; `--codes` adds one line per code. Prints Markdown.
"""

import csv
import sys
import time

from benchmarks.suggestions import CODED, FORUMS, PROPOSALS, accepted_by_people, forums, proposals, rows, share

from tequio.diagnosis.learned import Learned, Quality


def demonstration() -> tuple[list[str], list[frozenset[str]]]:
    """Voices that a person coded: what the others are about nobody said."""
    coded = accepted_by_people()
    texts = {row["clave"]: row["texto"] for row in rows("voces")}
    return [texts[key] for key in sorted(coded)], [frozenset(coded[key]) for key in sorted(coded)]


def public_rows() -> tuple[list[str], list[frozenset[str]]]:
    if not FORUMS.exists() or not PROPOSALS.exists():
        return [], []
    texts = {"forums": forums(), "proposals": proposals()}
    with CODED.open(encoding="utf-8", newline="") as file:
        coded = [(texts[row["source"]][int(row["row"])], frozenset(row["codes"].split()))
                 for row in csv.DictReader(file)]
    return [text for text, _ in coded], [codes for _, codes in coded]


def line(name: str, passages: int, qualities: list[Quality]) -> str:
    """Over the codes that are suggested: how much is right, and how much of all that people coded is found."""
    kept = [one for one in qualities if one.bar is not None]
    right = sum(round(one.recall * one.examples) for one in kept)
    given = sum(round(one.recall * one.examples / one.precision) for one in kept if one.precision)
    return (f"| {name} | {passages} | {len(qualities)} | {len(kept)} | {share(right, given)} | "
            f"{share(right, sum(one.examples for one in kept))} | "
            f"{share(right, sum(one.examples for one in qualities))} |")


def main() -> None:
    print("| passages of | how many | codes | suggested | precision | recall of these | recall of all |\n"
          "|---|---|---|---|---|---|---|")
    for name, (texts, codes) in (("the demonstration", demonstration()), ("public rows", public_rows())):
        if not texts:
            continue
        began = time.process_time()
        learned = Learned(texts, codes)
        seconds = time.process_time() - began
        print(line(f"{name}, {seconds:.0f} s", len(texts), list(learned.qualities.values())))
        for one in learned.qualities.values() if "--codes" in sys.argv else ():
            if one.bar is not None:
                print(line(one.code, one.examples, [one]))


if __name__ == "__main__":
    main()
