"""Taking in a file that somebody carried from a phone by hand."""

from dataclasses import dataclass

from tequio.foundation.accounts.models import User
from tequio.foundation.audit.actions import acting
from tequio.foundation.errors import Problem, TequioError
from tequio.foundation.places.models import Process, Territory
from tequio.listening.capture.files import Carried, letters
from tequio.listening.capture.models import Phone
from tequio.listening.capture.receiving import kept


@dataclass(frozen=True)
class TakenIn:
    """How many letters were new, how many were here already, and a problem for each of the others."""

    new: int
    known: int
    problems: list[Problem]


def take_file(*, actor: User, process: Process, data: bytes, territory: Territory | None = None) -> TakenIn:
    """Keep every letter in the file. Whoever carries it vouches for it: days and revocations do not matter here.

    Whoever works in one territory names it. Raises TQ-411 for a file that is none of these.
    """
    named = {row.name: row for row in Phone.objects.filter(process=process)}
    new, known, problems = 0, 0, []
    with acting(actor, "take_letters", on=process, process_id=process.pk,
                territory_id=territory.pk if territory else None) as deed:
        for number, one in enumerate(letters(data), start=1):
            try:
                fresh = _keep(named, one)
            except TequioError as fault:
                problems.append(Problem(fault.problem.code, row=number, facts=fault.problem.facts))
                continue
            new, known = new + fresh, known + (not fresh)
        deed.count = new
    return TakenIn(new, known, problems)


def _keep(named: dict[str, Phone], one: Carried) -> bool:
    """Whether the letter is new. Raises TQ-412 where the file breaks off, TQ-403 for a phone nobody knows."""
    if not one.whole:
        raise TequioError("TQ-412")
    if one.phone not in named:
        raise TequioError("TQ-403")
    return kept(phone=named[one.phone], item=one.item, letter=one.letter)[1]
