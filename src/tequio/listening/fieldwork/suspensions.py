"""Work stops in a whole territory; the team decides when and how coarsely that is told."""

import datetime
from uuid import UUID

from tequio.foundation.accounts.models import User
from tequio.foundation.accounts.reach import everywhere
from tequio.foundation.audit.actions import acting
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Level, Process, Territory
from tequio.foundation.places.tree import whole_of
from tequio.foundation.trail.actions import add
from tequio.listening.fieldwork.models import Declared, Reason, Suspension
from tequio.listening.models import Silence, SilenceKind

WIDE = (Level.STATE, Level.COUNTRY)
AT = "El trabajo en {place} se detuvo. Lo que dio antes se conserva; lo que falta se señala."
IN_STATE = "En un lugar de {place} el trabajo se detuvo. No se dice cuál, para cuidar a la gente."
RESUMED = "El trabajo en {place} estuvo detenido un tiempo y se retomó. Lo que no se escuchó entonces, falta."


def suspend(*, actor: User, territory: Territory, reason: str, declared: str, declare_from: datetime.date | None = None,
            note: str = "") -> Suspension:
    """Stop work in `territory`. `note` is for the team and sealed.

    Raises TQ-465 for a reason that is not listed, TQ-474 when there is no state to declare it in, TQ-476 when it is
    suspended already, TQ-477 without a date to declare it from.
    """
    if reason not in Reason.values:
        raise TequioError("TQ-465")
    if territory.suspended or open_one(territory):
        raise TequioError("TQ-476")
    if declared == Declared.LATER and declare_from is None:
        raise TequioError("TQ-477")
    if declared == Declared.STATE and state_around(territory) is None:
        raise TequioError("TQ-474")
    row = Suspension(process_id=territory.process_id, territory=territory, reason=reason, note=note.strip(),
                     declared=declared, declare_from=declare_from if declared == Declared.LATER else None)
    with acting(actor, "suspend_territory", on=territory, process_id=territory.process_id, territory_id=territory.pk):
        row.save(force_insert=True)
        if declared != Declared.LATER:
            _tell(row)
    return row


def declare_due(*, actor: User, process: Process, day: datetime.date) -> int:
    """Tell what was to be told from a date that has come. Returns how many gaps were declared."""
    rows = due(process, day)
    for row in rows:
        with acting(actor, "suspend_territory", on=row.territory, process_id=process.pk, territory_id=row.territory_id):
            _tell(row)
    return len(rows)


def resume(*, actor: User, territory: Territory) -> None:
    """Work goes on; that it had stopped stays declared where it was told. Raises TQ-476."""
    row = open_one(territory)
    if row is None and not territory.suspended:
        raise TequioError("TQ-476")
    with acting(actor, "resume_territory", on=territory, process_id=territory.process_id, territory_id=territory.pk):
        if territory.suspended:
            _declare(territory, RESUMED.format(place=territory.name))
            territory.suspended, territory.suspension_note = False, ""
            territory.save(update_fields=["suspended", "suspension_note"])
        Suspension.objects.filter(territory=territory, ended=False).update(ended=True)


def open_one(territory: Territory) -> Suspension | None:
    found: Suspension | None = Suspension.objects.filter(territory=territory, ended=False).first()
    return found


def stopped_places(process_id: UUID) -> frozenset[UUID]:
    """Where nothing is planned or held: a suspended territory, told or not, and all that lies in it.

    The state and the country around it are no way in either: a plan for a whole state does not say that it keeps away
    from the place that is in danger.
    """
    with everywhere():
        untold = Suspension.objects.filter(process=process_id, ended=False).values_list("territory_id", flat=True)
        places = {place.pk: place for place in Territory.objects.filter(process_id=process_id)}
        stopped = {pk for pk, place in places.items() if place.suspended} | set(untold)
    around = {parent for pk in stopped for parent in _above(places, pk) if places[parent].level in WIDE}
    return whole_of(process_id, stopped) | around


def stopped(territory: Territory) -> bool:
    """Whether work there is suspended, told or not."""
    return territory.pk in stopped_places(territory.process_id)


def check_not_suspended(territory: Territory) -> None:
    """Raises TQ-464 where work is suspended."""
    if stopped(territory):
        raise TequioError("TQ-464")


def due(process: Process, day: datetime.date) -> list[Suspension]:
    """Suspensions, over or not, whose date has come and that are not told yet."""
    return list(Suspension.objects.filter(process=process, told=False, declare_from__lte=day)
                .select_related("territory"))


def state_around(territory: Territory) -> Territory | None:
    """The state that `territory` lies in, when the process has it."""
    around = territory.parent
    while around is not None and around.level != Level.STATE:
        around = around.parent
    return around


def _above(places: dict[UUID, Territory], inner: UUID) -> list[UUID]:
    found: list[UUID] = []
    parent = places[inner].parent_id
    while parent in places and parent not in found:
        found.append(parent)
        parent = places[parent].parent_id
    return found


def _tell(row: Suspension) -> None:
    if row.declared == Declared.STATE:
        state = state_around(row.territory)
        assert state is not None
        _declare(state, IN_STATE.format(place=state.name))
    elif row.ended:
        _declare(row.territory, RESUMED.format(place=row.territory.name))
    else:
        row.territory.suspended, row.territory.suspension_note = True, AT.format(place=row.territory.name)
        row.territory.save(update_fields=["suspended", "suspension_note"])
    row.told = True
    row.save(update_fields=["told"])


def _declare(place: Territory, text: str) -> None:
    number = Silence.objects.filter(process_id=place.process_id, key__startswith=f"pausa-{place.key}-").count() + 1
    add([Silence(process_id=place.process_id, territory=place, key=f"pausa-{place.key}-{number}",
                 kind=SilenceKind.WORK_SUSPENDED, text=text)])
