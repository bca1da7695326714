"""The whole method in one look: the chain as a path with what each step holds."""

from collections import Counter
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tequio.foundation.accounts.access import actor_of, admitted
from tequio.foundation.accounts.models import PROTECTED_TEAM, Membership, User
from tequio.foundation.accounts.permissions import may_here, reach_of
from tequio.foundation.accounts.reach import reach
from tequio.foundation.places.models import Level, Process, Territory
from tequio.foundation.places.tree import holders, municipality_names
from tequio.foundation.register import Step, steps
from tequio.foundation.trail.wording import wording
from tequio.foundation.vault.keyring import keyring
from tequio.listening.models import Silence
from tequio.protection.frozen.held import Frozen
from tequio.protection.queries import quotable
from tequio.web.context import rooms_of
from tequio.web.pages.home_ways import limits, ways


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
    team, open_rooms = may_here(actor, "read_words", process_id), {room.name for room in rooms_of(reads)}
    frozen = Frozen(process)
    by_step = {step.key: _by_territory(process, step) for step in steps()}
    counts: dict[str, Any] = {
        step.key: {
            "count": _counted(frozen, step.key, sum(by_step[step.key].values()), plain=team or step.in_print),
            "url": reverse(f"{step.room}:index", args=[process_id]) if step.room in open_rooms else ""}
        for step in steps()}
    reached = _reached(process, by_step)
    listening = reverse("listening:index", args=[process_id]) if team else ""
    return render(request, "home.html", {
        "counts": counts, "territories": [_thread(process, place, reached, team=team) for place in _places(process)],
        "return_url": listening, "gaps": _gaps(process, linked=team), "voices": _said(process) if team else [],
        "voices_url": listening, "ways": ways(actor, process), "limits": limits(process, reads),
    })


def _counted(frozen: Frozen, step: str, count: int, *, plain: bool) -> int | tuple[int | None, int | None]:
    """The count, or what the disclosure rule of the process lets be seen of it, held still."""
    if plain:
        return count
    coarse = frozen(count, "home", step)
    return coarse.interval if coarse.value is not None else (None, coarse.threshold)


def _said(process: Process) -> list[dict[str, str]]:
    """One voice per place that may be quoted, as two people let it pass: this page is projected in rooms.

    A neighbourhood is not named here: it stands under the municipality it lies in.
    """
    names = municipality_names(process.pk)
    return [{"text": review.masked, "group": str(review.voice.group or ""),
             "encounter": names[review.voice.territory_id],
             "mark": _("inventada") if process.is_demo else "",
             "url": reverse("trace", args=[process.pk, "voice", review.voice_id])}
            for review in quotable(process)]


def _by_territory(process: Process, step: Step) -> Counter[UUID | None]:
    rows = _rows(process, step)
    return Counter(rows.values_list(step.territory, flat=True)) if step.territory else Counter({None: rows.count()})


def _rows(process: Process, step: Step) -> Any:
    return step.model.objects.filter(process=process, **step.among)  # type: ignore[attr-defined]


def _places(process: Process) -> list[Territory]:
    within = reach()
    if within is None:
        return list(process.territories.filter(level=Level.MUNICIPALITY))
    return list(process.territories.filter(pk__in=within))


def _reached(process: Process, by_step: dict[str, Counter[UUID | None]]) -> dict[str, set[UUID]]:
    """For each step, the territories that got so far: a territory is itself and all within it."""
    counted_in = holders(process.pk)
    spanned = {step.key: _rows(process, step).values_list(step.spans, flat=True) for step in steps() if step.spans}
    counts: dict[str, Iterable[UUID | None]] = {**by_step, **spanned}
    return {step: {around for place in places if place for around in counted_in[place]}
            for step, places in counts.items()}


def _thread(process: Process, place: Territory, reached: dict[str, set[UUID]], *, team: bool) -> dict[str, Any]:
    """Why work stopped is told to the team, masked: outside it, two people would have to read it first."""
    note = place.suspension_note if team else ""
    return {"name": place.name, "reached": {step: place.pk in places for step, places in reached.items()},
            "halted": place.suspended, "halted_why": _first_sentence(wording(process).drafted(note)) if note else ""}


def _first_sentence(note: str) -> str:
    return note.partition(". ")[0].rstrip(".") + "."


def _gaps(process: Process, *, linked: bool) -> dict[str, Any] | None:
    """What is missing stands on the first page, beside what is there."""
    silences = Silence.objects.filter(process=process).count()
    halted = [str(place) for place in _places(process) if place.suspended]
    # That nobody was silent is told to the team alone: to others zero and few are the same.
    if linked and not silences and not halted:
        return None
    url = reverse("listening:silences", args=[process.pk]) if linked else ""
    counted = silences if linked else Frozen(process).words(get_language() or "es", silences, "home", "silence")
    items = [_("%(place)s: trabajo suspendido; lo que falta está declarado.") % {"place": place} for place in halted]
    return {"title": _("Silencios y huecos"), "items": items, "url": url,
            "text": _("Se anotaron %(count)s silencios: temas que se evitaron, grupos que faltaron, lugares adonde no "
                      "se pudo ir.") % {"count": counted}}
