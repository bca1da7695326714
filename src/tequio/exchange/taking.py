"""Taking a bundle: put together, opened, believed, and brought into the tables, in one transaction or not at all.

Parts that arrived are kept, still closed, in the folder of the installation until the last one is there.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import DataError, IntegrityError, OperationalError, connection
from django.db.models import ProtectedError

from tequio.exchange import payload
from tequio.exchange.actions import EARLIER, ENDED
from tequio.exchange.awaiting import put_by
from tequio.exchange.envelope import identities, is_by, is_recipient, opened_with, recipients, unpacked
from tequio.exchange.kinds import kinds
from tequio.exchange.lent import sorted_out
from tequio.exchange.merging import Entry, merge, settle
from tequio.exchange.models import Held, Machine, Taken
from tequio.exchange.parts import Arrived, parts_of, written
from tequio.exchange.placing import Key
from tequio.exchange.queries import as_decided, open_conflicts
from tequio.exchange.room import make_room, standing
from tequio.exchange.scope import EDGE, WITHDRAWAL, Limits, labels, limits_of
from tequio.exchange.state import BATCH, State, mark_of, recorded
from tequio.foundation.accounts.models import User
from tequio.foundation.audit.actions import acting, append
from tequio.foundation.audit.signing import is_signed
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Process
from tequio.foundation.trail import exchanging
from tequio.foundation.trail.models import Edge
from tequio.foundation.vault.keyring import keyring
from tequio.foundation.vault.models import Retention
from tequio.foundation.vault.search import forget

ARRIVING = "llegando"


@dataclass(frozen=True)
class Received:
    """What taking a bundle did. `notices` are codes of things the receiver should know."""

    machine: str
    rows: int
    ended: int
    conflicts: int
    notices: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Opened:
    """A bundle that was opened and is believed, with nothing of it taken yet."""

    machine: Machine
    statement: dict[str, Any]
    entries: list[Entry]
    ended: list[Key]
    bundle: UUID


def take(*, actor: User, process: Process, files: Iterable[bytes]) -> list[Received]:
    """Take every bundle that the files, and what arrived before, complete.

    Raises TQ-340 to TQ-356; with TQ-345 the parts that arrived are kept, otherwise nothing is.
    """
    arrived = _put_together(process, files)
    whole = [one for one in arrived if not one.missing]
    done = [_take_one(actor, process, one) for one in whole]
    if lacking := [one for one in arrived if one.missing]:
        first = lacking[0]
        raise TequioError("TQ-345", arrived=len(first.bodies), parts=first.count, first=first.missing[0] + 1)
    return done


def _take_one(actor: User, process: Process, arrived: Arrived) -> Received:
    try:
        bundle = opened(process, arrived)
    finally:
        _kept(process, arrived.bundle).unlink(missing_ok=True)
    return join(actor, process, bundle)


def opened(process: Process, arrived: Arrived) -> Opened:
    """The bundle, once it is clear for whom, from whom and of what process it is. Raises TQ-343 to TQ-351."""
    own = keyring.of(process.pk)
    statement, head, signature, rows = opened_with(identities(own), arrived.whole())
    machine = _sender(process, statement)
    if not is_by(machine.signer, head, signature, rows):
        raise TequioError("TQ-346")
    try:
        said, of, to = UUID(statement["bundle"]), UUID(statement["process"]), statement["to"]
        if of != process.pk:
            raise TequioError("TQ-351")
        end = statement["audit"]
        sound = end["sequence"] == 0 or (end["signer"] == machine.signer and is_signed(
            end["signer"], end["signature"], of, end["sequence"], end["digest"]))
        if said != arrived.bundle or not sound or not is_recipient(statement["card"]["recipient"]):
            raise ValueError(said)
        [UUID(one) for one in statement["taken"]]
        [(int(number), str(digest)) for number, digest in end["earlier"]]
    except (KeyError, ValueError, TypeError, AttributeError, OverflowError) as fault:
        raise TequioError("TQ-346") from fault
    if to not in recipients(own):
        raise TequioError("TQ-344")
    entries, ended = payload.read(unpacked(rows), process.pk)
    return Opened(machine, statement, entries, ended, said)


def _sender(process: Process, statement: dict[str, Any]) -> Machine:
    card = statement.get("card")
    signer = card.get("signer") if isinstance(card, dict) else None
    machine = Machine.objects.filter(process=process, signer=str(signer), trusted=True).first()
    if machine is None:
        raise TequioError("TQ-343")
    return as_decided(machine)


def join(actor: User, process: Process, bundle: Opened) -> Received:
    """Everything that a bundle says, or nothing of it. Raises TQ-350 for what no table of ours can hold."""
    try:
        return _joined(actor, process, bundle)
    except (IntegrityError, DataError, OperationalError, ProtectedError) as fault:
        raise TequioError("TQ-350") from fault


def _joined(actor: User, process: Process, bundle: Opened) -> Received:
    with acting(actor, "exchange", on=bundle.machine, process_id=process.pk) as deed:
        _one_moment()
        notices = _hear_of(bundle)
        state = recorded(process.pk)
        before = dict(state.table)
        limits, taken = limits_of(bundle.machine), bundle
        if limits is not None:
            brought = sorted_out(state, limits, bundle.entries, bundle.ended)
            taken = replace(bundle, entries=brought.entries, ended=[])
            if put_by(bundle.machine, brought.asked):
                notices.append("waits")
        back = _end_first(state, taken)
        _merged(process, taken, limits)
        # What reached further here than there is done, and written down as done here.
        exchanging.follow(process.pk)
        _cut_edges(recorded(process.pk))
        settle(after := recorded(process.pk))
        _remember(after, bundle)
        if _reopened(after, before):
            notices.append("due")
        forget(process.pk)
        _enter_withdrawals(bundle.machine, back)
        deed.count = len(bundle.entries) + len(bundle.ended)
        changed = sum(after.table.get(key) != before.get(key) for key in after.table.keys() | before.keys())
        return Received(bundle.machine.name, changed, len(taken.ended), open_conflicts(process), notices)


def _end_first(state: State, bundle: Opened) -> list[Entry]:
    """What was taken back there is taken back here while all that came of it is still in its place."""
    back = [entry for entry in bundle.entries if entry.key[0] == WITHDRAWAL and entry.key not in state.histories]
    if back:
        merge(state, back, [])
        settle(state)
        exchanging.follow(state.process_id)
    return back


def _enter_withdrawals(machine: Machine, back: Iterable[Entry]) -> None:
    """The record says what was taken back here because another machine did, and which one."""
    for content in (content for entry in back for content in entry.contents.values()):
        if label := labels().get(str(content["kind"]), ""):
            about = kinds()[label].model(pk=UUID(content["object_id"]))
            append(process_id=machine.process_id, actor=machine.name[:60], verb="withdraw", on=about, count=1)


def _cut_edges(state: State) -> None:
    """Edges of what never comes back. Those of a row that waits stay: it may still come."""
    ended = {row_id for _, row_id in state.ended}
    cut = [state.numbers[key] for key, content in state.table.items()
           if key[0] == EDGE and ended & {UUID(content["source_id"]), UUID(content["target_id"])}]
    for at in range(0, len(cut), BATCH):
        Edge.objects.filter(pk__in=cut[at:at + BATCH]).delete()


def _merged(process: Process, bundle: Opened, limits: Limits | None) -> None:
    state = recorded(process.pk)
    stood = standing(state) if limits is not None else {}
    merge(state, bundle.entries, bundle.ended)
    if limits is not None:
        make_room(state, stood, {entry.key for entry in bundle.entries})
    settle(state)


def _hear_of(bundle: Opened) -> list[str]:
    """What the bundle says of its machine: where its audit ends, its card of today, and what it took of ours."""
    machine, statement, notices = bundle.machine, bundle.statement, []
    end = statement["audit"]
    known = Taken.objects.filter(machine=machine, bundle=bundle.bundle).exists()
    if known:
        return ["again"]
    # Sending is entered in the audit after the bundle is closed: a later bundle never ends at the same entry.
    if machine.audit_digest and end["sequence"] <= machine.audit_sequence:
        same = end["sequence"] == machine.audit_sequence and end["digest"] != machine.audit_digest
        notices.append("changed" if same else "older")
        Held.objects.filter(machine=machine).delete()
    else:
        if not _goes_on(machine, end["earlier"]):
            notices.append("changed")
            Held.objects.filter(machine=machine).delete()
        machine.audit_sequence, machine.audit_digest = end["sequence"], end["digest"]
        machine.recipient = statement["card"]["recipient"]
    machine.lender = statement["limits"] is not None
    machine.save()
    for one in statement["taken"]:
        _answered(machine, UUID(one))
    Taken.objects.create(machine=machine, bundle=bundle.bundle)
    return notices


def _goes_on(machine: Machine, earlier: list[list[Any]]) -> bool:
    """Whether its audit still says what it said when it was last heard of: it may have gone back and worked past it."""
    then, known = machine.audit_sequence, {int(number): digest for number, digest in earlier}
    if not then or (len(earlier) == EARLIER and then < min(known)):
        return True
    return known.get(then) == machine.audit_digest


def _answered(machine: Machine, bundle: UUID) -> None:
    """The machine took what was sent to it then."""
    rows = list(Held.objects.filter(machine=machine, bundle=bundle))
    for at in range(0, len(rows), BATCH):
        part = rows[at:at + BATCH]
        _has(machine, {(row.kind, row.row_id): row.mark for row in part})
    Held.objects.filter(machine=machine, bundle=bundle).delete()


def _remember(state: State, bundle: Opened) -> None:
    """What a machine sends it has."""
    marks = {entry.key: mark_of(entry.history) for entry in bundle.entries if entry.key not in state.ended}
    keys = list((marks | dict.fromkeys(bundle.ended, ENDED)).items())
    for at in range(0, len(keys), BATCH):
        _has(bundle.machine, dict(keys[at:at + BATCH]))


def _has(machine: Machine, marks: dict[Key, str]) -> None:
    # UUIDs of two kinds never meet.
    Held.objects.filter(machine=machine, bundle=None, row_id__in={row_id for _, row_id in marks}).delete()
    Held.objects.bulk_create([Held(machine=machine, kind=kind, row_id=row_id, mark=said)
                              for (kind, row_id), said in marks.items()])


def _reopened(state: State, before: dict[Key, Any]) -> bool:
    """What arrives after its day was destroyed here is destroyed by the next run: its promise is open again."""
    arrived = {key[0].partition(".")[2] for key in state.table.keys() - before.keys()}
    return bool(Retention.objects.filter(process_id=state.process_id, what__in=arrived).exclude(done=None).update(
        done=None))


def _one_moment() -> None:
    """Nobody's change of the meantime is written over: on PostgreSQL the later of the two gives way."""
    if connection.vendor == "postgresql" and len(connection.atomic_blocks) == 1:
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


def _put_together(process: Process, files: Iterable[bytes]) -> list[Arrived]:
    """Every bundle of which the files hold a part, with the parts that were kept of it; what lacks some is kept."""
    found: dict[UUID, Arrived] = {}
    for content in files:
        for one in parts_of(content):
            known = found.setdefault(one.bundle, Arrived(one.bundle, one.count))
            if known.count == one.count:
                known.bodies |= one.bodies
    for one in found.values():
        path = _kept(process, one.bundle)
        for earlier in parts_of(path.read_bytes()) if path.exists() else ():
            if earlier.count == one.count and earlier.bundle == one.bundle:
                one.bodies = earlier.bodies | one.bodies
        if one.missing:
            _keep(path, written(one))
    if not found:
        raise TequioError("TQ-340")
    return list(found.values())


def _kept(process: Process, bundle: UUID) -> Path:
    # The ending keeps it out of backups.
    return Path(settings.HOME) / ARRIVING / f"{process.pk}-{bundle}.partial"


def _keep(path: Path, content: bytes) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    own = path.with_suffix(f".{os.getpid()}")
    descriptor = os.open(own, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    own.replace(path)
