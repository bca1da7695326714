"""Schools, businesses and places: a word that announces a name, and the name."""

from collections.abc import Callable

from tequio.protection.deidentify.found import NAME_LIKE, Found, name_end, proper_end
from tequio.protection.deidentify.lexicon import BIT
from tequio.protection.deidentify.reading import DIGITS, LOWER, MARK, QUOTES, Reading

SCHOOL_WORDS = frozenset("federal estatal general tecnica rural nocturna vespertina matutina num no numero nº n # . de turno agropecuaria industrial oficial plantel campus unidad".split())
OFFERS = frozenset("taller puesto local negocio fabrica maquiladora bodega tienda deposito expendio criadero planta empacadora venta".split())
UNSURE_BUSINESS = frozenset("centro casa local negocio puesto grupo plaza planta union linea banco granja molino caja deposito super empresa radio banda "
                            "periodico taxis combis minas mina comercial cafe tamales gorditas tacos jugos grua gruas colectivo".split())
NATURAL = frozenset("cañon canon cañada canada barranca barranco cerro cerrito loma arroyo laguna presa playa ejido rancho colonia col barrio ampliacion fraccionamiento fracc".split())
NOT_NAMED = BIT["KIN"] | BIT["ROLE"] | BIT["TITLE"] | BIT["VERB"] | BIT["FUNCTION"] | BIT["GROUP_PLAIN"]
UNSURE_SCHOOL = frozenset("jardin instituto normal federal estancia uni facultad universidad tecnica escuela colegio secu".split())
SCHOOL_SYSTEMS = frozenset("cobaem cobachem cobaeh colbach cecytem cecati uabc uagro umsnh uanl conalep cobach cbtis cetis cbta cecyt cecyte cecyteg telebachillerato".split())
DEFINITE = BIT["DEFINITE"]
SECTIONS = frozenset("rural nueva nuevo vieja viejo ra da ro secc sec seccion sector etapa este oeste norte sur oriente poniente alta baja i ii iii".split())
SHORTENED = frozenset("col fracc frac secc sec ampl res unid del cda".split())
NEARBY = frozenset("mercado iglesia parque cancha puente rio mar agua salud madre niño muerte virgen carretera camino noche dia tarde lado colonia escuela calle unidad plaza barrio comunidad pueblo casa centro esquina ciudad señora senora gente zona".split())
NOT_SAINTS = frozenset("muerte biblia misa sede inquisicion virgen madre paz".split())


def schools(reading: Reading) -> list[Found]:
    return _each(reading, BIT["SCHOOL_CUE"], _school)


def businesses(reading: Reading) -> list[Found]:
    chains = [Found(place, proper_end(reading, place) if reading.is_proper(place) else place + 1, "BUSINESS", "chain")
              for place, bits in enumerate(reading.bits) if bits & BIT["CHAIN"] and not reading.public[place]]
    return chains + _each(reading, BIT["BUSINESS_CUE"], _business)


def places(reading: Reading) -> list[Found]:
    return [*_each(reading, BIT["PLACE_CUE"], _place), *_each(reading, BIT["DEFINITE"], _numbered), *_each(reading, BIT["LOCATIVE"], _new), *_each(reading, BIT["SANTO"], _saint), *_each(reading, BIT["TOPONYM"] | BIT["TOWN"] | BIT["HERO"], _toponym)]


def _each(reading: Reading, mask: int, rule: Callable[[Reading, int], Found | None]) -> list[Found]:
    return [found for place, bits in enumerate(reading.bits) if bits & mask and not reading.public[place]
            if (found := rule(reading, place)) is not None]


def _school(reading: Reading, place: int) -> Found | None:
    first = place + 1 + (reading.word(place + 1) == ".")
    while reading.has(first, BIT["SCHOOL_CUE"]) or reading.word(first) in SCHOOL_WORDS:
        first += 1
    if reading.shape(first) == DIGITS or (reading.has(first, BIT["NUMBER"]) and not reading.has(first, BIT["ARTICLE"])):
        last = _school_name(reading, first + 1)
        return Found(place, last, "SCHOOL", "school") if not reading.has(first + 1, BIT["UNIT"]) else None
    if reading.folds[place] in SCHOOL_SYSTEMS:
        return Found(place, max(place + 1, proper_end(reading, first)), "SCHOOL", "school")
    return _name_after(reading, place, first, "SCHOOL", unsure=reading.folds[place] in UNSURE_SCHOOL)


