"""Reading a text of the team as it would leave: approve, refuse, put back. What is decided is decided of the text.

The same text may stand in several rows of one place, as a proposal and as the item drawn from it: it is read once.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from tequio.foundation.accounts.models import User
from tequio.foundation.audit.actions import acting
from tequio.foundation.errors import TequioError
from tequio.foundation.vault.second_person import check_counts
from tequio.foundation.vault.statements import altered
from tequio.protection.models import RefusalReason, ReviewStatus, TextReading
from tequio.protection.reading.entering import text_of
from tequio.protection.reading.texts import AsItLeaves

COLUMNS = ["first_reviewer", "second_reviewer", "status", "refused_because"]


def approve_text(*, actor: User, reading: TextReading, as_seen: str) -> TextReading:
    """A person read the masked text and lets it pass; the second must be somebody else.

    Raises TQ-442 when the same person reads twice, TQ-443 when two have read it, TQ-444 when it was refused, TQ-445
    when it is no longer what was `as_seen` or what went through the detector, TQ-515 where what an earlier reader
    decided was changed without a key.
    """
    with _read_by(actor, reading, goes_on=True) as row:
        check_counts(actor, row.process)
        if row.status == ReviewStatus.APPROVED:
            raise TequioError("TQ-443")
        if row.status == ReviewStatus.REFUSED:
            raise TequioError("TQ-444")
        if as_seen != row.mark or not _is_as_entered(row):
            raise TequioError("TQ-445")
        if row.first_reviewer == actor.pseudonym:
            raise TequioError("TQ-442")
        if not row.first_reviewer:
            row.first_reviewer, row.status = actor.pseudonym, ReviewStatus.FIRST
        else:
            row.second_reviewer, row.status = actor.pseudonym, ReviewStatus.APPROVED
    return row


def refuse_text(*, actor: User, reading: TextReading, reason: RefusalReason) -> TextReading:
    """It does not leave, and coarsely why; also after two people let it pass. Raises TQ-444 when it was refused."""
    with _read_by(actor, reading) as row:
        if row.status == ReviewStatus.REFUSED:
            raise TequioError("TQ-444")
        row.status, row.refused_because = ReviewStatus.REFUSED, reason
    return row


def put_text_back(*, actor: User, reading: TextReading) -> TextReading:
    """To be read again by two people, as if nobody had."""
    with _read_by(actor, reading) as row:
        row.status, row.first_reviewer, row.second_reviewer = ReviewStatus.MACHINE, "", ""
        row.refused_because = ""
    return row


def _is_as_entered(row: TextReading) -> bool:
    text = text_of(row)
    if text is None:
        return False
    there = AsItLeaves(row.process)
    return row.mark in there.every_mark(there.masked(text))


@contextmanager
def _read_by(actor: User, reading: TextReading, *, goes_on: bool = False) -> Iterator[TextReading]:
    """The row as it stands now, locked with those of the same text in the same place; all of them take what is decided.

    A reader of one territory decides of that territory alone. One that `goes_on` from what an earlier reader decided
    may do so only where that was not changed.
    """
    with acting(actor, "review_voice", on=reading, process_id=reading.process_id, territory_id=reading.territory_id):
        same = list(TextReading.objects.filter(
            process=reading.process_id, mark=reading.mark, territory=reading.territory_id).select_related(
            "process").select_for_update(of=("self",)).order_by("pk"))
        row = next((one for one in same if one.pk == reading.pk), None)
        if row is None:
            raise TequioError("TQ-445")
        changed = {one.pk for one in altered(same, nothing=ReviewStatus.MACHINE)}
        if goes_on and row.pk in changed:
            raise TequioError("TQ-515")
        before = (row.status, row.first_reviewer)
        yield row
        for one in same:
            if one.pk == row.pk or (one.pk not in changed and (one.status, one.first_reviewer) == before):
                for column in COLUMNS:
                    setattr(one, column, getattr(row, column))
                one.save(update_fields=COLUMNS)
