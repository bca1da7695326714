"""From what is kept to what an agenda says. Texts stay `Words` until the release gate has masked them."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from tequio.agendas import queries
from tequio.agendas.apart import telling
from tequio.agendas.claims import Claims, held_by
from tequio.agendas.content import AgendaContent, Body, CodeCount, Gap, Line, Part, Refused, Returned
from tequio.agendas.likely import twins_of
from tequio.agendas.models import Agenda, AgendaStatus, Item, Priority, Proposal, ProposalStatus, Return
from tequio.agendas.near import Near
from tequio.agendas.ordering.queries import Told, order_of
from tequio.agendas.ordering.shown import could_not_speak, ordered
from tequio.agendas.particular import by_name
from tequio.agendas.placing import only_one
from tequio.agendas.returning.printed import not_reached, said_of_items, why_refused
from tequio.deliberation.models import Answer as Review
from tequio.diagnosis.models import Finding
from tequio.diagnosis.queries import codebook, findings
from tequio.foundation.places.models import PUBLIC_SPHERES, Group, Level, Process
from tequio.foundation.places.tree import within
from tequio.foundation.trail.queries import behind_each
from tequio.listening.models import EncounterStatus, Use, Voice
from tequio.listening.queries import encounters, refusing, silences, voices
from tequio.protection.disclosure import Coarse
from tequio.protection.queries import shown
from tequio.protection.release import Words, joined


@dataclass(frozen=True)
class Extras:
    """What only the build knows: places that were merged, and rows that name no proposal."""

    places: tuple[tuple[UUID, str, str, int], ...] = ()
    without_proposal: frozenset[UUID] = frozenset()
    with_rows: bool = False
    # The edition for everybody: places of few voices are not told apart, and what may not be quoted is not quoted.
    outside: bool = False


@dataclass
class Composer:
    """Reads what one agenda needs, once."""

    process: Process
    agenda: Agenda
    extras: Extras
    # How a count is told, with what it counts; under the rule of the process where nothing is said.
    told: Callable[..., Coarse] | None = None
    items: list[Item] = field(default_factory=list)

    def compose(self) -> AgendaContent:
        self.items = list(queries.items(self.agenda))
        held = [row.status for row in encounters(self.process, territory=self.agenda.territory)]
        found, language = queries.standing(self.agenda), get_language() or "es"
        reached = queries.status_in(self.agenda, found)
        waiting = tuple(group.name_in(language) for group in queries.waiting_in(self.agenda, found))
        return AgendaContent(
            title=Words(self.agenda.title, heading=True), territory=str(self.agenda.territory or ""),
            process=self.process.name,
            status=in_words(reached, waiting), status_key=reached.value,
            is_demo=self.process.is_demo, national=self.agenda.territory_id is None, waiting=waiting,
            context=drafted(self.agenda.context), parts=tuple(self._parts()),
            shared=self.claims.together("shared"), differences=self.claims.together("differences"),
            already=self.claims.together("already"), wearing=self.claims.together("wearing"),
            alone=self.claims.together("alone"),
            gaps=tuple(self._gaps()), refused=tuple(self._refused()),
            problems=tuple(self._problems()),
            without_body=tuple(line.number for line in self.lines.values()
                               if self.agenda.territory_id and not any(body.public for body in line.bodies)),
            without_proposal=tuple(self._without_proposal()),
            places=tuple(row[1:] for row in self.extras.places if self._here(row[0])),
            encounters_held=self._coarse(sum(status == EncounterStatus.HELD for status in held), "held"),
            encounters_not_held=self._coarse(sum(status != EncounterStatus.HELD for status in held), "not_held"),
            voices=self._coarse(len(self.voices), "voices"), source_files=tuple(map(drafted, self.files)),
            twins=tuple((one.number, other.number) for one, other in twins_of(self.items))
            if self.extras.with_rows else (),
            stays=tuple(line.number for line in self.lines.values() if line.stays),
            order=ordered(self.order, self.items) if self.order else None)

    @cached_property
    def order(self) -> Told | None:
        """What the localities put first, where it is the agenda of all of them."""
        return order_of(self.agenda, self.items) if self.agenda.territory_id is None and self.items else None

    @cached_property
    def could_not_speak(self) -> dict[int, tuple[str, ...]]:
        return could_not_speak(self.order, self.items) if self.order else {}

    @cached_property
    def places(self) -> frozenset[UUID] | None:
        """The territory of the agenda and all within it; None for the whole country."""
        return within(self.agenda.territory) if self.agenda.territory else None

    def _here(self, territory_id: UUID) -> bool:
        return self.places is None or territory_id in self.places

    def _coarse(self, count: int, *about: object) -> Coarse:
        return self.told(count, self.agenda.pk, *about) if self.told else shown(self.process, count)

    @cached_property
    def voices(self) -> list[Voice]:
        """One object for each place and encounter, and not one a voice: a consultation has many thousand rows."""
        places = {row.pk: row for row in self.process.territories.all()}
        held = {row.pk: row for row in encounters(self.process)}
        rows = list(voices(self.process, territory=self.agenda.territory).select_related(None))
        for row in rows:
            row.territory, row.encounter = places[row.territory_id], held[row.encounter_id]
        return rows

    @cached_property
    def voice_of(self) -> dict[UUID, Voice]:
        return {row.pk: row for row in self.voices}

    @cached_property
    def found(self) -> list[Finding]:
        return list(findings(self.process, territory=self.agenda.territory))

    @cached_property
    def groups(self) -> dict[Group | None, list[Line]]:
        """The groups that have a part of their own, with their lines; one that alone holds a finding has one, too."""
        made: dict[Group | None, list[Line]] = {}
        for item in self.items:
            made.setdefault(item.group, []).append(self.lines[item.pk])
        opened = [row.group_id for row in self.agenda.openings.all() if row.group_id]
        answered = [row.group_id for row in queries.returns(self.agenda)]
        holding = [only_one(held_by(row)) for row in self.found] if self.agenda.territory_id else []
        wanted = {pk for pk in (*opened, *answered, *holding) if pk}
        for group in Group.objects.filter(process=self.process, pk__in=wanted):
            made.setdefault(group, [])
        return made

    @cached_property
    def claims(self) -> Claims:
        # The points of the national agenda stand in one list: no group has a part there that prints what it found.
        parts = {group.pk for group in self.groups if group and self.agenda.territory_id}
        return Claims(self.found, parts, {row.pk: len(self.behind[row.pk].get("voice", ())) for row in self.found},
                      self._coarse, self.stays)

    @cached_property
    def dissent(self) -> dict[UUID | None, list[Returned]]:
        return said_of_items(self.agenda)

    @cached_property
    def names(self) -> dict[str, str]:
        return queries.names_of_places(self.process)

    @cached_property
    def behind(self) -> dict[UUID, dict[str, set[UUID]]]:
        return behind_each(self.process.pk, [row.pk for row in (*self.items, *self.found, *self.turned_down)])

    @cached_property
    def stays(self) -> set[UUID]:
        """Items, findings and refused proposals that rest only on voices which did not allow the dialogue."""
        return queries.resting_on_no_dialogue(self.process, self.behind)

    @cached_property
    def turned_down(self) -> list[Proposal]:
        return [row for row in self.proposals.values()
                if row.status == ProposalStatus.REFUSED and self._here(row.territory_id)]

    @cached_property
    def proposals(self) -> dict[UUID, Proposal]:
        return {row.pk: row for row in queries.proposals(self.process).select_related(None)}

    @cached_property
    def row_of(self) -> dict[UUID, tuple[str, int]]:
        """The file and row of each proposal that came from a consultation."""
        return {row.pk: (row.source_file, row.source_row) for row in self.proposals.values() if row.source_row}

    @cached_property
    def files(self) -> tuple[str, ...]:
        return tuple(sorted({row.source_file for row in self.voices if row.source_file}))

    def _row(self, file: str, row: int) -> Words | str:
        """The number of a row, with its file where there are several."""
        return drafted(f"{file} {row}") if len(self.files) > 1 else str(row)

    @cached_property
    def lines(self) -> dict[UUID, Line]:
        return {item.pk: self._line(item) for item in self.items}

    def _line(self, item: Item) -> Line:
        behind = self.behind[item.pk]
        standing = [self.proposals[pk] for pk in behind.get("proposal", ()) if pk in self.proposals]
        current = [row for row in standing if row.status == ProposalStatus.CURRENT]
        drafted_here = not any(row.own_words for row in standing)
        priorities = [row.priority for row in current if row.priority]
        return Line(
            number=item.number, key=item.key, title=Words(item.title, drafted_here),
            text=Words(item.text, drafted_here),
            section=Words(item.section, heading=drafted_here),
            priority=str(Priority(min(priorities)).label) if priorities else "", bodies=tuple(self._bodies(current)),
            rows=tuple(self._row(*place) for place in sorted(
                {self.row_of[row.pk] for row in standing if row.pk in self.row_of})) if self.extras.with_rows else (),
            findings=self._coarse(len(behind.get("finding", ())), item.pk, "findings"),
            voices=self._coarse(len(behind.get("voice", ())), item.pk, "voices"),
            alone=len(behind.get("voice", ())) == 1,
            place=self._place(behind.get("voice", set()), own=not drafted_here),
            particular=drafted(by_name(item.particular, self.names)),
            problem=self._problem(item, behind.get("voice", set())),
            shared_by=tuple(sorted(str(row) for row in item.shared.all())),
            safeguard=joined(self._safeguards(standing)), id=item.pk, stays=item.pk in self.stays,
            same=self.first_said[_whole(item)], telling=telling(_whole(item)),
            could_not_speak=self.could_not_speak.get(item.number, ()))

    @cached_property
    def first_said(self) -> dict[str, int]:
        """The number of the first item of each wording."""
        made: dict[str, int] = {}
        for item in self.items:
            made.setdefault(_whole(item), item.number)
        return made

    def _bodies(self, current: Sequence[Proposal]) -> list[Body]:
        made: dict[tuple[str, str], Body] = {}
        for proposal in current:
            for duty in proposal.duties.all():
                office = duty.institution.name if duty.institution else ""
                body = Body(duty.get_sphere_display(), office, Words(duty.task, not proposal.own_words),
                            duty.sphere in PUBLIC_SPHERES)
                made.setdefault((duty.sphere, office or str(duty.pk)), body)
        return list(made.values())

    def _safeguards(self, standing: Sequence[Proposal]) -> list[Words]:
        """The conditions that people set, of this wording and of every one it came from: they follow it."""
        reviews = [review for row in standing for review in row.reproduction_reviews.all()
                   if review.answer != Review.YES]
        return [drafted(text) for text in dict.fromkeys(review.safeguard for review in reviews) if text]

    def _place(self, voice_ids: set[UUID], *, own: bool) -> str:
        """The neighbourhoods of an item; outside the team, of a request as somebody wrote it."""
        if not (self.extras.with_rows or (self.extras.outside and own)):
            return ""
        return self.near.named(self.voice_of[pk].territory for pk in voice_ids if pk in self.voice_of)

    @cached_property
    def near(self) -> Near:
        few = self.process.threshold if self.extras.outside and not self.process.already_public else 0
        return Near(Counter(row.territory_id for row in self.voices), few)

    def _problem(self, item: Item, voice_ids: set[UUID]) -> Words | str:
        """What the request leans on; outside the team only where somebody who said it lets it be quoted."""
        if not item.problem:
            return ""
        if self.extras.outside and voice_ids and voice_ids <= self.unquoted:
            return _("[no se publica]")
        return Words(item.problem)

    @cached_property
    def unquoted(self) -> set[UUID]:
        return refusing(self.process, Use.QUOTE)

    def _parts(self) -> list[Part]:
        groups = self.groups
        wanted: dict[UUID | None, str] = {row.group_id: row.text for row in self.agenda.openings.all()}
        returned: dict[UUID | None, list[Return]] = {}
        for row in queries.returns(self.agenda):
            returned.setdefault(row.group_id, []).append(row)
        ordered = sorted(groups, key=lambda group: group.order if group else 999)
        return [self._part(group, groups[group], wanted, returned) for group in ordered]

    def _part(self, group: Group | None, lines: list[Line], wanted: dict[UUID | None, str],
              returned: dict[UUID | None, list[Return]]) -> Part:
        pk = group.pk if group else None
        return Part(
            group=group.name_in(get_language() or "es") if group else "", wanted=drafted(wanted.get(pk, "")),
            context=self.claims.own(pk, "context"), already=self.claims.own(pk, "already"),
            wearing=self.claims.own(pk, "wearing"),
            lines=tuple(lines), elsewhere=tuple(self.claims.elsewhere(pk)),
            returns=(*(Returned(row.get_outcome_display(), drafted(row.note)) for row in returned.get(pk, ())),
                     *self.dissent.get(pk, ())))

    def _gaps(self) -> list[Gap]:
        gaps = [Gap(row.get_kind_display(), str(row.group or ""), drafted(row.text))
                for row in silences(self.process, territory=self.agenda.territory)]
        gaps += not_reached(self.agenda)
        if self.agenda.territory_id is None:
            gaps += [Gap("", str(place), drafted(place.suspension_note))
                     for place in self.process.territories.filter(suspended=True)]
        return gaps

    def _refused(self) -> list[Refused]:
        return [Refused(Words(row.text, not row.own_words), *why_refused(row), row.pk, row.pk in self.stays)
                for row in self.turned_down]

    def _problems(self) -> list[CodeCount]:
        if self.process.territories.filter(level=Level.MUNICIPALITY).count() > 1:
            return []
        rows = [row for row in codebook(self.process) if row.accepted or row.suggested]
        return [CodeCount(row.family, str(row), self._coarse(row.accepted, row.pk, "accepted"),
                          self._coarse(row.suggested, row.pk, "suggested"))
                for row in sorted(rows, key=lambda row: -(row.accepted + row.suggested))]

    def _without_proposal(self) -> list[tuple[Words | str, Words]]:
        """Rows that name a problem and ask for nothing: printed, so that nobody is lost."""
        rows = [row for row in self.voices if row.pk in self.extras.without_proposal]
        return [(self._row(row.source_file, row.source_row or 0), Words(row.text)) for row in rows]


def _whole(item: Item) -> str:
    return f"{item.title}\n{item.text}\n{item.problem}"


def in_words(status: AgendaStatus, waiting: Sequence[str]) -> str:
    """How an agenda stands, and whom it waits for where some groups have seen it and others have not."""
    if status != AgendaStatus.RETURNED:
        return str(status.label)
    if not waiting:
        return _("borrador: no se sabe a qué grupos hay que devolverlo")
    return ngettext("borrador: espera a %(n)s grupo (%(groups)s)", "borrador: espera a %(n)s grupos (%(groups)s)",
                    len(waiting)) % {"n": len(waiting), "groups": ", ".join(waiting)}


def drafted(text: str) -> Words:
    """Words that the team wrote from many voices."""
    return Words(text, drafted=True)


def compose(process: Process, agenda: Agenda, extras: Extras = Extras(), *,
            told: Callable[..., Coarse] | None = None) -> AgendaContent:
    return Composer(process, agenda, extras, told).compose()
