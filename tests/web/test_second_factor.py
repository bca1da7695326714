"""Passphrase or password, then the code, and only then a session and open keys. No code works twice."""

import json
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.conftest import PASSPHRASE
from tests.web.conftest import OWN, code_of, secret_on, with_password

from tequio.foundation.accounts.models import User
from tequio.foundation.audit.models import Entry
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Process
from tequio.foundation.vault.keyring import keyring
from tequio.foundation.vault.team import set_password
from tequio.web import entrance
from tequio.web.entrance import factor


@pytest.fixture
def secret(coordination: User) -> str:
    """The coordination has a second factor; the code used to set it up is one of half a minute ago."""
    made = factor.new_secret()
    factor.set_up(coordination, made, code_of(made, -1))
    return made


def test_keys_stay_closed_until_the_code(client: Client, process: Process, secret: str) -> None:
    keyring.lock(process.pk)
    assert client.post(reverse("enter"), {"passphrase": PASSPHRASE}).url == reverse("enter_code")
    assert not keyring.is_open(process.pk)
    assert client.get(reverse("home", args=[process.pk])).url == reverse("enter")
    assert "no sirve" in client.post(reverse("enter_code"), {"code": "000000"}).content.decode()
    assert not keyring.is_open(process.pk)
    now = code_of(secret)
    assert client.post(reverse("enter_code"), {"code": f" {now[:3]} {now[3:]}"}).url == reverse(
        "home", args=[process.pk])
    assert keyring.is_open(process.pk)
    assert client.get(reverse("home", args=[process.pk])).status_code == 200


def test_the_link_of_the_terminal_asks_for_the_code_too(client: Client, process: Process, secret: str) -> None:
    token = entrance.new_link(process.pk, "Coordinación")
    assert client.get(reverse("enter_by_link", args=[token])).url == reverse("enter_code")
    assert client.get("/").url == reverse("enter")


def test_a_code_works_once(client: Client, process: Process, secret: str) -> None:
    now = code_of(secret)
    for expected in (302, 200):
        one = Client()
        one.post(reverse("enter"), {"passphrase": PASSPHRASE})
        assert one.post(reverse("enter_code"), {"code": now}).status_code == expected


def test_codes_on_paper_work_once_each(coordination: User, secret: str) -> None:
    codes = factor.new_codes(coordination)
    assert len(set(codes)) == 10
    factor.prove(coordination, f"{codes[0][:4]} {codes[0][4:]}")
    assert factor.codes_left(coordination) == 9
    with pytest.raises(TequioError):
        factor.prove(coordination, codes[0])


def test_guessing_is_slowed_for_the_account(coordination: User, secret: str) -> None:
    for _ in range(factor.codes.most):
        with pytest.raises(TequioError):
            factor.prove(coordination, "111111")
    with pytest.raises(TequioError) as fault:
        factor.prove(coordination, code_of(secret))
    assert fault.value.problem.code == "TQ-313"


def test_a_process_that_asks_for_it_has_it_set_up_at_the_door(
        client: Client, process: Process, coordination: User) -> None:
    client.force_login(coordination, backend="django.contrib.auth.backends.ModelBackend")
    client.post(reverse("people_demand", args=[process.pk]), {"demanded": "1"})
    keyring.lock(process.pk)
    other = Client()
    assert other.post(reverse("enter"), {"passphrase": PASSPHRASE}).url == reverse("enter_setup")
    page = other.get(reverse("enter_setup")).content.decode()
    assert "<svg" in page
    assert "Coordinación" not in page
    assert not keyring.is_open(process.pk)
    shown = other.post(reverse("enter_setup"), {"code": code_of(secret_on(page))}).content.decode()
    assert shown.count("<code>") == 10
    assert other.post(reverse("enter_setup")).url == reverse("home", args=[process.pk])
    assert keyring.is_open(process.pk)
    assert Entry.objects.get(verb="demand_second_factor").actor == "Coordinación"


def test_an_account_without_a_key_has_it_too(client: Client, process: Process, official: User) -> None:
    set_password(official, OWN, given=False)
    made = factor.new_secret()
    factor.set_up(official, made, code_of(made, -1))
    assert with_password(client, OWN).url == reverse("enter_code")
    assert client.get(reverse("enter_password")).url == reverse("enter")
    assert client.post(reverse("enter_code"), {"code": code_of(made)}).url == reverse("start")


