"""Letters are taken in while the vault is locked: counted, bounded, once each, and nothing is kept of who sent them."""

import base64
import datetime
import hashlib
import secrets
import uuid
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client

from tequio.foundation.accounts.models import User
from tequio.foundation.vault.keyring import keyring
from tequio.listening.capture import inviting, receiving, slips
from tequio.listening.capture.models import Letter, Phone
from tequio.listening.capture.pace import Pace, strangers
from tequio.listening.models import Encounter
from tests.listening.capture.conftest import ADDRESS, Handset

pytestmark = pytest.mark.django_db


def test_a_letter_is_taken_in_while_the_vault_is_locked(handset: Handset) -> None:
    keyring.lock(handset.phone.process_id)
    note = handset.note("Zarcerrado")
    letter = handset.letter(note)
    status, said = handset.send(note, letter)
    assert status == 200
    receipt = base64.b64decode(said["receipt"])
    assert receipt == slips.receipt(slips.receipt_key_of(handset.secret), note.item, hashlib.sha512(letter).hexdigest())
    assert bytes(Letter.objects.get().sealed) == letter


def test_sent_twice_is_one_arrival_with_one_receipt(handset: Handset) -> None:
    note = handset.note("una vez")
    letter = handset.letter(note)
    assert handset.send(note, letter) == handset.send(note, letter)
    assert Letter.objects.count() == 1


def test_the_same_number_with_other_words_changes_nothing(handset: Handset) -> None:
    note = handset.note("la primera")
    first = handset.letter(note)
    handset.send(note, first)
    status, said = handset.send(note)
    assert (status, said["code"]) == (409, "409")
    assert bytes(Letter.objects.get().sealed) == first


def test_nothing_is_kept_of_who_sent_and_no_time(handset: Handset) -> None:
    client = Client(HTTP_USER_AGENT="Teléfono Zar", REMOTE_ADDR="203.0.113.9")
    note = handset.note("algo")
    answer = client.post(ADDRESS, handset.token + note.item.bytes + handset.letter(note),
                         content_type="application/octet-stream")
    assert answer.status_code == 200 and not client.cookies
    columns = {column.name: type(column).__name__ for column in Letter._meta.fields}
    assert set(columns) == {"id", "process", "phone", "item", "sealed", "size", "fingerprint", "state"}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {Letter._meta.db_table}")
        assert b"203.0.113" not in repr(cursor.fetchall()).encode()


def test_of_the_token_only_a_hash_is_kept(handset: Handset) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {Phone._meta.db_table}")
        held = b"".join(bytes(cell) if isinstance(cell, bytes | memoryview) else str(cell).encode()
                        for row in cursor.fetchall() for cell in row)
    for secret in (handset.token, handset.secret):
        assert secret not in held and secret.hex().encode() not in held
    assert len(handset.token) * 8 >= 128


@pytest.mark.parametrize(("change", "code"), [
    ({"revoked": True}, "403"), ({"ends": datetime.date(2020, 1, 1)}, "404"),
    ({"digest": "0" * 128, "name": "0" * 16}, "403")])
def test_a_slip_that_ended_is_refused_in_words_without_our_name(
        handset: Handset, change: dict[str, object], code: str) -> None:
    Phone.objects.update(**change)
    status, said = handset.send(handset.note("tarde"))
    assert (status, said["code"]) == (403, code)
    assert "TQ" not in str(said) and "equio" not in str(said)
    assert "teléfono" in said["remedy"]
    assert not Letter.objects.exists()


@pytest.mark.parametrize("length", [0, 1, 500, receiving.HEAVIEST + 1, receiving.HEAVIEST * 3])
def test_what_is_not_the_size_of_a_note_is_refused(handset: Handset, length: int) -> None:
    status, said = handset.send(handset.note("x"), b"\1" * length)
    assert (status, said["code"]) == (413, "405")


@pytest.mark.parametrize("body", [b"", b"\0", b"\0" * 16, b"\0" * 31])
def test_a_body_that_is_cut_is_refused(db: None, body: bytes) -> None:
    answer = Client().post(ADDRESS, body, content_type="application/octet-stream")
    assert answer.status_code == 403


