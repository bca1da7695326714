"""What each kind of source holds: its fields, their Spanish names, and how a cell becomes a value."""

from dataclasses import dataclass
from enum import Enum

SPHERES = {
    "municipio": "municipality", "estado": "state", "federacion": "federation",
    "sociedad_civil": "civil_society", "empresas": "business", "otros": "others",
}


class As(Enum):
    """How a cell is read. WORDS are never shown in an error."""

    TEXT = "text"
    WORDS = "words"
    KEYS = "keys"
    WHOLE = "whole"
    MOMENT = "moment"
    NUMBER = "number"
    DAY = "day"
    COUNTS = "counts"
    NOTES = "notes"
    PERIOD = "period"
    THEME = "theme"
    CHOICE = "choice"


@dataclass(frozen=True)
class Field:
    name: str
    es: str
    read: As = As.TEXT
    required: bool = False
    # Accepted words and the value each stands for; the values themselves are accepted too.
    words: tuple[tuple[str, str], ...] = ()
    # Read only from a column that the process file names: under «Estado» most sheets write the place, not a task.
    only_named: bool = False
    # Kept sealed though it is short: no error repeats it.
    sealed: bool = False
    # The smallest and the largest whole number.
    among: tuple[int, int] | None = None

    @property
    def untold(self) -> bool:
        """Whether no error may repeat what stands in a cell."""
        return self.sealed or self.read in (As.WORDS, As.NOTES, As.THEME)

    @property
    def choices(self) -> dict[str, str]:
        return dict(self.words) | {value: value for _, value in self.words}


@dataclass(frozen=True)
class Kind:
    """One kind of source. A `listing` kind lists rows it cannot use, with the reason, instead of refusing the file.

    Of the fields in `one_of` at least one needs a column.
    """

    fields: tuple[Field, ...]
    listing: bool = False
    one_of: tuple[str, ...] = ()

    @property
    def names(self) -> frozenset[str]:
        return frozenset(field.name for field in self.fields)


def _choice(name: str, es: str, words: dict[str, str], *, required: bool = True) -> Field:
    return Field(name, es, As.CHOICE, required, tuple(words.items()))


KEY = Field("key", "clave", required=True)
GROUP = Field("group", "grupo")
TERRITORY = Field("territory", "lugar")
OWN_TERRITORY = Field("territory", "territorio")
PRIORITIES, PRINCIPLES, WAVES = (1, 3), (1, 4), (0, 1000)
PROPOSAL = Field("proposal", "propuesta", required=True)
DAY = Field("day", "dia", As.DAY)
ANSWER = {"no": "no", "riesgo": "risk", "si": "yes"}
RESPONSE = {"acepta": "accepts", "acepta_en_parte": "partly", "rechaza": "rejects", "sin_respuesta": "silent"}

# What is asked of a form or a survey. Each field answers to one question, `voices` to as many as are named.
ASKED = (
    Field("voices", "voces", As.WORDS, required=True), GROUP, Field("place", "lugar"),
    Field("territory", "territorio"), Field("encounter", "encuentro"), Field("week", "semana", As.DAY),
    _choice("agrees", "acepta", {"si": "yes", "no": "no"}, required=False),
    Field("consent", "consentimiento", As.KEYS),
)

