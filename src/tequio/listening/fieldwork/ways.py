"""What somebody can do next with an encounter, as buttons: only what its state and the account's roles allow."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tequio.foundation.accounts.models import User
from tequio.foundation.accounts.permissions import Where, roles_at, who_may
from tequio.listening.fieldwork.holding import state_of
from tequio.listening.fieldwork.states import possible
from tequio.listening.models import Encounter, EncounterStatus, Recording

Way = dict[str, Any]


def ways(user: User, row: Encounter) -> list[Way]:
    """The first is what usually comes next; the others are quiet."""
    held = roles_at(user, Where(row.process_id, row.territory_id))
    found = [(label, name) for verb, label, name in _open(row) if held.intersection(who_may(verb))]
    return [{"label": label, "url": reverse(f"listening:{name}", args=[row.process_id, row.pk]), "quiet": bool(place),
             "post": name == "again"}
            for place, (label, name) in enumerate(found)]


def _open(row: Encounter) -> list[tuple[str, str, str]]:
    """Verb, label and page of what the state allows."""
    if row.closed:
        return []
    state = state_of(row)
    steps = possible(state)
    found = []
    if row.status == EncounterStatus.PLANNED:
        if state.go:
            found.append(("hold_encounter", _("Anotar que se realizó"), "held"))
        found.append(("assess_encounter", _("Preparar y decidir"), "preparation"))
        found.append(("suspend_encounter", _("Posponer o cancelar"), "stop"))
    if takes_cards(row):
        found += [("record_voices", _("Anotar cartones"), "desk"), ("keep_picture", _("Dibujos y mapas"), "pictures")]
    found += _phones(row)
    if row.status == EncounterStatus.SUSPENDED:
        found += [("plan_encounter", _("Volver a planear"), "again"), ("cancel_encounter", _("Cancelar"), "stop")]
    if row.status in (EncounterStatus.HELD, EncounterStatus.SUSPENDED):
        found.append(("write_reflection", _("Reflexión"), "reflection"))
    if "close" in steps:
        found.append(("close_encounter", _("Cerrar el encuentro"), "close"))
    return found


def _phones(row: Encounter) -> list[tuple[str, str, str]]:
    """Slips are handed over before it takes place; afterwards, what came is looked at."""
    phones = [("invite_phone", _("Teléfonos"), "phones")]
    if row.phones.exists():
        phones.append(("read_letters", _("Lo que llegó de los teléfonos"), "letters"))
    return phones


def takes_cards(row: Encounter) -> bool:
    return (row.status in (EncounterStatus.HELD, EncounterStatus.SUSPENDED)
            and row.recording != Recording.NONE and not row.closed)