def test_somebody_sets_it_up_changes_codes_and_takes_it_away(
        client: Client, process: Process, coordination: User) -> None:
    client.force_login(coordination, backend="django.contrib.auth.backends.ModelBackend")
    made = secret_on(client.get(reverse("account_setup")).content.decode())
    assert "no sirve" in client.post(reverse("account_setup"), {"code": "123"}).content.decode()
    codes = client.post(reverse("account_setup"), {"code": code_of(made)}).content.decode().split("<code>")[1:]
    paper = [code.split("</code>")[0] for code in codes]
    assert client.get(reverse("account_setup")).url == reverse("account_prove")
    new = client.post(f"{reverse('account_prove')}?para=codigos", {"code": paper[0]}).content.decode()
    assert new.count("<code>") == 10
    assert paper[1] not in new
    Process.objects.update(second_factor=True)
    fresh = new.split("<code>")[1].split("</code>")[0]
    refused = client.post(f"{reverse('account_prove')}?para=quitar", {"code": fresh})
    assert refused.status_code == 400 and "TQ-317" in refused.content.decode()
    Process.objects.update(second_factor=False)
    fresh = new.split("<code>")[2].split("</code>")[0]
    client.post(f"{reverse('account_prove')}?para=quitar", {"code": fresh})
    assert not factor.has_factor(coordination)


def test_the_coordination_takes_a_lost_one_away(client: Client, process: Process, official: User,
                                                coordination: User) -> None:
    made = factor.new_secret()
    factor.set_up(official, made, code_of(made))
    client.force_login(coordination, backend="django.contrib.auth.backends.ModelBackend")
    client.post(reverse("people_reset", args=[process.pk]), {"pseudonym": "Jacaranda"})
    assert not factor.has_factor(official)
    assert Entry.objects.get(verb="reset_second_factor").actor == "Coordinación"
    assert client.post(reverse("people_reset", args=[process.pk]), {"pseudonym": "Nadie"}).status_code == 400


def test_no_secret_lies_readable_and_another_installation_reads_none(
        coordination: User, secret: str, settings: object) -> None:
    kept = json.dumps(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in kept
    settings.SECRET_KEY = "otra"  # type: ignore[attr-defined]
    with pytest.raises(TequioError) as fault:
        factor.prove(coordination, code_of(secret))
    assert fault.value.problem.code == "TQ-318"


def test_of_time_only_the_day_is_kept(coordination: User, secret: str, client: Client) -> None:
    """The one table with room for a time of day: its values hold none, also after it was used."""
    client.post(reverse("enter"), {"passphrase": PASSPHRASE})
    client.post(reverse("enter_code"), {"code": code_of(secret)})
    factor.prove(coordination, factor.new_codes(coordination)[0])
    rows = list(Authenticator.objects.all())
    assert len(rows) == 2
    for row in rows:
        assert row.last_used_at is None
        local = timezone.localtime(row.created_at)
        assert (local.hour, local.minute, local.second, local.microsecond) == (0, 0, 0, 0)
        assert set(row.data) <= {"secret", "seed", "used_mask"}


@pytest.mark.django_db
def test_no_other_table_has_room_for_a_time_of_day_an_address_or_a_browser() -> None:
    """Every column of the database itself, whoever made the table."""
    allowed = {("mfa_authenticator", "created_at"), ("mfa_authenticator", "last_used_at"),
               # When a migration ran on this machine: written by Django before anybody has an account.
               ("django_migrations", "applied"),
               # Where the machine of a room is found, chosen by the team; never anybody's who visits it.
               ("deliberation_room", "address")}
    found = set()
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        for table in tables:
            for column in connection.introspection.get_table_description(cursor, table):
                kind = str(connection.introspection.get_field_type(column.type_code, column))
                suspicious = any(word in column.name for word in ("email", "agent", "_ip", "ip_", "address", "expire"))
                if kind in ("DateTimeField", "TimeField", "GenericIPAddressField") or suspicious:
                    found.add((table, column.name))
    assert found <= allowed
    assert not {"django_session", "account_emailaddress", "account_emailconfirmation"} & set(tables)


def test_nothing_is_logged_or_written_by_a_failed_entrance(
        client: Client, home: Path, process: Process, secret: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    before = {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
    seen = Client(HTTP_USER_AGENT="Navegador Zarguess", REMOTE_ADDR="203.0.113.77")
    seen.post(reverse("enter"), {"passphrase": PASSPHRASE})
    seen.post(reverse("enter_code"), {"code": "000000"})
    assert {path: path.read_bytes() for path in home.rglob("*") if path.is_file()} == before
    assert not any("Zarguess" in record.getMessage() or "203.0.113" in record.getMessage() for record in caplog.records)
