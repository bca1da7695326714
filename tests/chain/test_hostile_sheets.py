"""Hostile and broken sheets as sources of a build: a coded error or a whole build, and nothing half-written."""

from pathlib import Path

import pytest
from tests.hostile import SHEETS, Case

from tequio.chain.ledger import Ledger
from tequio.chain.process_file import read_process_file
from tequio.chain.stages.run import run_stages
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Process
from tequio.foundation.trail.models import Edge

pytestmark = pytest.mark.attack

PROCESS = """
[process]
name = "Hoja hostil"
[[territories]]
key = "centro"
name = "Centro de Prueba"
[[sources]]
kind = "consultation"
file = "{file}"
[sources.columns]
problem = "#1"
"""


def test_there_are_enough_of_them() -> None:
    assert len(SHEETS) >= 40


@pytest.mark.django_db
@pytest.mark.parametrize("case", SHEETS, ids=lambda case: case.name)
def test_a_hostile_sheet_ends_in_a_coded_error_or_a_whole_build(case: Case, tmp_path: Path, home: Path) -> None:
    _, path, _ = case.yielded(tmp_path)
    before = Process.objects.count(), Edge.objects.count()
    process_file = tmp_path / "proceso.toml"
    try:
        process_file.write_text(PROCESS.format(file=path.relative_to(tmp_path).as_posix()), encoding="utf-8")
        declared = read_process_file(process_file)
        run_stages(declared, tmp_path / "fuera", "frase", Ledger(), lambda *_: None)
    except TequioError as fault:
        assert fault.problem.remedy("es")
        assert fault.problem.remedy("en")
        assert (Process.objects.count(), Edge.objects.count()) == before
        assert not (tmp_path / "fuera" / "documentos").exists()
    else:
        assert Process.objects.count() == before[0] + 1
