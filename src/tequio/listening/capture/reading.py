"""How pages show phones and what came from them. Plain dictionaries for the templates."""

from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from tequio.foundation.accounts.models import User
from tequio.foundation.audit.actions import today
from tequio.foundation.errors import Problem
from tequio.listening.capture.inviting import waiting
from tequio.listening.capture.models import Audio, Letter, LetterState, Phone
from tequio.listening.capture.opening import Opened
from tequio.listening.capture.shell import WITHHELD
from tequio.listening.entry.cards import draft_of
from tequio.listening.entry.uses import NOTHING, kept
from tequio.listening.models import Encounter, SilenceKind, Use
from tequio.listening.queries import agreed_by

KINDS = {"card": gettext_lazy("Cartón"), "silence": gettext_lazy("Silencio"), "audio": gettext_lazy("Grabación"),
         "reflection": gettext_lazy("Reflexión")}


def phone_card(row: Phone) -> dict[str, Any]:
    """One phone: whether it may still send, and how many of its letters are where."""
    letters, address = Letter.objects.filter(phone=row), [row.process_id, row.encounter_id, row.pk]
    open_still = not row.revoked and row.ends >= today()
    return {
        "label": row.label or _("Sin seña"), "ends": row.ends, "audio": row.audio, "sends": open_still,
        "status": {"label": _("Puede enviar") if open_still else _("Ya no puede enviar"),
                   "tone": "moving" if open_still else "still"},
        "waiting": waiting(row), "taken": letters.filter(state=LetterState.TAKEN).count(),
        "discarded": letters.filter(state=LetterState.DISCARDED).count(),
        "revoke": reverse("listening:revoke_phone", args=address),
        "finish": reverse("listening:finish_phone", args=address),
    }


def letter_card(found: Opened, row: Encounter) -> dict[str, Any]:
    """One thing to decide on. What cannot be read has a problem and no text."""
    address, note = [row.process_id, row.pk, found.pk], found.note
    card: dict[str, Any] = {"problem": found.problem, "accept": reverse("listening:accept_letter", args=address),
                            "discard": reverse("listening:discard_letter", args=address), "readable": note is not None,
                            "chooses": note is not None and note.kind == "card"}
    if note is None:
        return card | {"kind": _("Carta que no se puede leer"), "text": "", "phone": found.letters[0].phone.label}
    withheld = [str(WITHHELD[Use(use)]) for use in note.withheld]
    said = ngettext("%(n)s parte", "%(n)s partes", len(found.letters)) % {"n": len(found.letters)}
    silence = str(SilenceKind(note.silence).label) if note.kind == "silence" else ""
    detail = said if note.kind == "audio" else capfirst(silence)
    return card | {"kind": str(KINDS[note.kind]), "text": note.text, "group": str(found.group or ""), "detail": detail,
                   "withheld": withheld, "phone": found.letters[0].phone.label}


def uses_to_choose(row: Encounter, actor: User) -> list[dict[str, Any]]:
    """What is asked for the cards where the encounter was asked about no use yet; the last choice is there already."""
    if agreed_by(row):
        return []
    given = kept(draft_of(actor, row).uses)
    words = [*((use.value, capfirst(use.label)) for use in Use), (NOTHING, _("Nada de esto"))]
    return [{"value": value, "label": label, "given": value in given} for value, label in words]


def audio_cards(row: Encounter) -> list[dict[str, Any]]:
    return [{"url": reverse("listening:audio", args=[row.process_id, row.pk, one.pk]),
             "drop": reverse("listening:drop_audio", args=[row.process_id, row.pk, one.pk]),
             "caption": one.caption, "group": str(one.group or ""), "seconds": one.seconds}
            for one in Audio.objects.filter(encounter=row).select_related("group")]


def in_words(problem: Problem) -> str:
    """A problem in one line, in the reader's language."""
    language = "en" if (get_language() or "es").startswith("en") else "es"
    place = problem.where(language)
    return f"{problem.what(language)} {f'({place}) ' if place else ''}{problem.remedy(language)} {problem.code}"
