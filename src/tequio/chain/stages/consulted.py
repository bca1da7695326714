"""Proposals out of a consultation's rows: those that say the same joined, every row still standing under its group."""

from collections import Counter

from tequio.agendas.actions import draft_proposals
from tequio.agendas.joining import joined_rows
from tequio.agendas.models import Duty, Operation, Proposal, ProposalStatus
from tequio.agendas.urgency import priority_of
from tequio.chain.consultation import problem_of, proposal_of, tasks_of
from tequio.chain.context import Build
from tequio.chain.records import Record
from tequio.foundation.language.folding import fold
from tequio.foundation.trail.noun import Noun
from tequio.listening.models import Voice


def consulted_proposals(build: Build) -> None:
    """Enter a proposal per row that asks for something, and one that joins each group of rows that ask the same."""
    asking = [(record, voice) for record, voice in build.consulted if _asks(build, record)]
    rows = [_proposal(build, record, voice) for record, voice in asking]
    sources: list[tuple[Noun, Noun]] = [(voice, row) for (_, voice), row in zip(asking, rows, strict=True)]
    duties: list[Duty] = []
    joined: list[Proposal] = []
    for members in _groups(rows, asking):
        head = rows[members[0]]
        if len(members) > 1:
            head = _join(build, [rows[at] for at in members], number=len(joined) + 1)
            joined.append(head)
            sources += [(rows[at], head) for at in members]
            build.taken_in |= {rows[at].key: head.key for at in members}
        duties += _duties(build, head, [asking[at][0] for at in members])
    proposals = rows + joined
    draft_proposals(actor=build.actor, process=build.process, proposals=proposals, duties=duties, sources=sources)
    build.proposals |= {row.key: row for row in proposals}


def _asks(build: Build, record: Record) -> bool:
    """Whether the row asks for anything; one that only names a problem is listed, and printed as such."""
    if proposal_of(record):
        return True
    build.ledger.use(record.file, -1)
    build.ledger.list_row(record.file, record.row, "no_proposal")
    return False


def _proposal(build: Build, record: Record, voice: Voice) -> Proposal:
    """Raises TQ-125 where another source gave its key to a proposal of its own."""
    if (key := f"P-{voice.key}") in build.proposals:
        raise record.fault("TQ-125", "key", value=key)
    return Proposal(
        process=build.process, territory=build.territory(record), group=voice.group, key=key,
        section=str(record["section"])[:120], text=proposal_of(record), priority=priority_of(record["priority"]),
        source_file=record.file, source_row=record.row, own_words=True)


def _groups(rows: list[Proposal], asking: list[tuple[Record, Voice]]) -> list[list[int]]:
    """Rows of one section and group that ask the same: what different groups ask is never averaged away."""
    shelves: dict[object, list[int]] = {}
    for at, row in enumerate(rows):
        shelves.setdefault((row.territory_id, row.section, row.group_id), []).append(at)
    return [[shelf[at] for at in members] for shelf in shelves.values()
            for members in joined_rows([(rows[at].text, problem_of(asking[at][0])) for at in shelf])]


def _join(build: Build, members: list[Proposal], *, number: int) -> Proposal:
    """One proposal that stands for those that say the same, in the words most of them used."""
    for row in members:
        row.status = ProposalStatus.SUPERSEDED
    said = Counter(row.text for row in members)
    named = [row.priority for row in members if row.priority]
    return Proposal(
        process=build.process, territory=members[0].territory, group=members[0].group, section=members[0].section,
        key=f"U-{members[0].key}-{number}", text=max(said, key=lambda text: (said[text], len(text), text)),
        priority=min(named, default=None), operation=Operation.MERGE, own_words=True)


def _duties(build: Build, proposal: Proposal, records: list[Record]) -> list[Duty]:
    """Who is asked to do what, each task once."""
    tasks = {(sphere, fold(task)): task for record in records for sphere, task in tasks_of(record).items()}
    return [Duty(process=build.process, proposal=proposal, sphere=sphere, task=task)
            for (sphere, _), task in tasks.items()]
