"""Data and fits that were published for this model, where they lie beside the project; else tests skip and say so."""

import csv
import json
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tequio.measurement.reproduction import (
    ONE,
    Panel,
    Part,
    Specification,
    Term,
    Weights,
    by_order,
    fixed,
    panel,
    power_law,
    season,
)

FOLDER = Path(__file__).parents[4] / "shared" / "data" / "hhh4"


def needs_published() -> None:
    if not (FOLDER / "hhh4_reference.json").exists():
        pytest.skip("the published fits do not lie beside the project")


@cache
def reference() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FOLDER / "hhh4_reference.json").read_text(encoding="utf-8"))["fits"]
    return found


@cache
def table(name: str) -> np.ndarray:
    with (FOLDER / name).open(encoding="utf-8", newline="") as opened:
        rows = list(csv.reader(opened))
    first = 1 if rows[0][0] == "" else 0
    return np.array([row[first:] for row in rows[1:]], dtype=float)


@cache
def names(name: str) -> tuple[str, ...]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as opened:
        return tuple(next(csv.reader(opened)))


YEAR = season(52)
MEASLES = Specification(endemic=Part((ONE, Term("trend"), *YEAR), offset="popfrac"), own=Part(), neighbours=Part())


@cache
def measles() -> Panel:
    popfrac = table("measlesWeserEms_popfrac.csv")
    return panel(table("measlesWeserEms_counts.csv"), tables={
        "popfrac": popfrac, "log(pop)": np.log(popfrac), "log(Sprop)": np.log(table("measlesWeserEms_Sprop.csv"))},
        units=names("measlesWeserEms_counts.csv"))


def _measles(*, vaccinated: bool = False, population: bool = False, weights: str = "first",
             poisson: bool = False) -> tuple[Specification, Panel, Weights]:
    orders = table("measlesWeserEms_nbOrder.csv")
    spec = MEASLES
    if vaccinated:
        spec = replace(spec, endemic=replace(spec.endemic, terms=(
            *spec.endemic.terms, Term("covariate", "log(Sprop)"))))
    if population:
        spec = replace(spec, neighbours=Part((ONE, Term("covariate", "log(pop)"))))
    if poisson:
        spec = replace(spec, family="poisson")
    made: dict[str, Callable[[], Weights]] = {
        "first": lambda: fixed(orders == 1, normalise=False), "power": lambda: power_law(orders, max_order=5),
        "log": lambda: power_law(orders, max_order=5, log=True), "orders": lambda: by_order(orders, max_order=2)}
    return spec, measles(), made[weights]()


def _influmen() -> tuple[Panel, Weights]:
    return (panel(table("influMen_counts.csv"), units=("influenza", "meningococcus")),
            fixed(table("influMen_nb.csv"), normalise=False))


def _meningo(number: int) -> tuple[Specification, Panel, None]:
    data = panel(table("influMen_counts.csv")[:, 1:], units=("meningococcus",))
    spec = Specification(endemic=Part((ONE, *YEAR)), own=Part() if number == 2 else None, first=2,
                         family="poisson" if number == 0 else "negbin")
    return spec, data, None


def _bivariate() -> tuple[Specification, Panel, Weights]:
    both = tuple(replace(term, by="unit") for term in (ONE, *YEAR))
    more = tuple(replace(term, by="unit", only=("influenza",)) for term in season(52, 3)[2:])
    data, weights = _influmen()
    return Specification(endemic=Part((*both, *more)), own=Part((replace(ONE, by="unit"),)), neighbours=Part(),
                         dispersion="unit"), data, weights


def _ages(neighbours: bool) -> tuple[Specification, Panel, Weights | None]:
    data = panel(table("meningo_age_counts.csv"), units=names("meningo_age_counts.csv"))
    each = replace(ONE, by="unit")
    spec = Specification(endemic=Part((*YEAR, each)), own=Part((each,)), neighbours=Part() if neighbours else None,
                         dispersion="unit")
    return spec, data, fixed(1 - np.eye(len(data.units))) if neighbours else None


@cache
def influenza() -> Panel:
    return panel(table("fluBYBW_counts.csv"), units=names("fluBYBW_counts.csv"),
                 tables={"population": table("fluBYBW_popfrac_row1.csv")[0]})


def _influenza() -> tuple[Specification, Panel, Weights]:
    trend = Term("trend", center=208, scale=100)
    return (Specification(endemic=Part((ONE, trend, *season(52, 3)), offset="population"), own=Part(),
                          neighbours=Part()), influenza(), fixed(table("fluBYBW_nb.csv")))


FITS: dict[str, Callable[[], tuple[Specification, Panel, Weights | None]]] = {
    "measles_basic": lambda: _measles(),
    "measles_basic_poisson": lambda: _measles(poisson=True),
    "measles_vacc": lambda: _measles(vaccinated=True),
    "measles_nepop": lambda: _measles(vaccinated=True, population=True),
    "measles_powerlaw": lambda: _measles(vaccinated=True, population=True, weights="power"),
    "measles_powerlaw_log": lambda: _measles(vaccinated=True, population=True, weights="log"),
    "measles_np2": lambda: _measles(vaccinated=True, population=True, weights="orders"),
    "meningo_0": lambda: _meningo(0),
    "meningo_1": lambda: _meningo(1),
    "meningo_2": lambda: _meningo(2),
    "influMen_bivariate": _bivariate,
    "meningo_age_uni": lambda: _ages(False),
    "meningo_age_ne": lambda: _ages(True),
    "fluBYBW_fixed": _influenza,
}
