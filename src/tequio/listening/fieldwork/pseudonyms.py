"""Names of the team that are nobody's name, and the note of who they are, apart and for as long as it is needed."""

from collections.abc import Iterable, Sequence
from functools import partial

from django.db import transaction

from tequio.foundation.accounts.models import User
from tequio.foundation.audit.actions import acting
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Process
from tequio.foundation.vault.keyring import keyring
from tequio.listening.fieldwork.models import Plan, PseudonymKey
from tequio.listening.guides import names
from tequio.listening.models import Encounter


def in_use(process: Process) -> list[str]:
    """Every pseudonym of the process, whoever has a key for it or not."""
    leading = {row.facilitator for row in Encounter.objects.filter(process=process)}
    beside = Plan.objects.filter(process=process).values_list("team", flat=True)
    keyed = PseudonymKey.objects.filter(process=process).values_list("pseudonym", flat=True)
    return sorted({*leading, *keyed, *(name for team in beside for name in team)} - {""})


def free(process: Process) -> list[str]:
    """Names of the list that nobody has yet."""
    taken = set(in_use(process))
    return [name for name in names() if name not in taken]


def check_known(process: Process, pseudonyms: Iterable[str]) -> None:
    """Raises TQ-475 for anything typed that is neither in use nor on the list: it could be a person's name."""
    if set(pseudonyms) - {""} - set(in_use(process)) - set(names()):
        raise TequioError("TQ-475")


def keep_key(*, actor: User, process: Process, pseudonym: str, note: str) -> PseudonymKey:
    """Note who somebody is, sealed with a key of its own; an empty note destroys it. Raises TQ-475."""
    check_known(process, [pseudonym])
    row = PseudonymKey.objects.filter(process=process, pseudonym=pseudonym).first() or PseudonymKey(
        process=process, pseudonym=pseudonym)
    with acting(actor, "keep_pseudonym_key", on=row, process_id=process.pk):
        if not note.strip():
            _destroy([row])
            return row
        keyring.of(process.pk).make_keys([row.pk])
        row.note = note.strip()
        row.save()
    return row


def destroy_keys(*, actor: User, process: Process) -> int:
    """Destroy every note of who is who, in all backups as well. Returns how many there were."""
    rows = list(PseudonymKey.objects.filter(process=process))
    with acting(actor, "destroy_pseudonym_keys", on=process, process_id=process.pk) as deed:
        deed.count = len(rows)
        _destroy(rows)
    return len(rows)


def destroy_unneeded(process: Process) -> int:
    """Part of closing an encounter: who is who is needed only while somebody is or will be in the field."""
    open_ones = Encounter.objects.filter(process=process, closed=False)
    needed = {row.facilitator for row in open_ones}
    for team in Plan.objects.filter(encounter__in=open_ones).values_list("team", flat=True):
        needed.update(team)
    rows = [row for row in PseudonymKey.objects.filter(process=process) if row.pseudonym not in needed]
    _destroy(rows)
    return len(rows)


def _destroy(rows: Sequence[PseudonymKey]) -> None:
    """Rows go with the transaction; their keys right after it, so that a failure leaves both."""
    ids = [row.pk for row in rows]
    if ids:
        PseudonymKey.objects.filter(pk__in=ids).delete()
        transaction.on_commit(partial(keyring.of(rows[0].process_id).destroy_keys, ids))
