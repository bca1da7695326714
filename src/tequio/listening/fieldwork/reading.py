"""What pages show of field work beside what was heard: how an encounter was held, where work stands still."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tequio.foundation.accounts.models import User
from tequio.foundation.accounts.permissions import Where, roles_at, who_may
from tequio.foundation.audit.actions import today
from tequio.foundation.places.models import Level, Process
from tequio.foundation.trail.wording import wording
from tequio.listening.fieldwork import suspensions
from tequio.listening.fieldwork.models import Reflection, Suspension
from tequio.listening.models import Encounter


def facts(row: Encounter) -> list[dict[str, str]]:
    """How it was held, as components/definitions.html takes it."""
    reflection = Reflection.objects.filter(encounter=row).first()
    known = [(_("Facilitó"), row.facilitator), (_("Menores de edad"), row.get_assent_display()),
             (_("Reflexión de quien facilitó"), wording(row.process).drafted(reflection.text) if reflection else "")]
    return [{"term": term, "value": value} for term, value in known if value]


def field_actions(user: User, process: Process) -> list[dict[str, Any]]:
    """The buttons of the room's first page, as the account's roles allow."""
    found = [("plan_encounter", _("Planear un encuentro"), "listening:new"),
             ("import_material", _("Traer un archivo"), "bringing:index"),
             ("declare_silence", _("Anotar un silencio"), "listening:silence_apart"),
             ("read_words", _("Guías y hojas"), "listening:guides"),
             ("read_pseudonym_keys", _("Seudónimos"), "listening:team")]
    roles = roles_at(user, Where(process.pk))
    return [{"label": label, "url": reverse(name, args=[process.pk]), "quiet": verb != "plan_encounter"}
            for verb, label, name in found if roles.intersection(who_may(verb))]


def field_work(user: User, process: Process) -> dict[str, Any]:
    """Suspensions that wait to be told, and what may be done about work in each territory."""
    due = suspensions.due(process, today())
    suspends = bool(roles_at(user, Where(process.pk)).intersection(who_may("suspend_territory")))
    return {"due": bool(due), "due_places": [row.territory.name for row in due], "suspends": suspends,
            "stops": _stops(process) if suspends else []}


def _stops(process: Process) -> list[dict[str, Any]]:
    open_ones = {row.territory_id: row for row in Suspension.objects.filter(process=process, ended=False)}
    return [{
        "place": place, "suspended": place.suspended or place.pk in open_ones,
        "told": place.suspended or (place.pk in open_ones and open_ones[place.pk].told),
        "how": open_ones[place.pk].get_declared_display() if place.pk in open_ones else "",
        "note": wording(process).drafted(open_ones[place.pk].note) if place.pk in open_ones else "",
    } for place in process.territories.exclude(level__in=(Level.COUNTRY, Level.STATE))]
