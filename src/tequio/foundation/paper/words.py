"""The fixed words of a printed document, in Spanish and English."""

from tequio.foundation.paper.model import Language

WORDS: dict[str, dict[str, str]] = {
    "contents": {"es": "Contenido", "en": "Contents"},
    "bodies": {"es": "A quién le toca", "en": "Who is responsible"},
    "priority": {"es": "Prioridad", "en": "Priority"},
    "trail": {"es": "De dónde sale", "en": "Where it comes from"},
    "chain": {"es": "Del encuentro a esta página", "en": "From the encounter to this page"},
    "gap": {"es": "Lo que falta", "en": "What is missing"},
    "silence": {"es": "Silencio", "en": "Silence"},
    "difference": {"es": "Diferencia", "en": "Difference"},
    "refused": {"es": "No se adopta", "en": "Not adopted"},
    "note": {"es": "Nota", "en": "Note"},
    "figure": {"es": "Figura", "en": "Figure"},
    "table": {"es": "Tabla", "en": "Table"},
    "data": {"es": "Los datos de las figuras", "en": "The figures as tables"},
    "data_of": {"es": "Los datos de la figura", "en": "The data of figure"},
    "marks": {"es": "Avisos de este documento", "en": "Notices on this document"},
    "about": {"es": "Sobre este documento", "en": "About this document"},
    "shortened": {"es": "En papel van los primeros {shown} de {all}, en el orden de la agenda. Todos están en {file}.",
                  "en": "Paper holds the first {shown} of {all}, in the order of the agenda. All are in {file}."},
    "page": {"es": "Página", "en": "Page"},
}


def word(key: str, language: Language) -> str:
    """The fixed word `key`; KeyError when there is none."""
    return WORDS[key][language]


def words(language: Language) -> dict[str, str]:
    """All fixed words in `language`."""
    return {key: by_language[language] for key, by_language in WORDS.items()}
