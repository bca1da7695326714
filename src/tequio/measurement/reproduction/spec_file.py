"""A model as a file: SPEC.toml with the tables it names beside it. What is not known is refused, never passed over.

The shape of the file is in docs/how-to/measure-reproduction.md.
"""

import csv
import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse

from tequio.foundation.errors import TequioError
from tequio.measurement.reproduction.arrays import Array
from tequio.measurement.reproduction.estimator import check_weights
from tequio.measurement.reproduction.neighbours import Weights, by_order, fixed, orders_of, power_law
from tequio.measurement.reproduction.panel import Panel, panel
from tequio.measurement.reproduction.specification import ONE, Lags, Part, Specification, Term, season

TOP = ("counts", "tables", "groupings", "neighbours", "own", "endemic", "family", "dispersion", "lags", "months",
       "shift", "correlated", "checks")
TERM = ("kind", "name", "period", "harmonic", "harmonics", "center", "scale", "by", "only", "label")
LARGEST = 400_000_000


@dataclass(frozen=True)
class Checks:
    """Which checks are run beside a fit, and how often months are shuffled."""

    placebo: int = 3
    ladder: bool = True
    reporting: tuple[float, ...] = (1.0, 0.9, 0.7, 0.5, 0.3, 0.1)
    seed: int = 1


@dataclass
class Asked:
    """All that a file asks for."""

    specification: Specification
    panel: Panel
    weights: Weights | None
    checks: Checks
    files: list[Path] = field(default_factory=list)


