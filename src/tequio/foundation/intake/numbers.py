"""Numbers as people write them: «1.234,5», «$90,000.00», «−5», «80 %», «0,123». Pure.

A dot or a comma before exactly three digits can part thousands or decimals. Other cells of the column may tell; where
none does, the reader asks instead of guessing.
"""

import math
import re
from collections.abc import Iterable

from tequio.foundation.intake.tidy import Figure

MARKS = (",", ".")
MINUS = str.maketrans(dict.fromkeys("\u2212\u2013\u2010\u2011\ufe63\uff0d", "-"))
THOUSANDS = str.maketrans("", "", " \u00a0\u2009\u202f'’")  # what parts thousands and is never a decimal mark
MONEY = re.compile(r"(?:MXN?|US|MN|CO|AR)?[$€£]|\b(?:MXN|USD|EUR|COP|ARS|CLP|PEN|M\.?N\.?|pesos?|d[oó]lares|euros?)\b",
                   re.IGNORECASE)
FIGURE = re.compile(r"(?P<sign>[+-]?)(?P<digits>[\d.,]*\d)")
ONE_MARK = re.compile(r"(\d*)([.,])(\d+)")
MILLIONS = re.compile(r"(?<=\d)['’](?=\d{3}([.,])\d{3})")  # 1'234,567: the apostrophe of millions
POWER = re.compile(r"[+-]?\d+(?:\.\d+)?[eE][+-]?\d{1,3}")  # as programs write very large and very small ones


class UnclearError(ValueError):
    """A dot or comma that can be read in two ways."""


def number(text: str, *, decimal: str = "") -> float:
    """The number that `text` writes; `decimal` is the mark of its column, "" where nothing tells.

    Raises UnclearError for a mark that can be read in two ways, ValueError for what is no number.
    """
    if isinstance(text, Figure) or POWER.fullmatch(text):
        return _finite(float(text))
    sign, digits, money = _parts(text)
    if (mark := _own_mark(digits)) is None:
        if money:  # no currency has three decimals
            return _finite(sign * _read(digits, "," if "." in digits else "."))
        if not decimal:
            raise UnclearError(text)
        mark = decimal
    return _finite(sign * _read(digits, mark))


def whole(text: str, *, decimal: str = "") -> int:
    """As `number`, for counts: a mark that is not clear parts thousands. Raises ValueError for decimals, too."""
    try:
        found = number(text, decimal=decimal)
    except UnclearError:
        found = number(text, decimal="," if "." in text else ".")
    if not found.is_integer():
        raise ValueError(text)
    return int(found)


def marks(cells: Iterable[str]) -> set[str]:
    """The decimal marks that the cells of a column show beyond doubt: none, one, or both."""
    found: set[str] = set()
    for cell in cells:
        if not isinstance(cell, Figure) and any(mark in cell for mark in MARKS):
            try:
                found.add(_own_mark(_parts(cell)[1]) or "")
            except ValueError:
                continue
    return found - {""}


def _parts(text: str) -> tuple[int, str, bool]:
    """Sign, digits with their marks, and whether it is an amount of money. Raises ValueError for anything else."""
    plain = text.translate(MINUS)
    bare = MONEY.sub("", plain)
    money = bare != plain
    bare = MILLIONS.sub(r"\1", bare).strip().removesuffix("%").translate(THOUSANDS)
    negative = money and bare.startswith("(") and bare.endswith(")")
    found = FIGURE.fullmatch(bare[1:-1] if negative else bare)
    if found is None:
        raise ValueError(text)
    return (-1 if negative or found["sign"] == "-" else 1), found["digits"], money


def _own_mark(digits: str) -> str | None:
    """The decimal mark that the digits show by themselves; "" where they hold no mark, None where it is not clear."""
    last = max(digits.rfind(mark) for mark in MARKS)
    if last < 0:
        return ""
    mark, other = digits[last], "." if digits[last] == "," else ","
    if other in digits:
        return mark if digits.count(mark) == 1 else other
    if digits.count(mark) > 1:
        return other
    found = ONE_MARK.fullmatch(digits)
    before, after = (found[1], found[3]) if found else ("", "")
    return None if len(after) == 3 and 0 < len(before) <= 3 and before[0] != "0" else mark


def _read(digits: str, decimal: str) -> float:
    """Raises ValueError where thousands are not in threes, or the decimal mark stands more than once."""
    other = "." if decimal == "," else ","
    before, _, after = digits.partition(decimal) if decimal else (digits, "", "")
    parts = before.split(other)
    if len(parts) > 1 and not (0 < len(parts[0]) <= 3 and all(len(part) == 3 for part in parts[1:])):
        raise ValueError(digits)
    if not after.isdigit() and after:
        raise ValueError(digits)
    return float(f"{''.join(parts) or '0'}.{after or '0'}")


def _finite(found: float) -> float:
    if not math.isfinite(found):
        raise ValueError
    return found
