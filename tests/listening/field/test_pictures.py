"""Drawings are encoded anew: of more than sixty pictures that lie, nothing runs and only what is seen is left."""

import io
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from PIL import Image

from tequio.foundation.accounts.models import User
from tequio.foundation.errors import TequioError
from tequio.foundation.vault import keyfile
from tequio.foundation.vault.keyring import OpenProcess
from tequio.listening.entry import drawings
from tequio.listening.entry.pictures import LONGEST_SIDE, cleaned
from tequio.listening.models import Encounter, Picture
from tests.listening.field.hostile_pictures import CANARY, picture, refused, with_metadata

KEPT, REFUSED = with_metadata(), refused()
MARKERS = (b"Exif", b"http://ns.adobe.com", b"ICC_PROFILE", b"Photoshop", b"<svg", b"<script", b"<?php", b"PK\x03\x04",
           CANARY)


def test_there_are_more_than_sixty() -> None:
    assert len(KEPT) + len(REFUSED) >= 60


@pytest.mark.attack
@pytest.mark.parametrize("name", KEPT)
def test_only_the_picture_survives(name: str) -> None:
    made = cleaned(KEPT[name])
    assert [mark for mark in MARKERS if mark in made.data] == []
    with Image.open(io.BytesIO(made.data)) as image:
        image.load()
        assert image.format == "JPEG"
        assert image.mode == "RGB"
        assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        assert not image.getexif()
        assert max(image.size) <= LONGEST_SIDE
    assert made.data.endswith(b"\xff\xd9")


@pytest.mark.attack
@pytest.mark.parametrize("name", REFUSED)
def test_the_others_are_refused_with_a_code(name: str) -> None:
    data, expected = REFUSED[name]
    try:
        made = cleaned(data)
    except TequioError as fault:
        assert fault.problem.code.startswith(expected.removeprefix("ok or "))
        assert "Zarcanario" not in str(fault)
    else:
        assert expected.startswith("ok or ")
        assert CANARY not in made.data


def test_a_picture_taken_sideways_stands_upright() -> None:
    made = cleaned(KEPT["foto.jpg"])
    assert (made.width, made.height) == (32, 48)


def test_what_is_seen_stays_the_same() -> None:
    out = io.BytesIO()
    Image.new("RGB", (40, 40), (200, 30, 40)).save(out, "PNG")
    with Image.open(io.BytesIO(cleaned(out.getvalue()).data)) as image:
        red, green, blue = image.getpixel((20, 20))  # type: ignore[misc]
    assert abs(red - 200) + abs(green - 30) + abs(blue - 40) < 12


@pytest.fixture
def browser(client: Client, team: User, enter: Callable[[Client, User], Client]) -> Client:
    return enter(client, team)


def upload(browser: Client, row: Encounter, name: str, data: bytes, kind: str = "image/png") -> object:
    # The name goes as the browser of an attacker would send it, unshortened.
    file = SimpleUploadedFile("x.png", data, kind)
    file.__dict__["_name"] = name
    return browser.post(reverse("listening:upload_picture", args=[row.process_id, row.pk]),
                        {"picture": file, "caption": "Mapa Zarcaption", "group": "mujeres"})


@pytest.mark.attack
@pytest.mark.django_db
def test_hostile_uploads_end_in_coded_pages_and_leave_nothing(browser: Client, held: Encounter) -> None:
    for name, (data, expected) in REFUSED.items():
        if expected.startswith("ok"):
            continue
        answer = upload(browser, held, name, data, "image/svg+xml")
        assert answer.status_code == 400, name  # type: ignore[attr-defined]
        body = answer.content.decode()  # type: ignore[attr-defined]
        assert "TQ-47" in body, name
        assert "Zarcanario" not in body
    assert not Picture.objects.exists()


@pytest.mark.attack
@pytest.mark.django_db
@pytest.mark.parametrize("name", [
    "../../../etc/passwd", "C:\\x\\y.png", "a\0b.png", "<img src=x>.jpg", "Zarnombre.jpg"])
def test_names_of_files_are_kept_nowhere(browser: Client, held: Encounter, name: str) -> None:
    assert upload(browser, held, name, KEPT["foto.jpg"]).status_code == 302  # type: ignore[attr-defined]
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM listening_picture")
        cells = [bytes(cell) if isinstance(cell, bytes | memoryview) else str(cell).encode()
                 for cell in cursor.fetchone()]
    assert not any(b"Zarnombre" in cell or b"Zarcaption" in cell or b"passwd" in cell or b"JFIF" in cell
                   for cell in cells)
    page = browser.get(reverse("listening:pictures", args=[held.process_id, held.pk])).content.decode()
    assert "Mapa Zarcaption" in page
    assert "<img src=x>" not in page
    assert "passwd" not in page


@pytest.mark.django_db
def test_a_picture_is_served_as_a_picture_and_to_the_team_only(
        browser: Client, held: Encounter, team: User, cast: dict[str, User],
        enter: Callable[[Client, User], Client]) -> None:
    kept = drawings.keep_picture(actor=team, encounter=held, data=picture("PNG"), group=None, caption="")
    address = reverse("listening:picture", args=[held.process_id, held.pk, kept.pk])
    answer = browser.get(address)
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "no-store"
    assert answer.content.startswith(b"\xff\xd8\xff")
    for role in ("official", "auditor", "trustee", "stranger"):
        assert enter(Client(), cast[role]).get(address).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_a_destroyed_picture_leaves_no_key(held: Encounter, team: User, opened: OpenProcess) -> None:
    kept = drawings.keep_picture(actor=team, encounter=held, data=picture("PNG"), group=None, caption="")
    key = kept.pk
    drawings.drop_picture(actor=team, picture=kept)
    assert not Picture.objects.exists()
    assert key not in keyfile.read(opened.path).wrapped


@pytest.mark.django_db
def test_destroying_a_picture_asks_first(browser: Client, held: Encounter, team: User) -> None:
    kept = drawings.keep_picture(actor=team, encounter=held, data=picture("PNG"), group=None, caption="El camino")
    listed = reverse("listening:pictures", args=[held.process_id, held.pk])
    address = reverse("listening:drop_picture", args=[held.process_id, held.pk, kept.pk])
    page = browser.get(listed).content.decode()
    assert f'href="{address}"' in page and f'action="{address}"' not in page
    assert "¿Destruir este dibujo?" in browser.get(address).content.decode() and Picture.objects.exists()
    assert browser.post(address)["Location"] == listed
    assert not Picture.objects.exists()


@pytest.mark.django_db
def test_a_body_that_announces_too_much_is_never_taken_in(browser: Client, held: Encounter) -> None:
    for megabytes, status, code in ((13, 400, "TQ-471"), (17, 413, "TQ-437")):
        answer = upload(browser, held, "x.jpg", b"\xff\xd8\xff" + bytes(megabytes * 1024 * 1024))
        assert answer.status_code == status  # type: ignore[attr-defined]
        assert code in answer.content.decode()  # type: ignore[attr-defined]
