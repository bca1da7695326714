"""Pages of the reference that the rooms' declarations write: one a noun, a list of them, and the glossary."""

import ast
import inspect
import os
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

os.environ["DJANGO_SETTINGS_MODULE"] = "tequio.web.settings"
# Reading declarations needs settings, and settings need a folder; nothing is kept in it.
_HOME = tempfile.TemporaryDirectory()
os.environ["TEQUIO_HOME"] = _HOME.name

import django  # noqa: E402  the settings come first

django.setup()

from django.db import models  # noqa: E402
from django.utils.translation import override  # noqa: E402

from tequio.foundation.accounts.models import Role  # noqa: E402
from tequio.foundation.accounts.reach import Reached, paths_to_territory  # noqa: E402
from tequio.foundation.places.columns import Coded, Public  # noqa: E402
from tequio.foundation.register import Ends, Part, Table, steps, tables, verbs  # noqa: E402
from tequio.foundation.trail.noun import Noun, TrailNoun, Withdrawing  # noqa: E402
from tequio.foundation.vault.fields import SealedField  # noqa: E402

HEAD = "<!-- Written by `python docs/generate.py` from what the rooms declare and from their models. -->"
TRAVELS = {
    Part.GROUND: "It travels to every machine: none makes sense of anything without it.",
    Part.FIELD: "It travels to machines lent to the field, and comes back from them.",
    Part.WHOLE: "It travels between machines that hold the whole process.",
}
ENDS = {
    Ends.VOICE: "goes with its voice", Ends.NOUN: "goes, or is emptied, as the trail says",
    Ends.HANGS: "goes when what it is about is emptied", Ends.ENCOUNTER: "goes with its encounter",
    Ends.TEAM: "words of the team or of an institution: stays", Ends.WHOLE: "ends with the row it stands beside",
}
WITHDRAWN = {
    Withdrawing.DELETE: "It goes with what it came of.",
    Withdrawing.REVIEW: "It is looked at again while anything else stands behind it; when nothing does, it goes too.",
    Withdrawing.KEEP: "It stays when something behind it is taken back: it is what others did.",
}


PLAIN = {
    "BooleanField": "yes or no", "NullBooleanField": "yes or no", "DateField": "a day", "DateTimeField": "a moment",
    "PositiveIntegerField": "a whole number", "PositiveSmallIntegerField": "a whole number",
    "PositiveBigIntegerField": "a whole number", "IntegerField": "a whole number",
    "SmallIntegerField": "a whole number", "BigIntegerField": "a whole number", "FloatField": "a number",
    "DecimalField": "a number",
    "UUIDField": "the UUID of a row", "BinaryField": "bytes", "JSONField": "numbers and codes", "CharField": "codes",
    "BigAutoField": "the number of the row", "AutoField": "the number of the row",
}


def nouns() -> list[Table]:
    """Every declared table that has a class of its own."""
    return [table for table in tables().values() if not table.model._meta.auto_created]


def called(thing: Any, language: str) -> str:
    with override(language):
        return str(thing)


def page_of(table: Table) -> str:
    english, spanish = (called(table.called, language) for language in ("en", "es"))
    lines = [HEAD, "", f"# {english[:1].upper()}{english[1:]}", "",
             f"*{spanish}* · `{table.name}` · `{table.model.__module__}.{table.model.__qualname__}`", "",
             inspect.cleandoc(_docstring(table.model)), "", *_ends(table), "",
             "| field | what it is | |", "|---|---|---|"]
    comments = _comments(table.model)
    lines += [f"| `{field.name}` | {_kind(table, field)} | {comments.get(field.name, '')} |"
              for field in table.model._meta.fields if field.name not in ("id", "process", "process_id")]
    return "\n".join(lines) + "\n"


def index() -> str:
    lines = [HEAD, "", "# The nouns", "", "What Tequio keeps, each with one meaning. Each page says what the noun is "
             "in the world, how it travels and ends, and then each field.", ""]
    room = ""
    for table in nouns():
        if (now := table.model._meta.app_label) != room:
            room = now
            lines += ["", f"## {room}", "", "| noun | es | what it is |", "|---|---|---|"]
        lines.append(f"| [{called(table.called, 'en')}]({table.kind}.md) | {called(table.called, 'es')} "
                     f"| {_first(table.model)} |")
    return "\n".join(lines) + "\n"


