"""What answers and verdicts say together, counted: pure. Official status and community verdict are never made one."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

TAKEN = ("accepts", "changed", "partly")
LEFT = ("rejects", "silent")
LOCAL, FEDERAL = "municipality", "federation"

# The kinds of answer of one item, by sphere of government.
Answers = Mapping[str, Sequence[str]]
# One item's waves: (wave, official, community).
Waves = Sequence[tuple[int, str, str]]


@dataclass(frozen=True)
class FederalLocal:
    """Of the items put to both: how many each took up, wholly or in part, while the other left it."""

    both: int
    only_local: int
    only_federal: int


@dataclass(frozen=True)
class Apart:
    """In the latest wave of each item: what is reported done, and what its community says of those."""

    judged: int
    done: int
    community: Mapping[str, int]


def federal_local(items: Iterable[Answers]) -> FederalLocal:
    both = [row for row in items if row.get(LOCAL) and row.get(FEDERAL)]
    return FederalLocal(
        len(both), sum(_took(row[LOCAL]) and not _took(row[FEDERAL]) for row in both),
        sum(_took(row[FEDERAL]) and not _took(row[LOCAL]) for row in both))


def _took(kinds: Sequence[str]) -> bool:
    return any(kind in TAKEN for kind in kinds)


def apart(items: Iterable[Waves]) -> Apart:
    latest = [max(waves) for waves in items if waves]
    done = [community for _, official, community in latest if official == "done"]
    return Apart(len(latest), len(done), Counter(done))


def waves_of(items: Iterable[Waves]) -> dict[int, tuple[Counter[str], Counter[str]]]:
    """Per wave, how often each official status and how often each community verdict: two counts, side by side."""
    found: dict[int, tuple[Counter[str], Counter[str]]] = {}
    for waves in items:
        for wave, official, community in waves:
            both = found.setdefault(wave, (Counter(), Counter()))
            both[0][official] += 1
            both[1][community] += 1
    return dict(sorted(found.items()))
