"""What the browser tests of phones run: `make` a process with a slip, `read` what came, `die` while serving.

`die` kills itself without warning after the first letter is stored and before the phone is answered.
"""

import base64
import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

from tequio.chain.django_home import open_home

FOLDER, PASSPHRASE = Path(sys.argv[2]), "uno dos tres cuatro cinco seis"


def make() -> None:
    FOLDER.mkdir(parents=True)
    open_home(FOLDER)
    from tequio.foundation.accounts.models import Membership, Role, User
    from tequio.foundation.audit.actions import today
    from tequio.foundation.places.models import Group, Process, Territory
    from tequio.foundation.vault.keyring import keyring
    from tequio.listening.capture.inviting import invite
    from tequio.listening.models import Consent, Encounter, Use
    process = Process.objects.create(name="Proceso de prueba")
    keyring.create(FOLDER, process.pk, pseudonym="Ceiba", passphrase=PASSPHRASE)
    user = User.objects.create_user("Ceiba", process=process)
    for role in (Role.FACILITATOR, Role.PROTECTOR, Role.COORDINATOR):
        Membership.objects.create(user=user, process=process, role=role)
    place = Territory.objects.create(process=process, key="centro", name="Centro")
    for order, key in enumerate(("mujeres", "jovenes")):
        Group.objects.create(process=process, key=key, name_es=key.title(), order=order)
    encounter = Encounter.objects.create(process=process, territory=place, key="E1", kind="workshop", status="held")
    for use in Use:
        Consent.objects.create(process=process, encounter=encounter, use=use, granted=True)
    print(json.dumps([invite(actor=user, encounter=encounter, label="", ends=today(), audio=True).fragment
                      for _ in range(2)]))


def read() -> None:
    """Open everything that waits, as JSON: kind, text, group, what was withheld, length of sound, problem."""
    open_home(FOLDER, migrate=False)
    from tequio.foundation.vault.keyring import keyring
    from tequio.listening.capture.opening import waiting_in
    from tequio.listening.models import Encounter
    encounter = Encounter.objects.get()
    keyring.unlock(FOLDER, encounter.process_id, passphrase=PASSPHRASE)
    if sys.argv[3:] == ["sound"]:
        from tequio.listening.capture.sound.opus import cleaned
        clean = [cleaned(b"".join(one.sound)) for one in waiting_in(encounter)]
        print(json.dumps([[one.seconds, base64.b64encode(one.data).decode()] for one in clean]))
        return
    print(json.dumps([{"kind": one.note.kind if one.note else "", "text": one.note.text if one.note else "",
                       "group": one.group.key if one.group else "", "withheld": one.note.withheld if one.note else (),
                       "parts": len(one.sound), "problem": one.problem.code if one.problem else ""}
                      for one in waiting_in(encounter)]))


def die() -> None:
    open_home(FOLDER, migrate=False)
    from wsgiref.simple_server import WSGIRequestHandler, make_server

    from tequio.web.phones import application

    class Silent(WSGIRequestHandler):
        def log_message(self, format: str, *args: Any) -> None:
            pass

    def dying(environ: dict[str, Any], start: Any) -> Any:
        answer = application(environ, start)
        if environ["REQUEST_METHOD"] == "POST":
            os.kill(os.getpid(), signal.SIGKILL)
        return answer

    make_server("127.0.0.1", int(sys.argv[3]), dying, handler_class=Silent).serve_forever()


{"make": make, "read": read, "die": die}[sys.argv[1]]()
