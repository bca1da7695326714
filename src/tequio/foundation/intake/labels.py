"""What stands before somebody's words in a transcript: `NOMBRE:`, `[00:12:05] Nombre:`, `P1:`, `Nombre (12:05)`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tequio.foundation.intake.columns import folded

BLANK = r"[ \t\xa0]"
CLOCK = (r"[\[(]?(?:\d{{1,4}}[/-]\d{{1,2}}[/-]\d{{2,4}},?[ \xa0]+)?"
         r"(?P<{name}>(?:\d{{1,2}}:)?\d{{1,2}}:\d{{2}}(?:[.,]\d{{1,3}})?)(?:[ \xa0]?[ap]\.?[ \xa0]?m\.?)?[\])]?")
# A bullet, a number or signs of Markdown, which may stand before a label as before any line.
MARKS = rf"(?:(?:#{{1,6}}|[-–—•*·>]{{1,2}}|\d{{1,3}}[.)]){BLANK}{{1,8}})?"
BOLD = r"(?:\*\*|__)?"
NAME = r"(?P<speaker>[^\W_][^:\n\t\[\](){}«»\"“”¿?¡!;*]{0,59}?)"
# A name with somebody's office or colony beside it: «Ana (vecina):».
ASIDE = r"(?:[(\[](?!\d{1,2}:\d)[^()\[\]\n:]{1,60}[)\]])?"
BEFORE, AFTER = CLOCK.format(name="before"), CLOCK.format(name="after")
# «10:30», «1:4» and «http://» are no labels; «P1:No hay luz» is one. Stenographers write «LA C. PRESIDENTA.- ».
COLON = r"(?:[:：](?![\d/\\])|\.[-–—](?=[ \t\xa0\n]|$)|\t)"
LINE = re.compile(
    rf"^{BLANK}{{0,8}}{MARKS}{BOLD}(?:{BEFORE}{BLANK}{{0,8}}[-–—]?{BLANK}{{0,8}}{BOLD})?"
    rf"[\[<]?{NAME}[\]>]?{BLANK}{{0,8}}{ASIDE}{BLANK}{{0,8}}{BOLD}"
    rf"(?:{BLANK}{{0,8}}{AFTER}{BLANK}{{0,8}})?{BOLD}{BLANK}{{0,2}}(?P<colon>{COLON}){BOLD}"
    rf"{BLANK}{{0,8}}(?:(?=[\[(]){CLOCK.format(name='behind')}(?<=[\])]){BLANK}{{0,8}})?", re.MULTILINE)
# A line of its own: a name with a clock, as programs of calls write it, or a heading of Markdown.
ALONE = re.compile(
    rf"^{BLANK}{{0,8}}(?:(?P<heading>#{{1,6}}{BLANK}+|\*\*|__)|[\[<]?)(?:{BEFORE}{BLANK}{{1,8}})?{NAME}[\]>]?(?:\*\*|__)?"
    rf"(?:{BLANK}{{1,8}}{AFTER})?(?:\*\*|__)?{BLANK}{{0,8}}$", re.MULTILINE)
MOST_WORDS, MOST_OF_A_NAME = 4, 7
LITTLE = frozenset({"de", "del", "la", "las", "los", "el", "y", "e", "da", "von", "san", "santa", "don", "doña"})
# Who speaks when nobody is named: what comes after need not be a name.
ROLES = frozenset({
    "persona", "participante", "mujer", "hombre", "senora", "senor", "joven", "muchacha", "muchacho", "vecina",
    "vecino", "nina", "nino", "adulta", "adulto", "abuela", "abuelo", "madre", "padre", "maestra", "maestro",
    "asistente", "voz", "hablante", "speaker", "participant", "informante", "entrevistada", "entrevistado", "alguien",
    "grupo", "equipo", "mesa", "coro", "publico", "regidora", "regidor", "presidenta", "presidente", "secretaria",
    "secretario", "doctora", "doctor", "dona", "don", "woman", "man", "resident", "facilitadora", "facilitador",
    "moderadora", "moderador", "entrevistadora", "entrevistador", "tallerista", "respuesta", "pregunta"})
# What stands before a colon at the head of a page and inside talk, and is nobody.
NOBODY = frozenset({
    "nota", "notas", "ojo", "quien", "habla", "ejemplo", "ejemplos", "por", "es", "inicio", "receso", "aclaracion",
    "observacion", "observaciones", "comentario", "comentarios", "fecha", "lugar", "hora", "horario", "duracion", "dia",
    "sede", "colonia", "barrio", "municipio", "estado", "ciudad", "localidad", "domicilio", "direccion", "asunto",
    "tema", "temas", "objetivo", "objetivos", "titulo", "archivo", "codigo", "clave", "folio", "edad", "sexo", "genero",
    "ocupacion", "escolaridad", "idioma", "numero", "taller", "encuentro", "sesion", "reunion", "actividad", "dinamica",
    "orden", "agenda", "acuerdo", "acuerdos", "pendiente", "pendientes", "compromiso", "compromisos", "conclusion",
    "conclusiones", "problema", "problemas", "propuesta", "propuestas", "causa", "causas", "consecuencia",
    "consecuencias", "desarrollo", "introduccion", "antecedentes", "bienvenida", "cierre", "contexto", "resumen",
    "resultado", "resultados", "anexo", "anexos", "fuente", "fuentes", "enlace", "asisten", "asistieron", "asistentes",
    "presentes", "ausentes", "participantes", "participan", "invitados", "invitadas", "relatora", "relator",
    "relatoria", "transcribe", "transcribio", "transcripcion", "elaboro", "redacto", "registra", "registro", "anota",
    "apunta", "revisa", "reviso", "audio", "grabacion", "total", "primero", "primera", "segundo", "segunda", "tercero",
    "tercera", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "entonces", "luego",
    "despues", "ademas", "tambien", "pero", "porque", "digo", "dije", "dijo", "dice", "dicen", "decia", "pregunto",
    "contesto", "respondio", "me", "te", "le", "les", "se", "nos", "lo", "que", "como", "cuando", "donde", "si", "no",
    "resulta", "imaginate", "mira", "miren", "bueno", "pues", "asi", "igual", "finalmente", "importante", "atencion",
    "articulo", "capitulo", "seccion", "apartado", "eje", "punto", "inciso", "parrafo", "figura", "tabla", "cuadro",
    "grafica", "foto", "date", "place", "time", "topic", "note", "notes", "attendees", "present", "example", "subject",
    "agreements", "http", "https", "correo", "tel", "telefono", "whatsapp", "www", "pd", "re", "cc", "de", "para"})
# At the head of a page those present are listed behind these words.
PRESENT = re.compile(
    r"(?:lista\s+de\s+)?(?:asist(?:en|ieron|entes|encia)|presentes|participan(?:tes)?|attendees|present|invitad[oa]s)"
    r"\b[^:\n]{0,30}:", re.IGNORECASE)


@dataclass(frozen=True)
class Label:
    """A label as it stands: from where, to where, whom it names, and when if it says so."""

    begin: int
    end: int
    speaker: str
    clock: str
    heading: bool = False
    tab: bool = False
    lone: bool = False  # a line of its own, with a clock and without a colon

    @property
    def name(self) -> str:
        """The label without case, accents and blanks."""
        return folded(self.speaker)

    @property
    def capital(self) -> bool:
        return self.speaker == self.speaker.upper() and any(c.isalpha() for c in self.speaker)

    @property
    def nobody(self) -> bool:
        """Whether it is a word that heads a paragraph, and no person."""
        first, *rest = map(folded, self.speaker.split())
        return first in NOBODY and not (rest and rest[0] in ROLES)

    @property
    def like_a_name(self) -> bool:
        """`Persona tres`, `Doña Meche`, `P1`, `Petra de la Cruz`: a label that may come only once."""
        words = self.speaker.split()
        if self.nobody or words[0].isdigit():
            return False
        if folded(words[0]).rstrip("0123456789") in ROLES:
            return True
        return words[0][:1].isupper() and all(
            word[:1].isupper() or word[:1].isdigit() or folded(word) in LITTLE for word in words)


def labels(content: str) -> Iterator[Label]:
    """Everything that could be a label, in order; which of them are is decided by all of them together."""
    taken = -1
    for found in sorted((*LINE.finditer(content), *ALONE.finditer(content)), key=lambda found: found.start()):
        if found.start() <= taken or (label := _label(found)) is None:
            continue
        taken = found.start()
        yield label


def _label(found: "re.Match[str]") -> Label | None:
    parts = found.groupdict()
    speaker = parts["speaker"].strip(" \t\xa0,-–—")
    clock = parts["before"] or parts["after"] or parts.get("behind") or ""
    heading = bool(parts.get("heading"))
    words = speaker.split()
    lone = "colon" not in parts
    if not words or (lone and not (clock or heading)):
        return None
    named = all(word[:1].isupper() or word[:1].isdigit() or folded(word) in LITTLE for word in words)
    if len(words) > (MOST_OF_A_NAME if named else MOST_WORDS) or (lone and not heading and not named):
        return None
    return Label(found.start(), found.end(), speaker, clock, heading, parts.get("colon") == "\t",
                 lone and not heading)
