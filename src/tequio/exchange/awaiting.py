"""What a machine lent to the field wants gone waits here for a person, who takes it back in their name or keeps it."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from tequio.exchange.kinds import kinds
from tequio.exchange.lent import Asked, LentPart
from tequio.exchange.merging import merge, settle
from tequio.exchange.models import Awaited, Machine, Wish
from tequio.exchange.placing import Key
from tequio.exchange.scope import limits_of
from tequio.exchange.state import State, recorded
from tequio.foundation.accounts.models import User
from tequio.foundation.audit.actions import acting, append
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Process
from tequio.foundation.trail import exchanging
from tequio.foundation.vault.rows import of_process
from tequio.foundation.vault.search import forget


@dataclass(frozen=True)
class Waiting:
    """One thing that waits: what it is and is called, which machine asks, and for which uses (none: for all)."""

    id: UUID
    noun: str
    title: str
    machine: str
    wish: str
    uses: tuple[str, ...]


def put_by(machine: Machine, asked: Iterable[Asked]) -> int:
    """Keep what the machine asks for. How many things are new."""
    known = set(Awaited.objects.filter(machine=machine).values_list("kind", "row_id", "wish"))
    new = [one for one in dict.fromkeys(asked) if (*one.key, one.wish) not in known or one.uses]
    made = [Awaited.objects.get_or_create(process_id=machine.process_id, machine=machine, kind=one.key[0],
                                          row_id=one.key[1], wish=one.wish, uses=list(one.uses))[1] for one in new]
    return sum(made)


def waiting(process: Process) -> list[Waiting]:
    """What somebody has to decide: the things themselves, not what goes with them."""
    rows = list(Awaited.objects.filter(process=process).select_related("machine"))
    if not rows:
        return []
    asked = {(row.kind, row.row_id) for row in rows}
    withdrawn = {(row.kind, row.row_id) for row in rows if row.wish == Wish.WITHDRAWN}
    found = []
    for row in rows:
        key, kind = (row.kind, row.row_id), kinds()[row.kind]
        about = of_process(kind.model, process.pk).filter(pk=row.row_id).first() if not kind.natural else None
        beside = row.wish != Wish.WITHDRAWN and key in withdrawn
        if about is None or beside or any(
                (parent, getattr(about, name)) in asked for name, parent in kind.parents.items()):
            continue
        found.append(Waiting(row.pk, str(kind.model._meta.verbose_name), str(getattr(about, "key", "")),
                             row.machine.name, row.wish, tuple(row.uses)))
    return sorted(found, key=lambda one: (one.machine, one.noun, one.title, str(one.id)))


def take_back_here(*, actor: User, process: Process, awaited: UUID) -> None:
    """What the other machine wants gone goes here as well, entered in the record for both.

    Raises TQ-544 for what was decided meanwhile or is not here yet, TQ-353 for what is not that machine's part.
    """
    with acting(actor, "withdraw", on=process, process_id=process.pk) as deed:
        deed.because = "asked"
        row, state, key = _row(process, awaited)
        model = kinds()[row.kind].model
        if row.wish == Wish.WITHDRAWN:
            exchanging.take_back(process, actor, row.kind.partition(".")[2], row.row_id, row.uses)
        elif row.wish == Wish.ENDED:
            merge(state, [], [key])
            settle(state)
        else:
            of_process(model, process.pk).filter(pk=state.numbers[key]).delete()
        append(process_id=process.pk, actor=row.machine.name[:60], verb="withdraw", on=model(pk=row.row_id), count=1)
        Awaited.objects.filter(pk=row.pk).delete()
        _forget_done(process)
        forget(process.pk)


def keep_here(*, actor: User, process: Process, awaited: UUID) -> None:
    """It stays, here and wherever this machine sends it; on the other one it is gone. Raises TQ-544."""
    with acting(actor, "withdraw", on=process, process_id=process.pk) as deed:
        deed.because = "kept"
        row = Awaited.objects.filter(process=process, pk=awaited).first()
        if row is None:
            raise TequioError("TQ-544")
        Awaited.objects.filter(machine=row.machine, kind=row.kind, row_id=row.row_id).delete()


def _row(process: Process, awaited: UUID) -> tuple[Awaited, State, Key]:
    row = Awaited.objects.select_related("machine").filter(process=process, pk=awaited).first()
    if row is None:
        raise TequioError("TQ-544")
    state, key, limits = recorded(process.pk), (row.kind, row.row_id), limits_of(row.machine)
    if key not in state.table:
        raise TequioError("TQ-544")
    # It may have arrived since, or have been moved: it is looked at as it lies now.
    if limits is not None and not LentPart(state, limits).holds(key):
        raise TequioError("TQ-353", value=row.kind)
    return row, state, key


def _forget_done(process: Process) -> None:
    """Whatever went along needs no decision any more."""
    ended = recorded(process.pk).ended
    for row in Awaited.objects.filter(process=process):
        if (row.kind, row.row_id) in ended:
            row.delete()
