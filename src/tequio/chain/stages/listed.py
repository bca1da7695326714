"""Stage 6, for a team that comes with an agenda: its proposals as they stand, without voices behind them."""

from collections.abc import Iterator

from tequio.agendas.actions import draft_proposals
from tequio.agendas.models import Duty, Proposal, ProposalStatus
from tequio.agendas.urgency import priority_of
from tequio.chain.consultation import tasks_of
from tequio.chain.context import Build, place_in
from tequio.chain.field_files import read_listed
from tequio.chain.plain import plain
from tequio.chain.process_file import Source
from tequio.chain.records import Record
from tequio.chain.themes import shared, themes
from tequio.chain.widths import longest
from tequio.foundation.places.columns import CODE
from tequio.listening.bringing.actions import write_imprints
from tequio.listening.bringing.sifting import Coming, Sieve, Sifted, Standing
from tequio.listening.importers import Line

KIND, NOUN = "agenda_list", "proposal"
LISTED = {Standing.HERE: "read_before", Standing.NEWER: "read_before", Standing.BACK: "withdrawn"}


def listed_proposals(build: Build) -> int:
    """Enter every proposal of the lists that is not here yet, once per territory. Returns how many."""
    sieve, sifted = sift_lists(build)
    new = [one for one in sifted if one.standing == Standing.NEW]
    proposals: list[Proposal] = []
    duties: list[Duty] = []
    for one in new:
        record, number = one.coming.thing
        proposal = _proposal(build, record, number)
        proposals.append(proposal)
        duties += [Duty(process=build.process, proposal=proposal, sphere=sphere, task=task)
                   for sphere, task in tasks_of(record).items()]
    if proposals:
        draft_proposals(actor=build.actor, process=build.process, proposals=proposals, duties=duties, sources=())
        write_imprints(build.delivery, build.process, NOUN,
                       [(sieve.marked(one.coming), row.pk) for one, row in zip(new, proposals, strict=True)])
    return len(proposals)


def sift_lists(build: Build) -> tuple[Sieve[tuple[Record, int]], list[Sifted[tuple[Record, int]]]]:
    """Every line with its standing; the ledger knows of every row what becomes of it."""
    alive = Proposal.objects.filter(process=build.process).exclude(status=ProposalStatus.WITHDRAWN)
    sieve: Sieve[tuple[Record, int]] = Sieve(build.process, NOUN, alive)
    known: set[str] = set()
    coming = [one for source in build.sources(KIND) for one in _coming(build, source, known)]
    sifted = sieve.sift(coming)
    for one in sifted:
        record, _ = one.coming.thing
        if one.standing == Standing.NEW:
            build.ledger.use(record.source.label)
        else:
            build.ledger.list_row(record.source.label, record.row, LISTED[one.standing])
    return sieve, sifted


def _coming(build: Build, source: Source, known: set[str]) -> Iterator[Coming[tuple[Record, int]]]:
    """The lines of a list that no list before it has, numbered; every row is counted, the others are listed."""
    read = read_listed(source, build.file)
    build.ledger.read(source.label, read.rows)
    for one in read.dropped:
        build.ledger.list_row(source.label, one.row or 0, one.reason)
    number = 0
    of_lines = shared([themes(line.beside.get("section", "")) for line in read.lines])
    for line, theme in zip(read.lines, of_lines, strict=True):
        record = _record(source, line, theme)
        mark = f"{build.territory(record).key} {line.fingerprint}"
        if mark in known:
            build.ledger.list_row(source.label, line.row, "read_before")
            continue
        known.add(mark)
        number += 1
        yield Coming((record, number), mark, "linea-1", line.text)


def _record(source: Source, line: Line, theme: str) -> Record:
    beside = {**line.beside, **({"section": theme} if "section" in line.beside else {})}
    said = {name: source.replace.get(name, {}).get(cell, cell) for name, cell in beside.items()}
    values = {name: said.get(name) or source.values.get(name, "") for name in {*said, *source.values}}
    record = Record(source, source.label, line.row, values | {"text": line.text}, (), source.columns)
    if len(key := str(record["key"])) > (most := longest(KIND, "key")):
        raise record.fault("TQ-247", "key", value=key, length=len(key), limit=most)
    return record


def _proposal(build: Build, record: Record, number: int) -> Proposal:
    """Its number in the list is its key where it has none, so that responses and verdicts can name it."""
    territory = build.territory(record)
    own = record["key"] if CODE.fullmatch(str(record["key"])) else ""
    key = build.free_key(own or f"{territory.key}-{number}")
    proposal = Proposal(
        process=build.process, territory=territory, group=build.group(record), key=key,
        section=str(record["section"])[:120], text=plain(record["text"]), priority=priority_of(record["priority"]),
        source_file=record.source.kept, source_row=record.row)
    place_in(build.proposals, key, proposal, record)
    return proposal
