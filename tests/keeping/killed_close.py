"""Ends a process in children that are killed without warning, again and again, and looks at what they left.

Run as `python killed_close.py BUILT FOLDER ROUNDS SEED LONGEST`; prints one line of JSON. The folder is put back before
each round. After each kill nothing may claim to be done that is not, and the same ending, run again, must finish.
"""

import json
import os
import random
import shutil
import signal
import sqlite3
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tequio.chain.django_home import open_home

BUILT, FOLDER, ROUNDS, SEED, LONGEST = Path(sys.argv[1]), Path(sys.argv[2]), *map(float, sys.argv[3:6])
PASSPHRASE, SECOND = "una frase de prueba", "otra frase distinta"
OUT = FOLDER.with_name("fuera")

shutil.copytree(BUILT, FOLDER)
open_home(FOLDER)

from django.db import connections  # noqa: E402

from tequio.chain.closing import close, journal  # noqa: E402
from tequio.chain.closing.journal import How  # noqa: E402
from tequio.chain.closing.recipient import PSEUDONYM  # noqa: E402
from tequio.foundation.accounts.models import User  # noqa: E402
from tequio.foundation.places.models import Process  # noqa: E402
from tequio.foundation.vault.keyring import keyring  # noqa: E402
from tequio.foundation.vault.people import wrap  # noqa: E402
from tequio.foundation.vault.recovery import make_shares  # noqa: E402


def end(how: How) -> None:
    """As the command does it: what is under way is finished, otherwise it begins."""
    if under_way := journal.under_way(FOLDER):
        close.go_on(FOLDER, under_way[0])
        return
    process = Process.objects.get()
    keyring.unlock(FOLDER, process.pk, passphrase=PASSPHRASE)
    by = close.deciding(User.objects.get(pseudonym="Coordinación"), User.objects.get(pseudonym="Tecolote"), process)
    if how is How.DESTROY:
        close.destroy(by=by, process=process)
    elif how is How.HAND_OVER:
        close.hand_over(by=by, process=process, out=OUT,
                        person=lambda key: wrap(key, pseudonym=PSEUDONYM, passphrase="recibe"))
    else:
        close.archive(by=by, process=process, out=OUT,
                      share_out=lambda opened: make_shares(opened, trustees=3, needed=2)[1]())


def in_a_child(work: Callable[[], None], patience: float | None) -> bool:
    """Whether it came to its end; without `patience` nobody kills it."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            work()
            os._exit(0)
        except BaseException as fault:
            print(repr(fault), file=sys.stderr)
            os._exit(1)
    if patience is not None:
        time.sleep(patience)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return status == 0


def words_left() -> bool:
    """Whether anything that could be read is still here: a key, or rows of voices."""
    if any((FOLDER / "keys").glob("*.keys")) or any((FOLDER / "keys").glob("*.cerrado")):
        return True
    with sqlite3.connect(FOLDER / "tequio.sqlite3") as database:
        return database.execute("SELECT count(*) FROM listening_voice").fetchone() != (0,)


def certified() -> dict[str, object] | None:
    found = next(iter(FOLDER.glob("cierre/*/certificado.json")), None)
    return json.loads(found.read_text("utf-8"))["statement"] if found else None


def put_back() -> None:
    for folder in (FOLDER, OUT, OUT.with_name("fuera.partial")):
        shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(BUILT, FOLDER)


def main() -> None:
    chance = random.Random(int(SEED))
    counted = dict.fromkeys(("rounds", "cut", "lied", "lost", "unfinished", "left"), 0)
    for _ in range(int(ROUNDS)):
        put_back()
        how = chance.choice(list(How))
        counted["cut"] += not in_a_child(lambda how=how: end(how), chance.random() * LONGEST)
        said = certified()
        counted["lied"] += bool(said) and said["how"] != "hand_over" and words_left()
        # Keys may only go once what leaves lies whole on the disk.
        counted["lost"] += how is not How.DESTROY and not any((FOLDER / "keys").glob("*.[kc]e*")) \
            and not (OUT.is_dir() or OUT.with_name("fuera.partial").is_dir())
        done = in_a_child(lambda how=how: end(how), None) if certified() is None or journal.under_way(FOLDER) else True
        counted["unfinished"] += not done or certified() is None
        counted["left"] += how is not How.HAND_OVER and words_left()
        counted["rounds"] += 1
    print(json.dumps(counted))


main()
