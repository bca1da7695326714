"""What every page shows around its content: the process, the rooms along the chain, the marks, the lock."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tequio.foundation.places.models import Process

ROOMS = (
    ("listening", _("Escucha")), ("protection", _("Protección")), ("diagnosis", _("Diagnóstico")),
    ("measurement", _("Medición")), ("deliberation", _("Deliberación")), ("agendas", _("Agendas")),
    ("followup", _("Seguimiento")), ("publication", _("Documentos")),
)


def surroundings(request: HttpRequest) -> dict[str, Any]:
    match = request.resolver_match
    process_id = match.kwargs.get("process_id") if match else None
    if process_id is None or not request.user.is_authenticated:
        return {}
    process = Process.objects.filter(pk=process_id).first()
    if process is None:
        return {}
    here = match.namespace if match else ""
    return {
        "process": process, "process_name": process.name, "home_url": reverse("home", args=[process_id]),
        "lock_url": reverse("lock"), "search_url": reverse("search", args=[process_id]),
        "rooms": [{"label": label, "url": reverse(f"{name}:index", args=[process_id]), "current": name == here}
                  for name, label in ROOMS],
        "marks": [_("Demostración: todo es inventado")] if process.is_demo else [],
    }
