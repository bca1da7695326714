"""From the rows of a table of units to questions that can be measured."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tequio.diagnosis.agreement.answers import MISSING, Answers, Marks, Numbers
from tequio.diagnosis.agreement.reading import MOST_CELLS, MOST_CODERS, MOST_WORK, Answer, Reading
from tequio.foundation.errors import TequioError


@dataclass(frozen=True)
class Asked:
    """The questions of one table: `whole` where every unit has one category, and each code as yes or no."""

    whole: tuple[Answers, ...]
    marks: Marks | None
    read_as: Reading
    units: int
    coders: tuple[str, ...]
    repeated: int
    without_value: int


def asked(answers: Sequence[Answer], *, file: str, read_as: Reading = "auto", all_opened: bool = False) -> Asked:
    """What the rows ask. A unit without a row of a coder was never opened by that coder, unless `all_opened`.

    A row without value is no answer where units have one category, and «opened, and no code» where they may have
    several. Raises TQ-146 (two answers where one is asked for) and TQ-150 (a table too large).
    """
    questions = sorted({one.question for one in answers}) if read_as != "several" else [""]
    if read_as == "auto":
        read_as = "several" if questions == [""] and _has_several(answers) else "categories"
    coders, units = sorted({one.coder for one in answers}), sorted({one.unit for one in answers})
    codes = sorted({one.value for one in answers if one.value})
    _guard(file, len(coders), len(units), max(len(codes), len(questions)))
    frame = _Frame(tuple(coders), tuple(codes), {unit: at for at, unit in enumerate(units)}, _voices(answers, units))
    distinct = {(one.unit, one.coder, one.question, one.value) for one in answers}
    facts = (read_as, len(units), frame.coders, len(answers) - len(distinct), sum(not one.value for one in answers))
    if read_as == "several":
        return Asked((), frame.marks(answers, all_opened), *facts)
    by_question: dict[str, list[Answer]] = defaultdict(list)
    for one in answers:
        by_question[one.question].append(one)
    whole = tuple(frame.question(name, by_question[name], file) for name in questions)
    marks = frame.as_marks(whole[0]) if questions == [""] else None
    return Asked(whole, marks, *facts)


def _has_several(answers: Sequence[Answer]) -> bool:
    seen: dict[tuple[str, str], str] = {}
    return any(one.value and seen.setdefault((one.unit, one.coder), one.value) != one.value for one in answers)


def _guard(file: str, coders: int, units: int, codes: int) -> None:
    pairs = coders * (coders - 1) // 2
    if coders > MOST_CODERS or coders * units > MOST_CELLS or (coders + pairs) * units * max(codes, 1) > MOST_WORK:
        raise TequioError("TQ-150", file=file, coders=coders, units=units, codes=codes, most=MOST_CODERS)


def _voices(answers: Sequence[Answer], units: Sequence[str]) -> Numbers:
    voice_of = {one.unit: one.voice for one in answers}
    _, numbers = np.unique([voice_of[unit] for unit in units], return_inverse=True)
    return np.asarray(numbers, np.int64)


@dataclass(frozen=True)
class _Frame:
    """The margins that all questions of a table share."""

    coders: tuple[str, ...]
    codes: tuple[str, ...]
    units: dict[str, int]
    voices: Numbers

    def question(self, name: str, answers: Sequence[Answer], file: str) -> Answers:
        categories = tuple(sorted({one.value for one in answers if one.value}))
        at = {category: place for place, category in enumerate(categories)}
        coder_at = {coder: place for place, coder in enumerate(self.coders)}
        values = np.full((len(self.coders), len(self.units)), MISSING, np.int32)
        for one in answers:
            if not one.value:
                continue
            place = coder_at[one.coder], self.units[one.unit]
            if values[place] not in (MISSING, at[one.value]):
                raise TequioError("TQ-146", file=file, row=one.row)
            values[place] = at[one.value]
        return Answers(name, values, categories, self.coders, self.voices)

    def marks(self, answers: Sequence[Answer], all_opened: bool) -> Marks:
        coder_at = {coder: place for place, coder in enumerate(self.coders)}
        code_at = {code: place for place, code in enumerate(self.codes)}
        opened = np.full((len(self.coders), len(self.units)), all_opened)
        rows = set()
        for one in answers:
            unit, coder = self.units[one.unit], coder_at[one.coder]
            opened[coder, unit] = True
            if one.value:
                rows.add((unit, coder, code_at[one.value]))
        return Marks(self.coders, self.codes, opened, np.array(sorted(rows), np.int64).reshape(-1, 3), self.voices)

    def as_marks(self, whole: Answers) -> Marks:
        """One category a unit, asked code by code."""
        coder, unit = np.nonzero(whole.values != MISSING)
        rows = np.column_stack([unit, coder, whole.values[coder, unit]]).astype(np.int64)
        return Marks(self.coders, whole.categories, whole.values != MISSING, rows, self.voices)
