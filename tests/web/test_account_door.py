"""Accounts without a key: they enter with a password, vault open or closed, and see what their role may."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.conftest import PASSPHRASE
from tests.web.conftest import OWN, WORDS, with_password

from tequio.agendas.models import Agenda, Item
from tequio.followup.models import Response
from tequio.foundation.accounts.models import Membership, Role, User
from tequio.foundation.audit.actions import append
from tequio.foundation.audit.models import Entry
from tequio.foundation.places.models import Institution, Process
from tequio.foundation.vault.keyring import keyring
from tequio.foundation.vault.team import set_password
from tequio.web.entrance import account


def entered(client: Client, official: User) -> Client:
    set_password(official, OWN, given=False)
    answer = with_password(client, OWN, official.pseudonym)
    assert answer.status_code == 302
    return client


def test_given_words_open_once_and_are_changed(client: Client, process: Process, official: User) -> None:
    answer = with_password(client, "  Abaco CASA lento rio mesa util ")
    assert answer.url == reverse("enter_password")
    assert client.get(reverse("home", args=[process.pk])).url == reverse("enter")
    for bad in ("corta", WORDS, "jacaranda jacaranda"):
        again = client.post(reverse("enter_password"), {"password": bad, "again": bad})
        assert "no sirve" in again.content.decode()
    client.post(reverse("enter_password"), {"password": OWN, "again": OWN})
    assert client.get("/").url == reverse("home", args=[process.pk])
    other = Client()
    assert with_password(other, WORDS).status_code == 200
    assert with_password(other, OWN).status_code == 302


def test_it_works_while_the_vault_is_closed(client: Client, process: Process, official: User) -> None:
    entered(client, official)
    keyring.lock(process.pk)
    assert client.get("/", follow=True).redirect_chain[-1][0] == reverse("home", args=[process.pk])
    page = client.get(reverse("home", args=[process.pk]))
    assert page.status_code == 200
    assert not keyring.is_open(process.pk)


def test_home_shows_only_what_opens(client: Client, process: Process, official: User) -> None:
    page = entered(client, official).get(reverse("home", args=[process.pk])).content.decode()
    assert reverse("answers", args=[process.pk]) in page
    assert "menos de 10" in page
    for closed in ("listening:index", "protection:index", "agendas:index", "search", "audit", "people", "custody"):
        address = reverse(closed, args=[process.pk])
        assert f'href="{address}"' not in page
        assert client.get(address).status_code == 404


def test_an_official_sees_what_was_asked_of_their_institution(
        client: Client, process: Process, official: User, institution: Institution) -> None:
    other = Institution.objects.create(process=process, key="salud", name="Salud", sphere="state")
    agenda = Agenda.objects.create(process=process, title="Agenda de Prueba")
    item = Item.objects.create(process=process, agenda=agenda, number=7, key="I7", text="Dijo Zaritem que así fue")
    for key, asked in (("R1", institution), ("R2", other)):
        Response.objects.create(process=process, item=item, institution=asked, key=key, kind="silent", day="2026-03-02")
    page = entered(client, official).get(reverse("answers", args=[process.pk])).content.decode()
    assert "Agenda de Prueba, punto 7" in page
    assert "Sin respuesta" in page
    assert "Obras Públicas" in page
    assert "Salud" not in page
    assert "Zaritem" not in page


@pytest.mark.parametrize(("role", "opens", "closed"), [
    (Role.AUDITOR, {"audit"}, {"answers", "custody", "people"}),
    (Role.TRUSTEE, {"audit", "custody"}, {"answers", "people"}),
    (Role.COORDINATOR, {"audit", "people"}, {"answers", "custody"})])
def test_each_role_has_its_pages(
        client: Client, process: Process, role: Role, opens: set[str], closed: set[str]) -> None:
    user = User.objects.create_user("Ahuehuete", process=process)
    Membership.objects.create(user=user, process=process, role=role)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(reverse("home", args=[process.pk])).content.decode()
    for name in opens | closed:
        address = reverse(name, args=[process.pk])
        assert (f'href="{address}"' in page) == (name in opens), name
        assert client.get(address).status_code == (200 if name in opens else 404), name


def test_the_record_says_in_words_whether_it_was_altered(client: Client, process: Process, coordination: User) -> None:
    client.force_login(coordination, backend="django.contrib.auth.backends.ModelBackend")
    append(process_id=process.pk, actor="Coordinación", verb="withdraw", on=process, count=2)
    append(process_id=process.pk, actor="Coordinación", verb="release", on=process, count=1)
    page = client.get(reverse("audit", args=[process.pk])).content.decode()
    assert "Íntegro" in page
    assert "retiró lo que alguien dijo" in page
    Entry.objects.filter(sequence=1).update(actor="Nadie")
    assert "A partir del asiento 1" in client.get(reverse("audit", args=[process.pk])).content.decode()


def test_wrong_and_unknown_answer_alike_and_are_slowed(
        client: Client, process: Process, official: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(account.accounts.line, "pause", 0)
    said = [with_password(client, "no es", name).content.decode() for name in ("Jacaranda", "Nadie")]
    bare = [page.replace("Jacaranda", "").replace("Nadie", "").split("csrfmiddlewaretoken")[0] for page in said]
    assert bare[0] == bare[1]
    assert "no es" not in said[0].split("<form")[1].split("label")[0]
    for _ in range(account.accounts.most):
        with_password(client, "no es")
    assert "Demasiados intentos" in with_password(client, "tampoco").content.decode()
    assert with_password(client, "no", "Otra").status_code == 200
    assert all(isinstance(name, bytes) for name in account.accounts._failures)


def test_whoever_holds_a_key_enters_with_nothing_less(client: Client, process: Process, coordination: User) -> None:
    set_password(coordination, OWN, given=False)
    assert "no se entra" in with_password(client, OWN, "Coordinación").content.decode()
    assert client.post(reverse("enter"), {"passphrase": PASSPHRASE}).status_code == 302


def test_leaving_without_a_key_closes_nobodys_vault(client: Client, process: Process, official: User) -> None:
    entered(client, official).post(reverse("lock"))
    assert keyring.is_open(process.pk)
    assert client.get(reverse("home", args=[process.pk])).url == reverse("enter")


def test_the_coordination_makes_accounts_and_new_words(
        client: Client, process: Process, coordination: User, institution: Institution) -> None:
    client.force_login(coordination, backend="django.contrib.auth.backends.ModelBackend")
    address = reverse("people", args=[process.pk])
    wrong = client.post(address, {"pseudonym": "Mezquite", "role": "official", "institution": ""})
    assert "institución" in wrong.content.decode()
    made = client.post(address, {"pseudonym": "Mezquite", "role": "official", "institution": institution.pk})
    words = made.content.decode().split("<strong>")[1].split("</strong>")[0]
    assert len(words.split()) == 6
    user = User.objects.get(pseudonym="Mezquite")
    assert user.password_is_given
    assert user.memberships.get().institution == institution
    assert with_password(Client(), words, "Mezquite").url == reverse("enter_password")
    anew = client.post(reverse("people_words", args=[process.pk]), {"pseudonym": "Mezquite"})
    assert anew.status_code == 200
    assert with_password(Client(), words, "Mezquite").status_code == 200
    refused = client.post(reverse("people_words", args=[process.pk]), {"pseudonym": "Coordinación"})
    assert refused.status_code == 400
    assert [row.verb for row in Entry.objects.order_by("sequence")] == ["manage_people", "give_password"]
