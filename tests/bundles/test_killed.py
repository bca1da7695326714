"""Killed without warning while a bundle is taken: all of it is there or nothing, and the database opens."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

DRIVER = Path(__file__).parent / "killed.py"
KILLS = [pytest.param(12, marks=pytest.mark.slow), pytest.param(200, marks=pytest.mark.soak)]


@pytest.mark.parametrize("rounds", KILLS)
def test_kill_9_while_taking_leaves_nothing_half(tmp_path: Path, rounds: int) -> None:
    environment = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "TEQUIO_HOME")}
    done = subprocess.run(
        [sys.executable, str(DRIVER), str(tmp_path / "kills"), str(rounds), "5"], text=True, capture_output=True,
        timeout=3600, env=environment | {"PYTHONPATH": str(DRIVER.parents[2] / "src")})
    assert done.returncode == 0, done.stderr
    counted = json.loads(done.stdout)
    assert counted["rounds"] == rounds
    assert (counted["lost"], counted["came_back"], counted["half"], counted["damaged"]) == (0, 0, 0, 0)
    assert counted["killed"] > 0
    assert counted["audit"]
