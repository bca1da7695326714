"""The end of the chain carries the installation's signature, and nobody else can make one."""

import random
import uuid
from pathlib import Path

import pytest

from tequio.foundation.accounts.models import User
from tequio.foundation.audit.actions import acting
from tequio.foundation.audit.chain import START, Act, digest
from tequio.foundation.audit.models import Entry, Head
from tequio.foundation.audit.queries import SignedHead, by_day, chain_fault, fault, head_holds, signed_head
from tequio.foundation.audit.signing import is_signed, public_key, sign
from tequio.foundation.places.models import Process

PROCESS = uuid.uuid4()


def signed_chain(folder: Path, length: int) -> tuple[list[tuple[Act, str]], SignedHead]:
    rows, last = [], START
    for sequence in range(1, length + 1):
        act = Act(PROCESS, sequence, "2026-01-05", "Ceiba", "record_voices", "encounter", uuid.UUID(int=sequence), 1)
        last = digest(act, last)
        rows.append((act, last))
    return rows, SignedHead(length, last, *sign(folder, PROCESS, length, last))


def rewritten(rows: list[tuple[Act, str]], at: int) -> list[tuple[Act, str]]:
    """Somebody changes an act and computes every digest after it anew."""
    made, last = rows[:at], rows[at - 1][1] if at else START
    for position, (act, _) in enumerate(rows[at:]):
        changed = Act(**{**vars(act), "actor": "Garza"}) if position == 0 else act
        last = digest(changed, last)
        made.append((changed, last))
    return made


@pytest.mark.attack
def test_a_thousand_tamperings_with_whole_chains_and_heads_are_all_seen(tmp_path: Path) -> None:
    chance, (rows, end) = random.Random(3), signed_chain(tmp_path, 12)
    known = public_key(tmp_path)
    for _ in range(1000):
        at, kind = chance.randrange(12), chance.choice(("edit", "cut", "other_key", "signature", "number"))
        if kind == "edit":
            held = rewritten(rows, at)
            head = SignedHead(len(held), held[-1][1], end.signature, end.signer)
        elif kind == "cut":
            held = rows[:at]
            head = SignedHead(at, held[-1][1] if held else START, end.signature, end.signer)
        elif kind == "other_key":
            held = rewritten(rows, at)
            other = tmp_path / "otra"
            other.mkdir(exist_ok=True)
            head = SignedHead(len(held), held[-1][1], *sign(other, PROCESS, len(held), held[-1][1]))
        elif kind == "signature":
            held, broken = rows, bytearray.fromhex(end.signature)
            broken[chance.randrange(64)] ^= chance.randrange(1, 256)
            head = SignedHead(end.sequence, end.digest, broken.hex(), end.signer)
        else:
            held, head = rows, SignedHead(end.sequence + chance.randrange(1, 9), end.digest, end.signature, end.signer)
        whole = chain_fault(held, head) is None and head.signer == known and is_signed(
            head.signer, head.signature, PROCESS, head.sequence, head.digest)
        assert not whole, kind


def test_the_untouched_chain_holds(tmp_path: Path) -> None:
    rows, end = signed_chain(tmp_path, 12)
    assert chain_fault(rows, end) is None
    assert is_signed(end.signer, end.signature, PROCESS, end.sequence, end.digest)
    assert not is_signed(end.signer, end.signature, uuid.uuid4(), end.sequence, end.digest)


def test_the_key_is_for_its_owner_only_and_stays_the_same(tmp_path: Path) -> None:
    first = public_key(tmp_path)
    assert (tmp_path / "keys" / "audit.key").stat().st_mode & 0o077 == 0
    assert public_key(tmp_path) == first
    assert [path.name for path in (tmp_path / "keys").iterdir()] == ["audit.key"]


def test_every_act_signs_the_end(process: Process, cast: dict[str, User]) -> None:
    assert head_holds(process.pk)
    for _ in range(3):
        with acting(cast["coordinator"], "define_process", on=process, process_id=process.pk):
            pass
        assert head_holds(process.pk)
    assert signed_head(process.pk).sequence == 3
    assert [(row.actor, row.verb, row.acts) for row in by_day(process.pk)] == [
        ("cuenta-coordinator", "define_process", 3)]


def test_a_chain_written_anew_in_the_database_lacks_the_signature(process: Process, cast: dict[str, User]) -> None:
    with acting(cast["coordinator"], "define_process", on=process, process_id=process.pk):
        pass
    entry = Entry.objects.get(process_id=process.pk)
    act = Act(entry.process_id, 1, entry.day.isoformat(), "otra", entry.verb, entry.kind, entry.object_id, entry.count)
    made = digest(act, START)
    Entry.objects.update(actor="otra", digest=made)
    Head.objects.update(digest=made)
    assert fault(process.pk) is None
    assert not head_holds(process.pk)
