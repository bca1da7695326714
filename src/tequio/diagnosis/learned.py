"""Suggesting codes from passages that people coded, pure: a linear model on base forms, with the words that decided.

What it suggests is no coding until somebody takes it. Each code is learnt by itself and tried on passages that it did
not learn from; the bar above which it is suggested is set there, and a code of which under one half would be right is
not suggested at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from tequio.diagnosis.suggest import DETERMINERS, base
from tequio.foundation.language.folding import fold_word
from tequio.foundation.language.tokens import tokens

FOLDS = 5
# Fewer examples than this teach nothing, and cannot be tried.
FEWEST = 8
WANTED, LEAST = 0.8, 0.5
# How strongly weights are held small: as one example by each word.
HOLD = 1.0
SHOWN = 3
SEED = 20
_LITTLE_WORDS = "y o que se me te nos les con por para en ya no muy mas hay es ser como"
LITTLE = DETERMINERS | frozenset(_LITTLE_WORDS.split())
Reals = NDArray[np.float64]


@dataclass(frozen=True)
class Quality:
    """How a code was suggested for passages it was not learnt from. `bar` is None where it is not suggested."""

    code: str
    examples: int
    precision: float | None
    recall: float
    bar: float | None


@dataclass(frozen=True)
class LearnedSuggestion:
    """A code, how sure the model is from 0 to 1, and the words that spoke for it most, as they stand in the text."""

    code: str
    sure: float
    because: tuple[str, ...]


class Learned:
    """Codes learnt from `texts`, each with the codes that people gave it."""

    def __init__(self, texts: Sequence[str], codes: Sequence[frozenset[str]]) -> None:
        forms = [_forms(text) for text in texts]
        self._words = {word: at for at, word in enumerate(sorted({word for mine in forms for word in mine}))}
        table = self._table(forms)
        folds = np.random.default_rng(SEED).permutation(len(texts)) % FOLDS
        self._weights: dict[str, tuple[Reals, float]] = {}
        self.qualities: dict[str, Quality] = {}
        for code in sorted({code for mine in codes for code in mine}):
            given = np.array([code in mine for mine in codes])
            self.qualities[code] = quality = _tried(code, table, given, folds)
            if quality.bar is not None:
                self._weights[code] = _fit(table, given)

    def suggest(self, text: str) -> list[LearnedSuggestion]:
        """Codes above their bar, the surest first."""
        forms = _forms(text)
        known = [(word, said) for word, said in forms.items() if word in self._words]
        found = []
        for code, (weights, start) in self._weights.items():
            share = 1 / np.sqrt(max(len(forms), 1))
            speaks = {said: float(weights[self._words[word]]) * share for word, said in known}
            sure = float(_sure(np.array(start + sum(speaks.values()))))
            bar = self.qualities[code].bar
            because = tuple(sorted((said for said in speaks if speaks[said] > 0), key=lambda said: -speaks[said]))
            # What no word of the text speaks for cannot be explained, and is not suggested.
            if bar is not None and sure >= bar and because:
                found.append(LearnedSuggestion(code, sure, because[:SHOWN]))
        return sorted(found, key=lambda one: (-one.sure, one.code))

    def _table(self, forms: Sequence[dict[str, str]]) -> csr_matrix:
        """Passages by words; a long passage speaks no louder than a short one."""
        rows = [row for row, mine in enumerate(forms) for _ in mine]
        columns = [self._words[word] for mine in forms for word in mine]
        values = [1 / np.sqrt(len(mine)) for mine in forms for _ in mine]
        return csr_matrix((values, (rows, columns)), shape=(len(forms), len(self._words)))


def _forms(text: str) -> dict[str, str]:
    """Base forms of the words that say something, each with the word as it stands in the text."""
    found: dict[str, str] = {}
    for token in tokens(text):
        folded = fold_word(token.text)
        if folded[:1].isalpha() and len(folded) > 2 and folded not in LITTLE:
            found.setdefault(base(folded), token.text)
    return found


def _fit(table: csr_matrix, given: NDArray[np.bool_]) -> tuple[Reals, float]:
    """Logistic regression, its weights held small."""
    sign = np.where(given, 1.0, -1.0)

    def loss(point: Reals) -> tuple[float, Reals]:
        reach = sign * (table @ point[:-1] + point[-1])
        pull = -sign * _sure(-reach)
        return (float(np.logaddexp(0, -reach).sum() + HOLD / 2 * point[:-1] @ point[:-1]),
                np.append(table.T @ pull + HOLD * point[:-1], pull.sum()))

    found = minimize(loss, np.zeros(table.shape[1] + 1), jac=True, method="L-BFGS-B", options={"maxiter": 100}).x
    return np.asarray(found[:-1], np.float64), float(found[-1])


def _tried(code: str, table: csr_matrix, given: NDArray[np.bool_], folds: NDArray[np.int64]) -> Quality:
    """Each fold is judged by bars that the other folds set, so that no passage helps to judge itself."""
    examples = int(given.sum())
    if examples < FEWEST or examples == len(given):
        return Quality(code, examples, None, 0.0, None)
    sure = np.zeros(len(given))
    for fold in range(FOLDS):
        away = folds == fold
        weights, start = _fit(table[~away], given[~away])
        sure[away] = _sure(table[away] @ weights + start)
    bars = [_bar(sure[folds != fold], given[folds != fold]) for fold in range(FOLDS)]
    taken = np.array([bars[fold] is not None and value >= (bars[fold] or 0.0)
                      for fold, value in zip(folds, sure, strict=True)])
    right = int((taken & given).sum())
    precision = right / int(taken.sum()) if taken.any() else None
    held = precision is not None and precision >= LEAST
    return Quality(code, examples, precision, right / examples, _bar(sure, given) if held else None)


def _bar(sure: Reals, given: NDArray[np.bool_]) -> float | None:
    """The lowest bar above which 8 of 10 are right, among at least three; None where there is none."""
    order = np.argsort(-sure, kind="stable")
    right = np.cumsum(given[order]) / np.arange(1, len(order) + 1)
    fitting = np.flatnonzero(right[2:] >= WANTED)
    return float(sure[order][fitting[-1] + 2]) if len(fitting) else None


def _sure(value: Reals) -> Reals:
    return np.asarray(1 / (1 + np.exp(-np.clip(value, -500, 500))), np.float64)
