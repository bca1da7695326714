"""Coding one voice at the desk: each verb does one thing to one passage, and each can be undone."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import uuid4

from tequio.diagnosis.coding.anchors import passage
from tequio.diagnosis.coding.coder import coder_name
from tequio.diagnosis.coding.facets import Facets
from tequio.diagnosis.coding.standing import Change, as_json, from_json, put, state_of
from tequio.diagnosis.models import Assignment, Code, Coding, CodingStatus, Link, Relation, Sheet, Step
from tequio.foundation.accounts.models import User
from tequio.foundation.audit.actions import acting
from tequio.foundation.errors import TequioError
from tequio.foundation.trail.actions import check_process
from tequio.listening.models import Use, Voice
from tequio.listening.queries import refuses

LONGEST_NOTE = 2000


@dataclass(frozen=True)
class Seen:
    """What a coder had before them: the revision of their sheet, and which wording of the voice."""

    revision: int
    text: str


@dataclass(frozen=True)
class Marked:
    """A passage in code points of the voice."""

    start: int
    end: int


@dataclass(frozen=True)
class Note:
    """What is said of a coding beside its code."""

    facets: Facets = field(default_factory=Facets)
    memo: str = ""


def wording_mark(voice: Voice) -> str:
    """Names the wording of a voice as it stands now, without a word of it."""
    if not isinstance(voice.__dict__.get("text"), bytes):
        voice.refresh_from_db(fields=["text"])
    return hashlib.sha256(bytes(voice.__dict__["text"])).hexdigest()[:16]


def code_passage(*, actor: User, voice: Voice, code: Code, marked: Marked, note: Note, seen: Seen) -> Coding:
    """Say what a passage is about.

    Raises TQ-371, TQ-375 where the sheet or the voice changed since it was seen, TQ-372 for a category or an entry
    that is closed, TQ-501 for a passage that is none, TQ-763 for a voice that refused the diagnosis, TQ-767 where the
    coder said it of that passage before.
    """
    with _step(actor, "code_voices", voice, seen) as changes:
        check_process(voice.process_id, [code])
        _check_codable(code)
        _check_note(note)
        return _coded(actor, voice, code, marked, note, changes)


def change_coding(*, actor: User, coding: Coding, note: Note, seen: Seen) -> Coding:
    """Write facets and memo of one's own coding anew. Raises TQ-373 for somebody else's, TQ-371, TQ-375 as above."""
    with _step(actor, "code_voices", coding.voice, seen) as changes:
        row = _own(actor, coding)
        _check_note(note)
        before = state_of(row)
        put(row.voice, "coding", row.pk, before | _noted(note))
        changes.append(Change("coding", row.pk, before, before | _noted(note)))
    return Coding.objects.get(pk=coding.pk)


def remove_coding(*, actor: User, coding: Coding, seen: Seen) -> None:
    """Take back one's own coding. Raises TQ-390 for one that a finding rests on, TQ-373 for somebody else's, TQ-371,
    TQ-375 as above.
    """
    with _step(actor, "code_voices", coding.voice, seen) as changes:
        row = _own(actor, coding)
        changes.append(Change("coding", row.pk, state_of(row), None))
        put(row.voice, "coding", row.pk, None)


def place_coding(*, actor: User, coding: Coding, marked: Marked, seen: Seen) -> None:
    """Give a coding of one's own that lost its words a place in the words as they are now, also once one is done.

    Raises TQ-373 for somebody else's or for one that has its place, TQ-767 where the coder says the same there.
    """
    with _step(actor, "code_voices", coding.voice, seen, done_too=True) as changes:
        row = Coding.objects.filter(pk=coding.pk, coder=coder_name(actor.pseudonym), status=CodingStatus.ADRIFT).first()
        if row is None:
            raise TequioError("TQ-373")
        before = state_of(row)
        after = before | _placed(row.voice, marked) | {
            "status": str(CodingStatus.ACCEPTED), "text_version": row.text_version + 1}
        put(row.voice, "coding", row.pk, after)
        changes.append(Change("coding", row.pk, before, after))


def take_suggestion(*, actor: User, suggestion: Coding, seen: Seen) -> Coding:
    """Make a suggestion a coding of one's own. Raises TQ-389 where it waits for nobody any more."""
    with _step(actor, "code_voices", suggestion.voice, seen) as changes:
        row = _waiting(actor, suggestion)
        _check_codable(row.code)
        made = _coded(actor, row.voice, row.code, Marked(row.start, row.end), Note(), changes, reason=row.reason)
        _leave(actor, row, CodingStatus.TAKEN, changes)
    return made


