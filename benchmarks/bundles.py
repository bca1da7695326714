"""Size, seconds and memory of a bundle of voices: `PYTHONPATH=src python benchmarks/bundles.py [VOICES]`.

Two machines, an office and one of the field, in two processes of the operating system, as they are in life.
"""

import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tequio.chain.django_home import close_home, open_home

PASSPHRASE = "una frase"
WORDS = """la luz calle noche agua camión escuela mercado nadie siempre miedo vecinas trabajo cerro parada antes después
policía cobran pasan jóvenes madre tarde pagan terreno cancha regresa falta contesta juntas"""


def office(folder: Path, voices: int) -> None:
    open_home(folder)
    from tequio.exchange.cards import card_text, own_card
    from tequio.foundation.accounts.models import Membership, Role, User
    from tequio.foundation.places.models import Group, Process, Territory
    from tequio.foundation.vault.keyring import keyring
    from tequio.listening.actions import plan_encounter, record_voices
    from tequio.listening.models import Encounter, Use, Voice
    process = Process.objects.create(name="Medición")
    keyring.create(folder, process.pk, pseudonym="Ceiba", passphrase=PASSPHRASE)
    user = User.objects.create_user("Ceiba")
    Membership.objects.bulk_create([Membership(user=user, process=process, role=role) for role in Role])
    place = Territory.objects.create(process=process, key="centro", name="Centro")
    group = Group.objects.create(process=process, key="g", name_es="Grupo")
    chance = random.Random(3)
    for number in range(0, voices, 40):
        encounter = Encounter(process=process, territory=place, key=f"E{number}", kind="workshop", status="held")
        plan_encounter(actor=user, encounter=encounter, attendance={group: 20}, allowed={Use.DIAGNOSIS: True})
        record_voices(actor=user, encounter=encounter, voices=[
            Voice(process=process, encounter=encounter, territory=place, group=group, key=f"V{number + one}",
                  text=" ".join(chance.choices(WORDS.split(), k=30))) for one in range(min(40, voices - number))])
    (folder.parent / "oficina.card").write_text(
        card_text(own_card(process.pk, keyring.of(process.pk), folder), folder), encoding="utf-8")
    close_home()


def field(folder: Path) -> None:
    open_home(folder)
    from tequio.exchange.cards import card_text, own_card, read_card
    from tequio.exchange.starting import start_machine
    from tequio.foundation.vault.keyring import keyring
    card = read_card((folder.parent / "oficina.card").read_text(encoding="utf-8"))
    process = start_machine(folder=folder, card=card, pseudonym="Campo", passphrase=PASSPHRASE)
    (folder.parent / "campo.card").write_text(
        card_text(own_card(process.pk, keyring.of(process.pk), folder), folder), encoding="utf-8")
    close_home()


def lend(folder: Path) -> None:
    process, user = _entered(folder)
    from tequio.exchange.actions import lend as lend_to
    from tequio.exchange.cards import read_card
    card = read_card((folder.parent / "campo.card").read_text(encoding="utf-8"))
    before, start = _memory(), time.perf_counter()
    bundle = lend_to(actor=user, process=process, card=card, territories=["centro"], words=True)
    _say("write", start, before, size=len(bundle))
    (folder.parent / "paquete").write_bytes(bundle)


def again(folder: Path) -> None:
    """What the machine of the field has to say when nothing happened there."""
    process, user = _entered(folder)
    from tequio.exchange.actions import send
    from tequio.exchange.models import Machine
    before, start = _memory(), time.perf_counter()
    bundle = send(actor=user, process=process, name=Machine.objects.get().name)
    _say("answer with nothing new", start, before, size=len(bundle))


def take(folder: Path) -> None:
    process, user = _entered(folder)
    from tequio.exchange.taking import take as take_in
    bundle = (folder.parent / "paquete").read_bytes()
    before, start = _memory(), time.perf_counter()
    received = take_in(actor=user, process=process, files=[bundle])[0]
    _say("take", start, before, rows=received.rows)


def _entered(folder: Path):  # type: ignore[no-untyped-def]
    open_home(folder)
    from tequio.web.entrance import by_passphrase
    process_id, user = by_passphrase(folder, PASSPHRASE)
    from tequio.foundation.places.models import Process
    return Process.objects.get(pk=process_id), user


def _memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _say(what: str, start: float, before: int, **figures: int) -> None:
    print(json.dumps({"what": what, "seconds": round(time.perf_counter() - start, 2), "memory_mb": _memory(),
                      "memory_before_mb": before, **figures}))


def main(voices: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        for home in ("oficina", "campo"):
            (Path(name) / home).mkdir()
        for act, home in (("office", "oficina"), ("field", "campo"), ("lend", "oficina"), ("take", "campo"),
                          ("again", "campo")):
            subprocess.run([sys.executable, __file__, act, str(Path(name) / home), str(voices)], check=True,
                           env={key: value for key, value in os.environ.items() if key != "TEQUIO_HOME"})


ACTS = {"field": field, "lend": lend, "take": take, "again": again}
if __name__ == "__main__":
    if len(sys.argv) > 2 and sys.argv[1] == "office":
        office(Path(sys.argv[2]), int(sys.argv[3]))
    elif len(sys.argv) > 2:
        ACTS[sys.argv[1]](Path(sys.argv[2]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
