"""The data of a model: counts by month, unit and type, with what stands beside them, checked before any fit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from tequio.foundation.errors import TequioError
from tequio.measurement.reproduction.arrays import Array, Truth

LONGEST_COUNT = 1e9


@dataclass
class Panel:
    """Counts and tables, laid out by unit.

    counts: types × units × months, NaN where nothing was published. tables: by name, units × months, units × 1 or
    1 × months. groupings: by name, one label a unit.
    """

    counts: Array
    units: tuple[str, ...]
    types: tuple[str, ...]
    tables: dict[str, Array] = field(default_factory=dict)
    groupings: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def months(self) -> int:
        return int(self.counts.shape[2])


def panel(counts: ArrayLike, *, units: Sequence[str] | None = None, types: Sequence[str] | None = None,
          population: ArrayLike | None = None, tables: Mapping[str, ArrayLike] | None = None,
          groupings: Mapping[str, Sequence[str]] | None = None) -> Panel:
    """Checks and lays out counts (months × units, or months × units × types) and tables (months × units, units, or
    months × 1).

    Raises TQ-270 for a shape that does not fit, TQ-271 to TQ-275 for counts, TQ-276 for tables.
    """
    numbers = _numbers(counts, "counts")
    if numbers.ndim == 2:
        numbers = numbers[:, :, None]
    if numbers.ndim != 3:
        raise TequioError("TQ-270", column="counts", value=numbers.shape, wanted="meses × unidades [× tipos]")
    months, unit_count, type_count = numbers.shape
    if months < 3 or unit_count < 1 or type_count < 1:
        raise TequioError("TQ-270", column="counts", value=numbers.shape, wanted="≥ 3 meses, ≥ 1 unidad")
    unit_names = _labels(units, unit_count, "units")
    type_names = _labels(types, type_count, "types") if types is not None or type_count > 1 else ("",)
    laid = np.ascontiguousarray(numbers.transpose(2, 1, 0))
    check_counts(laid, unit_names)
    found = Panel(laid, unit_names, type_names)
    given = dict(tables or {})
    if population is not None:
        given["population"] = population
    for name, table in given.items():
        found.tables[name] = _table(name, table, months, unit_count)
    if "population" in found.tables and not np.all(found.tables["population"] > 0):
        where = int(np.argmax(np.any(found.tables["population"] <= 0, axis=1)))
        raise TequioError("TQ-277", column="population", value=unit_names[where] if where < unit_count else "")
    for name, labels in (groupings or {}).items():
        found.groupings[name] = _labels(labels, unit_count, name, different=False)
    return found


def check_counts(laid: Array, units: Sequence[str]) -> None:
    """Counts are whole, not negative, of a size that months hold, and not all zero or missing."""
    known = laid[~np.isnan(laid)]
    if not known.size:
        raise TequioError("TQ-275", column="counts")
    if np.isinf(known).any():
        raise TequioError("TQ-271", column="counts", value="inf", **_where(laid, np.isinf(laid), units))
    if (known < 0).any():
        bad = laid < 0
        raise TequioError("TQ-272", column="counts", value=float(laid[bad][0]), **_where(laid, bad, units))
    if (known != np.round(known)).any():
        bad = (laid != np.round(laid)) & ~np.isnan(laid)
        raise TequioError("TQ-273", column="counts", value=float(laid[bad][0]), **_where(laid, bad, units))
    if known.max() > LONGEST_COUNT:
        raise TequioError("TQ-274", column="counts", value=float(known.max()),
                          **_where(laid, laid > LONGEST_COUNT, units))
    for number in range(laid.shape[0]):
        of_type = laid[number][~np.isnan(laid[number])]
        if not of_type.size or not of_type.any():
            raise TequioError("TQ-275", column="counts", value=number + 1 if laid.shape[0] > 1 else "")


def _where(laid: Array, bad: Truth, units: Sequence[str]) -> dict[str, Any]:
    _, unit, month = np.argwhere(bad)[0]
    return {"unit": units[unit], "month": int(month) + 1}


def _numbers(values: ArrayLike, name: str) -> Array:
    if values is None:
        raise TequioError("TQ-270", column=name, value="", wanted="meses × unidades [× tipos]")
    try:
        found = np.asarray(values)
        if np.iscomplexobj(found):
            raise TypeError
        if found.dtype == object or found.dtype.kind not in "iufb":
            found = found.astype(float)
    except (TypeError, ValueError):
        raise TequioError("TQ-271", column=name, value="", unit="", month="") from None
    return np.asarray(found, dtype=float)


def _table(name: str, values: ArrayLike, months: int, units: int) -> Array:
    found = _numbers(values, name)
    if found.ndim == 0:
        found = found.reshape(1, 1)
    elif found.ndim == 1 and len(found) == units:
        found = found[:, None]
    elif found.ndim == 1 and len(found) == months:
        found = found[None, :]
    elif found.ndim == 2 and found.shape in ((months, units), (months, 1), (1, units)):
        found = np.ascontiguousarray(found.T)
    else:
        raise TequioError("TQ-270", column=name, value=found.shape, wanted=f"{months} × {units}")
    if not np.isfinite(found).all():
        raise TequioError("TQ-276", column=name)
    return found


def _labels(labels: Sequence[str] | None, count: int, name: str, *, different: bool = True) -> tuple[str, ...]:
    if labels is None:
        return tuple(str(number + 1) for number in range(count))
    found = tuple(str(label) for label in labels)
    if len(found) != count:
        raise TequioError("TQ-270", column=name, value=len(found), wanted=count)
    if different and len(set(found)) < count:
        raise TequioError("TQ-278", column=name, value=next(one for one in found if found.count(one) > 1))
    return found
