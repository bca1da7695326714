"""Pages of drawings and maps: shown to the team only, kept sealed, never written to disk on the way."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tequio.foundation.accounts.access import actor_of
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Group
from tequio.listening.admission import admitted_to
from tequio.listening.cards import encounter_title
from tequio.listening.entry import drawings
from tequio.listening.entry.models import Picture
from tequio.listening.entry.pictures import HEAVIEST, too_heavy
from tequio.listening.fieldwork.ways import takes_cards
from tequio.listening.models import Encounter

# Room for the boundaries and the other fields of the form around the file.
AROUND = 64 * 1024


def pictures(request: HttpRequest, process_id: UUID, encounter_id: UUID) -> HttpResponse:
    row = admitted_to(request, "read_words", process_id, encounter_id)
    return render(request, "listening/pictures.html", {
        "encounter": row, "title": _("Dibujos y mapas"), "eyebrow": encounter_title(row),
        "pictures": [_card(picture) for picture in Picture.objects.filter(encounter=row).select_related("group")],
        "groups": row.process.groups.all(), "open": takes_cards(row), "most": HEAVIEST // (1024 * 1024),
        "crumbs": [{"label": _("Escucha"), "url": reverse("listening:index", args=[process_id])},
                   {"label": encounter_title(row), "url": reverse("listening:encounter", args=[process_id, row.pk])},
                   {"label": _("Dibujos y mapas"), "url": ""}]})


@require_POST
def upload(request: HttpRequest, process_id: UUID, encounter_id: UUID) -> HttpResponse:
    row = admitted_to(request, "keep_picture", process_id, encounter_id)
    # Refused by its announced length: a body that large is never taken into memory, let alone to disk.
    if int(request.META.get("CONTENT_LENGTH") or 0) > HEAVIEST + AROUND:
        raise too_heavy()
    file = request.FILES.get("picture")
    if file is None:
        raise TequioError("TQ-470")
    drawings.keep_picture(actor=actor_of(request), encounter=row, data=file.read(), group=_group(request, row),
                          caption=request.POST.get("caption", "")[:300])
    return redirect("listening:pictures", process_id, encounter_id)


def picture(request: HttpRequest, process_id: UUID, encounter_id: UUID, picture_id: UUID) -> HttpResponse:
    row = admitted_to(request, "read_words", process_id, encounter_id)
    answer = HttpResponse(drawings.jpeg(_found(row, picture_id)), content_type="image/jpeg")
    answer["Content-Disposition"] = 'inline; filename="dibujo.jpg"'
    return answer


def drop(request: HttpRequest, process_id: UUID, encounter_id: UUID, picture_id: UUID) -> HttpResponse:
    """Asks first; destroys it on POST."""
    row = admitted_to(request, "keep_picture", process_id, encounter_id)
    picture, back = _found(row, picture_id), reverse("listening:pictures", args=[process_id, encounter_id])
    if request.method == "POST":
        drawings.drop_picture(actor=actor_of(request), picture=picture)
        return redirect(back)
    return render(request, "confirm.html", {
        "title": _("¿Destruir este dibujo?"), "eyebrow": encounter_title(row), "submit": _("Sí, destruirlo"),
        "text": _("Su llave se destruye: no se podrá ver aquí, ni en otra máquina, ni en un respaldo. No se puede "
                  "deshacer."),
        "back": back, "picture": reverse("listening:picture", args=[process_id, encounter_id, picture_id]),
        "crumbs": [{"label": _("Escucha"), "url": reverse("listening:index", args=[process_id])},
                   {"label": _("Dibujos y mapas"), "url": back}, {"label": _("Destruir"), "url": ""}]})


def _found(row: Encounter, picture_id: UUID) -> Picture:
    found: Picture | None = Picture.objects.filter(encounter=row, pk=picture_id).select_related("encounter").first()
    if found is None:
        raise Http404
    return found


def _group(request: HttpRequest, row: Encounter) -> Group | None:
    return Group.objects.filter(process_id=row.process_id, key=request.POST.get("group", "")).first()


def _card(row: Picture) -> dict[str, object]:
    address = [row.process_id, row.encounter_id, row.pk]
    return {"url": reverse("listening:picture", args=address), "drop": reverse("listening:drop_picture", args=address),
            "caption": row.caption, "group": str(row.group or ""), "width": row.width, "height": row.height}
