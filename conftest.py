"""What every test run shares: which tests use the database, and what failed before pytest started."""

import os

import pytest

DATABASE_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "live_server"}
DEMONSTRATION = "built_demo"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks `database` before `-m` selects: these tests run on SQLite and on PostgreSQL.

    Tests that read the demonstration come last and in one process: it is built once and stays in the database,
    where every other test may count on finding nothing but its own.
    """
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if item.get_closest_marker("django_db") or fixtures & DATABASE_FIXTURES:
            item.add_marker("database")
        if DEMONSTRATION in fixtures:
            item.add_marker(pytest.mark.xdist_group("demo"))
    items.sort(key=lambda item: DEMONSTRATION in getattr(item, "fixturenames", ()))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The last line counts tests only; a check that failed before them must not drown above."""
    if failed := os.environ.get("TEQUIO_FAILED_BEFORE"):
        terminalreporter.section(f"failed before these tests: {failed}", red=True)
