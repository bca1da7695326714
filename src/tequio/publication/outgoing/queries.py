"""What would leave now, document by document; read for the page, for the command and again when somebody signs."""

import dataclasses
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from tequio.agendas.compose import Extras, compose
from tequio.agendas.content import AgendaContent, for_offices
from tequio.agendas.counted import counted
from tequio.agendas.lone import without_lone_groups
from tequio.agendas.models import Agenda, AgendaStatus, Item
from tequio.agendas.queries import agendas, local_items_of, status
from tequio.agendas.review.queries import unreviewed_behind
from tequio.deliberation.compose import compose as compose_round
from tequio.deliberation.content import RoundContent
from tequio.deliberation.models import Round, Statement
from tequio.deliberation.queries import closed_rounds
from tequio.deliberation.standing import Standing
from tequio.foundation.places.models import Process
from tequio.foundation.places.tree import within
from tequio.protection.disclosure.sets import judged_sets, passing_rule
from tequio.protection.frozen.held import Frozen
from tequio.protection.models import ReviewStatus, TextReading
from tequio.protection.reading.standing import Passed, where
from tequio.protection.release import Read, emptied, leaves_of, masked_texts
from tequio.publication.files import file_name, public_marks, round_marks, round_name
from tequio.publication.outgoing.exposed import Exposed, exposed
from tequio.publication.outgoing.models import Signing
from tequio.publication.outgoing.states import Kind, Outgoing, last_marks, whole

# Statements that nobody reviewed, or that carry a risk while nothing is written that answers it.
HELD = (Standing.UNREVIEWED, Standing.UNANSWERED)
FOLDER = "publicado"
# Rooms whose texts stand in no agenda.
ELSEWHERE = ("deliberation", "followup", "measurement")
Mine = Callable[[TextReading], bool]
OUTSIDE = Extras(outside=True)
SEEN = (AgendaStatus.VALIDATED, AgendaStatus.FINAL)


def outgoing(process: Process, passed: Passed | None = None) -> list[Outgoing]:
    """Every agenda and every closed round. What it says is digested in Spanish, whoever asks in which language."""
    read = passed or Passed(process)
    before = [row.contents for row in Signing.objects.filter(
        process=process).exclude(release_id=None).order_by("-number")]
    with override("es"):
        found = [_agenda(process, row, read) for row in agendas(process)]
        found += [_round(process, row, read) for row in closed_rounds(process)]
    return [dataclasses.replace(one, before=last_marks(before, one.name)) for one in found]


def list_digest(passed: Passed, rows: Sequence[Outgoing]) -> str:
    """What somebody who signs these documents has seen."""
    return passed.mark(whole(rows))


def site_folder(signing: Signing) -> Path:
    """Where the page writes the site of a list, and where it lies until something in it is taken back."""
    return Path(settings.HOME) / FOLDER / str(signing.number)


def open_signing(process: Process) -> Signing | None:
    """A list that one person signed and nobody else yet."""
    return Signing.objects.filter(process=process, release_id=None).order_by("-number").first()


def last_exposed(process: Process) -> list[tuple[str, str, Exposed]]:
    """Of each document of the last list that two people signed: its name, its title, and what its counts tell."""
    last = Signing.objects.filter(process=process).exclude(release_id=None).order_by("-number").first()
    names = last.names if last else []
    found = [(file_name(row), row.title, exposed(public_content(process, row))) for row in agendas(process)
             if file_name(row) in names]
    return found + [(round_name(row), row.title, exposed(compose_round(row))) for row in closed_rounds(process)
                    if round_name(row) in names]


def public_content(process: Process, agenda: Agenda) -> AgendaContent:
    """As it leaves: with counts held still, no group beside one voice, and no names of the files that came in."""
    leaving = without_lone_groups(for_offices(compose(process, agenda, OUTSIDE, told=Frozen(process))))
    return dataclasses.replace(leaving, source_files=())


def _agenda(process: Process, row: Agenda, passed: Passed) -> Outgoing:
    content = public_content(process, row)
    return _outgoing(
        file_name(row), row.title, Kind.AGENDA, content, (public_marks(process, row), status(row)), passed,
        _of_agenda(row),
        unreviewed=tuple(sorted(one.key for one in unreviewed_behind(row))), unreturned=tuple(_unreturned(row)),
        given_away=tuple(given_away(process, row)))


