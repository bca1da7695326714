"""A room with twelve slips and three statements, without a process around it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tequio.deliberation.room.codes import new_codes
from tequio.deliberation.room.hall import Hall, Keys, Line

LINES = [Line("A1", "Que haya luz en la parada."), Line("A2", "Que se abra el parque."),
         Line("A3", "Que pase el camión.")]


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    made = Hall(tmp_path / "room" / "one.room", Keys(), lines=LINES, groups=["mujeres", "jovenes"])
    made.moment = 1
    yield made
    made.close()


@pytest.fixture
def slips(hall: Hall) -> list[str]:
    made = new_codes(12)
    hall.add_slips(made)
    return made
