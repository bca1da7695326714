"""How an agenda stands, and the places that have none."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from tequio.agendas.models import Agenda, AgendaStatus, Outcome, Return
from tequio.agendas.queries import Place
from tequio.foundation.places.models import Group

Card = dict[str, Any]
ORDER = (AgendaStatus.DRAFT, AgendaStatus.RETURNED, AgendaStatus.VALIDATED, AgendaStatus.FINAL)
TONES = {AgendaStatus.DRAFT: "draft", AgendaStatus.RETURNED: "moving", AgendaStatus.VALIDATED: "done",
         AgendaStatus.FINAL: "done"}
OUTCOMES = {Outcome.VALIDATED: "done", Outcome.CORRECTED: "moving", Outcome.DISSENT: "refused",
            Outcome.NO_CONDITIONS: "silent"}


def status(agenda: Agenda) -> Card:
    return {"tone": TONES[AgendaStatus(agenda.status)], "label": agenda.get_status_display().capitalize()}


def stages(agenda: Agenda, *, noted: bool = True) -> list[Card]:
    """Borrador, devuelta, validada, final, and how far this one has come."""
    labels = {
        AgendaStatus.DRAFT: (_("Borrador"), _("escrito con las voces; nadie lo ha revisado fuera del equipo")),
        AgendaStatus.RETURNED: (_("Devuelta"), _("cada grupo la vio y dijo qué cambiar")),
        AgendaStatus.VALIDATED: (_("Validada"), _("los grupos dicen que esto es lo que quisieron decir")),
        AgendaStatus.FINAL: (_("Final"), _("se imprime y se entrega a quien debe responder")),
    }
    at = ORDER.index(AgendaStatus(agenda.status))
    return [{"label": labels[step][0], "note": labels[step][1] if noted else "",
             "state": "current" if place == at else "done" if place < at else "ahead"}
            for place, step in enumerate(ORDER)]


def local(place: Place) -> Card:
    """A municipality with its agenda, or with the reason why it has none."""
    agenda = place.agenda
    if agenda is None:
        return {"name": place.territory.name, "suspended": place.territory.suspended,
                "paragraphs": _paragraphs(place.territory.suspension_note)}
    return {"name": place.territory.name, "title": agenda.title, "url": page(agenda),
            "stages": stages(agenda, noted=False), "meta": _meta(place), "board": board(agenda),
            "suspended": place.territory.suspended, "paragraphs": _paragraphs(place.territory.suspension_note)}


def national(agenda: Any, shared: Sequence[tuple[str, int]]) -> Card:
    """The National Agenda as `queries.national` counts it, and how many of its items each place shares."""
    return {"title": agenda.title, "url": page(agenda), "stages": stages(agenda, noted=False),
            "board": board(agenda),
            "meta": [_("%(count)s puntos") % {"count": agenda.item_count},
                     *(_("%(place)s comparte %(count)s") % {"place": place, "count": count}
                       for place, count in shared)]}


def _meta(place: Place) -> list[str]:
    agenda = place.agenda
    found = [_("%(count)s puntos") % {"count": agenda.item_count},
             _("%(count)s grupos ya la vieron") % {"count": agenda.return_count}]
    return [*found, _("%(count)s con disenso") % {"count": agenda.dissent_count}] if agenda.dissent_count else found


def page(agenda: Agenda) -> str:
    return reverse("agendas:agenda", args=[agenda.process_id, agenda.pk])


def board(agenda: Agenda) -> str:
    """Where what became of the agenda is shown, in the room that follows."""
    return reverse("followup:board", args=[agenda.process_id, agenda.pk])


def returned(groups: Sequence[Group], rows: Sequence[Return]) -> list[Card]:
    """What each group answered when the draft came back to it; groups it has not come back to say so."""
    by_group: Mapping[UUID, Return] = {row.group_id: row for row in rows}
    missing = {"tone": "silent", "label": _("todavía no se le ha devuelto"), "note": "", "week": None}
    return [{"group": str(group), **(_answer(by_group[group.pk]) if group.pk in by_group else missing)}
            for group in groups]


def _answer(row: Return) -> Card:
    return {"tone": OUTCOMES[Outcome(row.outcome)], "label": row.get_outcome_display(), "note": row.note,
            "week": row.week}


def _paragraphs(text: str) -> list[str]:
    return [part.strip() for part in text.split("\n\n") if part.strip()]
