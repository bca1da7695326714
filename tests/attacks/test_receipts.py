"""Guessing the words of a slip: what the throttle lets through, what the lookup answers, what stays of the guesser."""

import secrets
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from mnemonic import Mnemonic

from tequio.foundation.accounts.models import User
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Process
from tequio.listening.models import Voice
from tequio.protection.models import Receipt, Review
from tequio.protection.receipts import actions
from tequio.protection.receipts.actions import Slip, bind_slip, look_up, make_slips
from tequio.protection.receipts.codes import NEVER_PRINTED, canonical, new_code, new_number, read_number
from tequio.protection.receipts.throttle import BURST, EVERY, Bucket, Line, line, tries
from tests.attacks.canaries import canary
from tests.protection.conftest import encounter, fresh_bucket, readers, say

__all__ = ["encounter", "fresh_bucket", "readers", "say"]
pytestmark = pytest.mark.attack
SLIPS, GUESSES, TEN_MINUTES = 24, 100_000, 600
WORDS = Mnemonic("spanish").wordlist


@pytest.fixture
def cheap(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Hashing replaced by a counter: the same words give the same digest, and each call is written down."""
    calls: list[str] = []

    def counted(words: str, salt: str) -> str:
        calls.append(words)
        return f"{salt}:{words}"[:64]

    monkeypatch.setattr(actions, "hashed", counted)
    return calls


@pytest.fixture
def slips(cheap: list[str], process: Process, readers: list[User], say: Callable[[str], Voice]) -> list[Slip]:
    """A sheet whose slips all cover the same voice, which sings."""
    voice = say(f"Dijo {canary('voices', 'text')} que así fue")
    made = make_slips(actor=readers[0], process=process, count=SLIPS)
    for slip in made:
        bind_slip(actor=readers[0], process=process, number=slip.number, voice=voice)
    cheap.clear()
    return made


def guess() -> str:
    return " ".join(secrets.choice(WORDS) for _ in range(6))


@pytest.mark.django_db
def test_a_hundred_thousand_guesses_hit_nothing(
        slips: list[Slip], cheap: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A thousand through the whole lookup; the others hashed one by one and compared with the table in batches."""
    monkeypatch.setattr(tries, "take", lambda: True)
    hits = sum(look_up(guess()) is not None for _ in range(GUESSES // 100))
    salt = actions._salts()[0]
    digests = [actions.hashed(canonical(guess()), salt) for _ in range(GUESSES - GUESSES // 100)]
    for at in range(0, len(digests), 500):
        hits += Receipt.objects.filter(digest__in=digests[at:at + 500]).count()
    assert (hits, len(cheap)) == (0, GUESSES)
    assert look_up(slips[0].words) is not None


@pytest.mark.django_db
def test_the_throttle_of_ten_minutes_lets_few_through_and_none_hits(
        slips: list[Slip], cheap: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """As many tries as anybody can send in ten simulated minutes; where the line is full none is hashed."""
    now, passed, hits = 0.0, 0, 0
    monkeypatch.setattr(actions, "line", Line(places=0))
    bucket = Bucket(clock=lambda: now)
    monkeypatch.setattr(actions, "tries", bucket)
    while now < TEN_MINUTES:
        try:
            hits += look_up(guess()) is not None
            passed += 1
        except TequioError as fault:
            assert fault.problem.code == "TQ-481"
        now += 0.5
    assert passed == len(cheap) == BURST + int((TEN_MINUTES - 0.5) / EVERY)
    assert hits == 0


@pytest.mark.django_db
def test_one_hash_a_try_whatever_the_number_of_slips(slips: list[Slip], cheap: list[str]) -> None:
    for typed in (guess(), slips[0].words, "una dos", "", "x" * 4000, "' OR 1=1 --"):
        cheap.clear()
        tries.fill()
        look_up(typed[:400])
        assert len(cheap) == 1


@pytest.mark.django_db
def test_nothing_of_the_guesser_is_kept(slips: list[Slip], home: Path, caplog: pytest.LogCaptureFixture,
                                        capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Database, installation folder, logs and output are the same before and after wrong tries."""
    monkeypatch.setattr(line, "pause", 0)
    caplog.set_level("DEBUG", logger="tequio")
    before, files = list(_cells()), _files(home)
    client = Client(HTTP_USER_AGENT="Navegador Zarguess", REMOTE_ADDR="203.0.113.77")
    bodies = set()
    for _ in range(BURST + 4):
        answer = client.post(reverse("receipt"), {"words": guess()})
        bodies.add((answer.status_code, _without_token(answer.content)))
    assert (list(_cells()), _files(home)) == (before, files)
    assert caplog.records == [] and "".join(capfd.readouterr()) == ""
    assert {status for status, _ in bodies} == {200, 429} and len(bodies) == 2
    assert set(client.cookies) == {"csrftoken"}


@pytest.mark.django_db
def test_a_right_code_shows_no_word_and_takes_back_only_when_sure(slips: list[Slip], process: Process) -> None:
    client = Client()
    answer = client.post(reverse("receipt"), {"words": slips[0].words.upper().replace(" ", " , ")})
    page = answer.content.decode()
    assert "Cubre una cosa que dijiste" in page
    assert "Zar" not in page and process.name not in page and "Tequio" not in page
    token = page.split('name="token" value="')[1].split('"')[0]
    client.post(reverse("receipt_use"), {"token": token, "what": "all"})
    assert Voice.objects.exists()
    done = client.post(reverse("receipt_use"), {"token": token, "what": "all", "sure": "1"})
    assert "Ya está" in done.content.decode()
    assert not Voice.objects.exists() and not Review.objects.exists()
    assert set(client.cookies) == {"csrftoken"}


@pytest.mark.django_db
def test_a_permission_goes_and_the_words_stay(slips: list[Slip]) -> None:
    from tequio.listening.models import Use
    from tequio.listening.queries import allowing
    client = Client()
    page = client.post(reverse("receipt"), {"words": slips[0].words}).content.decode()
    token = page.split('name="token" value="')[1].split('"')[0]
    client.post(reverse("receipt_use"), {"token": token, "what": "some", "uses": ["quote"]})
    process = Process.objects.get()
    assert allowing(process, Use.QUOTE) == set() and len(allowing(process, Use.DIAGNOSIS)) == 1
    assert client.post(reverse("receipt_use"), {"token": f"{token}x", "what": "all", "sure": "1"}).status_code == 200
    assert Voice.objects.exists()


@pytest.mark.django_db
def test_of_the_words_only_a_hash_is_kept(process: Process, readers: list[User]) -> None:
    slip = make_slips(actor=readers[0], process=process, count=1)[0]
    held = b"\n".join(_cells()).decode("utf-8", "replace")
    assert slip.number in held
    said = slip.words.split()
    assert not any(f"{one} {next}" in held for one, next in pairwise(said))
    assert canonical(slip.words) not in held
    found = look_up("  ".join(word[:4] for word in slip.words.split()).upper())
    assert found is not None and found.number == slip.number


def test_codes_hold_enough_and_say_nothing_harsh() -> None:
    drawn = {word for _ in range(400) for word in new_code().split()}
    assert not drawn & NEVER_PRINTED
    assert (2048 - len(NEVER_PRINTED)) ** 6 > 2 ** 65
    for word in WORDS:
        assert canonical(" ".join([word] * 6)) == canonical(" ".join([word[:5].upper()] * 6)) != ""


def test_every_mistyped_digit_of_a_number_shows() -> None:
    number = new_number(set())
    digits = number.replace("-", "")
    assert read_number(f" {digits[:3]} {digits[3:]}") == number
    for place in range(6):
        for digit in "0123456789":
            typed = digits[:place] + digit + digits[place + 1:]
            assert read_number(typed) == (number if typed == digits else None)


def _cells() -> Iterator[bytes]:
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                for cell in row:
                    yield bytes(cell) if isinstance(cell, bytes | memoryview) else str(cell).encode()


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def _without_token(body: bytes) -> bytes:
    """A page without the value against forged requests, which differs every time."""
    return b"".join(part.partition(b'"')[2] if at else part
                    for at, part in enumerate(body.split(b'name="csrfmiddlewaretoken" value="')))
