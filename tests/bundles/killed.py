"""Takes bundles in children that are killed without warning, and counts what was acknowledged and is not there.

Run as `python killed.py FOLDER ROUNDS SEED`; prints one line of JSON. An office writes bundles, a machine of the field
takes them in children; a child writes to a pipe once `take` has returned: that is an acknowledgement.
"""

import json
import os
import random
import signal
import sqlite3
import sys
import time
import uuid
from pathlib import Path

from tequio.chain.django_home import open_home

FOLDER, ROUNDS, SEED = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
PASSPHRASE, VOICES = "una frase", 25
OFFICE, FIELD = FOLDER / "oficina", FOLDER / "campo"
LONGEST = 0.45

for home in (OFFICE, FIELD):
    home.mkdir(parents=True)
open_home(OFFICE)

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402

from tequio.exchange.actions import accept_card, send  # noqa: E402
from tequio.exchange.cards import own_card  # noqa: E402
from tequio.exchange.starting import start_machine  # noqa: E402
from tequio.exchange.taking import take  # noqa: E402
from tequio.foundation.accounts.models import Membership, Role, User  # noqa: E402
from tequio.foundation.audit.queries import fault, head_holds  # noqa: E402
from tequio.foundation.errors import TequioError  # noqa: E402
from tequio.foundation.places.models import Process, Territory  # noqa: E402
from tequio.foundation.vault.keyring import keyring  # noqa: E402
from tequio.listening.actions import record_voices  # noqa: E402
from tequio.listening.models import Encounter, Voice  # noqa: E402
from tequio.protection.withdrawing.actions import withdraw_voice  # noqa: E402


def said(row_id: uuid.UUID) -> str:
    return f"Dije {row_id.hex}"


def go_to(home: Path) -> None:
    connections.close_all()
    settings.HOME = home
    settings.DATABASES["default"]["NAME"] = home / "tequio.sqlite3"
    call_command("migrate", verbosity=0, interactive=False)


def written(count: int) -> tuple[uuid.UUID, list[tuple[bytes, set[uuid.UUID], set[uuid.UUID]]]]:
    """Bundles of an office that goes on working: each with what was said and what was taken back until then."""
    process = Process.objects.create(name="Prueba")
    keyring.create(OFFICE, process.pk, pseudonym="Ceiba", passphrase=PASSPHRASE)
    user = User.objects.create_user("Ceiba", process=process)
    for role in (Role.FACILITATOR, Role.PROTECTOR, Role.COORDINATOR):
        Membership.objects.create(user=user, process=process, role=role)
    place = Territory.objects.create(process=process, key="centro", name="Centro")
    encounter = Encounter.objects.create(process=process, territory=place, key="E", kind="workshop", status="held")
    card, office = own_card(process.pk, keyring.of(process.pk), OFFICE), keyring.of(process.pk)
    go_to(FIELD)
    start_machine(folder=FIELD, card=card, pseudonym="Campo", passphrase=PASSPHRASE)
    theirs = own_card(process.pk, keyring.of(process.pk), FIELD)
    go_to(OFFICE)
    keyring._open[process.pk] = office
    machine = accept_card(actor=user, process=process, card=theirs)
    alive: set[uuid.UUID] = set()
    gone: set[uuid.UUID] = set()
    made = []
    for _ in range(count):
        rows = [Voice(process=process, encounter=encounter, territory=place) for _ in range(VOICES)]
        for row in rows:
            row.key, row.text = row.pk.hex, said(row.pk)
        record_voices(actor=user, encounter=encounter, voices=rows)
        withdraw_voice(actor=user, voice=rows[0])
        alive |= {row.pk for row in rows[1:]}
        gone.add(rows[0].pk)
        made.append((send(actor=user, process=process, name=machine.name), set(alive), set(gone)))
    return process.pk, made


def taken_or_killed(process_id: uuid.UUID, bundle: bytes, patience: float) -> bool:
    """Whether taking it was acknowledged."""
    reading, writing = os.pipe()
    connections.close_all()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            take(actor=User.objects.get(pseudonym="Campo"), process=Process.objects.get(pk=process_id), files=[bundle])
            os.write(writing, b"taken")
        except BaseException as problem:
            os.write(writing, f"failed {problem!r}".encode())
        os._exit(1)
    os.close(writing)
    time.sleep(patience)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(reading, "rb") as pipe:
        heard = pipe.read().decode()
    assert not heard.startswith("failed"), heard
    return heard == "taken"


def main() -> None:
    chance = random.Random(SEED)
    process_id, bundles = written(6)
    go_to(FIELD)
    alive: set[uuid.UUID] = set()
    gone: set[uuid.UUID] = set()
    counted = dict.fromkeys(("rounds", "acknowledged", "killed", "lost", "came_back", "half", "damaged"), 0)
    for _ in range(ROUNDS):
        keyring.lock(process_id)
        keyring.unlock(FIELD, process_id, passphrase=PASSPHRASE)
        bundle, has, lacks = bundles[min(len(bundles) - 1, counted["rounds"] * len(bundles) // ROUNDS)]
        done = taken_or_killed(process_id, bundle, chance.random() * LONGEST)
        counted["rounds"] += 1
        counted["acknowledged" if done else "killed"] += 1
        if done:
            alive, gone = alive | has, gone | lacks
        check(process_id, alive, gone, {len(one) for _, one, _ in bundles} | {0}, counted)
    taken_or_killed(process_id, bundles[-1][0], 60)
    check(process_id, bundles[-1][1], bundles[-1][2], {len(bundles[-1][1])}, counted)
    print(json.dumps(counted | {"audit": fault(process_id) is None and head_holds(process_id)}))


def check(process_id: uuid.UUID, alive: set[uuid.UUID], gone: set[uuid.UUID], whole: set[int],
          counted: dict[str, int]) -> None:
    with sqlite3.connect(FIELD / "tequio.sqlite3") as database:
        counted["damaged"] += database.execute("PRAGMA integrity_check").fetchone() != ("ok",)
    keyring.lock(process_id)
    keyring.unlock(FIELD, process_id, passphrase=PASSPHRASE)
    rows = {row.pk: row for row in Voice.objects.all()}
    # All of a bundle is there or nothing of it.
    counted["half"] += len(rows) not in whole
    for row_id in alive:
        try:
            counted["lost"] += rows[row_id].text != said(row_id)
        except (KeyError, TequioError):
            counted["lost"] += 1
    counted["came_back"] += len(gone & rows.keys())


main()