def test_a_phone_has_room_for_so_many(handset: Handset, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receiving, "MOST_LETTERS", 2)
    assert [handset.send(handset.note("n"))[0] for _ in range(3)] == [200, 200, 403]
    monkeypatch.setattr(receiving, "MOST_LETTERS", 9)
    monkeypatch.setattr(receiving, "MOST_BYTES", 2500)
    assert handset.send(handset.note("n"))[1]["code"] == "406"


def test_guessing_tokens_is_slowed_down_and_a_phone_with_its_slip_is_not(
        handset: Handset, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(strangers, "clock", lambda: 0.0)
    strangers._left.clear()
    body = uuid.uuid4().bytes + uuid.uuid4().bytes + b"\1" * 2000
    found = [Client().post(ADDRESS, body, content_type="application/octet-stream").status_code for _ in range(40)]
    assert set(found[:30]) == {403} and set(found[30:]) == {429}
    assert handset.send(handset.note("sigue"))[0] == 200


def test_the_pace_lets_a_burst_through_and_then_some() -> None:
    now = 0.0
    pace = Pace(burst=3, per_second=1.0, clock=lambda: now)
    assert [pace.take("a") for _ in range(5)] == [True, True, True, False, False]
    assert pace.take("b")
    now = 2.0
    assert [pace.take("a") for _ in range(3)] == [True, True, False]


def test_only_posting_and_only_here(client: Client, handset: Handset) -> None:
    assert client.get(ADDRESS).status_code == 405
    for path in ("/nota/", "/nota/notas.js", "/nota/trabajador.js"):
        assert client.post(path).status_code == 405
        assert client.get(path).headers["Cache-Control"] == "no-store"


def test_a_slip_needs_a_day_soon_and_an_encounter_that_is_open(
        held: Encounter, team: User, give: Callable[..., Handset]) -> None:
    from tequio.foundation.errors import TequioError
    for days in (-1, inviting.LONGEST_DAYS + 1):
        with pytest.raises(TequioError, match="TQ-404"):
            inviting.invite(actor=team, encounter=held, label="",
                            ends=inviting.today() + datetime.timedelta(days=days))
    held.recording = "none"
    with pytest.raises(TequioError, match="TQ-417"):
        give_audio = inviting.invite
        give_audio(actor=team, encounter=held, label="", ends=inviting.today(), audio=True)
    held.closed = True
    with pytest.raises(TequioError, match="TQ-466"):
        inviting.invite(actor=team, encounter=held, label="", ends=inviting.today())


def opened(token: bytes, fresh: bytes) -> tuple[int, dict[str, str]]:
    answer = Client().post("/nota/abre/", token + fresh, content_type="application/octet-stream")
    return answer.status_code, answer.json()


def test_a_link_is_good_for_the_phone_that_opened_it_and_for_nobody_who_finds_it(handset: Handset) -> None:
    fresh = secrets.token_bytes(16)
    token, key = slips.renewed(slips.receipt_key_of(handset.secret), fresh)
    answer = opened(handset.token, fresh)
    assert base64.b64decode(answer[1]["receipt"]) == slips.proof(key, fresh)
    assert opened(handset.token, fresh) == answer
    assert opened(handset.token, secrets.token_bytes(16))[0] == opened(token, fresh)[0] == 403
    assert opened(handset.token, b"")[0] == opened(b"", fresh)[0] == 403
    note = handset.note("con el enlace hallado")
    assert handset.send(note)[0] == 403
    handset.token = token
    assert handset.send(note)[0] == 200
    assert Phone.objects.get().name == handset.name


def test_groups_are_numbers_unless_somebody_wants_their_names(give: Callable[..., Handset]) -> None:
    plain, named = give(), give(named=True, audio=True)
    assert (plain.groups, plain.names, plain.flags) == (2, "", 0)
    assert (named.names, named.flags) == ("Mujeres\nJóvenes", 1)
