"""The phases of the chain in the words of the pages; each room declares the steps that it fills."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PHASES: dict[str, str | Promise] = {
    "room": _("Del encuentro al hallazgo"),
    "agreement": _("De la propuesta a la respuesta"),
    "deeds": _("De la promesa al veredicto"),
}
