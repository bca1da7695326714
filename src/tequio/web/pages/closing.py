"""What would happen if the process ended: a rehearsal that only counts, and the agreement of two different people.

The ending itself is a command at the machine of the process, with both passphrases: nobody ends one from a browser.
"""

from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tequio.chain.closing.agreeing import agree, agreed
from tequio.chain.closing.certificate import label, told
from tequio.chain.closing.close import foresee
from tequio.chain.closing.journal import How, Journal
from tequio.foundation.accounts.access import actor_of, admitted
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Process

OPTIONS = {How.HAND_OVER: "--hand-over CARPETA", How.ARCHIVE: "--archive CARPETA", How.DESTROY: "--destroy"}


def closing(request: HttpRequest, process_id: UUID) -> HttpResponse:
    process = admitted(request, "close_process", process_id)
    how = _how(request.GET.get("como", How.HAND_OVER.value))
    try:
        journal, problem = foresee(actor=actor_of(request), process=process, how=how), None
    except TequioError as fault:
        journal, problem = None, fault.problem
    language, people = (get_language() or "es")[:2], agreed(process, how)
    return render(request, "closing.html", {
        "how": how.value, "problem": problem, "lead": _lead(how), "agreed": people, "ready": people.both,
        "table": _table(journal) if journal else None, "beyond": _beyond(journal) if journal else [],
        "what": problem.what(language) if problem else "", "remedy": problem.remedy(language) if problem else "",
        "command": f"./tequio close {Path(settings.HOME).name} {OPTIONS[how]}",
        "rehearsal": f"./tequio close {Path(settings.HOME).name} {OPTIONS[how]} --rehearse",
        "tabs": [{"label": _name(one), "current": one is how,
                  "url": f"{reverse('closing', args=[process_id])}?como={one}"} for one in How],
        "crumbs": [{"label": _("Inicio"), "url": reverse("home", args=[process_id])},
                   {"label": _("Cerrar el proceso"), "url": ""}],
    })


@require_POST
def agree_to(request: HttpRequest, process_id: UUID) -> HttpResponse:
    process: Process = admitted(request, "close_process", process_id)
    how = _how(request.POST.get("como", ""))
    agree(actor=actor_of(request), process=process, how=how)
    messages.success(request, _("Quedó asentado que está de acuerdo. Todavía no se ha hecho nada."))
    return redirect(f"{reverse('closing', args=[process_id])}?como={how}")


def _how(said: str) -> How:
    if said not in set(How):
        raise Http404
    return How(said)


def _name(how: How) -> str:
    return {How.HAND_OVER: _("Entregar"), How.ARCHIVE: _("Archivar"), How.DESTROY: _("Destruir")}[how]


def _lead(how: How) -> str:
    return {
        How.HAND_OVER: _("Otra organización recibe, con llaves nuevas, lo que los grupos permitieron para el diálogo o "
                         "el archivo. Aquí el proceso se cierra y lo demás queda sellado hasta que se destruya."),
        How.ARCHIVE: _("Se guarda lo que los grupos permitieron guardar, en un archivo que sólo abren varias personas "
                       "juntas. Todo lo demás se destruye."),
        How.DESTROY: _("Se destruye todo: primero las llaves, luego los documentos, los renglones y lo que la base de "
                       "datos guarda de ellos. Queda el registro de quién hizo qué y un certificado."),
    }[how]


def _table(journal: Journal) -> dict[str, Any]:
    language = (get_language() or "es")[:2]
    columns = {How.HAND_OVER: [_("Se entrega"), _("Se queda, cerrado")],
               How.ARCHIVE: [_("Se archiva"), _("Se destruye")], How.DESTROY: [_("Se destruye")]}[journal.how]
    rows = [[{"text": label(table, language) or _("lo demás: permisos, lecturas, enlaces, votos, cifras")},
             *({"text": count} for count in ((stayed,) if journal.how is How.DESTROY else (left, stayed)))]
            for table, left, stayed in told(journal)]
    return {"caption": _("Cuánto, de cada cosa"), "rows": rows,
            "columns": [{"label": _("Qué")}, *({"label": one, "number": True} for one in columns)],
            "note": _("Cuentas exactas, sólo para el equipo. En el certificado no hay cuentas pequeñas.")}


def _beyond(journal: Journal) -> list[str]:
    said = {
        "backups": _("Respaldos en otros lugares: hay que borrar el archivo y sus llaves."),
        "bundles": _("Otras máquinas con paquetes de este proceso: hay que cerrarlas una por una."),
        "printed": _("Cuadernillos, cartones y recibos en papel."),
        "published": _("Lo publicado: otras personas ya lo tienen."),
        "disk": _("Lo que el disco guarda por su cuenta, sellado."),
        "memory": _("Lo que las personas recuerdan."),
    }
    named = {"bundles": f" {', '.join(journal.machines)}"}
    return [said[kind] + named.get(kind, "") for kind in journal.beyond]
