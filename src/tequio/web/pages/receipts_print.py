"""The sheet of receipts as PDF. Its words are made here, printed, and kept nowhere."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from tequio.foundation.accounts.access import actor_of, admitted
from tequio.foundation.paper.slips import PrintedSlip, render_slips
from tequio.protection.receipts.actions import make_slips

MOST_DIGITS = 4


@require_POST
def sheet(request: HttpRequest, process_id: UUID) -> HttpResponse:
    process = admitted(request, "record_consent", process_id)
    asked = request.POST.get("count", "")
    count = int(asked) if asked.isascii() and asked.isdigit() and len(asked) <= MOST_DIGITS else 0
    slips = make_slips(actor=actor_of(request), process=process, count=count)
    printed = render_slips([PrintedSlip(slip.number, slip.words) for slip in slips],
                           language="en" if (get_language() or "es").startswith("en") else "es")
    return HttpResponse(printed, headers={
        "Content-Type": "application/pdf", "Content-Disposition": 'attachment; filename="hoja.pdf"',
        "Cache-Control": "no-store"})
