"""What the cues of the default codebook find: on 300 public rows coded by hand, on forum sheets, on the demonstration.

Run as `PYTHONPATH=src .venv/bin/python benchmarks/suggestions.py`; `--codes` adds one line per code. Prints Markdown.
"""

import csv
import html
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from pathlib import Path

from tequio.diagnosis.codebook import default_codebook
from tequio.diagnosis.suggest import Suggester
from tequio.foundation.intake import read_sheet

ROOT = Path(__file__).parents[1]
DATA = ROOT.parent / "shared/data"
FORUMS = DATA / "isla_mujeres/foros.xlsx"
PROPOSALS = DATA / "decide_madrid/propuestas_2024_2025.csv"
# Rows by their place in those files, with the codes that a reader gave them before seeing any suggestion.
CODED = Path(__file__).parent / "coded_rows.csv"
READ = 260
TAG = re.compile(r"<[^>]+>")
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


def forums() -> list[str]:
    """What each row of the forum sheets says, empty rows included."""
    sheet = read_sheet(FORUMS, sheet="Para capturar resultados", header_rows=2, blank=("0",))
    columns = [sheet.column("Identificación de un problema"), sheet.column("Caracterización")]
    return ["\n".join(filter(None, (row[column] for column in columns))) for row in sheet]


def proposals() -> list[str]:
    """The beginning of each proposal of the public consultation, as far as the reader who coded it read."""
    with PROPOSALS.open(encoding="utf-8-sig", newline="") as file:
        return [html.unescape(TAG.sub(" ", f"{row['title']}. {row['description'] or ''}")).replace(
            "\r", " ").replace("\n", " ")[:READ] for row in csv.DictReader(file, delimiter=";")]


def by_hand(suggester: Suggester) -> dict[str, Agreement]:
    """Suggested against coded by hand, by code of a topic; empty where the public sheets are absent."""
    if not FORUMS.exists() or not PROPOSALS.exists():
        return {}
    texts = {"forums": forums(), "proposals": proposals()}
    pairs: dict[str, Counter[str]] = defaultdict(Counter)
    with CODED.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            people = set(row["codes"].split())
            found = {one.code for one in suggester.suggest(texts[row["source"]][int(row["row"])])}
            cues = {code for code in found if FAMILY[code] not in MENTIONS}
            for code in people | cues:
                pairs[code].update(proposed=int(code in cues), accepted=int(code in people),
                                   both=int(code in people & cues))
    return {code: Agreement(pairs[code]["proposed"], pairs[code]["accepted"], pairs[code]["both"])
            for code in FAMILY if code in pairs}


def whole(agreements: Iterable[Agreement]) -> Agreement:
    each = list(agreements)
    return Agreement(sum(one.proposed for one in each), sum(one.accepted for one in each),
                     sum(one.both for one in each))


def coded_rows(suggester: Suggester) -> None:
    found = by_hand(suggester)
    if not found:
        print("The public sheets are not beside this checkout; precision was not measured.")
        return
    print("| code | coded by hand | suggested | both | precision | recall |\n|---|---|---|---|---|---|")
    print(whole(found.values()).line("all topics"))
    for code, one in found.items():
        print(one.line(code))


def coverage(suggester: Suggester) -> None:
    if not FORUMS.exists():
        print("The forum sheets are not beside this checkout; coverage was not measured.")
        return
    found = [{FAMILY[each.code] for each in suggester.suggest(text)} for text in forums() if text]
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
    print("## 300 rows of two public sheets, coded by hand\n")
    coded_rows(suggester)
    print("\n## Forum sheets of a municipality, all rows (coverage only)\n")
    coverage(suggester)
    print("\n## Demonstration (invented voices with invented codings, seen while the cues were written)\n")
    comparison(suggester, by_code="--codes" in sys.argv[1:])


if __name__ == "__main__":
    main()