def read(path: Path) -> Asked:
    """Reads and checks. Raises TQ-284 and TQ-285 for the file, TQ-264 to TQ-283 for what it asks."""
    try:
        raw = path.read_bytes()
        document = tomllib.loads(raw.decode("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise TequioError("TQ-284", file=path.name, value=type(error).__name__) from None
    except tomllib.TOMLDecodeError as error:
        raise TequioError("TQ-284", file=path.name, value=str(error)) from None
    return _Reader(path, document).asked()


class _Reader:
    def __init__(self, path: Path, document: Mapping[str, Any]) -> None:
        self.path, self.document = path, document
        self.files = [path]
        self._known(document, TOP, "")

    def _known(self, given: Mapping[str, Any], names: tuple[str, ...], where: str) -> None:
        for name in given:
            if name not in names:
                raise TequioError("TQ-285", file=self.path.name, column=where, value=name, known=", ".join(names))

    def _section(self, given: object, where: str, names: tuple[str, ...]) -> Mapping[str, Any]:
        if not isinstance(given, Mapping):
            raise TequioError("TQ-285", file=self.path.name, column=where, value=type(given).__name__,
                              known="[" + where + "]")
        self._known(given, names, where)
        return given

    def _typed(self, given: Mapping[str, Any], name: str, wanted: type | tuple[type, ...], default: Any) -> Any:
        value = given.get(name, default)
        if value is default:
            return default
        if not isinstance(value, wanted) or (isinstance(value, bool) and wanted is not bool):
            raise TequioError("TQ-265", file=self.path.name, column=name, value=value)
        if isinstance(value, float) and not math.isfinite(value):
            raise TequioError("TQ-265", file=self.path.name, column=name, value=value)
        return value

    def asked(self) -> Asked:
        if "counts" not in self.document:
            raise TequioError("TQ-285", file=self.path.name, value="–", known="counts")
        data = self._panel()
        neighbours, weights = self._neighbours(data)
        spec = Specification(
            endemic=self._part("endemic", {"terms": ["1"]}) or Part(), own=self._part("own", None),
            neighbours=neighbours, family=self._typed(self.document, "family", str, "negbin"),
            dispersion=self._typed(self.document, "dispersion", str, "one"), lags=self._lags(),
            shift=float(self._typed(self.document, "shift", (int, float), 0.0)),
            correlated=self._typed(self.document, "correlated", bool, False), **self._months())
        return Asked(spec, data, weights, self._checks(), self.files)

    def _months(self) -> dict[str, int | None]:
        months = self.document.get("months", [None, None])
        if not isinstance(months, list) or len(months) != 2 or not all(
                one is None or (isinstance(one, int) and not isinstance(one, bool)) for one in months):
            raise TequioError("TQ-265", file=self.path.name, column="months", value=months)
        return {"first": months[0], "last": months[1]}

    def _panel(self) -> Panel:
        section = self._section(self.document["counts"], "counts", ("file", "types"))
        files = section.get("file")
        names = list(files) if isinstance(files, list) else [files]
        read_ = [self._numbers(name, "counts") for name in names]
        units = read_[0][1]
        for name, (table, labels) in zip(names, read_, strict=True):
            if labels != units or table.shape != read_[0][0].shape:
                raise TequioError("TQ-270", file=str(name), column="counts", value=table.shape,
                                  wanted=read_[0][0].shape)
        types = section.get("types")
        counts = read_[0][0] if len(read_) == 1 else np.stack([table for table, _ in read_], axis=2)
        tables = {name: self._table(name, entry) for name, entry in self._section(
            self.document.get("tables", {}), "tables", tuple(self.document.get("tables", {}))).items()}
        population = tables.get("population")
        return panel(counts, units=units, types=types, population=population,
                     tables={name: table for name, table in tables.items() if name != "population"},
                     groupings=self._groupings())

    def _table(self, name: str, entry: object) -> Array:
        """A table as it is or as its logarithm: `{file = "…", log = true}`."""
        given = self._section(entry if not isinstance(entry, str) else {"file": entry}, f"tables.{name}",
                              ("file", "log", "scale", "share"))
        table, _ = self._numbers(given.get("file"), f"tables.{name}")
        if self._typed(given, "share", bool, False):
            table = table / table.sum(axis=1, keepdims=True)
        table = table * float(self._typed(given, "scale", (int, float), 1.0))
        if self._typed(given, "log", bool, False):
            if not np.all(table > 0):
                raise TequioError("TQ-276", file=self.path.name, column=name)
            table = np.log(table)
        return table[0] if len(table) == 1 else table[:, 0] if table.shape[1] == 1 else table

    def _groupings(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        given = self.document.get("groupings", {})
        names = tuple(given) if isinstance(given, Mapping) else ()
        for name, entry in self._section(given, "groupings", names).items():
            section = self._section(entry, f"groupings.{name}", ("file", "column"))
            rows = self._rows(section.get("file"), f"groupings.{name}")
            column = section.get("column")
            if column not in rows[0]:
                raise TequioError("TQ-283", file=str(section.get("file")), column=f"groupings.{name}",
                                  value=column, known=", ".join(rows[0]))
            at = rows[0].index(column)
            found[name] = [row[at] if at < len(row) else "" for row in rows[1:]]
        return found

    def _rows(self, name: object, where: str) -> list[list[str]]:
        if not isinstance(name, str) or not name:
            raise TequioError("TQ-285", file=self.path.name, column=where, value=name, known="file = \"….csv\"")
        file = self.path.parent / name
        try:
            if file.stat().st_size > LARGEST:
                raise TequioError("TQ-284", file=name, value=f"> {LARGEST // 1_000_000} MB")
            with file.open(encoding="utf-8-sig", newline="") as opened:
                rows = [row for row in csv.reader(opened) if row]
        except (OSError, UnicodeDecodeError, csv.Error) as error:
            raise TequioError("TQ-284", file=name, value=type(error).__name__) from None
        self.files.append(file)
        if len(rows) < 2:
            raise TequioError("TQ-270", file=name, column=where, value=len(rows), wanted="≥ 2 filas")
        return rows

    def _numbers(self, name: object, where: str) -> tuple[Array, tuple[str, ...]]:
        """A table of numbers with a head; a first column of names is taken off. Blank and NA are gaps."""
        rows = self._rows(name, where)
        named = rows[0][0] == "" or len(rows[1]) == len(rows[0]) + 1
        head = rows[0][1:] if rows[0][0] == "" else rows[0]
        found = np.empty((len(rows) - 1, len(head)))
        for number, row in enumerate(rows[1:]):
            cells = row[1:] if named else row
            if len(cells) != len(head):
                raise TequioError("TQ-270", file=str(name), row=number + 2, column=where, value=len(cells),
                                  wanted=len(head))
            for column, cell in enumerate(cells):
                text = cell.strip()
                try:
                    found[number, column] = math.nan if text in ("", "NA", "NaN", "nan") else float(text)
                except ValueError:
                    raise TequioError("TQ-271", file=str(name), row=number + 2, column=head[column],
                                      value=text) from None
        return found, tuple(head)

    def _part(self, name: str, default: Mapping[str, Any] | None, more: tuple[str, ...] = ()) -> Part | None:
        given = self.document.get(name, default)
        if given is None:
            return None
        section = self._section(given, name, ("terms", "offset", "random", "link", "cross", *more))
        terms = section.get("terms", ["1"])
        if not isinstance(terms, list):
            raise TequioError("TQ-267", file=self.path.name, column=name)
        return Part(tuple(one for entry in terms for one in self._term(name, entry)),
                    self._typed(section, "offset", str, ""), self._typed(section, "random", bool, False),
                    self._typed(section, "link", str, "log"), self._typed(section, "cross", bool, True))

    def _term(self, part: str, entry: object) -> tuple[Term, ...]:
        if entry in ("1", 1):
            return (ONE,)
        if entry in ("t", "trend"):
            return (Term("trend"),)
        if isinstance(entry, str):
            return (Term("covariate", entry),)
        given = self._section(entry, f"{part}.terms", TERM)
        kind = self._typed(given, "kind", str, "")
        numbers = {name: self._typed(given, name, (int, float), default)
                   for name, default in (("period", 12.0), ("center", 0.0), ("scale", 1.0))}
        only = given.get("only", [])
        if not isinstance(only, list):
            raise TequioError("TQ-265", file=self.path.name, column=f"{part}.only", value=only)
        common: dict[str, Any] = {"by": self._typed(given, "by", str, ""), "only": tuple(map(str, only))}
        if kind == "season":
            harmonics = self._typed(given, "harmonics", int, 1)
            if not 1 <= harmonics <= 26:
                raise TequioError("TQ-265", file=self.path.name, column=f"{part}.harmonics", value=harmonics)
            return season(numbers["period"], harmonics, **common)
        return (Term(kind or "covariate", self._typed(given, "name", str, ""), **numbers,
                     harmonic=self._typed(given, "harmonic", int, 1), label=self._typed(given, "label", str, ""),
                     **common),)

    def _lags(self) -> Lags:
        given = self._section(self.document.get("lags", {}), "lags", ("shape", "longest", "value"))
        value = self._typed(given, "value", (int, float), None)
        return Lags(self._typed(given, "shape", str, "one"), self._typed(given, "longest", int, 1),
                    None if value is None else float(value))

    def _neighbours(self, data: Panel) -> tuple[Part | None, Weights | None]:
        """The part, and its weights: an adjacency, orders of neighbourhood, or weights as they are."""
        more = ("adjacency", "pairs", "orders", "weights", "shape", "max_order", "normalise", "log", "from_zero",
                "scale")
        part = self._part("neighbours", None, more)
        if part is None:
            return None, None
        section = self.document["neighbours"]
        shape = self._typed(section, "shape", str, "fixed" if "weights" in section else "power")
        if shape not in ("fixed", "power", "order"):
            raise TequioError("TQ-264", file=self.path.name, column="neighbours.shape", value=shape,
                              known="fixed, power, order")
        longest = self._typed(section, "max_order", int, None)
        if longest is not None and longest < 1:
            raise TequioError("TQ-265", file=self.path.name, column="neighbours.max_order", value=longest)
        normalise = self._typed(section, "normalise", bool, True)
        matrix = self._matrix(section, data)
        if "weights" in section or shape == "fixed":
            return part, fixed(matrix, normalise)
        if "orders" not in section:
            matrix = orders_of(matrix, longest or 5)
        if shape == "order":
            return part, by_order(matrix, max_order=longest or 2, normalise=normalise)
        scale = None
        if "scale" in section:
            scale, _ = self._numbers(section["scale"], "neighbours.scale")
            check_weights(scale, len(data.units))
        return part, power_law(matrix, max_order=longest, normalise=normalise, scale=scale,
                               from_zero=self._typed(section, "from_zero", bool, False),
                               log=self._typed(section, "log", bool, False))

    def _matrix(self, section: Mapping[str, Any], data: Panel) -> Any:
        given = [name for name in ("adjacency", "pairs", "orders", "weights") if name in section]
        if len(given) != 1:
            if not given:
                raise TequioError("TQ-280", file=self.path.name)
            raise TequioError("TQ-285", file=self.path.name, column="neighbours", value=given[1], known=given[0])
        if given[0] == "pairs":
            return self._pairs(section["pairs"], data)
        matrix, _ = self._numbers(section[given[0]], f"neighbours.{given[0]}")
        check_weights(matrix, len(data.units))
        return sparse.csr_array(matrix)

    def _pairs(self, name: object, data: Panel) -> Any:
        """Two columns of units that touch; each pair may stand once or both ways."""
        index = {unit: number for number, unit in enumerate(data.units)}
        ends = []
        for number, row in enumerate(self._rows(name, "neighbours.pairs")[1:]):
            for cell in row[:2]:
                if cell not in index:
                    raise TequioError("TQ-283", file=str(name), row=number + 2, value=cell,
                                      known=", ".join(data.units[:5]) + "…")
            if len(row) < 2:
                raise TequioError("TQ-270", file=str(name), row=number + 2, column="pairs", value=1, wanted=2)
            ends.append((index[row[0]], index[row[1]]))
        both = sorted({pair for one, other in ends for pair in ((one, other), (other, one)) if one != other})
        if not both:
            raise TequioError("TQ-282", units=len(data.units))
        return sparse.csr_array((np.ones(len(both)), tuple(np.array(both).T)), shape=(len(index), len(index)))

    def _checks(self) -> Checks:
        given = self._section(self.document.get("checks", {}), "checks", ("placebo", "ladder", "reporting", "seed"))
        times = self._typed(given, "placebo", int, 3)
        if not 1 <= times <= 1000:
            raise TequioError("TQ-265", file=self.path.name, column="checks.placebo", value=times)
        shares = given.get("reporting", list(Checks.reporting))
        if not isinstance(shares, list) or not all(
                isinstance(one, (int, float)) and not isinstance(one, bool) and 0 < one <= 1 for one in shares):
            raise TequioError("TQ-265", file=self.path.name, column="checks.reporting", value=shares)
        return Checks(times, self._typed(given, "ladder", bool, True), tuple(map(float, shares)),
                      self._typed(given, "seed", int, 1))
