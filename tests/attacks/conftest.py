"""Two processes full of canaries, each made once in a run."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tequio.chain.ledger import Ledger
from tequio.chain.process_file import read_process_file
from tequio.chain.stages.run import run_stages
from tequio.foundation.accounts.models import User
from tequio.foundation.places.models import Process
from tequio.foundation.vault.keyring import keyring
from tests.attacks.canaries import write_process
from tests.attacks.canaries_bundles import seed_bundles
from tests.attacks.canaries_desk import seed_desk
from tests.attacks.canaries_field import seed_field_work
from tests.attacks.canaries_followup import seed_followup
from tests.attacks.canaries_proposals import seed_proposals
from tests.attacks.canaries_reading import seed_reading
from tests.attacks.canaries_room import seed_room
from tests.bundles.conftest import office, world
from tests.kept import copy_into, kept

__all__ = ["office", "world"]

PASSPHRASE = "frase de los canarios"


@kept("foreign")
def worked_in_the_field(home: Path) -> None:
    _build(home)
    process, actor = Process.objects.get(name="Canarios"), User.objects.get(pseudonym="Coordinación")
    seed_field_work(process, actor)
    seed_followup(process, actor)


@kept("seeded")
def worked_through(home: Path) -> None:
    _build(home)
    process, actor = Process.objects.get(name="Canarios"), User.objects.get(pseudonym="Coordinación")
    seed_field_work(process, actor)
    seed_followup(process, actor)
    seed_reading(process, actor)
    seed_desk(process, actor)
    seed_room(process)
    seed_proposals(process, actor)
    seed_bundles(process)


def _build(home: Path) -> None:
    with tempfile.TemporaryDirectory() as sources:
        run_stages(read_process_file(write_process(Path(sources))), home, PASSPHRASE, Ledger(), lambda *_: None)


@pytest.fixture
def foreign(home: Path, db: None) -> Iterator[Process]:
    """Another process, open and full of canaries."""
    with _opened(home, "foreign") as process:
        yield process


@pytest.fixture
def seeded(home: Path, db: None) -> Iterator[Process]:
    """A process with a canary in every sealed column."""
    with _opened(home, "seeded") as process:
        yield process


@contextmanager
def _opened(home: Path, name: str) -> Iterator[Process]:
    copy_into(home, name)
    process = Process.objects.get(name="Canarios")
    if not keyring.is_open(process.pk):
        keyring.unlock(home, process.pk, passphrase=PASSPHRASE)
    yield process
    keyring.lock(process.pk)
