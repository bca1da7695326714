"""The address for whoever holds a slip: no account, no session, and no word of what was said.

The words are typed once. What comes back is signed and short-lived, so that nothing is kept here between two pages.
"""

from typing import Any
from uuid import UUID

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tequio.foundation.errors import Problem, TequioError
from tequio.listening.models import Use, Voice
from tequio.listening.queries import uses_of
from tequio.protection.models import Receipt
from tequio.protection.receipts.actions import look_up
from tequio.protection.withdrawing.actions import narrow_by_receipt, withdraw_by_receipt

PURPOSE, MINUTES = "recibo", 15
UNKNOWN, TOO_MANY, TOO_LATE = "TQ-485", "TQ-481", "TQ-486"

# In the words of whoever decides it; a checkbox is one use.
PLAINLY = {
    Use.DIAGNOSIS: gettext_lazy("entender lo que pasa (diagnóstico)"),
    Use.QUOTE: gettext_lazy("repetirse con estas palabras (cita)"),
    Use.DIALOGUE: gettext_lazy("hablar con autoridades (diálogo)"),
    Use.ARCHIVE: gettext_lazy("guardarse cuando esto termine (archivo)"),
}


@require_http_methods(["GET", "HEAD", "POST"])
def door(request: HttpRequest) -> HttpResponse:
    """Six words in; whether there is such a slip and what it covers out."""
    if request.method != "POST":
        return render(request, "protection/receipt_door.html")
    try:
        receipt = look_up(request.POST.get("words", "")[:400])
    except TequioError as fault:
        return _refused(request, fault.problem, 429)
    if receipt is None:
        return _refused(request, Problem(UNKNOWN), 200)
    return _offer(request, receipt, signing.dumps(str(receipt.pk), salt=PURPOSE))


@require_POST
def use(request: HttpRequest) -> HttpResponse:
    """Takes back what the slip covers, or some of what was allowed."""
    token = request.POST.get("token", "")
    try:
        receipt = Receipt.objects.get(pk=UUID(signing.loads(token, salt=PURPOSE, max_age=MINUTES * 60)))
    except (signing.BadSignature, Receipt.DoesNotExist):
        return _refused(request, Problem(TOO_LATE), 200)
    narrowed = [use for use in Use if use.value in request.POST.getlist("uses")]
    if request.POST.get("what") == "all" and request.POST.get("sure"):
        withdraw_by_receipt(receipt=receipt)
        return _done(request, _("Ya está: lo que cubre este papel se retiró y nadie puede volver a leerlo."))
    if request.POST.get("what") == "some" and narrowed:
        narrow_by_receipt(receipt=receipt, uses=narrowed)
        return _done(request, _("Ya está: desde ahora no se usa para eso."))
    return _offer(request, receipt, token, undecided=True)


def _offer(request: HttpRequest, receipt: Receipt, token: str, *, undecided: bool = False) -> HttpResponse:
    return render(request, "protection/receipt_offer.html", {
        "covers": receipt.covers, "used": receipt.used, "token": token, "undecided": undecided,
        "uses": [{"value": use.value, "label": PLAINLY[use]} for use in _given(receipt)],
    })


def _given(receipt: Receipt) -> list[Use]:
    """What is still allowed of what it covers, by any of its voices."""
    covered = Voice.objects.filter(pk=receipt.voice_id) if receipt.voice_id else Voice.objects.filter(
        encounter=receipt.encounter_id) if receipt.encounter_id else Voice.objects.none()
    given = {use for uses in uses_of(covered).values() for use in uses}
    return [use for use in Use if use in given]


def _refused(request: HttpRequest, problem: Problem, status: int) -> HttpResponse:
    language = (get_language() or "es")[:2]
    said: dict[str, Any] = {"what": problem.what(language), "remedy": problem.remedy(language)}
    return render(request, "protection/receipt_door.html", {"problem": said}, status=status)


def _done(request: HttpRequest, said: str) -> HttpResponse:
    return render(request, "protection/receipt_done.html", {"said": said})
