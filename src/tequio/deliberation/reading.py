"""What a closed round shows, read from its stored result: pure. What nobody has reviewed enters no ranking."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from tequio.deliberation.standing import Standing, standing

VERY_STABLE, STABLE = 0.9, 0.75
ANSWERS = ("agree", "disagree", "passed", "not_said")


@dataclass(frozen=True)
class Weighed:
    """One statement with its counts; `unseen` are the ballots that hold no answer to it."""

    key: str
    review: str
    standing: Standing
    agree: int
    disagree: int
    passed: int
    not_said: int
    unseen: int
    at_least: float

    @property
    def answered(self) -> int:
        return self.agree + self.disagree + self.passed + self.not_said


@dataclass(frozen=True)
class Reading:
    """The statements of a round by what they show, best first, and those held apart."""

    unites: tuple[Weighed, ...]
    unites_against: tuple[Weighed, ...]
    divides: tuple[Weighed, ...]
    bridges: tuple[Weighed, ...]
    slate: tuple[Weighed, ...]
    refused: tuple[Weighed, ...]
    unreviewed: tuple[Weighed, ...]
    unanswered: tuple[Weighed, ...]
    all: tuple[Weighed, ...]


def read(result: Mapping[str, Any], reviews: Mapping[str, str], answered: Collection[str] = ()) -> Reading:
    """`result` as stored when the round closed; `reviews` maps each statement, in order, to its answer ("": none).

    `answered` are the statements with something written that answers them. The result was made by the same rule; here
    it is held to the reviews of today once more.
    """
    weighed = {key: _weighed(result, key, review, standing(review, answered=key in answered))
               for key, review in reviews.items()}

    def named(listed: str) -> tuple[Weighed, ...]:
        rows = (weighed[key] for key in result.get(listed, ()) if key in weighed)
        return tuple(row for row in rows if row.standing == Standing.OPEN)

    def held(why: Standing) -> tuple[Weighed, ...]:
        return tuple(row for row in weighed.values() if row.standing == why)

    return Reading(
        named("unites"), named("unites_against"), named("divides"), named("bridges"), named("slate"),
        held(Standing.REFUSED), held(Standing.UNREVIEWED), held(Standing.UNANSWERED), tuple(weighed.values()))


def _weighed(result: Mapping[str, Any], key: str, review: str, stands: Standing) -> Weighed:
    counts = result.get("statements", {}).get(key, {})
    agree, disagree, passed, not_said = (int(counts.get(answer, 0)) for answer in ANSWERS)
    unseen = max(0, int(result.get("ballots", 0)) - agree - disagree - passed - not_said)
    return Weighed(key, review, stands, agree, disagree, passed, not_said, unseen,
                   float(result.get("at_least", {}).get(key, 0.0)))


def firmness(stability: float) -> str:
    """How far groups come out the same when the votes are drawn again: "very", "quite" or "barely"."""
    return "very" if stability >= VERY_STABLE else "quite" if stability >= STABLE else "barely"
