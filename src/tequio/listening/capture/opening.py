"""Opening what arrived: every letter becomes a note or a coded problem, and none is left out."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from uuid import UUID

from tequio.foundation.errors import Problem, TequioError
from tequio.foundation.places.models import Group
from tequio.foundation.vault.letters import opened as unsealed
from tequio.listening.capture import notes
from tequio.listening.capture.inviting import reader_of
from tequio.listening.capture.models import Letter, LetterState, Phone
from tequio.listening.capture.notes import Note
from tequio.listening.models import Encounter, SilenceKind, Use


@dataclass(frozen=True)
class Opened:
    """One thing to decide on: a letter, or the letters of one recording in their order.

    Without `note` nothing could be read; `problem` says why, or what is missing of a recording.
    """

    letters: list[Letter]
    note: Note | None = None
    group: Group | None = None
    sound: list[bytes] = field(default_factory=list, repr=False)
    problem: Problem | None = None

    @property
    def pk(self) -> UUID:
        """By which the team decides on it: the number of its first letter."""
        return self.letters[0].pk


def waiting_in(encounter: Encounter) -> list[Opened]:
    """Everything of an encounter's phones that waits, phone by phone, in the order in which it was written there.

    Raises TQ-301 while the vault is locked.
    """
    found: list[Opened] = []
    for phone in Phone.objects.filter(encounter=encounter):
        rows = Letter.objects.filter(phone=phone, state=LetterState.WAITING)
        found += opened(phone, rows)
    return found


def opened(phone: Phone, rows: Iterable[Letter]) -> list[Opened]:
    """`rows` of one phone, opened; the pieces of a recording joined. What cannot be read comes last."""
    groups = {group.key: group for group in Group.objects.filter(process_id=phone.process_id)}
    reader, notes_read, unread = reader_of(phone), [], []
    for row in rows:
        try:
            note = _read(phone, reader, row)
            notes_read.append((row, note, _group(phone, groups, note)))
        except TequioError as fault:
            unread.append(Opened([row], problem=fault.problem))
    return [*_joined(sorted(notes_read, key=lambda one: (one[1].order, one[1].part))), *unread]


def _read(phone: Phone, reader: bytes, row: Letter) -> Note:
    """Raises TQ-307, TQ-408, and TQ-410 for a letter put in another one's place."""
    note = notes.read(unsealed(reader, bytes(row.sealed)))
    if note.item != row.item or note.phone != phone.name:
        raise TequioError("TQ-410")
    if (note.kind == "silence" and note.silence not in SilenceKind.values) or not set(note.withheld) <= set(Use.values):
        raise TequioError("TQ-408")
    return note


def _group(phone: Phone, groups: dict[str, Group], note: Note) -> Group | None:
    """The group of a note. Raises TQ-469 for a number that the phone was not given."""
    if not note.group:
        return None
    if note.group > len(phone.groups) or phone.groups[note.group - 1] not in groups:
        raise TequioError("TQ-469")
    return groups[phone.groups[note.group - 1]]


LetterRead = tuple[Letter, Note, Group | None]


def _joined(found: list[LetterRead]) -> Iterator[Opened]:
    pieces: dict[UUID, list[LetterRead]] = defaultdict(list)
    for row, note, group in found:
        if note.recording:
            pieces[note.recording].append((row, note, group))
    for row, note, group in found:
        if note.recording is None:
            yield Opened([row], note, group)
        elif pieces.get(note.recording):
            yield _recording(pieces.pop(note.recording))


def _recording(pieces: list[LetterRead]) -> Opened:
    """The pieces up to the first that is missing. TQ-413 says that there are more to come, or that some were lost."""
    parts = [note.part for _, note, _ in pieces]
    whole = parts == list(range(len(parts))) and pieces[-1][1].last
    gap = next((at for at, part in enumerate(parts) if part != at), len(parts))
    first = pieces[0]
    return Opened([row for row, _, _ in pieces], first[1], first[2], [note.sound for _, note, _ in pieces[:gap]],
                  None if whole else Problem("TQ-413", facts={"here": len(parts)}))
