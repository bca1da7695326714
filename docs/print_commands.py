"""Runs every command that the documentation shows and writes what it prints into the pages.

`python docs/print_commands.py` builds the demonstration, runs the pages and corrects their lines; `--check` changes
nothing and ends with 1 where a page differs. A page that shows lines which are no longer printed is named: those are
corrected by hand. Passphrases and folders stay as the page has them, and so do seconds unless `--seconds` is given:
measure those on a machine that does nothing else.
"""

import re
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from tests.docs.reading import FENCE, SKIPPED, Command, loosely, placed, steady  # noqa: E402  the path first
from tests.docs.running import WITH_COMMANDS, demonstrate, outputs, runs, spanish  # noqa: E402  the path first

SECONDS = re.compile(r"\d+\.\d+ s\b")
MEASURE = "--seconds" in sys.argv


def corrected(page: Path, printed: list[str]) -> tuple[str, list[str]]:
    """The page as its commands have it, and what has to be corrected by hand."""
    left, by_hand = iter(printed), []

    def block(found: re.Match[str]) -> str:
        fence, info, text = found.groups()
        if info.strip().partition(" ")[0] != "console":
            return found[0]
        parts = [part for part in re.split(r"^(?=\$ )", text, flags=re.MULTILINE) if part.strip()]
        return f"{fence}{info}\n{''.join(map(part_of, parts))}{fence}"

    def part_of(part: str) -> str:
        line, _, rest = part.partition("\n")
        command = Command(line.removeprefix("$ "), tuple(row.strip() for row in rest.splitlines() if row.strip()))
        if not runs(command):
            return part
        output = next(left)
        if spanish(page):
            return f"{line}\n{_by_likeness(rest, output)}"
        places, fault = placed(command.printed, output, loosely)
        if fault:
            by_hand.append(f"{page.relative_to(ROOT)}: {command.line[:60]}: {fault}")
            return part
        return f"{line}\n{_lines(rest, places, output)}"

    return FENCE.sub(block, page.read_text(encoding="utf-8")), by_hand


def _lines(shown: str, places: list[int], output: str) -> str:
    said = [line for line in output.splitlines() if line.strip()]
    at = iter(places)
    return "".join(f"{_line(row, said[place])}\n" if row.strip() and (place := next(at)) >= 0 else f"{row}\n"
                   for row in shown.splitlines())


def _by_likeness(shown: str, output: str) -> str:
    """Each line of the page with the figures of the line that says the same; only part of it was printed."""
    said = {loosely(line): line for line in output.splitlines()}
    return "".join(f"{_line(row, said[loosely(row)]) if loosely(row) in said else row}\n" for row in shown.splitlines())


def _line(shown: str, said: str) -> str:
    """The line as it was printed, unless it differs only by what no two runs share."""
    seconds = SECONDS.search(shown)
    if shown.endswith(SKIPPED) or (steady(shown) == steady(said) and not (seconds and MEASURE)):
        return shown
    said = said if MEASURE or not seconds else SECONDS.sub(seconds[0].rjust(len(SECONDS.findall(said)[0])), said)
    return f"{shown[:len(shown) - len(shown.lstrip())]}{said.strip()}"


def main() -> None:
    check, differs = "--check" in sys.argv, False
    with TemporaryDirectory() as place:
        demonstration = demonstrate(Path(place))
        for number, page in enumerate(WITH_COMMANDS):
            folder = Path(place) / str(number)
            folder.mkdir()
            text, by_hand = corrected(page, outputs(page, folder, demonstration))
            changed = text != page.read_text(encoding="utf-8")
            differs |= changed or bool(by_hand)
            print(*by_hand, *([f"{page.relative_to(ROOT)}: {'differs' if check else 'renewed'}"] if changed else []),
                  sep="\n", end="\n" if by_hand or changed else "")
            if changed and not check:
                page.write_text(text, encoding="utf-8")
    sys.exit(check and differs)


if __name__ == "__main__":
    main()
