"""Renews the key of a process in children that are killed without warning, and counts what should not be so.

Run as `python killed_renewal.py FOLDER VOICES ROUNDS SEED`; prints one line of JSON.
"""

import json
import os
import random
import shutil
import signal
import sys
import time
import uuid
from pathlib import Path

from tequio.chain.django_home import open_home

FOLDER, VOICES, ROUNDS, SEED = Path(sys.argv[1]), *map(int, sys.argv[2:5])
PASSPHRASE = "una frase que nadie adivina hoy"
FOLDER.mkdir(parents=True)
open_home(FOLDER)

from django.db import connections, transaction  # noqa: E402

from tequio.foundation.errors import TequioError  # noqa: E402
from tequio.foundation.places.models import Process, Territory  # noqa: E402
from tequio.foundation.vault import keyfile  # noqa: E402
from tequio.foundation.vault.keyring import keyring, path_of  # noqa: E402
from tequio.foundation.vault.opened import OpenProcess  # noqa: E402
from tequio.foundation.vault.renewal import renew_key  # noqa: E402
from tequio.foundation.vault.rows import of_process, sealed_fields  # noqa: E402
from tequio.foundation.vault.sealing import unseal  # noqa: E402
from tequio.listening.models import Encounter, Silence, Voice  # noqa: E402


def filled() -> Process:
    process = Process.objects.create(name="Prueba")
    opened = keyring.create(FOLDER, process.pk, pseudonym="Ceiba", passphrase=PASSPHRASE)
    place = Territory.objects.create(process=process, key="centro", name="Centro")
    encounter = Encounter.objects.create(process=process, territory=place, key="E", kind="workshop", status="held")
    voices = [Voice(process=process, encounter=encounter, territory=place, key=f"{number}") for number in range(VOICES)]
    opened.make_keys(voice.pk for voice in voices)
    for voice in voices:
        voice.text = said(voice.pk)
    Voice.objects.bulk_create(voices, batch_size=500)
    for number in range(20):
        Silence.objects.create(
            process=process, territory=place, key=f"S{number}", kind="refusal", text=f"nada {number}")
    return process


def said(row_id: uuid.UUID) -> str:
    return f"Dije {row_id.hex}"


def renew(process: Process) -> None:
    with transaction.atomic():
        renew_key(process.pk, without="nadie")


def killed_while_renewing(process: Process, patience: float) -> bool:
    """Whether the child was still at it."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            renew(process)
        finally:
            os._exit(0)
    ends = time.monotonic() + patience
    while time.monotonic() < ends:
        if os.waitpid(child, os.WNOHANG)[0]:
            return False
        time.sleep(0.002)
    os.kill(child, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def main() -> None:
    process, chance = filled(), random.Random(SEED)
    path, old = path_of(FOLDER, process.pk), FOLDER.parent / "llevado.keys"
    began = time.monotonic()
    renew(process)
    longest = time.monotonic() - began
    counted = dict.fromkeys(("rounds", "cut", "renewed", "lost", "readable", "unfinished"), 0)
    for _ in range(ROUNDS):
        keyring.lock(process.pk)
        keyring.unlock(FOLDER, process.pk, passphrase=PASSPHRASE)
        shutil.copy(path, old)
        before = OpenProcess(old, keyring.of(process.pk).key, keyfile.read(old))
        counted["cut"] += killed_while_renewing(process, chance.random() * longest * 1.05)
        keyring.lock(process.pk)
        keyring.unlock(FOLDER, process.pk, passphrase=PASSPHRASE)
        counted["rounds"] += 1
        counted["unfinished"] += keyfile.read(path).renewing
        counted["lost"] += sum(row.text != said(row.pk) for row in Voice.objects.filter(process=process).iterator())
        counted["lost"] += sum(row.text != f"nada {row.key[1:]}" for row in Silence.objects.all())
        if keyring.of(process.pk).key != before.key:
            counted["renewed"] += 1
            counted["readable"] += readable(process, before)
    print(json.dumps(counted | {"voices": Voice.objects.count(), "seconds": round(longest, 2)}))


def readable(process: Process, before: OpenProcess) -> int:
    """How many cells open with anything that the key file of before gives."""
    found = 0
    for model, fields in sealed_fields():
        for row in of_process(model, process.pk).iterator():
            for field in fields:
                envelope, binding = bytes(field.sealed_in(row)), field.binding(row)[1]
                found += bool(envelope) and any(
                    opens(key, envelope, binding) for key in before.keys_for(field.key_id(row))[:2])
    return found


def opens(key: bytes, envelope: bytes, binding: bytes) -> bool:
    try:
        unseal(key, envelope, binding)
    except TequioError:
        return False
    return True


main()
