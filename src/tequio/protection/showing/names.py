"""What in a text that somebody just typed looks like a name, an address or a number of somebody."""

from tequio.foundation.places.models import Process
from tequio.protection.deidentify.spans import settled
from tequio.protection.masking import NAMING, detector, glossary
from tequio.protection.reading.tapped import Tapped


def looks_like_names(process: Process, texts: list[str]) -> list[tuple[int, str]]:
    """The number of the text, counted from 1, and the words in it: shown to whoever typed them, and to nobody else."""
    found, marked = detector(process), Tapped(glossary(process))
    seen: list[tuple[int, str]] = []
    for number, text in enumerate(texts, start=1):
        spans = settled([*(span for span in found.spans(text) if span.label in NAMING), *marked.spans(text)])
        seen += [(number, text[span.start:span.end]) for span in spans]
    return seen
