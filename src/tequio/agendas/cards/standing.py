"""How an agenda stands, and the places that have none."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tequio.agendas.models import Agenda, AgendaStatus, Outcome, Return
from tequio.agendas.queries import AgendaOfPlace, status
from tequio.foundation.places.models import Group
from tequio.foundation.trail.wording import Wording

Card = dict[str, Any]
ORDER = (AgendaStatus.DRAFT, AgendaStatus.RETURNED, AgendaStatus.CORRECTED, AgendaStatus.VALIDATED,
         AgendaStatus.FINAL)
OUTCOMES = {Outcome.VALIDATED: "done", Outcome.CORRECTED: "moving", Outcome.DISSENT: "refused",
            Outcome.NO_CONDITIONS: "silent"}


def stages(status: AgendaStatus, *, noted: bool = True) -> list[Card]:
    """Borrador, devuelta, validada, final, and how far an agenda of that status has come."""
    labels = {
        AgendaStatus.DRAFT: (_("Borrador"), _("escrito con las voces; nadie lo ha revisado fuera del equipo")),
        AgendaStatus.RETURNED: (_("Devuelta"), _("la van viendo los grupos y dicen qué cambiar")),
        AgendaStatus.CORRECTED: (_("Corregida"), _("lo que cambió se vuelve a mostrar a cada grupo")),
        AgendaStatus.VALIDATED: (_("Validada"), _(
            "la vieron todos los grupos que se escucharon; lo que alguno no comparte queda impreso")),
        AgendaStatus.FINAL: (_("Final"), _("se imprime y se entrega a quien debe responder")),
    }
    at = ORDER.index(status)
    return [{"label": labels[step][0], "note": labels[step][1] if noted else "",
             "state": "current" if place == at else "done" if place < at else "ahead"}
            for place, step in enumerate(ORDER)]


def local(place: AgendaOfPlace, words: Wording) -> Card:
    """A municipality with its agenda, or with the reason why it has none."""
    agenda = place.agenda
    around = {"name": place.territory.name, "suspended": place.territory.suspended,
              "paragraphs": _paragraphs(words.drafted(place.territory.suspension_note))}
    if agenda is None:
        return around
    return around | {"title": words.heading(agenda.title), "url": page(agenda), "meta": _meta(place),
                     "stages": stages(status(agenda), noted=False), "board": board(agenda)}


def national(agenda: Any, shared: Sequence[tuple[str, int]], words: Wording) -> Card:
    """The National Agenda as `queries.national` counts it, and how many of its items each place shares."""
    return {"title": words.heading(agenda.title), "url": page(agenda), "board": board(agenda),
            "stages": stages(status(agenda), noted=False),
            "meta": [_("%(count)s puntos") % {"count": agenda.item_count},
                     *(_("%(place)s comparte %(count)s") % {"place": place, "count": count}
                       for place, count in shared)]}


def _meta(place: AgendaOfPlace) -> list[str]:
    agenda = place.agenda
    found = [_("%(count)s puntos") % {"count": agenda.item_count}]
    if place.standing:
        found.append(_("%(count)s grupos ya la vieron") % {"count": len(place.standing.seen)})
        if waiting := len(place.standing.waiting):
            found.append(ngettext("falta %(n)s grupo por verla", "faltan %(n)s grupos por verla", waiting) % {
                "n": waiting})
    return [*found, _("%(count)s con disenso") % {"count": agenda.dissent_count}] if agenda.dissent_count else found


def page(agenda: Agenda) -> str:
    return reverse("agendas:agenda", args=[agenda.process_id, agenda.pk])


def board(agenda: Agenda) -> str:
    """Where what became of the agenda is shown, in the room that follows."""
    return reverse("followup:board", args=[agenda.process_id, agenda.pk])


def returned(groups: Sequence[Group], rows: Sequence[Return], words: Wording) -> list[Card]:
    """What each group answered every time the draft came back to it; groups it has not come back to say so."""
    by_group: dict[UUID, list[Return]] = {}
    for row in rows:
        by_group.setdefault(row.group_id, []).append(row)
    missing = {"tone": "silent", "label": _("todavía no se le ha devuelto"), "note": "", "week": None}
    return [{"group": str(group), **answer} for group in groups
            for answer in ([_answer(row, words) for row in by_group.get(group.pk, ())] or [missing])]


def _answer(row: Return, words: Wording) -> Card:
    return {"tone": OUTCOMES[Outcome(row.outcome)], "label": row.get_outcome_display(),
            "note": words.drafted(row.note), "week": row.week}


def _paragraphs(text: str) -> list[str]:
    return [part.strip() for part in text.split("\n\n") if part.strip()]
