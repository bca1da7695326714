"""The national order of many localities: processor time, memory, how far it may be from the best; beside its peers.

Run as `PYTHONPATH=src .venv/bin/python benchmarks/national.py [LOCALITIES ITEMS]`. Localities are invented: each
follows one of four leanings, half of them order all they ask for and half name priorities high, medium and low, and
some could not speak of a fifth of what they do not ask for. With `--peers PYTHON`, whose environment holds
`pref_voting`, whole orders are put together there as well, as far as it takes so many. Prints Markdown.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from typing import TypeVar

import numpy as np

from tequio.agendas.national.ballots import Ballot, electorate
from tequio.agendas.national.compare import compared
from tequio.agendas.national.majority import borda_order, kemeny_cost, kemeny_floor, kemeny_order, margins
from tequio.agendas.national.shares import equal_shares
from tequio.agendas.national.squared import squared_kemeny
from tequio.agendas.national.top import with_shares
from tequio.agendas.national.twoway import divided, divided_both_ways

Found = TypeVar("Found")
PEER = """
import json, sys, time
from pref_voting.weighted_majority_graphs import MajorityGraph
from pref_voting.profiles import Profile
from pref_voting import scoring_methods, other_methods
orders, weights = json.load(open(sys.argv[1]))
profile = Profile(orders, rcounts=weights)
for name, rule in (("Borda", scoring_methods.borda_ranking), ("Kemeny-Young", other_methods.kemeny_young)):
    if name != "Borda" and len(orders[0]) > 8:
        print(f"| pref_voting, {name} | goes through every order: not for {len(orders[0])} items | |")
        continue
    started = time.process_time()
    rule(profile)
    print(f"| pref_voting, {name} | {time.process_time() - started:.2f} | |")
"""


def main() -> None:
    numbers = [int(word) for word in sys.argv[1:] if word.isdigit()] or [1_000, 300]
    ballots = localities(*numbers)
    print(f"{numbers[0]:,} localities, {numbers[1]:,} items\n\n| what | processor seconds | how good |\n|---|---|---|")
    voters = timed("reading the wishes", lambda: electorate(ballots, numbers[1]))
    before = timed("pairs of items by weight", lambda: margins(voters))
    borda = timed("Borda", lambda: borda_order(voters, before))
    timed("Kemeny", lambda: kemeny_order(before, borda), lambda order: (
        f"at most {1 - kemeny_floor(before) / kemeny_cost(before, order):.2%} from the best"))
    shares = timed("Ranked Equal Shares", lambda: equal_shares(voters))
    squared = timed("Squared Kemeny", lambda: squared_kemeny(voters, (shares,)),
                    lambda found: f"at most {found.gap:.2%} from the best")
    timed("shares of the first places", lambda: with_shares(squared.order, voters))
    wishes = np.random.default_rng(1).integers(0, 9, (numbers[0], 12))
    rows, columns = (divided(list(map(float, wishes.sum(axis=at))), numbers[1]) for at in (1, 0))
    timed("places by 12 themes", lambda: divided_both_ways(wishes.tolist(), rows, columns))
    timed("**all that the agenda says of its order**", lambda: compared(ballots, numbers[1]))
    print(f"\nPeak: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
    if "--peers" in sys.argv:
        peers(sys.argv[sys.argv.index("--peers") + 1], *numbers)


def timed(name: str, work: Callable[[], Found], how_good: Callable[[Found], str] = lambda _: "") -> Found:
    started = time.process_time()
    found = work()
    print(f"| {name} | {time.process_time() - started:.2f} | {how_good(found)} |", flush=True)
    return found


def localities(count: int, items: int) -> list[Ballot]:
    chance = np.random.default_rng(3)
    leanings = chance.normal(size=(4, items))
    made = []
    for number in range(count):
        order = np.argsort(-(leanings[chance.integers(4)] + 0.7 * chance.normal(size=items)))
        asked, rest = np.split(order, [int(chance.integers(max(1, items // 10), items + 1))])
        parts = [[one] for one in asked] if number % 2 else np.array_split(asked, 3)
        made.append(Ballot(tuple(tuple(int(one) for one in part) for part in parts if len(part)),
                           float(chance.integers(1, 9)), frozenset(int(one) for one in rest[:len(rest) // 5])))
    return made


def peers(python: str, count: int, items: int) -> None:
    """Whole orders alone, as the peer takes no others."""
    for many in (items, 7):
        chance = np.random.default_rng(5)
        orders = [[int(one) for one in chance.permutation(many)] for _ in range(count)]
        print(f"\n{count:,} whole orders of {many} items\n\n| what | processor seconds | |\n|---|---|---|", flush=True)
        voters = electorate([Ballot(tuple((one,) for one in order)) for order in orders], many)
        timed("ours, Borda", lambda voters=voters: borda_order(voters))  # type: ignore[misc]
        timed("ours, Squared Kemeny", lambda voters=voters: squared_kemeny(voters))  # type: ignore[misc]
        with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
            json.dump([orders, [1] * count], file)
            file.flush()
            subprocess.run([python, "-c", PEER, file.name], check=True)


if __name__ == "__main__":
    main()
