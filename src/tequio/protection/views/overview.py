"""How far protection has come, and where its work lies."""

from typing import Any
from uuid import UUID

from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tequio.foundation.accounts.access import actor_of, admitted
from tequio.foundation.accounts.models import User
from tequio.foundation.accounts.permissions import may, may_here
from tequio.foundation.accounts.reach import everywhere, reach
from tequio.foundation.places.models import Process
from tequio.listening.models import Use
from tequio.listening.queries import allowing
from tequio.protection import queries
from tequio.protection.models import ReviewStatus
from tequio.protection.reading.queue import Counts, counts


def index(request: HttpRequest, process_id: UUID) -> HttpResponse:
    process = admitted(request, "read_words", process_id)
    counted = counts(process, actor_of(request).pseudonym)
    return render(request, "protection/index.html", {
        "figures": _figures(process, counted), "done": counted.by_status[ReviewStatus.APPROVED],
        "total": counted.total, "listed": reverse("protection:readings", args=[process_id]), "unread": counted.new,
        "waiting": counted.mine if may_here(actor_of(request), "review_voice", process_id) else 0,
        "quotable": len(queries.readable_outside(process) & allowing(process, Use.QUOTE)),
        "masked": queries.reviews(process).aggregate(n=Sum("masked_spans"))["n"] or 0,
        "ways": _ways(process, actor_of(request)),
    })


def _figures(process: Process, counted: Counts) -> list[dict[str, Any]]:
    listed, by_status = reverse("protection:readings", args=[process.pk]), counted.by_status
    read = [
        {"label": _("voces y textos que no ha leído nadie"), "value": counted.nobody,
         "note": _("A lo más pasaron por el detector."), "url": f"{listed}?lectura={ReviewStatus.MACHINE}"},
        {"label": _("leídos por una persona"), "value": by_status[ReviewStatus.FIRST],
         "note": _("Les falta otra persona, distinta."), "url": f"{listed}?lectura={ReviewStatus.FIRST}"},
        {"label": _("leídos por dos personas"), "value": by_status[ReviewStatus.APPROVED],
         "note": _("Como quedaron tapados pueden salir, si se dio permiso."),
         "url": f"{listed}?lectura={ReviewStatus.APPROVED}"},
    ]
    # What was taken back is told for the whole process only.
    return read if reach() is not None else [*read, {
        "label": _("veces que se retiró algo"), "value": queries.withdrawals(process).count(),
        "note": _("Sus palabras ya no se pueden leer en ninguna copia."),
        "url": reverse("protection:withdrawals", args=[process.pk])}]


def _ways(process: Process, actor: User) -> list[dict[str, str]]:
    """What else can be done here, to those who may."""
    with everywhere():
        again, marked = queries.revisits(process).count(), queries.taps(process).count()
    every = (
        ("review_voice", _("Palabras marcadas"), "taps",
         ngettext("Hay %(n)s marcada en todo el proceso.", "Hay %(n)s marcadas en todo el proceso.", marked)
         % {"n": marked}),
        ("record_consent", _("Recibos de papel"), "receipts",
         _("Se imprimen, se ofrecen y se anota qué cubre cada uno.")),
        ("withdraw", _("Retirar lo que alguien dijo"), "find", _("Sin papel: se busca por lo que dijo.")),
        ("revisit", _("Lo que hay que volver a mirar"), "withdrawals",
         ngettext("%(n)s cosa se apoyaba en algo retirado.", "%(n)s cosas se apoyaban en algo retirado.", again)
         % {"n": again}),
    )
    return [{"title": title, "text": text, "url": reverse(f"protection:{name}", args=[process.pk])}
            for verb, title, name, text in every if may(actor, verb, process_id=process.pk)]
