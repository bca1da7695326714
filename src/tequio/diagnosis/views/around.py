"""What the pages of the diagnosis share: their tabs and the way back."""

from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from tequio.foundation.accounts.models import User
from tequio.foundation.accounts.permissions import may_here


def tabs(user: User, process_id: UUID, current: str) -> list[dict[str, Any]]:
    """The parts of the room that the account may open."""
    labels = (("index", "read_words", _("Hallazgos")), ("coding", "code_voices", _("Codificar")),
              ("double", "assign_coding", _("Entre dos")), ("codebook", "read_words", _("Libro de códigos")),
              ("system_map", "read_words", _("Mapa del sistema")))
    return [{"label": label, "url": reverse(f"diagnosis:{name}", args=[process_id]), "current": name == current}
            for name, verb, label in labels if may_here(user, verb, process_id)]


def crumbs(process_id: UUID, here: str, *between: tuple[str, str]) -> list[dict[str, str]]:
    """From the room down to this page, over `between` (label, address)."""
    way = [(_("Diagnóstico"), reverse("diagnosis:index", args=[process_id])), *between, (here, "")]
    return [{"label": label, "url": url} for label, url in way]
