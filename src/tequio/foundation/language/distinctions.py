"""The words that tell two nearly equal texts apart, pure: numbers, letters, ordinals, negations, more and less.

«Sección Primera» and «Sección Tercera», «Palmas I» and «Palmas II», «abrir» and «no abrir» differ little as letters and
wholly in what they name. Texts whose distinctions differ are never taken for one.
"""

import re
from collections.abc import Sequence

from tequio.foundation.language.folding import fold

WRITTEN = re.compile(r"(?<!\w)[-−]\d+|\w+|[%$€]")
ROMAN = re.compile(r"(?=[ivxlcdm])m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})\Z")
NO_ROMAN = frozenset({"mi", "di"})
ORDINAL = re.compile(
    r"(?:primer|segund|tercer|cuart|quint|sext|septim|octav|noven|decim|ultim|penultim)[oa]?s?\Z|(?:prim|terc)er\Z")
_COUNTED_WORDS = """
dos tres cuatro cinco seis siete ocho nueve diez once doce quince veinte treinta cien ciento mil medio media doble
triple
"""
COUNTED = frozenset(_COUNTED_WORDS.split())
_NEGATED_WORDS = """
no ni nunca jamas tampoco sin nadie ninguno ninguna ningun nada dejar dejen excepto salvo
"""
NEGATED = frozenset(_NEGATED_WORDS.split())
_WEIGHED_WORDS = """
mas menos mayor menor favor contra antes despues poco mucho todo todos toda todas solo
"""
WEIGHED = frozenset(_WEIGHED_WORDS.split())
_DIRECTED_WORDS = """
norte sur oriente poniente este oeste centro alto alta altos altas bajo baja bajos bajas nuevo nueva nuevos nuevas
viejo vieja viejos viejas arriba abajo grande chico chica izquierda derecha interior exterior
"""
DIRECTED = frozenset(_DIRECTED_WORDS.split())
WORDS = COUNTED | NEGATED | WEIGHED | DIRECTED
# Single letters that are words of the language unless they follow what is told apart by letters.
LITTLE = frozenset("aeouy")
_LETTERED_WORDS = """
manzana mz mza seccion secc lote lt edificio edif etapa zona torre bloque modulo ruta sector letra grupo linea
privada cerrada entrada puerta calle supermanzana sm area nivel seccional andador circuito
"""
LETTERED = frozenset(_LETTERED_WORDS.split())
OPPOSED = (
    "abrir cerrar tapar", "poner quitar retirar instalar colocar desmontar", "subir bajar",
    "aumentar disminuir reducir",
    "prohibir permitir autorizar", "construir demoler tirar derribar", "meter sacar", "prender apagar encender",
    "dar negar", "entrar salir", "crear eliminar suprimir", "plantar talar cortar podar", "ampliar recortar",
    "activar desactivar", "legalizar penalizar despenalizar", "contratar despedir", "conservar cambiar",
    "aprobar rechazar cancelar", "incluir excluir", "conectar desconectar", "comprar vender", "armar desarmar",
    "apoyar castigar", "premiar multar", "aceptar rechazar", "publico privado", "dia noche", "hombre mujer",
    "permiso prohibicion")
SIDES = {word: number for number, group in enumerate(OPPOSED) for word in group.split()}


def written(text: str) -> tuple[str, ...]:
    """The folded words and numbers of a text, with the signs that change what a number says."""
    return tuple(WRITTEN.findall(fold(text).replace("−", "-")))


def tells_apart(words: Sequence[str], at: int) -> bool:
    """Whether the word there is one that makes a text another text."""
    word = words[at]
    if word in WORDS or any(sign.isdigit() for sign in word) or not word[0].isalnum():
        return True
    if len(word) == 1:
        return word not in LITTLE or (at > 0 and words[at - 1] in LETTERED)
    return bool(ORDINAL.match(word)) or is_roman(word)


def is_roman(word: str) -> bool:
    return word not in NO_ROMAN and bool(ROMAN.match(word))


def distinctions(words: Sequence[str]) -> tuple[str, ...]:
    """The words of a text that tell it apart, in their order."""
    return tuple(word for at, word in enumerate(words) if tells_apart(words, at))
