"""Answers that say that there is none, pure: «n/a», «S/C», «XXXX», «ninguno», «no sé», «sin comentarios».

They are no voices. Who wrote them was asked, so that their rows are listed with this as their reason, and counted.
"""

import re
from typing import Final

from tequio.foundation.language.folding import fold
from tequio.listening.importers.said import says

ABBREVIATED: Final = frozenset((
    "na", "nd", "nc", "nr", "ns", "sc", "sd", "sr", "nsnc", "nsnr", "nscn", "nep", "tbd", "idk"))
_THING = (
    r"(?:comentarios?|observacion(?:es)?|propuestas?|respuestas?|opinion(?:es)?|sugerencias?|datos?|informacion"
    r"|idea)")
_NOW = r"(?:por (?:el )?(?:momento|ahora)|de momento|hasta ahora)"
_MORE = r"(?:mas|que (?:decir|agregar|comentar|anadir|proponer|opinar))"
_VERB = r"(?:contestar|responder|decir(?:lo)?|opinar|comentar)"
NONE: Final = re.compile("|".join((
    rf"(?:{_NOW} )?(?:ningun[oa]?s?|nada)(?: {_THING})?(?: {_MORE})?(?: {_NOW})?",
    rf"(?:sin|no (?:tengo|hay|tiene|dio|dieron)|falta de) {_THING}(?: {_MORE})?(?: {_NOW})?",
    r"no (?:tengo|hay) (?:nada|ningun[oa]?)(?: " + _THING + rf")?(?: {_MORE})?",
    r"(?:la verdad )?(?:yo )?no (?:lo )?(?:se|sabe|sabemos|sabria(?: " + _VERB + r")?)(?: que " + _VERB + ")?",
    r"(?:lo )?(?:desconozco|ignoro)",
    r"no (?:aplica|aplicable|procede|corresponde|contest[aoe]|contestad[ao]|respond[aeio]+|opin[ao]"
    rf"|especific[ao](?:d[ao])?|disponible|registrad[ao]|quiso {_VERB})",
    rf"(?:prefier[oe]|quier[oe]|dese[oa]) no {_VERB}|no (?:quier[oe]|dese[oa]) {_VERB}",
    r"none|null|nan|nil|nothing|unknown|not (?:applicable|available|answered)|no (?:answer|comments?)"
    r"|(?:i )?don t know|dont know|vacio|en blanco|idem")))
# Where one answer ends and the next begins, in «no sé, no aplica».
PARTED: Final = re.compile(r"[,;.·|\n]+|\s[/-]\s|\s(?:y|o)\s")
LONGEST: Final = 60


def unanswered(answer: object) -> bool:
    """Whether words are there and say that nothing is answered."""
    text = fold(str(answer or "")).strip()
    return len(text) <= LONGEST and says(text) and (_none(text) or all(
        _none(part) for part in PARTED.split(text) if says(part)))


def answered(answer: object) -> bool:
    """Whether an answer is what somebody said."""
    return says(answer) and not unanswered(answer)


def _none(text: str) -> bool:
    words = re.findall(r"[^\W_]+", text)
    run = "".join(words)
    return run in ABBREVIATED or len(set(run)) == 1 or bool(NONE.fullmatch(" ".join(words)))
