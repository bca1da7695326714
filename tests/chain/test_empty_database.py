"""The empty database that is kept between builds: the same as a migrated one, known by what made it, never needed."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OPEN = """
import sys
from pathlib import Path
from tequio.chain.django_home import close_home, open_home
open_home(Path(sys.argv[1]))
close_home()
"""
# What Django itself writes down about tables; of processes there is nothing.
OF_THE_TABLES = {"django_migrations", "django_content_type", "auth_permission", "sqlite_sequence"}


def opened(folder: Path, cache: Path) -> sqlite3.Connection:
    folder.mkdir()
    subprocess.run([sys.executable, "-c", OPEN, folder], check=True, timeout=120, env={
        **{name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "TEQUIO_HOME")},
        "PYTHONPATH": str(ROOT / "src"), "XDG_CACHE_HOME": str(cache)})
    return sqlite3.connect(folder / "tequio.sqlite3")


def shape(database: sqlite3.Connection) -> set[tuple[str, str]]:
    return set(database.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"))


@pytest.mark.slow
def test_a_copy_has_the_shape_that_the_migrations_make_and_holds_nothing(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    with closing(opened(tmp_path / "first", cache)) as first:
        made = list((cache / "tequio").iterdir())
        assert [path.suffix for path in made] == [".sqlite3"]
        assert made[0].stat().st_mode & 0o077 == 0
        with closing(opened(tmp_path / "second", cache)) as second:
            assert shape(first) == shape(second) != set()
            tables = {name for name, in second.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            filled = {name for name in tables if second.execute(f'SELECT 1 FROM "{name}" LIMIT 1').fetchone()}
            assert filled <= OF_THE_TABLES
            assert (tmp_path / "second" / "tequio.sqlite3").stat().st_mode & 0o077 == 0


@pytest.mark.slow
def test_a_cache_that_cannot_be_written_to_is_done_without(tmp_path: Path) -> None:
    blocked = tmp_path / "no folder"
    blocked.write_text("")
    with closing(opened(tmp_path / "home", blocked)) as database:
        assert database.execute("SELECT count(*) FROM django_migrations").fetchone()[0] > 30


def test_another_migration_asks_for_another_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tequio.chain import empty_database
    before = empty_database.kept_path()
    added = tmp_path / "0002_more.py"
    added.write_text("")
    real = empty_database._migrations
    monkeypatch.setattr(empty_database, "_migrations", lambda label: [*real(label), added])
    assert empty_database.kept_path() != before
