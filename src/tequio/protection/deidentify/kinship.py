"""Kin and roles: who somebody is to somebody, with the words that narrow it down."""

from tequio.foundation.language.folding import fold
from tequio.protection.deidentify.found import Found
from tequio.protection.deidentify.happenings import CLAUSE_REACH, DONE, told_end
from tequio.protection.deidentify.lexicon import classes, words
from tequio.protection.deidentify.reading import DIGITS, LOWER, MARK, Reading
from tequio.protection.deidentify.wordclasses import (
    ARTICLE,
    COMMON,
    CUE_BITS,
    DEFINITE,
    DEMONSTRATIVE,
    FUNCTION,
    KIN,
    KIN_NEVER_ALONE,
    KIN_ORDER,
    MONTH,
    NUMBER,
    PLAIN,
    POSSESSIVE,
    ROLE,
    TOWN,
    TRADE,
    UNIT,
    VERB,
)

ENDS_NOUNS = FUNCTION | POSSESSIVE | VERB
WHOSE = FUNCTION | POSSESSIVE | ARTICLE | DEMONSTRATIVE | NUMBER
IS = frozenset(("soy", "es", "era", "fui", "fue", "como"))
RANKS = words("described", "ranks")
POSTS = words("kinship", "posts")
PUBLIC_POSTS = words("kinship", "public_posts")
RELATIVES = frozenset(("que", "q", "k"))
DOES = words("kinship", "does")
WHERE = words("kinship", "where")
NOT_WHOSE = frozenset(("apellido", "apellidos", "nombre", "oficio", "turno", "guardia", "confianza", "edad"))
SINGLED = frozenset(("unica", "unico"))
ONE_OF_ITS_KIND = words("kinship", "one_of_its_kind")
COLOURS = words("described", "colours")
ADJECTIVES = ("ico", "ica", "dero", "dera", "ivo", "iva", "oso", "osa", "ario", "aria", "ual", "ional", "orial")
OF_THE_PEOPLE = words("kinship", "of_the_people")
OFFICES = words("kinship", "offices")
OF_OFFICE = words("kinship", "of_office")
HIGH = words("kinship", "high")
WORKERS = ("ador", "adora", "edor", "edora", "idor", "idora", "guillo", "ista")
SHORTEST_TRADE = 8
SHORTEST_ADJECTIVE = 6
NOUNS = 3
MOST_ORDERS = 4
# Of these a place has one, whom everybody knows.
SOLE = words("kinship", "sole")
BEFORE_NOUN = frozenset(("unica", "unico", "un", "una"))


def relations(reading: Reading) -> list[Found]:
    found = []
    for place, bits in enumerate(reading.bits):
        if bits & KIN and not reading.is_proper(place):
            found += _kin(reading, place)
        elif bits & ROLE and not reading.is_proper(place):
            found += _role(reading, place)
        if reading.folds[place] in SOLE and reading.word(place - 1) in ("el", "la", "al", "del"):
            found.append(Found(place - 1, place + 1, "RELATION", "one of its kind"))
    return found


def _kin(reading: Reading, place: int) -> list[Found]:
    """`prima del delegado`, `hija gemela`; plain `mi marido`, `su hijo mayor` and `la mamá de Kevin` stay: they carry
    what was said, and the name goes by itself."""
    ordered = place + 1
    while (
        ordered - place < MOST_ORDERS
        and reading.has(ordered, KIN_ORDER)
        and reading.joined(ordered)
        and not reading.has(ordered, VERB)
    ):
        ordered += 1
    if reading.has(place, KIN_NEVER_ALONE) and reading.has(place - 1, COMMON) and not reading.has(place - 1, WHOSE):
        # `un pleito viejo del agua`: an adjective.
        return []
    last = _appositive(reading, _narrowed(reading, ordered))
    first = place - (reading.word(place - 1) == "ex")
    if last > ordered and not _of_many(reading, place, ordered):
        return [Found(first, last, "RELATION", "kin")]
    if reading.word(place - 1) in SINGLED:
        return [Found(first - 1, ordered, "RELATION", "one of its kind")]
    if any(reading.folds[here] in ONE_OF_ITS_KIND for here in range(place, ordered)):
        return [Found(first, ordered, "RELATION", "one of its kind")]
    return []


def _of_many(reading: Reading, place: int, ordered: int) -> bool:
    """`las madres de los desaparecidos`, `los hijos de migrantes`: whoever they are, they are many."""
    if not reading.folds[place].endswith("s") or reading.word(ordered) not in ("de", "del"):
        return False
    return reading.word(ordered) == "de" and not (reading.word(ordered + 1) == "la" or reading.is_proper(ordered + 1))


