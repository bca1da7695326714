"""The detector of a process, and how its texts are masked before anything of them leaves."""

from collections.abc import Callable, Iterable

from tequio.foundation.places.models import Level, Process
from tequio.protection.deidentify import Detector
from tequio.protection.release import Words

# In a text that the team wrote from many voices, «las madres» or «marzo» point at nobody: only what names stays masked.
NAMING = frozenset({
    "PERSON", "ALIAS", "STREET", "SCHOOL", "BUSINESS", "PHONE", "EMAIL", "URL", "HANDLE", "CURP", "RFC", "INE", "CLABE",
    "PLATE", "ID", "CRIMINAL_GROUP", "GLOSSARY"})


def detector(process: Process, glossary: Iterable[tuple[str, str]] = ()) -> Detector:
    """Neighbourhoods are masked; municipalities, states and the bodies that are addressed stay named."""
    near = process.territories.filter(level=Level.NEIGHBOURHOOD).values_list("name", flat=True)
    far = process.territories.exclude(level=Level.NEIGHBOURHOOD).values_list("name", flat=True)
    return Detector(places=near, glossary=glossary,
                    public=[*far, *process.institutions.values_list("name", flat=True)])


def masker(process: Process, glossary: Iterable[tuple[str, str]] = ()) -> Callable[[Words], str]:
    """Masks one text: whole where it is somebody's own words, what names where the team wrote it."""
    found = detector(process, glossary)

    def mask(words: Words) -> str:
        return found.mask(words.text, only=NAMING if words.drafted else None).text

    return mask
