"""Suggesting codes for a passage, pure: each suggestion shows the words it rests on. People decide.

A cue is one or more words, and fits where their base forms follow each other in a sentence: «robaron» finds «robó», and
«no hay luz» is not found in «hay luz». Words that only look alike have other base forms: «cómplice» is not found in
«complicado». What tells the sense apart stands in the cue: `*persona` is somebody («desapareció *persona»), words after
`!` silence it when they stand near («robar ! tiempo»), as a name does: «plaza del Ejército». A word that counts in
one form alone has `=` before it: «=mejoró la seguridad» is no request to better it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tequio.foundation.language.dictionary import known_word, lemma
from tequio.foundation.language.folding import fold_word
from tequio.foundation.language.memory import remembered
from tequio.foundation.language.naming import named
from tequio.foundation.language.sentences import sentences
from tequio.foundation.language.stems import stem
from tequio.foundation.language.tokens import tokens, words

SOMEBODY = "*persona"
EXACT = "="
SIGNS = SOMEBODY[0] + EXACT
NEAR = 6
LONGEST_BEFORE_SOMEBODY = 3
_DETERMINERS_WORDS = """
a al el la los las lo un una unos unas mi mis tu tus su sus nuestro nuestra nuestros nuestras ese esa esos esas
aquel aquella este esta otro otra otros otras varios varias muchos muchas dos tres cuatro cinco de del
"""
DETERMINERS = frozenset(_DETERMINERS_WORDS.split())
_PEOPLE_WORDS = """
hijo hija hermano hermana esposo esposa marido mujer novio novia padre madre papa mama tio tia primo prima sobrino
sobrina abuelo abuela nieto nieta cunado cunada suegro yerno compadre comadre vecino vecina amigo amiga companero
companera muchacho muchacha chavo chava chamaco chamaca joven jovencita nino nina senor senora hombre persona gente
familiar pariente alumno alumna estudiante maestro maestra trabajador trabajadora comerciante taxista chofer
periodista policia campesino bebe menor adolescente ciudadano ciudadana migrante victima companerito morro morra
alguien hermanito hijita hijito
"""
PEOPLE = frozenset(_PEOPLE_WORDS.split())


@dataclass(frozen=True)
class Suggestion:
    """A code for the sentence [start, end) in code points, and the words that called for it."""

    code: str
    start: int
    end: int
    because: str


@dataclass(frozen=True)
class Cue:
    """Base forms that call for a code, and those that silence it nearby."""

    code: str
    wanted: tuple[str, ...]
    stops: frozenset[str]
    # The words of the cue name a place or a street themselves («en la calle»), and no name hides them.
    placed: bool
    # Where the word stands by which the cue is found: «el ejército» is looked for at «ejército».
    anchor: int


class Suggester:
    """Cues by the first of their words that says something, made once for a codebook."""

    def __init__(self, cues: Mapping[str, Iterable[str]]) -> None:
        self._by_anchor: dict[str, list[Cue]] = defaultdict(list)
        for code, phrases in cues.items():
            for phrase in phrases:
                cue = read_cue(code, phrase)
                if cue.wanted:
                    self._by_anchor[cue.wanted[cue.anchor]].append(cue)

    def suggest(self, text: str) -> list[Suggestion]:
        """At most one suggestion per code and text: the first sentence with one of its cues."""
        found: dict[str, Suggestion] = {}
        for start, end in sentences(text):
            spoken = [token for token in tokens(text[start:end]) if token.text[0].isalnum()]
            for code, first, last in self._cues_in([token.text for token in spoken]):
                because = text[start + spoken[first].start:start + spoken[last].end]
                found.setdefault(code, Suggestion(code, start, end, because))
        return list(found.values())

    def _found_by(self, word: str, spelled: str) -> Iterable[Cue]:
        """The cues that are looked for at a word: by its base form, by its very form, or as somebody."""
        cues, form = self._by_anchor.get(word, _NONE), self._by_anchor.get(EXACT + spelled)
        cues = [*cues, *form] if form else cues
        return [*cues, *self._by_anchor.get(SOMEBODY, _NONE)] if word in _PEOPLE else cues

    def _cues_in(self, said: Sequence[str]) -> Iterator[tuple[str, int, int]]:
        folded = [fold_word(word) for word in said]
        bases = [base(word) for word in folded]
        for place, word in enumerate(bases):
            for cue in self._found_by(word, folded[place]):
                at = place - cue.anchor
                last = _fits(cue, bases, folded, at)
                if last is not None and not cue.stops.intersection(bases[max(0, at - NEAR):last + NEAR + 1]) \
                        and (cue.placed or not _in_a_name(said, folded, at)):
                    yield cue.code, at, last


def read_cue(code: str, phrase: str) -> Cue:
    """A cue as it is written in a codebook."""
    said, _, stops = phrase.partition("!")
    parts = [(part[:1], word) for part in said.split() for word in words(part.lstrip(SIGNS))]
    wanted = tuple(SOMEBODY if sign == SOMEBODY[0] else EXACT + word if sign == EXACT else base(word)
                   for sign, word in parts)
    spelled = [word for _, word in parts]
    return Cue(code, wanted, frozenset(base(word) for word in words(stops)),
               any(named(spelled, at) for at in range(len(spelled))), _anchor(wanted))


def _anchor(wanted: Sequence[str]) -> int:
    """The first word that is no article or the like; after somebody places are not known beforehand."""
    for at, word in enumerate(wanted):
        if word == SOMEBODY:
            return 0
        if word not in _LITTLE and word not in _FREQUENT:
            return at
    return 0


@remembered
def base(word: str) -> str:
    """The base form of a folded word; words that no dictionary holds meet by their stems."""
    return lemma(word) if known_word(word) else stem(word)


def _fits(cue: Cue, bases: Sequence[str], folded: Sequence[str], at: int) -> int | None:
    """Where the cue ends when it begins there, or None."""
    if at < 0:
        return None
    here = at
    for wanted in cue.wanted:
        if wanted == SOMEBODY:
            limit = here + LONGEST_BEFORE_SOMEBODY
            while here < min(limit, len(bases)) and bases[here] in _LITTLE:
                here += 1
            if here >= len(bases) or bases[here] not in _PEOPLE:
                return None
        elif here >= len(bases) or wanted not in (bases[here], EXACT + folded[here]):
            return None
        here += 1
    return here - 1


def _in_a_name(said: Sequence[str], folded: Sequence[str], at: int) -> bool:
    """A capital inside a name of a street or a place: «calle Doctor Fleming», «plaza del Ejército»."""
    return at > 0 and said[at][0].isupper() and not said[at].isupper() and named(folded, at)


_FREQUENT_WORDS = "no ya se me le les nos te que en y con por para sin muy más hay ser"
_FREQUENT = frozenset(base(word) for word in _FREQUENT_WORDS.split())
_NONE: list[Cue] = []
_LITTLE = frozenset(base(word) for word in DETERMINERS)
_PEOPLE = frozenset(base(word) for word in PEOPLE)
