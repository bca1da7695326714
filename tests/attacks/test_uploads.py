"""More than four hundred hostile files through the page for files: nothing runs, nothing stays, each ends in words.

Every file goes as far as it gets: handed over, looked at, confirmed. The pictures' own door is tried in
tests/listening/field/test_pictures.py, and here once more with everything that is no picture.
"""

import hashlib
import html
import re
import resource
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse

from tequio.foundation.accounts.models import User
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Process, Territory
from tequio.foundation.vault import keyfile
from tequio.foundation.vault.keyring import OpenProcess
from tequio.listening.bringing.models import Delivery
from tequio.listening.entry.pictures import cleaned
from tequio.listening.models import Voice
from tests.attacks.watching import watched
from tests.hostile.uploads import CANARY, Upload, corpus

PARTS = 3  # of which one has files of every kind, and is enough for a change elsewhere
MOST_MB = 1_200  # of memory more than before: the worst would unfold to many gigabytes
Capture = Callable[..., AbstractContextManager[object]]


@pytest.fixture(scope="session")
def uploads(tmp_path_factory: pytest.TempPathFactory) -> list[Upload]:
    return list(corpus(tmp_path_factory.mktemp("hostiles")))


def test_there_are_more_than_four_hundred_different_ones(uploads: list[Upload]) -> None:
    distinct = {hashlib.sha256(one.data).digest() for one in uploads}
    print(f"{len(uploads)} hostile uploads, {len(distinct)} different contents")
    assert len({one.name for one in uploads}) == len(uploads)
    assert len(distinct) > 400


@pytest.mark.attack
@pytest.mark.django_db
@pytest.mark.parametrize("part", [
    pytest.param(0, marks=pytest.mark.slow), *(pytest.param(part, marks=pytest.mark.soak) for part in range(1, PARTS))])
def test_no_upload_runs_anything_or_leaves_anything(
        part: int, uploads: list[Upload], client: Client, process: Process, territory: Territory, team: User,
        opened: OpenProcess, enter: Callable[[Client, User], Client],
        django_capture_on_commit_callbacks: Capture) -> None:
    browser, ends, before = enter(client, team), Counter[str](), peak()
    with watched(may_write=opened.path.parent) as seen:
        for one in uploads[part::PARTS]:
            with django_capture_on_commit_callbacks(execute=True):
                ends[through(browser, process, territory, one)] += 1
    assert seen == []
    assert not Delivery.objects.filter(done=False).exists()
    assert set(keyfile.read(opened.path).wrapped) <= set(Voice.objects.values_list("pk", flat=True))
    assert [cell for cell in cells() if CANARY.encode() in cell] == []
    # Some say it where everybody sees it: a script that is sent as a table is words like any others.
    seen_by_all = b"".join(one.data for one in uploads if one.name.startswith("images: picture '"))
    hidden = [voice.text for voice in Voice.objects.all() if CANARY in voice.text]
    assert [text for text in hidden if text.encode() not in seen_by_all] == []
    assert peak() - before < MOST_MB
    assert ends["came in"] > 0
    assert ends["refused"] > 0


def through(browser: Client, process: Process, territory: Territory, one: Upload) -> str:
    """As far as the file gets: refused at the door, let go after it was looked at, or come in."""
    file = SimpleUploadedFile("x", one.data, one.claims)
    file.__dict__["_name"] = one.file  # as an attacker would send it
    answer = browser.post(reverse("bringing:index", args=[process.pk]), {
        "file": file, "kind": kind_of(one), "where": f"t{territory.pk}"})
    if answer.status_code != 302:
        assert answer.status_code in (200, 400, 413), one.name
        said = answer.content.decode()
        assert "TQ-" in said or 'class="field has-error"' in said, one.name
        assert "<script>alert" not in said
        return "refused"
    page = browser.get(answer["Location"])
    assert page.status_code == 200, one.name
    assert b"<script>alert" not in page.content, one.name
    row = Delivery.objects.get(done=False)
    address = [process.pk, row.pk]
    if b'name="given"' in page.content:
        roles = re.findall(r'<option value="([^"]+:[^"]+)" selected', page.content.decode())
        browser.post(reverse("bringing:choose", args=address), {
            "role": [html.unescape(role) for role in roles], "given": ["nothing"]})
        page = browser.get(answer["Location"])
    if b'/traer/"' in page.content and reverse("bringing:confirm", args=address).encode() in page.content:
        done = browser.post(reverse("bringing:confirm", args=address))
        if done.status_code == 302:
            assert browser.get(done["Location"]).status_code == 200
            return "came in"
        assert "TQ-" in done.content.decode(), one.name
    else:
        assert b"TQ-" in page.content or b"group_is" in page.content, one.name
    assert browser.post(reverse("bringing:let_go", args=address)).status_code == 302
    return "let go"


def kind_of(one: Upload) -> str:
    """What the sender says it is; half of the time nothing, so that it is recognised."""
    if one.file.endswith(".json"):
        return "kobo"
    if one.file.endswith((".docx", ".md")) and len(one.name) % 3 == 0:
        return "agenda_list"
    return ""


@pytest.mark.attack
def test_what_is_no_picture_is_none_at_the_door_of_pictures_either(uploads: list[Upload]) -> None:
    for one in uploads:
        try:
            made = cleaned(one.data)
        except TequioError as fault:
            assert fault.problem.code.startswith("TQ-47"), one.name
        else:
            assert CANARY.encode() not in made.data, one.name


def cells() -> Iterator[bytes]:
    """Every cell of every table, as the database stores it."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                for cell in row:
                    yield bytes(cell) if isinstance(cell, bytes | memoryview) else str(cell).encode()


def peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
