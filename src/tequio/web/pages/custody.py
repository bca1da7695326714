"""For a trustee: what a share is, what it opens and what it does not, and how far the process has come."""

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tequio.foundation.accounts.access import actor_of, admitted
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Process
from tequio.foundation.vault import keyfile
from tequio.foundation.vault.keyring import path_of
from tequio.foundation.vault.people import Recovery
from tequio.web.pages.home_ways import is_trustee


def custody(request: HttpRequest, process_id: UUID) -> HttpResponse:
    process = admitted(request, "read_counts", process_id)
    if not is_trustee(actor_of(request), process):
        raise Http404
    shared = _shared(process)
    return render(request, "custody.html", {
        "trustees": shared.trustees if shared else 0, "needed": shared.needed if shared else 0,
        "crumbs": [{"label": _("Inicio"), "url": reverse("home", args=[process_id])},
                   {"label": _("Su parte de la recuperación"), "url": ""}],
    })


def _shared(process: Process) -> Recovery | None:
    """How recovery was handed out, as the key file says it without being opened."""
    try:
        return keyfile.read(path_of(settings.HOME, process.pk)).recovery
    except TequioError:
        return None
