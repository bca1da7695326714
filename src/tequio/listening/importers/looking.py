"""What a form, a survey or a list holds before anybody says which question is what. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tequio.listening.importers.choices import options_of
from tequio.listening.importers.finding import own_questions, shown
from tequio.listening.importers.forms import Form, Question, Table
from tequio.listening.importers.screening import not_words, screen
from tequio.listening.importers.wordless import like_names

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
    # Why it is nothing that somebody said, although it may be a group, a place, a day or a permission.
    wordless: str = ""


def look(form: Form, own: Mapping[str, Sequence[str]]) -> list[Column]:
    """Every question of a form; `own` are the names by which a field is guessed. Open questions may be voices."""
    barred = screen(form)
    hidden = {Question(question.table, column) for question, columns in options_of(form).items()
              for column in columns.values()}
    guessed = {found: name for name, names in own.items()
               for found in own_questions(form, names, hidden=hidden | set(barred))}
    made = []
    for table in form.tables:
        for column in table.columns:
            question = Question(table.name, column)
            if question in hidden:
                continue
            answers = _answers(table, column)
            reason = barred.get(question, "")
            wordless = "" if reason else not_words(form, table, column)
            guess = "" if reason else _guess(guessed.get(question, ""), wordless, answers)
            made.append(Column(shown(question), table.titles.get(column, ""), len(answers),
                               "" if reason else _example(form, question, answers), reason, guess, wordless))
    return made


def _guess(named: str, wordless: str, answers: Sequence[str]) -> str:
    """The field that a question is taken for: by its name, else by what it asks and how it was answered."""
    if wordless:
        return named if named not in ("", "voices") else "consent" if wordless == "permission" else ""
    return named or ("voices" if open_question(answers) and not like_names(answers) else "")


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