def refuse_suggestion(*, actor: User, suggestion: Coding, seen: Seen) -> None:
    """Say that a suggestion does not fit. Raises TQ-389 where it waits for nobody any more."""
    with _step(actor, "code_voices", suggestion.voice, seen) as changes:
        _leave(actor, _waiting(actor, suggestion), CodingStatus.REJECTED, changes)


def link_passage(*, actor: User, voice: Voice, ends: tuple[Code, str, Code], marked: Marked, circumstance: str,
                 seen: Seen) -> Link:
    """Write down that somebody said that one thing feeds or interrupts another, on the passage where they said it.

    Raises TQ-386 where both are the same or the relation is neither, and all that `code_passage` raises.
    """
    origin, relation, goal = ends
    with _step(actor, "record_link", voice, seen) as changes:
        check_process(voice.process_id, [origin, goal])
        if origin.pk == goal.pk or relation not in Relation.values:
            raise TequioError("TQ-386")
        _check_codable(origin)
        _check_codable(goal)
        pk = uuid4()
        state = _placed(voice, marked) | {
            "origin_id": str(origin.pk), "relation": relation, "goal_id": str(goal.pk),
            "coder": coder_name(actor.pseudonym),
            "circumstance": circumstance.strip()[:LONGEST_NOTE], "adrift": False, "text_version": 1}
        put(voice, "link", pk, state)
        changes.append(Change("link", pk, None, state))
    return Link.objects.get(pk=pk)


def place_link(*, actor: User, link: Link, marked: Marked, seen: Seen) -> None:
    """Give a link of one's own that lost its words a place in the words as they are now, also once one is done.

    Raises TQ-373 for somebody else's or for one that has its place.
    """
    with _step(actor, "record_link", link.voice, seen, done_too=True) as changes:
        row = Link.objects.filter(pk=link.pk, coder=coder_name(actor.pseudonym), adrift=True).first()
        if row is None:
            raise TequioError("TQ-373")
        before = state_of(row)
        after = before | _placed(row.voice, marked) | {"adrift": False, "text_version": row.text_version + 1}
        put(row.voice, "link", row.pk, after)
        changes.append(Change("link", row.pk, before, after))


def remove_link(*, actor: User, link: Link, seen: Seen) -> None:
    """Take back one's own link. Raises TQ-390 for one that a finding rests on, TQ-373 for somebody else's, TQ-371,
    TQ-375 as above.
    """
    with _step(actor, "record_link", link.voice, seen) as changes:
        row = Link.objects.filter(pk=link.pk, coder=coder_name(actor.pseudonym)).first()
        if row is None:
            raise TequioError("TQ-373")
        changes.append(Change("link", row.pk, state_of(row), None))
        put(row.voice, "link", row.pk, None)


def undo(*, actor: User, voice: Voice, seen: Seen) -> None:
    """Take back the last step of one's own sheet. Raises TQ-374 where there is none, TQ-390 where a finding rests on
    what the step made.
    """
    with _sheet(actor, "code_voices", voice, seen) as sheet:
        step = Step.objects.filter(sheet=sheet, undone=False).last()
        if step is None:
            raise TequioError("TQ-374")
        for change in reversed(from_json(step.changes)):
            put(voice, change.kind, change.pk, change.before)
        step.undone = True
        step.save(update_fields=["undone"])


def redo(*, actor: User, voice: Voice, seen: Seen) -> None:
    """Do again what was taken back last. Raises TQ-374 where there is nothing."""
    with _sheet(actor, "code_voices", voice, seen) as sheet:
        step = Step.objects.filter(sheet=sheet, undone=True).first()
        if step is None:
            raise TequioError("TQ-374")
        for change in from_json(step.changes):
            put(voice, change.kind, change.pk, change.after)
        step.undone = False
        step.save(update_fields=["undone"])


@contextmanager
def _step(actor: User, verb: str, voice: Voice, seen: Seen, *, done_too: bool = False) -> Iterator[list[Change]]:
    """One step of the sheet: what was undone before it cannot be done again after it."""
    with _sheet(actor, verb, voice, seen, done_too=done_too) as sheet:
        changes: list[Change] = []
        yield changes
        Step.objects.filter(sheet=sheet, undone=True).delete()
        last = Step.objects.filter(sheet=sheet).last()
        Step(process_id=sheet.process_id, sheet=sheet, voice=voice, number=last.number + 1 if last else 1,
             changes=as_json(changes)).save()


