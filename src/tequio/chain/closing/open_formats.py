"""What left, as tables that any program reads: words only as they may be read outside, masked by the detector.

What one person said stands there only where two people let its masked text pass; the rest is in the sealed file alone.
"""

import csv
import hashlib
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

from tequio.chain.closing.leaving import Leaving, instead
from tequio.foundation.vault.fields import SealedField
from tequio.foundation.vault.rows import Model
from tequio.listening.models import Voice
from tequio.protection.models import Review
from tequio.protection.queries import readable_outside
from tequio.protection.release import Words

FOLDER, INVENTORY = "datos", "inventario.csv"
Mask = Callable[[Words], str]
FORMULA = ("=", "+", "-", "@", "\t", "\r")
# Votes, attendance, permissions and the trail would let somebody single out who was in a small room: they are in the
# sealed file alone.
OPEN = frozenset({
    "places.process", "places.territory", "places.group", "places.institution", "listening.voice", "listening.silence",
    "diagnosis.code", "diagnosis.coding", "diagnosis.link", "diagnosis.finding", "diagnosis.stance",
    "measurement.indicator", "measurement.observation", "deliberation.statement", "agendas.proposal", "agendas.duty",
    "agendas.principlereview", "agendas.reproductionreview", "agendas.agenda", "agendas.opening", "agendas.item",
    "agendas.item_shared", "agendas.return", "followup.response", "followup.commitment", "followup.action",
    "followup.verdict",
})
# Which room, whose hand, which line of which sheet.
UNTOLD = frozenset({"encounter_id", "source_file", "source_row", "coder", "reviewer", "start", "end", "text_version",
                     "consulted"})


def tables(what: Leaving, mask: Mask) -> Iterator[tuple[str, bytes]]:
    """Each table that leaves, by the name of its file."""
    passed = readable_outside(what.process)
    for model in what.models():
        name = model._meta.label_lower
        if name in OPEN:
            yield f"{FOLDER}/{name.replace('.', '-')}.csv", _csv(model, what, passed, mask)


def inventory(folder: Path) -> dict[str, str]:
    """Write the list of every file in `folder` with its SHA-256, and return it with the list's own."""
    sums = {str(path.relative_to(folder)): _sum(path) for path in sorted(folder.rglob("*")) if path.is_file()}
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["archivo", "bytes", "sha256"])
    writer.writerows([name, (folder / name).stat().st_size, digest] for name, digest in sums.items())
    (folder / INVENTORY).write_text(out.getvalue(), encoding="utf-8")
    return {name: digest for name, digest in sums.items() if not name.startswith(FOLDER)} | {
        INVENTORY: _sum(folder / INVENTORY)}


def _csv(model: Model, what: Leaving, passed: set[UUID], mask: Mask) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    fields = [one for one in model._meta.fields if one.attname not in UNTOLD]
    writer.writerow([one.attname for one in fields])
    masked = _masked_voices(what) if model is Voice else {}
    for row in what.rows(model):
        writer.writerow([_harmless(_cell(one, row, what, passed, mask, masked)) for one in fields])
    return out.getvalue().encode("utf-8-sig")


def _masked_voices(what: Leaving) -> dict[UUID, str]:
    return {row.voice_id: row.masked for row in what.rows(Review)}


def _cell(one: Any, row: Any, what: Leaving, passed: set[UUID], mask: Mask, masked: dict[UUID, str]) -> str:
    if not isinstance(one, SealedField):
        value = getattr(row, one.attname)
        return "" if value is None else str(value)
    if row.pk in what.emptied:
        return instead()
    if one.key_of:
        return _said_by_one(one, row, passed, mask, masked)
    return mask(Words(getattr(row, one.attname), drafted=True))


def _said_by_one(one: SealedField, row: Any, passed: set[UUID], mask: Mask, masked: dict[UUID, str]) -> str:
    if one.key_id(row) not in passed:
        return ""
    return masked.get(row.pk, "") if isinstance(row, Voice) else mask(Words(getattr(row, one.attname)))


def _harmless(cell: str) -> str:
    """A spreadsheet must never run what somebody wrote."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _sum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
