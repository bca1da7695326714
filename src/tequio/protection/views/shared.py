"""What several pages of protection show alike."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Process
from tequio.foundation.trail.noun import nouns


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


def reraise_unless(fault: TequioError, *codes: str) -> None:
    """Problems that the page itself can show stay here; any other goes on."""
    if fault.problem.code not in codes:
        raise fault
