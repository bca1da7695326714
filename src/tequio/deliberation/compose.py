"""From what is kept of a closed round to what it says. Texts stay `Words` until the release gate has masked them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.utils.translation import get_language

from tequio.deliberation import queries
from tequio.deliberation.answers import Answered, answers_to
from tequio.deliberation.bands import most_told, part_of
from tequio.deliberation.content import Area, Argued, Ranked, Room, RoundContent, Said, Shift, Votes
from tequio.deliberation.models import Reason, Round, Statement, Way
from tequio.deliberation.opinion import limits
from tequio.deliberation.opinion.rankings import lower_bounds
from tequio.deliberation.queries import ANSWERS
from tequio.deliberation.reading import Weighed, firmness, read
from tequio.deliberation.standing import Standing
from tequio.foundation.errors import TequioError
from tequio.listening.models import Use
from tequio.listening.queries import allowing
from tequio.protection.disclosure import Coarse
from tequio.protection.models import Review
from tequio.protection.queries import readable_outside, shown
from tequio.protection.release import Words

TENS = 10


def compose(row: Round) -> RoundContent:
    """Raises TQ-652 while the round is open."""
    if not row.has_result:
        raise TequioError("TQ-652")
    result = row.result
    composer = _Composer(row, result, queries.statements(row))
    online = result.get("online")
    return RoundContent(
        key=row.key, title=Words(row.title, heading=True), process=row.process.name,
        territory=row.territory.name, question=Words(row.question, heading=True),
        is_demo=row.process.is_demo, second_vote=bool(result.get("second_vote")),
        pools_online=bool(result.get("pools_online")), rooms=composer.rooms(),
        votes=composer.votes(result), online=composer.votes(online) if online else None,
        taking_part=tuple((str(group or ""), count) for group, count in queries.taking_part(row)),
        absent=tuple((str(silence.group or silence.get_kind_display()), Words(silence.text, drafted=True))
                     for silence in queries.not_there(row)),
        reasons=tuple(composer.reasons()))


@dataclass
class _Composer:
    row: Round
    result: Mapping[str, Any]
    statements: Sequence[Statement]

    def __post_init__(self) -> None:
        self.answers = answers_to(self.row.process_id, [one.pk for one in self.statements])
        self.numbers = {one.key: number for number, one in enumerate(self.statements, start=1)}
        self.by_key = {one.key: one for one in self.statements}
        self.answered = {one.key for one in self.statements if one.__dict__["reply"] or one.pk in self.answers}

    def rooms(self) -> tuple[Room, ...]:
        return tuple(Room(Words(one["title"], heading=True), one["way"], Coarse(**one["ballots"]))
                     for one in self.result.get("sittings", ()) if one["way"] == Way.ROOM)

    def votes(self, result: Mapping[str, Any]) -> Votes:
        """What `result`, of the rooms or of those online, shows."""
        reading = read(result, {one.key: one.reproduces_violence for one in self.statements}, self.answered)
        grouped, given = result.get("groups"), result.get("limits") or {}
        ballots = self._coarse(int(result.get("ballots", 0)))
        drawn = (result.get("map") or {}).get("areas", ())

        def named(rows: Sequence[Weighed]) -> tuple[int, ...]:
            return tuple(self.numbers[one.key] for one in rows)

        return Votes(
            ballots, tuple(self._said(one, result) for one in reading.all),
            Ranked(named(reading.unites), named(reading.unites_against), named(reading.divides),
                   named(reading.bridges), named(reading.slate)),
            groups=grouped["k"] if grouped else 0,
            sizes=tuple(Coarse(**size) for size in grouped["sizes"]) if grouped else (),
            stability=firmness(grouped["stability"]) if grouped else "", reason=result.get("reason", ""),
            limits=given.get("groups", "no"), margin=_margin(ballots),
            represented=Coarse(**result["represented"]) if result.get("represented") else None,
            areas=tuple(Area(*map(tuple, area)) if area else None for area in drawn))

    def _said(self, one: Weighed, result: Mapping[str, Any]) -> Said:
        row, mine = self.by_key[one.key], result is self.result
        grouped, placed = result.get("groups") or {}, (result.get("map") or {}).get("statements", {})
        counts = {name: self._part(getattr(one, name), one.answered) for name in ANSWERS.values()}
        rooms = [room for room in self.result.get("sittings", ()) if room["way"] == Way.ROOM] if mine else []
        answer = self.answers.get(row.pk)
        return Said(
            number=self.numbers[one.key], key=one.key, text=Words(row.text, drafted=True), standing=one.standing.value,
            review=one.review, at_least=self._at_least(one), **counts,
            groups=tuple(grouped.get("agree", {}).get(one.key, [None] * grouped.get("k", 0))),
            rooms=tuple(room["agree"].get(one.key) for room in rooms),
            feeds=Words(row.feeds, drafted=True), reply=Words(_reply(row, answer), drafted=True),
            instead=Words(answer.instead if answer else "", drafted=True),
            shift=_shift(self.result.get("changes", {}).get(one.key)) if mine else None,
            place=tuple(placed[one.key]) if one.key in placed else None)

    def _at_least(self, one: Weighed) -> int | None:
        """Down to tens, and never as sure as if all had agreed. Of what is held back, nothing."""
        said = one.agree + one.disagree + one.passed
        if one.standing != Standing.OPEN or said < self.row.process.threshold:
            return None
        most = most_told(said, threshold=self.row.process.threshold, rounding=self.row.process.rounding)
        bound = min(one.at_least, float(lower_bounds(np.array([most]), np.array([said]))[0]))
        return int(100 * bound) // TENS * TENS

    def _part(self, count: int, answered: int) -> Coarse:
        return part_of(count, answered, threshold=self.row.process.threshold, rounding=self.row.process.rounding)

    def _coarse(self, count: int) -> Coarse:
        return shown(self.row.process, count)

    def reasons(self) -> list[Argued]:
        """Reasons that may be quoted, as masked by the two people who let them pass, by statement."""
        allowed = allowing(self.row.process, Use.QUOTE) & readable_outside(self.row.process)
        rows = [row for row in Reason.objects.filter(statement__round=self.row).select_related(
            "statement", "voice__group").order_by("statement__key", "side", "voice__key") if row.voice_id in allowed]
        texts = {review.voice_id: review.masked for review in Review.objects.filter(
            voice_id__in=[row.voice_id for row in rows])}
        language = get_language() or "es"
        return [Argued(self.numbers[row.statement.key], ANSWERS[row.side], texts[row.voice_id],
                       row.voice.group.name_in(language) if row.voice.group else "") for row in rows]


def _reply(row: Statement, answer: Answered | None) -> str:
    return row.reply or (answer.reason if answer else "")


def _margin(ballots: Coarse) -> int | None:
    """Points of an even split, from the coarse count: the exact margin would tell how many voted."""
    return round(100 * limits(ballots.value).margin) if ballots.value else None


def _shift(found: Mapping[str, Any] | None) -> Shift | None:
    if not found:
        return None
    return Shift(Coarse(**found["both"]), Coarse(**found["kept"]), Coarse(**found["moved"]),
                 tuple((one["before"], one["after"], Coarse(**one["count"])) for one in found["moves"]))
