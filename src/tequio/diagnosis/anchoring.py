"""Codings of voices whose words were replaced by a later version of the same submission."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q

from tequio.diagnosis.models import Coding
from tequio.foundation.trail.models import Edge
from tequio.listening.models import Voice


def anchor_again(voices: Iterable[Voice]) -> int:
    """Inside the action that replaced the words: codings whose quote still stands move to it, the others go.

    A quote that stands in the new words more than once could mean either place, so its coding goes, too. Returns how
    many went.
    """
    gone: list[UUID] = []
    for voice in voices:
        text = voice.text
        for coding in Coding.objects.filter(voice=voice):
            if not _anchored(coding, text):
                gone.append(coding.pk)
    Edge.objects.filter(Q(source_id__in=gone) | Q(target_id__in=gone)).delete()
    Coding.objects.filter(pk__in=gone).delete()
    return len(gone)


def _anchored(coding: Coding, text: str) -> bool:
    quote = coding.quote
    if text[coding.start:coding.end] != quote:
        if text.count(quote) != 1:
            return False
        coding.start = text.index(quote)
        coding.end = coding.start + len(quote)
    coding.text_version += 1
    coding.save(update_fields=["start", "end", "text_version"])
    return True
