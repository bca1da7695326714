"""What sealing costs: a list of 50 voices, the index in memory, opening a process, renewing its key, a backup.

Run as `PYTHONPATH=src .venv/bin/python benchmarks/sealing.py [VOICES]` (100,000 unless told). Prints Markdown.
"""

import os
import resource
import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

from tequio.chain.django_home import open_home

FOLDER = Path(tempfile.mkdtemp(prefix="tequio-sealing-"))
os.environ.pop("DATABASE_URL", None)
open_home(FOLDER)

from django.db import transaction  # noqa: E402

from tequio.foundation.accounts.models import Membership, Role, User  # noqa: E402
from tequio.foundation.places.models import Process, Territory  # noqa: E402
from tequio.foundation.vault.backup import back_up  # noqa: E402
from tequio.foundation.vault.keyring import keyring  # noqa: E402
from tequio.foundation.vault.renewal import renew_key  # noqa: E402
from tequio.foundation.vault.rows import opened_words  # noqa: E402
from tequio.foundation.vault.sealing import bound_to, new_key, seal, unseal  # noqa: E402
from tequio.foundation.vault.search import build_index  # noqa: E402
from tequio.listening.models import Encounter, Voice  # noqa: E402

VOICES = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
PASSPHRASE = "una frase de prueba"
SENTENCE = (
    "desde que quitaron la caseta nadie pasa por la calle de noche y las muchachas piden que alguien las acompañe a la "
    "parada; la patrulla llega cuando ya no hace falta y al día siguiente todos saben quién llamó")
SENTENCE = (
    "desde que quitaron la caseta nadie pasa por la calle de noche y las muchachas piden que alguien las acompañe a la "
    "parada; la patrulla llega cuando ya no hace falta y al día siguiente todos saben quién llamó")
WORDS = SENTENCE.split()
LISTED, REPEATS = 50, 200


def said(number: int) -> str:
    """About 180 characters, different for every voice."""
    turn = number % len(WORDS)
    return f"{number} " + " ".join(WORDS[turn:] + WORDS[:turn])


def filled() -> tuple[Process, User]:
    process = Process.objects.create(name="Medición")
    opened = keyring.create(FOLDER, process.pk, pseudonym="Ceiba", passphrase=PASSPHRASE)
    user = User.objects.create_user("Ceiba")
    Membership.objects.create(user=user, process=process, role=Role.COORDINATOR)
    place = Territory.objects.create(process=process, key="centro", name="Centro")
    encounter = Encounter.objects.create(process=process, territory=place, key="E", kind="workshop", status="held")
    voices = [Voice(process=process, encounter=encounter, territory=place, key=f"{number:06}", text=said(number))
              for number in range(VOICES)]
    with transaction.atomic():
        opened.make_keys(voice.pk for voice in voices)
        Voice.objects.bulk_create(voices, batch_size=2000)
    return process, user


def once(do: Callable[[], object]) -> float:
    start = time.perf_counter()
    do()
    return (time.perf_counter() - start) * 1000


def median(do: Callable[[], object], repeats: int = REPEATS) -> float:
    return statistics.median(once(do) for _ in range(repeats))


def listed(process: Process, *, opened: bool) -> int:
    rows = Voice.objects.filter(process=process).order_by("key")[:LISTED]
    return sum(len(row.text if opened else row.key) for row in rows)


def words_of(process: Process) -> Iterator[tuple[str, uuid.UUID, str]]:
    for row_id, (text,) in opened_words(Voice, process.pk, ["text"]):
        yield "voice", row_id, text


def memory_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 2**20


def renewed(process: Process) -> None:
    with transaction.atomic():
        renew_key(process.pk, without="nadie")


def opened_again(process: Process) -> None:
    keyring.lock(process.pk)
    keyring.unlock(FOLDER, process.pk, passphrase=PASSPHRASE)


def main() -> None:
    key, binding, words = new_key(), bound_to(uuid.uuid4(), uuid.uuid4(), "voz"), said(1).encode()
    envelope = seal(key, words, binding)
    rows = [("seal one voice of 180 characters", median(lambda: seal(key, words, binding), 5000)),
            ("open one", median(lambda: unseal(key, envelope, binding), 5000))]
    process, user = filled()
    plain = median(lambda: listed(process, opened=False))
    rows.append((f"list of {LISTED}, nothing sealed read", plain))
    rows.append(("unlock (Argon2id, key file read)", once(lambda: opened_again(process))))
    rows.append((f"list of {LISTED}, words read, keys just unlocked", once(lambda: listed(process, opened=True))))
    warm = median(lambda: listed(process, opened=True))
    rows.append((f"list of {LISTED}, words read", warm))
    rows.append((f"**sealing adds to a list of {LISTED}** (bar: 20)", warm - plain))
    before = memory_mb()
    rows.append((f"index of {VOICES:,} voices, opened and indexed", once(lambda: build_index(process.pk,
                                                                                             words_of(process)))))
    grown = memory_mb() - before
    rows.append((f"one more voice among {VOICES:,} (key file rewritten)",
                 median(lambda: keyring.of(process.pk).make_keys([uuid.uuid4()]), 5)))
    rows.append(("renew the process key", once(lambda: renewed(process))))
    rows.append(("backup", once(lambda: back_up(actor=user, process=process, archive=FOLDER / "a.tequio"))))
    print("| what | ms |\n|---|---|")
    for what, took in rows:
        print(f"| {what} | {took:,.3f} |")
    keys, archive = (path.stat().st_size / 1e6 for path in (keyring.of(process.pk).path, FOLDER / "a.tequio"))
    keys, archive = (path.stat().st_size / 1e6 for path in (keyring.of(process.pk).path, FOLDER / "a.tequio"))
    print(f"\nThe index and the opened keys took {grown:.0f} MB; key file {keys:.1f} MB, archive {archive:.1f} MB.")


main()
