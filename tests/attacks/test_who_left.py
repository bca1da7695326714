"""Somebody who was removed keeps an old key file and a passphrase, and gets a copy of the database every day since."""

import uuid
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db import models

from tequio.foundation.accounts.models import Role, User
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Process
from tequio.foundation.vault import keyfile
from tequio.foundation.vault.backup import back_up, keys_beside
from tequio.foundation.vault.fields import SealedField
from tequio.foundation.vault.keyring import Keyring, keyring, path_of
from tequio.foundation.vault.opened import OpenProcess
from tequio.foundation.vault.restore import restore
from tequio.foundation.vault.rows import of_process, sealed_fields
from tequio.foundation.vault.sealing import bound_to, seal, unseal
from tequio.foundation.vault.team import add_person, remove_person
from tequio.listening.models import Voice

THEIRS = "frase larga de quien se va hoy"
pytestmark = [pytest.mark.attack, pytest.mark.django_db(transaction=True)]


@dataclass
class Gone:
    """What somebody carries away: their key file as it was, opened with their passphrase."""

    kept: OpenProcess

    def keys(self, row_id: uuid.UUID | None) -> list[bytes]:
        """Every key they could try on a row: any secret they ever saw, and whatever can be made of it."""
        found = [self.kept.key, self.kept.field_key]
        try:
            return found + self.kept.keys_for(row_id)
        except TequioError:
            return found

    def opens(self, field: SealedField, row: models.Model) -> bool:
        envelope, (_, binding) = bytes(field.sealed_in(row)), field.binding(row)
        return any(_opens(key, envelope, binding) for key in {*self.keys(field.key_id(row)), *self.keys(None)})


def _opens(key: bytes, envelope: bytes, binding: bytes) -> bool:
    try:
        unseal(key, envelope, binding)
    except TequioError:
        return False
    return True


def carried_away(process: Process, home: Path, tmp_path: Path) -> Gone:
    usb = tmp_path / "llevado" / "keys"
    usb.mkdir(parents=True)
    (usb / f"{process.pk}.keys").write_bytes(path_of(home, process.pk).read_bytes())
    ring = Keyring()
    ring.unlock(usb.parent, process.pk, passphrase=THEIRS)
    return Gone(ring.of(process.pk))


def opened_by(gone: Gone, process: Process) -> tuple[int, int]:
    """How many sealed cells there are, and how many of them open."""
    there = came_open = 0
    for model, fields in sealed_fields():
        for row in of_process(model, process.pk):
            for field in fields:
                if field.sealed_in(row):
                    there += 1
                    came_open += gone.opens(field, row)
    return there, came_open


def write_everything_again(process: Process) -> int:
    """Every sealed cell of every room gets new words, as if the team had gone on working."""
    written = 0
    for model, fields in sealed_fields():
        for row in of_process(model, process.pk):
            try:
                for field in fields:
                    if field.sealed_in(row):
                        setattr(row, field.attname, field.open(row, field.sealed_in(row)) + " y algo nuevo")
                        written += 1
            except TequioError:
                continue
            row.save(update_fields=[field.name for field in fields])
    return written


def test_nothing_opens_any_more_in_any_room(seeded: Process, home: Path, tmp_path: Path) -> None:
    team = User.objects.get(pseudonym="Coordinación")
    add_person(actor=team, process=seeded, pseudonym="Roble", role=Role.ANALYST, passphrase=THEIRS)
    gone = carried_away(seeded, home, tmp_path)
    there, came_open = opened_by(gone, seeded)
    assert there > 60
    assert came_open == there
    remove_person(actor=team, process=seeded, pseudonym="Roble")
    assert opened_by(gone, seeded) == (there, 0)
    assert write_everything_again(seeded) >= 60
    assert opened_by(gone, seeded)[1] == 0


def test_what_is_written_before_all_is_sealed_anew_is_out_of_reach_at_once(
        seeded: Process, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine goes off between the removal and the sealing; somebody writes first."""
    team = User.objects.get(pseudonym="Coordinación")
    add_person(actor=team, process=seeded, pseudonym="Roble", role=Role.ANALYST, passphrase=THEIRS)
    gone = carried_away(seeded, home, tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr("tequio.foundation.vault.renewal.sweep", lambda _: 0)
        remove_person(actor=team, process=seeded, pseudonym="Roble")
    there, came_open = opened_by(gone, seeded)
    assert came_open == there
    assert write_everything_again(seeded) >= 60
    assert opened_by(gone, seeded) == (there, 0)


def test_nor_does_the_team_read_what_somebody_who_left_wrote_into_a_row(
        seeded: Process, home: Path, tmp_path: Path) -> None:
    """They know the secrets of rows from before, and the field key of then."""
    team = User.objects.get(pseudonym="Coordinación")
    add_person(actor=team, process=seeded, pseudonym="Roble", role=Role.ANALYST, passphrase=THEIRS)
    gone = carried_away(seeded, home, tmp_path)
    remove_person(actor=team, process=seeded, pseudonym="Roble")
    keyring.lock(seeded.pk)
    keyring.unlock(home, seeded.pk, passphrase="frase de los canarios")
    voice = Voice.objects.filter(process=seeded).first()
    assert voice is not None
    binding = bound_to(seeded.pk, voice.pk, "listening.voice.text")
    for key in gone.keys(voice.pk):
        models.QuerySet(Voice).filter(pk=voice.pk).update(text=_sealed(key, binding))
        with pytest.raises(TequioError, match="TQ-302"):
            _ = Voice.objects.get(pk=voice.pk).text


def _sealed(key: bytes, binding: bytes) -> bytes:
    from tequio.foundation.vault.fields import Sealed
    return Sealed(seal(key, b"Nunca lo dije", binding))


def test_a_backup_of_before_is_restored_and_sealed_anew(seeded: Process, home: Path, tmp_path: Path) -> None:
    team = User.objects.get(pseudonym="Coordinación")
    add_person(actor=team, process=seeded, pseudonym="Roble", role=Role.ANALYST, passphrase=THEIRS)
    gone = carried_away(seeded, home, tmp_path)
    usb = tmp_path / "usb"
    usb.mkdir()
    back_up(actor=team, process=seeded, archive=usb / "a.tequio")
    remove_person(actor=team, process=seeded, pseudonym="Roble")
    back_up(actor=team, process=seeded, archive=usb / "b.tequio")
    said = {voice.pk: voice.text for voice in Voice.objects.filter(process=seeded)}
    keyring.lock(seeded.pk)
    kept = keyfile.read(keys_beside(usb / "a.tequio", seeded.pk))
    assert gone.kept.key not in kept.wrapped.values()
    _empty(seeded)
    path_of(home, seeded.pk).unlink()
    restore(archive=usb / "a.tequio", keys=keys_beside(usb / "a.tequio", seeded.pk),
            passphrase="frase de los canarios", agreed=lambda _: True)
    assert {voice.pk: voice.text for voice in Voice.objects.filter(process=seeded)} == said
    assert opened_by(gone, seeded)[1] == 0


def _empty(process: Process) -> None:
    from django.core.management import call_command
    call_command("flush", interactive=False, verbosity=0)
