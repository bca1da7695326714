"""What in a text that somebody just typed looks like a name, an address or a number of somebody."""

from tequio.foundation.places.models import Process
from tequio.protection.masking import detector


def looks_like_names(process: Process, texts: list[str]) -> list[tuple[int, str]]:
    """The number of the text, counted from 1, and the words in it: shown to whoever typed them, and to nobody else."""
    found = detector(process)
    return [(number, text[span.start:span.end]) for number, text in enumerate(texts, start=1)
            for span in found.spans(text, drafted=True)]
