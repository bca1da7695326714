"""Taking a voice or an encounter back through somebody of the team, and what is left to do afterwards."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tequio.foundation.accounts.access import actor_of, admitted
from tequio.foundation.accounts.permissions import may
from tequio.foundation.places.models import Process
from tequio.foundation.trail.noun import Noun, nouns
from tequio.foundation.trail.withdraw import aftermath
from tequio.listening.cards import day, encounter_title, heard_in
from tequio.listening.models import Encounter, Use, Voice
from tequio.listening.queries import encounters, voices
from tequio.protection import queries
from tequio.protection.models import Reissue, Review, Revisit, Withdrawal
from tequio.protection.views.shared import crumbs, in_words, reach
from tequio.protection.withdrawing.actions import issued_again, looked_again, withdraw_encounter, withdraw_voice
from tequio.protection.withdrawing.likeliest import likeliest

FOUND = 12


def find(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """By saying what was said. POST, so that it stands in no address, history or log."""
    process = admitted(request, "withdraw", process_id)
    said = request.POST.get("said", "").strip()[:400]
    rows = {row.pk: row for row in voices(process)} if said else {}
    best = likeliest(said, ((pk, row.text) for pk, row in rows.items()), most=FOUND)
    return render(request, "protection/find.html", {
        "said": said, "voices": [_found(rows[pk]) for pk in best],
        "encounters": [{"title": f"{row.territory.name} · {encounter_title(row)}",
                        "url": reverse("protection:withdraw_encounter", args=[process_id, row.pk])}
                       for row in encounters(process)],
        "crumbs": crumbs(process, (_("Retirar lo que alguien dijo"), "")),
    })


def voice(request: HttpRequest, process_id: UUID, voice_id: UUID) -> HttpResponse:
    """Asks first and says what goes with it; takes it back on POST."""
    process = admitted(request, "withdraw", process_id)
    row = get_object_or_404(voices(process), pk=voice_id)
    if request.method == "POST":
        withdraw_voice(actor=actor_of(request), voice=row)
        messages.success(request, _("La voz fue retirada. Sus palabras ya no se pueden leer aquí ni en los respaldos."))
        return redirect("protection:withdrawals", process_id)
    return _ask(request, process, [row], {
        "title": _("¿Retirar esta voz?"), "heard": heard_in(row), "said": row.text,
        "back": reverse("protection:find", args=[process_id])})


def of_review(request: HttpRequest, process_id: UUID, review_id: UUID) -> HttpResponse:
    """The same, from where a voice is read."""
    process = admitted(request, "withdraw", process_id)
    return voice(request, process_id, get_object_or_404(Review.objects.filter(process=process), pk=review_id).voice_id)


def encounter(request: HttpRequest, process_id: UUID, encounter_id: UUID) -> HttpResponse:
    process = admitted(request, "withdraw", process_id)
    row = get_object_or_404(Encounter.objects.filter(process=process).select_related("territory"), pk=encounter_id)
    if request.method == "POST":
        withdraw_encounter(actor=actor_of(request), encounter=row)
        messages.success(request, _("Se retiró todo lo que se dijo en ese encuentro. Queda sólo que se hizo."))
        return redirect("protection:withdrawals", process_id)
    said = list(Voice.objects.filter(encounter=row))
    return _ask(request, process, said, {
        "title": _("¿Retirar todo el encuentro?"), "heard": f"{row.territory.name} · {encounter_title(row)}",
        "voices": len(said), "back": reverse("protection:find", args=[process_id])})


def withdrawals(request: HttpRequest, process_id: UUID) -> HttpResponse:
    process = admitted(request, "read_words", process_id)
    actor = actor_of(request)
    rows = [[{"text": day(row.day)}, {"text": _what(row)}, {"text": in_words(row.gone) or _("nada más")},
             {"text": in_words(row.reach) or _("nada más")}]
            for row in queries.withdrawals(process).order_by("-day")]
    return render(request, "protection/withdrawals.html", {
        "revisits": _revisits(process), "reissues": [_reissue(row) for row in _newest(process)],
        "may_revisit": may(actor, "revisit", process_id=process_id),
        "may_withdraw": may(actor, "withdraw", process_id=process_id),
        "table": {"caption": _("Lo que se ha retirado"), "rows": rows, "columns": [
            {"label": _("Día")}, {"label": _("Qué")}, {"label": _("Qué se fue con ello")},
            {"label": _("Todo lo que tocó")}]},
        "crumbs": crumbs(process, (_("Retiros"), "")),
    })


@require_POST
def revisited(request: HttpRequest, process_id: UUID, revisit_id: UUID) -> HttpResponse:
    process = admitted(request, "revisit", process_id)
    row = get_object_or_404(Revisit.objects.filter(process=process), pk=revisit_id)
    looked_again(actor=actor_of(request), revisit=row)
    messages.success(request, _("Quedó anotado que ya se miró sin lo que se retiró."))
    return redirect("protection:withdrawals", process_id)


@require_POST
def reissued(request: HttpRequest, process_id: UUID, reissue_id: UUID) -> HttpResponse:
    process = admitted(request, "withdraw", process_id)
    row = get_object_or_404(Reissue.objects.filter(process=process), pk=reissue_id)
    issued_again(actor=actor_of(request), reissue=row)
    messages.success(request, _("Quedó anotado que ese documento ya se cambió."))
    return redirect("protection:withdrawals", process_id)


def _ask(request: HttpRequest, process: Process, said: list[Voice], about: dict[str, Any]) -> HttpResponse:
    found = aftermath(process.pk, said)
    return render(request, "protection/withdraw.html", about | {
        "gone": reach(_counted(found.gone)), "again": reach(_counted(found.review)),
        "kept": reach(_counted(found.kept)),
        "crumbs": crumbs(process, (_("Retirar"), "")),
    })


def _counted(nodes: frozenset[tuple[str, UUID]]) -> dict[str, int]:
    kinds = [kind for kind, _pk in nodes]
    return {kind: kinds.count(kind) for kind in set(kinds)}


def _found(row: Voice) -> dict[str, str]:
    return {"text": row.text, "heard": heard_in(row), "group": str(row.group or ""),
            "url": reverse("protection:withdraw_voice", args=[row.process_id, row.pk])}


def _what(row: Withdrawal) -> str:
    name = capfirst(str(nouns()[row.kind].label))
    if not row.uses:
        return name
    return _("%(what)s: ya no para %(uses)s") % {
        "what": name, "uses": ", ".join(str(Use(use).label) for use in row.uses)}


def _revisits(process: Process) -> list[dict[str, Any]]:
    """Each noun once, whatever number of things it rested on were taken back, in the order of the chain."""
    waiting = {row.object_id: row for row in queries.revisits(process)}
    by_kind: dict[str, list[UUID]] = {}
    for pk, row in waiting.items():
        by_kind.setdefault(row.kind, []).append(pk)
    rows: list[Noun] = []
    for kind in sorted(by_kind, key=lambda kind: nouns()[kind].step):
        rows += nouns()[kind].model.objects.filter(process=process, pk__in=by_kind[kind])
    return [_revisit(waiting[row.pk], row) for row in rows]


def _revisit(row: Revisit, noun: Noun) -> dict[str, str]:
    registered = nouns()[row.kind]
    return {"kind": capfirst(str(registered.label)), "title": registered.title(noun),
            "trail": reverse("trace", args=[row.process_id, row.kind, row.object_id]),
            "done": reverse("protection:revisited", args=[row.process_id, row.pk])}


def _newest(process: Process) -> list[Reissue]:
    return list({(row.name, row.day, row.published): row for row in queries.reissues(process)}.values())


def _reissue(row: Reissue) -> dict[str, Any]:
    return {"name": row.name, "day": day(row.day), "published": row.published,
            "done": reverse("protection:reissued", args=[row.process_id, row.pk])}
