"""Stage 6: proposals with their reviews, local agendas, their return, and the national agenda built upward."""

import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from tequio.agendas.actions import draft_agenda, draft_proposals, return_agenda, review_proposals, weigh_proposals
from tequio.agendas.models import (
    Agenda,
    Duty,
    Item,
    Opening,
    Operation,
    PrincipleReview,
    Proposal,
    ProposalStatus,
    ReproductionReview,
    Return,
)
from tequio.chain.context import Build, find, place_in
from tequio.chain.process_file import Source
from tequio.chain.records import Record
from tequio.chain.stages.consulted import consulted_proposals
from tequio.chain.stages.deliberation import close_rounds
from tequio.chain.stages.forums import monday
from tequio.chain.stages.listed import listed_proposals
from tequio.chain.stages.national import draft_national
from tequio.deliberation.models import Statement
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Group, Territory
from tequio.foundation.trail.noun import Noun
from tequio.listening.actions import suspend_territory


def draft_agendas(build: Build) -> dict[str, int]:
    listed_proposals(build)
    _proposals(build)
    consulted_proposals(build)
    weigh_proposals(actor=build.actor, process=build.process, weighed=list(_weighed(build)))
    _reviews(build)
    close_rounds(build)
    _suspend(build)
    agendas = [_local(build, territory) for territory in _with_agenda(build)]
    _returns(build, {agenda.territory_id: agenda for agenda in agendas})
    national = draft_national(build)
    return {"proposals": len(build.proposals), "local_agendas": len(agendas), "national_items": national,
            "items": len({item.pk for item in build.items.values()})}


def _proposals(build: Build) -> None:
    made: list[tuple[Proposal, Record]] = []
    for record in build.records("proposals"):
        proposal = Proposal(
            process=build.process, territory=build.territory(record), group=build.group(record), key=record["key"],
            section=record["section"], text=record["text"], operation=record["operation"] or Operation.NEW,
            priority=record["priority"], source_file=record.file, source_row=record.row)
        place_in(build.proposals, record["key"], proposal, record)
        made.append((proposal, record))
    sources = [pair for proposal, record in made for pair in _behind(build, proposal, record)]
    duties = [_duty(build, record) for record in build.records("duties")]
    draft_proposals(actor=build.actor, process=build.process, proposals=[row for row, _ in made], duties=duties,
                    sources=sources)
    superseded = {source.pk for source, _ in sources if isinstance(source, Proposal)}
    for proposal, _ in made:
        if proposal.pk in superseded:
            proposal.status = ProposalStatus.SUPERSEDED


def _weighed(build: Build) -> Iterator[tuple[Proposal, Statement]]:
    """Statements that put a proposal to a round; rounds are read before proposals exist."""
    for key, record in build.stated.items():
        if record["proposal"]:
            yield find(build.proposals, record["proposal"], record, "proposal"), build.statements[key]


def _behind(build: Build, proposal: Proposal, record: Record) -> list[tuple[Noun, Proposal]]:
    """What a proposal comes from: findings, voices, earlier proposals."""
    behind: list[Noun] = [find(build.findings, key, record, "finding") for key in record["findings"]
                          if key not in build.findings_left]
    behind += [find(build.voices, key, record, "voice") for key in record["voices"]]
    behind += [find(build.proposals, key, record, "proposal") for key in record["before"]]
    build.taken_in |= dict.fromkeys(record["before"], proposal.key)
    return [(source, proposal) for source in behind]


def _duty(build: Build, record: Record) -> Duty:
    key = record["institution"]
    return Duty(process=build.process, proposal=find(build.proposals, record["proposal"], record, "proposal"),
                sphere=record["sphere"], task=record["task"],
                institution=find(build.institutions, key, record, "institution") if key else None)


def _reviews(build: Build) -> None:
    principles = [
        PrincipleReview(process=build.process, proposal=find(build.proposals, record["proposal"], record, "proposal"),
                        principle=record["principle"], judgement=record["judgement"], reason=record["reason"],
                        reviewer=build.actor.pseudonym)
        for record in _once(build, "principle_reviews", "proposal", "principle")]
    reproduction = [
        ReproductionReview(process=build.process, answer=record["answer"], reason=record["reason"],
                           proposal=find(build.proposals, record["proposal"], record, "proposal"),
                           safeguard=record["safeguard"], reviewer=build.actor.pseudonym)
        for record in _once(build, "reproduction_reviews", "proposal")]
    review_proposals(actor=build.actor, process=build.process, principles=principles, reproduction=reproduction)
    for row in reproduction:
        if row.answer == "yes":
            row.proposal.status = ProposalStatus.REFUSED


