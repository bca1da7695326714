"""The ethics dossier, pure: what a committee and the law on personal data ask of a process, from its own settings.

No word that anybody said is in it: it is made of settings, of counts under the disclosure rule, and of blanks that only
people can fill. Facts about laws stand with their source and with what a lawyer has to look at.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from tequio.foundation.paper.model import (
    Block,
    Callout,
    Column,
    Document,
    Fact,
    Language,
    Paragraph,
    Points,
    Section,
    Table,
)
from tequio.protection.disclosure import Coarse

Both = tuple[str, str]  # Spanish, English
LANGUAGES: tuple[Language, ...] = ("es", "en")
# What is said of each role; everything else a role may do is in the table of permissions.
ABILITIES = ("read_words", "read_counts", "record_voices", "review_voice", "withdraw", "release", "read_audit",
             "manage_people", "purge")

PARTS = {
    "data": ("purpose_of_this", "collected", "why", "kept", "time"),
    "people": ("who", "consent", "withdrawal", "minors"),
    "care": ("risk", "disclosure", "not_promised"),
    "norms": ("law", "signatures"),
}


@dataclass(frozen=True)
class RoleHeld:
    """A role, which of ABILITIES it has, and how many accounts hold it."""

    role: str
    can: tuple[str, ...]
    accounts: Coarse


@dataclass(frozen=True)
class UseAsked:
    """A use of what is said, how it is asked for, the encounters that allow it and the voices that except it."""

    use: str
    asked: Both
    allowed: Coarse
    excepted: Coarse


@dataclass(frozen=True)
class Kept:
    """A due day: what is destroyed, when, and when it was. Days as ISO texts."""

    what: str
    due: str
    done: str


@dataclass(frozen=True)
class DossierFacts:
    """What a process says of itself. `database` is `sqlite` or `postgresql`."""

    process: str
    is_demo: bool
    territories: tuple[str, ...]
    groups: tuple[Both, ...]
    kinds: tuple[Both, ...]
    threshold: int
    rounding: int
    database: str
    retentions: tuple[Kept, ...]
    roles: tuple[RoleHeld, ...]
    uses: tuple[UseAsked, ...]
    checklist: tuple[Both, ...]
    voices: Coarse
    encounters: Coarse
    decided: Coarse
    minors: Coarse


def dossier(facts: DossierFacts, language: Language) -> Document:
    """The dossier in one language, ready for any printer."""
    said = _words()[language]
    at = 0 if language == "es" else 1
    groups = ", ".join(pair[at] for pair in facts.groups) or said["none"]
    values = (facts.process, ", ".join(facts.territories) or said["none"], groups)
    return Document(
        title=said["title"], subtitle=facts.process, kind=said["kind"], language=language,
        marks=tuple(said["marks"] if facts.is_demo else said["marks"][:1]),
        about=tuple(Fact(name, value) for name, value in zip(said["about"], values, strict=True)),
        blocks=tuple(_parts(said, dict(_sections(facts, said, language, at)))))


def _parts(said: dict[str, Any], sections: dict[str, Iterator[Block]]) -> Iterator[Section]:
    """Few parts that each begin a page, with the questions of a committee inside."""
    for name, keys in PARTS.items():
        yield Section(said["parts"][name], tuple(
            Section(said[key]["title"], tuple(sections[key]), level=2) for key in keys))


def _sections(facts: DossierFacts, said: dict[str, Any], language: Language,
              at: int) -> Iterator[tuple[str, Iterator[Block]]]:
    yield "purpose_of_this", iter((Paragraph(said["purpose_of_this"]["text"], lead=True),))
    yield "collected", _collected(facts, said, language, at)
    yield "why", iter((Paragraph(said["why"]["text"]),))
    yield "kept", _kept(facts, said)
    yield "time", _time(facts, said["time"])
    yield "who", _who(facts, said["who"], language)
    yield "consent", _consent(facts, said, language, at)
    yield "withdrawal", iter((Points(tuple(said["withdrawal"]["points"])),))
    yield "risk", _risk(facts, said, language, at)
    yield "minors", _minors(facts, said, language)
    yield "disclosure", _disclosure(facts, said["disclosure"])
    yield "not_promised", iter((Points(tuple(said["not_promised"]["points"])),))
    yield "law", _law(said["law"])
    yield "signatures", _signatures(said)


def _collected(facts: DossierFacts, said: dict[str, Any], language: Language, at: int) -> Iterator[Block]:
    words = said["collected"]
    yield Paragraph(words["text"])
    yield Points(tuple(words["points"]))
    kinds = ", ".join(pair[at].lower() for pair in facts.kinds) or said["none"]
    yield Paragraph(words["kinds"].format(kinds=kinds, voices=facts.voices.words(language)))


def _kept(facts: DossierFacts, said: dict[str, Any]) -> Iterator[Block]:
    words = said["kept"]
    yield Paragraph(words[facts.database])
    yield Points(tuple(words["points"]))
    yield _to_fill(said, words["fill"])


def _time(facts: DossierFacts, words: dict[str, Any]) -> Iterator[Block]:
    yield Paragraph(words["text"])
    if not facts.retentions:
        yield Callout("gap", words["missing"])
        return
    rows = tuple((words["whats"].get(row.what, row.what), row.due, row.done) for row in facts.retentions)
    yield _table(words, rows, (2, 1, 1))


def _who(facts: DossierFacts, words: dict[str, Any], language: Language) -> Iterator[Block]:
    yield Paragraph(words["text"])
    rows = tuple((words["roles"][row.role], "; ".join(words["abilities"][verb] for verb in row.can) or words["nothing"],
                  row.accounts.words(language)) for row in facts.roles)
    yield _table(words, rows, (1, 3, 1))


def _consent(facts: DossierFacts, said: dict[str, Any], language: Language, at: int) -> Iterator[Block]:
    words = said["consent"]
    yield Paragraph(words["text"])
    rows = tuple((words["uses"][row.use], row.asked[at], row.allowed.words(language), row.excepted.words(language))
                 for row in facts.uses)
    yield _table(words, rows, (1, 2, 1, 1))
    yield _lawyer(said, words["lawyer"])


def _risk(facts: DossierFacts, said: dict[str, Any], language: Language, at: int) -> Iterator[Block]:
    words = said["risk"]
    yield Paragraph(words["text"])
    yield Points(tuple(pair[at] for pair in facts.checklist), ordered=True)
    yield Paragraph(words["counts"].format(
        encounters=facts.encounters.words(language), decided=facts.decided.words(language)))
    yield _to_fill(said, words["fill"])


def _minors(facts: DossierFacts, said: dict[str, Any], language: Language) -> Iterator[Block]:
    words = said["minors"]
    yield Paragraph(words["text"])
    yield Paragraph(words["counts"].format(given=facts.minors.words(language)))
    yield _lawyer(said, words["lawyer"])


def _disclosure(facts: DossierFacts, words: dict[str, Any]) -> Iterator[Block]:
    yield Paragraph(words["text"].format(threshold=facts.threshold, rounding=facts.rounding))
    yield Callout("gap", words["limit"])


def _law(words: dict[str, Any]) -> Iterator[Block]:
    yield Paragraph(words["text"])
    yield _table(words["laws"], tuple(tuple(row) for row in words["laws"]["rows"]), (1, 2.2, 1.2, 1.6))
    yield _table(words["guidance"], tuple(tuple(row) for row in words["guidance"]["rows"]), (1, 2.4, 1.6))


def _signatures(said: dict[str, Any]) -> Iterator[Block]:
    words = said["signatures"]
    for part in ("contact", "signed"):
        lines = tuple(f"{line}: {said['blank']}" for line in words[part])
        yield Section(words[f"{part}_title"], (Points(lines),), level=3)


def _table(words: dict[str, Any], rows: tuple[tuple[str, ...], ...], weights: tuple[float, ...]) -> Table:
    columns = tuple(Column(title, weight=weight) for title, weight in zip(words["columns"], weights, strict=True))
    return Table(words["caption"], columns, rows)


def _to_fill(said: dict[str, Any], lines: list[str]) -> Callout:
    return Callout("note", "", said["signatures"]["fill_title"], tuple(f"{line}: {said['blank']}" for line in lines))


def _lawyer(said: dict[str, Any], text: str) -> Callout:
    return Callout("note", text, said["signatures"]["lawyer_title"])


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(resources.files("tequio.publication").joinpath("dossier.toml").read_text("utf-8"))
