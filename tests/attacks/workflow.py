"""Works through a built process as a team does, and provokes errors. Run as `python workflow.py FOLDER PAGES`.

The process is full of canaries. Pages that show words to the team are thrown away, also a form that comes back
with what was typed into it. Error pages are written to PAGES. At the end the vault is locked.
"""

import sys
from pathlib import Path

from tequio.chain.django_home import close_home, open_home

FOLDER, PAGES = Path(sys.argv[1]), Path(sys.argv[2])
PASSPHRASE = "una frase de prueba"
open_home(FOLDER)

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402
from django.urls import reverse  # noqa: E402

from tequio.foundation.accounts.models import User  # noqa: E402
from tequio.foundation.places.models import Process  # noqa: E402
from tequio.foundation.vault.keyring import keyring  # noqa: E402
from tequio.listening.models import Spelling, Voice  # noqa: E402
from tequio.protection.models import ReviewStatus, TextReading  # noqa: E402
from tequio.protection.reading.entering import enter_texts  # noqa: E402
from tequio.protection.reading.text_actions import approve_text  # noqa: E402
from tequio.protection.withdrawing.actions import withdraw_voice  # noqa: E402
from tests.attacks.asking import addresses, filled, things  # noqa: E402
from tests.attacks.canaries_desk import seed_desk  # noqa: E402
from tests.attacks.canaries_field import seed_field_work, sing  # noqa: E402
from tests.attacks.canaries_proposals import seed_proposals  # noqa: E402
from tests.attacks.canaries_reading import seed_reading  # noqa: E402
from tests.attacks.canaries_room import seed_room  # noqa: E402
from tests.attacks.fields import FIELDS  # noqa: E402
from tests.attacks.test_matrix import FITTING, OPEN  # noqa: E402

SAID = sing("dicho en un formulario")
# Asking everybody for a second factor would shut this browser out of the rest.
SHUTS = {"people_demand"}
NOTHING_THERE = 404
ERRORS = {"problem.html", "400.html", "403.html", "403_csrf.html", "404.html", "500.html"}


def main() -> None:
    setup_test_environment()
    process = Process.objects.get()
    keyring.unlock(FOLDER, process.pk, passphrase=PASSPHRASE)
    actor = User.objects.get(pseudonym="Coordinación")
    seed_field_work(process, actor)
    seed_reading(process, actor)
    seed_desk(process, actor)
    seed_room(process)
    seed_proposals(process, actor)
    # Drafts list on purpose how places were written, as they were written.
    Spelling.objects.all().delete()
    browser = Client(raise_request_exception=False, HTTP_HOST="127.0.0.1")
    browser.force_login(actor, backend="django.contrib.auth.backends.ModelBackend")
    counted = {"shown": 0, "refused": 0, "sung": 0}
    browser.get(reverse("search", args=[process.pk]), {"q": "Zarvoicestext"})
    rows = things(process, 1)
    for name, converters in addresses(OPEN):
        # What was posted to the page before may have ended the session.
        browser.force_login(actor, backend="django.contrib.auth.backends.ModelBackend")
        for thing in rows if converters.keys() - {"process_id"} else rows[:1]:
            arguments = filled(converters, process.pk, thing, FITTING)
            if arguments is not None:
                status = ask(browser, "get", reverse(name, kwargs=arguments), counted)
                # Where there is nothing to see there is nothing to say either: tests/attacks/test_matrix.py asks that.
                if name not in SHUTS and status != NOTHING_THERE:
                    ask(browser, "post", reverse(name, kwargs=arguments), counted)
    ask(browser, "get", f"/{SAID}/", counted)
    withdraw_voice(actor=actor, voice=Voice.objects.order_by("key").first())
    read_by_two(process, actor)
    browser.post(reverse("lock"))
    keyring.lock(process.pk)
    ask(browser, "get", reverse("home", args=[process.pk]), counted)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("CHECKPOINT")
    close_home()
    print(counted)


def read_by_two(process: Process, actor: User) -> None:
    """What is published afterwards was read, as a team reads it."""
    enter_texts(actor=actor, process=process)
    second = User.objects.get(pseudonym="Tecolote")
    for row in TextReading.objects.filter(process=process).select_related("process"):
        row.refresh_from_db()
        if row.status == ReviewStatus.MACHINE:
            for reader in (actor, second):
                approve_text(actor=reader, reading=row, as_seen=row.mark)


def ask(browser: Client, how: str, path: str, counted: dict[str, int]) -> int:
    """The status of the answer; an error page is kept to be looked through."""
    answer = getattr(browser, how)(path, dict.fromkeys(FIELDS, SAID) if how == "post" else {})
    held = b"".join(answer.streaming_content) if answer.streaming else answer.content
    counted["sung"] += b"Zar" in held
    counted["shown" if answer.status_code < 400 else "refused"] += 1
    if ERRORS & {template.name for template in answer.templates}:
        (PAGES / f"{counted['refused']}.html").write_bytes(held)
    if not keyring.is_open(Process.objects.values_list("pk", flat=True)[0]) and "lock" not in path:
        keyring.unlock(FOLDER, Process.objects.get().pk, passphrase=PASSPHRASE)
    return answer.status_code


main()
