"""At the table: entering paper ballots and counted cards, reading what people wrote."""

from collections.abc import Iterator
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tequio.deliberation.models import Answer, Moment, Position, Statement
from tequio.deliberation.room import queries
from tequio.deliberation.room.hall import Line
from tequio.deliberation.room.models import Outcome, Room
from tequio.deliberation.room.opening import MOST_CARDS, count_cards, enter_paper
from tequio.deliberation.room.running import asked_in, is_running, running
from tequio.deliberation.room.views import crumbs, live_in, room_in, sitting_in
from tequio.deliberation.room.words import fetch_words, join_words, pass_words, refuse_words, told
from tequio.foundation.accounts.access import actor_of, admitted
from tequio.foundation.errors import Problem, TequioError
from tequio.protection.reading.models import RefusalReason

# In the order of the keys 1 to 4, as they stand on every sheet.
CHOICES = (Position.AGREE, Position.DISAGREE, Position.PASS, Position.NOT_SAID)
SECOND = ("talk_again", "vote_again", "done")


def paper(request: HttpRequest, process_id: UUID, sitting_id: UUID) -> HttpResponse:
    """One paper ballot after the other, by keyboard."""
    process = admitted(request, "record_votes", process_id)
    sitting, live = sitting_in(process, sitting_id), live_in(process, sitting_id)
    statements, problem = asked_in(sitting), None
    if request.method == "POST":
        try:
            enter_paper(actor=actor_of(request), room=room_in(process, sitting_id), hall=live.hall,
                        slip=request.POST.get("slip", ""), answers=_answers(request, statements),
                        moment=_moment(request), group=request.POST.get("group", ""),
                        instead=request.POST.get("instead") == "1")
            messages.success(request, _("Hoja guardada."))
            address = reverse("deliberation:room_paper", args=[process_id, sitting_id])
            return redirect(f"{address}?vez={_moment(request)}")
        except TequioError as fault:
            problem = _shown(fault, "TQ-618", "TQ-619", "TQ-621")
    return render(request, "room/paper.html", {
        "sitting": sitting, "statements": _rows(request, statements), "choices": _choices(), "problem": problem,
        "groups": queries.groups_of(process), "group": request.POST.get("group", ""),
        "slip": request.POST.get("slip", ""), "drawn": len(live.hall.sheets()),
        "moment": _moment_or(request, sitting.phase), "moments": Moment.choices,
        "crumbs": crumbs(sitting, _("Hojas de papel")),
    }, status=400 if problem else 200)


def cards(request: HttpRequest, process_id: UUID, sitting_id: UUID) -> HttpResponse:
    """Raised cards, counted for each statement."""
    process = admitted(request, "record_votes", process_id)
    sitting, problem = sitting_in(process, sitting_id), None
    statements = asked_in(sitting)
    if request.method == "POST":
        try:
            count_cards(actor=actor_of(request), sitting=sitting, moment=_moment(request),
                        counted=list(_counted(request, statements)))
            messages.success(request, _("Tarjetas guardadas."))
            address = reverse("deliberation:room_cards", args=[process_id, sitting_id])
            return redirect(f"{address}?vez={_moment(request)}")
        except TequioError as fault:
            problem = _shown(fault, "TQ-627", "TQ-621", "TQ-491")
    moment = _moment_or(request, sitting.phase)
    there = queries.counted_in(sitting)
    return render(request, "room/cards.html", {
        "sitting": sitting, "problem": problem, "most": MOST_CARDS, "moment": moment, "moments": Moment.choices,
        "choices": _choices(), "crumbs": crumbs(sitting, _("Tarjetas contadas")),
        "statements": [{"key": row.key, "text": row.text, "counts": [
            {"position": int(choice), "label": choice.label, "count": there.get((moment, row.key), {}).get(choice, "")}
            for choice in CHOICES]} for row in statements],
    }, status=400 if problem else 200)


def words(request: HttpRequest, process_id: UUID, sitting_id: UUID) -> HttpResponse:
    """What people wrote, masked, as the wall would show it."""
    process = admitted(request, "read_room_words", process_id)
    room, actor = room_in(process, sitting_id), actor_of(request)
    if is_running(room.pk):
        fetch_words(actor=actor, room=room, hall=running(room).hall)
    return _words_page(request, room)


