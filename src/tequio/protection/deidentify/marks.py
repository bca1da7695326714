"""What no mask can judge and a reader must look at: what counts or places people, and what was asked not to be written.

«Todas salvo una» names nobody and tells everybody who was there who the one is.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from tequio.foundation.language.folding import COMBINING, fold

ONES = "dos|tres|cuatro|cinco|seis|siete|ocho|nueve"
TENS = "veinte|treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa"
TEENS = r"diez|once|doce|trece|catorce|quince|dieci\w{3,6}|veinti\w{2,6}"
FEW = rf"(?:{ONES}|{TEENS}|(?:{TENS})(?: y (?:un[oa]?|{ONES}))?|\d{{1,2}}(?![\d.,:%]\d|\d))"
ONE_OR_FEW = rf"(?:un[oa]?|{FEW})"
PEOPLE = (
    "familias|mujeres|hombres|personas|vecin[oa]s|firmas|casas|viviendas|locales|puestos|soci[oa]s|alumn[oa]s"
    "|maestr[oa]s|profesor[ae]s|madres|mamas|padres|papas|jovenes|muchach[oa]s|chav[oa]s|morr[oa]s|ninos|ninas"
    "|hij[oa]s|herman[oa]s|senor[ae]s|abuel[oa]s|companer[oa]s|trabajador[ae]s|emplead[oa]s|comerciantes|viudas"
    "|denuncias|denunciantes|testigos|votos|asistentes|participantes|integrantes|mayordomos|delegad[oa]s"
)
PERSON = (
    "mujer|hombre|persona|familia|senor[a]?|vecin[oa]|muchach[oa]|herman[oa]|maestr[oa]|enfermer[oa]|doctor[a]?"
    "|partera|tienda|farmacia|casa|soci[oa]|alumn[oa]|jov[e]n|chav[oa]|viuda|sobreviviente"
)
WE = (
    "eramos|fuimos|quedamos|somos|estabamos|ibamos|firmamos|denunciamos|quedaban|quedan|eran|fueron|vinieron|llegaron"
    "|firmaron|faltaron|hablaron|votaron"
)
LIVES = "viv(?:o|e|en|imos|ia|ian|iamos)|mora|renta(?:mos|n)?|se quedan?|tiene(?:n)? su casa"
BESIDE = (
    "(?:en)?frente|junto|a un lado|al lado|detras|atras|a espaldas|a la vuelta|arriba|abajo|cerquita"
    "|pegad[oa]|entrando|saliendo|pasando|llegando"
)
COLOURS = (
    "azul|roj[oa]|verde|amarill[oa]|blanc[oa]|negr[oa]|rosa|rosita|morad[oa]|naranja|cafe|gris|celeste|color|guinda"
    "|anaranjad[oa]|sin pintar|sin enjarrar"
)
THING = (
    "casa|casita|puerta|porton|reja|barda|tienda|puesto|lona|local|toldo|camioneta|carro|coche|moto|troca|taxi|combi"
    "|camion|vocho|tsuru|jetta"
)
MEASURED = "anos|horas|dias|meses|semanas|de la|veces|pesos|mil"
MEETING_PLACE = "tortilleria|iglesia|escuela|cancha|capilla|farmacia|kinder"
WRITE = "anot|apunt|escrib|pon|pong|grab|public|mencion|compart|repit|regist"


class Reason(StrEnum):
    """Why a reader should look."""

    COUNTS = "counts"
    PLACES = "places"
    ASKED = "asked"


@dataclass(frozen=True, order=True)
class Attention:
    """`text[start:end]` in code points, and why somebody should read it twice."""

    start: int
    end: int
    reason: Reason


def _pattern(alternatives: str) -> re.Pattern[str]:
    """One alternative a line; a blank in it is a blank in the text."""
    lines = [line.strip() for line in alternatives.strip().splitlines()]
    joined = "|".join(line for line in lines if line and not line.startswith("# "))
    return re.compile(rf"\b(?:{joined})(?!\w)")


AFTER = r"(?: (?:de|del)(?: \w{1,20}){1,3})?"
NAME = "(?:mi nombre|que fui yo|de aqui|escrito|por escrito|quien)"
COUNTS = rf"""
# Todas salvo una; menos dos de ellas.
(?:salvo|excepto|menos|a excepcion de) {ONE_OR_FEW}(?: (?:de (?:ell[oa]s|nosotr[oa]s)|{PEOPLE}))?(?! \w+ por)
# Tres de siete; una de las cuatro; uno de nosotros.
{ONE_OR_FEW} de (?:(?:las|los|cada|nuestr[oa]s) )?{FEW}(?! (?:de la|anos|de [a-z]+bre|mil))
un[oa] de (?:nosotr[oa]s|ell[oa]s)
# Éramos cinco; nada más vinieron dos.
(?:{WE}) (?:(?:solo|nomas|nada mas|apenas|como|unas|unos) )?{FEW}(?: (?:{PEOPLE}))?(?! (?:{MEASURED}))
# Treinta y ocho firmas.
{FEW} (?:{PEOPLE})
# La única que sabe inyectar; una sola mujer; nadie más que yo.
(?:l[oa]s?|el|soy|es|era|fue|del|al) unic[oa]s?(?: \w{{2,20}}){{0,3}}
un[oa]? sol[oa] (?:{PERSON})
(?:solo|solamente|nomas|nada mas) un[oa]? (?:{PERSON}|de|se|fue|quiso|hablo|firmo|vino)
nadie mas que (?:yo|ella|el|nosotr[oa]s)
"""
PLACES = rf"""
# Vive frente a la tienda azul.
(?:{LIVES})(?: (?:ahi|alla|aqui|hasta|justo|mero))? (?:{BESIDE})(?: (?:de|del|a|al))?(?: \w{{1,20}}){{1,4}}
# Vivimos a dos casas de la capilla; vive en la última casa.
(?:{LIVES}) (?:(?:ahi|alla|aqui) )?(?:como )?a {ONE_OR_FEW} (?:casas?|cuadras?|calles|puertas?){AFTER}
(?:{LIVES}) (?:(?:ahi|alla) )?en (?:la esquina|la (?:ultima|primera) casa|el callejon|los cuartos){AFTER}
# Frente a la casa de la lona.
(?:en)?frente (?:de|del|a|al)(?: la| las| los)? (?:{THING}|{MEETING_PLACE})(?: \w{{1,20}})?
# La casa amarilla; el taxi blanco; la casa de dos pisos; el último puesto.
(?:l[oa]s?|el|un[oa]?|del|al) (?:{THING})s? (?:de )?(?:color )?(?:{COLOURS})
(?:la|el|del|al) (?:casa|casita|cuarto|local) (?:de (?:dos pisos|tres pisos|la esquina|madera|adobe|lamina)|del fondo)
(?:la|el) (?:ultim[ao]|primera?) (?:casa|calle|cuarto|puesto|local)(?: (?:de|del|antes)(?: \w{{1,20}}){{1,3}})?
"""
ASKED = rf"""
# No lo anote; esto no lo vaya a poner; no me grabe.
no (?:me |nos )?(?:l[oae]s? )?(?:va(?:ya)?[ns]? a )?(?:{WRITE})\w{{1,6}}
no (?:vaya[ns]? a )?(?:diga[ns]?|decir|cuente[ns]?|contar) (?:que (?:yo|fue|le)|{NAME}|nada)(?: \w{{1,20}}){{0,2}}
# Que no se sepa que fui yo; que quede entre nosotras.
(?:que )?no (?:salga|aparezca|quede|se (?:sepa|escriba|anote|publique|diga|grabe|ponga|enteren?))(?: {NAME})?
(?:que )?(?:quede|queda|es|esto) (?:aqui )?(?:entre (?:nos|nosotr[oa]s|ustedes|usted)|en confianza)
# Apague la grabadora; borre esto; sin mi nombre.
(?:apague|apaguele|pare|parele|corte|quite)(?:le)? (?:a )?(?:la grabadora|el audio|la grabacion|el telefono)
(?:borre[ns]?|tache[ns]?|quite[ns]?)(?:lo|la|le|me)? (?:esto|eso|lo que dije|mi nombre|es[at]a parte|esta parte)
sin (?:mi nombre|dar mi nombre|nombres|decir (?:quien|nombres))
fuera de (?:la )?(?:grabacion|grabadora|acta|registro)
(?:como|de forma|quedar?|ser) (?:anonim[oa]|confidencial)
en anonimato|solicita anonimato|pidio (?:no ser (?:grabad[oa]|nombrad[oa])|anonimato)
"""
PATTERNS = {
    Reason.COUNTS: _pattern(COUNTS),
    Reason.PLACES: _pattern(PLACES),
    Reason.ASKED: _pattern(ASKED),
}


def attention(text: str) -> list[Attention]:
    """What a reader should look at twice, in the order of the text; stretches of one reason do not overlap."""
    plain, places = _plain(text)
    found = [
        Attention(places[match.start()], places[match.end() - 1] + 1, reason)
        for reason, pattern in PATTERNS.items()
        for match in pattern.finditer(plain)
    ]
    return sorted(found)


def _plain(text: str) -> tuple[str, list[int]]:
    """Folded, each letter one code point and each run of blanks one, with the place of each in `text`."""
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        if COMBINING.match(letter) or (letter.isspace() and letters[-1:] == [" "]):
            continue
        letters.append(" " if letter.isspace() else (fold(letter) + " ")[0])
        places.append(place)
    return "".join(letters), places
