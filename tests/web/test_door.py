"""The door: who enters, who does not, and what is left after locking."""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from tests.conftest import PASSPHRASE

from tequio.foundation.accounts.models import User
from tequio.foundation.places.models import Process
from tequio.foundation.vault.keyring import keyring
from tequio.web import entrance


def test_the_passphrase_opens_and_says_who_entered(client: Client, process: Process, coordination: User) -> None:
    keyring.lock(process.pk)
    answer = client.post(reverse("enter"), {"passphrase": PASSPHRASE})
    assert answer.status_code == 302
    assert keyring.is_open(process.pk)
    assert client.get(answer.url).status_code == 200


def test_a_wrong_passphrase_opens_nothing_and_is_not_repeated(client: Client, process: Process) -> None:
    keyring.lock(process.pk)
    answer = client.post(reverse("enter"), {"passphrase": "canario verde"})
    assert answer.status_code == 200
    assert "canario verde" not in answer.content.decode()
    assert not keyring.is_open(process.pk)


def test_where_the_process_was_closed_meanwhile_the_door_says_so(client: Client, process: Process) -> None:
    keyring.lock(process.pk)
    folder = Path(settings.HOME) / "cierre" / str(process.pk)
    folder.mkdir(parents=True)
    (folder / "certificado.json").write_text('{"statement": {"day": "2026-11-22"}}')
    (Path(settings.HOME) / "keys" / f"{process.pk}.keys").unlink()
    text = client.post(reverse("enter"), {"passphrase": PASSPHRASE}).content.decode()
    assert "2026-11-22" in text
    assert "cerrado desde" in text


def test_tries_are_counted_for_the_house_and_nothing_is_kept_of_who_tried(
        client: Client, process: Process, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entrance.passphrases.line, "pause", 0)
    for _ in range(entrance.passphrases.most):
        client.post(reverse("enter"), {"passphrase": "no"})
    answer = client.post(reverse("enter"), {"passphrase": "tampoco"})
    assert "Demasiados intentos" in answer.content.decode()
    kept = entrance.passphrases._failures
    assert all(isinstance(name, bytes) and isinstance(moment, float) for name, all_ in kept.items() for moment in all_)


def test_a_link_enters_once(client: Client, process: Process, coordination: User) -> None:
    token = entrance.new_link(process.pk, "Coordinación")
    assert client.get(reverse("enter_by_link", args=[token])).url == reverse("home", args=[process.pk])
    assert Client().get(reverse("enter_by_link", args=[token])).url == reverse("enter")


def test_locking_forgets_keys_session_and_what_the_browser_kept(
        client: Client, process: Process, coordination: User) -> None:
    client.get(reverse("enter_by_link", args=[entrance.new_link(process.pk, "Coordinación")]))
    answer = client.post(reverse("lock"))
    assert answer.headers["Clear-Site-Data"]
    assert not keyring.is_open(process.pk)
    assert client.get(reverse("home", args=[process.pk])).url == reverse("enter")


def test_no_page_may_be_kept(client: Client, process: Process, coordination: User) -> None:
    client.get(reverse("enter_by_link", args=[entrance.new_link(process.pk, "Coordinación")]))
    answer = client.get(reverse("home", args=[process.pk]))
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert "'self'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(("cookie", "language"), [(None, "es-mx"), ("en", "en"), ("xx", "es-mx")])
def test_pages_are_spanish_until_somebody_chooses(client: Client, db: None, cookie: str | None, language: str) -> None:
    if cookie:
        client.cookies["idioma"] = cookie
    answer = client.get(reverse("enter"), headers={"accept-language": "en-US,en;q=0.9"})
    assert answer.headers["Content-Language"] == language
    assert f'lang="{language}"' in answer.content.decode()
