"""Codings and links of voices whose words were replaced by a later version of the same submission."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import F, Q

from tequio.diagnosis.coding.anchors import Passage, passage, place_again
from tequio.diagnosis.models import Coding, CodingStatus, Link, Settlement, Sheet, Step
from tequio.foundation.trail.models import Edge
from tequio.listening.models import Voice

# No voice is as long as this.
AWAY = 1_000_000_000
Key = tuple[UUID, str, int, int]


def anchor_again(voices: Iterable[Voice]) -> int:
    """Inside the action that replaced the words: what still has its quote moves to it, what has not waits in a list.

    A quote that could mean more than one place waits as well. A suggestion that lost its place goes: nobody took it.
    Steps cannot be undone across the change, because they name places of the earlier words. Returns how many wait or
    went.
    """
    lost = 0
    for voice in voices:
        text = voice.text
        lost += _codings_anchored(voice, text)
        for link in Link.objects.filter(voice=voice, adrift=False).exclude(start=None).order_by("start", "end", "pk"):
            lost += not _link_anchored(link, text)
        Step.objects.filter(voice=voice).delete()
        Sheet.objects.filter(voice=voice).update(revision=F("revision") + 1)
    return lost


def _codings_anchored(voice: Voice, text: str) -> int:
    """Where two passages that said the same became one, the first has it and the other waits. Returns how many lost
    their place.
    """
    taken = {_key(row, row.start, row.end) for row in Coding.objects.filter(voice=voice, status=CodingStatus.ADRIFT)}
    rows = Coding.objects.filter(voice=voice).exclude(status=CodingStatus.ADRIFT)
    placed: list[tuple[Coding, int]] = []
    lost: list[Coding] = []
    for row in rows.order_by("start", "end", "pk"):
        place = place_again(_passage(row), text)
        key = None if place is None else _key(row, place, place + len(row.quote))
        if place is None or key is None or key in taken:
            lost.append(row)
        else:
            taken.add(key)
            placed.append((row, place))
    # Far away from all text first: while they move, none stands where another goes.
    rows.update(start=F("start") + AWAY, end=F("end") + AWAY)
    for row, place in placed:
        _move(row, place, text)
    settled = set(Settlement.objects.filter(voice=voice).values_list("coding_id", flat=True))
    for row in lost:
        _lost(row, taken, settled=row.pk in settled)
    return len(lost)


def _lost(row: Coding, taken: set[Key], *, settled: bool) -> None:
    """What a person said stays sealed with the voice, and what rests on it still does; so does what was settled."""
    if row.status != CodingStatus.ACCEPTED and not settled:
        Edge.objects.filter(Q(source_id=row.pk) | Q(target_id=row.pk)).delete()
        row.delete()
        return
    # Its numbers name no place any more; they only may not be those of another.
    while _key(row, row.start, row.end) in taken:
        row.end += 1
    taken.add(_key(row, row.start, row.end))
    row.status = CodingStatus.ADRIFT if row.status == CodingStatus.ACCEPTED else row.status
    row.save(update_fields=["status", "start", "end"])


def _key(row: Coding, start: int, end: int) -> Key:
    """What a table of codings holds once in a voice."""
    return row.code_id, row.coder, start, end


def _link_anchored(link: Link, text: str) -> bool:
    place = place_again(_passage(link), text)
    if place is None:
        link.adrift = True
        link.save(update_fields=["adrift"])
        return False
    _move(link, place, text)
    return True


def _passage(row: Coding | Link) -> Passage:
    return Passage(row.start or 0, row.end or 0, row.quote, row.before, row.after)


def _move(row: Coding | Link, place: int, text: str) -> None:
    there = passage(text, place, place + len(row.quote))
    row.start, row.end, row.before, row.after = there.start, there.end, there.before, there.after
    row.text_version += 1
    row.save(update_fields=["start", "end", "before", "after", "text_version"])
