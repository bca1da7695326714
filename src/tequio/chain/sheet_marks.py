"""Voices of sheets that a process file reads row by row: marked, so that the same sheet is known at every door.

A row of a consultation is one voice made of several columns. Whoever hands the sheet in through the pages chooses
columns, so each column that is words is marked beside the voice's own words.
"""

from collections.abc import Iterable, Iterator

from tequio.chain.consultation import SPHERES
from tequio.chain.context import Build
from tequio.chain.heard import KIND
from tequio.chain.records import Record
from tequio.listening.bringing.actions import write_imprints
from tequio.listening.bringing.sifting import Coming, Sieve
from tequio.listening.models import Voice

WORDS = {"voices": ("text",), "consultation": ("problem", "description", "proposal", *SPHERES)}


def heard_twice(build: Build, record: Record) -> bool:
    """Whether an earlier source read the same columns of the same row of that file; otherwise this one now did."""
    fields = WORDS[record.source.kind]
    columns = (" ".join(record.columns.get(name, ())) for name in fields)
    mark = (record.source.kind, record.source.file, record.content, *columns)
    before = build.rows_heard.setdefault(mark, record.source)
    return before is not record.source


def mark_sheets(build: Build, heard: Iterable[tuple[Record, Voice, str]]) -> None:
    """Inside the action that took them in: record, voice and the words that became it."""
    sieve: Sieve[Record] = Sieve(build.process, KIND, Voice.objects.filter(process=build.process))
    write_imprints(build.delivery, build.process, KIND, [
        (sieve.marked(one), voice.pk) for record, voice, words in heard for one in _coming(record, words)])


def _coming(record: Record, words: str) -> Iterator[Coming[Record]]:
    cells = [str(record[name]) for name in WORDS[record.source.kind] if record[name]]
    # A field of several columns holds them one below the other.
    parts = [part for cell in cells for part in (cell, *cell.split("\n"))]
    for at, text in enumerate(dict.fromkeys(filter(str.strip, (words, *parts))), start=1):
        yield Coming(record, f"sheet {record.content}", f"{record.source.kind}-{at}", text, named=False,
                     row=record.content)
