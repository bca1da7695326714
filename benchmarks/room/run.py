"""How long a phone waits until its vote is safe: 300 phones, a slow disk, two cores for the server.

    PYTHONPATH=src python -m benchmarks.room.run [--minutes 10] [--phones 300] [--delay 10]

Prints p50, p95 and p99 of acknowledged votes, steady and when all vote at once, with group commit and, beside it,
with one transaction per vote.
"""

import argparse
import asyncio
import random
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.room.disk import build, environment
from benchmarks.room.phones import DroppedError, Phone
from benchmarks.room.served import Process, hall_in, prepare

STATEMENTS, RATE, BURSTS = 20, 100, 5
ANSWERS = (-1, 0, 1, 2)


def percentiles(times: Sequence[float]) -> str:
    ordered = sorted(times)
    at = {name: ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000
          for name, share in (("p50", 0.5), ("p95", 0.95), ("p99", 0.99))}
    return "  ".join(f"{name} {value:6.0f} ms" for name, value in at.items()) + f"  ({len(ordered)} in all)"


async def steady(phones: Sequence[Phone], seconds: float) -> list[float]:
    """A hundred votes a second, spread by chance over phones and time."""
    times: list[float] = []
    running: set[asyncio.Task[None]] = set()

    async def one(phone: Phone) -> None:
        times.append(await phone.vote(f"A{random.randrange(STATEMENTS)}", random.choice(ANSWERS)))

    due = time.perf_counter()
    end = due + seconds
    while due < end:
        task = asyncio.create_task(one(random.choice(phones)))
        running.add(task)
        task.add_done_callback(running.discard)
        due += random.expovariate(RATE)
        await asyncio.sleep(due - time.perf_counter())
    await asyncio.gather(*running)
    return times


async def burst(phones: Sequence[Phone]) -> list[float]:
    """Everybody votes within a fifth of a second; the letters were sealed before, as each phone seals its own."""
    ready = [(phone, f"A{random.randrange(STATEMENTS)}", random.choice(ANSWERS)) for phone in phones]
    sealed = [phone.letter(statement, value) for phone, statement, value in ready]

    async def one(phone: Phone, statement: str, value: int, letter: tuple[bytes, bytes]) -> float:
        await asyncio.sleep(random.uniform(0, 0.2))
        return await phone.vote(statement, value, letter)

    return list(await asyncio.gather(
        *(one(*about, letter) for about, letter in zip(ready, sealed, strict=True))))


async def measure(folder: Path, codes: Sequence[str], port: int, public: str, seconds: float) -> None:
    phones = [Phone(code, port, public) for code in codes]
    asked: list[float] = []
    asking = [asyncio.create_task(phone.keep_asking(asked)) for phone in phones]
    try:
        for phone in phones:
            await phone.vote("A0", 1)
        at_once = [took for _ in range(BURSTS) for took in await _apart(phones)]
        print(f"    all at once   {percentiles(at_once)}", flush=True)
        if seconds:
            print(f"    steady        {percentiles(await steady(phones, seconds))}", flush=True)
        print(f"    asking        {percentiles(asked)}", flush=True)
    except DroppedError as fault:
        print(f"    gave up: {fault}", flush=True)
    for task in asking:
        task.cancel()
    for phone in phones:
        phone.close()


async def _apart(phones: Sequence[Phone]) -> list[float]:
    await asyncio.sleep(3)
    return await burst(phones)


def run(minutes: float, phones: int, delay: float, cores: str) -> None:
    for name, together, seconds in (("group commit", 4096, minutes * 60), ("one transaction per vote", 1, 0)):
        with tempfile.TemporaryDirectory() as made:
            folder = Path(made)
            codes = prepare(folder, slips=phones, statements=STATEMENTS)
            hall = hall_in(folder)
            public = hall.public
            hall.close()
            process = Process(folder, together=together, cores=cores,
                              environment=environment(build(folder), delay_ms=delay))
            print(f"{name}: {phones} phones, {delay:g} ms added to each fsync, server on cores {cores}", flush=True)
            try:
                asyncio.run(measure(folder, codes, process.port, public, seconds))
            finally:
                process.kill()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=0.5)
    parser.add_argument("--phones", type=int, default=300)
    parser.add_argument("--delay", type=float, default=10)
    parser.add_argument("--cores", default="0,1")
    asked = parser.parse_args()
    run(asked.minutes, asked.phones, asked.delay, asked.cores)
