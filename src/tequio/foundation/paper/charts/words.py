"""The fixed words of figures and of their tables, in Spanish and English."""

from tequio.foundation.paper.model import Language

WORDS: dict[str, dict[str, str]] = {
    "what": {"es": "Qué", "en": "What"},
    "count": {"es": "Cuántas", "en": "How many"},
    "bars": {"es": "Barras horizontales", "en": "Horizontal bars"},
    "item": {"es": "Propuesta", "en": "Proposal"},
    "owes": {"es": "le toca", "en": "owes it"},
    "supports": {"es": "apoya", "en": "supports"},
    "nothing": {"es": "–", "en": "–"},
    "matrix": {"es": "Matriz de puntos: a quién le toca cada propuesta", "en": "Dot matrix: who owes each proposal"},
    "series": {"es": "Líneas en el tiempo, una por serie", "en": "Lines over time, one for each series"},
    "period": {"es": "Periodo", "en": "Period"},
    "missing": {"es": "sin dato", "en": "no data"},
    "official": {"es": "Estado oficial", "en": "Official status"},
    "community": {"es": "Veredicto de la comunidad", "en": "Community verdict"},
    "verdicts": {"es": "Dos columnas de puntos: lo que dice la autoridad y lo que dice la comunidad",
                 "en": "Two columns of dots: what the authority says and what the community says"},
    "commitment": {"es": "Compromiso", "en": "Commitment"},
    "place": {"es": "Lugar", "en": "Place"},
    "state": {"es": "Situación", "en": "Situation"},
    "map": {"es": "Mapa esquemático, sin escala", "en": "Schematic map, not to scale"},
    "path": {"es": "Camino de pasos encadenados", "en": "Path of linked steps"},
    "step": {"es": "Paso", "en": "Step"},
    "of": {"es": "de", "en": "of"},
    "opinions": {"es": "Mapa de áreas, una por grupo de opinión", "en": "Map of areas, one for each opinion group"},
    "statement": {"es": "Afirmación", "en": "Statement"},
    "opinion_group": {"es": "Grupo {number}", "en": "Group {number}"},
    "nearly_all": {"es": "casi todas", "en": "nearly all"},
    "most": {"es": "la mayoría", "en": "most"},
    "split": {"es": "por mitades", "en": "half and half"},
    "few": {"es": "la minoría", "en": "a minority"},
    "hardly_any": {"es": "casi ninguna", "en": "hardly any"},
    "too_few": {"es": "muy pocas respuestas", "en": "too few answers"},
    "more": {"es": "y {number} más, en la tabla", "en": "and {number} more, in the table"},
}


def word(key: str, language: Language) -> str:
    """The fixed word `key`; KeyError when there is none."""
    return WORDS[key][language]
