"""Slates and EJR+ beside abcvoting on small random ballots.

    PYTHONPATH=src:. .venv/bin/python -m benchmarks.opinion.slate_oracle --peer PEER_PYTHON

`--peer` is a Python with abcvoting 2.19, kept apart from the project's own: it brings solvers along. A slate agrees
when it is one of all those that the peer's rule allows, ties broken every way.
"""

import json
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any

import click
import numpy as np

from tequio.deliberation.opinion import VoteTable, approvals_of, representative_slate
from tequio.deliberation.opinion.selection import METHODS, justified


@click.command()
@click.option("--peer", required=True, type=click.Path(exists=True, dir_okay=False), help="a Python with abcvoting")
@click.option("--instances", default=300, show_default=True)
def main(peer: str, instances: int) -> None:
    asked = [instance(seed) for seed in range(instances)]
    done = subprocess.run([peer, str(Path(__file__).with_name("run_abcvoting.py"))], input=json.dumps(asked),
                          stdout=subprocess.PIPE, text=True, check=True)
    agreed: Counter[str] = Counter()
    for ours, theirs in zip(asked, json.loads(done.stdout.splitlines()[-1]), strict=True):
        for method in METHODS:
            agreed[method] += sorted(ours["slates"][method]) in theirs["slates"][method]
        agreed["ejr+"] += ours["fair"] == theirs["fair"]
        agreed["ejr+ is broken in"] += not theirs["fair"]
    for name, count in agreed.items():
        print(f"{name}: {count} of {instances}")


def instance(seed: int) -> dict[str, Any]:
    """Ballots of a few people, a slate by each rule, and whether a slate drawn by lot keeps EJR+."""
    chance = np.random.default_rng(seed)
    people, statements = int(chance.integers(3, 13)), int(chance.integers(3, 9))
    seats = int(chance.integers(1, statements))
    agrees = chance.random((people, statements)) < chance.uniform(0.15, 0.6)
    agrees[np.arange(statements) % people, np.arange(statements)] = True
    who, what = np.indices(agrees.shape).reshape(2, -1)
    table = VoteTable.from_events(who, what, np.where(agrees.ravel(), 1, -1))
    profile, name = approvals_of(table), table.statements.tolist()
    drawn = chance.choice(statements, seats, replace=False).tolist()
    slates = {method: [name[winner] for winner in representative_slate(profile, seats, method).winners]
              for method in METHODS}
    return {"ballots": [np.flatnonzero(row).tolist() for row in agrees], "statements": statements, "seats": seats,
            "slates": slates, "drawn": [name[winner] for winner in drawn],
            "fair": justified(profile, drawn, seats).cast}


if __name__ == "__main__":
    main()
