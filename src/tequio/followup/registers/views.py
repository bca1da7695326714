"""The page on which a register is brought: first what it says and what its words mean, then every row."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tequio.agendas.models import Agenda
from tequio.followup.pages import found_in, home, tried
from tequio.followup.registers import actions
from tequio.followup.registers.forms import RegisterForm, WordsForm
from tequio.followup.registers.reading import Account, Why, account, read_register
from tequio.foundation.accounts.access import actor_of, admitted
from tequio.foundation.trail.wording import Wording, wording


def bring(request: HttpRequest, process_id: UUID, agenda_id: UUID) -> HttpResponse:
    """Shows what would become of every row; takes it once somebody has seen the words and says so."""
    process = admitted(request, "import_register", process_id)
    agenda = found_in(process, Agenda.objects.select_related("process"), agenda_id)
    words, form = wording(process), RegisterForm(request.POST or None, request.FILES or None)
    shown: dict[str, object] = {}
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        register = tried(form, lambda: read_register(said["text"]))
        if register is None:
            return _page(request, process_id, agenda_id, form)
        table = WordsForm(register, request.POST if "words" in request.POST else None)
        told = table.told() if table.is_bound and table.is_valid() else {}
        taken = "take" in request.POST and table.is_bound and table.is_valid()
        found = account(register, actions.points_of(agenda, said["wave"], register.key), told)
        done = tried(form, lambda: actions.import_register(
            actor=actor_of(request), agenda=agenda, register=register, wave=said["wave"], source=said["source"],
            day=said["day"], told=told)) if taken else None
        if taken and done is None:
            return _page(request, process_id, agenda_id, form)
        found = done or found
        shown = {"table": table, "used": len(found.used), "listed": _listed(found, words), "said": said,
                 "key": words.drafted(register.key), "status": words.drafted(register.status), "taken": taken}
    return _page(request, process_id, agenda_id, form, **shown)


def _page(request: HttpRequest, process_id: UUID, agenda_id: UUID, form: RegisterForm, **shown: object) -> HttpResponse:
    return render(request, "followup/register.html", {
        "form": form, **shown, "back": reverse("followup:board", args=[process_id, agenda_id]),
        "crumbs": [home(process_id), {"label": _("Traer un registro"), "url": ""}]},
        status=400 if form.errors else 200)


def _listed(found: Account, words: Wording) -> list[dict[str, object]]:
    said = {Why.NO_KEY: _("no dice de qué punto"), Why.TWICE: _("el punto ya salió más arriba"),
            Why.UNKNOWN_WORD: _("no se sabe qué quiere decir su palabra"),
            Why.NO_POINT: _("no hay ese punto en la agenda"), Why.SILENT: _("el registro no dice cómo va"),
            Why.SAME: _("ya estaba anotado igual"),
            Why.OTHER: _("en esta ola ya se anotó otra cosa: va en la siguiente")}
    return [{"line": one.row.line, "key": words.drafted(one.row.key), "word": words.drafted(one.row.word),
             "why": said[one.why]} for one in found.listed[:500]]
