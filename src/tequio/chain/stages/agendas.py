"""Stage 6: proposals with their reviews, local agendas, their return, and the national agenda built upward."""

import datetime
from collections import ChainMap
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

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
from tequio.chain.orphans import SetAsideError
from tequio.chain.records import Record
from tequio.chain.stages.consulted import consulted_proposals
from tequio.chain.stages.declared import agenda_table
from tequio.chain.stages.deliberation import close_rounds
from tequio.chain.stages.forums import monday
from tequio.chain.stages.listed import listed_proposals
from tequio.chain.stages.national import draft_national
from tequio.deliberation.models import Statement
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Group, Territory
from tequio.foundation.trail.noun import Noun

# What one group answered to one draft in one week.
Answer = tuple[Agenda, Group, datetime.date | None, str]


def draft_agendas(build: Build) -> dict[str, int]:
    listed_proposals(build)
    _proposals(build)
    consulted_proposals(build)
    _duties(build)
    weigh_proposals(actor=build.actor, process=build.process, weighed=list(_weighed(build)))
    _reviews(build)
    close_rounds(build)
    agendas = [_local(build, territory) for territory in _with_agenda(build)]
    _returns(build, {agenda.territory_id: agenda for agenda in agendas})
    national = draft_national(build)
    return {"proposals": len(build.proposals), "local_agendas": len(agendas), "national_items": national,
            "items": len({item.pk for item in build.items.values()})}


def _proposals(build: Build) -> None:
    """Enter every proposal with what it comes from; it may take in proposals of its own sheet, above or below it."""
    behind: dict[UUID, list[Noun]] = {}

    def make(record: Record) -> Proposal:
        proposal = _proposal(build, record)
        behind[proposal.pk] = _behind(build, record)
        return proposal

    made = build.made("proposals", make, lambda there, record: _before(build, record, there))
    for record, proposal in made:
        place_in(build.proposals, record["key"], proposal, record)
    sources: list[tuple[Noun, Proposal]] = []
    superseded: list[Proposal] = []
    for record, proposal in made:
        before = _before(build, record, {})
        sources += [(source, proposal) for source in (*behind[proposal.pk], *before)]
        superseded += before
        build.taken_in |= dict.fromkeys(record["before"], proposal.key)
    draft_proposals(actor=build.actor, process=build.process, proposals=[row for _, row in made], duties=(),
                    sources=sources)
    for proposal in superseded:
        proposal.status = ProposalStatus.SUPERSEDED


def _proposal(build: Build, record: Record) -> Proposal:
    return Proposal(
        process=build.process, territory=build.territory(record), group=build.group(record), key=record["key"],
        section=record["section"], text=record["text"], operation=record["operation"] or Operation.NEW,
        priority=record["priority"], source_file=record.file, source_row=record.row)


def _duties(build: Build) -> None:
    """Who owes what, for the proposals of every kind of source."""
    duties = [duty for _, duty in build.made("duties", lambda record: _duty(build, record))]
    if duties:
        draft_proposals(actor=build.actor, process=build.process, proposals=(), duties=duties, sources=())


def _weighed(build: Build) -> Iterator[tuple[Proposal, Statement]]:
    """Statements that put a proposal to a round; rounds are read before proposals exist."""
    for key, record in build.stated.items():
        if record["proposal"]:
            yield build.proposal(record["proposal"], record, "proposal"), build.statements[key]


def _behind(build: Build, record: Record) -> list[Noun]:
    """What a proposal comes from, as a team heard and found it: findings and voices."""
    behind: list[Noun] = [find(build.findings, key, record, "findings", "finding") for key in record["findings"]
                          if key not in build.findings_left]
    return behind + [build.voice(key, record, "voices") for key in record["voices"]]


def _before(build: Build, record: Record, there: dict[str, Proposal]) -> list[Proposal]:
    """The earlier versions that a proposal takes in: those entered already, or those `there` beside it."""
    return [find(ChainMap(there, build.proposals), key, record, "before", "proposal") for key in record["before"]]


def _duty(build: Build, record: Record) -> Duty:
    key = record["institution"]
    return Duty(process=build.process, proposal=build.proposal(record["proposal"], record, "proposal"),
                sphere=record["sphere"], task=record["task"],
                institution=find(build.institutions, key, record, "institution") if key else None)


def _reviews(build: Build) -> None:
    principles = [row for _, row in build.made("principle_reviews", lambda record: _principle(build, record))]
    reproduction = [row for _, row in build.made("reproduction_reviews", lambda record: _reproduction(build, record))]
    review_proposals(actor=build.actor, process=build.process, principles=principles, reproduction=reproduction)
    for row in reproduction:
        if row.answer == "yes":
            row.proposal.status = ProposalStatus.REFUSED


def _principle(build: Build, record: Record) -> PrincipleReview:
    proposal = build.proposal(record["proposal"], record, "proposal")
    build.once(record, "principle", record["principle"], proposal.pk, record["principle"])
    return PrincipleReview(process=build.process, proposal=proposal, principle=record["principle"],
                           judgement=record["judgement"], reason=record["reason"], reviewer=build.actor.pseudonym)


def _reproduction(build: Build, record: Record) -> ReproductionReview:
    proposal = build.proposal(record["proposal"], record, "proposal")
    build.once(record, "proposal", record["proposal"], proposal.pk)
    if record["answer"] == "risk" and not record["safeguard"].strip():
        raise SetAsideError("no_safeguard")
    return ReproductionReview(process=build.process, proposal=proposal, answer=record["answer"],
                              reason=record["reason"], safeguard=record["safeguard"], reviewer=build.actor.pseudonym)


def _with_agenda(build: Build) -> list[Territory]:
    """Where somebody proposed something, and where a consultation named problems: those are printed as well."""
    own = {proposal.territory_id for proposal in build.proposals.values()}
    own |= {build.territory(record).pk for record, _ in build.consulted}
    return [territory for territory in build.territories.values() if territory.pk in own]


def _local(build: Build, territory: Territory) -> Agenda:
    table: dict[str, Any] = {}
    for source in build.sources("agenda"):
        if source.territory == territory.key:
            table = agenda_table(build, source)
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
    notes: dict[Answer, list[str]] = {}
    build.made("returns", lambda record: _answer(build, record, agendas, notes))
    for agenda in agendas.values():
        rows = [Return(process=build.process, agenda=agenda, group=group, week=week, outcome=outcome,
                       note="\n\n".join(note for note in said if note))
                for (returned, group, week, outcome), said in notes.items() if returned == agenda]
        if rows:
            return_agenda(actor=build.actor, agenda=agenda, returns=rows)


def _answer(build: Build, record: Record, agendas: Mapping[Any, Agenda], notes: dict[Answer, list[str]]) -> None:
    """Keep the note of a row with those of the same answer."""
    territory = build.territory(record)
    if territory.pk not in agendas:
        raise record.fault("TQ-124", "territory", value=territory.key, kind="agenda", kind_en="agenda", listing="",
                           listing_en="", near=", ".join(str(row.territory.key) for row in agendas.values()
                                                         if row.territory) or "–")
    group = find(build.groups_by_name, record["group"], record, "group")
    said = notes.setdefault((agendas[territory.pk], group, monday(record["week"]), record["outcome"]), [])
    if record["note"] in said:
        raise SetAsideError("repeated")
    said.append(record["note"])
