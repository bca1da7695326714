"""Keys are in memory only while unlocked; destroying one destroys it in the file."""

import uuid
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tequio.foundation.errors import TequioError
from tequio.foundation.vault import keyfile
from tequio.foundation.vault.keyring import Keyring, path_of
from tequio.foundation.vault.sealing import row_key

PASSPHRASE = "piedra río nube"


@pytest.fixture
def process_id() -> uuid.UUID:
    return uuid.uuid4()


@pytest.mark.parametrize("typed", ["piedra río nube", "Piedra  rio NUBE", " piedra ri\u0301o nube "])
def test_the_same_words_open_on_any_keyboard(tmp_path: Path, process_id: uuid.UUID, typed: str) -> None:
    Keyring().create(tmp_path, process_id, pseudonym="Ceiba", passphrase=PASSPHRASE)
    assert Keyring().unlock(tmp_path, process_id, passphrase=typed) == "Ceiba"


def test_a_wrong_passphrase_opens_nothing(tmp_path: Path, process_id: uuid.UUID) -> None:
    Keyring().create(tmp_path, process_id, pseudonym="Ceiba", passphrase=PASSPHRASE)
    ring = Keyring()
    with pytest.raises(TequioError, match="TQ-303"):
        ring.unlock(tmp_path, process_id, passphrase="piedra río")
    assert not ring.is_open(process_id)


def test_a_second_person_opens_with_a_passphrase_of_their_own(tmp_path: Path, process_id: uuid.UUID) -> None:
    opened = Keyring().create(tmp_path, process_id, pseudonym="Ceiba", passphrase=PASSPHRASE)
    opened.add_person(pseudonym="Garza", passphrase="luna llena")
    assert Keyring().unlock(tmp_path, process_id, passphrase="luna llena") == "Garza"
    assert Keyring().unlock(tmp_path, process_id, passphrase=PASSPHRASE) == "Ceiba"


def test_locked_means_no_key(tmp_path: Path, process_id: uuid.UUID) -> None:
    ring = Keyring()
    ring.create(tmp_path, process_id, pseudonym="Ceiba", passphrase=PASSPHRASE)
    ring.lock(process_id)
    with pytest.raises(TequioError, match="TQ-301"):
        ring.of(process_id)


def test_a_damaged_file_is_named(tmp_path: Path, process_id: uuid.UUID) -> None:
    path = path_of(tmp_path, process_id)
    path.parent.mkdir()
    path.write_bytes(b"nothing of the kind")
    with pytest.raises(TequioError, match="TQ-304"):
        Keyring().unlock(tmp_path, process_id, passphrase=PASSPHRASE)


def test_the_file_is_for_its_owner_only(tmp_path: Path, process_id: uuid.UUID) -> None:
    Keyring().create(tmp_path, process_id, pseudonym="Ceiba", passphrase=PASSPHRASE)
    assert path_of(tmp_path, process_id).stat().st_mode & 0o077 == 0


class Keys(RuleBasedStateMachine):
    """Whatever is made and destroyed in whatever order, the file holds exactly the keys that live."""

    @initialize()
    def begin(self) -> None:
        import tempfile
        self.folder = Path(tempfile.mkdtemp())
        self.process_id = uuid.uuid4()
        self.opened = Keyring().create(self.folder, self.process_id, pseudonym="Ceiba", passphrase=PASSPHRASE)
        self.alive: dict[uuid.UUID, bytes] = {}
        self.gone: set[uuid.UUID] = set()

    @rule(count=st.integers(1, 3))
    def make(self, count: int) -> None:
        rows = [uuid.uuid4() for _ in range(count)]
        self.opened.make_keys(rows)
        self.alive |= {row: self.opened.key_for(row) for row in rows}

    @rule(data=st.data())
    def destroy(self, data: st.DataObject) -> None:
        if self.alive:
            row = data.draw(st.sampled_from(sorted(self.alive)))
            self.opened.destroy_keys([row])
            del self.alive[row]
            self.gone.add(row)

    @invariant()
    def file_holds_the_living(self) -> None:
        wrapped = keyfile.read(path_of(self.folder, self.process_id)).wrapped
        assert set(wrapped) == set(self.alive)
        opens = keyfile.Wrapping(self.opened.key)
        # What lies there is a secret of each row; only together with the process it becomes the row's key.
        assert {row: row_key(self.opened.field_key, opens.unwrap(row, secret))
                for row, secret in wrapped.items()} == self.alive

    @invariant()
    def the_dead_stay_dead(self) -> None:
        for row in self.gone:
            with pytest.raises(TequioError, match="TQ-305"):
                self.opened.key_for(row)


TestKeys = Keys.TestCase
TestKeys.settings = settings(max_examples=15, stateful_step_count=12, deadline=None)
