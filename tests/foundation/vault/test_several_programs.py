"""Two programs may have one process open: neither undoes what the other did to the key file."""

import uuid
from pathlib import Path

import pytest

from tequio.foundation.errors import TequioError
from tequio.foundation.vault import keyfile
from tequio.foundation.vault.keyring import Keyring, path_of

PASSPHRASE = "piedra río nube"
Two = tuple[Keyring, Keyring, uuid.UUID]


@pytest.fixture
def two(tmp_path: Path) -> Two:
    process_id, one, other = uuid.uuid4(), Keyring(), Keyring()
    one.create(tmp_path, process_id, pseudonym="Ceiba", passphrase=PASSPHRASE)
    other.unlock(tmp_path, process_id, passphrase=PASSPHRASE)
    return one, other, process_id


def test_keys_made_by_both_are_kept(two: Two) -> None:
    one, other, process_id = two
    rows = [uuid.uuid4() for _ in range(6)]
    for at, row in enumerate(rows):
        (one, other)[at % 2].of(process_id).make_keys([row])
    assert {one.of(process_id).key_for(row) for row in rows} == {other.of(process_id).key_for(row) for row in rows}


def test_a_key_destroyed_by_one_is_gone_for_the_other(two: Two) -> None:
    one, other, process_id = two
    row, forgotten = uuid.uuid4(), []
    other.when_locked(forgotten.append)
    one.of(process_id).make_keys([row])
    assert other.of(process_id).key_for(row)
    one.of(process_id).destroy_keys([row])
    with pytest.raises(TequioError, match="TQ-305"):
        other.of(process_id).key_for(row)
    assert forgotten == [process_id]


def test_a_batch_keeps_what_the_other_did_meanwhile(two: Two) -> None:
    one, other, process_id = two
    mine, theirs = uuid.uuid4(), uuid.uuid4()
    with one.of(process_id).batch():
        one.of(process_id).make_keys([mine])
        other.of(process_id).make_keys([theirs])
    assert set(keyfile.read(other.of(process_id).path).wrapped) == {mine, theirs}


def test_when_the_file_is_gone_the_process_is_locked(two: Two, tmp_path: Path) -> None:
    one, _, process_id = two
    path_of(tmp_path, process_id).unlink()
    with pytest.raises(TequioError, match="TQ-301"):
        one.of(process_id)
    assert not one.is_open(process_id)


def test_an_installation_that_was_moved_goes_on(two: Two, tmp_path: Path) -> None:
    one, _, process_id = two
    elsewhere, row = tmp_path / "b", uuid.uuid4()
    elsewhere.mkdir()
    (tmp_path / "keys").rename(elsewhere / "keys")
    one.moved(elsewhere)
    one.of(process_id).make_keys([row])
    assert set(keyfile.read(path_of(elsewhere, process_id)).wrapped) == {row}
