"""Masked texts, kept in memory while the vault is open: a page that shows many of them masks each once.

What is remembered is forgotten when the process is locked, and when other words are marked or other places declared.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID

from tequio.foundation.places.models import Process
from tequio.protection.masking import glossary, masker
from tequio.protection.release import Words

MOST = 50_000


@dataclass
class _Remembered:
    known_by: tuple[object, ...]
    masked: dict[Words, str] = field(default_factory=dict)


_kept: dict[UUID, _Remembered] = {}


def remembering(process: Process) -> Callable[[Words], str]:
    """As `masker`, masking the same text once."""
    mask, known_by = masker(process), _known_by(process)
    kept = _kept.get(process.pk)
    if kept is None or kept.known_by != known_by or len(kept.masked) > MOST:
        kept = _kept[process.pk] = _Remembered(known_by)
    seen = kept.masked

    def masked(words: Words) -> str:
        if words not in seen:
            seen[words] = mask(words)
        return seen[words]

    return masked


def forget_masked(process_id: UUID) -> None:
    _kept.pop(process_id, None)


def _known_by(process: Process) -> tuple[object, ...]:
    """All that masking depends on beside the text itself."""
    places = process.territories.order_by("pk").values_list("name", "level")
    return (tuple(sorted(glossary(process))), tuple(places),
            tuple(process.institutions.order_by("pk").values_list("name", flat=True)))
