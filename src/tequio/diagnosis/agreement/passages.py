"""Agreement on passages of one code: over the text that somebody coded, and over the whole text."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tequio.diagnosis.agreement.coefficient import Coefficient, Why
from tequio.diagnosis.agreement.continuum import Cut, Span, covered, cut, joined, moved_together
from tequio.diagnosis.agreement.nominal import alpha_of
from tequio.diagnosis.agreement.unitizing import Family, disagreements

ALL = "*"


@dataclass(frozen=True)
class Passage:
    """`coder` put `code` on the characters [start, end) of `text`."""

    coder: str
    text: str
    start: int
    end: int
    code: str


@dataclass(frozen=True)
class PassageAgreement:
    """One code, or all (`ALL`): α for passages by both formulas, and α character by character.

    `coded_text` leaves out what nobody coded with anything; `whole_text` counts it as agreement that nothing is there.
    """

    code: str
    passages: int
    coded_text: Mapping[Family, Coefficient]
    whole_text: Mapping[Family, Coefficient]
    characters_coded: Coefficient
    characters_whole: Coefficient


def passages_measured(passages: Sequence[Passage], lengths: Mapping[str, int],
                      opened: Mapping[str, Collection[str]] | None = None) -> tuple[PassageAgreement, ...]:
    """Agreement by code in the order of the alphabet, and on all codes together at the end.

    `opened` says who looked at which text; without it whoever marked anything looked at every text.
    """
    coders = sorted({one.coder for one in passages})
    opened = dict.fromkeys(lengths, coders) if opened is None else opened
    by_code: dict[str, list[Passage]] = {code: [] for code in sorted({one.code for one in passages})}
    for one in passages:
        by_code[one.code].append(one)
    kept = _coded(passages, lengths)
    short = {text: sum(end - start for start, end in spans) for text, spans in kept.items()}
    whole = {code: _cuts(mine, lengths, opened) for code, mine in by_code.items()}
    near = {code: _cuts(_closed_up(mine, kept), short, opened) for code, mine in by_code.items()}
    why = _why(passages, opened)
    found = [_agreement(code, len(mine), [near[code]], [whole[code]], why) for code, mine in by_code.items()]
    every = _agreement(ALL, len(passages), list(near.values()), list(whole.values()), why)
    return (*found, every) if len(by_code) > 1 else tuple(found)


def _why(passages: Sequence[Passage], opened: Mapping[str, Collection[str]]) -> Why | None:
    if not passages:
        return Why.NOTHING
    if len({coder for coders in opened.values() for coder in coders}) < 2:
        return Why.ONE_CODER
    return None if any(len(set(coders)) >= 2 for coders in opened.values()) else Why.APART


def _cuts(passages: Sequence[Passage], lengths: Mapping[str, int],
          opened: Mapping[str, Collection[str]]) -> list[Cut]:
    spans: dict[tuple[str, str], list[Span]] = {}
    for one in passages:
        spans.setdefault((one.text, one.coder), []).append((one.start, one.end))
    return [cut(length, [spans.get((text, coder), ()) for coder in sorted(opened.get(text, ()))])
            for text, length in lengths.items()]


def _coded(passages: Sequence[Passage], lengths: Mapping[str, int]) -> dict[str, list[Span]]:
    """The stretches of each text that somebody coded with anything."""
    spans: dict[str, list[Span]] = {text: [] for text in lengths}
    for one in passages:
        spans[one.text].append((one.start, one.end))
    return {text: covered(mine) for text, mine in spans.items()}


def _closed_up(passages: Sequence[Passage], kept: Mapping[str, Sequence[Span]]) -> list[Passage]:
    """The passages where what nobody coded is cut out of every text."""
    return [Passage(one.coder, one.text, *moved_together([(one.start, one.end)], kept[one.text])[0], one.code)
            for one in passages]


def _agreement(code: str, count: int, near: list[list[Cut]], whole: list[list[Cut]],
               why: Why | None) -> PassageAgreement:
    return PassageAgreement(
        code, count, {"1995": _alpha(near, "1995", why), "2004": _alpha(near, "2004", why)},
        {"1995": _alpha(whole, "1995", why), "2004": _alpha(whole, "2004", why)},
        _by_character(near, why), _by_character(whole, why))


def _alpha(by_code: list[list[Cut]], family: Family, why: Why | None) -> Coefficient:
    """Over several codes disagreements are added up, observed and expected apart."""
    if why is not None:
        return Coefficient(why=why)
    each = [disagreements(cuts, family) for cuts in by_code]
    observed = sum(one for one, _ in each if not math.isnan(one))
    expected = sum(other for _, other in each if not math.isnan(other))
    return Coefficient(1.0 - observed / expected) if expected > 0 else Coefficient(why=_nothing_apart(by_code))


def _by_character(by_code: list[list[Cut]], why: Why | None) -> Coefficient:
    """Nominal α where each character is a unit and each code a question answered yes or no.

    Several codes are one table of questions: chance is counted over all of them together.
    """
    if why is not None:
        return Coefficient(why=why)
    tables = [_characters(one) for cuts in by_code for one in cuts if len(one.coders) >= 2 and one.length]
    counts = np.concatenate([counts for counts, _ in tables]) if tables else np.zeros((0, 2), np.int64)
    weights = np.concatenate([lengths for _, lengths in tables]) if tables else np.zeros(0)
    found = alpha_of(counts, weights)
    return Coefficient(found) if not math.isnan(found) else Coefficient(why=_nothing_apart(by_code))


def _characters(one: Cut) -> tuple[np.ndarray[tuple[int, int], np.dtype[np.int64]], np.ndarray[
        tuple[int], np.dtype[np.float64]]]:
    """How many coders marked each stretch between two borders of anybody, and how long it is."""
    borders = np.unique(np.concatenate([mine[:, :2].ravel() for mine in one.coders]))
    marked = np.zeros(len(borders) - 1, np.int64)
    for mine in one.coders:
        spans = mine[mine[:, 2] == 1]
        change = np.zeros(len(borders), np.int64)
        np.add.at(change, np.searchsorted(borders, spans[:, 0]), 1)
        np.add.at(change, np.searchsorted(borders, spans[:, 1]), -1)
        marked += np.cumsum(change)[:-1]
    return np.column_stack([len(one.coders) - marked, marked]), np.diff(borders).astype(np.float64)


def _nothing_apart(by_code: list[list[Cut]]) -> Why:
    """Nothing was marked where two coders looked, or all of it by everybody."""
    shared = [mine for cuts in by_code for one in cuts if len(one.coders) >= 2 for mine in one.coders]
    return Why.ALL_EQUAL if any(mine[:, 2].any() for mine in shared) else Why.UNUSED


def overlapping(passages: Sequence[Passage]) -> int:
    """How many passages run into another one of the same coder, text and code, and are counted as one with it."""
    spans: dict[tuple[str, str, str], list[Span]] = {}
    for one in passages:
        spans.setdefault((one.coder, one.text, one.code), []).append((one.start, one.end))
    return sum(len(mine) - len(joined(mine)) for mine in spans.values())
