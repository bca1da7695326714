"""Whoever listens between a browser, the server and its database: no cookie and no row goes in the clear unasked."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from tequio.web.environment import behind_tls, database
from tequio.web.phones import application

pytestmark = pytest.mark.attack
ROOT = Path(__file__).parents[2]
SAYS = """
import json
from tequio.web import settings
print(json.dumps([settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE, settings.LANGUAGE_COOKIE_SECURE,
                  settings.SECURE_HSTS_SECONDS]))
"""


def settings_with(**said: str) -> list[object]:
    names = ("TEQUIO_HOSTS", "TEQUIO_TLS", "DATABASE_URL")
    environment = {name: value for name, value in os.environ.items() if name not in names}
    found = subprocess.run([sys.executable, "-P", "-c", SAYS], check=True, capture_output=True, text=True, timeout=60,
                           env=environment | {"PYTHONPATH": str(ROOT / "src")} | said)
    return list(json.loads(found.stdout))


def test_under_a_name_of_its_own_every_cookie_needs_tls() -> None:
    assert settings_with(TEQUIO_HOSTS="equipo.example") == [True, True, True, 365 * 24 * 3600]
    assert settings_with() == [False, False, False, 0]
    assert settings_with(TEQUIO_HOSTS="equipo.example", TEQUIO_TLS="no") == [False, False, False, 0]
    assert settings_with(TEQUIO_TLS="yes")[0] is True


def test_an_unclear_answer_about_tls_starts_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEQUIO_TLS", "perhaps")
    with pytest.raises(ImproperlyConfigured):
        behind_tls()


def test_a_browser_is_told_to_come_back_over_tls(client: Client, db: None, settings: Settings) -> None:
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.SECURE_HSTS_SECONDS = 365 * 24 * 3600
    from django.core.handlers.wsgi import WSGIHandler
    client.handler._middleware_chain = None
    WSGIHandler.load_middleware(client.handler)
    answer = client.get(reverse("enter"), secure=True)
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert answer.cookies and all(one["secure"] for one in answer.cookies.values())


def test_a_phone_keeps_no_trace_of_the_place(settings: Settings) -> None:
    """What is remembered for a year would tell later that a phone was here."""
    from tequio.web import phones

    def everything(environ: dict[str, object], start: object) -> list[bytes]:
        start("200 OK", [("Strict-Transport-Security", "max-age=1"), ("X-A", "b")])  # type: ignore[operator]
        return [b""]

    seen: list[object] = []
    kept, phones.everything = phones.everything, everything  # type: ignore[assignment]
    try:
        path = sorted(phones.SHOWN)[0]
        application({"PATH_INFO": path, "QUERY_STRING": ""}, lambda status, headers, *more: seen.append(headers))
    finally:
        phones.everything = kept
    assert seen == [[("X-A", "b")]]


@pytest.mark.parametrize("mode", ["require", "verify-ca", "verify-full"])
def test_the_way_to_the_database_is_closed_as_asked(mode: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", f"postgresql://t:p@db.example/t?sslmode={mode}&sslrootcert=%2Fetc%2Fca.pem")
    assert database(tmp_path)["OPTIONS"] == {"sslmode": mode, "sslrootcert": "/etc/ca.pem"}


@pytest.mark.parametrize("query", ["sslmode=verify_full", "sslmode=", "ssl=true", "sslmod=require", "sslmode"])
def test_an_option_that_would_not_be_heeded_starts_nothing(
        query: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", f"postgresql://t:p@db.example/t?{query}")
    with pytest.raises((ImproperlyConfigured, ValueError)):
        database(tmp_path)


def test_a_socket_is_still_named_in_the_query(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://t@/t?host=/run/postgresql")
    said = database(tmp_path)
    assert (said["HOST"], said["OPTIONS"]) == ("/run/postgresql", {})