def _of_a_name(reading: Reading, place: int) -> bool:
    """`albañil de don Nacho`."""
    named = reading.is_proper(place + 1) or reading.word(place + 1) in ("don", "dona")
    return named and reading.word(place) in ("de", "del")


def _appositive(reading: Reading, last: int, otherwise: int | None = None) -> int:
    """Past `la de las flores`, `el de los mariscos` behind kin."""
    here = last + (reading.word(last) == ",")
    if reading.word(here) in ("la", "el") and reading.word(here + 1) in ("de", "del"):
        end = noun_end(reading, here + 2, 1)
        return end if end > here + 2 else last
    if reading.word(last) in ("la", "el") and reading.has(last + 1, ROLE | TRADE) and not reading.has(last + 1, VERB):
        # `mi tía la rezandera`.
        return last + 2
    return last if otherwise is None else otherwise


def _role(reading: Reading, place: int) -> list[Found]:
    """A role counts with what tells which: `dueño de la única farmacia`, `señora que vende tamales`."""
    if _of_a_name(reading, place + 1) and not reading.has(place + 2, TOWN):
        return [Found(place, place + 1, "RELATION", "role")]
    if reading.folds[place] in OFFICES and (last := _office_end(reading, place)):
        return [Found(place, last, "RELATION", "office")]
    if reading.word(place + 1) == "mas" and reading.folds[place] in OFFICES and reading.shape(place + 2) == LOWER:
        # `el topil más chico`.
        return [Found(place, place + 3, "RELATION", "office")]
    narrowed = _narrowed(reading, place + 1)
    last = _appositive(reading, narrowed)
    if last > narrowed == place + 1 and reading.has(place, TRADE | ROLE) and reading.word(place - 1) in IS:
        # `es mecánico, el de la curva`.
        return [Found(place, last, "RELATION", "role")]
    if reading.word(place - 1) in SINGLED:
        return [Found(place - 1, last, "RELATION", "one of its kind")]
    if reading.word(place + 1) in SINGLED:
        return [Found(place - reading.has(place - 1, ARTICLE), place + 2, "RELATION", "one of its kind")]
    if last == place + 1:
        return []
    if _said_of_somebody(reading, place) and not any(reading.public[place + 1 : last]):
        return [Found(place, last, "RELATION", "role")]
    inside = range(place + 1, last)
    if reading.public[last - 1]:
        return []
    particular = any(
        reading.has(here, CUE_BITS)
        or reading.has(here, ROLE)
        or reading.folds[here] in SINGLED
        or reading.folds[here] in DOES
        for here in inside
    )
    return [Found(place, last, "RELATION", "role")] if particular or _the_one(reading, place) else []


def _office_end(reading: Reading, place: int) -> int:
    """`mayordomo de San Isidro`, `agente municipal de Yosotato`, `rezandera del barrio de arriba`: a village has one;
    0 where nothing says which."""
    here = place + 1
    while reading.word(here) in OF_OFFICE:
        here += 1
    if reading.word(here) not in ("de", "del"):
        return 0
    here += 1 + reading.has(here + 1, DEFINITE)
    if reading.word(here) in NOT_WHOSE and reading.word(here - 1) == "de":
        return 0
    if reading.shape(here) >= DIGITS or reading.public[here] or reading.has(here, ENDS_NOUNS | UNIT):
        return 0
    return here if reading.is_proper(here) else noun_end(reading, here, NOUNS)


def _said_of_somebody(reading: Reading, place: int) -> bool:
    """`soy presidente de la danza de los diablos`, `don Lino, cabo de la base de operaciones`: what one person is."""
    of_one = reading.word(place + 1) == "del" or reading.has(place + 2, DEFINITE)
    high = reading.folds[place] in HIGH and reading.folds[place] not in RANKS | POSTS
    noun = place + 2 + reading.has(place + 2, DEFINITE)
    if not of_one or high or reading.word(noun) in PUBLIC_POSTS:
        return False
    beside = reading.is_proper(place - 2) or reading.has(place - 2, KIN)
    return reading.word(place - 1) in IS or (reading.word(place - 1) == "," and beside)


def works_somewhere(word: str) -> bool:
    """A trade, a small office; no force and no high office, whose place is public with them."""
    if fold(word) in HIGH:
        return False
    return bool(classes(word) & (ROLE | TRADE)) or (len(word) >= SHORTEST_TRADE and fold(word).endswith(WORKERS))


def _the_one(reading: Reading, place: int) -> bool:
    """`la líder de la cuadra`: one person, where the body they serve is no public one."""
    return reading.word(place - 1) in ("el", "la", "del", "al") and reading.word(place + 1) in ("de", "del")


