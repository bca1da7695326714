"""Killed under load, and cut from power: whatever a phone was told is kept is there afterwards, once."""

import asyncio
import random
import secrets
import shutil
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from benchmarks.room.disk import build, compiler, environment
from benchmarks.room.phones import DroppedError, Phone
from benchmarks.room.served import FILE, Process, hall_in, prepare

from tequio.deliberation.room.codes import canonical
from tequio.deliberation.room.sheets import place_of

PHONES, STATEMENTS = 30, 6
SECTOR = 512


async def votes_until_dropped(phone: Phone) -> None:
    """One vote after the other, some of them changed, until nobody answers any more."""
    while True:
        try:
            await phone.vote(f"A{secrets.randbelow(STATEMENTS)}", random.choice((-1, 0, 1, 2)))
        except DroppedError:
            return


async def under_load(phones: Sequence[Phone], process: Process, seconds: float) -> None:
    """Everybody votes as fast as answers come; after a while the server is gone from one moment to the next."""
    voting = [asyncio.create_task(votes_until_dropped(phone)) for phone in phones]
    await asyncio.sleep(seconds)
    await asyncio.to_thread(process.kill)
    await asyncio.gather(*voting)
    for phone in phones:
        phone.close()


def voting(phones: Sequence[Phone], process: Process, seconds: float) -> None:
    """In a thread of its own: a browser of an earlier test may keep a loop running in this one."""
    with ThreadPoolExecutor(1) as apart:
        apart.submit(lambda: asyncio.run(under_load(phones, process, seconds))).result()


def check(folder: Path, phones: Sequence[Phone]) -> tuple[int, int, int]:
    """Votes that were acknowledged, those of them that are lost, and slips that are there more than once.

    A vote sent after the last acknowledged one may or may not have arrived: both are right.
    """
    hall = hall_in(folder)
    kept = lost = 0
    for phone in phones:
        held = hall._held(canonical(phone.slip))
        assert held is not None
        for statement, (value, turn) in phone.kept.items():
            kept += 1
            there = held.sheet.given.get(place_of(1, statement))
            last = (there.value, there.turn) if there else (None, 0)
            lost += last[1] < turn or (last[1] == turn and last[0] != value) or last[1] > phone.said[statement][1]
    doubled = len(hall.sheets()) - len({phone.slip for phone in phones if phone.said})
    hall.close()
    return kept, lost, max(0, doubled)


def cut_by_cut(folder: Path, times: int, *, mirror: Path | None = None, disk: Path | None = None,
               seed: int = 1) -> tuple[int, int, int]:
    codes = prepare(folder, slips=PHONES, statements=STATEMENTS)
    hall = hall_in(folder)
    public = hall.public
    hall.close()
    kept = lost = doubled = 0
    phones = [Phone(code, 0, public) for code in codes]
    dice = random.Random(seed)
    for _ in range(times):
        found = environment(disk, mirror=mirror) if disk and mirror else {}
        if mirror:
            restore(folder, mirror, None)
        process = Process(folder, environment=found)
        for phone in phones:
            phone.port = process.port
        voting(phones, process, dice.uniform(0.1, 0.6))
        if mirror:
            restore(folder, mirror, dice)
        more, gone, twice = check(folder, phones)
        kept, lost, doubled = kept + more, lost + gone, doubled + twice
    return kept, lost, doubled


def restore(folder: Path, mirror: Path, dice: random.Random | None) -> None:
    """Leave of each file what was synchronised; with `dice`, of what came later, some sectors and not others.

    Without `dice` the mirror starts from the files as they are.
    """
    if dice is None:
        shutil.rmtree(mirror, ignore_errors=True)
        mirror.mkdir()
        for path in folder.glob(f"{FILE}*"):
            shutil.copy(path, mirror / path.name)
        return
    for path in folder.glob(f"{FILE}*"):
        safe = mirror / path.name
        if safe.exists():
            path.write_bytes(torn(safe.read_bytes(), path.read_bytes(), dice))
        else:
            path.unlink()


def torn(synchronised: bytes, written: bytes, dice: random.Random) -> bytes:
    """The synchronised bytes, in which each sector that was written since may already have arrived, in any order.

    A file whose synchronised part was cut short since keeps that part: the cut may not have reached the disk.
    """
    length = max(len(synchronised), len(written))
    before, after = synchronised.ljust(length, b"\0"), written.ljust(length, b"\0")
    if len(written) < len(synchronised):
        return synchronised
    arrived = dice.choice((0.0, 0.5, 1.0))
    sectors = [after[at:at + SECTOR] if dice.random() < arrived else before[at:at + SECTOR]
               for at in range(0, length, SECTOR)]
    return b"".join(sectors)


@pytest.mark.parametrize("times", [pytest.param(2, marks=pytest.mark.slow), pytest.param(20, marks=pytest.mark.soak)])
def test_killed_under_load_nothing_acknowledged_is_lost(tmp_path: Path, times: int) -> None:
    kept, lost, doubled = cut_by_cut(tmp_path, times)
    assert kept > 50 * times
    assert (lost, doubled) == (0, 0)


@pytest.mark.skipif(compiler() is None, reason="a C compiler builds the disk for experiments: apt-get install gcc")
@pytest.mark.parametrize("times", [pytest.param(2, marks=pytest.mark.slow), pytest.param(20, marks=pytest.mark.soak)])
def test_cut_from_power_nothing_acknowledged_is_lost(tmp_path: Path, times: int) -> None:
    folder, mirror = tmp_path / "room", tmp_path / "disk"
    folder.mkdir()
    kept, lost, doubled = cut_by_cut(folder, times, mirror=mirror, disk=build(tmp_path))
    assert kept > 50 * times
    assert (lost, doubled) == (0, 0)
