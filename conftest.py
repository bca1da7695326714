"""What every run of the tests shares: its kinds, its order, its database, and the account of where the time went."""

import json
import os
import shutil
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from pytest_django.plugin import DjangoDbBlocker, blocking_manager_key
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

ROOT = Path(__file__).parent
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "live_server"}
# Where the database itself is the subject: transactions, locks, constraints, SQL and bytes of our own, what stays on
# the disk. These run on PostgreSQL as well; of all other rooms, every page is asked for there once.
ABOUT_THE_DATABASE = (
    "tests/attacks/", "tests/bundles/", "tests/chain/bringing/", "tests/deliberation/room/", "tests/foundation/",
    "tests/keeping/", "tests/listening/capture/", "tests/protection/",
)
# These take long to set up and are about keys, versions and readings, not about SQL; what several machines do to the
# tables of PostgreSQL is asked by the convergence and the round trip of bundles.
THE_SAME_ON_BOTH = ("tests/attacks/test_two_readers.py", "tests/bundles/test_merging.py",
                    "tests/bundles/test_taking_back.py")
DEMONSTRATION = "built_demo"
KINDS = ("quiet", "soak", "browser", "oracle", "attack", "slow")
# Processor seconds of the files that take longest, so that they start first. `./tequio test --record` writes it anew.
SECONDS = ROOT / "tests" / "seconds.json"
PROCESSOR = "processor"
SLOWEST = 10
_SPENT = pytest.StashKey[float]()
_started = time.monotonic()


