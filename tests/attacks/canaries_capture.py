"""Canaries of phones: the label of one, letters that wait, a recording. They sing like those of the files."""

import base64
import uuid

from tequio.foundation.accounts.models import User
from tequio.foundation.audit.actions import today
from tequio.foundation.vault import letters
from tequio.foundation.vault.keyring import keyring
from tequio.listening.capture import slips
from tequio.listening.capture.inviting import Slip, invite
from tequio.listening.capture.notes import Note, written
from tequio.listening.capture.receiving import receive
from tequio.listening.models import Audio, Encounter


def seed_phone(row: Encounter, actor: User, song: str) -> Slip:
    """One phone that sent a card and a piece of a recording; `song` stands in all of it."""
    made = invite(actor=actor, encounter=row, label=song, ends=today(), audio=True)
    raw = base64.urlsafe_b64decode(made.fragment + "=" * (-len(made.fragment) % 4))
    token, reader = slips.token_of(raw[1:17]), base64.b64encode(raw[17:49]).decode()
    name = made.phone.name
    for note in (Note(uuid.uuid4(), name, "card", 1, text=song),
                 Note(uuid.uuid4(), name, "audio", 2, text=song, recording=uuid.uuid4(), last=True,
                      sound=song.encode())):
        receive(token=token, item=note.item, letter=letters.sealed(reader, written(note)))
    _record(row, song)
    return made


def _record(row: Encounter, song: str) -> None:
    """Not a sound: words where the sound stands, so that a search can find them."""
    audio = Audio(process_id=row.process_id, encounter=row, caption=song, sound=song, seconds=1)
    keyring.of(row.process_id).make_keys([audio.pk])
    audio.save(force_insert=True)
