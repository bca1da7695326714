"""Invented ballots for a demonstration, pure and seeded: the same file gives the same ballots on every machine."""

import hashlib
import random
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

AGREE, PASS, DISAGREE = 1, 0, -1
NAMES = {"agree": AGREE, "passed": PASS, "disagree": DISAGREE}
UNSEEN, NOT_AGAIN = 0.15, 0.03


def draw(table: Mapping[str, Any], statements: Sequence[str]) -> Iterator[tuple[str, dict[str, int]]]:
    """A group and its answers for each invented participant.

    `table["participants"]` counts people per group; `table["camps"]` are tendencies with `shares` per group and, in
    `statements`, the probabilities of agreeing and of disagreeing for somebody who has seen it; the rest passes.
    """
    chance = _chance(table, "")
    camps = table.get("camps", [])
    for group, count in table.get("participants", {}).items():
        for _ in range(int(count)):
            camp = _camp(camps, group, chance)
            yield group, {key: answer for key in statements
                          if (answer := _answer(camp, key, chance)) is not None}


def draw_again(table: Mapping[str, Any],
               first: Sequence[Mapping[str, int]]) -> Iterator[dict[str, int] | None]:
    """The second answers of the same people; None for somebody who left before.

    `table["second"]` says of a statement how likely an answer turns into which other:
    `{ agree = { disagree = 0.3 } }`. What it does not name stays as it was.
    """
    chance, moves = _chance(table, "second"), table.get("second", {})
    for answers in first:
        leaves = chance.random() < NOT_AGAIN
        later = {key: _moved(moves.get(key, {}), answer, chance) for key, answer in answers.items()}
        yield None if leaves else later


def _moved(moves: Mapping[str, Any], answer: int, chance: random.Random) -> int:
    drawn, reached = chance.random(), 0.0
    name = next(name for name, value in NAMES.items() if value == answer)
    for to, share in moves.get(name, {}).items():
        reached += float(share)
        if drawn < reached:
            return NAMES[to]
    return answer


def _chance(table: Mapping[str, Any], what: str) -> random.Random:
    return random.Random(hashlib.sha256(f"{table.get('key')}{what}".encode()).digest())


def _camp(camps: Sequence[Mapping[str, Any]], group: str, chance: random.Random) -> Mapping[str, Any]:
    weights = [float(camp["shares"].get(group, 0.01)) for camp in camps]
    return chance.choices(camps, weights)[0]


def _answer(camp: Mapping[str, Any], key: str, chance: random.Random) -> int | None:
    if chance.random() < UNSEEN or key not in camp["statements"]:
        return None
    agree, disagree = camp["statements"][key]
    drawn = chance.random()
    return AGREE if drawn < agree else DISAGREE if drawn < agree + disagree else PASS
