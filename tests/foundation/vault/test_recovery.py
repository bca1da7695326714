"""Any M of N trustees open a process again; fewer open nothing, and wrong shares are never handed out."""

import random
import secrets
import uuid
from dataclasses import replace
from pathlib import Path

import pytest
from nacl.public import PrivateKey
from shamir_mnemonic import MnemonicError, Share
from shamir_mnemonic.cipher import decrypt
from shamir_mnemonic.shamir import SECRET_INDEX, RawShare, _interpolate

from tequio.foundation.errors import TequioError
from tequio.foundation.vault import keyfile, recovery
from tequio.foundation.vault.keyring import Keyring, OpenProcess
from tequio.foundation.vault.people import opened_by
from tequio.foundation.vault.recovery import joined, make_shares, recovered

PASSPHRASE = "piedra río nube"


@pytest.fixture
def opened(tmp_path: Path) -> OpenProcess:
    made = Keyring().create(tmp_path, uuid.uuid4(), pseudonym="Ceiba", passphrase=PASSPHRASE)
    made.make_keys([uuid.uuid4()])
    return made


def shares_of(opened: OpenProcess, trustees: int = 5, needed: int = 3) -> list[str]:
    shares, keep = make_shares(opened, trustees=trustees, needed=needed)
    keep()
    return shares


@pytest.mark.parametrize(("trustees", "needed"), [(2, 2), (3, 2), (5, 3), (16, 9)])
def test_any_group_that_is_large_enough_opens(opened: OpenProcess, trustees: int, needed: int) -> None:
    shares = shares_of(opened, trustees, needed)
    for _ in range(5):
        key, _ = recovered(opened.path, random.sample(shares, needed))
        assert key == opened.key


def test_capitals_and_blanks_do_not_matter(opened: OpenProcess) -> None:
    shares = [f"  {share.upper().replace(' ', '   ')} " for share in shares_of(opened)[:3]]
    assert recovered(opened.path, shares)[0] == opened.key


def test_the_key_file_holds_no_share_and_no_key(opened: OpenProcess) -> None:
    shares = shares_of(opened)
    held = opened.path.read_bytes()
    assert opened.key not in held
    assert opened.key.hex().encode() not in held
    assert not any(share.encode() in held or Share.from_mnemonic(share).value in held for share in shares)


@pytest.mark.parametrize(("trustees", "needed"), [(1, 1), (5, 1), (2, 3), (17, 3), (0, 0)])
def test_numbers_that_make_no_sense_are_refused(opened: OpenProcess, trustees: int, needed: int) -> None:
    with pytest.raises(TequioError, match="TQ-321"):
        make_shares(opened, trustees=trustees, needed=needed)


def test_a_wrong_word_is_named_as_such(opened: OpenProcess) -> None:
    shares = shares_of(opened)
    broken = shares[0].split()
    broken[7] = "academic" if broken[7] != "academic" else "acid"
    with pytest.raises(TequioError, match="TQ-323"):
        recovered(opened.path, [" ".join(broken), *shares[1:3]])


def test_too_few_and_foreign_shares_are_refused(opened: OpenProcess, tmp_path: Path) -> None:
    shares = shares_of(opened)
    with pytest.raises(TequioError, match="TQ-324"):
        recovered(opened.path, shares[:2])
    other = Keyring().create(tmp_path, uuid.uuid4(), pseudonym="Garza", passphrase=PASSPHRASE)
    with pytest.raises(TequioError, match="TQ-324"):
        recovered(opened.path, shares_of(other)[:3])
    with pytest.raises(TequioError, match="TQ-323"):
        recovered(opened.path, [*shares[:2], shares_of(other)[2]])


def test_without_shares_ever_made_there_is_nothing_to_join(opened: OpenProcess) -> None:
    with pytest.raises(TequioError, match="TQ-325"):
        recovered(opened.path, [])


def test_a_new_set_makes_the_old_one_useless_once_it_is_kept(opened: OpenProcess) -> None:
    before = shares_of(opened)
    shares, keep = make_shares(opened, trustees=3, needed=2)
    assert recovered(opened.path, before[:3])[0] == opened.key
    keep()
    assert recovered(opened.path, shares[:2])[0] == opened.key
    with pytest.raises(TequioError, match=r"TQ-32[34]"):
        recovered(opened.path, before[:3])


def test_shares_of_a_key_that_is_not_the_files_are_never_shown(opened: OpenProcess) -> None:
    opened.key = secrets.token_bytes(32)
    with pytest.raises(TequioError, match="TQ-322"):
        make_shares(opened, trustees=5, needed=3)


def test_shares_that_do_not_join_are_never_shown(opened: OpenProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    made = recovery.generate_mnemonics

    def one_of_another_set(*numbers: object, **options: object) -> list[list[str]]:
        good, bad = made(*numbers, **options), made(*numbers, **options)
        return [[*good[0][:-1], bad[0][-1]]]

    monkeypatch.setattr(recovery, "generate_mnemonics", one_of_another_set)
    with pytest.raises(TequioError, match="TQ-322"):
        make_shares(opened, trustees=5, needed=3)
    assert opened.kept.recovery is None


@pytest.mark.attack
def test_one_share_too_few_and_a_thousand_guesses_decrypt_nothing(opened: OpenProcess) -> None:
    """Guessed last shares go through the front door, and past the digest that SLIP-0039 checks."""
    shares = [Share.from_mnemonic(share) for share in shares_of(opened, 5, 3)]
    kept = opened.kept.recovery
    assert kept is not None
    opened_count = 0
    for _ in range(1000):
        held = random.sample(shares, 2)
        guess = replace(random.choice([share for share in shares if share not in held]),
                        value=secrets.token_bytes(32))
        with pytest.raises(TequioError, match=r"TQ-32[34]"):
            joined([share.mnemonic() for share in (*held, guess)], kept, head_has_seal=True)
        mixed = _interpolate([RawShare(share.index, share.value) for share in (*held, guess)], SECRET_INDEX)
        secret = decrypt(mixed, b"", guess.iteration_exponent, guess.identifier, guess.extendable)
        try:
            opened_by(PrivateKey(secret), kept, head_has_seal=True)
            opened_count += 1
        except (TequioError, MnemonicError):
            pass
    assert opened_count == 0


def test_the_file_is_read_whole_after_shares_were_made(opened: OpenProcess) -> None:
    shares_of(opened)
    kept = keyfile.read(opened.path)
    assert (kept.recovery.trustees, kept.recovery.needed) == (5, 3) if kept.recovery else pytest.fail("not kept")
    assert kept.wrapped == opened.kept.wrapped
