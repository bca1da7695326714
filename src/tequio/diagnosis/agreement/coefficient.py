"""A measured number, or the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Why(StrEnum):
    """Why agreement cannot be measured."""

    NOTHING = "nothing"  # nobody answered anything
    ONE_CODER = "one_coder"
    APART = "apart"  # several coders, and no unit that two of them opened
    UNUSED = "unused"  # a code that nobody applied
    ALL_EQUAL = "all_equal"  # every answer is the same: chance cannot be told from agreement
    FEW_VOICES = "few_voices"  # too few voices for an interval


class Caution(StrEnum):
    """What a reader of a number must know."""

    FEW_UNITS = "few_units"
    FEW_VOICES = "few_voices"
    RARE = "rare"  # hardly anybody applied it, so that a few differences move it far
    LOPSIDED = "lopsided"  # nearly all answers are one: α falls although people agree, AC1 does not
    WIDE = "wide"


@dataclass(frozen=True)
class Coefficient:
    """`value` is None exactly where `why` says the reason."""

    value: float | None = None
    why: Why | None = None


@dataclass(frozen=True)
class Interval:
    """Where 95 of 100 resamples of the voices lie; None where `why` says the reason."""

    low: float | None = None
    high: float | None = None
    resamples: int = 0
    why: Why | None = None
