"""Text without capitals: words too rare to be ordinary, where a place or a person would stand."""

from tequio.protection.deidentify.found import CUE_BITS, Found, proper_end
from tequio.protection.deidentify.lexicon import BIT
from tequio.protection.deidentify.reading import DIGITS, MARK, Reading

DEFINITE = BIT["DEFINITE"]
ORDINARY = (CUE_BITS | BIT["COMMON"] | BIT["FUNCTION"] | BIT["POSSESSIVE"] | BIT["ORDINARY"] | BIT["PLAIN_CAPITAL"] | BIT["KIN"] | BIT["ROLE"]
            | BIT["TITLE"] | BIT["GROUP_PLAIN"] | BIT["NUMBER"] | BIT["ORDINAL"] | BIT["UNIT"] | BIT["WEEKDAY"] | BIT["MONTH"] | BIT["PART_OF_DAY"]
            | BIT["ACRONYM"] | BIT["VERB"] | BIT["TRADE"] | BIT["DEMONSTRATIVE"] | BIT["PLAIN"] | BIT["LARGE"])
WHERE = frozenset("en por x desde hasta hacia pa rumbo".split())
COMES_FROM = frozenset("soy somos es era eran son vengo venimos viene vienen vino vinieron originario originaria originarios nativo nativa desplazados desplazadas desplazado "
                       "salimos salio salieron vecino vecinos rumbo cerca parte arriba abajo adelante delante atras afuera orilla entrada salida".split())
ACTS = frozenset("cobra cobraba cobro manda mandaba mando maneja vende vendia llego llega trae traia anda andaba dijo dice decia mato mando amenazo golpeo pego quiere agarro levanto disparo balaceo paga pagaba "
                 "recoge recogia junta se me le les nos lo la los las ya no es era fue tiene tenia vive vivia pasa pasaba viene venia trabaja trabajaba sabe quedo salio entro metio controla".split())
TOGETHER = frozenset("a con contra entre eran son fueron llegaron entraron vinieron mataron corrieron".split())
WITH = frozenset("cuando porque si como donde ya ahora luego tambien mientras con contra y o a que pero entonces llega llego era es fue pues dijo mato hasta ni".split())


def rare_places(reading: Reading) -> list[Found]:
    """`ahí en la pinzona`, `somos de los cajones`: a preposition of place, an article, a word that is not ordinary."""
    found = []
    for place, bits in enumerate(reading.bits):
        if not bits & DEFINITE or reading.trusted[place] or not _rare(reading, place + 1):
            continue
        before = place - 1
        joined = reading.folds[place] in ("del", "al")
        where = reading.word(before) in WHERE or (reading.word(before) == "de" and reading.word(before - 1) in COMES_FROM)
        if where or (joined and reading.word(before) in COMES_FROM):
            found.append(Found(place, max(place + 2, proper_end(reading, place + 1)), "PLACE", "rare word"))
    return found


def rare_people(reading: Reading) -> list[Found]:
    """`el tuerca cobra`, `al mofles`: an article, a word that is not ordinary, and something only people do."""
    found = []
    for place, fold in enumerate(reading.folds):
        if fold not in ("el", "la", "al", "los") or reading.trusted[place] or not _rare(reading, place + 1):
            continue
        if fold == "los":
            found += _band(reading, place)
            continue
        after = place + 2
        acts = reading.word(after) in ACTS or (reading.word(after) in ("que", "q") and reading.word(after + 1) in ACTS)
        to_somebody = fold == "al" or (fold == "el" and reading.word(place - 1) in ("a", "con", "contra", "es", "era"))
        if to_somebody and _closed(reading, after) or acts and _subject(reading, place - 1):
            found.append(Found(place, after, "ALIAS", "rare word"))
    return found


def _band(reading: Reading, place: int) -> list[Found]:
    """`se juntó con los chutas`."""
    return [Found(place, place + 2, "ALIAS", "rare word")] if reading.word(place - 1) in TOGETHER else []


def _rare(reading: Reading, place: int) -> bool:
    if reading.shape(place) >= DIGITS or reading.has(place, ORDINARY) or reading.public[place]:
        return False
    return len(reading.folds[place]) > 2 and not reading.is_proper(place)


def _subject(reading: Reading, place: int) -> bool:
    return place < 0 or reading.shape(place) == MARK or reading.word(place) in WITH or reading.has(place, BIT["VERB"])


def _closed(reading: Reading, place: int) -> bool:
    return place >= reading.size or reading.shape(place) == MARK or reading.has(place, BIT["FUNCTION"])