@require_POST
def decide(request: HttpRequest, process_id: UUID, sitting_id: UUID, row_id: UUID) -> HttpResponse:
    process = admitted(request, "read_room_words", process_id)
    room = room_in(process, sitting_id)
    try:
        _decide(request, room, row_id)
    except TequioError as fault:
        return _words_page(request, room, _shown(fault, "TQ-621", "TQ-625", "TQ-626", "TQ-629"))
    if is_running(room.pk):
        running(room).board.tell(told(room))
    return redirect("deliberation:room_words", process_id, sitting_id)


def _decide(request: HttpRequest, room: Room, row_id: UUID) -> None:
    row, actor, said = queries.row_of(room, row_id), actor_of(request), request.POST
    if row is None:
        raise Http404
    if said.get("do") == "pass":
        answer = said.get("answer", "")
        passed = pass_words(actor=actor, row=row, answer=Answer(answer) if answer in Answer.values else None)
        if passed.statement and is_running(room.pk):
            running(room).hall.add_line(Line(passed.statement.key, passed.statement.text))
    elif said.get("do") == "join":
        same = next((one for one in queries.statements_of(room.sitting) if one.key == said.get("same")), None)
        if same is None:
            raise TequioError("TQ-621")
        join_words(actor=actor, row=row, statement=same)
    else:
        because = said.get("because", "")
        refuse_words(actor=actor, row=row, because=RefusalReason(
            because if because in RefusalReason.values else RefusalReason.OTHERS))


def _words_page(request: HttpRequest, room: Room, problem: Problem | None = None) -> HttpResponse:
    rows, me = queries.words_of(room), actor_of(request).pseudonym
    return render(request, "room/words.html", {
        "sitting": room.sitting, "room": room, "problem": problem, "reasons": RefusalReason.choices,
        "answers": Answer.choices, "statements": queries.votable(room.sitting), "waiting_for_me": [
            row for row in rows if row.outcome in (Outcome.WAITING, Outcome.FIRST) and row.first_reader != me],
        "waiting_for_others": [row for row in rows if row.outcome == Outcome.FIRST and row.first_reader == me],
        "decided": [row for row in rows if row.outcome not in (Outcome.WAITING, Outcome.FIRST)],
        "crumbs": crumbs(room.sitting, _("Lo que se escribió")),
    }, status=400 if problem else 200)


def _choices() -> list[dict[str, object]]:
    return [{"key": at, "value": int(choice), "label": choice.label} for at, choice in enumerate(CHOICES, start=1)]


def _answers(request: HttpRequest, statements: list[Statement]) -> dict[str, int]:
    known = {str(int(choice)): int(choice) for choice in CHOICES}
    said = {row.key: request.POST.get(f"a-{row.key}", "") for row in statements}
    return {key: known[value] for key, value in said.items() if value in known}


def _counted(request: HttpRequest, statements: list[Statement]) -> Iterator[tuple[Statement, dict[Position, int]]]:
    """Statements of which anything was counted. Raises TQ-627."""
    for row in statements:
        said = {choice: request.POST.get(f"c-{row.key}-{int(choice)}", "").strip() for choice in CHOICES}
        if any(said.values()):
            yield row, {choice: _count(text) for choice, text in said.items()}


def _count(text: str) -> int:
    if not text:
        return 0
    if not (text.isascii() and text.isdigit() and len(text) <= 6):
        raise TequioError("TQ-627")
    return int(text)


def _rows(request: HttpRequest, statements: list[Statement]) -> list[dict[str, str]]:
    return [{"key": row.key, "text": row.text, "chosen": request.POST.get(f"a-{row.key}", "")} for row in statements]


def _moment(request: HttpRequest) -> Moment:
    return Moment.SECOND if request.POST.get("moment") == str(int(Moment.SECOND)) else Moment.FIRST


def _moment_or(request: HttpRequest, phase: str) -> int:
    """What was chosen last; at first, what the step of the sitting suggests."""
    asked = request.POST.get("moment") or request.GET.get("vez", "")
    return int(asked) if asked in ("1", "2") else 2 if phase in SECOND else 1


def _shown(fault: TequioError, *codes: str) -> Problem:
    if fault.problem.code not in codes:
        raise fault
    return fault.problem
