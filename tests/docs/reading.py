"""The pages of the documentation as the tests see them: fenced blocks, the files they hold, the commands they show."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
FENCE = re.compile(r"^(`{3,})([^\n]*)\n(.*?)^\1$", re.DOTALL | re.MULTILINE)
SKIPPED = "…"
# What the pages write where a reader writes the passphrase the demonstration printed.
SAMPLE = "naipe salud moreno senda truco optar"


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


def steady(line: str) -> str:
    """A line without what no two runs share: seconds, sizes, days, words made by chance, the folder it ran in."""
    line = re.sub(r"((?:Passphrase|Frase de paso) \([^)]*\):) .*", r"\1", " ".join(line.split()))
    line = re.sub(r"((?:Fingerprint of|Huella de) [^:]*:) .*", r"\1", line)
    line = re.sub(r"^(Done|Listo): .*", r"\1", re.sub(r"\bserve .*", "serve", line))
    line = re.sub(r"\d+(?:\.\d+)? s\b", "0 s", line)
    line = re.sub(r"\d+(?:\.\d+)? (?:kB|KB|MB|bytes)\b", "0 MB", line)
    return re.sub(r"\b\d{4}-\d{2}-\d{2}\b", "0-0-0", line)


def loosely(line: str) -> str:
    """A line without its figures, by which it is found again when they changed."""
    line = re.sub(r"^(.*): (?:(?:about|fewer than|unas|menos de) )?\d+$", r"\1:", steady(line))
    return re.sub(r"\d+(?:[.,]\d+)*", "0", line)


def _same(wanted: str, line: str, form: Callable[[str], str]) -> bool:
    """Whether the page says this line; a `…` at its end stands for the rest of it."""
    wanted, line = form(wanted), form(line)
    return line.startswith(wanted[:-1].rstrip()) if wanted.endswith(SKIPPED) else line == wanted


def placed(printed: tuple[str, ...], output: str, form: Callable[[str], str] = steady) -> tuple[list[int], str]:
    """Which line of the output each line of the page is, and the first that is out of place; '' when none is.

    Before a `…` any number of lines may pass, otherwise none. The `…` itself is -1.
    """
    lines = [line for line in output.splitlines() if line.strip()]
    at, free, found = 0, False, []
    for wanted in printed:
        if wanted == SKIPPED:
            free = True
            found.append(-1)
            continue
        fits = (place for place in range(at, len(lines) if free else min(at + 1, len(lines)))
                if _same(wanted, lines[place], form))
        place = next(fits, None)
        if place is None:
            return found, wanted
        found.append(place)
        at, free = place + 1, False
    left = not free and at < len(lines) and bool(printed)
    return found, f"{lines[at]} (printed, and not on the page)" if left else ""


def missing(printed: tuple[str, ...], output: str) -> str:
    """The first line of the page that the output does not show in its turn; '' when it shows them all."""
    return placed(printed, output)[1]
