"""Steps that people take on proposals: each a wording of its own, standing on what it came from."""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Max

from tequio.agendas.models import (
    Change,
    Duty,
    Operation,
    Proposal,
    ProposalStatus,
    StepKind,
)
from tequio.agendas.proposals.queries import step_of
from tequio.agendas.proposals.states import LEAVES, can_take_back, check
from tequio.foundation.accounts.models import User
from tequio.foundation.audit.actions import acting, today
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Group, Territory
from tequio.foundation.trail.actions import add, check_process, join
from tequio.foundation.trail.noun import Noun

MOST_WORDS = 4000
OF_VERSION = re.compile(r"-v\d{1,6}\Z")


@dataclass(frozen=True)
class Worded:
    """What a proposal says, under which theme, and how urgent it is."""

    text: str
    section: str = ""
    priority: int | None = None


def write_proposal(*, actor: User, territory: Territory, worded: Worded, group: Group | None = None,
                   sources: Sequence[Noun] = ()) -> Proposal:
    """A new proposal, from findings, voices or statements, or from nothing that is kept here.

    Raises TQ-505 without words, TQ-768 for a source of another process.
    """
    with acting(actor, "draft_proposals", on=territory, process_id=territory.process_id,
                territory_id=territory.pk) as deed:
        deed.because = "written"
        check_process(territory.process_id, [*sources, group])
        row = _worded(worded, territory=territory, group=group, operation=Operation.NEW,
                      key=_new_key(territory))
        _lay(actor, [row], sources, StepKind.WRITTEN)
    return row


def edit_proposal(*, actor: User, proposal: Proposal, worded: Worded, reason: str = "",
                  sources: Sequence[Noun] = ()) -> Proposal:
    """A new wording beside the old one, which stays, with who owes what. It has to be reviewed anew.

    Raises TQ-503 for a proposal that is not current, TQ-505 without words, TQ-510 where nothing would change.
    """
    with _on(actor, [proposal], StepKind.EDITED, makes=1) as (before,):
        if (worded.text.strip(), worded.section.strip()) == (before.text.strip(), before.section.strip()):
            raise TequioError("TQ-510", value=before.key)
        row = _worded(worded, territory=before.territory, group=before.group, operation=Operation.EDIT,
                      key=_free_key(before.process_id, before.key))
        check_process(before.process_id, sources)
        _replace(actor, [before], [row], StepKind.EDITED, reason, sources)
    return row


def merge_proposals(*, actor: User, proposals: Sequence[Proposal], worded: Worded, reason: str) -> Proposal:
    """One wording for proposals that ask the same. The old ones stay, and so does what was voted on each of them.

    Raises TQ-503, TQ-504 for fewer than two, TQ-505 without words, TQ-507 across territories, TQ-508 without a reason.
    """
    _check_reason(reason)
    with _on(actor, proposals, StepKind.MERGED, makes=1) as before:
        groups = {one.group_id for one in before}
        row = _worded(worded, territory=before[0].territory, group=before[0].group if len(groups) == 1 else None,
                      operation=Operation.MERGE, key=_free_key(before[0].process_id, before[0].key))
        _replace(actor, before, [row], StepKind.MERGED, reason)
    return row


def split_proposal(*, actor: User, proposal: Proposal, parts: Sequence[Worded], reason: str) -> list[Proposal]:
    """Several wordings for what was one. Each stands on everything the old one stood on.

    Raises TQ-503, TQ-504 for fewer than two parts, TQ-505 for one without words, TQ-508 without a reason.
    """
    _check_reason(reason)
    with _on(actor, [proposal], StepKind.SPLIT, makes=len(parts)) as (before,):
        rows: list[Proposal] = []
        for part in parts:
            rows.append(_worded(part, territory=before.territory, group=before.group, operation=Operation.SPLIT,
                                key=_free_key(before.process_id, before.key, {row.key for row in rows})))
        _replace(actor, [before], rows, StepKind.SPLIT, reason)
    return rows


def withdraw_proposal(*, actor: User, proposal: Proposal, reason: str) -> None:
    """Those who proposed it want it no longer. Raises TQ-503, TQ-508 without a reason."""
    _end(actor, proposal, StepKind.WITHDREW, reason)


def refuse_proposal(*, actor: User, proposal: Proposal, reason: str) -> None:
    """It is not adopted; it is printed with the reason. Raises TQ-503, TQ-508 without a reason."""
    _end(actor, proposal, StepKind.REFUSAL, reason)


def keep_proposal(*, actor: User, proposal: Proposal, reason: str) -> None:
    """It stays as it is although somebody doubts, for a reason that stands beside the doubt. Raises TQ-503, TQ-508."""
    _check_reason(reason)
    with acting(actor, "draft_proposals", on=proposal, process_id=proposal.process_id,
                territory_id=proposal.territory_id) as deed:
        deed.because = StepKind.KEPT.value
        row = _locked([proposal])[0]
        if row.status != ProposalStatus.CURRENT:
            raise TequioError("TQ-503", value=row.key)
        add(_changes(actor, [row], StepKind.KEPT, reason))


