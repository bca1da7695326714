"""The page of documents: every file with mark and hash, served only by its edition and only while it is unchanged."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tequio.foundation.accounts.models import User
from tequio.foundation.audit.actions import today
from tequio.foundation.places.models import Process
from tequio.publication.models import Edition

pytestmark = pytest.mark.django_db
Enter = Callable[[Client, User], Client]
MARK = "interno, sin revisar / internal, not reviewed"
DATA = b"%PDF-1.7 de prueba"


@pytest.fixture
def folder(process: Process, home: Path) -> Path:
    (home / "documentos").mkdir()
    return home / "documentos"


def edition(process: Process, name: str, **more: object) -> Edition:
    return Edition.objects.create(
        process=process, day=today(), name=name, mark=MARK, sha256=hashlib.sha256(DATA).hexdigest(), **more)


def address(row: Edition, name: str = "") -> str:
    return reverse("publication:download", args=[row.process_id, row.pk, name or row.name])


def test_without_documents_the_page_says_when_they_are_written(
        client: Client, enter: Enter, process: Process, team: User) -> None:
    shown = enter(client, team).get(reverse("publication:index", args=[process.pk])).content.decode()
    assert "Aquí todavía no hay documentos." in shown and "./tequio publish" in shown


def test_a_document_is_listed_with_its_mark_and_hash_and_can_be_kept(
        client: Client, enter: Enter, process: Process, folder: Path, team: User) -> None:
    row = edition(process, "agenda-centro.pdf")
    (folder / row.name).write_bytes(DATA)
    shown = enter(client, team).get(reverse("publication:index", args=[process.pk])).content.decode()
    assert MARK in shown and row.sha256 in shown.replace("<wbr>", "") and address(row) in shown
    answer = client.get(address(row))
    assert answer.content == DATA
    assert answer["Content-Disposition"] == 'attachment; filename="agenda-centro.pdf"'
    assert answer["Cache-Control"] == "private, no-store" and answer["Content-Type"] == "application/pdf"


@pytest.mark.parametrize("who", ["official", "auditor", "trustee", "stranger"])
def test_documents_are_for_the_team(
        client: Client, enter: Enter, process: Process, folder: Path, cast: dict[str, User], who: str) -> None:
    row = edition(process, "agenda-centro.pdf")
    (folder / row.name).write_bytes(DATA)
    browser = enter(client, cast[who])
    assert browser.get(address(row)).status_code == 404
    assert browser.get(reverse("publication:index", args=[process.pk])).status_code == 404


def test_a_file_that_changed_is_not_handed_out(
        client: Client, enter: Enter, process: Process, folder: Path, team: User) -> None:
    row = edition(process, "agenda-centro.pdf")
    (folder / row.name).write_bytes(DATA + b"!")
    answer = enter(client, team).get(address(row))
    assert answer.status_code == 400 and "TQ-832" in answer.content.decode()


def test_a_file_that_is_missing_says_so(
        client: Client, enter: Enter, process: Process, folder: Path, team: User) -> None:
    row = edition(process, "agenda-centro.pdf")
    assert "TQ-831" in enter(client, team).get(address(row)).content.decode()
    assert "No está en esta máquina." in client.get(reverse("publication:index", args=[process.pk])).content.decode()


@pytest.mark.parametrize("name", [
    "../secret.pdf", "..\\secret.pdf", "/etc/hostname.pdf", "secret", "keys", "secret.txt"])
def test_no_name_of_an_edition_leads_out_of_the_folder(
        client: Client, enter: Enter, process: Process, folder: Path, team: User, name: str) -> None:
    for place in (folder, folder.parent):
        (place / "secret.pdf").write_bytes(DATA)
        (place / "secret").write_bytes(DATA)
        (place / "secret.txt").write_bytes(DATA)
    row = edition(process, name)
    here = reverse("publication:download", args=[process.pk, row.pk, "a"])[:-1]
    assert enter(client, team).get(here + name.replace("/", "%2F")).status_code in (400, 404)


def test_a_link_in_the_folder_is_not_followed(
        client: Client, enter: Enter, process: Process, folder: Path, home: Path, team: User) -> None:
    (home / "afuera.pdf").write_bytes(DATA)
    (folder / "agenda-centro.pdf").symlink_to(home / "afuera.pdf")
    assert "TQ-831" in enter(client, team).get(address(edition(process, "agenda-centro.pdf"))).content.decode()


def test_only_the_name_of_the_edition_in_its_process_opens_it(
        client: Client, enter: Enter, process: Process, folder: Path, team: User) -> None:
    row = edition(process, "agenda-centro.pdf")
    (folder / row.name).write_bytes(DATA)
    (folder / "otra.pdf").write_bytes(DATA)
    browser = enter(client, team)
    assert browser.get(address(row, "otra.pdf")).status_code == 404
    assert browser.get(reverse("publication:download", args=[process.pk, uuid4(), row.name])).status_code == 404
    assert browser.get(reverse("publication:download", args=[uuid4(), row.pk, row.name])).status_code == 404


def test_what_was_published_is_listed_and_lies_in_its_site(
        client: Client, enter: Enter, process: Process, folder: Path, team: User) -> None:
    row = edition(process, "agenda-centro.pdf", release_id=uuid4())
    (folder / row.name).write_bytes(DATA)
    shown = enter(client, team).get(reverse("publication:index", args=[process.pk])).content.decode()
    assert "Está en el sitio que se publicó." in shown and address(row) not in shown


def test_open_data_of_a_site_are_listed_without_an_address(
        client: Client, enter: Enter, process: Process, team: User) -> None:
    edition(process, "datos/agenda-centro.csv", release_id=uuid4())
    shown = enter(client, team).get(reverse("publication:index", args=[process.pk]))
    assert shown.status_code == 200 and "CSV" in shown.content.decode()
