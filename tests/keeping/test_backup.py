"""A backup comes back whole; what was withdrawn since does not; going back to before what is known is never silent."""

import json
import re
import sqlite3
from pathlib import Path

import pytest
from tests.attacks.canaries import PUBLIC
from tests.keeping.conftest import OPENED, Tequio, kept_quiet

from tequio.foundation.accounts.models import User
from tequio.foundation.audit.models import Entry, Head
from tequio.foundation.audit.queries import signed_head
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Process
from tequio.foundation.trail.purging import destroy
from tequio.foundation.vault import backup, keyfile
from tequio.foundation.vault.archive import read_label
from tequio.foundation.vault.backup import back_up, keys_beside, write_keys
from tequio.foundation.vault.fields import Sealed
from tequio.foundation.vault.keyring import keyring
from tequio.foundation.vault.portable import PASSING, carried
from tequio.foundation.vault.rows import of_process, ours, path_to_process
from tequio.listening.models import Silence, Voice

pytestmark = pytest.mark.slow


@pytest.fixture
def usb(tmp_path: Path) -> Path:
    made = tmp_path / "usb"
    made.mkdir()
    return made


def table(folder: Path, query: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(folder / "tequio.sqlite3") as database:
        return database.execute(query).fetchall()


def every_table(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    names = [str(name) for name, in table(folder, "SELECT name FROM sqlite_master WHERE type = 'table'")]
    passing = ("sqlite_", "django_", "auth_", "audit_")
    return {name: sorted(table(folder, f'SELECT * FROM "{name}"'), key=repr) for name in names
            if not name.startswith(passing)}


def keys_of(usb: Path) -> Path:
    return next(usb.glob("*.llaves"))


def test_every_room_keeps_its_rows_by_process() -> None:
    """A model that nothing leads to a process would be forgotten by backups and by destruction."""
    assert [model._meta.label for model in ours() if not path_to_process(model)] == []
    assert {model._meta.label for model in ours()} == {
        model._meta.label for model in carried()} | {"audit.Reading"}
    assert {"audit.reading"} == PASSING


def test_a_folder_comes_back_as_it_was(built: Path, usb: Path, tmp_path: Path, tequio: Tequio) -> None:
    assert tequio("backup", built, "--out", usb / "a.tequio").returncode == 0
    again = tmp_path / "otra_vez"
    done = tequio("restore", usb / "a.tequio", "--keys", keys_of(usb), "--out", again)
    assert done.returncode == 0, done.stderr
    assert every_table(again) == every_table(built)
    assert {path.name: path.read_bytes() for path in (built / "documentos").iterdir()} == {
        path.name: path.read_bytes() for path in (again / "documentos").iterdir()}
    audit = tequio("audit", again, passphrase="")
    assert audit.returncode == 0, audit.stdout
    assert "restore" in audit.stdout
    shown = tequio("trace", "V1", "--in", again)
    assert OPENED in shown.stdout


def test_nothing_beside_the_laptop_can_be_read(built: Path, usb: Path, tequio: Tequio) -> None:
    tequio("backup", built, "--out", usb / "a.tequio")
    for path in usb.iterdir():
        held = path.read_bytes()
        assert path.stat().st_mode & 0o077 == 0
        for song in (b"Zar", b"Canarios", b"Ceiba", b"agenda"):
            assert song not in held, path.name


def test_a_voice_withdrawn_between_two_backups_is_in_neither(
        process: Process, team: User, filled: list[Voice], usb: Path, home: Path) -> None:
    back_up(actor=team, process=process, archive=usb / "a.tequio")
    first = keyfile.read(keys_of(usb))
    gone = filled[2].pk
    destroy(process, "voice", [gone])
    back_up(actor=team, process=process, archive=usb / "b.tequio")
    latest = keyfile.read(keys_of(usb))
    assert gone in first.wrapped
    assert gone not in latest.wrapped
    assert sorted(path.suffix for path in usb.iterdir()) == [".llaves", ".tequio", ".tequio"]


def test_the_keys_alone_can_be_renewed_after_a_withdrawal(
        process: Process, team: User, filled: list[Voice], usb: Path) -> None:
    back_up(actor=team, process=process, archive=usb / "a.tequio")
    destroy(process, "voice", [filled[0].pk])
    write_keys(process=process, beside=usb / "a.tequio")
    assert filled[0].pk not in keyfile.read(keys_of(usb)).wrapped


def test_restoring_the_older_backup_says_what_is_missing_and_brings_no_voice_back(
        built: Path, usb: Path, tmp_path: Path, tequio: Tequio) -> None:
    tequio("backup", built, "--out", usb / "a.tequio")
    tequio("purge", built, "--promise", "voice", "2026-01-01")
    assert "Destruido: voice, " in tequio("purge", built, "--today", "2026-01-01", "--yes").stdout
    tequio("backup", built, "--out", usb / "b.tequio")
    older, newer = tmp_path / "vieja", tmp_path / "nueva"
    refused = tequio("restore", usb / "a.tequio", "--keys", keys_of(usb), "--out", older, typed="n\n")
    assert refused.returncode == 2
    assert "TQ-337" in refused.stderr
    assert not older.exists()
    done = tequio("restore", usb / "a.tequio", "--keys", keys_of(usb), "--out", older, "--older")
    assert re.search(r"^[1-9]\d* voces se retiraron después", done.stdout, re.MULTILINE)
    assert "Faltan 3 actos" in done.stdout
    assert tequio("restore", usb / "b.tequio", "--keys", keys_of(usb), "--out", newer).returncode == 0
    for folder in (older, newer):
        assert table(folder, "SELECT count(*) FROM listening_voice") == [(0,)]
        assert table(folder, "SELECT count(*) FROM diagnosis_coding") == [(0,)]
        held = (folder / "tequio.sqlite3").read_bytes()
        assert b"Zar" not in re.sub("|".join(PUBLIC).encode(), b"", held)
    assert table(older, "SELECT count FROM audit_entry WHERE verb = 'restore'") == [(3,)]


def test_a_backup_from_before_somebody_left_opens_with_the_keys_from_after(
        built: Path, usb: Path, tmp_path: Path, tequio: Tequio) -> None:
    tequio("people", built, "--add", "Roble", "--role", "analyst",
           descriptors={"--new-passphrase-fd": "otra frase distinta"})
    tequio("backup", built, "--out", usb / "a.tequio")
    tequio("people", built, "--remove", "Roble")
    tequio("backup", built, "--out", usb / "b.tequio")
    again = tmp_path / "otra_vez"
    done = tequio("restore", usb / "a.tequio", "--keys", keys_of(usb), "--out", again, "--older",
                  passphrase="otra frase distinta")
    assert "TQ-303" in done.stderr
    done = tequio("restore", usb / "a.tequio", "--keys", keys_of(usb), "--out", again, "--older")
    assert done.returncode == 0, done.stderr
    assert OPENED in tequio("trace", "P1", "--in", again).stdout


def test_keys_older_than_the_backup_are_refused(built: Path, usb: Path, tmp_path: Path, tequio: Tequio) -> None:
    tequio("backup", built, "--out", usb / "a.tequio")
    old = tmp_path / "viejas.llaves"
    old.write_bytes(keys_of(usb).read_bytes())
    tequio("people", built, "--add", "Roble", "--role", "analyst",
           descriptors={"--new-passphrase-fd": "otra frase distinta"})
    tequio("backup", built, "--out", usb / "b.tequio")
    done = tequio("restore", usb / "b.tequio", "--keys", old, "--out", tmp_path / "otra_vez")
    assert "TQ-335" in done.stderr
    assert not list(tmp_path.glob("otra_vez*"))


@pytest.mark.parametrize("passphrase", ["otra", "una frase de pruebas"])
def test_a_wrong_passphrase_restores_nothing(
        built: Path, usb: Path, tmp_path: Path, tequio: Tequio, passphrase: str) -> None:
    tequio("backup", built, "--out", usb / "a.tequio")
    done = tequio("restore", usb / "a.tequio", "--keys", keys_of(usb), "--out", tmp_path / "otra_vez",
                  passphrase=passphrase)
    assert "TQ-303" in done.stderr
    assert not list(tmp_path.glob("otra_vez*"))


def test_damage_and_foreign_files_are_named(built: Path, usb: Path, tmp_path: Path, tequio: Tequio) -> None:
    tequio("backup", built, "--out", usb / "a.tequio")
    held = bytearray((usb / "a.tequio").read_bytes())
    held[len(held) // 2] ^= 1
    (usb / "c.tequio").write_bytes(held)
    (usb / "d.tequio").write_bytes(b"nada de eso")
    for name in ("c.tequio", "d.tequio", "nada.tequio"):
        done = tequio("restore", usb / name, "--keys", keys_of(usb), "--out", tmp_path / "otra_vez")
        assert "TQ-331" in done.stderr, name
        assert "Traceback" not in done.stderr
    assert not list(tmp_path.glob("otra_vez*"))


def test_a_backup_never_replaces_another(process: Process, team: User, filled: list[Voice], usb: Path) -> None:
    back_up(actor=team, process=process, archive=usb / "a.tequio")
    with pytest.raises(TequioError, match="TQ-333"):
        back_up(actor=team, process=process, archive=usb / "a.tequio")


def test_an_old_copy_of_the_folder_never_takes_keys_back(
        process: Process, team: User, filled: list[Voice], usb: Path) -> None:
    opened = keyring.of(process.pk)
    old = opened.path.read_bytes()
    keyring.of(process.pk).destroy_keys([filled[0].pk])
    back_up(actor=team, process=process, archive=usb / "a.tequio")
    opened.path.write_bytes(old)
    with pytest.raises(TequioError, match="TQ-334"):
        back_up(actor=team, process=process, archive=usb / "b.tequio")
    with pytest.raises(TequioError, match="TQ-334"):
        write_keys(process=process, beside=usb / "a.tequio")


def test_the_known_end_of_the_audit_cannot_be_changed_beside_a_backup(
        process: Process, team: User, filled: list[Voice], usb: Path) -> None:
    back_up(actor=team, process=process, archive=usb / "a.tequio")
    kept = keyfile.read(keys_beside(usb / "a.tequio", process.pk))
    opened = keyring.of(process.pk)
    assert backup.known_head(opened, process.pk, kept.audit) == signed_head(process.pk)
    broken = bytearray.fromhex(kept.audit)
    broken[-1] ^= 1
    with pytest.raises(TequioError, match="TQ-302"):
        backup.known_head(opened, process.pk, broken.hex())


def test_a_failed_backup_leaves_nothing(
        process: Process, team: User, filled: list[Voice], usb: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup, "_fill", broken)
    with pytest.raises(OSError, match="space"):
        back_up(actor=team, process=process, archive=usb / "a.tequio")
    assert list(usb.iterdir()) == []


def test_only_those_who_may_back_up_do(process: Process, cast: dict[str, User], filled: list[Voice], usb: Path) -> None:
    for role in ("facilitator", "analyst", "trustee", "official", "auditor", "stranger"):
        with pytest.raises(TequioError, match="TQ-311"):
            back_up(actor=cast[role], process=process, archive=usb / "a.tequio")
    assert list(usb.iterdir()) == []


def test_the_outside_names_the_process_and_nothing_else(
        process: Process, team: User, filled: list[Voice], usb: Path) -> None:
    back_up(actor=team, process=process, archive=usb / "a.tequio")
    with (usb / "a.tequio").open("rb") as file:
        label = read_label(file)
        file.seek(0)
        assert set(json.loads(file.readline())) == {"process", "fingerprint", "revision", "salt", "format", "version"}
    assert label.process_id == process.pk


def test_rows_of_another_process_stay_out(process: Process, team: User, filled: list[Voice]) -> None:
    other = Process.objects.create(name="Otro")
    for model in carried():
        if model is not User:
            assert not of_process(model, other.pk).exclude(pk=other.pk).exists(), model
    assert of_process(Voice, process.pk).count() == 5
    row = of_process(Silence, process.pk).first()
    assert isinstance(row.__dict__["text"], Sealed)
    assert kept_quiet(0).encode() not in bytes(row.__dict__["text"])
    assert Entry.objects.filter(process_id=process.pk).exists()
    assert Head.objects.filter(process_id=process.pk).exists()
