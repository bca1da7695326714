"""Stage 6, for a team that comes with an agenda: its proposals as they stand, without voices behind them."""

from collections.abc import Iterator

from tequio.agendas.actions import draft_proposals
from tequio.agendas.models import Duty, Proposal
from tequio.chain.consultation import tasks_of
from tequio.chain.context import Build, place_in
from tequio.chain.field_files import read_listed
from tequio.chain.plain import plain
from tequio.chain.process_file import Source
from tequio.chain.records import Record
from tequio.chain.stages.consulted import priority_of
from tequio.listening.importers import Line

KIND = "agenda_list"


def listed_proposals(build: Build) -> None:
    """Enter every proposal of the lists, once per territory, with what each body is asked to do."""
    proposals: list[Proposal] = []
    duties: list[Duty] = []
    known: set[str] = set()
    for source in build.sources(KIND):
        for number, record in enumerate(_records(build, source, known), start=1):
            proposal = _proposal(build, record, number)
            proposals.append(proposal)
            duties += [Duty(process=build.process, proposal=proposal, sphere=sphere, task=task)
                       for sphere, task in tasks_of(record).items()]
    if proposals:
        draft_proposals(actor=build.actor, process=build.process, proposals=proposals, duties=duties, sources=())


def _records(build: Build, source: Source, known: set[str]) -> Iterator[Record]:
    """The lines of a list that no list before it has; every row is counted, the others are listed."""
    read = read_listed(source, build.folder)
    build.ledger.read(source.label, read.rows)
    for one in read.dropped:
        build.ledger.list_row(source.label, one.row or 0, one.reason)
    for line in read.lines:
        record = _record(source, line)
        mark = f"{build.territory(record).key} {line.fingerprint}"
        if mark in known:
            build.ledger.list_row(source.label, line.row, "read_before")
        else:
            known.add(mark)
            build.ledger.use(source.label)
            yield record


def _record(source: Source, line: Line) -> Record:
    said = {name: source.replace.get(name, {}).get(cell, cell) for name, cell in line.beside.items()}
    values = {name: said.get(name) or source.values.get(name, "") for name in {*said, *source.values}}
    return Record(source, source.label, line.row, values | {"text": line.text}, (), source.columns)


def _proposal(build: Build, record: Record, number: int) -> Proposal:
    """Its number in the list is its key where it has none, so that responses and verdicts can name it."""
    territory = build.territory(record)
    key = record["key"] or f"{territory.key}-{number}"
    proposal = Proposal(
        process=build.process, territory=territory, group=build.group(record), key=key,
        section=str(record["section"])[:120], text=plain(record["text"]), priority=priority_of(record["priority"]),
        source_file=record.file, source_row=record.row)
    place_in(build.proposals, key, proposal, record)
    return proposal
