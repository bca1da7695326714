"""Pages about the phones of one encounter: handing slips over, and deciding on what came."""

from uuid import UUID

import segno
from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from tequio.foundation.accounts.access import actor_of
from tequio.foundation.accounts.permissions import may
from tequio.foundation.errors import TequioError
from tequio.listening.admission import admitted_to
from tequio.listening.capture import accepting, inviting, opening, reading, taking
from tequio.listening.capture.forms import PhoneForm
from tequio.listening.capture.models import Phone
from tequio.listening.cards import encounter_title
from tequio.listening.entry.uses import chosen
from tequio.listening.models import Encounter, Recording

ADDRESS_FILE = "field-address"
PER_PAGE = 40
# Room for the boundaries of the form around the file.
HEAVIEST_FILE, AROUND = 15 * 1024 * 1024, 64 * 1024


def phones(request: HttpRequest, process_id: UUID, encounter_id: UUID) -> HttpResponse:
    """The phones of an encounter; a new one is shown once, with its link."""
    row = admitted_to(request, "read_letters", process_id, encounter_id)
    actor = actor_of(request)
    invites = not row.closed and may(actor, "invite_phone", process_id=process_id, territory_id=row.territory_id)
    form = PhoneForm(request.POST or None, audio=row.recording != Recording.NONE, address=_address(request))
    if request.method == "POST":
        admitted_to(request, "invite_phone", process_id, encounter_id)
        if form.is_valid():
            return _handed_over(request, row, form)
    finishes = may(actor, "finish_phone", process_id=process_id, territory_id=row.territory_id)
    return render(request, "listening/phones.html", {
        "encounter": row, "title": _("Teléfonos"), "eyebrow": encounter_title(row), "form": form if invites else None,
        "phones": [reading.phone_card(phone) for phone in Phone.objects.filter(encounter=row)], "finishes": finishes,
        "crumbs": _crumbs(row, _("Teléfonos"))})


def _handed_over(request: HttpRequest, row: Encounter, form: PhoneForm) -> HttpResponse:
    """Not a redirect: the link is written down nowhere, so that this answer is the only place where it ever stands."""
    said = form.cleaned_data
    made = inviting.invite(actor=actor_of(request), encounter=row, label=said["label"], ends=said["ends"],
                           audio=said.get("audio", False), named=said["named"])
    link = f"{said['address']}/nota/#{made.fragment}"
    return render(request, "listening/slip.html", {
        "encounter": row, "title": _("Enlace para un teléfono"), "eyebrow": encounter_title(row), "link": link,
        "code": segno.make(link, error="m").svg_data_uri(scale=4, border=2, dark="#22262a"), "ends": said["ends"],
        "groups": None if said["named"] else list(enumerate((str(group) for group in row.process.groups.all()), 1)),
        "safe": said["address"].startswith("https://"), "crumbs": _crumbs(row, _("Enlace para un teléfono"))})


@require_POST
def revoke(request: HttpRequest, process_id: UUID, encounter_id: UUID, phone_id: UUID) -> HttpResponse:
    row = admitted_to(request, "revoke_phone", process_id, encounter_id)
    inviting.revoke(actor=actor_of(request), phone=_phone(row, phone_id))
    messages.success(request, _("Ese teléfono ya no puede enviar. Lo que había llegado sigue aquí."))
    return redirect("listening:phones", process_id, encounter_id)


@require_POST
def finish(request: HttpRequest, process_id: UUID, encounter_id: UUID, phone_id: UUID) -> HttpResponse:
    row = admitted_to(request, "finish_phone", process_id, encounter_id)
    if request.POST.get("sure") == "1":
        inviting.finish(actor=actor_of(request), phone=_phone(row, phone_id))
        messages.success(request, _("Terminado: su llave se destruyó. Ninguna copia de sus cartas puede abrirse ya."))
    return redirect("listening:phones", process_id, encounter_id)


