"""Words that people marked, found in any text whatever their case, accents and dress. Pure."""

from collections.abc import Iterable

from tequio.foundation.language.tokens import words
from tequio.protection.deidentify import Span
from tequio.protection.deidentify.institutions import mark_public
from tequio.protection.deidentify.marked import MarkedWords
from tequio.protection.deidentify.reading import Reading

SHORTEST = 3
# Said in every second sentence: marked, they would hide what people said and nobody in it.
ORDINARY = frozenset(words(
    "algo aquí allá bien casa como con cuando dar decir del desde donde ella ellos entre era eso esta estar este gente "
    "hace hacer hasta hay las los más mujer muy nada niños noche nos nosotros nunca para pero poco por porque pues que "
    "qué ser siempre sin sobre son también tener todo todos una unos vida ver vivir"))


class Tapped:
    """The marked words of a process as one book."""

    def __init__(self, entries: Iterable[tuple[str, str]]) -> None:
        self._marked = MarkedWords(entries)

    def spans(self, text: str) -> list[Span]:
        return self._marked.spans(text)


def bare(phrase: str) -> str:
    """Without the quotation marks and stops that were selected with the words: elsewhere they are said without."""
    return " ".join(phrase.split()).strip("\"'«»“”‘’.,;:!¡?¿()[]…-– ")


def folded(phrase: str) -> str:
    """The key under which two markings are the same."""
    return " ".join(words(phrase))


def too_common(phrase: str) -> bool:
    """Whether marking it would hide ordinary speech."""
    parts = words(phrase)
    return sum(map(len, parts)) < SHORTEST or all(part in ORDINARY or len(part) < SHORTEST for part in parts)


def only_public(phrase: str) -> bool:
    """Whether it names nothing but a public body: police, army, prosecutors."""
    reading = Reading(phrase)
    mark_public(reading)
    said = [public for public, fold in zip(reading.public, reading.folds, strict=True)
            if public or (fold.isalnum() and len(fold) > SHORTEST)]
    return bool(said) and all(said)
