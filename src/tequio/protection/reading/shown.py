"""What the page of the queue shows of each entry, typed: as it would leave, what to look at twice, who has read it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from tequio.foundation.places.models import Process
from tequio.foundation.trail.leaves import declared
from tequio.listening.cards import heard_in
from tequio.protection.deidentify.marks import Reason, attention
from tequio.protection.models import Review, ReviewStatus, TextReading
from tequio.protection.queries import reading_list, text_readings
from tequio.protection.reading.actions import seen
from tequio.protection.reading.queue import VOICE, WAITING, Ref, alike
from tequio.protection.reading.texts import AsItLeaves, texts

TONES = {ReviewStatus.MACHINE: "still", ReviewStatus.FIRST: "moving", ReviewStatus.APPROVED: "done",
         ReviewStatus.REFUSED: "refused"}


@dataclass(frozen=True)
class Piece:
    """A stretch of a text, and why it should be read twice; plain without a reason."""

    text: str
    why: str = ""


@dataclass(frozen=True)
class Entry:
    """One text of the queue. `original` is empty for those who may not see it, and where nothing is masked."""

    pk: UUID
    kind: str
    label: str
    name: str
    place: str
    group: str
    pieces: tuple[Piece, ...]
    original: str
    whys: tuple[str, ...]
    status: str
    tone: str
    seen: str
    waits: bool
    mine: bool
    refused: bool
    approved: bool
    because: str
    also: int
    url: str
    approve_url: str
    refuse_url: str
    again_url: str


def entries(process: Process, refs: Sequence[Ref], pseudonym: str, *, protector: bool) -> list[Entry]:
    """In the order of `refs`; a row that went meanwhile is left out."""
    voices = {row.pk: row for row in reading_list(process).filter(pk__in=[one.pk for one in refs if one.kind == VOICE])}
    rows = list(text_readings(process).filter(pk__in=[one.pk for one in refs if one.kind != VOICE]))
    made = {row.pk: _voice(row, pseudonym, protector) for row in voices.values()}
    made |= {entry.pk: entry for entry in _texts(process, rows, pseudonym, protector)}
    return [made[one.pk] for one in refs if one.pk in made]


def why(reason: Reason) -> str:
    return {Reason.COUNTS: _("cuenta personas"), Reason.PLACES: _("dice dónde vive o está alguien"),
            Reason.ASKED: _("se pidió no escribirlo")}[reason]


def pieces(text: str) -> tuple[Piece, ...]:
    """The whole text in order, cut where something should be looked at twice."""
    found, here = [], 0
    for mark in attention(text):
        if mark.start >= here:
            found += [Piece(text[here:mark.start]), Piece(text[mark.start:mark.end], why(mark.reason))]
            here = mark.end
    return tuple(piece for piece in (*found, Piece(text[here:])) if piece.text)


def _voice(row: Review, pseudonym: str, protector: bool) -> Entry:
    voice, masked = row.voice, row.masked
    return _entry(row, VOICE, capfirst(_("voz")), heard_in(voice), voice.territory.name, str(voice.group or ""), masked,
                  voice.text if protector else "", seen(row), pseudonym,
                  url=reverse("protection:reading", args=[row.process_id, row.pk]),
                  verbs=("approve", "refuse", "again"))


def _texts(process: Process, rows: Sequence[TextReading], pseudonym: str, protector: bool) -> Iterator[Entry]:
    there, also = AsItLeaves(process), alike(rows)
    by_place = {(row.kind, row.object_id, row.field): row for row in rows}
    for kind in dict.fromkeys(row.kind for row in rows):
        wanted = {row.object_id for row in rows if row.kind == kind}
        for text in texts(process, kind=kind, among=wanted):
            row = by_place.get(text.place)
            if row is not None:
                masked = there.masked(text)
                yield _entry(
                    row, kind, capfirst(str(declared()[kind].label)), declared()[kind].named(text.row),
                    row.territory.name if row.territory else "", str(getattr(text.row, "group", None) or ""),
                    masked, text.words.text if protector else "", row.mark, pseudonym, also=also[row.pk],
                    url=reverse("protection:text", args=[process.pk, row.pk])
                    if protector and (masked != text.words.text or there.lifted(text)) else "",
                    verbs=("approve_text", "refuse_text", "text_again"))


def _entry(row: Review | TextReading, kind: str, label: str, name: str, place: str, group: str, masked: str,
           original: str, seen_as: str, pseudonym: str, *, verbs: tuple[str, str, str], url: str = "",
           also: int = 0) -> Entry:
    cut, status = pieces(masked), ReviewStatus(row.status)
    approve, refuse, again = (reverse(f"protection:{verb}", args=[row.process_id, row.pk]) for verb in verbs)
    return Entry(
        pk=row.pk, kind=kind, label=label, name=name, place=place, group=group, pieces=cut,
        original=original if original != masked else "", whys=tuple(dict.fromkeys(one.why for one in cut if one.why)),
        status=capfirst(str(status.label)), tone=TONES[status], seen=seen_as, waits=status in WAITING,
        mine=row.first_reviewer == pseudonym and status == ReviewStatus.FIRST, refused=status == ReviewStatus.REFUSED,
        approved=status == ReviewStatus.APPROVED, also=also, url=url, approve_url=approve, refuse_url=refuse,
        again_url=again, because=row.get_refused_because_display() if row.refused_because else "")
