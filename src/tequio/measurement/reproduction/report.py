"""A fit with its checks, as one table that can be written to a file: no number leaves without them."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from tequio.measurement.reproduction.estimator import fit_panel
from tequio.measurement.reproduction.honesty import (
    Placebo,
    Reported,
    Rung,
    dispersion_ratio,
    ladder,
    placebo,
    under_reporting,
)
from tequio.measurement.reproduction.number import Number
from tequio.measurement.reproduction.results import Fit
from tequio.measurement.reproduction.spec_file import Asked

RED = {
    "es": "En rojo. Con los meses revueltos nada puede seguir a nada, y aun así el modelo encuentra {found}: toma por "
          "reproducción las diferencias duraderas entre lugares. Este número no se usa. Prueba con un nivel propio "
          "para cada área (random = true en [endemic]).",
    "en": "Red. With the months shuffled nothing can follow anything, and the model still finds {found}: it takes "
          "lasting differences between places for reproduction. This number is not to be used. Try a level of its own "
          "for each area (random = true in [endemic])."}
UNKNOWN = {
    "es": "En rojo. El placebo no llegó a su máximo: no se sabe si el número mide reproducción o diferencias entre "
          "lugares. Este número no se usa.",
    "en": "Red. The placebo did not reach its maximum: whether the number measures reproduction or differences between "
          "places is not known. This number is not to be used."}
QUIET = {
    "es": "Con los meses revueltos el modelo encuentra {found}. Hace falta que sea casi nada, y no basta: los cambios "
          "lentos de nivel siguen confundiéndose con la reproducción.",
    "en": "With the months shuffled the model finds {found}. Next to nothing is needed, and is not enough: slow "
          "changes of level stay mixed with reproduction."}
WORDS = {
    "es": "Dice cuánto de lo que se registra sigue a lo registrado antes, ahí y en las áreas vecinas. No dice qué lo "
          "causa. No sirve para señalar personas, colonias ni municipios, ni para decidir adónde va la policía.",
    "en": "It says how much of what is recorded follows what was recorded before, there and in neighbouring areas. It "
          "does not say what causes it. It is not for pointing at people, neighbourhoods or municipalities, nor for "
          "deciding where police go."}
REPORTING = {
    "es": "Lo que no se denuncia hace que el número se vea más chico; las diferencias entre lugares, más grande.",
    "en": "What is not reported makes the number look smaller; differences between places make it look larger."}
RUNGS = {
    "pooled": {"es": "un nivel para todas las áreas", "en": "one level for all areas"},
    "intercepts": {"es": "un nivel propio para cada área", "en": "a level of its own for each area"},
    "years": {"es": "además, un nivel para cada año", "en": "and a level for each year"},
    "memory": {"es": "un nivel para cada área, y memoria de varios meses",
               "en": "a level for each area, and memory of several months"}}


@dataclass
class Report:
    """A fit, its placebo, the ladder and what under-reporting would change."""

    fit: Fit
    placebo: Placebo | None
    rungs: tuple[Rung, ...]
    reported: dict[str, tuple[Reported, ...]]

    @property
    def red(self) -> bool:
        return self.placebo is not None and self.placebo.away

    def verdict(self, language: str) -> str:
        if self.placebo is None:
            return ""
        if self.placebo.mean is None:
            return UNKNOWN[language]
        return (RED if self.red else QUIET)[language].format(found=f"R = {self.placebo.mean:.2f}")


def run(asked: Asked) -> Report:
    """Fits and checks. Raises what the fit raises: then there is no report."""
    spec, data, weights, checks = asked.specification, asked.panel, asked.weights, asked.checks
    fit = fit_panel(spec, data, weights)
    follows = spec.own is not None or spec.neighbours is not None
    shuffles = placebo(spec, data, weights, times=checks.placebo, seed=checks.seed, warm=fit) if follows else None
    rungs = ladder(spec, data, weights, seed=checks.seed) if follows and checks.ladder else ()
    return Report(fit, shuffles, rungs, _reported(fit, checks.reporting))


def _reported(fit: Fit, shares: tuple[float, ...]) -> dict[str, tuple[Reported, ...]]:
    own = fit.number.own
    if own is None:
        return {}
    return {name: under_reporting(float(own[number, number]), dispersion_ratio(fit.panel.counts[number]), shares)
            for number, name in enumerate(fit.panel.types)}


def as_table(report: Report) -> dict[str, Any]:
    """The report as plain values, ready for JSON. Infinite and missing numbers are null."""
    fit = report.fit
    return {
        "loglik": fit.likelihood, "penalised": fit.penalised, "marginal": fit.marginal, "aic": fit.aic, "bic": fit.bic,
        "cells": fit.cells, "months": list(fit.months), "units": len(fit.panel.units),
        "types": [name for name in fit.panel.types if name], "family": fit.specification.family,
        "coefficients": {one.name: {"estimate": one.estimate, "se": one.error, "at_bound": one.at_bound}
                         for one in fit.coefficients},
        "reproduction": _number(fit.number),
        "shares": vars(fit.shares).copy(),
        "variance": {name: np.asarray(one).tolist() for name, one in fit.variance.items()},
        "lag": fit.lag, "islands": list(fit.islands), "steps": fit.steps, "fit_seconds": fit.seconds,
        "red": report.red, "placebo": _placebo(report.placebo),
        "verdict": {language: report.verdict(language) for language in ("es", "en")},
        "ladder": [_rung(rung) for rung in report.rungs],
        "under_reporting": {"words": REPORTING, "by_type": {
            name: [vars(one).copy() for one in found] for name, found in report.reported.items()}},
        "says": WORDS}


def _number(number: Number) -> dict[str, Any]:
    return {"value": number.value, "se": number.error, "low": number.low, "high": number.high,
            "over_time": list(number.over_time), "stable": number.stable,
            "own": None if number.own is None else number.own.tolist(),
            "neighbours": None if number.neighbours is None else number.neighbours.tolist()}


def _placebo(found: Placebo | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {"values": list(found.values), "mean": found.mean, "did_not_arrive": found.failed, "away": found.away}


def _rung(rung: Rung) -> dict[str, Any]:
    fit = rung.fit
    return {"name": rung.name, "says": RUNGS[rung.name],
            "reproduction": None if fit is None else _number(fit.number), "placebo": _placebo(rung.placebo),
            "penalised": None if fit is None else fit.penalised, "problem": rung.problem or None}
