"""Every table and every verb is declared, once, by its room; what has to know all of them reads it there."""

import ast
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import tequio
from tequio.foundation.register import (
    Part,
    Step,
    Table,
    Verb,
    declare_room,
    declare_steps,
    declare_tables,
    declare_verbs,
    rooms,
    steps,
    tables,
    verbs,
)
from tequio.foundation.trail.noun import nouns
from tequio.foundation.vault.fields import SealedField
from tequio.foundation.vault.rows import ours

# More than one where a room is tried out beside the others.
SOURCES = [path for folder in tequio.__path__ for path in Path(folder).rglob("*.py")]
# Where a verb is asked for or entered, and the place of its name among the arguments.
ASKS = {"acting": 1, "admitted": 1, "may": 1, "may_here": 1, "require": 1, "reach_of": 1, "who_may": 0}


def test_every_table_is_declared_by_its_room() -> None:
    undeclared = {model._meta.label_lower for model in ours()} - tables().keys()
    assert undeclared == set(), "declare them in nouns.py of their room"


def test_a_table_says_where_it_travels_or_why_it_stays() -> None:
    some = next(iter(tables().values()))
    for travels, stays in ((None, ""), (Part.WHOLE, "it stays")):
        with pytest.raises(ValueError, match="has to say"):
            declare_tables(Table(model=some.model, leaves=False, travels=travels, stays=stays))
    assert tables()[some.name] is some


def test_nothing_is_declared_twice() -> None:
    table, verb, step, room = (next(iter(found)) for found in (
        tables().values(), verbs().values(), steps(), rooms()))
    with pytest.raises(ValueError, match="twice"):
        declare_tables(replace(table))
    with pytest.raises(ValueError, match="twice"):
        declare_verbs(Verb(verb.name, ()))
    with pytest.raises(ValueError, match="twice"):
        declare_steps(replace(step))
    with pytest.raises(ValueError, match="twice"):
        declare_room(room)
    assert len(tables()) > 60 and len(verbs()) > 60


def test_what_a_declaration_names_is_there() -> None:
    """Columns of the model, and among the sealed ones every one that is."""
    for table in tables().values():
        fields = {field.attname: field for field in table.model._meta.fields}
        named = {*table.own, *table.sealed, *table.closed, *table.digests, *table.columns}
        assert named <= fields.keys(), table.name
        assert set(table.sealed) == {name for name, field in fields.items() if isinstance(field, SealedField)}
    for noun in nouns().values():
        assert {field.name for field in noun.model._meta.fields} >= set(noun.words) and noun.step in range(1, 12)


def test_every_step_leads_to_a_declared_room_and_table() -> None:
    known, declared = {room.name for room in rooms()}, {table.model for table in tables().values()}
    assert all(isinstance(step, Step) and step.room in known and step.model in declared for step in steps())
    assert len(steps()) == 11


def test_every_verb_that_the_code_asks_for_is_declared() -> None:
    found = {name for path in SOURCES for name in _asked_for(ast.parse(path.read_text("utf-8")))}
    assert found - verbs().keys() == set(), "declare them in verbs.py of their room"
    assert len(found) > 50


def test_every_declared_verb_is_asked_for() -> None:
    words = "\n".join(path.read_text("utf-8") for path in SOURCES if path.name != "verbs.py")
    # How a process ends is put together from the way it ends.
    assert [name for name in verbs() if f'"{name}"' not in words and not name.startswith(("agree_", "process_"))] == []


def test_what_is_done_can_be_said() -> None:
    """Whatever changes something is entered in the record, and the record says it in words."""
    entered = {name for path in SOURCES for name in _asked_for(
        ast.parse(path.read_text("utf-8")), {"acting": 1})}
    assert [name for name in sorted(entered) if not verbs()[name].said] == ["read_room_words"]


def _asked_for(tree: ast.AST, asks: dict[str, int] = ASKS) -> Iterator[str]:
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in asks:
            place = asks[call.func.id]
            if len(call.args) > place and isinstance(call.args[place], ast.Constant):
                yield str(call.args[place].value)  # type: ignore[attr-defined]
