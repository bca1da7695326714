"""Whether what stands in a column of places names somebody: «casa de doña Eleuteria», «con mi tía», a telephone. Pure.

Such a cell becomes no place: the name of a place stands in the clear, is printed and travels. Colonias that are called
after somebody known stay places, and so does a name that several rows give.
"""

import itertools
from collections.abc import Sequence

from tequio.foundation.language.tokens import words
from tequio.protection.deidentify import Detector
from tequio.protection.deidentify.lexicon import classes
from tequio.protection.deidentify.wordclasses import (
    ALSO_WORD,
    COMMON,
    FUNCTION,
    HERO,
    KIN,
    NAME,
    NICKNAME,
    ORDINAL,
    PLACE_CUE,
    SANTO,
    TOPONYM,
    TOWN,
    UNKNOWN,
)

# So many rows that give one name of a person mean a place that is called so.
SEVERAL = 3
IDENTIFIERS = frozenset(("PHONE", "EMAIL", "URL", "HANDLE", "CURP", "RFC", "INE", "CLABE", "PLATE", "ID"))
TITLES = frozenset(words("don doña señor señora señores sr sra srta señorita tío tía compadre comadre familia"))
OWN = frozenset(words("mi mis su sus tu tus"))
ARTICLES = frozenset(words("el la los las"))
BETWEEN = ARTICLES | OWN | frozenset(words("de del con donde vive a al"))
# What belongs to somebody when «de» follows.
HOMES = frozenset(words(
    "casa casita domicilio hogar cuarto vivienda departamento depa tienda tiendita abarrotes miscelánea puesto local "
    "taller negocio consultorio fonda cocina tortillería estética carnicería papelería patio zaguán lo"))
LANDS = frozenset(words("rancho ranchito parcela terreno lote corral milpa huerta solar"))
# A house that belongs to nobody.
PUBLIC = frozenset(words("salud cultura pueblo migrante campesino estudiante mujer"))
# Surnames after which colonias are called, beside those that the detector knows.
EPONYMS = frozenset(words("colosio ordaz cortines jaramillo portillo mateos camacho echeverría quintana galeana mina"))
BESIDE = frozenset(words("con junto frente enfrente atrás detrás lado donde arriba abajo"))


def names_somebody_there(cell: str, detector: Detector, *, rows: int = 1) -> bool:
    """True where the cell points at a person, or holds a number of theirs; `rows` is how many give this very cell."""
    said = words(cell)
    return (any(span.label in IDENTIFIERS for span in detector.spans(cell))
            or _titled(said) or _belongs(said) or _beside(said) or (rows < SEVERAL and _bare_name(said)))


def _titled(said: Sequence[str]) -> bool:
    """«Doña Chuy», «la señora Mary»; «Nuestra Señora de la Luz» and «Señor de los Milagros» are no persons here."""
    return any(title in TITLES and _a_name(name) for title, name in itertools.pairwise(said))


def _belongs(said: Sequence[str]) -> bool:
    for place, word in enumerate(said[:-1]):
        if word in HOMES | LANDS and said[place + 1] in ("de", "del", "con", "donde") and _somebodys(
                said[place + 1:], unknown=word in HOMES):
            return True
    return False


def _beside(said: Sequence[str]) -> bool:
    """«Con mi tía», «atrás de lo de la Chata», «junto a Eleuteria»."""
    return bool(said) and said[0] in BESIDE | {"a"} and any(
        _somebodys(said[place:], unknown=False) for place, word in enumerate(said) if word in BETWEEN)


def _somebodys(rest: Sequence[str], *, unknown: bool) -> bool:
    """Whether what follows «de» is a person: a name, a nickname, somebody's kin, or a name in no dictionary."""
    led = [word for at, word in enumerate(rest) if set(rest[:at + 1]) <= BETWEEN]
    after = list(rest[len(led):])
    if not after:
        return False
    bits, article = classes(after[0]), bool(ARTICLES & set(led)) or "del" in led
    if bits & (HERO | SANTO | TOWN | PLACE_CUE) or after[0] in PUBLIC:
        return False
    if after[0] in TITLES or bits & NICKNAME or (bits & KIN and OWN & set(led)):
        return True
    if bits & NAME:
        return not article or not bits & COMMON
    # «Rancho de los Zarvargas»; «rancho de Xoxocotla» is a place.
    return bool(bits & UNKNOWN) and (unknown or bool({"los", "las", "vive"} & set(led)))


def _bare_name(said: Sequence[str]) -> bool:
    """«Juana Pérez López»; not «Benito Juárez», «Santa Rosa», «Martín Carrera»."""
    bits = [classes(word) for word in said]
    if len(said) < 2 or not bits[0] & NAME or EPONYMS & set(said) or any(
            one & (HERO | SANTO | TOWN | TOPONYM | PLACE_CUE | ORDINAL) for one in bits):
        return False
    return all(one & (NAME | UNKNOWN | FUNCTION) for one in bits) and all(
        one & UNKNOWN or not one & ALSO_WORD for one in bits[1:] if not one & FUNCTION)


def _a_name(word: str) -> bool:
    bits = classes(word)
    return bool(bits & (NAME | NICKNAME | UNKNOWN)) and word not in BETWEEN
