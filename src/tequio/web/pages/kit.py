"""The sheets of one kind of encounter as a PDF: guide, consent, counting, cards to cut."""

from dataclasses import asdict
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.text import capfirst
from django.utils.translation import get_language

from tequio.foundation.accounts.access import admitted
from tequio.foundation.paper.typesetting import typeset
from tequio.foundation.places.models import Process
from tequio.listening.entry.views import KEYS, SILENCES
from tequio.listening.guides import consent_sheet, guide
from tequio.listening.models import Assent, EncounterKind, Use
from tequio.web.pages.kit_words import WORDS

# Eight cards on a sheet: 32, for a workshop of thirty.
SHEETS = 4


def sheets(request: HttpRequest, process_id: UUID, kind: str) -> HttpResponse:
    process = admitted(request, "read_words", process_id)
    if kind not in EncounterKind.values:
        raise Http404
    language = "en" if (get_language() or "es").startswith("en") else "es"
    answer = HttpResponse(render_kit(process, kind, language), content_type="application/pdf")
    # A neutral name: the file may be looked at on the way to the printer.
    answer["Content-Disposition"] = f'inline; filename="{"sheets" if language == "en" else "hojas"}.pdf"'
    return answer


def render_kit(process: Process, kind: str, language: str) -> bytes:
    """The sheets as a tagged PDF (PDF/UA-1). Raises TQ-806 when the typesetter refuses."""
    return typeset(printing_folder() / "kit.typ", content(process, kind, language))


def content(process: Process, kind: str, language: str) -> dict[str, Any]:
    """Everything the sheets say, as data: no text is ever read as markup."""
    consent = consent_sheet(language)
    return {
        "language": language, "process": process.name, "words": WORDS[language], "sheets": SHEETS,
        "guide": asdict(guide(kind, language)), "consent": asdict(consent),
        "uses": [consent.uses[use.value] for use in Use],
        "letters": [f"{KEYS[use].upper()} {use.label}" for use in Use],
        "assent": [capfirst(str(assent.label)) for assent in Assent],
        "groups": [group.name_in(language) for group in process.groups.all()],
        "silences": [capfirst(str(silence.label)) for silence in SILENCES],
    }


@cache
def printing_folder() -> Path:
    return Path(str(resources.files(__package__)))
