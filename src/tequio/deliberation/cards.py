"""The parts of the page of a round, in the plain form that the components take."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tequio.deliberation.answers import Answered
from tequio.deliberation.models import Answer, Round, RoundStatus, Statement
from tequio.deliberation.reading import Reading, Weighed, firmness
from tequio.deliberation.standing import Standing
from tequio.diagnosis.models import Finding
from tequio.foundation.trail.wording import wording, wording_of
from tequio.protection.disclosure import Coarse

Card = dict[str, Any]
HELD = (Standing.UNREVIEWED, Standing.UNANSWERED)
Statements = Mapping[str, Statement]


def how(row: Round) -> str:
    return {"cards": _("con tarjetas"), "phones": _("con teléfonos")}.get(row.how, str(row.how))


def status(row: Round) -> Card:
    closed = row.status == RoundStatus.CLOSED
    return {"tone": "done" if closed else "moving", "label": row.get_status_display().capitalize()}


def groups(result: Mapping[str, Any]) -> Card:
    """What can be said of opinion groups, or why nothing can."""
    found = result.get("groups")
    if not found:
        return {"title": _("No se distinguen grupos de opinión"), "text": reason_words(result.get("reason", ""))}
    return {"title": _("Se distinguen %(count)s grupos de opinión") % {"count": found["k"]},
            "text": firm_words(firmness(found["stability"])),
            "sizes": [Coarse(**size).words(get_language() or "es") for size in found["sizes"]]}


def firm_words(how: str) -> str:
    return {
        "very": _("Son muy firmes: si se vuelven a sortear las boletas, salen casi los mismos."),
        "quite": _("Son firmes: si se vuelven a sortear las boletas, la mayor parte queda igual."),
        "barely": _("Son poco firmes: si se vuelven a sortear las boletas, cambian bastante. Conviene leerlos con "
                    "cuidado."),
    }[how]


def reason_words(code: str) -> str:
    return {
        "too_few_people": _("Votaron muy pocas personas para decir si hay maneras distintas de pensar."),
        "too_few_statements": _("Hubo muy pocas afirmaciones para decir si hay maneras distintas de pensar."),
        "too_alike": _("Hay menos de tres maneras distintas de responder: con boletas tan parecidas no hay con qué "
                       "comprobar si los grupos se sostienen."),
        "votes_not_better_explained": _("Suponer grupos no explica mejor los votos que no suponer ninguno."),
        "not_stable": _("Los grupos que salen cambian cada vez que se vuelven a sortear las boletas."),
        "no_votes": _("Nadie ha votado todavía."),
    }.get(code, _("Todavía no se ha calculado: la ronda sigue abierta."))


def limits(result: Mapping[str, Any]) -> list[str]:
    """What so many people cannot say, in words."""
    given = result.get("limits")
    if not given:
        return []
    margin = _("Se pudieron contar %(people)s boletas. Si se preguntara a otras tantas personas, una mitad podría "
               "salir hasta %(margin)s puntos más arriba o más abajo.") % {
        "people": given["people"], "margin": f"{100 * given['margin']:.0f}"}
    return [margin, *beyond(given["groups"])]


def beyond(seen: str) -> list[str]:
    """Whether two true groups would be noticed with so many people; and that nobody was drawn by lot."""
    camps = {"no": _("Con menos de veinte personas sólo se ven grupos que responden muy distinto. Que no se vean no "
                     "quiere decir que todas piensen igual."),
             "sometimes": _("Con estas personas se ven los grupos que responden muy distinto; los que se distinguen "
                            "poco se escapan más de la mitad de las veces."),
             "usually": _("Con estas personas, dos grupos que responden distinto casi siempre se verían; los que "
                          "apenas se distinguen, no siempre.")}
    return [camps[seen], _("Quienes vinieron no son una muestra de toda la población: nadie fue sorteado.")]


def each_of(result: Mapping[str, Any]) -> str:
    """Of whom a majority is told."""
    return _("de cada grupo de opinión") if result.get("groups") else _("de quienes votaron")


def listings(reading: Reading, by_key: Statements, conditions: Mapping[str, str], *, each: str) -> list[Card]:
    """Each ranking with its explanation; an empty one says so in its own words."""
    def told(rows: Sequence[Weighed]) -> list[Card]:
        return [{**statement(one, by_key[one.key]), "condition": conditions[one.key]} for one in rows]

    unites = [{**card, **_surely(one, each)} for card, one in zip(told(reading.unites), reading.unites, strict=True)]
    rows = {"une": unites, "une-contra": told(reading.unites_against), "divide": told(reading.divides),
            "puentes": told(reading.bridges), "seleccion": told(reading.slate)}
    return [{"key": key, **words, "rows": rows[key]} for key, words in _listing_words(each).items()]


def _listing_words(each: str) -> dict[str, Card]:
    """By ranking: its title, what it means, and what is said where it is empty."""
    return {
        "une": {"title": _("Lo que une"), "empty": _(
            "Ninguna afirmación tiene a la mayoría %(each)s de acuerdo.") % {"each": each}, "text": _(
            "La mayoría %(each)s está de acuerdo. La barra llega hasta lo menos que puede ser ese acuerdo; la raya "
            "marca la mitad.") % {"each": each}},
        "une-contra": {"title": _("Lo que une en contra"),
                       "text": _("La mayoría %(each)s está en desacuerdo.") % {"each": each}},
        "divide": {"title": _("Lo que divide"),
                   "text": _("Aquí hay muchas personas de cada lado, o grupos que responden distinto. Las dos "
                             "respuestas se conservan; no se promedian."),
                   "empty": _("Ninguna afirmación divide de manera que se pueda asegurar.")},
        "puentes": {"title": _("Lo que tiende puentes"),
                    "text": _("Gente que casi siempre responde distinto aquí coincide."),
                    "empty": _("No hay con qué decir qué tiende puentes: hacen falta grupos que respondan distinto.")},
        "seleccion": {"title": _("Una selección que representa"), "text": _(
            "Elegidas juntas para que a cada parte de la sala le toque lo que apoya, según cuántas personas son. No es "
            "una lista de prioridades."), "empty": _("No se ha hecho una selección: faltan votos.")},
    }


def said(row: Statement) -> str:
    """A statement as the team's pages show it; where people vote on it, it stands as it was put to them."""
    return wording_of(row).drafted(row.text)


