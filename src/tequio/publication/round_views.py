"""The report of a round as a working paper for the protected team: masked, marked as not reviewed."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse

from tequio.deliberation.compose import compose
from tequio.deliberation.queries import round_of
from tequio.deliberation.rounds.exporting import draft_marks
from tequio.foundation.accounts.access import admitted
from tequio.foundation.paper import render_docx, render_html, render_pdf
from tequio.protection import release
from tequio.protection.masking import masker
from tequio.publication.round_document import round_document

MEDIA = {"html": "text/html; charset=utf-8", "pdf": "application/pdf",
         "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document"}


def report(request: HttpRequest, process_id: UUID, round_id: UUID, form: str) -> HttpResponse:
    process = admitted(request, "read_words", process_id)
    row = round_of(process, round_id)
    if row is None or form not in MEDIA:
        raise Http404
    document = round_document(release.internal(compose(row), mask=masker(process), marks=draft_marks(process)))
    data = {"html": lambda: render_html(document).encode(), "pdf": lambda: render_pdf(document),
            "docx": lambda: render_docx(document)}[form]()
    return HttpResponse(data, content_type=MEDIA[form], headers={
        "Content-Disposition": f'attachment; filename="ronda.{form}"', "Cache-Control": "private, no-store"})
