"""A build that asks for more memory than it may have ends with the row that it was reading, and the machine goes on."""

import resource
from pathlib import Path

import pytest

from tequio.chain import ceiling as ceilings
from tequio.chain.ceiling import ceiling, most_memory
from tequio.chain.context import Build
from tequio.chain.ledger import Ledger
from tequio.foundation.errors import TequioError

from .building import refused, source

pytestmark = pytest.mark.attack
MORE = 3 * 2**40


def test_what_asks_for_too_much_is_refused_with_its_row() -> None:
    ledger, before = Ledger(), resource.getrlimit(resource.RLIMIT_DATA)
    ledger.here = "voces.csv", 7
    with pytest.raises(TequioError) as caught, ceiling(ledger):
        bytearray(MORE)
    problem = caught.value.problem
    assert (problem.code, problem.file, problem.row) == ("TQ-564", "voces.csv", 7)
    assert resource.getrlimit(resource.RLIMIT_DATA) == before


def test_how_much_there_may_be(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = ceilings.os.sysconf("SC_PAGE_SIZE") * ceilings.os.sysconf("SC_PHYS_PAGES")
    assert 2**31 <= most_memory() <= max(2**31, whole)
    monkeypatch.setenv("TEQUIO_MEMORY_MB", "700")
    assert most_memory() == 700 * 2**20
    monkeypatch.setenv("TEQUIO_MEMORY_MB", "mucha")
    assert most_memory() >= 2**31


@pytest.mark.django_db
def test_a_build_says_which_row(tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usual = Build.territory
    monkeypatch.setattr(Build, "territory", lambda build, record: (
        bytearray(MORE) if record.row == 3 else usual(build, record)))
    problem = refused(tmp_path, source("voices", 'encounter = { kind = "forum" }'), {
        "voices.csv": "clave,texto\nV1,No hay luz en la calle\nV2,Tampoco hay agua\n"})
    assert (problem.code, problem.file, problem.row) == ("TQ-564", "voices.csv", 3)