def statement(one: Weighed, row: Statement) -> Card:
    return {"key": one.key, "text": said(row), "parts": parts(one), "url": _trail(row),
            "review": _review(one, row), "standing": one.standing.value,
            "revise": reverse("deliberation:review", args=[row.process_id, row.pk]),
            "write": reverse("deliberation:review", args=[row.process_id, row.pk]) if one.standing in HELD else ""}


def condition(row: Statement, answers: Mapping[UUID, Answered]) -> str:
    """What goes with a statement that carries a risk: the safeguard of its proposal, or what was written to it."""
    if row.reproduces_violence != Answer.RISK:
        return ""
    found = row.reply or (answers[row.pk].instead if row.pk in answers else "")
    return wording_of(row).drafted(found)


def _surely(one: Weighed, each: str) -> Card:
    words = _("al menos %(share)s de cada 100 %(each)s") % {"share": int(100 * one.at_least), "each": each}
    return {"at_least": one.at_least, "at_least_words": words}


def parts(one: Weighed) -> list[Card]:
    return [{"label": _("de acuerdo"), "count": one.agree, "tone": "done"},
            {"label": _("en desacuerdo"), "count": one.disagree, "tone": "refused"},
            {"label": _("pasan"), "count": one.passed, "tone": "still"},
            {"label": _("prefieren no decir"), "count": one.not_said, "tone": "silent"},
            {"label": _("no la respondieron"), "count": one.unseen, "tone": "draft"}]


def refused(one: Weighed, row: Statement, answers: Mapping[UUID, Answered]) -> Card:
    """Its support as a finding, with what feeds it and what answers it, here or in the review of a proposal."""
    words, answer = wording_of(row), answers.get(row.pk)
    return {**statement(one, row), "feeds": words.drafted(row.feeds), "reply": words.drafted(row.reply),
            "answer": answer and replace(answer, reason=words.drafted(answer.reason),
                                         instead=words.drafted(answer.instead)),
            "write": reverse("deliberation:review", args=[row.process_id, row.pk]),
            "support": _("%(agree)s de %(answered)s respuestas la apoyan.") % {
                "agree": one.agree, "answered": one.answered}}


def claim(found: Finding) -> Card:
    return {"title": wording(found.process).drafted(found.claim),
            "url": reverse("trace", args=[found.process_id, "finding", found.pk])}


def twin(reading: Reading, by_key: Statements) -> Card:
    """All statements with their numbers, as components/table.html takes it."""
    labels = [_("De acuerdo"), _("En desacuerdo"), _("Pasan"), _("Prefieren no decir"), _("No la respondieron")]
    rows = [[{"text": said(by_key[one.key])}, *({"text": count} for count in (
        one.agree, one.disagree, one.passed, one.not_said, one.unseen))] for one in reading.all]
    return {"caption": _("Respuestas a cada afirmación"), "rows": rows,
            "columns": [{"label": _("Afirmación")}, *({"label": label, "number": True} for label in labels)]}


def _review(one: Weighed, row: Statement) -> str:
    if one.standing == Standing.UNREVIEWED:
        return _("Falta revisar si reproduce violencia: no entra en ninguna selección.")
    if one.standing == Standing.UNANSWERED:
        return _("Hay riesgo de que reproduzca violencia y falta escribir qué se contesta: no entra en ninguna "
                 "selección.")
    return _("¿Reproduce violencia? %(answer)s") % {"answer": row.get_reproduces_violence_display()}


def _trail(row: Statement) -> str:
    return reverse("trace", args=[row.process_id, "statement", row.pk])
