"""Arranging an online vote, for the team; and the pages behind `/ronda/`, for whoever holds a slip: no account.

The words are typed once. What goes from page to page is signed, lasts two hours, and is kept nowhere here.
"""

from typing import Any
from uuid import UUID

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tequio.deliberation import queries
from tequio.deliberation.models import Position
from tequio.deliberation.rounds.forms import OnlineForm
from tequio.deliberation.rounds.online import answered, holder, next_asked, open_online, take_answer
from tequio.deliberation.rounds.slips import Slip
from tequio.deliberation.rounds.views import crumbs, round_in
from tequio.foundation.accounts.access import actor_of, admitted
from tequio.foundation.errors import Problem, TequioError
from tequio.foundation.places.models import Group

PURPOSE, HOURS = "ronda", 2
TOO_MANY, TOO_LATE = "TQ-649", "TQ-650"
REFUSALS = ("TQ-645", "TQ-646", "TQ-647", "TQ-651")


def arrange(request: HttpRequest, process_id: UUID, round_id: UUID) -> HttpResponse:
    """Until when, and how many slips; answers with the words, once, to be printed and handed out."""
    process = admitted(request, "invite_online", process_id)
    row = round_in(process, round_id)
    form = OnlineForm(list(Group.objects.filter(process=process)), request.POST or None)
    words: list[dict[str, Any]] = []
    if request.method == "POST" and form.is_valid():
        try:
            _sitting, made = open_online(actor=actor_of(request), round=row, closes_on=form.day(),
                                         wanted=form.wanted())
            words = [{"group": str(group or _("Sin grupo declarado")), "codes": codes}
                     for group, codes in made.items()]
        except TequioError as fault:
            if fault.problem.code not in REFUSALS:
                raise
            form.add_error(None, f"{fault.problem.what(_language())} {fault.problem.remedy(_language())}")
    return render(request, "deliberation/online.html", {
        "round": row, "form": form, "words": words, "already": queries.online_vote(row) if not words else None,
        "crumbs": crumbs(row, _("En línea")), "address": reverse("round_door"),
    }, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def door(request: HttpRequest) -> HttpResponse:
    """Six words in; the first statement out."""
    if request.method != "POST":
        return render(request, "deliberation/public/door.html")
    try:
        slip = holder(request.POST.get("words", "")[:400])
    except TequioError as fault:
        return _refused(request, fault.problem)
    return _ask(request, slip)


@require_POST
def answer(request: HttpRequest) -> HttpResponse:
    """Keeps an answer and asks the next one; or shows the answers so far, to change them."""
    try:
        slip = Slip.from_token(signing.loads(request.POST.get("token", ""), salt=PURPOSE, max_age=HOURS * 3600))
        if request.POST.get("what") == "look":
            return _look(request, slip)
        position, statement = request.POST.get("position", ""), request.POST.get("statement", "")
        if position in {str(value) for value in Position.values} and statement:
            take_answer(slip, UUID(statement), Position(int(position)))
        return _look(request, slip) if request.POST.get("what") == "change" else _ask(request, slip)
    except (signing.BadSignature, ValueError):
        return _refused(request, Problem(TOO_LATE))
    except TequioError as fault:
        return _refused(request, fault.problem)


def _ask(request: HttpRequest, slip: Slip) -> HttpResponse:
    asked = next_asked(slip)
    if asked is None:
        return _look(request, slip)
    return render(request, "deliberation/public/ask.html", {
        "asked": asked, "number": asked.done + 1, "answers": _answers(), "token": _token(slip)})


def _look(request: HttpRequest, slip: Slip) -> HttpResponse:
    return render(request, "deliberation/public/done.html", {
        "rows": [{"id": str(pk), "text": text, "position": position} for pk, text, position in answered(slip)],
        "answers": _answers(), "token": _token(slip), "more": next_asked(slip) is not None})


def _answers() -> list[dict[str, Any]]:
    """The four answers, always in one order and of one size."""
    order = (Position.AGREE, Position.DISAGREE, Position.PASS, Position.NOT_SAID)
    return [{"value": int(position), "label": str(position.label).capitalize()} for position in order]


def _token(slip: Slip) -> str:
    return signing.dumps(slip.token, salt=PURPOSE)


def _refused(request: HttpRequest, problem: Problem) -> HttpResponse:
    said = {"what": problem.what(_language()), "remedy": problem.remedy(_language())}
    return render(request, "deliberation/public/door.html", {"problem": said},
                  status=429 if problem.code == TOO_MANY else 200)


def _language() -> str:
    return "en" if (get_language() or "es").startswith("en") else "es"
