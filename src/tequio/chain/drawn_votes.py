"""Invented ballots for a demonstration, pure and seeded: the same file gives the same ballots on every machine."""

import hashlib
import random
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

AGREE, PASS, DISAGREE = 1, 0, -1
PASSING, UNSEEN = 0.12, 0.15


def draw(table: Mapping[str, Any], statements: Sequence[str]) -> Iterator[tuple[str, dict[str, int]]]:
    """A group and its answers for each invented participant.

    `table["participants"]` counts people per group; `table["camps"]` are tendencies with `share` per group and, per
    statement, `agree` and `disagree` probabilities.
    """
    chance = random.Random(hashlib.sha256(str(table.get("key")).encode()).digest())  # noqa: S311  nothing secret
    camps = table.get("camps", [])
    for group, count in table.get("participants", {}).items():
        for _ in range(int(count)):
            camp = _camp(camps, group, chance)
            yield group, {key: answer for key in statements
                          if (answer := _answer(camp, key, chance)) is not None}


def _camp(camps: Sequence[Mapping[str, Any]], group: str, chance: random.Random) -> Mapping[str, Any]:
    if not camps:
        return {}
    weights = [float(camp.get("share", {}).get(group, 0.01)) for camp in camps]
    return chance.choices(camps, weights)[0]


def _answer(camp: Mapping[str, Any], key: str, chance: random.Random) -> int | None:
    if chance.random() < UNSEEN:
        return None
    if chance.random() < PASSING:
        return PASS
    agree = float(camp.get("agree", {}).get(key, 0.5))
    disagree = float(camp.get("disagree", {}).get(key, 1.0 - agree))
    return AGREE if chance.random() * (agree + disagree or 1.0) < agree else DISAGREE
