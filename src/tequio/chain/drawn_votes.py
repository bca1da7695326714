"""Invented ballots for a demonstration, pure and seeded: the same file gives the same ballots on every machine."""

import hashlib
import random
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

AGREE, PASS, DISAGREE = 1, 0, -1
UNSEEN = 0.15


def draw(table: Mapping[str, Any], statements: Sequence[str]) -> Iterator[tuple[str, dict[str, int]]]:
    """A group and its answers for each invented participant.

    `table["participants"]` counts people per group; `table["camps"]` are tendencies with `shares` per group and, in
    `statements`, the probabilities of agreeing and of disagreeing for somebody who has seen it; the rest passes.
    """
    chance = random.Random(hashlib.sha256(str(table.get("key")).encode()).digest())
    camps = table.get("camps", [])
    for group, count in table.get("participants", {}).items():
        for _ in range(int(count)):
            camp = _camp(camps, group, chance)
            yield group, {key: answer for key in statements
                          if (answer := _answer(camp, key, chance)) is not None}


def _camp(camps: Sequence[Mapping[str, Any]], group: str, chance: random.Random) -> Mapping[str, Any]:
    weights = [float(camp["shares"].get(group, 0.01)) for camp in camps]
    return chance.choices(camps, weights)[0]


def _answer(camp: Mapping[str, Any], key: str, chance: random.Random) -> int | None:
    if chance.random() < UNSEEN or key not in camp["statements"]:
        return None
    agree, disagree = camp["statements"][key]
    drawn = chance.random()
    return AGREE if drawn < agree else DISAGREE if drawn < agree + disagree else PASS
