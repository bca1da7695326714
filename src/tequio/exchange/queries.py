"""Reads about machines, and what waits to be decided."""

import unicodedata
from uuid import UUID

from tequio.exchange.models import Awaited, Conflict, Machine
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Process
from tequio.foundation.vault.statements import attested


def machines(process: Process) -> list[Machine]:
    return list(Machine.objects.filter(process=process))


def machine_named(process: Process, name: str, *, trusted: bool = False) -> Machine:
    """By its name; accents and capitals do not count. Raises TQ-352, and TQ-516 for a trusted one that was changed."""
    known = [one for one in machines(process) if one.trusted or not trusted]
    found = [one for one in known if _bare(one.name) == _bare(name)]
    if not found:
        raise TequioError("TQ-352", value=name, known=", ".join(one.name for one in known) or "–")
    return as_decided(found[0]) if trusted else found[0]


def as_decided(machine: Machine) -> Machine:
    """Raises TQ-516 when somebody without the key changed whom this machine believes, or to whom it seals."""
    if machine.pk not in attested([machine]):
        raise TequioError("TQ-516", value=machine.name)
    return machine


def state_older(process_id: UUID) -> None:
    """Machines of a version that stated nothing under seal."""
    for machine in Machine.objects.filter(process=process_id):
        if not machine.decided:
            machine.save()


def awaited_by(machine: Machine) -> set[tuple[str, UUID]]:
    """The rows that a machine wants gone and that wait for a person."""
    return set(Awaited.objects.filter(machine=machine, uses=[]).values_list("kind", "row_id"))


def open_conflicts(process: Process) -> int:
    return Conflict.objects.filter(process=process, same=False).count()


def _bare(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).strip()
