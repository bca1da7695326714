"""Texts of the team enter the queue masked; what was written anew, or hides something else, is unread again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from tequio.foundation.accounts.models import User
from tequio.foundation.accounts.reach import everywhere
from tequio.foundation.audit.actions import acting
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Process
from tequio.foundation.trail.actions import add
from tequio.foundation.vault.statements import altered
from tequio.protection.models import ReviewStatus, TextLift, TextReading
from tequio.protection.reading.lifted import marks_of
from tequio.protection.reading.texts import AsItLeaves, Place, Text, texts

COLUMNS = ["mark", "kept", "territory", "status", "first_reviewer", "second_reviewer", "refused_because"]
TextThere = tuple[UUID | None, str]
# One text that was read differently in two rows of a place counts as the strictest of them says.
STRICTEST = (ReviewStatus.REFUSED, ReviewStatus.FIRST, ReviewStatus.APPROVED)


def enter_texts(*, actor: User, process: Process) -> int:
    """Put every text that could leave through the detector; how many wait to be read that did not before."""
    with acting(actor, "review_voice", on=process, process_id=process.pk) as deed:
        renewed = renew_texts(process)
        deed.count = renewed.new + renewed.again
    return deed.count


def read_beforehand(*, actor: User, process: Process, readers: Sequence[User]) -> int:
    """A demonstration may say that its two invented readers read everything. Raises TQ-787 for any other process."""
    if not process.is_demo or len(readers) < 2:
        raise TequioError("TQ-787")
    with acting(actor, "review_voice", on=process, process_id=process.pk) as deed:
        renew_texts(process)
        rows = list(TextReading.objects.filter(process=process, status=ReviewStatus.MACHINE))
        for row in rows:
            row.status = ReviewStatus.APPROVED
            row.first_reviewer, row.second_reviewer = readers[0].pseudonym, readers[1].pseudonym
            row.save(update_fields=["status", "first_reviewer", "second_reviewer"])
        deed.count = len(rows)
    return deed.count


@dataclass(frozen=True)
class Renewed:
    """How many texts wait that were not in the queue before, and how many that were and are unread again."""

    new: int
    again: int


def renew_texts(process: Process) -> Renewed:
    """Inside an action: bring the queue to what stands there now."""
    with everywhere():
        rows = {(row.kind, row.object_id, row.field): row
                for row in TextReading.objects.filter(process=process).select_for_update(of=("self",))}
        for row in altered(list(rows.values()), nothing=ReviewStatus.MACHINE):
            if row.status != ReviewStatus.REFUSED:
                row.status, row.first_reviewer, row.second_reviewer = ReviewStatus.MACHINE, "", ""
                row.save(update_fields=["status", "first_reviewer", "second_reviewer"])
        read = _as_read(rows.values())
        there, new, changed, again = AsItLeaves(process), [], [], 0
        for text in texts(process):
            row = rows.pop(text.place, None)
            made = row or _made(process, text.place)
            before = (made.mark, made.kept, made.territory_id)
            other = _mark(made, text, there, read)
            if row is None:
                new.append(made)
            elif other or before != (made.mark, made.kept, made.territory_id):
                changed.append(made)
                again += other and made.status == ReviewStatus.MACHINE
        add(new)
        for one in changed:
            one.save(update_fields=COLUMNS)
        end_stale_lifts(process, there)
        # What is no longer there needs no reading; its row held no words.
        TextReading.objects.filter(pk__in=[row.pk for row in rows.values()]).delete()
    return Renewed(sum(row.status == ReviewStatus.MACHINE for row in new), again)


def end_stale_lifts(process: Process, there: AsItLeaves) -> None:
    """A mask was lifted in one text: where that text stands nowhere any more, what was said of it goes."""
    if not TextLift.objects.filter(process=process).exists():
        return
    standing = {mark for text in texts(process) if text.liftable for mark in marks_of(there.marks, text.words.text)}
    TextLift.objects.filter(process=process).exclude(mark__in=standing).delete()


@dataclass(frozen=True)
class Decided:
    """What people decided of a text, apart from the row it stood in: texts change places while rows stay."""

    status: str = ReviewStatus.MACHINE
    first_reviewer: str = ""
    second_reviewer: str = ""
    refused_because: str = ""


def _as_read(rows: Iterable[TextReading]) -> dict[TextThere, Decided]:
    """What was decided of each text that somebody read, as of before any row takes another text."""
    found: dict[TextThere, Decided] = {}
    for row in rows:
        if row.status == ReviewStatus.MACHINE:
            continue
        at = (row.territory_id, row.mark)
        one = Decided(row.status, row.first_reviewer, row.second_reviewer, row.refused_because)
        found[at] = min(found.get(at, one), one, key=lambda decided: STRICTEST.index(ReviewStatus(decided.status)))
    return found


def _made(process: Process, place: Place) -> TextReading:
    kind, object_id, field = place
    return TextReading(process=process, kind=kind, object_id=object_id, field=field)


def _mark(row: TextReading, text: Text, there: AsItLeaves, read: dict[TextThere, Decided]) -> bool:
    """Write into the row what its text is now. True when another text would leave than the one it was read as."""
    masked = there.masked(text)
    known, place = there.every_mark(masked), text.leaves.territory_of(text.row)
    other = row.mark not in known
    if other:
        # As the very same text of the same place was read; as nobody read it where there is none.
        decided = next((read[place, mark] for mark in known if (place, mark) in read), Decided())
        row.status, row.refused_because = decided.status, decided.refused_because
        row.first_reviewer, row.second_reviewer = decided.first_reviewer, decided.second_reviewer
    row.mark, row.kept, row.territory_id = there.mark(masked), text.kept, place
    return other


def text_of(reading: TextReading) -> Text | None:
    """The text that a row of the queue is about, while it is there."""
    found = texts(reading.process, kind=reading.kind, among=[reading.object_id])
    return next((text for text in found if text.field == reading.field), None)
