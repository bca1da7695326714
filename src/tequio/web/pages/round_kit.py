"""The sheets of a round as a PDF: guide, reasons to write down, counting. Slips come from the room itself."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from tequio.deliberation.rounds.guide import guide_of_rounds
from tequio.foundation.accounts.access import admitted
from tequio.foundation.paper.typesetting import typeset
from tequio.foundation.places.models import Process
from tequio.web.pages.kit import printing_folder
from tequio.web.pages.kit_words import WORDS
from tequio.web.pages.round_kit_words import ROUND_WORDS


def sheets(request: HttpRequest, process_id: UUID) -> HttpResponse:
    process = admitted(request, "read_words", process_id)
    language = "en" if (get_language() or "es").startswith("en") else "es"
    answer = HttpResponse(render_round_kit(process, language), content_type="application/pdf")
    # A neutral name: the file may be looked at on the way to the printer.
    answer["Content-Disposition"] = f'inline; filename="{"sheets" if language == "en" else "hojas"}.pdf"'
    return answer


def render_round_kit(process: Process, language: str) -> bytes:
    """The sheets as a tagged PDF (PDF/UA-1). Raises TQ-806 when the typesetter refuses."""
    return typeset(printing_folder() / "round_kit.typ", content(process, language))


def content(process: Process, language: str) -> dict[str, Any]:
    """Everything the sheets say, as data: no text is ever read as markup."""
    return {"language": language, "process": process.name, "words": WORDS[language] | ROUND_WORDS[language],
            "guide": asdict(guide_of_rounds(language)),
            "groups": [group.name_in(language) for group in process.groups.all()]}