KINDS: dict[str, Kind] = {
    "consultation": Kind((
        Field("key", "número"), Field("territory", "territorio"), Field("place", "lugar"), GROUP,
        Field("section", "tema", As.THEME), Field("problem", "problema", As.WORDS),
        Field("description", "caracterización", As.WORDS), Field("priority", "prioridad", As.WORDS),
        Field("proposal", "propuesta", As.WORDS), *(Field(
            sphere, es.replace("_", " "), As.WORDS, only_named=True) for es, sphere in SPHERES.items()),
    ), listing=True, one_of=("proposal", "problem", "description")),
    "encounters": Kind((
        KEY, TERRITORY,
        _choice("kind", "tipo", {
            "taller": "workshop", "entrevista": "interview", "recorrido": "walk", "asamblea": "assembly",
            "foro": "forum", "circulo_victimas": "victims_circle", "conversacion": "conversation"}),
        Field("week", "semana", As.DAY),
        _choice("status", "estado", {
            "planeado": "planned", "realizado": "held", "suspendido": "suspended", "cancelado": "cancelled"}),
        Field("reason", "motivo", sealed=True), Field("attendance", "asistencia", As.COUNTS),
        Field("facilitator", "facilita", sealed=True),
        _choice("recording", "registro", {"notas": "notes", "sin_registro": "none"}, required=False),
        Field("consent", "consentimiento", As.KEYS),
    )),
    "voices": Kind((
        Field("key", "clave"), Field("encounter", "encuentro"), GROUP, Field("text", "texto", As.WORDS, required=True),
        Field("consent", "consentimiento", As.KEYS), OWN_TERRITORY,
    ), listing=True),
    "kobo": Kind(ASKED, listing=True),
    "odk": Kind(ASKED, listing=True),
    # Many surveys have a «clave» that is of a place, not of a respondent.
    "survey": Kind((Field("key", "clave", only_named=True), *ASKED), listing=True),
    # A document has no columns: these are said in [sources.values].
    "transcript": Kind((
        GROUP, Field("place", "lugar"), Field("territory", "territorio"), Field("encounter", "encuentro"),
        Field("week", "semana", As.DAY), Field("consent", "consentimiento", As.KEYS),
        Field("facilitator", "facilita", As.KEYS, sealed=True),
    ), listing=True),
    "silences": Kind((
        KEY, Field("encounter", "encuentro"), TERRITORY,
        _choice("kind", "tipo", {
            "tema_evitado": "topic_avoided", "negativa": "refusal", "prefiere_no_decir": "not_said",
            "grupo_ausente": "group_absent", "lugar_no_alcanzado": "place_not_reached",
            "trabajo_suspendido": "work_suspended"}),
        GROUP, Field("text", "texto", As.WORDS),
    )),
    "codings": Kind((
        Field("voice", "voz", required=True), Field("code", "codigo", required=True),
        Field("quote", "cita", As.WORDS, required=True), Field("coder", "codificador", required=True),
        _choice("status", "estado", {"aceptada": "accepted", "sugerida": "suggested", "descartada": "rejected"}),
    )),
    "links": Kind((
        Field("voice", "voz", required=True), Field("origin", "de", required=True),
        _choice("relation", "relacion", {"alimenta": "feeds", "interrumpe": "interrupts"}),
        Field("goal", "a", required=True), Field("circumstance", "circunstancia", As.WORDS),
    )),
    "findings": Kind((
        KEY,
        _choice("kind", "tipo", {
            "contexto": "context", "capacidad": "capacity", "insuficiencia": "insecurity",
            "inseguridad": "insecurity", "circulo": "circle", "victimas": "victims", "narrativa": "narrative",
            "trauma": "trauma", "respuesta_estado": "state_response", "brecha": "gap",
            "instituciones": "institutions", "economia": "economy", "resiliencia": "resilience"}),
        GROUP, Field("claim", "afirmacion", As.WORDS, required=True), Field("voices", "voces", As.KEYS, required=True),
        Field("converge", "coinciden", As.KEYS), Field("differ", "difieren", As.NOTES), OWN_TERRITORY,
    )),
    "indicators": Kind((
        KEY, Field("name_es", "nombre_es", required=True), Field("name_en", "nombre_en"),
        Field("unit_es", "unidad_es"), Field("unit_en", "unidad_en"),
        _choice("origin", "origen", {"oficial": "official", "comunitario": "community"}),
        Field("instrument", "instrumento"), Field("vintage", "cosecha"),
        Field("note_es", "nota_es"), Field("note_en", "nota_en"),
    )),
    "observations": Kind((
        Field("indicator", "indicador", required=True), Field("period", "periodo", As.PERIOD, required=True),
        Field("value", "valor", As.NUMBER), OWN_TERRITORY, Field("note", "nota", sealed=True),
    )),
    "statements": Kind((
        KEY, Field("round", "ronda", required=True), Field("text", "texto", As.WORDS, required=True),
        Field("voice", "voz"), Field("proposal", "propuesta"),
        _choice("answer", "revision", ANSWER, required=False),
        Field("feeds", "que la alimenta", As.WORDS), Field("reply", "se contesta", As.WORDS),
        Field("moderated", "moderada", only_named=True), Field("agreed", "a favor", As.NUMBER, only_named=True),
        Field("disagreed", "en contra", As.NUMBER, only_named=True),
    )),
    "votes": Kind((
        Field("round", "ronda"), Field("participant", "participante", required=True),
        Field("statement", "afirmacion", required=True), Field("vote", "voto", As.WHOLE, required=True), GROUP,
        Field("sitting", "reunion"), Field("moment", "vez", As.WHOLE), Field("order", "orden", As.MOMENT),
    )),
    # One column for each statement and one row for each participant, as Polis' participants-votes.csv.
    "wide_votes": Kind((Field("round", "ronda"), Field("vote", "voto", As.WHOLE, only_named=True))),
    "reasons": Kind((
        Field("sitting", "reunion", required=True), Field("statement", "afirmacion", required=True),
        Field("voice", "voz", required=True),
        _choice("side", "lado", {"a_favor": "agree", "en_contra": "disagree", "duda": "passed"}),
    )),
    "proposals": Kind((
        KEY, GROUP, Field("text", "texto", As.WORDS, required=True), Field("voices", "voces", As.KEYS),
        Field("findings", "hallazgos", As.KEYS), Field("priority", "prioridad", As.WHOLE, among=PRIORITIES),
        Field("before", "antecede", As.KEYS), Field("section", "tema", As.THEME), OWN_TERRITORY,
        _choice("operation", "operacion", {"nueva": "new", "edita": "edit", "une": "merge", "divide": "split"},
                required=False),
    )),
    "agenda_list": Kind((
        Field("key", "número"), Field("text", "propuesta", As.WORDS, required=True),
        Field("section", "tema", As.THEME), GROUP,
        Field("territory", "territorio"), Field("priority", "prioridad", As.WORDS), *(Field(
            sphere, es.replace("_", " "), As.WORDS, only_named=True) for es, sphere in SPHERES.items()),
    ), listing=True),
    "duties": Kind((
        PROPOSAL, _choice("sphere", "nivel", SPHERES), Field("institution", "institucion"),
        Field("task", "tarea", As.WORDS),
    )),
    "principle_reviews": Kind((
        PROPOSAL, Field("principle", "principio", As.WHOLE, required=True, among=PRINCIPLES),
        _choice("judgement", "juicio", {"cumple": "meets", "dudoso": "doubtful", "contradice": "contradicts"}),
        Field("reason", "razon", As.WORDS),
    )),
    "reproduction_reviews": Kind((
        PROPOSAL, _choice("answer", "respuesta", ANSWER), Field("reason", "razon", As.WORDS),
        Field("safeguard", "salvaguarda", As.WORDS),
    )),
    "returns": Kind((
        Field("group", "grupo", required=True), Field("week", "semana", As.DAY),
        _choice("outcome", "resultado", {
            "validada": "validated", "corregida": "corrected", "disenso": "dissent",
            "sin_condiciones": "no_conditions"}),
        Field("note", "nota", As.WORDS), OWN_TERRITORY,
    )),
    "national_items": Kind((
        KEY, Field("title", "titulo", As.WORDS), Field("text", "texto", As.WORDS, required=True),
        Field("proposals", "propuestas", As.KEYS, required=True), Field("shared", "compartido", As.KEYS),
        Field("particular", "particularidad", As.WORDS),
    )),
    "responses": Kind((
        KEY, Field("proposal", "propuesta"), Field("item", "punto"), Field("institution", "institucion", required=True),
        _choice("kind", "tipo", RESPONSE), DAY, Field("text", "texto", As.WORDS),
    )),
    "commitments": Kind((
        KEY, Field("response", "respuesta", required=True), Field("text", "texto", As.WORDS, required=True),
        Field("due", "limite", As.DAY), Field("signatories", "firman", As.KEYS, sealed=True),
    )),
    "actions": Kind((
        KEY, Field("commitment", "compromiso", required=True), DAY,
        Field("text", "texto", As.WORDS, required=True), Field("evidence", "evidencia", As.WORDS),
    )),
    "verdicts": Kind((
        Field("proposal", "propuesta"), Field("item", "punto"),
        Field("wave", "ola", As.WHOLE, required=True, among=WAVES),
        _choice("official", "estado_oficial", {
            "cumplido": "done", "en_proceso": "ongoing", "sin_avance": "stalled", "sin_informe": "unreported"}),
        _choice("community", "veredicto", {
            "mejoro": "better", "igual": "same", "empeoro": "worse", "no_se_sabe": "unknown"}),
        Field("reason", "razon", As.WORDS), Field("groups", "grupos", As.KEYS),
    )),
    "agenda": Kind(()),
    "rounds": Kind(()),
}
