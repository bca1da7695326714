"""Works on a process in children that are killed without warning, and counts what was promised and is not there.

Run as `python killed.py FOLDER ROUNDS SEED`; prints one line of JSON. A child writes to a pipe what it is about to do
and, once the call has returned, that it is done: that is an acknowledgement.
"""

import datetime
import json
import os
import random
import signal
import sqlite3
import sys
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tequio.chain.django_home import open_home

FOLDER, ROUNDS, SEED = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
PASSPHRASE = "una frase"
LONGEST = 0.25
# What each of the first rounds has acknowledged before it is killed, so that nothing hangs on luck.
KINDS = ("enter", "import", "destroy", "purge")
DAY = datetime.date(2030, 5, 1)

FOLDER.mkdir(parents=True)
open_home(FOLDER)

from django.db import connections, transaction  # noqa: E402

from tequio.foundation.accounts.models import Membership, Role, User  # noqa: E402
from tequio.foundation.audit.queries import fault, head_holds  # noqa: E402
from tequio.foundation.errors import TequioError  # noqa: E402
from tequio.foundation.places.models import Process, Territory  # noqa: E402
from tequio.foundation.trail.purging import destroy, promise, purge_due, scrub  # noqa: E402
from tequio.foundation.vault import keyfile  # noqa: E402
from tequio.foundation.vault.keyring import keyring, path_of  # noqa: E402
from tequio.foundation.vault.renewal import renew_key  # noqa: E402
from tequio.listening.actions import record_voices  # noqa: E402
from tequio.listening.models import Encounter, Reflection, Silence, Voice  # noqa: E402

Counted = dict[str, Any]
Tell = Callable[[str, list[uuid.UUID]], None]


def begin() -> tuple[Process, User, Encounter]:
    process = Process.objects.create(name="Prueba")
    keyring.create(FOLDER, process.pk, pseudonym="Ceiba", passphrase=PASSPHRASE)
    user = User.objects.create_user("Ceiba", process=process)
    for role in (Role.FACILITATOR, Role.COORDINATOR):
        Membership.objects.create(user=user, process=process, role=role)
    place = Territory.objects.create(process=process, key="centro", name="Centro")
    encounter = Encounter.objects.create(process=process, territory=place, key="E", kind="workshop", status="held")
    for number in range(20):
        Silence.objects.create(
            process=process, territory=place, key=f"S{number}", kind="refusal", text=f"nada {number}")
    return process, user, encounter


def said(row_id: uuid.UUID) -> str:
    return f"Dije {row_id.hex}"


def work(process: Process, user: User, encounter: Encounter, chance: random.Random, first: str, tell: Tell) -> None:
    """Enter, import in batches, destroy and renew the key until killed; `first` is done before anything else."""
    while True:
        kind, first = first or chance.choice(
            ("enter", "enter", "enter", "import", "import", "destroy", "purge", "renew")), ""
        ids = [uuid.UUID(int=chance.getrandbits(128)) for _ in range(1 if kind == "enter" else 25)]
        if kind in ("enter", "import"):
            tell(f"{kind}?", ids)
            record_voices(actor=user, encounter=encounter, voices=[
                Voice(pk=row, process=process, encounter=encounter, territory=encounter.territory, key=row.hex,
                      text=said(row)) for row in ids])
            tell("entered", ids)
        elif kind == "destroy":
            ids = list(Voice.objects.order_by("?").values_list("pk", flat=True)[:3])
            tell("destroy?", ids)
            with transaction.atomic():
                destroy(process, "voice", ids)
            scrub()
            tell("destroyed", ids)
        elif kind == "purge":
            tell("purge?", made := reflected(process, encounter))
            promise(actor=user, process=process, what="reflection", due=DAY)
            purge_due(actor=user, process=process, today=DAY)
            tell("purged", made)
        else:
            with transaction.atomic():
                renew_key(process.pk, without="nadie")


