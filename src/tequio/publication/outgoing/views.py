"""The list of what would leave: what each document holds and lacks, the choice by tick, and the two signatures."""

import io
import shutil
import zipfile
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tequio.foundation.accounts.access import actor_of, admitted
from tequio.foundation.accounts.models import User
from tequio.foundation.audit.browser import signed_from_one_browser
from tequio.foundation.errors import Problem, TequioError
from tequio.foundation.places.models import Process
from tequio.protection.frozen.steps import step
from tequio.publication.outgoing.actions import look, publish_signed, sign_list, take_back_signature
from tequio.publication.outgoing.models import Signing
from tequio.publication.outgoing.queries import FOLDER, last_exposed, open_signing, site_folder
from tequio.publication.outgoing.shown import row, told, waiting
from tequio.publication.outgoing.states import chosen

SHOWN = ("TQ-780", "TQ-781", "TQ-782", "TQ-783", "TQ-784", "TQ-785", "TQ-786")


def listing(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """What would leave. Ticking and *look at these* shows the list that the signature is given to."""
    process = admitted(request, "sign_release", process_id)
    return _page(request, process, request.GET.getlist("documento"))


def what_it_tells(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """What the counts of the last list that two people signed let somebody work out."""
    process = admitted(request, "sign_release", process_id)
    return render(request, "publication/exposed.html", {
        "rows": [told(name, title, found) for name, title, found in last_exposed(process)],
        "step": step(process.rounding), "threshold": process.threshold,
        "crumbs": [{"label": _("Documentos"), "url": reverse("publication:index", args=[process.pk])},
                   {"label": _("Lo que sale"), "url": reverse("publication:outgoing", args=[process.pk])},
                   {"label": _("Lo que la última publicación deja saber"), "url": ""}]})


@require_POST
def sign(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """The first signature waits for another person; the second lets the list out and writes it."""
    process = admitted(request, "sign_release", process_id)
    names, actor = request.POST.getlist("documento"), actor_of(request)
    try:
        with transaction.atomic():
            signing = sign_list(actor=actor, process=process, names=names, seen=request.POST.get("lista", ""))
            if signing.release_id:
                _write(actor, signing)
    except TequioError as fault:
        if fault.problem.code not in SHOWN:
            raise
        return _page(request, process, names, fault.problem)
    if signing.release_id:
        if signed_from_one_browser(signing.pk):
            messages.warning(request, _("Las dos firmas se dieron desde el mismo navegador; así queda en el registro."))
        messages.success(request, _("Dos personas firmaron la misma lista. El sitio quedó escrito en la carpeta "
                                    "%(folder)s de este proceso.") % {"folder": f"{FOLDER}/{signing.number}"})
    else:
        messages.success(request, _("Quedó tu firma. Falta que otra persona mire la misma lista y la firme."))
    return redirect("publication:outgoing", process_id)


@require_POST
def take_back(request: HttpRequest, process_id: UUID) -> HttpResponse:
    process = admitted(request, "sign_release", process_id)
    standing = open_signing(process)
    if standing is not None:
        take_back_signature(actor=actor_of(request), signing=standing)
        messages.success(request, _("Se retiró la firma. Nada sale hasta que dos personas firmen otra lista."))
    return redirect("publication:outgoing", process_id)


def site(request: HttpRequest, process_id: UUID, signing_id: UUID) -> HttpResponse:
    """A site that was written here, to be carried elsewhere; gone once something in it was taken back."""
    process = admitted(request, "sign_release", process_id)
    signing = Signing.objects.filter(process=process, pk=signing_id).exclude(folder="").first()
    folder = site_folder(signing) if signing else None
    if folder is None or not folder.is_dir() or folder.is_symlink():
        raise Http404
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.is_symlink():
                packed.writestr(zipfile.ZipInfo(str(path.relative_to(folder)), (1980, 1, 1, 0, 0, 0)),
                                path.read_bytes())
    return HttpResponse(out.getvalue(), content_type="application/zip", headers={
        "Content-Disposition": 'attachment; filename="sitio.zip"', "Cache-Control": "private, no-store"})


def _write(actor: User, signing: Signing) -> None:
    """Into a folder beside, moved into place when it is whole: a fault on the way leaves no site behind."""
    folder = site_folder(signing)
    staging = folder.with_name(f"{folder.name}.partial")
    folder.parent.mkdir(mode=0o700, exist_ok=True)
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir(mode=0o700)
    try:
        publish_signed(actor=actor, signing=signing, folder=staging)
        staging.replace(folder)
    except BaseException:
        shutil.rmtree(staging, ignore_errors=True)
        raise


def _page(request: HttpRequest, process: Process, names: list[str], problem: Problem | None = None) -> HttpResponse:
    actor = actor_of(request)
    shown = look(actor=actor, process=process)
    documents, standing = shown.documents, open_signing(process)
    wanted = names or (standing.names if standing else [])
    rows = chosen(documents, wanted)
    ready = bool(rows) and all(one.ready for one in rows)
    signed = waiting(standing, shown.digest(chosen(documents, standing.names)), actor.pseudonym) \
        if standing else None
    return render(request, "publication/outgoing.html", {
        "rows": [row(one, chosen=one.name in wanted) for one in documents], "waiting": signed, "problem": problem,
        "listed": [row(one, chosen=True) for one in rows], "ready": ready, "digest": shown.digest(rows),
        "written": _written(process), "queue": reverse("protection:readings", args=[process.pk]),
        "crumbs": [{"label": _("Documentos"), "url": reverse("publication:index", args=[process.pk])},
                   {"label": _("Lo que sale"), "url": ""}],
    }, status=400 if problem else 200)


def _written(process: Process) -> list[dict[str, str]]:
    """Sites written here, newest first."""
    rows = Signing.objects.filter(process=process).exclude(folder="").order_by("-number")
    return [{"label": _("Edición %(n)s, del %(day)s") % {"n": one.number, "day": one.day.isoformat()},
             "names": ", ".join(one.names),
             "url": reverse("publication:site", args=[process.pk, one.pk]) if site_folder(one).is_dir() else ""}
            for one in rows]
