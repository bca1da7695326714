"""Killed without warning at any moment: what was acknowledged is there, what was destroyed stays gone."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.keeping.closable import clean_environment

DRIVER = Path(__file__).parent / "killed.py"
KILLS = [pytest.param(12, marks=pytest.mark.slow), pytest.param(200, marks=pytest.mark.soak)]
RENEWING = Path(__file__).parent / "killed_renewal.py"
CLOSING = Path(__file__).parent / "killed_close.py"
# Seconds in which an ending is over on a slow machine: kills fall anywhere in it.
ENDING = "1.6"


@pytest.mark.parametrize("rounds", KILLS)
def test_kill_9_at_random_moments_loses_nothing_acknowledged(tmp_path: Path, rounds: int) -> None:
    environment = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "TEQUIO_HOME")}
    done = subprocess.run(
        [sys.executable, str(DRIVER), str(tmp_path / "proceso"), str(rounds), "5"], text=True, capture_output=True,
        timeout=3600, env=environment | {"PYTHONPATH": str(DRIVER.parents[2] / "src")})
    assert done.returncode == 0, done.stderr
    counted = json.loads(done.stdout)
    assert counted["failed"] == []
    assert (counted["rounds"], counted["lost"], counted["came_back"], counted["damaged"]) == (rounds, 0, 0, 0)
    # Of each kind at least one was over; how many more depends on the disk.
    assert min(counted["entered"], counted["destroyed"], counted["purged"]) > 0
    assert counted["opens"] >= 0
    assert counted["audit"]


@pytest.mark.parametrize("rounds", [pytest.param(6, marks=pytest.mark.slow), pytest.param(200, marks=pytest.mark.soak)])
def test_an_ending_that_is_killed_never_lies_and_is_finished_by_the_next(
        closable_once: Path, tmp_path: Path, rounds: int) -> None:
    done = subprocess.run(
        [sys.executable, str(CLOSING), str(closable_once), str(tmp_path / "proceso"), str(rounds), "7", ENDING],
        text=True, capture_output=True, timeout=3600, env=clean_environment())
    assert done.returncode == 0, done.stderr
    counted = json.loads(done.stdout)
    assert counted["rounds"] == rounds
    # How many fall into an ending depends on the machine: on a quick one many are over before.
    assert counted["cut"] >= max(1, rounds // 6)
    assert (counted["lied"], counted["lost"], counted["unfinished"], counted["left"]) == (0, 0, 0, 0), done.stderr


@pytest.mark.attack
@pytest.mark.parametrize(("rounds", "voices"), [pytest.param(12, 1000, marks=pytest.mark.slow),
                                                pytest.param(200, 20_000, marks=pytest.mark.soak)])
def test_a_renewal_killed_anywhere_loses_nothing_and_leaves_nothing_to_the_old_file(
        tmp_path: Path, rounds: int, voices: int) -> None:
    done = subprocess.run(
        [sys.executable, str(RENEWING), str(tmp_path / "proceso"), str(voices), str(rounds), "3"], text=True,
        capture_output=True, timeout=12 * 3600, env=clean_environment())
    assert done.returncode == 0, done.stderr
    counted = json.loads(done.stdout)
    assert (counted["rounds"], counted["voices"]) == (rounds, voices)
    assert (counted["lost"], counted["readable"], counted["unfinished"]) == (0, 0, 0)
    # How many fall into a renewal depends on the machine.
    assert counted["cut"] >= max(1, rounds // 6)
    assert counted["renewed"] >= 1