def _school_name(reading: Reading, end: int) -> int:
    """Past a name after the school's number: `No. 4 Profr. Oziel Hinojosa`."""
    here = end
    while reading.word(end) == "y" and reading.has(end + 1, BIT["NUMBER"]):
        end, here = end + 2, end + 2
    while reading.has(here, BIT["TITLE"]) or (here > end and reading.word(here) == "."):
        here += 1
    named = reading.word(here) in QUOTES or reading.is_proper(here)
    return max(end, name_end(reading, here)) if named else end


def _business(reading: Reading, place: int) -> Found | None:
    first = place + 1
    if reading.word(first) in ("de", "del") and reading.folds[place] in OFFERS and _offer(reading, first + 1):
        return Found(place, first + 2, "BUSINESS", "what it sells")
    while reading.has(first, BIT["BUSINESS_CUE"]) and not reading.has(first, BIT["NAME"]):
        first += 1
    if reading.word(first) in ("de", "del") and _offer(reading, first + 1) and not reading.is_proper(first + 1) and reading.is_proper(first + 2):
        first += 2
    return _name_after(reading, place, first, "BUSINESS", unsure=reading.folds[place] in UNSURE_BUSINESS)


def _offer(reading: Reading, place: int) -> bool:
    return reading.shape(place) == LOWER and not reading.has(place, BIT["FUNCTION"] | BIT["POSSESSIVE"] | BIT["ARTICLE"] | BIT["KIN"])


def _place(reading: Reading, place: int) -> Found | None:
    first = place + 1 + (reading.word(place + 1) == "." and reading.folds[place] in SHORTENED)
    while reading.has(first, BIT["PLAIN"]) and reading.has(first + 1, DEFINITE | BIT["PLAIN"]):
        first += 1
    return _name_after(reading, place, first, "PLACE", unsure=bool(reading.bits[place] & BIT["PLACE_WEAK"]) and reading.folds[place] not in NATURAL)


def _name_after(reading: Reading, cue: int, first: int, label: str, *, unsure: bool) -> Found | None:
    """The cue with the name after it; an unsure cue in lower case wants a word that is likely in a name."""
    of = reading.word(first) in ("de", "del") and _named_after_of(reading, first)
    if of:
        unsure = unsure and reading.word(first) == "de" and not reading.has(first + 1, DEFINITE)
        first += 1
    last = _polite_end(reading, first) or name_end(reading, first)
    if last == first:
        return None
    head = first + reading.has(first, DEFINITE)
    sure = reading.is_proper(head) or reading.word(first) in QUOTES or last > head + 1
    if not reading.trusted[head if head < reading.size else first] and not sure and _doubtful(reading, head, unsure=unsure):
        return None
    return Found(cue, _section_end(reading, last) if label == "PLACE" else last, label, "cue")


def _polite_end(reading: Reading, first: int) -> int:
    """`fonda de doña cuca`; 0 when no `don` or `doña` is there."""
    return max(first + 2, proper_end(reading, first + 1)) if reading.word(first) in ("don", "dona") else 0


def _doubtful(reading: Reading, head: int, *, unsure: bool) -> bool:
    return reading.has(head, NOT_NAMED) and not reading.has(head, NAME_LIKE) or (unsure and not _likely(reading, head))


def _named_after_of(reading: Reading, place: int) -> bool:
    here = place + 1 + reading.has(place + 1, DEFINITE)
    if reading.word(here) in ("don", "dona"):
        return True
    near = reading.shape(here) < DIGITS and not reading.has(here, NOT_NAMED | BIT["POSSESSIVE"] | BIT["PLAIN"]) and reading.word(here) not in NEARBY
    if reading.has(place - 1, BIT["PLACE_CUE"]) and not reading.trusted[place] and near:
        return True
    if reading.word(place - 1) in NATURAL and not reading.trusted[place] and not reading.has(here, NOT_NAMED | BIT["POSSESSIVE"]):
        return True
    return reading.is_proper(here) or (not reading.trusted[place] and reading.has(here, BIT["TOWN"] | BIT["SANTO"] | BIT["NAME"]))


def _likely(reading: Reading, place: int) -> bool:
    return reading.is_proper(place) or (not reading.trusted[place] and reading.has(place, NAME_LIKE))


def _saint(reading: Reading, place: int) -> Found | None:
    """`san josé`, `santa cruz`."""
    after = place + 1
    if reading.shape(after) >= DIGITS or reading.has(after, BIT["FUNCTION"]) or reading.word(place - 1) in ("semana", "viernes", "jueves") or reading.word(after) in NOT_SAINTS:
        return None
    return Found(place, max(after + 1, proper_end(reading, after)), "PLACE", "saint")


