"""What of a project was kept, and what was listed instead and why. No words of anybody stand in an account."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

REASONS = {
    "media": {"es": "imagen, audio, video o PDF: se conserva su texto y dónde se codificó, no el archivo",
              "en": "picture, sound, video or PDF: its text and where it was coded are kept, the file is not"},
    "no_text": {"es": "la fuente no trae texto sin formato", "en": "the source comes without plain text"},
    "outside": {"es": "el texto queda fuera del archivo", "en": "its text lies outside the file"},
    "not_a_text": {"es": "lo que debía ser texto no lo es", "en": "what should be text is none"},
    "without_text": {"es": "pasaje de una fuente de la que no se tiene el texto",
                     "en": "passage of a source whose text is not there"},
    "beyond": {"es": "el pasaje pasa del final del texto", "en": "the passage goes beyond the end of the text"},
    "empty": {"es": "el pasaje está vacío o al revés", "en": "the passage is empty or reversed"},
    "no_number": {"es": "la posición no es un número", "en": "the position is no number"},
    "no_code": {"es": "la codificación apunta a un código que no existe",
                "en": "the coding points to a code that is not there"},
    "points_nowhere": {"es": "apunta a algo que no está", "en": "points to something that is not there"},
    "repeated": {"es": "repite el identificador de otro", "en": "repeats the identifier of another"},
    "graph": {"es": "un mapa dibujado: se conservan los vínculos, no el dibujo",
              "en": "a drawn map: links are kept, the drawing is not"},
    "moments": {"es": "los tiempos de una transcripción", "en": "the moments of a transcript"},
    "unknown": {"es": "un elemento que la norma no tiene", "en": "an element that the standard does not have"},
    "mark": {"es": "marca o nota de la herramienta que no tiene lugar aquí",
             "en": "a mark or note of the tool that has no place here"},
}
NOTICES = {
    "quote_differs": {"es": "el texto en esa posición no es la cita guardada: el pasaje se movió a ella si está una "
                      "sola vez",
                      "en": "the text at that position is not the quote that was kept: the passage moved to it where "
                      "it stands once"},
    "renamed": {"es": "el identificador no era un GUID: se hizo uno a partir de él",
                "en": "the identifier was no GUID: one was made from it"},
    "colour": {"es": "el color no era #RRGGBB y se tradujo o se dejó", "en": "the colour was not #RRGGBB and was "
               "translated or left out"},
    "day": {"es": "la fecha no era de la norma y se dejó", "en": "the date was not of the standard and was left out"},
    "nameless": {"es": "un código sin nombre", "en": "a code without a name"},
    "same_name": {"es": "dos con el mismo nombre: ambos se conservan, cada uno con su identificador",
                  "en": "two of the same name: both are kept, each with its identifier"},
    "category_applied": {"es": "se codificó con una categoría: desde ahora es un código",
                         "en": "a category was applied: from now on it is a code"},
    "codable": {"es": "no decía si el código se aplica: se toma que sí",
                "en": "it did not say whether the code is applied: it is taken that it is"},
    "unknown_user": {"es": "codificó alguien que no está en la lista: se agrega sin nombre",
                     "en": "somebody coded who is not in the list: added without a name"},
    "transcript": {"es": "la transcripción de una grabación es ahora un texto aparte",
                   "en": "the transcript of a recording is now a text of its own"},
    "inside_a_sign": {"es": "la posición caía dentro de un emoji o un salto de línea: se movió a su orilla",
                      "en": "the position lay inside an emoji or a line end: it was moved to its edge"},
    "own_reading": {"es": "las posiciones de esta fuente se contaron de otro modo que las demás",
                    "en": "the positions of this source were counted in another way than the others"},
}
FEW = 0.8  # of the passages that begin on a word: below, the positions are in doubt
MOST_NAMED = 1_000  # of each kind and reason; beyond, they are counted


@dataclass
class Account:
    """`found` counts what the file holds, by kind; what is not in the project is in `listed`, with its reason."""

    file: str = ""
    found: Counter[str] = field(default_factory=Counter)
    listed: Counter[tuple[str, str]] = field(default_factory=Counter)
    noticed: Counter[tuple[str, str]] = field(default_factory=Counter)
    named: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    reading: dict[str, Any] = field(default_factory=dict)

    def leave(self, kind: str, reason: str, which: str = "", count: int = 1) -> None:
        """List one that is not kept; `which` is its identifier, never its name."""
        assert reason in REASONS, reason
        self.listed[kind, reason] += count
        named = self.named.setdefault((kind, reason), [])
        if which and len(named) < MOST_NAMED:
            named.append(which)

    def notice(self, kind: str, what: str, count: int = 1) -> None:
        """Something that was changed and kept."""
        assert what in NOTICES, what
        self.noticed[kind, what] += count

    @property
    def doubtful(self) -> bool:
        share = self.reading.get("share")
        return share is not None and share < FEW

    def as_json(self, kept: dict[str, int]) -> dict[str, Any]:
        return {
            "file": self.file, "kept": kept, "found": dict(sorted(self.found.items())),
            "listed": [{"kind": kind, "reason": reason, "why": REASONS[reason], "count": count,
                        "which": self.named.get((kind, reason), [])}
                       for (kind, reason), count in sorted(self.listed.items())],
            "noticed": [{"kind": kind, "what": what, "why": NOTICES[what], "count": count}
                        for (kind, what), count in sorted(self.noticed.items())],
            "positions": self.reading | {"doubtful": self.doubtful}}
