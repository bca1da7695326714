"""How pages show what was heard: a voice, a silence, a status. Plain dictionaries for the components."""

import datetime
from collections.abc import Collection, Iterable
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tequio.foundation.places.models import Territory
from tequio.foundation.trail.wording import wording
from tequio.listening.fieldwork.models import Reason
from tequio.listening.models import Encounter, EncounterStatus, Silence, Use, Voice
from tequio.listening.queries import uses_of

TONES = {
    EncounterStatus.PLANNED: "draft", EncounterStatus.HELD: "done",
    EncounterStatus.SUSPENDED: "silent", EncounterStatus.CANCELLED: "refused",
}


def voice_cards(voices: Iterable[Voice], *, encounter: bool = False) -> list[dict[str, Any]]:
    """Voices as components/voice.html takes them, masked; `encounter` says where each was heard."""
    rows = list(voices)
    if not rows:
        return []
    uses, words = uses_of(rows), wording(rows[0].process)
    words.expect(rows)
    return [{
        "text": words.voice(voice), "group": str(voice.group or ""),
        "encounter": heard_in(voice) if encounter else "",
        "mark": _("inventada") if voice.process.is_demo else "",
        "consents": _consents(uses[voice.pk]),
        "url": reverse("trace", args=[voice.process_id, "voice", voice.pk]),
    } for voice in rows]


def consents(voice: Voice) -> list[dict[str, Any]]:
    """What one voice may be used for, as components/consents.html takes it."""
    return _consents(uses_of([voice])[voice.pk])


def _consents(given: Collection[Use]) -> list[dict[str, Any]]:
    return [{"label": capfirst(use.label), "given": use in given} for use in Use]


def heard_in(voice: Voice) -> str:
    return f"{voice.territory.name} · {encounter_title(voice.encounter)}"


def encounter_title(row: Encounter) -> str:
    return f"{capfirst(row.get_kind_display())} {row.key}"


def day(date: datetime.date) -> str:
    """A day as the page's language writes it; Spanish sets months without a capital."""
    text = date_format(date)
    return text if (get_language() or "es").startswith("en") else text.lower()


def week(row: Encounter) -> str | None:
    """The week of the encounter; the day is not kept."""
    return _("semana del %(day)s") % {"day": day(row.week)} if row.week else None


def status(row: Encounter) -> dict[str, str]:
    label = str(row.get_status_display())
    if row.closed:
        label = _("%(status)s y cerrado") % {"status": label}
    return {"text": f"{label}: {why(row)}" if row.reason else label, "tone": TONES[EncounterStatus(row.status)]}


def why(row: Encounter) -> str:
    """Why an encounter did not take place: one of the reasons or, as a sheet may have it, words, which are masked."""
    return row.why if row.reason in Reason.values else wording(row.process).drafted(row.why)


def not_done(row: Encounter) -> dict[str, str] | None:
    """What is declared of an encounter that did not take place, as components/gap.html takes it."""
    if row.status == EncounterStatus.HELD:
        return None
    return {"kind": capfirst(str(row.get_status_display())), "title": _("Este encuentro no se ha hecho"),
            "text": capfirst(why(row))}


def silence_line(row: Silence, *, plain: bool = False) -> str:
    """One silence in one line: its kind, the group where one is meant, and what is known of it.

    `plain` is for where it is entered: whoever writes it sees what they wrote.
    """
    head = " · ".join(part for part in (capfirst(row.get_kind_display()), str(row.group or "")) if part)
    return f"{head}. {row.text if plain and row.text else silence_words(row)}"


def silence_words(row: Silence) -> str:
    """What is known of a silence, masked; a topic that the group keeps to itself stands as a gap without a name."""
    text = row.text
    return wording(row.process).drafted(text) if text else _("Sin nombrar, como lo pidió el grupo.")


def halted(place: Territory) -> dict[str, Any] | None:
    """What is declared of a territory where work stopped, as components/gap.html takes it."""
    if not place.suspended:
        return None
    first, *rest = wording(place.process).drafted(place.suspension_note).split("\n\n")
    return {"kind": _("Trabajo suspendido"), "title": _("El trabajo en %(place)s se detuvo") % {"place": place.name},
            "text": first, "items": rest}
