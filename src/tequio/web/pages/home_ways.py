"""What somebody can open from home besides the rooms, by what their roles may do. No way leads to a closed page."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tequio.foundation.accounts.models import Membership, Role, User
from tequio.foundation.accounts.permissions import may
from tequio.foundation.accounts.reach import Reach
from tequio.foundation.places.models import Process, Territory
from tequio.foundation.register import rooms
from tequio.web.context import rooms_of


def ways(user: User, process: Process) -> list[dict[str, Any]]:
    """As components/entries.html takes them."""
    every = (
        (is_official(user, process), "answers", _("Lo que se pidió a su institución"),
         _("Qué se pidió, desde cuándo, qué se contestó y qué se acordó.")),
        (is_trustee(user, process), "custody", _("Su parte de la recuperación"),
         _("Qué guarda usted, qué abre y qué no, y cuándo se usa.")),
        (may(user, "read_audit", process_id=process.pk), "audit", _("Registro de quién hizo qué"),
         _("Día por día, sin contenido, y si alguien lo alteró.")),
        (may(user, "manage_people", process_id=process.pk), "people", _("Personas y cuentas"),
         _("Quién trabaja aquí, cuentas para instituciones y el segundo factor.")),
        (may(user, "exchange", process_id=process.pk), "exchange:index", _("Intercambio con otras máquinas"),
         _("Llevar el proceso al campo y traer de vuelta, en paquetes sellados.")),
        (may(user, "close_process", process_id=process.pk), "closing", _("Cerrar el proceso"),
         _("Qué pasaría al entregarlo, archivarlo o destruirlo. Aquí sólo se ensaya.")),
    )
    found = [{"title": title, "text": text, "url": reverse(name, args=[process.pk])}
             for allowed, name, title, text in every if allowed]
    return [*found, {"title": _("Mi entrada"), "url": reverse("account"),
                     "text": _("El segundo factor y, si hay, la contraseña de esta cuenta.")}]


def limits(process: Process, reads: Reach) -> dict[str, Any] | None:
    """For somebody who works in some territories: which, and which rooms do not open by territory."""
    if not reads:
        return None
    names = Territory.objects.filter(process=process, pk__in=reads).values_list("name", flat=True)
    closed = [str(room.label) for room in rooms() if room not in rooms_of(reads)]
    return {"title": _("Esta cuenta trabaja en una parte del proceso"), "items": list(names),
            "text": _("Se ve lo de estos lugares y de los que están dentro. Estas salas son de todo el proceso y no se "
                      "abren por lugar: %(rooms)s.") % {"rooms": ", ".join(closed)}}


def is_official(user: User, process: Process) -> bool:
    return Membership.objects.filter(user=user, process=process, role=Role.OFFICIAL).exists()


def is_trustee(user: User, process: Process) -> bool:
    return Membership.objects.filter(user=user, process=process, role=Role.TRUSTEE).exists()
