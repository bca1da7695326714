"""Columns that hold no words of anybody, told by their headings and by how their cells are written. Pure.

Platforms export authors, amounts, dates and file numbers beside proposals: none of them is something that was said.
"""

import re
from collections.abc import Sequence

from tequio.foundation.language.folding import fold
from tequio.listening.importers.unanswered import answered, unanswered

LONGEST_NAME = 4  # words: a longer heading is a question that may well be about these things
LOOKED_AT = 200
MOST = 0.9  # of the cells that must be written alike
PERSON = frozenset({
    "autor", "autora", "autores", "autoras", "author", "authors", "apoyan", "adhieren", "endorsers", "endorsements",
    "firmantes", "firman", "firmante", "promovente", "promoventes", "proponente", "proponentes", "solicitante",
    "solicitantes", "remitente", "usuario", "usuaria", "username", "user", "nickname", "creator", "capturista",
    "encuestador", "encuestadora", "entrevistador", "entrevistadora", "representante", "integrantes", "asistentes"})
NAMED = re.compile(
    r"(?:nombres?|name|full name|nombre completo|nombre y apellidos?|(?:first|last) name"
    r"|nombres? (?:del?|de la|de los|de las) (?:autor|autora|persona|participante|solicitante|promovente|proponente"
    r"|representante|responsable|ciudadan[oa]|vecin[oa]|titular|encuestad[oa]|entrevistad[oa])(?:e?s)?"
    r"|(?:creado|registrado|enviado|capturado|elaborado) por|(?:created|submitted) by)")
FIGURES = frozenset({
    "monto", "montos", "importe", "costo", "costos", "precio", "presupuesto", "amount", "budget", "cost", "price",
    "folio", "folios", "clave", "id", "expediente", "referencia", "reference", "fecha", "fechas", "date", "hora",
    "created_at", "updated_at", "published_at", "timestamp", "votos", "apoyos", "votes", "total", "edad", "age"})
ADDRESS = frozenset({"domicilio", "direccion", "address", "calle"})
USES = re.compile(
    r"\b(?:us(?:o|os|ar|e|arse|arla|arlas|arlo|arlos)|permis[oa]s?|permite[ns]?|autoriza[nr]?|autorizacion(?:es)?"
    r"|consentimiento|consent|uses?|difundir|publicar|citar)\b")
MINE = re.compile(
    r"\b(?:se puede[n]?|podemos|puede[n]? usar(?:se)?|(?:[st]us?|mis) palabras|lo que"
    r" (?:dije|dijo|dijiste)|mi (?:testimonio|voz|respuesta)|permis[oa]s?|autoriza[nr]?|consentimiento)\b")
OPTION = re.compile(r"\b(?:citar|cita|usar|usarlas|usarlo|dialogo|archivo|archivar|publicar|compartir|difundir"
                    r"|diagnostico|quote|dialogue|archive|diagnosis)\b")
RUN = re.compile(r"[^\W\d_]+|\d+")


def names_people(heading: str) -> bool:
    """Whether a column is headed as one of people's names."""
    words = _words(heading)
    return len(words) <= LONGEST_NAME + 2 and (
        bool(NAMED.fullmatch(" ".join(words))) or (len(words) <= LONGEST_NAME and bool(PERSON & set(words))))


def asks_permission(heading: str, answers: Sequence[str]) -> bool:
    """Whether a question asks what may be done with words: by its wording and the few answers that it has."""
    asked = fold(heading)
    if not USES.search(asked) or not MINE.search(asked):
        return False
    sample = {fold(answer) for answer in answers[:LOOKED_AT]}
    return all(OPTION.search(answer) or len(answer.split()) <= 2 for answer in sample)


def wordless(heading: str, answers: Sequence[str]) -> bool:
    """Whether the cells are figures, dates, numbers of files or addresses."""
    sample = answers[:LOOKED_AT]
    if not sample:
        return False
    if (not any(map(answered, sample)) and not all(map(_silent, sample))) or _of_one_pattern(sample):
        return True
    words = _words(heading)
    if len(words) > LONGEST_NAME:
        return False
    with_digits = sum(any(sign.isdigit() for sign in answer) for answer in sample)
    return bool(ADDRESS & set(words)) or bool(
        {*FIGURES} & {*words, "_".join(words)} and with_digits >= MOST * len(sample)
        and _few_words(sample))


def like_names(answers: Sequence[str]) -> bool:
    """Whether nearly every cell is a list of words with capital letters, as names are written."""
    sample = answers[:LOOKED_AT]
    return len(sample) > 1 and sum(map(_capitals, sample)) >= MOST * len(sample)


def _silent(answer: str) -> bool:
    """A dash, or a word that says that there is no answer: it tells of no figure either."""
    return unanswered(answer) or not any(map(str.isalnum, answer))


def _words(heading: str) -> list[str]:
    return re.findall(r"[^\W_]+", re.split(r"[/:>|]", fold(heading))[-1])


def _few_words(sample: Sequence[str]) -> bool:
    return sum(len(re.findall(r"[^\W\d_]+", answer)) for answer in sample) <= 4 * len(sample)


def _of_one_pattern(sample: Sequence[str]) -> bool:
    """Whether the cells differ in letters and digits alone, as folios and dates do; no sentence is so short."""
    shapes = [RUN.sub(lambda found: "9" if found[0][0].isdigit() else "a", answer) for answer in sample]
    first = max(set(shapes), key=shapes.count)
    return (len(sample) > 1 and "9" in first and first.count("a") <= 3 and len(set(sample)) > 1
            and shapes.count(first) >= MOST * len(sample))


def _capitals(answer: str) -> bool:
    words = re.findall(r"[^\W\d_]+", answer)
    own = [word for word in words if fold(word) not in {"de", "del", "la", "las", "los", "y", "e"}]
    return len(own) > 1 and all(word[0].isupper() for word in own) and not answer.isupper() and answer[-1] not in ".!?"
