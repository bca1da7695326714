"""Which question a name means: with or without its groups, whatever stands between them, with or without accents."""

import difflib
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace

from tequio.foundation.errors import TequioError
from tequio.foundation.intake.columns import BELOW, below, folded, quoted
from tequio.foundation.intake.letters import position_of
from tequio.foundation.language.folding import fold
from tequio.listening.importers.forms import Form, Question

OPENING = "¿¡([{«“‘\"',;"  # what stands before words inside a label, and never between a group and its question
PLACE = re.compile(r"#(?P<number>\d{1,5})|=(?P<letter>[A-Za-z]{1,3})")
MOST_SHOWN = 12

Reading = Callable[[str, str], bool]


def find_question(form: Form, wanted: str, *, hidden: Collection[Question] = ()) -> Question:
    """The one question that `wanted` means; `hidden` ones answer only to their whole name.

    `#3` and `=C` are places in the sheet of the submissions.
    Raises TequioError: TQ-221 none, with the nearest names; TQ-222 several, with all of them.
    """
    if (place := _place(form, wanted)) is not None:
        return place
    for reading in READINGS:
        skipped = () if reading is _whole else hidden
        found = [question for question, names in _named(form)
                 if question not in skipped and any(reading(name, wanted) for name in names)]
        if len(found) == 1:
            return found[0]
        if found:
            raise TequioError("TQ-222", file=form.file, value=wanted, names=quoted([shown(one) for one in found]))
    first = ((instance.row, instance.cells.filled) for instance in form.main.instances[:BELOW])
    raise TequioError("TQ-221", file=form.file, value=wanted, names=quoted(_nearest(form, wanted, hidden)),
                      **below([wanted], first))


def own_question(form: Form, names: Collection[str], *, hidden: Collection[Question]) -> Question | None:
    """The question that carries one of a field's own names, if it is only one."""
    for name in names:
        try:
            question = find_question(form, name, hidden=hidden)
        except TequioError:
            continue
        if question not in hidden:
            return question
    return None


def own_questions(form: Form, names: Collection[str], *, hidden: Collection[Question]) -> tuple[Question, ...]:
    """The question that carries one of a field's own names; where repeats have one each, that of each."""
    if (one := own_question(form, names, hidden=hidden)) is not None:
        return (one,)
    each = (own_question(replace(form, main=table, repeats=[], placed=False), names, hidden=hidden)
            for table in form.tables)
    return tuple(question for question in each if question is not None)


def shown(question: Question) -> str:
    return f"{question.table}/{question.column}" if question.table else question.column


def _named(form: Form) -> Iterator[tuple[Question, list[str]]]:
    for table in form.tables:
        for column in table.columns:
            question = Question(table.name, column)
            yield question, list(dict.fromkeys(filter(None, (column, shown(question), table.titles.get(column)))))


def _place(form: Form, wanted: str) -> Question | None:
    found = PLACE.fullmatch(wanted)
    if found is None or not form.placed:
        return None
    at = int(found["number"]) if found["number"] else position_of(found["letter"])
    return Question("", form.main.columns[at - 1]) if 0 < at <= len(form.main.columns) else None


def _whole(name: str, wanted: str) -> bool:
    return name == wanted


def _folded(name: str, wanted: str) -> bool:
    return bool(folded(wanted)) and folded(name) == folded(wanted)


def _within_groups(name: str, wanted: str) -> bool:
    """`wanted` is the end of `name`, after the group."""
    before = name[: -len(wanted)].rstrip()
    return (fold(name).endswith(fold(wanted)) and before != "" and not before[-1].isalnum()
            and before[-1] not in OPENING + "_")


def _without_groups(name: str, wanted: str) -> bool:
    """An export that leaves the groups out, asked with them."""
    return _within_groups(wanted, name)


READINGS: tuple[Reading, ...] = (_whole, _folded, _within_groups, _without_groups)


def _nearest(form: Form, wanted: str, hidden: Collection[Question]) -> list[str]:
    by_name = {folded(name): shown(question) for question, names in _named(form) if question not in hidden
               for name in reversed(names)}
    near = difflib.get_close_matches(folded(wanted), by_name, n=5, cutoff=0.5)
    return list(dict.fromkeys(by_name[name] for name in near or list(by_name)[:MOST_SHOWN]))