def _numbered(reading: Reading, place: int) -> Found | None:
    """`en la 47`, `por la cinco`: a school or a street known by its number."""
    number = place + 1
    if reading.folds[place] not in ("la", "el") or reading.shape(number) != DIGITS:
        return None
    if len(reading.folds[number]) < 3 and reading.word(place - 1) not in ("en", "por", "de"):
        return None
    if len(reading.folds[number]) > 6 or reading.has(number + 1, BIT["UNIT"] | BIT["MONTH"] | BIT["LARGE"]) or reading.word(number + 1) in (":", "de", ".", "-"):
        return None
    return Found(place, number + 1, "PLACE", "number")


def _new(reading: Reading, place: int) -> Found | None:
    """`en nueva era`: an adjective without an article behind a preposition begins a name."""
    first = place + 1
    if reading.word(first) not in ("nueva", "nuevo", "alta", "ciudad", "lomas", "villas", "jardines", "bosques", "valle", "colinas", "hacienda"):
        return None
    after = first + 1 + (reading.word(first + 1) in ("de", "del"))
    after += reading.has(after, DEFINITE)
    if reading.shape(after) >= DIGITS or reading.has(after, NOT_NAMED | BIT["POSSESSIVE"]) or reading.is_proper(first):
        return None
    return Found(first, max(after + 1, proper_end(reading, after)), "PLACE", "adjective")


def _toponym(reading: Reading, place: int) -> Found | None:
    """Towns anywhere; words such as `las cruces` in lower case behind a preposition of place and an article."""
    if reading.is_proper(place):
        return None
    bits = reading.bits[place]
    if bits & BIT["TOWN"] and not bits & (BIT["TOPONYM"] | BIT["ALSO_WORD"] | BIT["PLACE_CUE"] | BIT["NUMBER"] | BIT["NAME"] | BIT["PLAIN"]):
        return Found(place, _section_end(reading, place + 1), "PLACE", "gazetteer")
    if reading.trusted[place]:
        return None
    if article_first := _listed_address(reading, place):
        return Found(article_first - 1, _section_end(reading, place + 1), "PLACE", "listed")
    article = reading.has(place - 1, DEFINITE)
    if bits & BIT["HERO"] and _located(reading, place - 1 - article):
        return Found(place, place + 1, "PLACE", "hero")
    if article and (reading.word(place - 1) in ("del", "al") or _located(reading, place - 2)) and bits & BIT["TOPONYM"]:
        return Found(place - 1, _of_rare(reading, _section_end(reading, place + 1)), "PLACE", "toponym")
    return None


def _listed_address(reading: Reading, place: int) -> int:
    """`…, el florido 1ra secc,`: an article and a place word between two marks; 0 elsewhere."""
    article = place - 1
    listed = reading.shape(article - 1) == MARK or (reading.word(article - 1) in ("y", "e") and reading.has(article - 2, NAME_LIKE))
    if not reading.has(article, DEFINITE) or not listed or article == 0:
        return 0
    return place if reading.shape(_section_end(reading, place + 1)) == MARK else 0


def _section_end(reading: Reading, place: int) -> int:
    """Past `1ra secc`, `segunda sección`, `este`, `sector 4`."""
    here = end = place
    while reading.shape(here) == DIGITS or reading.has(here, BIT["ORDINAL"]) or reading.word(here) in SECTIONS or _counted(reading, here, place):
        here, end = here + 1, here + 1
        here += reading.word(here) == "." and reading.word(here + 1) in SECTIONS
    return place if reading.has(end, BIT["UNIT"]) and reading.shape(end - 1) == DIGITS else end


def _counted(reading: Reading, here: int, start: int) -> bool:
    """`fomerrey veintidós`, `treinta y uno`."""
    number = reading.has(here, BIT["NUMBER"]) and not reading.has(here, BIT["ARTICLE"]) and not reading.has(here + 1, BIT["UNIT"])
    return number or (reading.word(here) == "y" and here > start and reading.has(here + 1, BIT["NUMBER"]) and reading.has(here - 1, BIT["NUMBER"]))


def _of_rare(reading: Reading, end: int) -> int:
    """`los chorros del varal`: a word after `del` that is not ordinary belongs to the place."""
    here = end + 1 + reading.has(end + 1, DEFINITE)
    if reading.word(end) not in ("de", "del") or reading.shape(here) >= DIGITS or reading.has(here, NOT_NAMED | BIT["COMMON"] | BIT["POSSESSIVE"] | BIT["PLACE_CUE"]):
        return end
    return here + 1


def _located(reading: Reading, place: int) -> bool:
    return reading.word(place) in ("en", "por", "de", "desde", "hasta", "para", "pa", "rumbo", "x", "aca", "alla", "ahi", "a", "entre")
