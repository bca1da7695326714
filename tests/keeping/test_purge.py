"""On the day due everything goes: rows, keys, edges, documents, and the bytes the database file still held."""

import datetime
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection
from tests.keeping.conftest import OPENED, Tequio

from tequio.foundation.accounts.models import User
from tequio.foundation.audit.queries import entries, fault
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Process
from tequio.foundation.trail.models import Edge
from tequio.foundation.trail.purging import destroy, due, kinds, promise, purge_due, without_key
from tequio.foundation.vault import keyfile
from tequio.foundation.vault.keyring import keyring
from tequio.foundation.vault.rows import of_process, with_process
from tequio.listening.models import Encounter, Silence, Voice

DAY = datetime.date(2030, 5, 1)
BEFORE = DAY - datetime.timedelta(days=1)


def envelopes(folder: Path) -> list[bytes]:
    """Everything that stands sealed in the database file."""
    with closing(sqlite3.connect(folder / "tequio.sqlite3")) as database:
        tables = [name for name, in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        cells = (cell for name in tables for row in database.execute(f'SELECT * FROM "{name}"') for cell in row)
        return [cell for cell in cells if isinstance(cell, bytes) and len(cell) > 28]


def held_by(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def test_nothing_goes_before_its_day_and_all_of_it_on_that_day(
        built: Path, tmp_path: Path, tequio: Tequio) -> None:
    voices = envelopes(built)
    keys = next((built / "keys").glob("*.keys"))
    wrapped = list(keyfile.read(keys).wrapped.values())
    assert wrapped
    assert tequio("purge", built, "--promise", "process", DAY.isoformat()).returncode == 0
    assert "Nada ha cumplido" in tequio("purge", built, "--today", BEFORE.isoformat(), "--yes").stdout
    assert all(envelope in held_by(built) for envelope in voices)
    done = tequio("purge", built, "--today", DAY.isoformat(), "--yes", "--export", tmp_path / "antes")
    assert "Destruido: process" in done.stdout, done.stderr
    left = held_by(built)
    assert [envelope for envelope in voices if envelope in left] == []
    assert [key for key in wrapped if key in left] == []
    assert b"Zar" not in left
    assert b"Canarios" not in left
    assert not keys.exists()
    assert not (built / "documentos").exists()
    audit = tequio("audit", built, passphrase="")
    assert audit.returncode == 0
    assert "Proceso destruido" in audit.stdout
    assert "purge" in audit.stdout
    exported = tmp_path / "antes"
    again = tequio("restore", exported / "antes.tequio", "--keys", next(exported.glob("*.llaves")), "--out",
                   tmp_path / "otra_vez")
    assert again.returncode == 0, again.stderr
    assert OPENED in tequio("trace", "V1", "--in", tmp_path / "otra_vez").stdout


@pytest.mark.slow
def test_voices_go_with_their_bytes_and_the_rest_stays(built: Path, tequio: Tequio) -> None:
    with sqlite3.connect(built / "tequio.sqlite3") as database:
        voices = [row[0] for query in ("SELECT text FROM listening_voice", "SELECT quote FROM diagnosis_coding",
                                       "SELECT masked FROM protection_review") for row in database.execute(query)]
        findings = [row[0] for row in database.execute("SELECT claim FROM diagnosis_finding")]
    tequio("purge", built, "--promise", "voice", DAY.isoformat())
    tequio("purge", built, "--today", DAY.isoformat(), "--yes")
    left = held_by(built)
    assert len(voices) >= 3
    assert [envelope for envelope in voices if envelope and envelope in left] == []
    assert all(envelope in left for envelope in findings)


@pytest.mark.parametrize("kind", ["voice", "encounter", "finding", "statement"])
def test_a_kind_goes_with_its_edges_and_keys(demo_process: Process, kind: str) -> None:
    model = kinds()[kind]
    ids = set(of_process(model, demo_process.pk).values_list("pk", flat=True))
    path = keyring.of(demo_process.pk).path
    held = path.read_bytes()
    try:
        assert destroy(demo_process, kind) == len(ids) > 0
        assert not Edge.objects.filter(source_id__in=ids).exists()
        assert not Edge.objects.filter(target_id__in=ids).exists()
        assert not of_process(model, demo_process.pk).exists()
        if kind in ("voice", "encounter"):
            assert keyring.of(demo_process.pk).kept.wrapped == {}
    finally:
        # The demonstration is shared by many tests: its rows come back by themselves, its keys do not.
        path.write_bytes(held)


@pytest.mark.django_db(transaction=True)
def test_a_clock_jump_purges_all_that_is_due(process: Process, team: User, filled: list[Voice]) -> None:
    for what, day in (("voice", DAY), ("silence", DAY + datetime.timedelta(days=9)), ("encounter", DAY)):
        promise(actor=team, process=process, what=what, due=day)
    assert purge_due(actor=team, process=process, today=BEFORE) == {}
    assert Voice.objects.filter(process=process).count() == 5
    assert set(purge_due(actor=team, process=process, today=DAY)) == {"voice", "encounter"}
    left = {model: model.objects.filter(process=process).count() for model in (Voice, Encounter, Silence)}
    assert left == {Voice: 0, Encounter: 0, Silence: 5}
    assert keyfile.read(keyring.of(process.pk).path).wrapped == {}
    assert purge_due(actor=team, process=process, today=DAY) == {}
    assert purge_due(actor=team, process=process, today=DAY.replace(year=2099)) == {"silence": 5}
    assert [row.verb for row in entries(process.pk)][-3:] == ["purge"] * 3
    assert fault(process.pk) is None


@pytest.mark.django_db(transaction=True)
def test_a_whole_process_leaves_only_the_account_of_what_was_done(
        process: Process, team: User, filled: list[Voice]) -> None:
    promise(actor=team, process=process, what="process", due=DAY)
    path = keyring.of(process.pk).path
    purge_due(actor=team, process=process, today=DAY)
    left = {model._meta.label for model in with_process() if of_process(model, process.pk).exists()}
    assert left == {"audit.Entry", "audit.Head"}
    assert not path.exists()
    assert not keyring.is_open(process.pk)


def test_the_whole_process_goes_last(process: Process, team: User) -> None:
    for what, day in (("process", BEFORE), ("voice", DAY)):
        promise(actor=team, process=process, what=what, due=day)
    assert [row.what for row in due(process, DAY)] == ["voice", "process"]


def test_a_new_promise_replaces_the_one_before(process: Process, team: User) -> None:
    promise(actor=team, process=process, what="voice", due=BEFORE)
    promise(actor=team, process=process, what="voice", due=DAY)
    assert due(process, BEFORE) == []
    with pytest.raises(TequioError, match="TQ-338"):
        promise(actor=team, process=process, what="vote", due=DAY)


def test_only_protection_and_coordination_destroy(process: Process, cast: dict[str, User], team: User) -> None:
    promise(actor=team, process=process, what="silence", due=DAY)
    for role in ("facilitator", "analyst", "trustee", "official", "auditor", "stranger"):
        with pytest.raises(TequioError, match="TQ-311"):
            promise(actor=cast[role], process=process, what="voice", due=DAY)
        with pytest.raises(TequioError, match="TQ-311"):
            purge_due(actor=cast[role], process=process, today=DAY)


def test_what_others_stand_on_is_not_torn_away(demo_process: Process) -> None:
    with pytest.raises(TequioError, match="TQ-339"):
        destroy(demo_process, "code")


def test_what_has_no_key_any_more_is_deleted(process: Process, filled: list[Voice]) -> None:
    keyring.of(process.pk).destroy_keys([filled[1].pk])
    assert without_key(process) == {"voice": 1}
    assert Voice.objects.filter(process=process).count() == 4
    assert not Edge.objects.filter(target_id=filled[1].pk).exists()


def test_sqlite_overwrites_what_it_deletes(process: Process) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("a setting of SQLite")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete")
        assert cursor.fetchone() == (1,)
