"""`tequio reproduction SPEC.toml --out DIR`: published fits can be written as files, and no number leaves alone."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from tequio.cli.__main__ import house
from tests.measurement.reproduction.made import counts_of
from tests.measurement.reproduction.published import FOLDER, needs_published, reference

MEASLES = """
[counts]
file = "{data}/measlesWeserEms_counts.csv"
[tables]
popfrac = "{data}/measlesWeserEms_popfrac.csv"
"log(pop)" = {{ file = "{data}/measlesWeserEms_popfrac.csv", log = true }}
"log(Sprop)" = {{ file = "{data}/measlesWeserEms_Sprop.csv", log = true }}
[own]
[neighbours]
terms = ["1"{population}]
orders = "{data}/measlesWeserEms_nbOrder.csv"
{weights}
[endemic]
terms = ["1", "t", {{ kind = "season", period = 52 }}{vaccinated}]
offset = "popfrac"
[checks]
placebo = 1
ladder = false
"""
FIRST = 'shape = "order"\nmax_order = 1\nnormalise = false'
VACC, POP = ', "log(Sprop)"', ', "log(pop)"'
AGES = """
dispersion = "unit"
[counts]
file = "{data}/meningo_age_counts.csv"
[own]
terms = [{{ kind = "one", by = "unit" }}]
{neighbours}
[endemic]
terms = [{{ kind = "season", period = 52 }}, {{ kind = "one", by = "unit" }}]
[checks]
placebo = 1
ladder = false
"""
SPECS = {
    "measles_basic": (MEASLES, {"weights": FIRST, "population": "", "vaccinated": ""}),
    "measles_vacc": (MEASLES, {"weights": FIRST, "population": "", "vaccinated": VACC}),
    "measles_nepop": (MEASLES, {"weights": FIRST, "population": POP, "vaccinated": VACC}),
    "measles_powerlaw": (MEASLES, {"weights": "max_order = 5", "population": POP, "vaccinated": VACC}),
    "measles_powerlaw_log": (MEASLES, {"weights": "max_order = 5\nlog = true", "population": POP, "vaccinated": VACC}),
    "measles_np2": (MEASLES, {"weights": 'shape = "order"\nmax_order = 2', "population": POP, "vaccinated": VACC}),
    "meningo_age_uni": (AGES, {"neighbours": ""}),
    "influMen_bivariate": ("""
dispersion = "unit"
[counts]
file = "{data}/influMen_counts.csv"
[own]
terms = [{{ kind = "one", by = "unit" }}]
[neighbours]
weights = "{data}/influMen_nb.csv"
normalise = false
[endemic]
terms = [{{ kind = "one", by = "unit" }}, {{ kind = "season", period = 52, by = "unit" }},
  {{ kind = "sin", period = 52, harmonic = 2, by = "unit", only = ["influenza"] }},
  {{ kind = "cos", period = 52, harmonic = 2, by = "unit", only = ["influenza"] }},
  {{ kind = "sin", period = 52, harmonic = 3, by = "unit", only = ["influenza"] }},
  {{ kind = "cos", period = 52, harmonic = 3, by = "unit", only = ["influenza"] }}]
[checks]
placebo = 1
ladder = false
""", {}),
    "fluBYBW_fixed": ("""
[counts]
file = "{data}/fluBYBW_counts.csv"
[tables]
population = "{data}/fluBYBW_popfrac_row1.csv"
[own]
[neighbours]
weights = "{data}/fluBYBW_nb.csv"
[endemic]
terms = ["1", {{ kind = "trend", center = 208, scale = 100 }}, {{ kind = "season", period = 52, harmonics = 3 }}]
offset = "population"
[checks]
placebo = 1
ladder = false
""", {}),
}


@pytest.mark.oracle
@pytest.mark.slow
@pytest.mark.parametrize("name", SPECS)
def test_a_published_fit_is_written_as_a_file(name: str, tmp_path: Path) -> None:
    needs_published()
    text, more = SPECS[name]
    spec = tmp_path / "spec.toml"
    spec.write_text(text.format(data=FOLDER, **more), encoding="utf-8")
    ran = CliRunner().invoke(house(), ["reproduction", str(spec), "--out", str(tmp_path / "out")])
    assert ran.exit_code == 0, ran.output
    found = json.loads((tmp_path / "out" / "result.json").read_text(encoding="utf-8"))
    known = reference()[name]
    assert found["loglik"] == pytest.approx(known["loglik"], abs=1e-6)
    assert list(found["coefficients"]) == list(known["coefficients"])
    for coefficient, estimate in known["coefficients"].items():
        one = found["coefficients"][coefficient]
        assert abs(one["estimate"] - estimate) <= 1e-4 * known["se"][coefficient]
        assert one["se"] == pytest.approx(known["se"][coefficient], rel=1e-3)
    assert found["reproduction"]["over_time"] == pytest.approx(known["maxEV"], abs=1e-6)


def made(folder: Path, spec: str) -> Path:
    counts = counts_of(units=8, months=60, own=0.3, level=2.0, spread=1.0, seed=3).astype(int)
    with (folder / "counts.csv").open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows([[f"{number:05d}" for number in range(8)], *counts.tolist()])
    with (folder / "pairs.csv").open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows([("a", "b"), *((f"{n:05d}", f"{n + 1:05d}") for n in range(7))])
    (folder / "spec.toml").write_text(spec, encoding="utf-8")
    return folder / "spec.toml"


PLAIN = """
[counts]
file = "counts.csv"
[own]
link = "identity"
[neighbours]
link = "identity"
pairs = "pairs.csv"
[endemic]
random = {random}
"""


@pytest.mark.parametrize(("random", "red"), [("false", True), ("true", False)])
def test_placebo_and_ladder_stand_beside_the_number_without_being_asked_for(random: str, red: bool,
                                                                           tmp_path: Path) -> None:
    spec = made(tmp_path, PLAIN.format(random=random))
    ran = CliRunner().invoke(house(), ["reproduction", str(spec), "--out", str(tmp_path / "out")])
    assert ran.exit_code == 0, ran.output
    found = json.loads((tmp_path / "out" / "result.json").read_text(encoding="utf-8"))
    assert found["red"] is red
    assert ("En rojo" in ran.output) is red
    assert len(found["placebo"]["values"]) == 3
    assert {rung["name"] for rung in found["ladder"]} == {"pooled", "intercepts", "years", "memory"}
    assert [one["share"] for one in found["under_reporting"]["by_type"][""]] == [1.0, 0.9, 0.7, 0.5, 0.3, 0.1]
    assert set(found["inputs"]) == {"spec.toml", "counts.csv", "pairs.csv"}
    assert np.isfinite(found["seconds"]) and found["peak_memory_mb"] > 0
    told = json.dumps([found["verdict"], found["says"]], ensure_ascii=False)
    assert "causan" not in told and "contagi" not in told


def test_nothing_stays_behind_where_nothing_can_be_measured(tmp_path: Path) -> None:
    spec = made(tmp_path, PLAIN.format(random="false").replace("pairs.csv", "none.csv"))
    ran = CliRunner().invoke(house(), ["reproduction", str(spec), "--out", str(tmp_path / "out")])
    assert ran.exit_code == 2 and "TQ-284" in ran.output
    assert not (tmp_path / "out").exists() and not list(tmp_path.glob("out*"))
