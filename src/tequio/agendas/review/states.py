"""What keeps a proposal out of an agenda, pure: nobody asked, a risk without an answer, a doubt that nobody settled."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

YES, RISK = "yes", "risk"
PRINCIPLES: Final = frozenset({1, 2, 3, 4})


class Lack(StrEnum):
    NOT_CURRENT = "not_current"
    NOT_ASKED = "not_asked"
    REPRODUCES = "reproduces"
    NO_SAFEGUARD = "no_safeguard"
    NO_PRINCIPLES = "no_principles"
    IN_DOUBT = "in_doubt"


@dataclass(frozen=True)
class Judged:
    """What people said of one proposal. `answers` to «does it reproduce violence?», each with whether a safeguard is
    written; `asked` are the principles it was held against; `kept` says that it stays as it is, with a reason."""

    current: bool = True
    answers: tuple[tuple[str, bool], ...] = ()
    asked: frozenset[int] = frozenset()
    doubts: bool = False
    kept: bool = False


def lacking(one: Judged) -> tuple[Lack, ...]:
    """Everything that is missing, in the order in which it is mended. Empty: it may stand in an agenda."""
    found = {
        Lack.NOT_CURRENT: not one.current,
        Lack.NOT_ASKED: not one.answers,
        Lack.REPRODUCES: any(answer == YES for answer, _ in one.answers),
        Lack.NO_SAFEGUARD: any(answer == RISK and not safeguard for answer, safeguard in one.answers),
        Lack.NO_PRINCIPLES: bool(PRINCIPLES - one.asked),
        Lack.IN_DOUBT: one.doubts and not one.kept,
    }
    return tuple(lack for lack, holds in found.items() if holds)
