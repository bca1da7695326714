"""A real server of a room in a process of its own, without the pages of a team: `python -m benchmarks.room.served`."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

from tequio.deliberation.room.app import RoomApp
from tequio.deliberation.room.board import Board
from tequio.deliberation.room.codes import new_codes
from tequio.deliberation.room.hall import Hall, Keys, Line
from tequio.deliberation.room.server import Server

ROOT = Path(__file__).parents[2]
FILE, ABOUT = "evening.room", "about.json"


def prepare(folder: Path, *, slips: int, statements: int) -> list[str]:
    """A room with its bag of slips in `folder`; the codes. Beside it lie its keys, which a real room keeps sealed."""
    keys, codes = Keys(), new_codes(slips)
    hall = Hall(folder / FILE, keys)
    hall.add_slips(codes)
    hall.close()
    about = {"keys": keys.written(), "codes": codes, "lines": [f"A{at}" for at in range(statements)]}
    (folder / ABOUT).write_text(json.dumps(about), encoding="utf-8")
    return codes


def hall_in(folder: Path, together: int = 4096) -> Hall:
    about = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
    hall = Hall(folder / FILE, Keys.read(about["keys"]), lines=[Line(key, key) for key in about["lines"]],
                together=together)
    hall.moment = 1
    return hall


class Process:
    """The server as another process; `port` is where it listens."""

    def __init__(self, folder: Path, *, port: int = 0, together: int = 4096, environment: Mapping[str, str] = {},
                 cores: str = "") -> None:
        pinned: Sequence[str] = ["taskset", "-c", cores] if cores else []
        self._process = subprocess.Popen(
            [*pinned, sys.executable, "-m", "benchmarks.room.served", str(folder), str(port), str(together)], cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT / "src"), **environment}, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout
        self.port = int(self._process.stdout.readline())

    def kill(self) -> None:
        """As when somebody pulls the plug: nothing is closed, nothing is flushed."""
        self._process.kill()
        self._process.wait()


def main(folder: Path, port: int, together: int) -> None:
    hall = hall_in(folder, together)
    board = Board(hall)
    board.to("vote")
    print(Server(RoomApp(hall, board, {}), host="127.0.0.1", port=port).port, flush=True)
    threading.Event().wait()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
