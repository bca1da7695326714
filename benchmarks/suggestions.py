"""What the cues of the default codebook find: coverage on real forum sheets, agreement with the invented demonstration.

Run as `PYTHONPATH=src .venv/bin/python benchmarks/suggestions.py`; `--codes` adds one line per code. Prints Markdown.
"""

import csv
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Set
from dataclasses import dataclass
from pathlib import Path

from tequio.diagnosis.codebook import default_codebook
from tequio.diagnosis.suggest import Suggester
from tequio.foundation.intake import read_sheet

ROOT = Path(__file__).parents[1]
FORUMS = ROOT.parent / "shared/data/isla_mujeres/foros.xlsx"
DEMO = ROOT / "src/tequio/demo/process"
MENTIONS = {"AC", "L"}  # who acts and where: mentioned far more often than a person finds worth coding

FAMILY = {entry.key: entry.family for entry in default_codebook()}
Coded = dict[str, set[str]]


@dataclass(frozen=True)
class Agreement:
    """Counts of pairs of voice and code: proposed by the cues, accepted by people, and both."""

    proposed: int
    accepted: int
    both: int

    def line(self, name: str) -> str:
        return (f"| {name} | {self.accepted} | {self.proposed} | {self.both} | {share(self.both, self.proposed)} | "
                f"{share(self.both, self.accepted)} |")


def share(part: int, whole: int) -> str:
    return f"{part / whole:.2f}" if whole else "–"


def rows(name: str) -> Iterator[dict[str, str]]:
    for path in sorted(DEMO.glob(f"*/{name}.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from csv.DictReader(file)


def accepted_by_people() -> Coded:
    found: Coded = defaultdict(set)
    for row in rows("codificaciones"):
        if row["estado"] == "aceptada":
            found[row["voz"]].add(row["codigo"])
    return found


def proposed_by_cues(suggester: Suggester) -> Coded:
    return {row["clave"]: {found.code for found in suggester.suggest(row["texto"])} for row in rows("voces")}


def agreement(proposed: Coded, accepted: Coded, codes: Set[str]) -> Agreement:
    """Only voices that a person coded are compared: in the others there is nothing to agree with."""
    pairs = Counter[str]()
    for voice in accepted:
        cues, people = proposed[voice] & codes, accepted[voice] & codes
        pairs.update(proposed=len(cues), accepted=len(people), both=len(cues & people))
    return Agreement(pairs["proposed"], pairs["accepted"], pairs["both"])


def coverage(suggester: Suggester) -> None:
    if not FORUMS.exists():
        print("The forum sheets are not beside this checkout; coverage was not measured.")
        return
    sheet = read_sheet(FORUMS, sheet="Para capturar resultados", header_rows=2, blank=("0",))
    columns = [sheet.column("Identificación de un problema"), sheet.column("Caracterización")]
    texts = ["\n".join(filter(None, (row[column] for column in columns))) for row in sheet]
    found = [{FAMILY[each.code] for each in suggester.suggest(text)} for text in texts if text]
    topics = sum(bool(families - MENTIONS) for families in found)
    print(f"Rows with a problem written down: {len(found)}")
    print(f"Rows with at least one suggested topic: {topics} ({share(topics, len(found))})")
    print(f"Rows with any suggestion, actors and levels included: {sum(map(bool, found))} "
          f"({share(sum(map(bool, found)), len(found))})")


def comparison(suggester: Suggester, by_code: bool) -> None:
    accepted, proposed = accepted_by_people(), proposed_by_cues(suggester)
    print(f"Voices: {len(proposed)}, of which coded by a person: {len(accepted)}\n")
    print("| codes | accepted by people | suggested | both | precision | recall |\n|---|---|---|---|---|---|")
    groups = {"all topics": {key for key in FAMILY if FAMILY[key] not in MENTIONS}}
    groups |= {family: {key for key in FAMILY if FAMILY[key] == family} for family in FAMILY.values()}
    groups |= {key: {key} for key in FAMILY} if by_code else {}
    for name, codes in groups.items():
        print(agreement(proposed, accepted, codes).line(name))


def main() -> None:
    suggester = Suggester({entry.key: entry.cues for entry in default_codebook()})
    print("## Forum sheets of a municipality (real; nobody has coded them, so coverage only)\n")
    coverage(suggester)
    print("\n## Demonstration (invented voices with invented codings, seen while the cues were written)\n")
    comparison(suggester, by_code="--codes" in sys.argv[1:])


if __name__ == "__main__":
    main()