# The same examples in every run, so that a change alone decides; what runs long looks for others each time.
settings.register_profile("steady", derandomize=True)


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("markexpr", "") != "soak":
        settings.load_profile("steady")
    if not hasattr(config, "workerinput"):
        # Hundreds of commands are started here; without compiled files a third of each start would be compiling.
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        sys.dont_write_bytecode = False
        # Playwright's loop runs in the thread of the tests; rows are made and looked at there all the same.
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
        os.environ["TEQUIO_KEPT"] = tempfile.mkdtemp(prefix="tequio-tests-")
        config.pluginmanager.register(Account(config), "account of time")


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        shutil.rmtree(os.environ.pop("TEQUIO_KEPT", ""), ignore_errors=True)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks `browser` and `postgres` before `-m` selects, and lets the longest files start first."""
    for item in items:
        if "browser" in _fixtures(item):
            item.add_marker("browser")
        if item.nodeid.startswith(ABOUT_THE_DATABASE) and _uses_the_database(item):
            item.add_marker("postgres")
    recorded = _recorded()
    on_postgres = bool(os.environ.get("DATABASE_URL"))
    # On PostgreSQL the demonstration is built into the one database there is, where others count on their own rows.
    items.sort(key=lambda item: (on_postgres and DEMONSTRATION in _fixtures(item), -recorded.get(_file(item), 0),
                                 _file(item)))


def _uses_the_database(item: pytest.Item) -> bool:
    """Those that read the demonstration say `postgres` themselves: it has to be built there once more."""
    return DEMONSTRATION not in _fixtures(item) and not item.nodeid.startswith(THE_SAME_ON_BOTH) and bool(
        item.get_closest_marker("django_db") or DATABASE_FIXTURES & _fixtures(item))


def _fixtures(item: pytest.Item) -> set[str]:
    return set(getattr(item, "fixturenames", ()))


def _file(item: pytest.Item) -> str:
    return item.nodeid.partition("::")[0]


class WholeFiles(LoadScopeScheduling):  # type: ignore[misc]  # the package has no types
    """Hands out files in the order in which they were collected."""

    def _split_scope(self, nodeid: str) -> str:
        return nodeid.partition("::")[0]


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> WholeFiles:
    config.option.loadscopereorder = False
    return WholeFiles(config, log)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """A test that names a kept process finds it in its database."""
    from tests.kept import database_of
    item.config.stash[_SPENT] = sum(os.times()[:4])
    blocker = item.config.stash[blocking_manager_key]
    with database_of(sorted(_fixtures(item)), blocker):
        return (yield)


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_modify_db_settings: None,
                    django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """On SQLite a copy of the empty database that builds keep, in memory; on PostgreSQL one made by the migrations."""
    from django.contrib.auth.management import create_permissions
    from django.contrib.contenttypes.management import create_contenttypes
    from django.db import connection
    from django.db.models.signals import post_migrate
    from django.test.utils import setup_databases, teardown_databases
    from tests.kept import begin
    with django_db_blocker.unblock():
        made = None if connection.vendor == "sqlite" else setup_databases(
            verbosity=0, interactive=False, serialized_aliases=set())
        if made is None:
            begin()
    # Tests that empty the database would have rows written anew each time that nothing here asks for.
    post_migrate.disconnect(dispatch_uid=f"{create_permissions.__module__}.{create_permissions.__name__}")
    post_migrate.disconnect(create_contenttypes)
    yield
    if made is not None:
        with django_db_blocker.unblock():
            teardown_databases(made, verbosity=0)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Generator[None, pytest.TestReport,
                                                                                         pytest.TestReport]:
    """Each report carries the processor seconds, of children that ended too, since the one before."""
    report = yield
    now = sum(os.times()[:4])
    report.user_properties.append((PROCESSOR, now - item.config.stash[_SPENT]))
    item.config.stash[_SPENT] = now
    return report


class Account:
    """Adds up, in the program that prints, what every test took."""

    def __init__(self, config: pytest.Config) -> None:
        self.record = config.getoption("--record")
        self.kinds: defaultdict[str, float] = defaultdict(float)
        self.files: defaultdict[str, float] = defaultdict(float)
        self.tests: Counter[str] = Counter()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        kind = next((name for name in KINDS if name in report.keywords), "plain")
        spent = [value for name, value in report.user_properties if name == PROCESSOR][-1:]
        seconds = float(str(spent[0])) if spent else 0.0
        self.kinds[kind] += seconds
        self.files[report.nodeid.partition("::")[0]] += seconds
        self.tests[kind] += report.when == "call"

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        terminalreporter.section("processor seconds", bold=True)
        for kind, seconds in _most_first(self.kinds):
            terminalreporter.line(f"{seconds:8.1f}  {kind}, {self.tests[kind]} tests")
        terminalreporter.line(f"{SLOWEST} slowest files:")
        for file, seconds in _most_first(self.files)[:SLOWEST]:
            terminalreporter.line(f"{seconds:8.1f}  {file}")
        terminalreporter.section("seconds by the clock", bold=True)
        before: dict[str, float] = json.loads(os.environ.get("TEQUIO_SECONDS_BEFORE", "{}"))
        for step, taken in (before | {"these tests": time.monotonic() - _started}).items():
            terminalreporter.line(f"{taken:8.1f}  {step}")
        if self.record:
            _record(self.files)


def _most_first(seconds: dict[str, float]) -> list[tuple[str, float]]:
    return sorted(seconds.items(), key=lambda row: -row[1])


def _record(files: dict[str, float]) -> None:
    """What ran takes the place of what was known about it; a file of less than a second needs no place in the order."""
    known = _recorded() | {file: round(seconds, 1) for file, seconds in files.items()}
    long = {file: seconds for file, seconds in sorted(known.items()) if seconds >= 1 and (ROOT / file).exists()}
    SECONDS.write_text(json.dumps(long, indent=1) + "\n")


def _recorded() -> dict[str, float]:
    return dict(json.loads(SECONDS.read_text())) if SECONDS.exists() else {}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--record", action="store_true", help="write the processor seconds of files to tests/seconds.json")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The last line counts tests only; a check that failed before them must not drown above."""
    if failed := os.environ.get("TEQUIO_FAILED_BEFORE"):
        terminalreporter.section(f"failed before these tests: {failed}", red=True)
