"""Keeping and taking away pictures of drawings and maps."""

import base64
from functools import partial

from django.db import transaction

from tequio.foundation.accounts.models import User
from tequio.foundation.audit.actions import acting
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Group
from tequio.foundation.trail.actions import add
from tequio.foundation.vault.keyring import keyring
from tequio.listening.entry.models import Picture
from tequio.listening.entry.pictures import cleaned
from tequio.listening.models import Encounter, Recording


def keep_picture(*, actor: User, encounter: Encounter, data: bytes, group: Group | None, caption: str) -> Picture:
    """Encode the picture anew and seal it under a key of its own; the file's name is never kept.

    Raises TQ-402, TQ-466, TQ-469 and TQ-470 to TQ-473.
    """
    if encounter.closed:
        raise TequioError("TQ-466")
    if encounter.recording == Recording.NONE:
        raise TequioError("TQ-402", value=encounter.key)
    if group is not None and group.process_id != encounter.process_id:
        raise TequioError("TQ-469")
    clean = cleaned(data)
    picture = Picture(process_id=encounter.process_id, encounter=encounter, group=group, caption=caption.strip(),
                      image=base64.b64encode(clean.data).decode("ascii"), width=clean.width, height=clean.height)
    with acting(actor, "keep_picture", on=picture, process_id=encounter.process_id,
                territory_id=encounter.territory_id):
        keyring.of(encounter.process_id).make_keys([picture.pk])
        add([picture])
    return picture


def drop_picture(*, actor: User, picture: Picture) -> None:
    """The row goes, and its key with it."""
    process_id, picture_id = picture.process_id, picture.pk
    with acting(actor, "keep_picture", on=picture, process_id=process_id,
                territory_id=picture.encounter.territory_id) as deed:
        deed.count = 0
        Picture.objects.filter(pk=picture_id).delete()
        transaction.on_commit(partial(keyring.of(process_id).destroy_keys, [picture_id]))


def jpeg(picture: Picture) -> bytes:
    return base64.b64decode(picture.image)