def _narrowed(reading: Reading, place: int) -> int:
    """The end of what follows: a place beside, an age, `de` and whose, `que` and what they do."""
    word = reading.word(place)
    if word in ("de", "del"):
        return _of(reading, place)
    if word in RELATIVES and reading.word(place + 1) in DOES:
        return noun_end(reading, place + 2, 1)
    if word in RELATIVES and reading.has(place + 1, VERB) and reading.shape(place + 2) == MARK:
        return place + 2
    return place


def _of(reading: Reading, place: int) -> int:
    first = place + 1
    if (reading.has(first, NUMBER) or reading.shape(first) == DIGITS) and reading.word(first + 1) in (
        "años",
        "anos",
        "meses",
    ):
        return place
    if reading.word(place) == "del" and reading.shape(first) == DIGITS and not reading.has(first + 1, UNIT | MONTH):
        # `la señora del 14`.
        return first + 1
    if reading.word(first) in NOT_WHOSE and reading.word(place) == "de":
        return place
    if reading.word(first) in WHERE or (reading.word(first) in ("al", "la") and reading.word(first + 1) in WHERE):
        return _where_end(reading, first)
    if reading.word(first) in RELATIVES or (reading.has(first, DEFINITE) and reading.word(first + 1) in RELATIVES):
        return _clause_end(reading, first)
    if reading.has(first, POSSESSIVE) and reading.has(first + 1, KIN):
        end = _narrowed(reading, first + 2)
        return end if end > first + 2 else _appositive(reading, first + 2, otherwise=place)
    if reading.word(first) in ("ella", "ellos", "ellas") or reading.has(first, DEMONSTRATIVE):
        return place
    if reading.has(first, POSSESSIVE) or reading.is_proper(first):
        return place
    if reading.word(first) in ("uno", "una") and reading.word(first + 1) == "de":
        return first + 3
    end = noun_end(reading, first, NOUNS)
    # `hermana del policía que balacearon`.
    told = reading.word(place) == "del" and reading.word(end) in RELATIVES
    told = told and (reading.has(end + 1, VERB) or reading.word(end + 1).endswith(DONE))
    return told_end(reading, end + 1) if told and end > first else end


def _where_end(reading: Reading, first: int) -> int:
    here = first
    while reading.word(here) in WHERE or reading.word(here) in ("al", "la"):
        here += 1
    if reading.word(here) in ("de", "del"):
        return noun_end(reading, here + 1, 1) if not reading.is_proper(here + 1) else here
    return here


def _clause_end(reading: Reading, first: int) -> int:
    """`del que mató a mi hijo`: to the next mark, a few words at most."""
    here = first + 1
    while (
        here < reading.size and here - first <= CLAUSE_REACH and reading.shapes[here] != MARK and reading.joined(here)
    ):
        here += 1
    return here


def noun_end(reading: Reading, place: int, nouns: int) -> int:
    """Past `la señora de los tamales`: determiner and noun, again after each `de`."""
    here, taken, end = place, 0, place
    while taken < nouns:
        while reading.has(here, DEFINITE | NUMBER) or reading.word(here) in BEFORE_NOUN:
            here += 1
        if not _noun(reading, here):
            break
        here += 1
        taken, end = taken + 1, here
        if reading.word(here) not in ("de", "del") or reading.has(here + 1, POSSESSIVE):
            end += described_by(reading, here)
            break
        here += 1
    return end if taken else place - (place > 0 and reading.word(place - 1) in ("de", "del"))


def described_by(reading: Reading, place: int) -> bool:
    """`educación física`, `casitas rosas`, `líder ganadero`: the adjective that goes on with the noun before it."""
    if reading.shape(place) >= DIGITS or not reading.joined(place):
        return False
    if reading.has(place, PLAIN) or reading.word(place) in COLOURS or reading.word(place)[:-1] in COLOURS:
        return True
    noun, word = reading.word(place - 1), reading.word(place)
    if reading.has(place, ENDS_NOUNS) or reading.is_proper(place) or len(word) < SHORTEST_ADJECTIVE:
        return False
    plural = word.endswith("s") == noun.endswith("s")
    return plural and (word.removesuffix("s").endswith(ADJECTIVES) or word in OF_THE_PEOPLE)


def _noun(reading: Reading, place: int) -> bool:
    return (reading.shape(place) == LOWER and not reading.has(place, ENDS_NOUNS) and not reading.is_proper(place)) or (
        not reading.trusted[place] and reading.shape(place) < DIGITS and not reading.has(place, ENDS_NOUNS)
        if 0 <= place < reading.size
        else False
    )
