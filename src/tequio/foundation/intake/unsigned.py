"""Names before words without a colon: «[Ana] Falta luz», «Ana — Falta luz», a line in capitals, `<v Ana>` in minutes.

Each of these may be something else, too. They are people where the same page shows it: the name speaks elsewhere, comes
back, or most lines begin so.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set

from tequio.foundation.intake.labels import BLANK, LITTLE, ROLES, Label

BACK = 2  # how often a name must come back
MOSTLY = 0.5  # of the lines
MOST_WORDS = 3
NAME = r"[^\W\d_][^\W_]*(?:[ \xa0.]{1,2}[^\W_]+){0,3}"
VOICE = re.compile(rf"^{BLANK}{{0,8}}<v(?:\.[^\s>]*)*[ \t]+(?P<speaker>[^<>\n]{{1,60}})>{BLANK}*", re.MULTILINE)
BRACKETS = re.compile(
    rf"^{BLANK}{{0,8}}(?:\[(?P<speaker>{NAME})\]|\((?P<round>{NAME})\)){BLANK}{{1,8}}(?=[^\s\[(])", re.MULTILINE)
DASHED = re.compile(rf"^{BLANK}{{0,8}}(?P<speaker>{NAME}){BLANK}{{1,4}}[-–—―]{BLANK}{{1,4}}(?=\S)", re.MULTILINE)
CAPITALS = re.compile(rf"^{BLANK}{{0,8}}(?P<speaker>{NAME})\.?{BLANK}{{0,8}}\n(?=[^\n]*[^\W\d_])", re.MULTILINE)
KINDS = ("voice", "brackets", "dash", "capitals")
# «[Risas] …»: nobody is called so.
SOUNDS = frozenset({
    "musica", "risa", "risas", "aplausos", "aplauso", "inaudible", "ininteligible", "silencio", "pausa", "ruido",
    "llanto", "llora", "rie", "tose", "murmullos", "suspira", "canto", "gritos", "music", "laughter", "applause",
    "sic"})


def unsigned(content: str) -> dict[str, list[Label]]:
    """What could be such a name, by habit."""
    found = {"voice": [_label(one) for one in VOICE.finditer(content)],
             "brackets": [_label(one) for one in BRACKETS.finditer(content)],
             "dash": [_label(one) for one in DASHED.finditer(content)],
             "capitals": [_label(one) for one in CAPITALS.finditer(content) if one["speaker"].isupper()]}
    return {kind: [label for label in found[kind] if kind == "voice" or _could_be(label)] for kind in KINDS}


def speaking(found: dict[str, list[Label]], known: Set[str], often: Counter[str], lines: int) -> Iterator[Label]:
    """Those that are people, given who is known to speak otherwise, and how often each name stands before words."""
    returning = {label.name for every in found.values() for label in every if often[label.name] >= BACK}
    for kind, every in found.items():
        names = {label.name for label in every}
        back = names & returning
        talk = bool(names & known) or (bool(back) and (bool(known) or len(returning) >= BACK)) or (
            kind == "brackets" and len(names) >= BACK and len(every) >= MOSTLY * lines)
        if kind == "voice" or talk:
            first = min((label.begin for label in every if label.name in known | back), default=0)
            yield from (label for label in every if kind == "voice" or label.begin >= first
                        or label.name in ROLES)


def heads(line: str, after: str) -> bool:
    """Whether a line of a caption is a name in capitals over the words that follow it."""
    found = CAPITALS.match(f"{line}\n{after}")
    return bool(found) and line.isupper() and not after.isupper() and _could_be(_label(found))  # type: ignore[arg-type]


def apart(labels: Sequence[Label]) -> list[Label]:
    """In their order, one where several habits saw the same."""
    kept: list[Label] = []
    for label in sorted(labels, key=lambda one: (one.begin, -one.end)):
        if not kept or label.begin >= kept[-1].end:
            kept.append(label)
    return kept


def _label(found: "re.Match[str]") -> Label:
    parts = found.groupdict()
    return Label(found.start(), found.end(), " ".join((parts["speaker"] or parts["round"]).split()), "")


def _could_be(label: Label) -> bool:
    words = label.speaker.split()
    return (len([word for word in words if word.lower() not in LITTLE]) <= MOST_WORDS and label.like_a_name
            and label.name not in SOUNDS)
