"""Writing one finding from what was coded, and writing it anew; the earlier wording stays."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from tequio.diagnosis.actions import check_diagnosis
from tequio.diagnosis.models import Coding, CodingStatus, Finding, FindingKind, FindingVersion, Link, Stance
from tequio.foundation.accounts.models import User
from tequio.foundation.audit.actions import acting
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Group, Process, Territory
from tequio.foundation.trail.actions import add, check_process, join
from tequio.foundation.trail.models import Edge
from tequio.listening.models import Voice

LONGEST = 4000
Source = Coding | Link | Voice


@dataclass(frozen=True)
class Written:
    """A finding as somebody wrote it: what it claims, of whom, on what it rests, who differs and how."""

    kind: str
    claim: str
    sources: Sequence[Source]
    group: Group | None = None
    limits: str = ""
    converge: Sequence[Group] = field(default=())
    differ: Mapping[Group, str] = field(default_factory=dict)


def write_finding(*, actor: User, territory: Territory, written: Written) -> Finding:
    """Write a finding of a place. Raises TQ-502 where it rests on nothing or claims nothing, TQ-388 for a kind that
    is none or a group on both sides, TQ-763 where it rests on a voice that refused the diagnosis.
    """
    process = territory.process
    with acting(actor, "record_finding", on=territory, process_id=process.pk, territory_id=territory.pk):
        # Two who write at once are given two numbers.
        Process.objects.select_for_update().get(pk=process.pk)
        _check(process, written)
        row = Finding(process=process, territory=territory, group=written.group, key=_free_key(process),
                      kind=written.kind, claim=written.claim.strip()[:LONGEST], limits=written.limits.strip()[:LONGEST],
                      by=actor.pseudonym)
        add([row])
        _hang(row, written)
    return row


def rewrite_finding(*, actor: User, finding: Finding, written: Written, seen: int,
                    unshown: Collection[UUID] = ()) -> Finding:
    """Write it anew; what it said before stays as a version. Raises TQ-385 where it changed since it was `seen`.

    `unshown` names what the writer had not before them, such as what another coder said of a voice that they code
    blind: whatever of it the finding rests on stays under it.
    """
    with acting(actor, "record_finding", on=finding, process_id=finding.process_id,
                territory_id=finding.territory_id):
        row: Finding = Finding.objects.select_for_update(of=("self",)).select_related("process").get(pk=finding.pk)
        if row.version != seen:
            raise TequioError("TQ-385")
        behind = set(Edge.objects.filter(process_id=row.process_id, target_id=row.pk).values_list(
            "source_id", flat=True))
        kept = behind & set(unshown)
        _check(row.process, written, behind, kept)
        add([FindingVersion(process=row.process, finding=row, number=row.version, by=row.by, claim=row.claim,
                            limits=row.limits)])
        row.kind, row.group, row.by, row.version = written.kind, written.group, actor.pseudonym, row.version + 1
        row.claim, row.limits = written.claim.strip()[:LONGEST], written.limits.strip()[:LONGEST]
        row.save()
        Edge.objects.filter(process_id=row.process_id, target_id=row.pk, source_kind__in=("coding", "link", "voice"),
                            source_id__in=behind - kept).delete()
        _hang(row, written)
    return row


def _hang(row: Finding, written: Written) -> None:
    """A group that takes the same side again keeps its row, and with it what two people read of its note."""
    notes = dict.fromkeys(written.converge, "") | dict(written.differ)
    there = {stance.group_id: stance for stance in Stance.objects.filter(finding=row)}
    Stance.objects.filter(finding=row).exclude(group__in=[group.pk for group in notes]).delete()
    new = []
    for group, note in notes.items():
        stance = there.get(group.pk) or Stance(process=row.process, finding=row, group=group)
        stance.converges, stance.note = group not in written.differ, note.strip()[:LONGEST]
        if group.pk in there:
            stance.save(update_fields=["converges", "note"])
        else:
            new.append(stance)
    add(new)
    join((source, row) for source in written.sources)


def _check(process: Process, written: Written, behind: Collection[UUID] = (), kept: Collection[UUID] = ()) -> None:
    """What stands `behind` it already may stay there, also where its words were replaced since."""
    if not (written.sources or kept) or not written.claim.strip():
        raise TequioError("TQ-502", value="")
    if written.kind not in FindingKind.values or set(written.converge) & set(written.differ):
        raise TequioError("TQ-388")
    check_process(process.pk, (written.group, *written.sources, *written.converge, *written.differ))
    if any(isinstance(source, Coding) and source.status != CodingStatus.ACCEPTED and source.pk not in behind
           for source in written.sources):
        raise TequioError("TQ-388")
    check_diagnosis(process, (source if isinstance(source, Voice) else source.voice for source in written.sources))


def _free_key(process: Process) -> str:
    taken, number = set(Finding.objects.filter(process=process).values_list("key", flat=True)), 1
    while f"H{number:03}" in taken:
        number += 1
    return f"H{number:03}"
