"""What one process masks with, and what was masked with it, kept in memory while the vault is open.

The queue, the gate and every page read from here, so that each text is masked once and everybody sees the same. It is
made anew when other words are marked, a mask of a draft is lifted, or a place or an office comes or goes.
"""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from tequio.foundation.accounts.reach import everywhere
from tequio.foundation.places.models import Process
from tequio.foundation.vault.keyring import keyring
from tequio.protection.deidentify import Span
from tequio.protection.masking import Masking
from tequio.protection.models import Tap, TextLift
from tequio.protection.release import Words

# Texts of one process that are kept masked; a process of a hundred thousand voices is not held in memory twice.
MOST = 50_000
Stamp = tuple[Any, ...]


@dataclass
class Remembered:
    """What one process masks with just now, and what was masked with it."""

    stamp: Stamp
    mask: Masking
    texts: dict[Words, str] = field(default_factory=dict)
    spans: dict[str, list[Span]] = field(default_factory=dict)

    def masked(self, words: Words) -> str:
        """As `masker`, masking the same text once."""
        if words not in self.texts:
            _make_room(self.texts)
            self.texts[words] = self.mask(words) if words.text.strip() else words.text
        return self.texts[words]

    def hidden(self, said: str) -> list[Span]:
        """What the detector and the marked words hide in somebody's own words."""
        if said not in self.spans:
            _make_room(self.spans)
            self.spans[said] = self.mask.detector.spans(said)
        return self.spans[said]


_kept: dict[UUID, Remembered] = {}


def remembered(process: Process) -> Remembered:
    """Raises TQ-301 while the vault is closed."""
    keyring.of(process.pk)
    stamp, found = _stamp(process), _kept.get(process.pk)
    if found is None or found.stamp != stamp:
        found = _kept[process.pk] = Remembered(stamp, Masking(process))
    return found


def forget(process_id: UUID) -> None:
    _kept.pop(process_id, None)


def _stamp(process: Process) -> Stamp:
    """All that masking depends on beside the text itself."""
    with everywhere():
        marked = tuple(Tap.objects.filter(process=process).order_by("pk").values_list("pk", "label"))
        lifted = tuple(TextLift.objects.filter(process=process).exclude(agreed_by="").order_by("pk").values_list(
            "pk", flat=True))
    return (marked, lifted, tuple(process.territories.order_by("pk").values_list("pk", "name", "level")),
            tuple(process.institutions.order_by("pk").values_list("pk", "name")), process.already_public)


def _make_room(held: dict[Any, Any]) -> None:
    if len(held) >= MOST:
        held.clear()
