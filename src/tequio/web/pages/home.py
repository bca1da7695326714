"""The whole method in one look: the chain as a path with what each step holds."""

from collections import Counter
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tequio.agendas.models import Agenda, Item, Proposal
from tequio.diagnosis.models import Coding, Finding
from tequio.followup.models import Action, Commitment, Response, Verdict
from tequio.foundation.accounts.access import actor_of, admitted
from tequio.foundation.accounts.models import PROTECTED_TEAM, Membership, User
from tequio.foundation.accounts.permissions import may_here, reach_of
from tequio.foundation.accounts.reach import reach
from tequio.foundation.places.models import Level, Process, Territory
from tequio.foundation.vault.keyring import keyring
from tequio.listening.models import Encounter, Silence, Voice
from tequio.protection.queries import quotable, shown
from tequio.web.context import rooms_of
from tequio.web.pages.home_ways import limits, ways

# Step of the chain, what fills it, how it reaches a territory, the room that shows it.
STEPS = (
    ("encounter", Encounter, "territory_id", "listening"), ("voice", Voice, "encounter__territory_id", "listening"),
    ("coding", Coding, "voice__encounter__territory_id", "diagnosis"),
    ("finding", Finding, "territory_id", "diagnosis"),
    ("proposal", Proposal, "territory_id", "agendas"), ("local_agenda", Agenda, "territory_id", "agendas"),
    ("national_agenda", Item, "", "agendas"), ("response", Response, "item__agenda__territory_id", "followup"),
    ("commitment", Commitment, "response__item__agenda__territory_id", "followup"),
    ("action", Action, "commitment__response__item__agenda__territory_id", "followup"),
    ("verdict", Verdict, "item__agenda__territory_id", "followup"),
)


def start(request: HttpRequest) -> HttpResponse:
    """To the process of whoever entered, or to the door."""
    if isinstance(request.user, User):
        for mine in Membership.objects.filter(user=request.user).order_by("pk"):
            if mine.role not in PROTECTED_TEAM or keyring.is_open(mine.process_id):
                return redirect("home", mine.process_id)
    return redirect("enter")


def home(request: HttpRequest, process_id: UUID) -> HttpResponse:
    process = admitted(request, "read_counts", process_id)
    actor = actor_of(request)
    reads = reach_of(actor, "read_words", process_id)
    team, open_rooms = may_here(actor, "read_words", process_id), dict(rooms_of(reads))
    by_step = {step: _by_territory(process, step, model, path) for step, model, path, _ in STEPS}
    counts: dict[str, Any] = {
        step: {"count": _counted(process, sum(by_step[step].values()), team),
               "url": reverse(f"{room}:index", args=[process_id]) if room in open_rooms else ""}
        for step, _, _, room in STEPS}
    listening = reverse("listening:index", args=[process_id]) if team else ""
    return render(request, "home.html", {
        "counts": counts, "territories": [_thread(place, by_step) for place in _places(process)],
        "return_url": listening, "gaps": _gaps(process, linked=team), "voices": _said(process) if team else [],
        "voices_url": listening, "ways": ways(actor, process), "limits": limits(process, reads),
    })


def _counted(process: Process, count: int, team: bool) -> int | tuple[int | None, int | None]:
    """Outside the team, as the disclosure rule of the process lets it be seen."""
    if team:
        return count
    coarse = shown(process, count)
    return coarse.interval if coarse.value is not None else (None, process.threshold)


def _said(process: Process) -> list[dict[str, str]]:
    """One voice per place that may be quoted, as two people let it pass: this page is projected in rooms."""
    return [{"text": review.masked, "group": str(review.voice.group or ""), "encounter": str(review.voice.territory),
             "mark": _("inventada") if process.is_demo else "",
             "url": reverse("trace", args=[process.pk, "voice", review.voice_id])}
            for review in quotable(process)]


def _by_territory(process: Process, step: str, model: type, path: str) -> Counter[UUID | None]:
    rows = model.objects.filter(process=process)  # type: ignore[attr-defined]
    if step == "national_agenda":
        return Counter({None: rows.filter(agenda__territory=None).count()})
    if step == "local_agenda":
        rows = rows.exclude(territory=None)
    return Counter(rows.values_list(path, flat=True))


def _places(process: Process) -> list[Territory]:
    within = reach()
    if within is None:
        return list(process.territories.filter(level=Level.MUNICIPALITY))
    return list(process.territories.filter(pk__in=within))


def _thread(place: Territory, by_step: dict[str, Counter[UUID | None]]) -> dict[str, Any]:
    reached = {step: bool(counts[place.pk]) for step, counts in by_step.items()}
    reached["national_agenda"] = Item.objects.filter(agenda__territory=None, shared=place).exists()
    return {"name": place.name, "reached": reached, "halted": _first_sentence(place.suspension_note)}


def _first_sentence(note: str) -> str:
    return note.partition(". ")[0].rstrip(".") + "." if note else ""


def _gaps(process: Process, *, linked: bool) -> dict[str, Any] | None:
    """What is missing stands on the first page, beside what is there."""
    silences = Silence.objects.filter(process=process).count()
    halted = [str(place) for place in _places(process) if place.suspended]
    if not silences and not halted:
        return None
    url = reverse("listening:silences", args=[process.pk]) if linked else ""
    counted = silences if linked else shown(process, silences).words(get_language() or "es")
    items = [_("%(place)s: trabajo suspendido; lo que falta está declarado.") % {"place": place} for place in halted]
    return {"title": _("Silencios y huecos"), "items": items, "url": url,
            "text": _("Se anotaron %(count)s silencios: temas que se evitaron, grupos que faltaron, lugares adonde no "
                      "se pudo ir.") % {"count": counted}}
