"""The whole detector: a text in, its spans or its masked twin out. No model, no network, nothing kept between texts."""

from collections.abc import Collection, Iterable, Sequence

from tequio.protection.deidentify.bands import bands
from tequio.protection.deidentify.bodies import declared_as_public, mark_bodies, short_forms, without_kind
from tequio.protection.deidentify.businesses import businesses
from tequio.protection.deidentify.casing import find_proper, restored, trust_capitals
from tequio.protection.deidentify.described import described
from tequio.protection.deidentify.directions import directions
from tequio.protection.deidentify.dwellings import dwellings
from tequio.protection.deidentify.events import events
from tequio.protection.deidentify.found import Found, as_span
from tequio.protection.deidentify.held import held
from tequio.protection.deidentify.identifiers import identifiers
from tequio.protection.deidentify.institutions import (
    criminal_groups,
    feasts,
    mark_public,
    well_known_businesses,
    well_known_places,
)
from tequio.protection.deidentify.introductions import introduced
from tequio.protection.deidentify.kinship import relations, works_somewhere
from tequio.protection.deidentify.likely import likely
from tequio.protection.deidentify.marked import MarkedWords
from tequio.protection.deidentify.naming import names_somebody
from tequio.protection.deidentify.nicknames import nicknames
from tequio.protection.deidentify.persons import persons
from tequio.protection.deidentify.phrasebook import Phrasebook
from tequio.protection.deidentify.placeholders import masked_text
from tequio.protection.deidentify.places import announces_premises, places
from tequio.protection.deidentify.rare import rare_homes, rare_people, rare_places, rare_workplaces
from tequio.protection.deidentify.reading import Reading
from tequio.protection.deidentify.repeated import repeated
from tequio.protection.deidentify.schools import schools
from tequio.protection.deidentify.singled import singled
from tequio.protection.deidentify.spans import Masked, Span, bridged, posts, premises, settled
from tequio.protection.deidentify.spoken import spoken_numbers
from tequio.protection.deidentify.streets import streets
from tequio.protection.deidentify.times import times
from tequio.protection.deidentify.vehicles import vehicles

# Phrases of fixed lists, none of which holds the end of a sentence.
LISTED = (feasts, criminal_groups, well_known_places, well_known_businesses)
RULES = (
    spoken_numbers,
    described,
    vehicles,
    dwellings,
    times,
    events,
    streets,
    directions,
    schools,
    businesses,
    places,
    relations,
    held,
    singled,
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
    Where what was said is `already_public`, as in a consultation that anybody can read, only what reaches a private
    person falls.
    """

    def __init__(
        self,
        places: Iterable[str] = (),
        glossary: Iterable[tuple[str, str]] = (),
        public: Iterable[str] = (),
        *,
        already_public: bool = False,
    ) -> None:
        self._already_public = already_public
        self._public = Phrasebook((form, "PUBLIC") for name in public for form in sorted(short_forms(name)))
        self._places = Phrasebook((form, "PLACE") for name in places for form in sorted({name, without_kind(name)}))
        self._glossary = MarkedWords(glossary)

    def spans(self, text: str, *, drafted: bool = False) -> list[Span]:
        """Everything to be masked, in code points, sorted and without overlaps.

        In a `drafted` text, which the team wrote from many voices, only names of persons, marked words and identifiers.
        A text that hides its words is read twice, as written and as seen, and loses what either reading finds.
        """
        found = self._spans(text, drafted=drafted)
        hidden = self._glossary.as_seen(text, lambda plain: self._spans(plain, drafted=drafted))
        return settled([*found, *hidden]) if hidden else found

    def _spans(self, text: str, *, drafted: bool) -> list[Span]:
        reading = read_text(text)
        declared_as_public(reading, self._public)
        found = _by_rules(reading)
        found += self._places.find(reading, "catalogue")
        found += repeated(reading, found)
        kept = [as_span(reading, span) for span in found if not _only_public(reading, span)]
        kept += identifiers(text)
        marked = self._glossary.written(reading)
        if not drafted and not self._already_public:
            ruled = settled([*kept, *marked])
            whole = premises(bridged(settled([*ruled, *likely(reading, ruled)]), text), text, announces_premises)
            return posts(whole, text, works_somewhere)
        # What people marked is joined last: a rule that reads more into the place must not take it along.
        # Nor does a place take its owner's name along: `la fonda de doña Chole` loses the name alone.
        naming = [span for span in bridged(settled(kept), text)
                  if names_somebody(span, text, private=self._already_public)]
        return settled([*naming, *marked])

    def mask(self, text: str, *, only: Collection[str] | None = None) -> Masked:
        """The text with a stand-in for each span; `only` leaves spans of other labels as they are."""
        return masked(text, [span for span in self.spans(text) if only is None or span.label in only])


def masked(text: str, spans: Sequence[Span]) -> Masked:
    """The text with a stand-in for each of `spans`, which are sorted and lie apart."""
    return Masked(masked_text(text, spans), tuple(spans))


def restore_case(text: str) -> str:
    """Capitals for sentence beginnings and for names; every code point keeps its place."""
    return restored(read_text(text))


def read_text(text: str) -> Reading:
    """The text with its public bodies set aside and its names told by their capitals."""
    reading = Reading(text)
    mark_public(reading)
    trust_capitals(reading)
    mark_bodies(reading)
    find_proper(reading)
    return reading


def _by_rules(reading: Reading) -> list[Found]:
    """What the rules find, each sentence for itself."""
    found = [span for rule in LISTED for span in rule(reading)]
    for offset, sentence in reading.sentences():
        for rule in RULES:
            if here := rule(sentence):
                found += [
                    Found(first + offset, min(last, sentence.size) + offset, label, reason)
                    for first, last, label, reason in here
                ]
    return found


def _only_public(reading: Reading, found: Found) -> bool:
    return all(reading.public[found.first : found.last])
