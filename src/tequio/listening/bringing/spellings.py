"""Keeping how places were written, where several spellings were counted as one."""

from collections.abc import Iterable

from tequio.foundation.places.models import Process, Territory
from tequio.foundation.trail.actions import add
from tequio.listening.bringing.models import Spelling


def keep_spellings(process: Process, merged: Iterable[tuple[Territory, str, str, int]]) -> int:
    """Inside the action that took the places in: territory, spelling, the name it goes under, rows."""
    return add([Spelling(process=process, territory=territory, spelling=spelling, place=place, rows=rows)
                for territory, spelling, place, rows in merged])
