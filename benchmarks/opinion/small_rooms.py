"""How often two camps are told apart in a small room: `python benchmarks/opinion/small_rooms.py`.

Made-up votes of two camps of equal size on 15 statements that divide them; 15 % of the cells are empty. `clear` is the
chance that somebody answers as their camp; of the rest three fifths answer against it and two fifths pass.
"""

import numpy as np

from tequio.deliberation.opinion import VoteTable, analyse

STATEMENTS, UNSEEN, SETS, RESAMPLES = 15, 0.15, 20, 40


def made(people: int, clear: float, seed: int) -> VoteTable:
    chance = np.random.default_rng(seed)
    leaning = chance.choice([-1, 1], STATEMENTS) * np.where(np.arange(people) % 2, 1, -1)[:, None]
    drawn = chance.random((people, STATEMENTS))
    votes = np.where(drawn < clear, leaning, np.where(drawn < clear + (1 - clear) * 0.6, -leaning, 0))
    who, what = np.nonzero(chance.random((people, STATEMENTS)) >= UNSEEN)
    return VoteTable.from_events(who, what, votes[who, what])


def main() -> None:
    print("people | clear 0.85 | 0.70 | 0.60 | 0.55: groups told apart in so many of", SETS)
    for people in (12, 20, 30, 60):
        print(people, *(sum(analyse(made(people, clear, seed), resamples=RESAMPLES).groups is not None
                            for seed in range(SETS)) for clear in (0.85, 0.7, 0.6, 0.55)), sep=" | ")


if __name__ == "__main__":
    main()
