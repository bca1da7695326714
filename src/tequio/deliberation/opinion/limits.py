"""What a result of so many people cannot say."""

from dataclasses import dataclass

from scipy.special import betaincinv

FEW, SOME = 20, 60


@dataclass(frozen=True)
class Limits:
    """people: who voted enough to be placed; unanimous_at_least: what share of a like population surely agrees when
    all of them do; margin: half the width of the 90 % interval of an even split; groups: whether two real camps would
    be found, "no" (fewer than 20 people), "sometimes" (fewer than 60) or "usually"."""

    people: int
    unanimous_at_least: float
    margin: float
    groups: str


def limits(people: int) -> Limits:
    if people == 0:
        return Limits(0, 0.0, 1.0, "no")
    unanimous = float(betaincinv(people + 0.5, 0.5, 0.1))
    half = people / 2
    margin = 0.5 - float(betaincinv(half + 0.5, half + 0.5, 0.05))
    groups = "no" if people < FEW else "sometimes" if people < SOME else "usually"
    return Limits(people, unanimous, min(margin, 1.0), groups)
