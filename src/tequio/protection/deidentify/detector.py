"""The whole detector: a text in, its spans or its masked twin out. No model, no network, nothing kept between texts."""

from collections.abc import Collection, Iterable

from tequio.protection.deidentify.bands import bands
from tequio.protection.deidentify.businesses import businesses
from tequio.protection.deidentify.casing import find_proper, restored, trust_capitals
from tequio.protection.deidentify.directions import directions
from tequio.protection.deidentify.found import Found, as_span
from tequio.protection.deidentify.identifiers import identifiers
from tequio.protection.deidentify.institutions import (
    criminal_groups,
    feasts,
    mark_public,
    well_known_businesses,
    well_known_places,
)
from tequio.protection.deidentify.introductions import introduced
from tequio.protection.deidentify.kinship import relations
from tequio.protection.deidentify.nicknames import nicknames
from tequio.protection.deidentify.persons import persons
from tequio.protection.deidentify.phrasebook import Phrasebook
from tequio.protection.deidentify.placeholders import Placeholders
from tequio.protection.deidentify.places import places
from tequio.protection.deidentify.rare import rare_homes, rare_people, rare_places, rare_workplaces
from tequio.protection.deidentify.reading import Reading
from tequio.protection.deidentify.repeated import repeated
from tequio.protection.deidentify.schools import schools
from tequio.protection.deidentify.spans import Masked, Span, bridged, settled
from tequio.protection.deidentify.spoken import spoken_numbers
from tequio.protection.deidentify.streets import streets
from tequio.protection.deidentify.times import times

RULES = (
    spoken_numbers,
    times,
    feasts,
    criminal_groups,
    streets,
    directions,
    schools,
    businesses,
    places,
    well_known_places,
    well_known_businesses,
    relations,
    introduced,
    nicknames,
    bands,
    persons,
    rare_places,
    rare_homes,
    rare_people,
    rare_workplaces,
)


class Detector:
    """Finds what could tell who, where or when.

    `places` are names of the territory's catalogue; `glossary` holds (words, label) that people of the process marked,
    and carries each mark to every text; `public` are names that stay: the municipality itself, the bodies it addresses.
    """

    def __init__(
        self, places: Iterable[str] = (), glossary: Iterable[tuple[str, str]] = (), public: Iterable[str] = ()
    ) -> None:
        self._public = Phrasebook((name, "PUBLIC") for name in public)
        self._places = Phrasebook((name, "PLACE") for name in places)
        self._glossary = Phrasebook(glossary)

    def spans(self, text: str) -> list[Span]:
        """Everything to be masked, in code points, sorted and without overlaps."""
        reading = _read(text)
        for name in self._public.find(reading, "public"):
            reading.public[name.first : name.last] = [True] * (name.last - name.first)
        found = [span for rule in RULES for span in rule(reading)]
        found += self._places.find(reading, "catalogue")
        found += repeated(reading, found)
        kept = [as_span(reading, span) for span in found if not _only_public(reading, span)]
        kept += [as_span(reading, span) for span in self._glossary.find(reading, "glossary")]
        return bridged(settled([*kept, *identifiers(text)]), text)

    def mask(self, text: str, *, counters: Placeholders | None = None, only: Collection[str] | None = None) -> Masked:
        """The text with a typed placeholder for each span; an encounter's `counters` keep the numbers consistent.

        `only` leaves spans of other labels as they are.
        """
        counters = Placeholders() if counters is None else counters
        spans, pieces, here = self.spans(text), [], 0
        spans = [span for span in spans if only is None or span.label in only]
        for span in spans:
            pieces += [text[here : span.start], counters(span, text[span.start : span.end])]
            here = span.end
        return Masked("".join([*pieces, text[here:]]), tuple(spans))


def restore_case(text: str) -> str:
    """Capitals for sentence beginnings and for names; every code point keeps its place."""
    return restored(_read(text))


def _read(text: str) -> Reading:
    reading = Reading(text)
    mark_public(reading)
    trust_capitals(reading)
    find_proper(reading)
    return reading


def _only_public(reading: Reading, found: Found) -> bool:
    return all(reading.public[found.first : found.last])
