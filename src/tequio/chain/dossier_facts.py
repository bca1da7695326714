"""What a process says of itself to an ethics committee: settings, and counts under its own disclosure rule."""

from collections import Counter
from typing import TYPE_CHECKING

from django.db import connection

from tequio.listening.guides import checklist, consent_sheet, guide
from tequio.protection.disclosure import Coarse, coarse
from tequio.publication.dossier import ABILITIES, Both, DossierFacts, Kept, RoleHeld, UseAsked

if TYPE_CHECKING:
    from tequio.foundation.places.models import Process


def dossier_facts(process: "Process") -> DossierFacts:
    """Nothing sealed is read: a process says this of itself while it is closed."""
    # Models can be imported only once Django knows its home.
    from tequio.foundation.vault.models import Retention
    from tequio.listening.models import Assent, Encounter, Voice
    from tequio.protection.frozen.held import Frozen
    encounters = Encounter.objects.filter(process=process)
    used = set(encounters.values_list("kind", flat=True))

    frozen = Frozen(process)

    def shown(count: int, *about: str) -> Coarse:
        return frozen(count, "dossier", *about)

    return DossierFacts(
        process=process.name, is_demo=process.is_demo,
        territories=tuple(row.name for row in process.territories.exclude(level="neighbourhood")),
        groups=tuple((row.name_in("es"), row.name_in("en")) for row in process.groups.all()),
        kinds=tuple((guide(kind, "es").title, guide(kind, "en").title) for kind in sorted(used)),
        threshold=process.threshold, rounding=process.rounding, database=connection.vendor,
        retentions=tuple(Kept(row.what, row.due.isoformat(), row.done.isoformat() if row.done else "")
                         for row in Retention.objects.filter(process=process)),
        roles=tuple(_roles(process)), uses=tuple(_uses(process)), checklist=_checklist(),
        voices=shown(Voice.objects.filter(process=process).count(), "voices"),
        encounters=shown(encounters.count(), "encounters"),
        decided=shown(encounters.exclude(plan=None).exclude(plan__decision="").count(), "decided"),
        minors=shown(encounters.filter(assent=Assent.GIVEN).count(), "minors"))


def _roles(process: "Process") -> list[RoleHeld]:
    from tequio.foundation.accounts.models import Membership, Role
    from tequio.foundation.accounts.permissions import who_may
    pairs = Membership.objects.filter(process=process).values_list("role", "user").distinct()
    held = Counter(role for role, _ in pairs)
    return [RoleHeld(role.value, tuple(verb for verb in ABILITIES if role in who_may(verb)),
                     coarse(held[role.value], threshold=process.threshold, rounding=process.rounding)) for role in Role]


def _uses(process: "Process") -> list[UseAsked]:
    from tequio.listening.models import Consent, Use
    from tequio.protection.frozen.held import Frozen
    asked = consent_sheet("es").uses, consent_sheet("en").uses
    rows = Consent.objects.filter(process=process).values_list("use", "granted", "voice")
    allowed = Counter(use for use, granted, voice in rows if granted and voice is None)
    excepted = Counter(use for use, granted, voice in rows if not granted and voice is not None)
    frozen = Frozen(process)
    return [UseAsked(use, (asked[0][use], asked[1][use]), frozen(allowed[use], "dossier", use, "allowed"),
                     frozen(excepted[use], "dossier", use, "excepted"))
            for use in Use.values]


def _checklist() -> tuple[Both, ...]:
    english = checklist("en")
    return tuple((es, english[key]) for key, es in checklist("es").items())
