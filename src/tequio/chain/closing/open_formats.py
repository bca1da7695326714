"""What left, as tables that any program reads: words only as two people let them pass, masked by the detector.

A text that two people have not read, or that no room declared as one that can leave, is in the sealed file alone.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from tequio.chain.closing.leaving import Leaving, instead
from tequio.foundation.spreadsheets import csv_text
from tequio.foundation.trail.leaves import declared
from tequio.foundation.vault.fields import SealedField
from tequio.foundation.vault.rows import Model
from tequio.listening.models import Voice
from tequio.protection.models import Review
from tequio.protection.queries import readable_outside
from tequio.protection.reading.standing import Passed, approved_texts

FOLDER, INVENTORY = "datos", "inventario.csv"
# Votes, attendance, permissions and the trail would let somebody single out who was in a small room: they are in the
# sealed file alone.
OPEN = frozenset({
    "places.process", "places.territory", "places.group", "places.institution", "listening.voice", "listening.silence",
    "diagnosis.code", "diagnosis.coding", "diagnosis.link", "diagnosis.finding", "diagnosis.stance",
    "measurement.indicator", "measurement.observation", "deliberation.statement", "agendas.proposal", "agendas.duty",
    "agendas.principlereview", "agendas.reproductionreview", "agendas.agenda", "agendas.opening", "agendas.item",
    "agendas.item_shared", "agendas.return", "agendas.change", "agendas.carried", "agendas.itemanswer",
    "agendas.unreached", "followup.response", "followup.commitment", "followup.action",
    "followup.verdict",
})
# Which room, whose hand, which line of which sheet, and who put their name to what was agreed.
UNTOLD = frozenset({"encounter_id", "source_file", "source_row", "coder", "reviewer", "start", "end", "text_version",
                     "consulted", "signatories", "by"})


@dataclass(frozen=True)
class Readable:
    """What two people let pass: masked texts by where they stand, and masked voices."""

    texts: dict[tuple[str, UUID, str], str]
    voices: dict[UUID, str]


def tables(what: Leaving) -> Iterator[tuple[str, bytes]]:
    """Each table that leaves, by the name of its file."""
    passed = readable_outside(what.process)
    readable = Readable(approved_texts(what.process, Passed(what.process)),
                        {row.voice_id: row.masked for row in what.rows(Review) if row.voice_id in passed})
    for model in what.models():
        name = model._meta.label_lower
        if name in OPEN:
            yield f"{FOLDER}/{name.replace('.', '-')}.csv", _csv(model, what, readable)


def inventory(folder: Path) -> dict[str, str]:
    """Write the list of every file in `folder` with its SHA-256, and return it with the list's own."""
    sums = {str(path.relative_to(folder)): _sum(path) for path in sorted(folder.rglob("*")) if path.is_file()}
    listed = csv_text([["archivo", "bytes", "sha256"],
                       *([name, (folder / name).stat().st_size, digest] for name, digest in sums.items())])
    (folder / INVENTORY).write_text(listed, encoding="utf-8")
    return {name: digest for name, digest in sums.items() if not name.startswith(FOLDER)} | {
        INVENTORY: _sum(folder / INVENTORY)}


def _csv(model: Model, what: Leaving, readable: Readable) -> bytes:
    fields = [one for one in model._meta.fields if one.attname not in UNTOLD]
    rows = ([_cell(one, row, what, readable) for one in fields] for row in what.rows(model))
    return csv_text([[one.attname for one in fields], *rows]).encode("utf-8-sig")


def _cell(one: Any, row: Any, what: Leaving, readable: Readable) -> str:
    kind = row._meta.label_lower
    sealed, leaves = isinstance(one, SealedField), declared().get(kind)
    if sealed and row.pk in what.emptied:
        return instead()
    if isinstance(row, Voice) and sealed:
        return readable.voices.get(row.pk, "")
    if sealed or (leaves and one.attname in leaves.fields):
        return readable.texts.get((kind, row.pk, one.attname), "")
    value = getattr(row, one.attname)
    return "" if value is None else str(value)


def _sum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
