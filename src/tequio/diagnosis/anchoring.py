"""Codings and links of voices whose words were replaced by a later version of the same submission."""

from collections.abc import Iterable

from django.db.models import F, Q

from tequio.diagnosis.coding.anchors import Passage, passage, place_again
from tequio.diagnosis.models import Coding, CodingStatus, Link, Sheet, Step
from tequio.foundation.trail.models import Edge
from tequio.listening.models import Voice


def anchor_again(voices: Iterable[Voice]) -> int:
    """Inside the action that replaced the words: what still has its quote moves to it, what has not waits in a list.

    A quote that could mean more than one place waits as well. A suggestion that lost its place goes: nobody took it.
    Steps cannot be undone across the change, because they name places of the earlier words. Returns how many wait or
    went.
    """
    lost = 0
    for voice in voices:
        text = voice.text
        for coding in Coding.objects.filter(voice=voice).exclude(status=CodingStatus.ADRIFT):
            lost += not _coding_anchored(coding, text)
        for link in Link.objects.filter(voice=voice, adrift=False).exclude(start=None):
            lost += not _link_anchored(link, text)
        Step.objects.filter(voice=voice).delete()
        Sheet.objects.filter(voice=voice).update(revision=F("revision") + 1)
    return lost


def _coding_anchored(coding: Coding, text: str) -> bool:
    place = place_again(_passage(coding), text)
    if place is not None:
        _move(coding, place, text)
        return True
    if coding.status == CodingStatus.ACCEPTED:
        # Its words stay sealed with the voice, and what rests on it still does.
        coding.status = CodingStatus.ADRIFT
        coding.save(update_fields=["status"])
    else:
        Edge.objects.filter(Q(source_id=coding.pk) | Q(target_id=coding.pk)).delete()
        coding.delete()
    return False


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
