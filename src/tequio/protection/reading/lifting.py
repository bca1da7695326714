"""Lifting a mask in a text of the team: one person asks with a reason, a different one agrees.

In what somebody said no mask is lifted here: whether their words can stand is read voice by voice, and is theirs.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tequio.foundation.accounts.models import User
from tequio.foundation.audit.actions import Deed, acting
from tequio.foundation.audit.browser import SAME_BROWSER, signed_first, signed_from_one_browser
from tequio.foundation.errors import TequioError
from tequio.foundation.trail.actions import add
from tequio.foundation.vault.second_person import check_counts
from tequio.foundation.vault.statements import attested
from tequio.protection.models import TextLift, TextReading
from tequio.protection.reading.entering import renew_texts, text_of
from tequio.protection.reading.lifted import mark_of, marks_of
from tequio.protection.reading.texts import AsItLeaves, Text

VERB = "lift_mask"


@dataclass(frozen=True)
class Spot:
    """One mask of a text, and the text as whoever decides had it before their eyes."""

    reading: TextReading
    start: int
    end: int
    as_seen: str


def ask_to_lift(*, actor: User, spot: Spot, reason: str) -> TextLift:
    """Ask that the words under one mask may stand; nothing changes until somebody else agrees.

    Raises TQ-137 for somebody's own words, TQ-138 when it was asked before, TQ-445 when the text is no longer what was
    seen, TQ-448 without a reason, TQ-449 when no mask stands there.
    """
    if not reason.strip():
        raise TequioError("TQ-448")
    with _looking_at(actor, spot) as (text, there, deed):
        if (spot.start, spot.end) not in {(span.start, span.end) for span in there.found(text)}:
            raise TequioError("TQ-449")
        if lift_of(spot, text, there) is not None:
            raise TequioError("TQ-138")
        kind, object_id, field = text.place
        row = TextLift(process=spot.reading.process, kind=kind, object_id=object_id, field=field,
                       territory_id=spot.reading.territory_id, mark=mark_of(there.marks, text.words.text),
                       start=spot.start, end=spot.end, reason=reason.strip(), asked_by=actor.pseudonym)
        add([row])
        signed_first(row.pk)
        deed.because = "asked"
    return row


def agree_to_lift(*, actor: User, spot: Spot) -> int:
    """Let the words under the mask stand in that text, on pages and in what leaves. How many wait to be read again.

    Raises TQ-137 for somebody's own words, TQ-138 when somebody agreed before, TQ-139 for whoever asked, TQ-140 when
    nobody asked, TQ-445 when the text is no longer what was seen.
    """
    with _looking_at(actor, spot) as (text, there, deed):
        row = lift_of(spot, text, there)
        if row is None:
            raise TequioError("TQ-140")
        if row.agreed_by:
            raise TequioError("TQ-138")
        if row.asked_by == actor.pseudonym:
            raise TequioError("TQ-139")
        row.agreed_by = actor.pseudonym
        row.save(update_fields=["agreed_by"])
        deed.because = SAME_BROWSER if signed_from_one_browser(row.pk) else "agreed"
        return renew_texts(spot.reading.process).again


def cover_text_again(*, actor: User, spot: Spot) -> int:
    """Take back that a mask was lifted, or that somebody asked for it: one person is enough to be more careful.

    Raises TQ-140 when nobody asked, TQ-445 when the text is no longer what was seen.
    """
    with _looking_at(actor, spot) as (text, there, deed):
        row = lift_of(spot, text, there)
        if row is None:
            raise TequioError("TQ-140")
        row.delete()
        deed.because = "covered"
        return renew_texts(spot.reading.process).again


def lift_of(spot: Spot, text: Text, there: AsItLeaves) -> TextLift | None:
    """What was asked about this mask of this very text."""
    found: TextLift | None = TextLift.objects.select_for_update(of=("self",)).filter(
        process=spot.reading.process_id, mark__in=marks_of(there.marks, text.words.text), start=spot.start,
        end=spot.end).first()
    return found


@contextmanager
def _looking_at(actor: User, spot: Spot) -> Iterator[tuple[Text, AsItLeaves, Deed]]:
    """The text as it stands now, which must be the one that was seen, and one that the team wrote.

    Raises what `check_counts` raises for somebody who does not count as one of two people.
    """
    reading = spot.reading
    with acting(actor, VERB, on=reading, process_id=reading.process_id, territory_id=reading.territory_id) as deed:
        check_counts(actor, reading.process)
        row = TextReading.objects.select_related("process").select_for_update(of=("self",)).filter(
            pk=reading.pk).first()
        text, there = text_of(row) if row else None, AsItLeaves(reading.process)
        if row is None or text is None or spot.as_seen != row.mark or (
                row.mark not in there.every_mark(there.masked(text))):
            raise TequioError("TQ-445")
        if not text.liftable:
            raise TequioError("TQ-137")
        if attested([row]):
            # The reading states how many acts there were about it: this is one more, and changes nothing of it.
            row.save(update_fields=["status"])
        yield text, there, deed
