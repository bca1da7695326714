"""A command that is told to stop leaves nothing half-made, whichever it is."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
VOTES = "\n".join(["participant,statement,vote", *(f"p{one},s{two},1" for one in range(400) for two in range(60))])


@pytest.mark.attack
def test_a_request_to_stop_takes_the_half_made_folder_along(tmp_path: Path) -> None:
    (tmp_path / "votos.csv").write_text(VOTES, encoding="utf-8")
    running = subprocess.Popen(
        [sys.executable, "-c", "import time, tequio.cli.opinions as one, tequio.cli.__main__ as house\n"
         "one.analyse = lambda *_, **__: time.sleep(60)\nhouse.main()",
         "opinions", str(tmp_path / "votos.csv"), "--agree", "1", "--out", str(tmp_path / "fuera")],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=ROOT)
    for _ in range(600):
        if (tmp_path / "fuera.partial").is_dir() or running.poll() is not None:
            break
        time.sleep(0.1)
    assert running.poll() is None, running.stderr and running.stderr.read()
    running.send_signal(signal.SIGTERM)
    assert running.wait(60) == 128 + signal.SIGTERM
    assert [path.name for path in tmp_path.iterdir()] == ["votos.csv"]
