"""The fixed cast of the tests: one process, one account per role, and the demonstration built once."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test import Client
from pytest_django.fixtures import Settings
from pytest_django.plugin import DjangoDbBlocker

from tequio.chain.ledger import Ledger
from tequio.chain.process_file import read_process_file
from tequio.chain.stages.run import run_stages
from tequio.demo import PROCESS_FILE
from tequio.foundation.accounts.models import Membership, Role, User
from tequio.foundation.places.models import Group, Process, Territory
from tequio.foundation.vault import keyfile, second_person
from tequio.foundation.vault.keyfile import Kept
from tequio.foundation.vault.keyring import OpenProcess, keyring, path_of
from tequio.foundation.vault.people import Wrap, wrap
from tequio.foundation.vault.sealing import new_key
from tests.demonstration import demonstration

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUM = Path("/usr/bin/chromium")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
         "--disable-sync", "--no-first-run"]
PASSPHRASE = "uno dos tres cuatro cinco seis"
LONG_HERE = Wrap(pseudonym="", salt="", public="", sealed="")


@pytest.fixture(autouse=True)
def accounts_of_tests_count(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests make accounts without a key, as nobody can: these count as people who have been here for long.

    Tests marked `keys_count` ask what the program asks.
    """
    if not request.node.get_closest_marker("keys_count"):
        held = second_person._held
        monkeypatch.setattr(second_person, "_held", lambda process, name: held(process, name) or LONG_HERE)


@pytest.fixture
def home(tmp_path: Path, settings: Settings) -> Path:
    """An installation folder of its own for the test."""
    settings.HOME = tmp_path
    return tmp_path


@pytest.fixture(scope="session")
def sealed_key() -> tuple[bytes, Kept]:
    """A process key and its file, which PASSPHRASE opens: to stretch a passphrase takes a tenth of a second."""
    key = new_key()
    return key, Kept(people=(wrap(key, pseudonym="Coordinación", passphrase=PASSPHRASE),),
                     fingerprint=keyfile.fingerprint(key))


@pytest.fixture
def process(db: None, home: Path, sealed_key: tuple[bytes, Kept]) -> Iterator[Process]:
    """A process that is open, with a territory `centro` and the groups `mujeres` and `jovenes`."""
    made, (key, kept) = Process.objects.create(name="Proceso de prueba"), sealed_key
    path = path_of(home, made.pk)
    keyfile.write(path, kept, key)
    keyring.open_with(path, made.pk, key=key)
    Territory.objects.create(process=made, key="centro", name="Centro de Prueba")
    Group.objects.create(process=made, key="mujeres", name_es="Mujeres", name_en="Women", order=0)
    Group.objects.create(process=made, key="jovenes", name_es="Jóvenes", name_en="Young people", order=1)
    yield made
    keyring.lock(made.pk)


@pytest.fixture
def opened(process: Process) -> OpenProcess:
    return keyring.of(process.pk)


@pytest.fixture
def territory(process: Process) -> Territory:
    return process.territories.get(key="centro")


@pytest.fixture
def women(process: Process) -> Group:
    return process.groups.get(key="mujeres")


@pytest.fixture
def cast(process: Process) -> dict[str, User]:
    """One account per role, and `stranger`, who has none; `second` is another protector and coordinator."""
    made = {}
    for role in Role:
        made[role.value] = User.objects.create_user(f"cuenta-{role.value}", process=process)
        Membership.objects.create(user=made[role.value], process=process, role=role)
    made["second"] = User.objects.create_user("cuenta-segunda", process=process)
    for role in (Role.PROTECTOR, Role.COORDINATOR):
        Membership.objects.create(user=made["second"], process=process, role=role)
    made["stranger"] = User.objects.create_user("cuenta-ajena", process=process)
    return made


@pytest.fixture
def team(process: Process) -> User:
    """One account with every role of the protected team, as a small team has."""
    user = User.objects.create_user("equipo", process=process)
    for role in (Role.FACILITATOR, Role.PROTECTOR, Role.ANALYST, Role.COORDINATOR):
        Membership.objects.create(user=user, process=process, role=role)
    return user


@pytest.fixture
def enter() -> Callable[[Client, User], Client]:
    """`enter(client, user)`: that browser is now used by that account."""
    return _enter


def _enter(client: Client, user: User) -> Client:
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the demonstration, a copy for this test process."""
    folder = tmp_path_factory.mktemp("demo") / "demo"
    return shutil.copytree(demonstration().folder, folder)


@pytest.fixture(scope="session")
def built_demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker, demo_folder: Path) -> str:
    """The demonstration is in the database: the passphrase that opens it. Read it, never write its folder."""
    if connection.vendor == "sqlite":
        return demonstration().passphrase
    with django_db_blocker.unblock():
        run_stages(read_process_file(PROCESS_FILE), demo_folder, PASSPHRASE, Ledger(), lambda *_: None)
    return PASSPHRASE


@pytest.fixture
def demo_process(built_demo: str, db: None, demo_folder: Path, settings: Settings) -> Process:
    settings.HOME = demo_folder
    process = Process.objects.get(is_demo=True)
    if not keyring.is_open(process.pk):
        keyring.unlock(demo_folder, process.pk, passphrase=built_demo)
    return process


@pytest.fixture
def demo_client(client: Client, demo_process: Process) -> Client:
    """A browser in which the demonstration's coordination has entered."""
    return _enter(client, User.objects.get(pseudonym="Coordinación"))


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """The one browser of a test process: Playwright can be started only once in it."""
    if not CHROMIUM.exists():
        pytest.skip("Chromium is not installed: apt-get install chromium")
    from playwright.sync_api import sync_playwright
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(CHROMIUM), args=QUIET)
        yield opened
        opened.close()
