"""The detector of a process with the words its people marked, and how its texts are masked before anything leaves."""

from collections.abc import Iterable
from uuid import UUID

from tequio.foundation.accounts.reach import everywhere
from tequio.foundation.places.models import Level, Process
from tequio.foundation.vault.keyring import keyring
from tequio.protection.deidentify import Detector, Span, masked
from tequio.protection.headings import in_heading, masked_names
from tequio.protection.reading.lifted import Lifted
from tequio.protection.reading.models import Tap
from tequio.protection.reading.tapped import Tapped
from tequio.protection.release import Words


def can_mask(process_id: UUID) -> bool:
    """Whether its words can be read at all just now."""
    return keyring.is_open(process_id)


def glossary(process: Process) -> list[tuple[str, str]]:
    """Words that people marked, each with what they are."""
    with everywhere():
        return [(tap.words, tap.label) for tap in Tap.objects.filter(process=process)]


def detector(process: Process, more: Iterable[tuple[str, str]] = ()) -> Detector:
    """Neighbourhoods are masked; municipalities, states and the bodies that are addressed stay named.

    `more` are marked words that are not kept yet, from a process file that is being read.
    """
    near = process.territories.filter(level=Level.NEIGHBOURHOOD).values_list("name", flat=True)
    far = process.territories.exclude(level=Level.NEIGHBOURHOOD).values_list("name", flat=True)
    return Detector(places=near, glossary=[*glossary(process), *more],
                    public=[*far, *process.institutions.values_list("name", flat=True)],
                    already_public=process.already_public)


class Masking:
    """Masks one text: whole where it is somebody's own words; what names and what was marked, where the team wrote.

    In a title of the team what was marked is masked, and what leads to a person. Where the team wrote, what two people
    lifted stands.
    """

    def __init__(self, process: Process, more: Iterable[tuple[str, str]] = ()) -> None:
        extra = list(more)
        self.detector = detector(process, extra)
        self._tapped, self.lifted = Tapped([*glossary(process), *extra]), Lifted(process)

    def __call__(self, words: Words) -> str:
        spans = self.spans(words)
        return masked(words.text, self.lifted.standing(words.text, spans) if of_the_team(words) else spans).text

    def spans(self, words: Words) -> list[Span]:
        """Everything that is found, lifted or not."""
        if words.heading:
            return in_heading(self.detector, self._tapped.spans(words.text), words.text)
        return self.detector.spans(words.text, drafted=words.drafted)


def of_the_team(words: Words) -> bool:
    """Whether the team answers for these words; otherwise they are somebody's own, and no mask in them is lifted so."""
    return words.drafted or words.heading


def masker(process: Process, more: Iterable[tuple[str, str]] = ()) -> Masking:
    return Masking(process, more)


def names_that_leave(process: Process) -> dict[str, str]:
    """Public names in which a private person is named, each as it leaves; the others leave as they are."""
    return masked_names(process, glossary(process))
