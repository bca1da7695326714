"""Whoever can write the key file, without a passphrase, gains nothing: not now, and not when somebody is removed."""

import json
import os
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nacl.public import PrivateKey, SealedBox

from tequio.foundation.accounts.models import Role, User
from tequio.foundation.audit.queries import entries
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Group, Process, Territory
from tequio.foundation.trail.withdraw import shred
from tequio.foundation.vault import keyfile
from tequio.foundation.vault.backup import back_up, keys_beside
from tequio.foundation.vault.keyring import Keyring, keyring, path_of
from tequio.foundation.vault.people import shown
from tequio.foundation.vault.recovery import make_shares, recovered
from tequio.foundation.vault.restore import restore
from tequio.foundation.vault.team import add_person, people, remove_person
from tequio.listening.models import Voice
from tequio.web.entrance import shown as at_the_door
from tests.conftest import PASSPHRASE
from tests.keeping.conftest import fill

THEIRS = "agua lenta bajo puente verde hoy"
pytestmark = pytest.mark.attack


@pytest.fixture
def two(process: Process, team: User, territory: Territory) -> Process:
    add_person(actor=team, process=process, pseudonym="Roble", role=Role.ANALYST, passphrase=THEIRS)
    fill(process, team, territory, Group.objects.get(process=process, key="mujeres"), voices=3)
    return process


def head_of(path: Path) -> tuple[dict[str, Any], bytes]:
    head, _, body = path.read_bytes().partition(b"\n")
    return json.loads(head), body


def rewrite(path: Path, change: Callable[[dict[str, Any]], None]) -> None:
    """What somebody without any key can do to the file."""
    head, body = head_of(path)
    change(head)
    path.write_bytes(json.dumps(head).encode() + b"\n" + body)


def second_entry(mine: PrivateKey) -> Callable[[dict[str, Any]], None]:
    return lambda head: head["people"].append(head["people"][0] | {"public": bytes(mine.public_key).hex()})


def another_half(mine: PrivateKey) -> Callable[[dict[str, Any]], None]:
    return lambda head: head["people"][1].update(public=bytes(mine.public_key).hex())


def one_more(mine: PrivateKey) -> Callable[[dict[str, Any]], None]:
    return lambda head: head["people"].append(
        head["people"][0] | {"public": bytes(mine.public_key).hex(), "pseudonym": "Coordinacio\u0301n"})


def own_shares(mine: PrivateKey) -> Callable[[dict[str, Any]], None]:
    return lambda head: head.update(recovery={
        "trustees": 3, "needed": 2, "public": bytes(mine.public_key).hex(), "sealed": "00" * 80})


def without_seal(change: Callable[[dict[str, Any]], None]) -> Callable[[dict[str, Any]], None]:
    def both(head: dict[str, Any]) -> None:
        change(head)
        head.pop("seal")
        head["version"] = 1
    return both


KINDS = [second_entry, another_half, one_more, own_shares]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("stripped", [False, True], ids=["sealed", "seal taken off"])
@pytest.mark.parametrize("opened_before", [True, False], ids=["open", "closed"])
def test_a_public_key_put_there_gets_no_process_key(
        two: Process, team: User, home: Path, kind: Any, stripped: bool, opened_before: bool) -> None:
    mine, path = PrivateKey.generate(), path_of(home, two.pk)
    if not opened_before:
        keyring.lock(two.pk)
    rewrite(path, without_seal(kind(mine)) if stripped else kind(mine))
    with pytest.raises(TequioError, match=r"TQ-51[34]"):
        if not opened_before:
            keyring.unlock(home, two.pk, passphrase=PASSPHRASE)
        remove_person(actor=team, process=two, pseudonym="Roble")
    assert not keyring.is_open(two.pk)
    head, _ = head_of(path)
    boxes = [row["sealed"] for row in head["people"]] + [(head["recovery"] or {}).get("sealed", "")]
    assert boxes
    for box in boxes:
        with pytest.raises(Exception, match=r"An error occurred|too short|ciphertext|input"):
            SealedBox(mine).decrypt(bytes.fromhex(box))


