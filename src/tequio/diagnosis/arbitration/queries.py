"""What double coding reads: shares, voices that both finished, what their coders said, what was settled."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from tequio.diagnosis.models import Assignment, Coding, CodingStatus, Link, Settlement, Share
from tequio.foundation.accounts.models import Membership, Role, User
from tequio.foundation.places.models import Process
from tequio.listening.models import Use, Voice
from tequio.listening.queries import refusing


@dataclass(frozen=True)
class Said:
    """What one coder said of a passage, as comparing takes it."""

    row: Coding | Link
    who: str
    says: str
    start: int
    end: int


def shares(process: Process) -> QuerySet[Share]:
    found: QuerySet[Share] = Share.objects.filter(process=process)
    return found


def progress(process: Process, share: Share) -> dict[str, tuple[int, int]]:
    """For each coder, how many of their voices are done, and of how many."""
    rows = Assignment.objects.filter(process=process, share=share).values_list("coder", "done")
    found: dict[str, tuple[int, int]] = {}
    for coder, done in rows:
        before = found.get(coder, (0, 0))
        found[coder] = before[0] + done, before[1] + 1
    return found


def finished(process: Process) -> QuerySet[Voice]:
    """The voices that both coders finished, but for those that refused the diagnosis since."""
    found: QuerySet[Voice] = Voice.objects.filter(process=process, pk__in=Assignment.objects.filter(
        process=process, open=False).values("voice_id")).exclude(
            pk__in=refusing(process, Use.DIAGNOSIS)).select_related("process", "group", "territory", "encounter")
    return found


def coders_of(voice: Voice) -> list[str]:
    return sorted(Assignment.objects.filter(voice=voice).values_list("coder", flat=True))


def said_by_coders(voice: Voice) -> list[Said]:
    """What the coders themselves said, also where somebody settled that it does not stand."""
    coders = coders_of(voice)
    overruled = Settlement.objects.filter(voice=voice, stands=False).exclude(coding=None).values("coding_id")
    codings = Coding.objects.filter(voice=voice, coder__in=coders).select_related("code", "voice", "process")
    kept = codings.filter(Q(status=CodingStatus.ACCEPTED) | Q(
        status=CodingStatus.REJECTED, pk__in=overruled))
    links = Link.objects.filter(voice=voice, coder__in=coders, adrift=False).exclude(start=None).select_related(
        "origin", "goal", "voice", "process")
    return [Said(row, row.coder, str(row.code_id), row.start, row.end) for row in kept] + [
        Said(row, row.coder, f"{row.origin_id} {row.relation} {row.goal_id}", row.start, row.end) for row in links]


def settlements(voice: Voice) -> dict[UUID, Settlement]:
    """By the coding or link that was settled."""
    rows = Settlement.objects.filter(voice=voice).prefetch_related("answers")
    return {row.coding_id or row.link_id: row for row in rows}


def possible_coders(process: Process) -> list[User]:
    """The accounts that may code somewhere in the process."""
    held = Membership.objects.filter(process_id=process.pk, role=Role.ANALYST).values("user_id")
    return list(User.objects.filter(process_id=process.pk, pk__in=held).order_by("pseudonym"))
