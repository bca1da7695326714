"""What a form, a survey or a list holds before anybody says which question is what. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tequio.listening.importers.choices import options_of
from tequio.listening.importers.finding import own_question, shown
from tequio.listening.importers.forms import Form, Question, Table
from tequio.listening.importers.screening import screen

LOOKED_AT = 200  # answers of a column
WORDY = 3.0  # words that answers have on average where people speak in their own words
VARIED = 0.5  # and the share of them that are different


@dataclass(frozen=True)
class Column:
    """One question: the name that finds it again, how many answered, one answer, and why it stays outside."""

    name: str
    title: str
    answered: int
    example: str = field(repr=False)
    barred: str = ""
    guess: str = ""


def look(form: Form, own: Mapping[str, Sequence[str]]) -> list[Column]:
    """Every question of a form; `own` are the names by which a field is guessed. Open questions may be voices."""
    barred = screen(form)
    hidden = {Question(question.table, column) for question, columns in options_of(form).items()
              for column in columns.values()}
    guessed = {found: name for name, names in own.items()
               if (found := own_question(form, names, hidden=hidden | set(barred)))}
    made = []
    for table in form.tables:
        for column in table.columns:
            question = Question(table.name, column)
            if question in hidden:
                continue
            answers = _answers(table, column)
            reason = barred.get(question, "")
            guess = guessed.get(question) or ("voices" if not reason and open_question(answers) else "")
            made.append(Column(shown(question), table.titles.get(column, ""), len(answers),
                               "" if reason else _example(form, question, answers), reason, "" if reason else guess))
    return made


def open_question(answers: Sequence[str]) -> bool:
    """Whether people answered in their own words: several words, and not always the same ones."""
    sample = answers[:LOOKED_AT]
    if not sample or sum(len(re.findall(r"\w+", answer)) for answer in sample) < WORDY * len(sample):
        return False
    return len(set(sample)) >= VARIED * len(sample)


def _answers(table: Table, column: str) -> list[str]:
    return [answer for instance in table.instances if (answer := instance.cells[column])]


def _example(form: Form, question: Question, answers: Sequence[str]) -> str:
    """The longest of the first few, as it is read."""
    said = max(answers[:20], key=len, default="")
    return form.decode[question.column].get(said, said) if question.column in form.decode else said
