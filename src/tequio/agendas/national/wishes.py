"""From what local agendas ask for to ballots, pure: what is most urgent in a place stands first there."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from tequio.agendas.national.ballots import Ballot

# After every priority that somebody gave.
NOT_SAID = 9


@dataclass(frozen=True)
class Wish:
    """A place asks for one of the points, and how urgent it is there: 1 is most."""

    point: int
    place: str
    urgency: int = NOT_SAID


def ballots_of(points: int, wishes: Iterable[Wish], places: Sequence[str],
               interrupted: Collection[str]) -> list[Ballot]:
    """One ballot for each place, all of one weight. A point is as urgent as the most urgent wish behind it.

    Where work was interrupted, a place says nothing of what it does not ask for: it could not be asked.
    """
    most: dict[str, dict[int, int]] = {place: {} for place in places}
    for wish in wishes:
        if wish.place in most:
            most[wish.place][wish.point] = min(wish.urgency, most[wish.place].get(wish.point, wish.urgency))
    return [Ballot(_ranks(most[place]), silent=frozenset(
        set(range(points)) - most[place].keys()) if place in interrupted else frozenset()) for place in places]


def _ranks(urgent: dict[int, int]) -> tuple[tuple[int, ...], ...]:
    return tuple(tuple(sorted(point for point, own in urgent.items() if own == urgency))
                 for urgency in sorted(set(urgent.values())))
