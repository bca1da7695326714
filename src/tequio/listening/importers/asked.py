"""The questions of a process file found in a form, and what each row answers to them."""

from collections.abc import Mapping
from dataclasses import dataclass

from tequio.foundation.errors import TequioError
from tequio.foundation.language.folding import fold
from tequio.listening.importers.choices import Options, agreed, one_of, options_of, ticked
from tequio.listening.importers.finding import find_question, own_questions, shown
from tequio.listening.importers.forms import Form, Instance, Question
from tequio.listening.importers.said import Dropped, Told
from tequio.listening.importers.screening import check, screen
from tequio.listening.importers.wanted import BESIDE, Wanted

SENT = ("today", "start", "_submission_time", "submissiondate")  # in this order, where no question says the week


@dataclass(frozen=True)
class Asked:
    """A form with what is asked of it."""

    form: Form
    wanted: Wanted
    voices: tuple[Question, ...]
    beside: Mapping[str, tuple[Question, ...]]  # one, or one in each repeat
    labels: tuple[Question, ...]
    options: Options
    barred: Mapping[Question, str]

    @property
    def questions(self) -> set[Question]:
        return {*self.voices, *self.labels, *(one for several in self.beside.values() for one in several)}

    @property
    def tables(self) -> list[str]:
        """The tables whose rows are read: the submissions, and every repeat that answers to something."""
        asked = {question.table for question in self.questions}
        return [table.name for table in self.form.tables if table is self.form.main or table.name in asked]

    def question(self, instance: Instance, name: str) -> Question | None:
        """The question that answers to a field for a row: that of its own repeat, else of what the row hangs from."""
        at: Instance | None = instance
        while at is not None:
            for question in self.beside.get(name, ()):
                if question.table == at.table:
                    return question
            at = at.parent
        return None

    def text(self, instance: Instance, name: str) -> str:
        """What a row says for a field, read as the process file wants it."""
        question = self.question(instance, name)
        said = one_of(self.form, instance, question, self.options) if question else ""
        return self.wanted.reading(name, said)

    def agrees(self, instance: Instance) -> bool:
        """Whether the words of a row may enter: a yes where it was asked, and nothing less.

        Raises TequioError TQ-424 for an answer that is neither yes nor no.
        """
        if "agrees" not in self.beside and "agrees" not in self.wanted.values:
            return True
        said = self.text(instance, "agrees")
        answer = agreed(said)
        if answer is None and said:
            raise TequioError("TQ-424", file=self.form.file, sheet=instance.table, row=instance.row,
                              column=question.column if (question := self.question(instance, "agrees")) else "agrees")
        return bool(answer)

    def refused(self, submission: Instance) -> bool:
        """Whether the whole submission stays outside; a question inside a repeat speaks only for its own rows."""
        asked = self.beside.get("agrees", ())
        return (not asked or any(not one.table for one in asked)) and not self.agrees(submission)

    def allowed(self, instance: Instance) -> tuple[str, ...] | None:
        """The uses that a row grants, as the process file calls them; None where nobody was asked."""
        if "consent" not in self.beside:
            given = self.wanted.values.get("consent")
            return _words(given) if given else None
        question = self.question(instance, "consent")
        if question is None:
            return ()  # asked elsewhere, and not answered for this row
        chosen = ticked(self.form, instance, question, self.options, self.wanted)
        renamed = self.wanted.replace.get("consent", {})
        return tuple(dict.fromkeys(word for one in chosen for word in _words(renamed.get(one, one))))

    def told(self, instance: Instance) -> Told:
        return Told(self.text(instance, "group"), self.text(instance, "place"), self.text(instance, "territory"),
                    self.text(instance, "encounter"), self.allowed(instance))

    def moment(self, instance: Instance) -> str:
        """When a submission was made, as its form wrote it down."""
        if "week" in self.beside or "week" in self.wanted.values:
            return self.text(instance, "week")
        columns = {fold(column): column for column in self.form.main.columns}
        return next((said for name in SENT if name in columns and (said := instance.cells[columns[name]])), "")


def asked(form: Form, wanted: Wanted) -> Asked:
    """The questions that are wanted.

    Raises TequioError: TQ-104 two questions of one table for a field, TQ-221 and TQ-222 for names, TQ-421 no voices,
    TQ-422 a column that stays inside.
    """
    options = options_of(form)
    barred = screen(form)
    hidden = {Question(question.table, column) for question, columns in options.items() for column in columns.values()}

    def found(name: str, said: str) -> Question:
        question = find_question(form, said, hidden=hidden)
        check(form, name, question, barred)
        return question

    beside = {name: tuple(found(name, one) for one in wanted.questions(name))
              for name in BESIDE if wanted.questions(name)}
    for name, several in beside.items():
        if len({one.table for one in several}) < len(several):
            raise TequioError("TQ-104", file=form.file, column=f"sources.columns.{name}",
                              value=", ".join(shown(one) for one in several), wanted=f'{name} = "…"')
    for name, names in wanted.own.items():
        if name not in wanted.columns and (several := own_questions(form, names, hidden=hidden | set(barred))):
            beside[name] = several
    voices = tuple(found("voices", name) for name in wanted.voices) or beside.pop("voices", ())
    if not voices:
        raise TequioError("TQ-421", file=form.file)
    return Asked(form, wanted, voices, beside, tuple(found("labels", name) for name in wanted.labels), options, barred)


def columns_left(of: Asked) -> list[Dropped]:
    """Every column that nothing was taken from, with the reason."""
    used = of.questions | {Question(question.table, column) for question in of.questions & set(of.options)
                           for column in of.options[question].values()}
    return [Dropped(of.barred.get(question, "not_asked"), table.name, column)
            for table in of.form.tables for column in table.columns
            if (question := Question(table.name, column)) not in used]


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(";") if word.strip())
