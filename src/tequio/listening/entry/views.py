"""The page for entering cards, with or without JavaScript, and the quick form for silences."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tequio.foundation.accounts.access import actor_of
from tequio.foundation.errors import Problem, TequioError
from tequio.foundation.places.models import Group
from tequio.listening import queries
from tequio.listening.admission import admitted_to
from tequio.listening.cards import encounter_title, silence_line
from tequio.listening.entry import cards
from tequio.listening.entry.models import Draft
from tequio.listening.entry.uses import NOTHING, chosen, kept
from tequio.listening.models import Encounter, SilenceKind, Use

RECENT = 4
# The same in every language, so that hands need not learn them twice; each is shown on its label.
KEYS = {Use.DIAGNOSIS: "d", Use.QUOTE: "c", Use.DIALOGUE: "l", Use.ARCHIVE: "a"}
NOTHING_KEY = "n"
SILENCES = (SilenceKind.TOPIC_AVOIDED, SilenceKind.REFUSAL, SilenceKind.NOT_SAID, SilenceKind.GROUP_ABSENT,
            SilenceKind.PLACE_NOT_REACHED)


def desk(request: HttpRequest, process_id: UUID, encounter_id: UUID) -> HttpResponse:
    row = admitted_to(request, "record_voices", process_id, encounter_id)
    cards.check_takes_cards(row)
    draft = cards.draft_of(actor_of(request), row)
    return render(request, "listening/desk.html", _desk(row, draft) | _silences(row) | {
        "title": _("Anotar cartones"), "eyebrow": encounter_title(row),
        "crumbs": [{"label": _("Escucha"), "url": reverse("listening:index", args=[process_id])},
                   {"label": encounter_title(row), "url": reverse("listening:encounter", args=[process_id, row.pk])},
                   {"label": _("Anotar cartones"), "url": ""}]})


@require_POST
def save(request: HttpRequest, process_id: UUID, encounter_id: UUID) -> HttpResponse:
    """Saves the card once, however often it is sent; without JavaScript leads back to the desk."""
    row = admitted_to(request, "record_voices", process_id, encounter_id)
    actor, text, group = actor_of(request), request.POST.get("text", ""), _group(request, row)
    draft, problem = cards.draft_of(actor, row), None
    if request.POST.get("card") == str(draft.voice_id):
        try:
            cards.save_card(actor=actor, encounter=row, text=text, group=group,
                            allowed=chosen(request.POST.getlist("use")))
        except TequioError as fault:
            problem = fault.problem
            # What cannot be a card yet stays as it was typed.
            if 0 < len(text) <= cards.LONGEST:
                cards.keep_draft(actor=actor, encounter=row, text=text, group=group)
        draft = cards.draft_of(actor, row)
    return _answer(request, row, draft, problem)


@require_POST
def keep(request: HttpRequest, process_id: UUID, encounter_id: UUID) -> HttpResponse:
    """Autosave. What arrives late, when its card is saved already, is not kept."""
    row = admitted_to(request, "record_voices", process_id, encounter_id)
    actor = actor_of(request)
    if request.POST.get("card") != str(cards.draft_of(actor, row).voice_id):
        return HttpResponse(status=204)
    cards.keep_draft(actor=actor, encounter=row, text=request.POST.get("text", ""), group=_group(request, row))
    return HttpResponse(_("Borrador sellado."))


@require_POST
def undo(request: HttpRequest, process_id: UUID, encounter_id: UUID) -> HttpResponse:
    row = admitted_to(request, "take_back_card", process_id, encounter_id)
    actor, problem = actor_of(request), None
    typed = request.POST.get("text", "")
    try:
        if typed.strip() and request.POST.get("card") == str(cards.draft_of(actor, row).voice_id):
            cards.keep_draft(actor=actor, encounter=row, text=typed, group=_group(request, row))
        draft = cards.take_back(actor=actor, encounter=row)
    except TequioError as fault:
        draft, problem = cards.draft_of(actor, row), fault.problem
    return _answer(request, row, draft, problem)


@require_POST
def silence(request: HttpRequest, process_id: UUID, encounter_id: UUID) -> HttpResponse:
    row = admitted_to(request, "declare_silence", process_id, encounter_id)
    cards.note_silence(actor=actor_of(request), encounter=row, kind=request.POST.get("kind", ""),
                       group=_group(request, row), text=request.POST.get("text", ""))
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "listening/desk_silences.html", _silences(row) | {"encounter": row, "again": True})
    return redirect("listening:desk", process_id, encounter_id)


def _answer(request: HttpRequest, row: Encounter, draft: Draft, problem: Problem | None) -> HttpResponse:
    if request.htmx:  # type: ignore[attr-defined]
        ticked = request.POST.getlist("use") if problem else None
        return render(request, "listening/desk_card.html", _desk(row, draft, ticked) | {"problem": problem})
    if problem:
        return render(request, "problem.html", {"problem": problem}, status=400)
    return redirect("listening:desk", row.process_id, row.pk)


def _group(request: HttpRequest, row: Encounter) -> Group | None:
    """The group by its key; none when nobody chose one. Raises TQ-469 for a group of nobody's."""
    key = request.POST.get("group", "")
    found: Group | None = Group.objects.filter(process_id=row.process_id, key=key).first() if key else None
    if key and found is None:
        raise TequioError("TQ-469")
    return found


def _desk(row: Encounter, draft: Draft, ticked: Collection[str] | None = None) -> dict[str, Any]:
    saved = queries.voices(row.process).filter(encounter=row)
    # Those numbered here: what came from files has keys of its own, in no order of entry.
    recent = list(saved.filter(key__startswith=f"{row.key}-").order_by("-key")[:RECENT])
    agreed = [use.value for use, granted in queries.allowed_by(row).items() if granted]
    given = (kept(draft.uses) or agreed) if ticked is None else list(ticked)
    return {
        "encounter": row, "draft": draft, "count": saved.count(), "most": cards.LONGEST,
        "groups": _groups(row, draft), "recent": recent,
        "can_undo": draft.last_voice is not None and saved.filter(pk=draft.last_voice).exists(),
        "uses": [{"value": use.value, "label": use.label, "key": KEYS[use], "given": use.value in given}
                 for use in Use],
        "nothing": {"value": NOTHING, "key": NOTHING_KEY, "given": NOTHING in given},
    }


def _groups(row: Encounter, draft: Draft) -> list[dict[str, Any]]:
    return [{"key": group.key, "label": str(group), "number": number if number < 10 else "",
             "chosen": group.pk == draft.group_id}
            for number, group in enumerate(row.process.groups.all(), start=1)]


def _silences(row: Encounter) -> dict[str, Any]:
    kept = queries.silences(row.process).filter(encounter=row)
    return {"silences": [silence_line(one, plain=True) for one in kept],
            "kinds": [(kind.value, kind.label) for kind in SILENCES],
            "silence_groups": [(group.key, str(group)) for group in row.process.groups.all()]}
