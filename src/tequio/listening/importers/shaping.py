"""From the tables of a form to submissions: one version of each, only what is wanted, only with consent."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from tequio.foundation.language.folding import fold
from tequio.listening.importers.asked import Asked, asked, columns_left
from tequio.listening.importers.fingerprints import Contents, fingerprint
from tequio.listening.importers.forms import Form, Instance, Question
from tequio.listening.importers.said import Dropped, Imported, Said, Submission
from tequio.listening.importers.unanswered import answered, unanswered
from tequio.listening.importers.versions import identities, latest
from tequio.listening.importers.wanted import Wanted
from tequio.listening.importers.weeks import week_of

LONGEST_SLUG = 32


def shaped(form: Form, wanted: Wanted) -> Imported:
    """What the process file wants of a form, and the account of the rest.

    Raises TequioError: TQ-221 and TQ-222 for names of questions, TQ-421 to TQ-424.
    """
    of = asked(form, wanted)
    shape = _Shape(of)
    submissions = tuple(shape.submissions())
    tables = of.tables
    rows = {table.name: len(table.instances) for table in form.tables if table.name in tables}
    outside = [one for one in form.dropped if one.table in tables]
    for one in outside:
        rows[one.table] += one.row is not None
    return Imported(form.file, submissions, (*columns_left(of), *outside, *shape.dropped), rows, tuple(shape.refused),
                    frozenset(shape.slugs.values()))


class _Shape:
    """Goes through the submissions once, and notes what it leaves."""

    def __init__(self, of: Asked) -> None:
        self.of = of
        self.dropped: list[Dropped] = []
        self.refused: list[str] = []
        self.slugs = _slugs(of.voices)
        self._hanging = _hanging(of)
        self._alike: Counter[str] = Counter()
        self._contents = {table.name: Contents(table.columns) for table in of.form.tables}

    def submissions(self) -> Iterator[Submission]:
        known = identities(self.of.form)
        stands = latest(known)
        for instance, identity in known.items():
            last = stands[instance]
            if last is not instance:
                same = identity.own and identity.own == known[last].own
                self._leave("read_before" if same else "edited", instance)
            elif identity.rejected or self.of.refused(instance):
                self._leave("rejected" if identity.rejected else "no_consent", instance)
                self._refuse(instance, identity.root)
            else:
                yield from self._submission(instance, identity.root)

    def _leave(self, reason: str, instance: Instance) -> None:
        self.dropped += [Dropped(reason, row.table, row=row.row) for row in self._rows(instance)]

    def _refuse(self, instance: Instance, root: str) -> None:
        if self._named(instance, root):
            self.refused.append(self._fingerprint(instance, root))

    def _named(self, instance: Instance, root: str) -> str:
        return root or self.of.text(instance, "key")

    def _rows(self, instance: Instance) -> tuple[Instance, ...]:
        return (instance, *self._hanging.get(instance, ()))

    def _submission(self, instance: Instance, root: str) -> Iterator[Submission]:
        said: list[Said] = []
        spoke = [("", instance.row)]
        turns: Counter[str] = Counter()
        for row in self._rows(instance):
            turns[row.table] += 1
            words = self._said(row, turns[row.table])
            said += words
            if words and row is not instance:
                spoke.append((row.table, row.row))
            elif not words and row is not instance:
                self._silent(row)
        if not said:
            self._silent(instance)
            return
        of = self.of
        yield Submission(
            self._fingerprint(instance, root), _version(said), tuple(spoke), week_of(of.moment(instance)),
            of.told(instance), tuple(said), bool(self._named(instance, root)),
            {question.column: of.form.answer(instance, question) for question in of.labels})

    def _silent(self, row: Instance) -> None:
        if not self.of.agrees(row):
            reason = "no_consent"
        else:
            asked = (row.cells[question.column] for question in self.of.voices if question.table == row.table)
            reason = "unanswered" if any(map(unanswered, asked)) else "no_answer"
        self.dropped.append(Dropped(reason, row.table, row=row.row))

    def _said(self, row: Instance, turn: int) -> list[Said]:
        of = self.of
        answers = [(question, row.cells[question.column]) for question in of.voices if question.table == row.table]
        if not any(answered(text) for _, text in answers) or not of.agrees(row):
            return []
        told, content = of.told(row), self._contents[row.table].of(row.cells.filled)
        return [Said(text, question.column, self.slugs[question], turn, row.row, row.table, told, content)
                for question, text in answers if answered(text)]

    def _fingerprint(self, instance: Instance, root: str) -> str:
        """By the server's root, else by the key that the team names, else by the whole content.

        Equal contents are told apart by their order: two people may well answer the same.
        """
        kind = self.of.form.kind
        if named := self._named(instance, root):
            return fingerprint(kind, "root" if root else "key", named)
        content = fingerprint(kind, *(instance.cells[column] for column in self.of.form.main.columns))
        self._alike[content] += 1
        return fingerprint(kind, "content", content, str(self._alike[content]))


def _version(said: Sequence[Said]) -> str:
    return fingerprint("version", *(part for one in said for part in (
        one.slot, str(one.turn), one.text, one.told.group, one.told.place, one.told.territory, one.told.encounter,
        *(one.told.allowed or ()))))


def _hanging(of: Asked) -> dict[Instance, list[Instance]]:
    """The rows of repeats under the submission each belongs to, in the order of the tables."""
    found: dict[Instance, list[Instance]] = {}
    asked = of.tables
    for table in of.form.repeats:
        if table.name in asked:
            for instance in table.instances:
                found.setdefault(instance.submission, []).append(instance)
    return found


def _slugs(questions: Sequence[Question]) -> dict[Question, str]:
    """A short name per question, by its last part where that is enough."""
    short = {question: _slug(re.split(r"[/:>|]", question.column.rstrip("/"))[-1]) for question in questions}
    often = Counter(short.values())
    return {question: slug if often[slug] == 1 else f"{slug}-{at}"
            for at, (question, slug) in enumerate(short.items(), start=1)}


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")[:LONGEST_SLUG].strip("-") or "voz"
