"""What several pages of protection show alike."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Process
from tequio.foundation.trail.leaves import declared
from tequio.foundation.trail.noun import nouns
from tequio.protection.reading.models import RefusalReason
from tequio.protection.reading.queue import VOICE, Show

# Somebody who does not count as one of two people.
NOT_COUNTED = ("TQ-518", "TQ-519", "TQ-521")
# What somebody who decides of a text may be told, on the page where it was decided.
DECIDED = ("TQ-442", "TQ-443", "TQ-444", "TQ-445", *NOT_COUNTED)


def crumbs(process: Process, *steps: tuple[str, str]) -> list[dict[str, str]]:
    """The way back to the room; the last step is this page."""
    return [{"label": _("Protección"), "url": reverse("protection:index", args=[process.pk])},
            *({"label": label, "url": url} for label, url in steps)]


def reach(found: Mapping[str, int]) -> list[dict[str, Any]]:
    """How many nouns of each kind, in the order of the chain."""
    known = sorted((kind for kind in found if kind in nouns() and found[kind]), key=lambda kind: nouns()[kind].step)
    return [{"term": capfirst(str(nouns()[kind].plural if found[kind] > 1 else nouns()[kind].label)),
             "value": found[kind]} for kind in known]


def in_words(found: Mapping[str, int]) -> str:
    """«2 codificaciones, 1 hallazgo»."""
    return ", ".join(f"{one['value']} {one['term'].lower()}" for one in reach(found))


def back_to_queue(request: HttpRequest, process_id: UUID) -> HttpResponse | None:
    """To the part of the queue where somebody decided; None for whoever decided on another page.

    Only what the queue itself can be asked for comes back, so that nobody is led anywhere else.
    """
    show, kind = request.POST.get("cola", ""), request.POST.get("clase", "")
    if show not in set(Show):
        return None
    asked = {"lectura": show} | ({"clase": kind} if kind == VOICE or kind in declared() else {})
    return redirect(f"{reverse('protection:readings', args=[process_id])}?{urlencode(asked)}")


def reason_of(request: HttpRequest) -> RefusalReason:
    asked = request.POST.get("reason", "")
    return RefusalReason(asked) if asked in RefusalReason.values else RefusalReason.DANGER


def whole_number(text: str) -> int:
    """A place in a text as a form sends it; -1, where no mask stands, for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else -1


def reraise_unless(fault: TequioError, *codes: str) -> None:
    """Problems that the page itself can show stay here; any other goes on."""
    if fault.problem.code not in codes:
        raise fault