def given_away(process: Process, row: Agenda) -> Iterator[str]:
    """The small counts that follow from all numbers of an agenda, and the rule under which they no longer would.

    Attacked as if each were told for the first time today: what is held still leaves more open.
    """
    if process.already_public:
        return
    counts, rule = counted(row), {"threshold": process.threshold, "rounding": process.rounding}
    found = judged_sets(counts, **rule)
    if found.passes:
        return
    yield from sorted({name for name in found.which if name}) or [str(_("cruce de varios puntos"))]
    coarser = passing_rule(counts, **rule)
    if coarser:
        yield str(_("con umbral de %(threshold)s y redondeo a %(rounding)s ya no se deduce") % {
            "threshold": coarser[0], "rounding": coarser[1]})


def _round(process: Process, row: Round, passed: Passed) -> Outgoing:
    content = compose_round(row)
    every = [content.votes, *([content.online] if content.online else [])]
    unreviewed = {one.key for votes in every for one in votes.statements if one.standing in HELD}
    return _outgoing(round_name(row), row.title, Kind.ROUND, content, round_marks(process), passed, _of_round(row),
                     unreviewed=tuple(sorted(unreviewed)))


def _outgoing(name: str, title: str, kind: Kind, content: AgendaContent | RoundContent, about: Any, passed: Passed,
              mine: Mine, **facts: Any) -> Outgoing:
    texts = dict.fromkeys(text for words in leaves_of(content) for text in masked_texts(words, passed.mask))
    states = {text: passed(text) for text in texts}
    unread = [text for text, state in states.items() if state == Read.UNREAD]
    rest = json.dumps([dataclasses.asdict(emptied(content)), about, sorted(
        (passed.mark(text), state) for text, state in states.items())], default=str, ensure_ascii=False)
    return Outgoing(
        name=name, title=title, kind=kind, digest=passed.mark(rest), marks=tuple(passed.mark(text) for text in texts),
        unread=tuple(_named(passed, unread, mine)),
        refused=sum(state == Read.REFUSED for state in states.values()), **facts)


def _named(passed: Passed, unread: Iterable[str], mine: Mine) -> Iterator[str]:
    """Each unread text as the team finds it again: the items of this document, and not others that say the same.

    Where this one was read and the same words of another place were not, that place is what has to be read. A text
    that nobody declared or entered says so.
    """
    rows: dict[Any, TextReading] = {}
    loose = 0
    for text in unread:
        here = [row for row in passed.rows(text) if row.status != ReviewStatus.APPROVED]
        rows |= {row.pk: row for row in ([row for row in here if mine(row)] or here)}
        loose += not here
    yield from sorted(where(passed.process, rows.values()))
    if loose:
        yield str(_("%(n)s textos que no han pasado por el detector") % {"n": loose})


def _of_agenda(row: Agenda) -> Mine:
    """Whether a text of the queue stands in an agenda: its own items, and what was found in its places."""
    items = set(Item.objects.filter(agenda=row).values_list("pk", flat=True))
    places = within(row.territory) if row.territory else None

    def mine(text: TextReading) -> bool:
        room = text.kind.partition(".")[0]
        if text.kind == Item._meta.label_lower:
            return text.object_id in items
        return room not in ELSEWHERE and (places is None or text.territory_id in places)
    return mine


def _of_round(row: Round) -> Mine:
    statements = set(Statement.objects.filter(round=row).values_list("pk", flat=True))

    def mine(text: TextReading) -> bool:
        if text.kind == Statement._meta.label_lower:
            return text.object_id in statements
        return text.territory_id == row.territory_id and not text.kind.startswith("agendas.item")
    return mine


def _unreturned(row: Agenda) -> Iterator[str]:
    """The agendas in it that their groups have not validated: its own, or those that the national one rests on."""
    if row.territory_id is not None:
        if status(row) not in SEEN:
            yield str(row.territory)
        return
    items = list(Item.objects.filter(agenda=row).values_list("pk", flat=True))
    found = local_items_of(items)
    behind = {item.agenda_id: item.agenda for rows in found.values() for item in rows}
    if not items or not all(found.get(pk) for pk in items):
        # What rests on no local agenda was shown to nobody.
        yield row.title
    yield from sorted(str(agenda.territory) for agenda in behind.values() if status(agenda) not in SEEN)
