"""Keeping what was said aloud: only its packets, sealed under a key of its own, for the protected team."""

import base64
from collections.abc import Sequence
from functools import partial

from django.db import transaction

from tequio.foundation.accounts.models import User
from tequio.foundation.audit.actions import acting
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Group
from tequio.foundation.trail.actions import add
from tequio.foundation.vault.keyring import keyring
from tequio.listening.capture.models import Audio
from tequio.listening.capture.sound.opus import cleaned
from tequio.listening.models import Encounter, Recording


def keep_audio(*, actor: User, encounter: Encounter, pieces: Sequence[bytes], group: Group | None, caption: str,
               allowed: bool) -> Audio:
    """Join the pieces, take the packets out, write them anew and seal them.

    Raises TQ-417 where recordings were not agreed on, TQ-414 and TQ-416 as `cleaned` does, TQ-466.
    """
    if encounter.closed:
        raise TequioError("TQ-466")
    if not allowed or encounter.recording == Recording.NONE:
        raise TequioError("TQ-417")
    clean = cleaned(b"".join(pieces))
    row = Audio(process_id=encounter.process_id, encounter=encounter, group=group, caption=caption.strip(),
                sound=base64.b64encode(clean.data).decode("ascii"), seconds=clean.seconds)
    with acting(actor, "keep_audio", on=row, process_id=encounter.process_id, territory_id=encounter.territory_id):
        keyring.of(encounter.process_id).make_keys([row.pk])
        add([row])
    return row


def drop_audio(*, actor: User, audio: Audio) -> None:
    """The row goes, and its key with it."""
    process_id, audio_id = audio.process_id, audio.pk
    with acting(actor, "keep_audio", on=audio, process_id=process_id,
                territory_id=audio.encounter.territory_id) as deed:
        deed.count = 0
        Audio.objects.filter(pk=audio_id).delete()
        transaction.on_commit(partial(keyring.of(process_id).destroy_keys, [audio_id]))


def ogg(audio: Audio) -> bytes:
    return base64.b64decode(audio.sound)