def test_a_file_written_over_without_a_trace_is_read_again_before_a_renewal(
        two: Process, team: User, home: Path) -> None:
    """Same place, same length, same time: `stat` tells nothing."""
    mine, path = PrivateKey.generate(), path_of(home, two.pk)
    seen = path.stat()
    rewrite(path, another_half(mine))
    os.utime(path, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    assert keyfile.stamp(path) == (seen.st_ino, seen.st_mtime_ns, seen.st_size)
    with pytest.raises(TequioError, match="TQ-513"):
        remove_person(actor=team, process=two, pseudonym="Roble")


def test_the_door_says_so(two: Process, home: Path) -> None:
    keyring.lock(two.pk)
    rewrite(path_of(home, two.pk), another_half(PrivateKey.generate()))
    with pytest.raises(TequioError, match="TQ-513"):
        at_the_door(home, PASSPHRASE)
    with pytest.raises(TequioError, match="TQ-303"):
        at_the_door(home, "cualquier otra cosa que alguien pruebe")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("stripped", [False, True])
def test_nor_beside_a_backup(two: Process, team: User, home: Path, tmp_path: Path, kind: Any, stripped: bool) -> None:
    usb = tmp_path / "usb"
    usb.mkdir()
    back_up(actor=team, process=two, archive=usb / "a.tequio")
    keys = keys_beside(usb / "a.tequio", two.pk)
    change = kind(PrivateKey.generate())
    rewrite(keys, without_seal(change) if stripped else change)
    keyring.lock(two.pk)
    path_of(home, two.pk).unlink()
    with pytest.raises(TequioError, match=r"TQ-51[34]"):
        restore(archive=usb / "a.tequio", keys=keys, passphrase=PASSPHRASE, agreed=lambda _: True)
    assert not path_of(home, two.pk).exists()


def test_shares_do_not_open_a_changed_file(two: Process, home: Path) -> None:
    shares, keep = make_shares(keyring.of(two.pk), trustees=3, needed=2)
    keep()
    path = path_of(home, two.pk)
    assert recovered(path, shares[:2])[0] == keyring.of(two.pk).key
    whole = path.read_bytes()
    for change in (another_half(PrivateKey.generate()), without_seal(another_half(PrivateKey.generate()))):
        path.write_bytes(whole)
        rewrite(path, change)
        with pytest.raises(TequioError, match="TQ-513"):
            recovered(path, shares[:2])


@given(data=st.data())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_value_of_the_head_can_be_changed(tmp_path: Path, sealed_key: Any, data: st.DataObject) -> None:
    """Whatever name and whatever value: it is refused, or it says the same."""
    key, kept = sealed_key
    path = tmp_path / "x.keys"
    person = replace(kept.people[0], pseudonym="Garza")
    written = keyfile.write(path, replace(kept, people=(*kept.people, person), revision=7), key)
    head, body = head_of(path)
    name = data.draw(st.sampled_from(sorted(set(head) - {"version"})))
    if name == "people":
        row = data.draw(st.sampled_from(head["people"]))
        row[data.draw(st.sampled_from(sorted(row)))] = data.draw(
            st.sampled_from(["", "00", "Nadie", True, False, 7, None, "ff" * 32]))
    else:
        head[name] = data.draw(st.one_of(st.text(max_size=8), st.integers(0, 9), st.booleans(), st.none(),
                                         st.just({}), st.just({"a": "b"})))
    path.write_bytes(json.dumps(head).encode() + b"\n" + body)
    try:
        found = keyfile.read(path)
        keyfile.check(found, key)
    except TequioError as fault:
        assert fault.problem.code in {"TQ-303", "TQ-304", "TQ-513", "TQ-514"}
    else:
        assert replace(found, cuts=0) == written or not found.seal


def older(path: Path, key: bytes) -> None:
    """The file as the version without seals wrote it."""
    from nacl.public import PublicKey

    def change(head: dict[str, Any]) -> None:
        for row in [*head["people"], *([head["recovery"]] if head["recovery"] else [])]:
            row["sealed"] = SealedBox(PublicKey(bytes.fromhex(row["public"]))).encrypt(key).hex()
            del row["confirmed"]
        del head["seal"]
        head["version"] = 1
    rewrite(path, change)


def test_an_older_file_gets_its_seal_and_the_record_says_so(two: Process, team: User, home: Path) -> None:
    path, key = path_of(home, two.pk), keyring.of(two.pk).key
    keyring.lock(two.pk)
    older(path, key)
    before = path.read_bytes()
    keyring.unlock(home, two.pk, passphrase=PASSPHRASE)
    assert keyring.of(two.pk).just_sealed
    assert (entries(two.pk)[-1].verb, entries(two.pk)[-1].actor) == ("seal_keys", "Coordinación")
    assert len(Voice.objects.filter(process=two)) == 3
    assert all(voice.text for voice in Voice.objects.filter(process=two))
    keyring.lock(two.pk)
    keyring.unlock(home, two.pk, passphrase=PASSPHRASE)
    assert not keyring.of(two.pk).just_sealed
    # The file from before, put back later with or without a key of somebody else's: it had a seal since.
    keyring.lock(two.pk)
    path.write_bytes(before)
    with pytest.raises(TequioError, match="TQ-513"):
        keyring.unlock(home, two.pk, passphrase=PASSPHRASE)
    assert not keyring.is_open(two.pk)


def test_what_stood_in_an_older_file_gets_no_new_key_before_it_was_confirmed(
        two: Process, team: User, home: Path) -> None:
    add_person(actor=team, process=two, pseudonym="Garza", role=Role.ANALYST, passphrase="tercera " + THEIRS)
    path, key, mine = path_of(home, two.pk), keyring.of(two.pk).key, PrivateKey.generate()
    keyring.lock(two.pk)
    older(path, key)
    rewrite(path, lambda head: head["people"][1].update(public=bytes(mine.public_key).hex()))
    keyring.unlock(home, two.pk, passphrase=PASSPHRASE)
    keyring.lock(two.pk)
    keyring.unlock(home, two.pk, passphrase="tercera " + THEIRS)
    stranger = next(person for person in people(two) if person.pseudonym == "Roble")
    assert (stranger.fingerprint, stranger.confirmed) == (shown(bytes(mine.public_key).hex()), False)
    remove_person(actor=team, process=two, pseudonym="Garza")
    kept = keyfile.read(path)
    assert [person.pseudonym for person in kept.people] == ["Coordinación"]
    assert "sealed" in asdict(kept.people[0])
    assert Keyring().unlock(home, two.pk, passphrase=PASSPHRASE) == "Coordinación"


def test_a_voice_taken_back_while_nobody_is_in_leaves_a_file_that_opens(two: Process, home: Path) -> None:
    """Who has a receipt takes a voice back at a machine that is locked: no key is at hand to seal the file."""
    voice = Voice.objects.filter(process=two).first()
    assert voice is not None
    before = keyfile.read(path_of(home, two.pk))
    keyring.lock(two.pk)
    shred(two.pk, [voice.pk])
    after = keyfile.read(path_of(home, two.pk))
    assert (voice.pk in before.wrapped, voice.pk in after.wrapped) == (True, False)
    assert after.age == before.age + 1
    keyring.unlock(home, two.pk, passphrase=PASSPHRASE)
    with pytest.raises(TequioError, match="TQ-305"):
        _ = Voice.objects.get(pk=voice.pk).text
