"""Reading the audit and checking that nobody touched it."""

from collections.abc import Collection, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Sum

from tequio.foundation.audit.chain import START, Act, first_fault
from tequio.foundation.audit.models import Entry, Head
from tequio.foundation.audit.signing import is_signed, public_key
from tequio.foundation.audit.weeks import Deed, WeekOfActs, by_week


@dataclass(frozen=True)
class SignedHead:
    """The end of a chain as bundles, backups and releases carry it."""

    sequence: int
    digest: str
    signature: str
    signer: str


@dataclass(frozen=True)
class DayOfActs:
    """What one account did on one day: never to what, never when."""

    day: str
    actor: str
    verb: str
    kind: str
    acts: int
    count: int


# The act whose entry is written when its block ends: the process, what it is about, the verb.
under_way: ContextVar[tuple[UUID, UUID, str] | None] = ContextVar("under_way", default=None)
# Asked one by one up to here; beyond, all entries of the process are counted once.
FEW = 400


def acts_on(process_id: UUID, rows: Sequence[UUID], *, verbs: Sequence[str] = ()) -> dict[UUID, int]:
    """How many acts the record has on each of these rows."""
    found = Entry.objects.filter(process_id=process_id)
    found = found.filter(verb__in=verbs) if verbs else found
    found = found.filter(object_id__in=rows) if len(rows) <= FEW else found
    counted: dict[UUID, int] = dict(
        found.order_by().values_list("object_id").annotate(acts=Count("pk")).values_list("object_id", "acts"))
    return counted


def is_under_way(process_id: UUID, row: UUID, *, verbs: Sequence[str] = ()) -> bool:
    """Whether an act on this row is being done, whose entry is still to be written."""
    now = under_way.get()
    return bool(now and now[:2] == (process_id, row) and (not verbs or now[2] in verbs))


def entries(process_id: UUID) -> list[Entry]:
    return list(Entry.objects.filter(process_id=process_id))


def recorded(among: Collection[UUID] | None = None) -> set[UUID]:
    """The processes of which something is recorded, of all or `among` these; a destroyed one leaves its record."""
    found = set(Head.objects.values_list("process_id", flat=True)) | set(
        Entry.objects.order_by().values_list("process_id", flat=True).distinct())
    return found if among is None else found & set(among)


def head(process_id: UUID) -> Head | None:
    return Head.objects.filter(process_id=process_id).first()


def signed_head(process_id: UUID) -> SignedHead:
    """The end of the chain with its signature; at number 0 and unsigned while nothing was done."""
    end = head(process_id)
    return SignedHead(end.sequence, end.digest, end.signature, end.signer) if end else SignedHead(0, START, "", "")


def before(process_id: UUID, *, verb: str, object_id: UUID, most: int) -> list[tuple[int, str]]:
    """Number and digest of the entries just before the last `most` acts of that kind on that object."""
    acts = Entry.objects.filter(process_id=process_id, verb=verb, object_id=object_id, sequence__gt=1)
    places = [number - 1 for number in acts.order_by("-sequence").values_list("sequence", flat=True)[:most]]
    return list(Entry.objects.filter(process_id=process_id, sequence__in=places).order_by("sequence").values_list(
        "sequence", "digest"))


def by_day(process_id: UUID) -> list[DayOfActs]:
    rows = Entry.objects.filter(process_id=process_id).order_by("day", "actor", "verb", "kind")
    grouped = rows.values("day", "actor", "verb", "kind").annotate(acts=Count("pk"), touched=Sum("count"))
    return [DayOfActs(row["day"].isoformat(), row["actor"], row["verb"], row["kind"], row["acts"], row["touched"])
            for row in grouped]


def weeks(process_id: UUID) -> list[WeekOfActs]:
    """The same by week, exact: whoever shows it rounds it."""
    rows = Entry.objects.filter(process_id=process_id).order_by("sequence")
    return by_week(Deed(row.day, row.actor, row.verb, row.kind, row.count, row.digest) for row in rows)


def fault(process_id: UUID) -> int | None:
    """Where the chain of the process breaks; None when every entry is as it was written.

    Entries cut from the end show because the head row remembers how many there were.
    """
    return chain_fault([(_act(row), row.digest) for row in entries(process_id)], signed_head(process_id))


def chain_fault(rows: list[tuple[Act, str]], end: SignedHead) -> int | None:
    """Where the chain breaks, or the number after its last entry when its end is not the one that was kept."""
    broken = first_fault(rows)
    last = rows[-1][1] if rows else START
    if broken is None and (end.sequence, end.digest) != (len(rows), last):
        return len(rows) + 1
    return broken


def head_holds(process_id: UUID) -> bool:
    """Whether the end of the chain carries this installation's own signature."""
    end = signed_head(process_id)
    return end.sequence == 0 or (end.signer == public_key(settings.HOME) and signature_holds(process_id, end))


def signature_holds(process_id: UUID, end: SignedHead) -> bool:
    """Whether `end` was signed by the installation it names."""
    return is_signed(end.signer, end.signature, process_id, end.sequence, end.digest)


def _act(row: Entry) -> Act:
    return Act(row.process_id, row.sequence, row.day.isoformat(), row.actor, row.verb, row.kind,
               row.object_id, row.count)