def glossary() -> str:
    lines = [HEAD, "", "# Glossary", "", "The words of pages and documents, in Spanish and in English, as the rooms "
             "declare them.", "", "## Steps of the chain", "", "| es | en | what it is |", "|---|---|---|"]
    lines += [f"| {called(step.label, 'es')} | {called(step.label, 'en')} | {called(step.meaning, 'en')} |"
              for step in steps()]
    lines += ["", "## Nouns", "", "| es | en | what it is |", "|---|---|---|"]
    every = sorted(nouns(), key=lambda table: called(table.called, "es").casefold())
    lines += [f"| {called(table.called, 'es')} | [{called(table.called, 'en')}](nouns/{table.kind}.md) "
              f"| {_first(table.model)} |" for table in every]
    lines += ["", "## Verbs", "", "What the record says that somebody did, and which roles may.", "",
              "| verb | es | en | who may |", "|---|---|---|---|"]
    lines += [f"| `{verb.name}` | {called(verb.said, 'es')} | {called(verb.said, 'en')} | {_roles(verb.roles)} |"
              for verb in verbs().values()]
    return "\n".join(lines) + "\n"


def pages(folder: Path) -> Iterator[tuple[Path, str]]:
    """Every page that is wholly written from the declarations, with its text."""
    yield folder / "glossary.md", glossary()
    yield folder / "nouns" / "index.md", index()
    for table in nouns():
        yield folder / "nouns" / f"{table.kind}.md", page_of(table)


def _roles(roles: tuple[Role, ...]) -> str:
    return ", ".join(called(role.label, "en") for role in roles) or "nobody is asked"


def _ends(table: Table) -> Iterator[str]:
    if isinstance(table, TrailNoun):
        yield f"- It stands on the trail, at step {table.step} of the chain. {WITHDRAWN[table.withdraw]}"
    yield f"- {TRAVELS[table.travels]}" if table.travels else f"- It stays on its machine: {table.stays}."
    yield ("- It leaves with a process that is handed over or archived, as far as it was allowed." if table.leaves
           else "- It stays behind when a process is handed over.")
    if issubclass(table.model, Reached):
        paths = paths_to_territory(table.model)
        yield (f"- It lies in a territory through {' and '.join(f'`{path}`' for path in paths)}." if paths
               else "- It belongs to all territories alike." if table.model.everywhere
               else "- No territory of it can be told: it is shown to whoever works in the whole process.")
    if issubclass(table.model, Noun):
        yield "- It can be given a day on which it is destroyed."


def _kind(table: Table, field: "models.Field[Any, Any]") -> str:
    if isinstance(field, SealedField):
        return f"sealed; {ENDS[table.sealed[field.name]]}"
    if field.name in table.closed:
        return f"closed with somebody else's key; {ENDS[table.closed[field.name]]}"
    if field.name in table.digests:
        return "keys or digests, to be read by nobody"
    if field.many_to_one or field.one_to_one:
        return f"leads to {_link(field.related_model)}"
    if field.choices:
        return ", ".join(f"{called(label, 'en')} (`{value}`)" for value, label in field.choices if value != "")
    if isinstance(field, Public):
        return f"public: {field.because}"
    return "codes" if isinstance(field, Coded) else PLAIN[type(field).__name__]


def _link(model: Any) -> str:
    known = {table.model: table for table in nouns()}
    return f"[{called(known[model].called, 'en')}]({known[model].kind}.md)" if model in known else f"`{model.__name__}`"


def _docstring(model: Any) -> str:
    """What the class says of itself: Django writes a list of fields where nothing was written."""
    said = model.__doc__ or ""
    if not said or said.startswith(f"{model.__name__}("):
        raise SystemExit(f"{model.__module__}.{model.__name__} does not say what it is: give the class a docstring")
    return str(said)


def _first(model: Any) -> str:
    return inspect.cleandoc(_docstring(model)).partition("\n\n")[0].replace("\n", " ").replace("|", "\\|")


@cache
def _comments(model: Any) -> dict[str, str]:
    """The comment above each field, in its model or in a class that it is made of."""
    found: dict[str, str] = {}
    for made_of in reversed([one for one in model.__mro__ if one.__module__.startswith("tequio.")]):
        source = inspect.getsource(made_of)
        lines = inspect.cleandoc(source).splitlines() if source.startswith(" ") else source.splitlines()
        for node in ast.parse("\n".join(lines)).body[0].body:  # type: ignore[attr-defined]
            if isinstance(node, ast.Assign | ast.AnnAssign):
                target = node.targets[0] if isinstance(node, ast.Assign) else node.target
                above, at = [], node.lineno - 2
                while at >= 0 and lines[at].strip().startswith("#"):
                    above.insert(0, lines[at].strip().lstrip("# "))
                    at -= 1
                if above and isinstance(target, ast.Name):
                    found[target.id] = " ".join(above).replace("|", "\\|")
    return found
