"""The PostgreSQL that tests start: there while it is needed, gone afterwards."""

import os
from pathlib import Path

import psycopg
import pytest

from tequio.cli import postgres
from tequio.foundation.errors import TequioError


def test_a_named_server_is_used_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://somebody@localhost/something")
    with postgres.database_url() as url:
        assert url == "postgresql://somebody@localhost/something"


def test_without_server_programs_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setattr(postgres, "server_binaries", lambda: None)
    with pytest.raises(TequioError, match="apt-get install postgresql"), postgres.database_url():
        pass


@pytest.mark.skipif(postgres.server_binaries() is None, reason="no PostgreSQL server programs on this machine")
def test_a_throwaway_server_answers_and_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    with postgres.database_url() as url, psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE DATABASE something")
        folder = connection.execute("SHOW data_directory").fetchone()
        server = connection.execute("SELECT pg_backend_pid()").fetchone()
    assert folder is not None
    assert server is not None
    assert not Path(folder[0]).exists()
    with pytest.raises(ProcessLookupError):
        os.kill(server[0], 0)


@pytest.mark.skipif(postgres.server_binaries() is None, reason="no PostgreSQL server programs on this machine")
def test_the_server_ends_when_what_ran_beside_it_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    with pytest.raises(SystemExit), postgres.database_url() as url:
        raise SystemExit(143)
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url)