def take_step_back(*, actor: User, proposal: Proposal, reason: str) -> None:
    """The last step that made or ended a proposal counts no more; what it took stands again, and its words stay.

    Raises TQ-506 where something came of it since, or where no step is left; TQ-508 without a reason.
    """
    _check_reason(reason)
    with acting(actor, "draft_proposals", on=proposal, process_id=proposal.process_id,
                territory_id=proposal.territory_id) as deed:
        deed.because = StepKind.BACK.value
        found = step_of(proposal)
        if found is None:
            raise TequioError("TQ-506", value=proposal.key)
        before, after = _locked(found.before), _locked(found.after)
        if not can_take_back(found.kind, before=[one.status for one in before], after=[one.status for one in after]) \
                or found.stands_in_agenda:
            raise TequioError("TQ-506", value=proposal.key)
        _stand(before, ProposalStatus.CURRENT)
        _stand(after, ProposalStatus.UNDONE)
        Change.objects.filter(pk__in=[one.pk for one in found.changes]).update(counts=False)
        add(_changes(actor, before, StepKind.BACK, reason))
        deed.count = len(before) + len(after)


def _end(actor: User, proposal: Proposal, kind: StepKind, reason: str) -> None:
    _check_reason(reason)
    with _on(actor, [proposal], kind, makes=0) as before:
        _stand(before, ProposalStatus(LEAVES[kind]))
        add(_changes(actor, before, kind, reason))


@contextmanager
def _on(actor: User, proposals: Sequence[Proposal], kind: StepKind, *, makes: int) -> Iterator[list[Proposal]]:
    """The proposals as they stand now, for a step that may be taken on them."""
    if not proposals:
        raise TequioError("TQ-504")
    first = proposals[0]
    with acting(actor, "draft_proposals", on=first, process_id=first.process_id,
                territory_id=first.territory_id) as deed:
        deed.because, deed.count = kind.value, max(len(proposals), makes)
        check_process(first.process_id, proposals)
        before = _locked(proposals)
        if len({one.territory_id for one in before}) > 1:
            raise TequioError("TQ-507")
        check(kind, before=[one.status for one in before], makes=makes)
        yield before


def _locked(proposals: Sequence[Proposal]) -> list[Proposal]:
    """As the database has them now, each once, in the order given."""
    keys = list(dict.fromkeys(one.pk for one in proposals))
    rows = {row.pk: row for row in Proposal.objects.select_for_update().filter(pk__in=keys)}
    return [rows[key] for key in keys if key in rows]


def _replace(actor: User, before: Sequence[Proposal], after: Sequence[Proposal], kind: StepKind, reason: str,
             sources: Sequence[Noun] = ()) -> None:
    _lay(actor, after, [*before, *sources], kind, reason)
    add([Duty(process_id=row.process_id, proposal=row, sphere=owed.sphere, institution_id=owed.institution_id,
              task=owed.task) for row in after for owed in Duty.objects.filter(proposal__in=before)])
    _stand(before, ProposalStatus(LEAVES[kind]))


def _lay(actor: User, rows: Sequence[Proposal], sources: Iterable[Noun], kind: StepKind, reason: str = "") -> None:
    add(rows)
    join([(source, row) for source in sources for row in rows])
    add(_changes(actor, rows, kind, reason))


def _stand(rows: Sequence[Proposal], status: ProposalStatus) -> None:
    for row in rows:
        row.status = status
    Proposal.objects.filter(pk__in=[row.pk for row in rows]).update(status=status)


def _changes(actor: User, rows: Sequence[Proposal], kind: StepKind, reason: str) -> list[Change]:
    last = Change.objects.filter(process=rows[0].process_id).aggregate(most=Max("order"))["most"] if rows else 0
    return [Change(process_id=row.process_id, proposal=row, kind=kind, by=actor.pseudonym, day=today(),
                   order=(last or 0) + 1, reason=reason.strip()) for row in rows]


def _worded(worded: Worded, *, territory: Territory, group: Group | None, operation: Operation, key: str) -> Proposal:
    text = worded.text.strip()
    if not text or len(text) > MOST_WORDS:
        raise TequioError("TQ-505", value=MOST_WORDS)
    return Proposal(process_id=territory.process_id, territory=territory, group=group, key=key, text=text,
                    section=worded.section.strip(), priority=worded.priority, operation=operation)


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise TequioError("TQ-508")


def _new_key(territory: Territory) -> str:
    stem = f"{territory.key[:60]}-propuesta"
    taken = set(Proposal.objects.filter(process=territory.process_id, key__startswith=stem).values_list(
        "key", flat=True))
    return next(key for number in range(1, len(taken) + 2) if (key := f"{stem}-{number}") not in taken)


def _free_key(process_id: UUID, near: str, more: Iterable[str] = ()) -> str:
    """The key of a wording that follows `near`: the same stem with the next number."""
    stem = OF_VERSION.sub("", near)[:70]
    taken = {*Proposal.objects.filter(process=process_id, key__startswith=stem).values_list("key", flat=True), *more}
    if near not in taken:
        return near
    return next(key for number in range(2, len(taken) + 3) if (key := f"{stem}-v{number}") not in taken)
