"""What the pages of the diagnosis share: their tabs and the way back."""

from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _


def tabs(process_id: UUID, current: str) -> list[dict[str, Any]]:
    labels = (("index", _("Hallazgos")), ("codebook", _("Libro de códigos")), ("system_map", _("Mapa del sistema")),
              ("tools", _("Otras herramientas")))
    return [{"label": label, "url": reverse(f"diagnosis:{name}", args=[process_id]), "current": name == current}
            for name, label in labels]


def crumbs(process_id: UUID, here: str, *between: tuple[str, str]) -> list[dict[str, str]]:
    """From the room down to this page, over `between` (label, address)."""
    way = [(_("Diagnóstico"), reverse("diagnosis:index", args=[process_id])), *between, (here, "")]
    return [{"label": label, "url": url} for label, url in way]
