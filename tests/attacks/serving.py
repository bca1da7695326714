"""A small process that is served in a program of its own: `python serving.py FOLDER`; the passphrase comes on stdin.

The passphrase is read, the vault opened as `serve` does, and `voices` sentences are entered first.
"""

import signal
import sys
from pathlib import Path

from tequio.chain.django_home import open_home
from tequio.cli.memory import keep_in_memory

FOLDER, VOICES = Path(sys.argv[1]), 20
SENTENCE = "La canoa de Zarcilda número {} no volvió del estero"


def fill(passphrase: str) -> None:
    from tequio.foundation.accounts.models import Membership, Role, User
    from tequio.foundation.places.models import Process, Territory
    from tequio.foundation.vault.keyring import keyring
    from tequio.listening.actions import record_voices
    from tequio.listening.models import Encounter, Voice
    process = Process.objects.create(name="Prueba")
    keyring.create(FOLDER, process.pk, pseudonym="Ceiba", passphrase=passphrase)
    user = User.objects.create_user("Ceiba", process=process)
    for role in (Role.FACILITATOR, Role.COORDINATOR, Role.PROTECTOR, Role.ANALYST):
        Membership.objects.create(user=user, process=process, role=role)
    place = Territory.objects.create(process=process, key="centro", name="Centro")
    encounter = Encounter.objects.create(process=process, territory=place, key="E", kind="workshop", status="held")
    record_voices(actor=user, encounter=encounter, voices=[
        Voice(process=process, encounter=encounter, territory=place, key=f"V{number}", text=SENTENCE.format(number))
        for number in range(VOICES)])
    keyring.lock(process.pk)


def main() -> None:
    passphrase = sys.stdin.readline().strip()
    if not FOLDER.exists():
        FOLDER.mkdir(parents=True)
        open_home(FOLDER)
        fill(passphrase)
        return
    # In the background a shell lets programs ignore it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    keep_in_memory()
    open_home(FOLDER)
    from tequio.cli.serve import serve, unlocked
    process_id, pseudonym = unlocked(FOLDER, passphrase)
    del passphrase
    serve(process_id, pseudonym, port=0, browser=True)


if __name__ == "__main__":
    main()