def reflected(process: Process, held: Encounter) -> list[uuid.UUID]:
    """Something of its own kind, to be destroyed on its day while the voices stay."""
    row = Encounter.objects.create(process=process, territory=held.territory, key=uuid.uuid4().hex, kind="walk",
                                   status="held")
    reflection = Reflection(process=process, encounter=row, text=said(row.pk))
    keyring.of(process.pk).make_keys([reflection.pk])
    reflection.save()
    return [reflection.pk]


def run_and_kill(process: Process, user: User, encounter: Encounter, chance: random.Random,
                 first: str) -> list[list[object]]:
    """What the child said. With `first` it is left alone until it has acknowledged that one."""
    reading, writing = os.pipe()
    seed, patience = chance.random(), chance.random() * LONGEST
    connections.close_all()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            work(process, user, encounter, random.Random(seed), first,
                 lambda what, ids: os.write(writing, json.dumps([what, [str(row) for row in ids]]).encode() + b"\n"))
        except BaseException as fault:
            os.write(writing, json.dumps(["failed", [repr(fault)]]).encode() + b"\n")
        os._exit(1)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        said = [json.loads(pipe.readline()) for _ in range(2)] if first else []
        time.sleep(patience)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return said + [json.loads(line) for line in pipe.read().splitlines()]


def main() -> None:
    process, user, encounter = begin()
    chance = random.Random(SEED)
    alive: set[uuid.UUID] = set()
    destroyed: set[uuid.UUID] = set()
    doubtful: set[uuid.UUID] = set()
    purged: set[uuid.UUID] = set()
    counted: Counted = dict.fromkeys(("rounds", "entered", "destroyed", "lost", "came_back", "damaged", "purging"), 0)
    counted["failed"] = []
    for number in range(ROUNDS):
        first = KINDS[number] if number < len(KINDS) else ""
        for what, ids in run_and_kill(process, user, encounter, chance, first):
            if what == "failed":
                counted["failed"].append(ids[0])
                continue
            rows = {uuid.UUID(row) for row in ids}
            if what == "entered":
                alive |= rows
            elif what == "destroy?":
                doubtful |= rows
            elif what == "destroyed":
                destroyed |= rows
            elif what == "purge?":
                counted["purging"] += 1
            elif what == "purged":
                purged |= rows
        counted["rounds"] += 1
        check(process, alive - doubtful, destroyed | purged, counted)
    counted["entered"], counted["destroyed"], counted["purged"] = len(alive), len(destroyed), len(purged)
    purge_due(actor=user, process=process, today=DAY)
    counted["came_back"] += Reflection.objects.count()
    counted["opens"] = Voice.objects.count() if not finish_destroying(process) else -1
    counted["audit"] = fault(process.pk) is None and head_holds(process.pk)
    print(json.dumps(counted))


def check(process: Process, alive: set[uuid.UUID], destroyed: set[uuid.UUID], counted: Counted) -> None:
    with sqlite3.connect(FOLDER / "tequio.sqlite3") as database:
        counted["damaged"] += database.execute("PRAGMA integrity_check").fetchone() != ("ok",)
    keyring.lock(process.pk)
    keyring.unlock(FOLDER, process.pk, passphrase=PASSPHRASE)
    wrapped = keyfile.read(path_of(FOLDER, process.pk)).wrapped
    rows = {row.pk: row for row in Voice.objects.filter(process=process)}
    for row_id in alive:
        try:
            counted["lost"] += rows[row_id].text != said(row_id)
        except (KeyError, TequioError):
            counted["lost"] += 1
    counted["lost"] += sum(row.text != f"nada {row.key[1:]}" for row in Silence.objects.all())
    left = {*rows, *wrapped, *Reflection.objects.values_list("pk", flat=True)}
    counted["came_back"] += sum(row_id in left for row_id in destroyed)


def finish_destroying(process: Process) -> int:
    """What was being destroyed when the child died is destroyed by the next run."""
    from tequio.foundation.trail.purging import without_key
    with transaction.atomic():
        without_key(process)
    return len(without_key(process))


main()
