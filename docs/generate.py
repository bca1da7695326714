"""Writes into the reference pages what only the code knows: kinds of sources, error codes, commands, nouns.

`python docs/generate.py` rewrites the parts between the marks, and the pages of the nouns and the glossary whole;
`--check` changes nothing, prints how the pages differ from the code and ends with 1 when they do.
"""

import difflib
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).parents[1]
REFERENCE = ROOT / "docs" / "reference"
sys.path.insert(0, str(ROOT / "src"))

import nouns  # noqa: E402  the path comes first

from tequio.chain.kinds import KINDS, As, Field, Kind  # noqa: E402  the path comes first
from tequio.cli.__main__ import COMMANDS  # noqa: E402  the path comes first
from tequio.foundation.errors.catalogue import catalogue  # noqa: E402

MARK = "<!-- from the code: {name} -->"
END = "<!-- end -->"
ACCEPTED = {
    As.TEXT: "text", As.WORDS: "words, sealed", As.KEYS: "keys, `;` between them", As.WHOLE: "whole number",
    As.MOMENT: "number, or `2025-03-31T10:00:00`",
    As.NUMBER: "`12.5`, `12,5`, `1.234,5`, `$1,234.50`, `80%`", As.DAY: "`2025-03-31`, `31/03/2025`, `31-03-2025`",
    As.COUNTS: "`group:12; group:6`", As.NOTES: "`group: …; group: …`", As.THEME: "text, or a list of them",
    As.PERIOD: "`2024`, `2024-03`, `marzo 2024`, `2024-T1`, `2024-S1`, `2024-W05`, `2024-03-31`, `2019-2021`",
}
ROOMS = {"1": "The process file, its sources and the build", "2": "Reading files", "3": "Vault and access",
         "4": "Listening and protection", "5": "Diagnosis and measurement", "6": "Deliberation",
         "7": "Agendas and follow-up", "8": "Publication", "9": "The command line"}


def kinds() -> Iterator[str]:
    about = tomllib.loads((REFERENCE / "fields.toml").read_text(encoding="utf-8"))
    for name, kind in KINDS.items():
        said = about[name]
        if set(said) - {"about"} != set(kind.names):
            raise SystemExit(f"fields.toml, {name}: {sorted(set(said) ^ set(kind.names))}")
        yield from (f"### `{name}`", "", said["about"], "")
        yield from _table(kind, said)


def _table(kind: Kind, said: dict[str, str]) -> Iterator[str]:
    if not kind.fields:
        return
    yield from ("| field | heading it is found by | | accepts | what it is |", "|---|---|---|---|---|")
    for field in kind.fields:
        heading = "only as `columns` names it" if field.only_named else f"{field.es}"
        needed = "required" if field.required else ""
        yield f"| `{field.name}` | {heading} | {needed} | {_accepted(field)} | {said[field.name]} |"
    yield ""


def _accepted(field: Field) -> str:
    if field.among:
        return f"{field.among[0]} to {field.among[1]}"
    if field.read is not As.CHOICE:
        return ACCEPTED[field.read]
    values: dict[str, list[str]] = {}
    for word, value in field.words:
        values.setdefault(value, []).append(word)
    return ", ".join(f"`{'`/`'.join(words)}`" + (f" ({value})" if value not in words else "")
                     for value, words in values.items())


def errors() -> Iterator[str]:
    room = ""
    for code, entry in sorted(catalogue().items()):
        if code[3] != room:
            room = code[3]
            yield from ("", f"## {ROOMS[room]}", "", "| code | what is wrong | what to do |", "|---|---|---|")
        yield f"| {code} | {_cell(entry.what['en'])} | {_cell(entry.remedy['en'])} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def commands() -> Iterator[str]:
    listed = _asked("--help")
    yield from ("## All of them", "", "```text", *listed, "```", "")
    for name in COMMANDS:
        if find_spec(f"tequio.cli.{COMMANDS[name].module}"):
            yield from (f"## {name}", "", "```text", *_asked(name, "--help"), "```", "")


def _asked(*arguments: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-m", "tequio.cli", "--lang", "en", *arguments], capture_output=True, text=True, check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "COLUMNS": "100", "TERMINAL_WIDTH": "100"})
    return done.stdout.rstrip().splitlines()


GENERATED: dict[str, tuple[str, Callable[[], Iterator[str]]]] = {
    "kinds of sources": ("process-file.md", kinds),
    "error codes": ("errors.md", errors),
    "commands": ("commands.md", commands),
}


def rewritten(name: str) -> tuple[Path, str, str]:
    """The page, as it stands and as the code would have it."""
    page, lines = GENERATED[name]
    path = REFERENCE / page
    text = path.read_text(encoding="utf-8")
    mark = MARK.format(name=name)
    part = re.compile(re.escape(mark) + r"\n.*?" + re.escape(END), re.DOTALL)
    body = "\n".join(lines()).strip("\n")
    return path, text, part.sub(lambda _: f"{mark}\n\n{body}\n\n{END}", text)


def main() -> None:
    check, differs = "--check" in sys.argv, False
    for name in GENERATED:
        path, before, after = rewritten(name)
        differs |= before != after
        if check:
            sys.stdout.writelines(difflib.unified_diff(
                before.splitlines(keepends=True), after.splitlines(keepends=True), path.name, "by the code"))
        elif before != after:
            path.write_text(after, encoding="utf-8")
    differs |= _whole_pages(check)
    sys.exit(check and differs)


def _whole_pages(check: bool) -> bool:
    """The pages that the declarations write from the first line to the last; one of a noun that is gone goes too."""
    written = dict(nouns.pages(REFERENCE))
    gone = set((REFERENCE / "nouns").glob("*.md")) - written.keys()
    differs = bool(gone)
    for path in gone:
        print(f"{path.name}: no noun is called so any more")
        if not check:
            path.unlink()
    for path, after in written.items():
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        differs |= before != after
        if check:
            sys.stdout.writelines(difflib.unified_diff(
                before.splitlines(keepends=True), after.splitlines(keepends=True), path.name, "by the code"))
        elif before != after:
            path.parent.mkdir(exist_ok=True)
            path.write_text(after, encoding="utf-8")
    return differs


if __name__ == "__main__":
    main()
