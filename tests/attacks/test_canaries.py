"""Every field that holds words of people is seeded; then everything that stays behind is searched for them."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection

from tequio.chain.kinds import KINDS, As
from tequio.foundation.accounts.models import User
from tequio.foundation.places.models import Process
from tequio.foundation.vault.fields import SealedField
from tequio.foundation.vault.statements import StatementField
from tequio.listening.models import Voice
from tequio.protection.withdrawing.actions import withdraw_voice
from tests.attacks.canaries import PLACES, PUBLIC, ROWS, canaries, canary, file_of, write_process

ROOT = Path(__file__).parents[2]
SONG = "Zar"
# Texts that no source carries: the program writes them itself, from words that do sing.
DERIVED = {("protection.review", "masked"), ("diagnosis.coding", "reason"), ("deliberation.roomwords", "masked"),
           # What stands beside a quote in its voice, and what public entries of the codebook said before.
           ("diagnosis.coding", "before"), ("diagnosis.coding", "after"), ("diagnosis.link", "before"),
           ("diagnosis.link", "after"), ("diagnosis.codechange", "before"),
           # Numbers and keys, not words.
           ("listening.delivery", "counts"), ("deliberation.room", "secrets"),
           # Votes and their counts.
           ("deliberation.round", "outcome"), ("deliberation.urn", "ballots")}


def test_every_kind_of_source_with_words_is_seeded() -> None:
    with_words = {name for name, kind in KINDS.items() if any(field.read is As.WORDS for field in kind.fields)}
    assert with_words - set(ROWS) == set()


def test_every_sealed_column_sings_when_it_is_opened(seeded: Process) -> None:
    """A column that nothing seeds would make the searches below prove nothing about it."""
    silent = []
    for model in apps.get_models():
        for field in model._meta.fields:
            if isinstance(field, SealedField) and not isinstance(field, StatementField) and (
                    model._meta.label_lower, field.name) not in DERIVED:
                rows = model._default_manager.all()
                if not any(SONG in getattr(row, field.name) for row in rows):
                    silent.append(f"{model._meta.label}.{field.name}")
    assert silent == []


def test_the_database_holds_no_canary(seeded: Process) -> None:
    held = list(_cells())
    assert len(held) > 500
    assert [cell for cell in held if SONG.encode() in _secret(cell)] == []


def _secret(cell: bytes) -> bytes:
    """A cell without the names that are public by nature."""
    for name in (*PUBLIC, *PLACES):
        cell = cell.replace(name.encode(), b"")
    return cell


def _cells() -> Iterator[bytes]:
    """Every cell of every table, as the database stores it."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                for cell in row:
                    yield bytes(cell) if isinstance(cell, bytes | memoryview) else str(cell).encode()


def test_a_withdrawn_voice_is_gone_from_the_database_and_cannot_be_opened(seeded: Process) -> None:
    voice = Voice.objects.get(process=seeded, key="V1")
    reach = withdraw_voice(actor=User.objects.get(pseudonym="Coordinación"), voice=voice)
    assert reach["finding"] == 1
    assert reach["verdict"] == 1
    assert not Voice.objects.filter(pk=voice.pk).exists()


@pytest.mark.attack
def test_no_file_of_a_build_holds_a_canary(tmp_path: Path) -> None:
    """Folder, documents, temporary files and everything that was printed."""
    sources, temporary = tmp_path / "fuentes", tmp_path / "tmp"
    sources.mkdir()
    temporary.mkdir()
    process_file = write_process(sources)
    environment = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "TEQUIO_HOME")}
    done = subprocess.run(
        [sys.executable, "-m", "tequio.cli", "build", process_file, "--out", tmp_path / "fuera"], text=True,
        capture_output=True, cwd=ROOT, timeout=300,
        env=environment | {"PYTHONPATH": str(ROOT / "src"), "TMPDIR": str(temporary)})
    assert done.returncode == 0, done.stderr
    # A build prints what its files are called, for whoever gave them these names; nothing of them stays.
    songs = [song for song in (*(song.split()[-1] for song in canaries()), "Zartranscrita")
             if not song.startswith((*PUBLIC, *PLACES))]
    assert [song for song in songs if song in done.stdout + done.stderr] == []
    songs += [canary(kind, "archivo").split()[-1] for kind in (*ROWS, "transcript")]
    found = {path.name: [song for song in songs if song.encode() in path.read_bytes()]
             for folder in (tmp_path / "fuera", temporary) for path in folder.rglob("*") if path.is_file()}
    assert {name: held for name, held in found.items() if held} == {}


@pytest.mark.attack
def test_an_error_about_words_does_not_repeat_them(tmp_path: Path) -> None:
    """A quote that is not in its voice is refused without showing either."""
    process_file = write_process(tmp_path)
    path = tmp_path / f"{file_of('codings')}.csv"
    path.write_text(path.read_text("utf-8").replace(canary("voices", "text"), "Zarotro"), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "tequio.cli", "build", process_file, "--out", tmp_path / "fuera"], text=True,
        capture_output=True, cwd=ROOT, timeout=300, env=os.environ | {"PYTHONPATH": str(ROOT / "src")})
    assert done.stderr.startswith("TQ-126")
    assert [song for song in (*canaries(), "Zarotro") if song in done.stdout + done.stderr] == []
