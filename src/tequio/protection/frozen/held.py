"""Counts as outsiders see them: held still, then coarse."""

import hashlib

from django.db import IntegrityError, transaction

from tequio.foundation.audit.actions import today
from tequio.foundation.places.models import Process
from tequio.protection.disclosure import Coarse, coarse
from tequio.protection.frozen.models import Told
from tequio.protection.frozen.steps import moved


class Frozen:
    """The held counts of a process, read once; what is new or moved on is kept as it is asked for."""

    def __init__(self, process: Process) -> None:
        self.process = process
        self._told = {row.about: row for row in Told.objects.filter(process=process)}

    def __call__(self, count: int, *about: object) -> Coarse:
        """`count`, which `about` names, as it may be told outside."""
        return coarse(self._held(count, _named(about)), threshold=self.process.threshold,
                      rounding=self.process.rounding)

    def words(self, language: str, count: int, *about: object) -> str:
        return self(count, *about).words(language)

    def _held(self, count: int, about: str) -> int:
        row = self._told.get(about) or self._first(count, about)
        held = moved(row.held, count, self.process.rounding)
        if held != row.held:
            row.held, row.day = held, today()
            row.save(update_fields=["held", "day"])
        return held

    def _first(self, count: int, about: str) -> Told:
        row = Told(process=self.process, about=about, held=count, day=today())
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError:
            # Somebody looked at the same moment.
            row = Told.objects.get(process=self.process, about=about)
        self._told[about] = row
        return row


def _named(about: tuple[object, ...]) -> str:
    return hashlib.sha256("\0".join(map(str, about)).encode()).hexdigest()[:32]