@contextmanager
def _sheet(actor: User, verb: str, voice: Voice, seen: Seen, *, done_too: bool = False) -> Iterator[Sheet]:
    """One's own sheet of the voice, locked and one revision further, for a change to what was seen of it.

    `done_too` is for what changes nothing that was said: only where it stands.
    """
    with acting(actor, verb, on=voice, process_id=voice.process_id, territory_id=voice.territory_id):
        if refuses(voice, Use.DIAGNOSIS):
            raise TequioError("TQ-763", value=voice.key)
        Sheet.objects.get_or_create(process_id=voice.process_id, voice=voice, coder=coder_name(actor.pseudonym))
        sheet = Sheet.objects.select_for_update().get(voice=voice, coder=coder_name(actor.pseudonym))
        if sheet.revision != seen.revision:
            raise TequioError("TQ-371")
        if seen.text != wording_mark(Voice.objects.get(pk=voice.pk)):
            raise TequioError("TQ-375")
        if not done_too and Assignment.objects.filter(
                voice=voice, coder=coder_name(actor.pseudonym), done=True).exists():
            raise TequioError("TQ-376")
        yield sheet
        sheet.revision += 1
        sheet.save(update_fields=["revision"])


def _coded(actor: User, voice: Voice, code: Code, marked: Marked, note: Note, changes: list[Change],
           reason: str = "") -> Coding:
    pk = uuid4()
    state = _placed(voice, marked) | _noted(note) | {
        "code_id": str(code.pk), "text_version": 1, "coder": coder_name(actor.pseudonym), "reason": reason,
        "status": str(CodingStatus.ACCEPTED)}
    put(voice, "coding", pk, state)
    changes.append(Change("coding", pk, None, state))
    return Coding.objects.get(pk=pk)


def _placed(voice: Voice, marked: Marked) -> dict[str, object]:
    text = voice.text
    if not 0 <= marked.start < marked.end <= len(text) or not text[marked.start:marked.end].strip():
        raise TequioError("TQ-501", value=f"{marked.start}–{marked.end}")
    there = passage(text, marked.start, marked.end)
    return {"start": there.start, "end": there.end, "quote": there.quote, "before": there.before, "after": there.after}


def _noted(note: Note) -> dict[str, object]:
    kept = note.facets
    return {"life": kept.life, "polarity": kept.polarity, "part": kept.part, "generation": kept.generation,
            "memo": note.memo.strip()[:LONGEST_NOTE]}


def _check_note(note: Note) -> None:
    if not note.facets.known():
        raise TequioError("TQ-388")


def _check_codable(code: Code) -> None:
    if not code.codable or code.closed:
        raise TequioError("TQ-372", value=code.key)


def _own(actor: User, coding: Coding) -> Coding:
    rows = Coding.objects.filter(pk=coding.pk, coder=coder_name(actor.pseudonym)).select_related("voice")
    row: Coding | None = rows.first()
    if row is None:
        raise TequioError("TQ-373")
    return row


def _waiting(actor: User, suggestion: Coding) -> Coding:
    row: Coding | None = Coding.objects.filter(pk=suggestion.pk, status=CodingStatus.SUGGESTED).select_related(
        "voice", "code").first()
    if row is None or row.pk in refused_by(coder_name(actor.pseudonym), row.voice):
        raise TequioError("TQ-389")
    return row


def _leave(actor: User, row: Coding, status: CodingStatus, changes: list[Change]) -> None:
    """Where others still code the voice blind the suggestion stays as it was for them; the step remembers for one."""
    before = state_of(row)
    after = before if Assignment.objects.filter(voice=row.voice, open=True).exists() else before | {
        "status": str(status)}
    put(row.voice, "coding", row.pk, after)
    changes.append(Change("coding", row.pk, before, after))


def refused_by(coder: str, voice: Voice) -> set[object]:
    """The suggestions of a voice on which a coder decided already, whether others may still see them or not."""
    steps = Step.objects.filter(sheet__coder=coder, voice=voice, undone=False)
    return {change.pk for step in steps for change in from_json(step.changes)
            if change.before is not None and change.before.get("status") == CodingStatus.SUGGESTED}
