"""Three hundred phones vote for ten minutes on a slow disk, and nobody is dropped. The benchmark says how they wait."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


@pytest.mark.soak
def test_a_room_of_ten_minutes_drops_nobody() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.room.run", "--minutes", "10"], cwd=ROOT, text=True, capture_output=True,
        timeout=1500, env={"PYTHONPATH": str(ROOT / "src"), "PATH": "/usr/bin:/bin"})
    assert done.returncode == 0, done.stderr
    assert "steady" in done.stdout
    assert "gave up" not in done.stdout.partition("one transaction per vote")[0]