def _once(build: Build, kind: str, *names: str) -> Iterator[Record]:
    """The rows of one kind; one that repeats a row before it is listed.

    Raises TQ-767 for a row that says something else of what `names` name.
    """
    seen: dict[tuple[object, ...], Mapping[str, Any]] = {}
    for record in build.records(kind):
        key = tuple(record[name] for name in names)
        if seen.get(key) == record.values:
            build.ledger.list_instead(record.file, record.row, "repeated")
            continue
        if key in seen:
            raise record.fault("TQ-767", names[0], kind=kind, value=record[names[0]])
        seen[key] = record.values
        yield record


def _with_agenda(build: Build) -> list[Territory]:
    """Where somebody proposed something, and where a consultation named problems: those are printed as well."""
    own = {proposal.territory_id for proposal in build.proposals.values()}
    own |= {build.territory(record).pk for record, _ in build.consulted}
    return [territory for territory in build.territories.values() if territory.pk in own]


def _suspend(build: Build) -> None:
    """A territory whose agenda file says why it has none."""
    for source in build.sources("agenda"):
        note = _table(build, source).get("suspended", "")
        if note and source.territory:
            suspend_territory(actor=build.actor, territory=build.territories[source.territory], note=str(note).strip())


def _table(build: Build, source: Source) -> dict[str, Any]:
    try:
        return tomllib.loads((build.folder / source.file).read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise TequioError("TQ-128", file=source.file, wanted="TOML: title, context, [[opening]]") from fault


def _local(build: Build, territory: Territory) -> Agenda:
    table: dict[str, Any] = {}
    for source in build.sources("agenda"):
        if source.territory == territory.key:
            table = _table(build, source)
    context = table.get("context", "")
    agenda = Agenda(process=build.process, territory=territory,
                    title=table.get("title", f"Agenda Local de Seguridad Humana: {territory.name}"),
                    context="\n\n".join(context) if isinstance(context, list) else str(context))
    openings = [Opening(process=build.process, agenda=agenda, text=str(row.get("texto", row.get("text", ""))),
                        group=_wanting(build, territory, row))
                for row in table.get("opening", [])]
    items = _items(build, agenda, territory)
    return draft_agenda(actor=build.actor, agenda=agenda, openings=openings, items=list(items.values()),
                        sources=[(build.proposals[key], item) for key, item in items.items()])


def _latest(build: Build, key: str) -> str:
    """The version that took in all before it; a circle of versions ends where it would close."""
    seen = {key}
    while (later := build.taken_in.get(key, key)) not in seen:
        seen.add(later)
        key = later
    return key


def _wanting(build: Build, territory: Territory, row: Mapping[str, Any]) -> Group | None:
    """The group whose security an opening describes. Raises TQ-105 for a group that nobody declared."""
    name = str(row.get("grupo", row.get("group", "")))
    if name and name not in build.groups_by_name:
        raise TequioError("TQ-105", file=f"agenda: {territory.key}", column="opening.grupo", value=name,
                          known=", ".join(build.groups))
    return build.groups_by_name.get(name)


def _items(build: Build, agenda: Agenda, territory: Territory) -> dict[str, Item]:
    """An item per current proposal, by group, priority and order of entry."""
    current = [(key, row) for key, row in build.proposals.items()
               if row.territory_id == territory.pk and row.status == ProposalStatus.CURRENT]
    current.sort(key=lambda pair: (pair[1].group.order if pair[1].group else 999, pair[1].section,
                                   pair[1].priority or 9))
    items = {key: Item(process=build.process, agenda=agenda, number=number, key=key, group=row.group,
                       section=row.section, text=row.text)
             for number, (key, row) in enumerate(current, start=1)}
    build.items |= items
    # Whoever answers may name the row or the earlier version that a proposal took in.
    for earlier in build.taken_in:
        latest = _latest(build, earlier)
        if latest in items:
            build.items.setdefault(earlier, items[latest])
    return items


def _returns(build: Build, agendas: dict[Any, Agenda]) -> None:
    """What each group answered, week by week; notes of one answer stand together, and a repeated row is listed."""
    found: dict[tuple[Any, ...], Return] = {}
    notes: dict[tuple[Any, ...], list[str]] = {}
    for record in build.records("returns"):
        agenda = agendas.get(build.territory(record).pk)
        if agenda is None:
            raise record.fault("TQ-124", "territory", value=record.source.territory, kind="agenda", near="")
        group = find(build.groups_by_name, record["group"], record, "group")
        key = (agenda.pk, group.pk, monday(record["week"]), record["outcome"])
        said = notes.setdefault(key, [])
        if key in found and record["note"] in said:
            build.ledger.list_instead(record.file, record.row, "repeated")
            continue
        said.append(record["note"])
        found[key] = Return(process=build.process, agenda=agenda, group=group, week=key[2], outcome=record["outcome"],
                            note="\n\n".join(note for note in said if note))
    for agenda in agendas.values():
        rows = [row for row in found.values() if row.agenda_id == agenda.pk]
        if rows:
            return_agenda(actor=build.actor, agenda=agenda, returns=rows)
