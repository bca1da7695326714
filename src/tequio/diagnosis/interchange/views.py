"""The page on which what was coded goes to another tool of analysis, and comes back from one."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tequio.diagnosis.interchange.actions import export_diagnosis, import_project
from tequio.diagnosis.interchange.forms import ProjectForm
from tequio.diagnosis.interchange.shown import Told, told
from tequio.diagnosis.refi_qda import open_project, project_bytes
from tequio.diagnosis.views.around import crumbs, tabs
from tequio.foundation.accounts.access import actor_of, admitted
from tequio.foundation.accounts.permissions import may
from tequio.foundation.errors import Problem, TequioError
from tequio.foundation.intake import hand_in
from tequio.foundation.places.models import Process

FILE = "codificado.qdpx"
KIND = "application/zip"


def tools(request: HttpRequest, process_id: UUID) -> HttpResponse:
    process = admitted(request, "read_words", process_id)
    return _page(request, process, ProjectForm(process))


@require_POST
def export(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """The project as a file; that somebody took it is recorded."""
    process = admitted(request, "export_diagnosis", process_id)
    found = export_diagnosis(actor=actor_of(request), process=process, uncoded=bool(request.POST.get("uncoded")))
    return HttpResponse(project_bytes(found.project), content_type=KIND, headers={
        "Content-Disposition": f'attachment; filename="{FILE}"', "Cache-Control": "no-store"})


@require_POST
def bring(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """A project in; what could not be kept is said on the page that follows."""
    process = admitted(request, "import_material", process_id)
    form = ProjectForm(process, request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, process, form, status=400)
    sent = form.cleaned_data["file"]
    try:
        opened = open_project(hand_in(sent.name, sent.read()))
        brought = import_project(actor=actor_of(request), heard=form.place(), group=form.cleaned_data["group"],
                                 project=opened.project)
    except TequioError as fault:
        if fault.problem.code == "TQ-311":
            raise
        return _page(request, process, form, problem=fault.problem, status=400)
    if opened.account.doubtful:
        messages.warning(request, _("Menos de ocho de cada diez pasajes empiezan donde empieza una palabra: revisa las "
                                    "posiciones antes de usarlos."))
    return _page(request, process, ProjectForm(process), account=told(opened, brought))


def _page(request: HttpRequest, process: Process, form: ProjectForm, *, problem: Problem | None = None,
          account: Told | None = None, status: int = 200) -> HttpResponse:
    actor = actor_of(request)
    context: dict[str, Any] = {
        "form": form, "problem": problem, "account": account, "tabs": tabs(actor, process.pk, "tools"),
        "exports": may(actor, "export_diagnosis", process_id=process.pk),
        "brings": all(may(actor, verb, process_id=process.pk) for verb in (
            "import_material", "define_codebook", "code_voices")),
        "crumbs": crumbs(process.pk, _("Otras herramientas"))}
    return render(request, "diagnosis/tools.html", context, status=status)