def letters(request: HttpRequest, process_id: UUID, encounter_id: UUID) -> HttpResponse:
    row = admitted_to(request, "read_letters", process_id, encounter_id)
    found = opening.waiting_in(row)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    accepts = may(actor_of(request), "accept_letter", process_id=process_id, territory_id=row.territory_id)
    return render(request, "listening/letters.html", {
        "encounter": row, "title": _("Lo que llegó de los teléfonos"), "eyebrow": encounter_title(row),
        "letters": [reading.letter_card(one, row) for one in page], "page": page, "accepts": accepts,
        "all": accepts and sum(one.problem is None for one in found) > 1, "kept": reading.audio_cards(row),
        "uses": reading.uses_to_choose(row, actor_of(request)) if accepts else [],
        "crumbs": _crumbs(row, _("Lo que llegó de los teléfonos"))})


@require_POST
def accept(request: HttpRequest, process_id: UUID, encounter_id: UUID, letter_id: UUID) -> HttpResponse:
    row = admitted_to(request, "accept_letter", process_id, encounter_id)
    accepting.accept(actor=actor_of(request), encounter=row, found=_one(row, letter_id),
                     allowed=chosen(request.POST.getlist("use")))
    return redirect("listening:letters", process_id, encounter_id)


@require_POST
def accept_all(request: HttpRequest, process_id: UUID, encounter_id: UUID) -> HttpResponse:
    """Everything that has no problem; whatever cannot be taken stays on the list and is counted."""
    row = admitted_to(request, "accept_letter", process_id, encounter_id)
    left, allowed = 0, chosen(request.POST.getlist("use"))
    for found in opening.waiting_in(row):
        try:
            if found.problem is None:
                accepting.accept(actor=actor_of(request), encounter=row, found=found, allowed=allowed)
        except TequioError as fault:
            left, last = left + 1, fault.problem
    if left:
        messages.warning(request, ngettext(
            "%(n)s nota no se pudo aceptar: %(why)s", "%(n)s notas no se pudieron aceptar: %(why)s", left) % {
                "n": left, "why": reading.in_words(last)})
    return redirect("listening:letters", process_id, encounter_id)


@require_POST
def discard(request: HttpRequest, process_id: UUID, encounter_id: UUID, letter_id: UUID) -> HttpResponse:
    row = admitted_to(request, "discard_letter", process_id, encounter_id)
    accepting.discard(actor=actor_of(request), encounter=row, found=_one(row, letter_id))
    return redirect("listening:letters", process_id, encounter_id)


@require_POST
def take(request: HttpRequest, process_id: UUID, encounter_id: UUID) -> HttpResponse:
    """A file that was carried by hand."""
    row = admitted_to(request, "take_letters", process_id, encounter_id)
    if int(request.META.get("CONTENT_LENGTH") or 0) > HEAVIEST_FILE + AROUND:
        messages.warning(request, _("Pesa demasiado para esta página. Tráelo con «./tequio capture take»."))
        return redirect("listening:letters", process_id, encounter_id)
    file = request.FILES.get("letters")
    if file is None:
        raise TequioError("TQ-411")
    taken = taking.take_file(actor=actor_of(request), process=row.process, data=file.read(),
                             territory=row.territory)
    messages.success(request, _("Nuevas: %(new)s. Ya estaban: %(known)s.") % {"new": taken.new, "known": taken.known})
    for problem in taken.problems:
        messages.warning(request, reading.in_words(problem))
    return redirect("listening:letters", process_id, encounter_id)


def _phone(row: Encounter, phone_id: UUID) -> Phone:
    found: Phone | None = Phone.objects.filter(encounter=row, pk=phone_id).select_related("encounter").first()
    if found is None:
        raise Http404
    return found


def _one(row: Encounter, letter_id: UUID) -> opening.Opened:
    """What waits under that number. Raises TQ-420 when it does not wait any more."""
    for found in opening.waiting_in(row):
        if found.pk == letter_id:
            return found
    raise TequioError("TQ-420")


def _address(request: HttpRequest) -> str:
    """The one that the field server was started with last, else the one of this page."""
    path = settings.HOME / ADDRESS_FILE
    return path.read_text("ascii").strip() if path.is_file() else f"{request.scheme}://{request.get_host()}"


def _crumbs(row: Encounter, here: str) -> list[dict[str, str]]:
    return [{"label": _("Escucha"), "url": reverse("listening:index", args=[row.process_id])},
            {"label": encounter_title(row), "url": reverse("listening:encounter", args=[row.process_id, row.pk])},
            {"label": here, "url": ""}]


