"""The priority that somebody gave a proposal in free words; a term, as «a mediano plazo», is no priority."""

import re

from tequio.agendas.models import Priority
from tequio.foundation.language.folding import fold

LEVEL = r"(?:prioridad|nivel|grado)?\s{0,9}"
NOT = re.compile(r"\b(?:no|nada|sin|ni|not)\b")
TERM = re.compile(r"\b(?:corto|mediano|medio|largo|short|medium|long)\b\W{0,9}(?:plazo|term)\b")
CUES = (
    (Priority.LOW, re.compile(rf"\b(?:baj[ao]s?|minim[ao]|poc[ao] (?:importante|urgente)|low)\b|{LEVEL}3")),
    (Priority.HIGH, re.compile(
        rf"\b(?:urge|urgen|urgentes?|urgencia|urgentemente|alt[ao]s?|altisim[ao]|maxim[ao]|prioritari[ao]s?|prioriza[r]?"
        rf"|muy importante|pronto|inmediat[ao]|inmediatamente|ya|high|urgent)\b|{LEVEL}1")),
    (Priority.MEDIUM, re.compile(
        rf"\b(?:media|medio|intermedi[ao]|regular|importantes?|necesari[ao]s?|medium)\b(?! ambiente)|{LEVEL}2")),
)


def priority_of(said: str) -> Priority | None:
    """The priority that free words name, or None where they name none, or say that it is not so."""
    words = TERM.sub(" ", fold(said)).strip()
    if NOT.search(words):
        return None
    for priority, cue in CUES:
        # A figure alone is a level; inside a text it may count anything.
        found = next((one for one in cue.finditer(words) if not one[0][-1:].isdigit() or one[0] == words), None)
        if found:
            return priority
    return None
