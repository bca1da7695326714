"""Questions with fixed answers: which options were ticked, and whether an answer is a yes."""

import re
from collections.abc import Mapping, Sequence

from tequio.foundation.errors import TequioError
from tequio.foundation.language.folding import fold
from tequio.listening.importers.forms import Form, Instance, Question, Table
from tequio.listening.importers.wanted import Wanted

TICKED = frozenset({"1", "true"})
UNTICKED = frozenset({"", "0", "false"})
LONGEST = max(map(len, TICKED | UNTICKED))
SPLIT = ("kobo", "odk")  # in a survey `Q5` and `Q5.1` are two questions
SEPARATORS = " /:-.>|_"
YES = frozenset({"si", "yes", "y", "s", "1", "true", "ok", "acepto", "acepta", "accept", "accepts", "agree", "agrees",
                 "autorizo", "autoriza"})
NO = frozenset({"no", "n", "0", "2", "false", "rechazo", "rechaza", "refuse", "refuses", "decline", "declines"})

Options = Mapping[Question, Mapping[str, str]]


def options_of(form: Form) -> dict[Question, dict[str, str]]:
    """Questions of several answers with a column per option, `question/option` = 1 or 0: option → its column."""
    found: dict[Question, dict[str, str]] = {}
    for table in form.tables if form.kind in SPLIT else ():
        names = set(table.columns)
        lengths = sorted(set(map(len, names)), reverse=True)
        for column in table.columns:
            base = _base(column, names, lengths)
            if base and _binary(table, column):
                found.setdefault(Question(table.name, base), {})[column[len(base):].lstrip(SEPARATORS)] = column
    return found


def ticked(form: Form, instance: Instance, question: Question, options: Options, wanted: Wanted) -> tuple[str, ...]:
    """The options that were ticked.

    Raises TequioError TQ-423 where labels were joined by blanks, so that nobody can tell where one ends.
    """
    if question in options:
        return tuple(option for option, column in options[question].items()
                     if fold(form.answer(instance, Question(question.table, column))) in TICKED)
    said = form.answer(instance, question)
    if said in wanted.replace.get("consent", {}):
        return (said,)
    if form.labelled and re.search(r"\s", said):
        raise TequioError("TQ-423", file=form.file, sheet=instance.table, row=instance.row, column=question.column)
    return tuple(said.replace(";", " ").split())


def one_of(form: Form, instance: Instance, question: Question, options: Options) -> str:
    """The answer of a question; where several options could be ticked, the only one that was, or none."""
    if question not in options:
        return form.answer(instance, question)
    chosen = ticked(form, instance, question, options, Wanted())
    return chosen[0] if len(chosen) == 1 else ""


def labelled(columns: Sequence[str]) -> bool:
    """Whether headings are words for people; the names of an XLSForm have neither blanks nor question marks."""
    return any(re.search(r"[\s¿?¡!]", column) for column in columns)


def agreed(answer: str) -> bool | None:
    """Whether an answer is a yes: by its first word, so that «Sí, acepto» is one. None for what is neither."""
    words = re.findall(r"\w+", fold(answer))
    return None if not words or words[0] not in YES | NO else words[0] in YES


def _base(column: str, names: set[str], lengths: Sequence[int]) -> str:
    """The longest column of which `column` is an option."""
    return next((column[:at] for at in lengths if at < len(column) - 1 and column[:at] in names
                 and not (column[at].isalnum() or column[at] == "_")), "")


def _binary(table: Table, column: str) -> bool:
    answers = {instance.cells[column] for instance in table.instances}
    return answers != {""} and all(len(answer) <= LONGEST and fold(answer) in TICKED | UNTICKED for answer in answers)
