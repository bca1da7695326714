"""The pages of the documentation as the tests see them: fenced blocks, the files they hold, the commands they show."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
FENCE = re.compile(r"^(`{3,})([^\n]*)\n(.*?)^\1$", re.DOTALL | re.MULTILINE)
SKIPPED = "…"


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, the name of the file it stands for (or nothing), and its text."""

    language: str
    name: str
    text: str


@dataclass(frozen=True)
class Command:
    """A line behind `$ ` and what the page says it prints."""

    line: str
    printed: tuple[str, ...]


def pages() -> list[Path]:
    return [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]


def blocks(page: Path) -> Iterator[Block]:
    for _, info, text in FENCE.findall(page.read_text(encoding="utf-8")):
        language, _, name = info.strip().partition(" ")
        yield Block(language, name, text)


def commands(page: Path) -> list[Command]:
    found: list[Command] = []
    for block in blocks(page):
        if block.language == "console":
            found += [_command(part) for part in re.split(r"^\$ ", block.text, flags=re.MULTILINE) if part.strip()]
    return found


def _command(part: str) -> Command:
    line, _, printed = part.partition("\n")
    return Command(line, tuple(row.strip() for row in printed.splitlines() if row.strip()))


def loosely(line: str) -> str:
    """A line without what differs from run to run: figures, passphrases, and how translators call a noun."""
    line = re.sub(r"((?:Passphrase|Frase de paso) \([^)]*\):) .*", r"\1", " ".join(line.split()))
    line = re.sub(r"^(Done|Listo): .*", r"\1", line)
    line = re.sub(r"^.*: (about|fewer than|unas|menos de) \d+$", r"\1", line)
    line = re.sub(r"^[\w ]+ ([A-Z]+-[A-Z]*\d+)$", r"\1", line)
    return re.sub(r"\d+(?:[.,]\d+)*", "0", re.sub(r"serve .*", "serve", line))


def _same(wanted: str, line: str) -> bool:
    """Whether the page says this line; a `…` at its end stands for the rest of it."""
    return line.startswith(wanted[:-1]) if wanted.endswith(SKIPPED) else line == wanted


def missing(printed: tuple[str, ...], output: str) -> str:
    """The first line of the page that the output does not show in its turn; '' when it shows them all.

    Before a `…` any number of lines may pass, otherwise none.
    """
    lines = [loosely(line) for line in output.splitlines() if line.strip()]
    at, free = 0, False
    for wanted in printed:
        if wanted == SKIPPED:
            free = True
            continue
        places = [place for place in range(at, len(lines) if free else at + 1)
                  if place < len(lines) and _same(loosely(wanted), lines[place])]
        if not places:
            return wanted
        at, free = places[0] + 1, False
    return "" if free or at >= len(lines) or not printed else f"{lines[at]} (printed, and not on the page)"
