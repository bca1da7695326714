"""Changing the codebook, one entry at a time. What was coded before stays where it was and stays findable."""

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from tequio.diagnosis.models import Code, CodeAct, CodeChange, Coding, Link
from tequio.foundation.accounts.models import User
from tequio.foundation.audit.actions import acting
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Process
from tequio.foundation.trail.actions import add, check_process

KEY = re.compile(r"[A-ZÑ]{1,4}[0-9]{1,4}")
LONGEST = 120


@dataclass(frozen=True)
class Worded:
    """What an entry says. A category is not applied: it holds others together."""

    es: str
    en: str = ""
    definition_es: str = ""
    definition_en: str = ""
    cues: Sequence[str] = field(default=())
    codable: bool = True


def add_code(*, actor: User, process: Process, key: str, worded: Worded, why: str) -> Code:
    """Add an entry at the end of its family. Raises TQ-378 without a reason, TQ-387 for a key that is no use."""
    with _changing(actor, process, CodeAct.ADDED, why) as changes:
        row = _added(process, key, worded)
        changes.append(_Change(row, None))
    return row


def change_code(*, actor: User, code: Code, worded: Worded, why: str, seen: int) -> Code:
    """Give an entry other words. Raises TQ-371 where it changed since it was `seen`, TQ-377 for a closed one."""
    with _changing(actor, code.process, CodeAct.CHANGED, why) as changes:
        row = _open(code, seen)
        changes.append(_Change(row, None))
        _check_words(worded)
        _word(row, worded)
        row.save()
    return row


def split_code(*, actor: User, code: Code, into: Sequence[tuple[str, Worded]], why: str, seen: int) -> list[Code]:
    """Put several entries in the place of one, which stays as the category above them with what was coded so far.

    Raises TQ-377 for a closed one or for fewer than two, TQ-387 for a key that is no use.
    """
    with _changing(actor, code.process, CodeAct.SPLIT, why) as changes:
        row = _open(code, seen)
        if len(into) < 2:
            raise TequioError("TQ-377")
        made = [_added(row.process, key, worded, after=row) for key, worded in into]
        changes += [_Change(row, one) for one in made]
        row.codable = False
        row.save(update_fields=["codable"])
    return made


def merge_code(*, actor: User, code: Code, into: Code, why: str, seen: int) -> Code:
    """Let another entry go on in the place of this one, whose codings are found under both.

    Raises TQ-377 where either is closed, the other is a category or both are one.
    """
    with _changing(actor, code.process, CodeAct.MERGED, why) as changes:
        row = _open(code, seen)
        check_process(row.process_id, [into])
        goal = Code.objects.get(pk=into.pk)
        if goal.pk == row.pk or goal.closed or not goal.codable:
            raise TequioError("TQ-377")
        changes.append(_Change(row, goal))
        row.closed, row.successor = True, goal
        row.save(update_fields=["closed", "successor"])
        # What was merged into this one before goes on with it.
        Code.objects.filter(successor=row).update(successor=goal)
    return row


def close_code(*, actor: User, code: Code, why: str, seen: int) -> Code:
    """Code nothing more with an entry. Raises TQ-377 where it is closed already."""
    with _changing(actor, code.process, CodeAct.CLOSED, why) as changes:
        row = _open(code, seen)
        changes.append(_Change(row, None))
        row.closed = True
        row.save(update_fields=["closed"])
    return row


def open_code(*, actor: User, code: Code, why: str, seen: int) -> Code:
    """Code with a closed entry again. Raises TQ-377 where it is open."""
    with _changing(actor, code.process, CodeAct.OPENED, why) as changes:
        row = _seen(code, seen)
        if not row.closed:
            raise TequioError("TQ-377")
        changes.append(_Change(row, None))
        row.closed, row.successor = False, None
        row.save(update_fields=["closed", "successor"])
    return row


def changes_of(code: Code) -> int:
    """How often an entry changed: what a page shows and an action compares."""
    return CodeChange.objects.filter(code=code).count()


def below(code: Code) -> tuple[int, int]:
    """How many codings and links stand on an entry."""
    return (Coding.objects.filter(code=code).count(),
            Link.objects.filter(origin=code).count() + Link.objects.filter(goal=code).count())


@dataclass
class _Change:
    """One line of the history, with what the entry said before it was touched."""

    code: Code
    into: Code | None
    before: str = ""
    below: int = 0

    def __post_init__(self) -> None:
        self.before = json.dumps({name: getattr(self.code, name) for name in (
            "label_es", "label_en", "definition_es", "definition_en", "cues", "codable", "closed")})
        self.below = sum(below(self.code))


@contextmanager
def _changing(actor: User, process: Process, act: CodeAct, why: str) -> Iterator[list[_Change]]:
    with acting(actor, "define_codebook", on=process, process_id=process.pk) as deed:
        deed.because = act.value
        if not why.strip():
            raise TequioError("TQ-378")
        # Two who change the codebook at once do it one after the other.
        Process.objects.select_for_update().get(pk=process.pk)
        changes: list[_Change] = []
        yield changes
        last = CodeChange.objects.filter(process=process).last()
        first = last.number + 1 if last else 1
        add([CodeChange(process=process, number=number, code=one.code, act=act, into=one.into, by=actor.pseudonym,
                        why=why.strip()[:600], before=one.before, below=one.below)
             for number, one in enumerate(changes, start=first)])


def _seen(code: Code, seen: int) -> Code:
    row: Code = Code.objects.select_for_update(of=("self",)).select_related("process").get(pk=code.pk)
    if changes_of(row) != seen:
        raise TequioError("TQ-371")
    return row


def _open(code: Code, seen: int) -> Code:
    row = _seen(code, seen)
    if row.closed:
        raise TequioError("TQ-377")
    return row


def _added(process: Process, key: str, worded: Worded, after: Code | None = None) -> Code:
    key = key.strip().upper()
    if not KEY.fullmatch(key) or Code.objects.filter(process=process, key=key).exists():
        raise TequioError("TQ-387", value=key[:12])
    _check_words(worded)
    family = after.family if after else key.rstrip("0123456789")
    near = after or Code.objects.filter(process=process, family=family).last() or Code.objects.filter(
        process=process).last()
    row = Code(process=process, key=key, family=family, order=near.order if near else 0)
    _word(row, worded)
    add([row])
    return row


def _check_words(worded: Worded) -> None:
    if not worded.es.strip() or max(len(worded.es), len(worded.en)) > LONGEST:
        raise TequioError("TQ-377")


def _word(row: Code, worded: Worded) -> None:
    row.label_es = worded.es.strip()
    row.label_en = worded.en.strip() or row.label_es
    row.definition_es, row.definition_en = worded.definition_es.strip(), worded.definition_en.strip()
    row.cues, row.codable = list(worded.cues), worded.codable
