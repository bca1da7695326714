"""Everything said about one question: α with its interval, AC1, κ of each pair, how common each answer is."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from tequio.diagnosis.agreement.answers import YES_NO, Answers, Numbers, why_not
from tequio.diagnosis.agreement.chance import gwet
from tequio.diagnosis.agreement.coefficient import Caution, Coefficient, Interval
from tequio.diagnosis.agreement.interval import RESAMPLES, SEED, interval
from tequio.diagnosis.agreement.nominal import alpha_of, observed
from tequio.diagnosis.agreement.pairs import Pair, pairs

FEW_UNITS = 30
FEW_VOICES = 20
RARE = 5
LOPSIDED = 0.9
APART_FROM_ALPHA = 0.2
WIDE = 0.4


@dataclass(frozen=True)
class Measure:
    """Agreement on one question. `shares` go with `categories`, over the units that two or more coders opened."""

    name: str
    categories: tuple[str, ...]
    coders: int
    units: int
    voices: int
    shares: tuple[float, ...]
    agreed: Coefficient
    alpha: Coefficient
    interval: Interval
    ac1: Coefficient
    pairs: tuple[Pair, ...]
    cautions: tuple[Caution, ...] = ()


def measured(answers: Answers, *, resamples: int = RESAMPLES, seed: int = SEED) -> Measure:
    """Agreement on one question; numbers stand only where they mean something, and elsewhere the reason does."""
    counts = answers.counts()
    why = why_not(answers, counts)
    pairable = counts.sum(axis=1) >= 2
    totals = counts[pairable].sum(axis=0)
    common = (answers.name, answers.categories, int((answers.values >= 0).any(axis=1).sum()), int(pairable.sum()),
              _voices(answers.voices, pairable), tuple(float(share) for share in totals / max(int(totals.sum()), 1)))
    agreed = Coefficient(observed(counts)) if pairable.any() else Coefficient(why=why)
    if why is not None:
        return Measure(*common, agreed, Coefficient(why=why), Interval(why=why), Coefficient(why=why), pairs(answers))
    found, spread = alpha_of(counts), interval(counts, answers.voices, resamples=resamples, seed=seed)
    ac1 = gwet(counts)
    measure = Measure(*common, agreed, Coefficient(found), spread, Coefficient(ac1), pairs(answers))
    carried = int((counts[pairable][:, 1] > 0).sum()) if answers.categories == YES_NO else RARE
    return replace(measure, cautions=_cautions(measure, found, ac1, carried))


def _voices(voices: Numbers | None, pairable: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> int:
    return int(pairable.sum()) if voices is None else len(np.unique(voices[pairable]))


def _cautions(measure: Measure, alpha: float, ac1: float, carried: int) -> tuple[Caution, ...]:
    spread = measure.interval
    said = {
        Caution.FEW_UNITS: measure.units < FEW_UNITS,
        Caution.FEW_VOICES: measure.voices < FEW_VOICES,
        Caution.RARE: carried < RARE,
        Caution.LOPSIDED: max(measure.shares) >= LOPSIDED and ac1 - alpha >= APART_FROM_ALPHA,
        Caution.WIDE: spread.low is not None and spread.high is not None and spread.high - spread.low > WIDE,
    }
    return tuple(caution for caution, holds in said.items() if holds)
