"""The detector of a process: its places are masked, the public bodies it addresses stay named."""

from collections.abc import Callable, Iterable

from tequio.foundation.places.models import Process
from tequio.protection.deidentify import Detector


def detector(process: Process, glossary: Iterable[tuple[str, str]] = ()) -> Detector:
    return Detector(places=[place.name for place in process.territories.all()], glossary=glossary)


def masker(process: Process) -> Callable[[str], str]:
    """Masks one text; the process's detector is made once."""
    found = detector(process)
    return lambda text: found.mask(text).text
