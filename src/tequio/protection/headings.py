"""Titles and names that a team makes public: they stand as they are, but for what names a private person."""

from collections.abc import Iterable, Iterator

from tequio.foundation.places.models import Process
from tequio.protection.deidentify import Detector, masked
from tequio.protection.deidentify.spans import Span, settled

# What leads to one person wherever it stands. Places, schools and offices stand in a title by right.
OF_A_PERSON = frozenset({"CURP", "RFC", "INE", "CLABE", "EMAIL", "HANDLE", "PHONE", "ID", "PLATE", "PERSON", "ALIAS"})


def in_heading(detector: Detector, marked: Iterable[Span], text: str) -> list[Span]:
    """What is masked in a title of the team: what people marked, and what leads to a person."""
    found = (span for span in detector.spans(text, drafted=True) if span.label in OF_A_PERSON)
    return settled([*marked, *found])


def masked_names(process: Process, glossary: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The public names of a process in which a person is named, each with how it leaves."""
    # The detector of the process leaves these very names alone; here they are what is looked at.
    bare = Detector(places=(), glossary=list(glossary), public=())
    leaving = {name: masked(name, in_heading(bare, (), name)).text for name in _names(process)}
    return {name: said for name, said in leaving.items() if said != name}


def _names(process: Process) -> Iterator[str]:
    yield process.name
    yield from process.territories.values_list("name", flat=True)
    yield from process.institutions.values_list("name", flat=True)
    for pair in process.groups.values_list("name_es", "name_en"):
        yield from filter(None, pair)
