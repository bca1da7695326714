"""The certificate of a closed process as a document, pure: what was done, what is out of reach, how to check it."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from tequio.foundation.paper.model import (
    Block,
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

LANGUAGES: tuple[Language, ...] = ("es", "en")
NAMES = {"es": "certificado", "en": "certificate"}
# Digits of a signature in a row: to be read aloud and compared.
IN_A_ROW = 8


@dataclass(frozen=True)
class Row:
    """A kind of thing (Spanish, English; empty for all others), how much of it left and how much did not."""

    what: tuple[str, str]
    left: Coarse
    stayed: Coarse


@dataclass(frozen=True)
class CertificateFacts:
    """What the signed statement says, and its signature. `how` is `hand_over`, `archive` or `destroy`."""

    how: str
    title: str
    process: str
    day: str
    decided: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]
    names: Coarse
    threshold: int
    rounding: int
    beyond: tuple[tuple[str, int], ...]
    machines: tuple[str, ...]
    checksums: tuple[tuple[str, str], ...]
    sequence: int
    head: str
    fingerprint: str
    signature: str
    signer: str


def certificate(facts: CertificateFacts, language: Language) -> Document:
    said = _words()[language]
    how = said["how"][facts.how]
    roles = "; ".join(f"{said['roles'][role]}: {name}" for role, name in facts.decided)
    values = (facts.title, facts.process, facts.day, roles)
    return Document(
        title=how["title"], subtitle=facts.title, kind=said["kind"], language=language, marks=(said["mark"],),
        about=tuple(Fact(name, value) for name, value in zip(said["about"], values, strict=True)),
        blocks=tuple(Section(title, tuple(blocks)) for title, blocks in _sections(facts, said, how, language)))


def _sections(facts: CertificateFacts, said: dict[str, Any], how: dict[str, Any],
              language: Language) -> Iterator[tuple[str, Iterator[Block]]]:
    yield said["done"]["title"], _done(facts, said, how, language)
    yield said["beyond"]["title"], _beyond(facts, said)
    if facts.checksums:
        yield said["handed"]["title"], _handed(facts, said)
    yield said["check"]["title"], _check(facts, said)


def _done(facts: CertificateFacts, said: dict[str, Any], how: dict[str, Any], language: Language) -> Iterator[Block]:
    yield Paragraph(how["text"], lead=True)
    yield Points(tuple(line.format(names=facts.names.words(language)) for line in how["points"]))
    at = 0 if language == "es" else 1
    columns = (said["done"]["what"], *how["columns"])
    rows = tuple((row.what[at] or said["done"]["others"],
                  *(count.words(language) for count in _counts(facts.how, row))) for row in facts.rows)
    yield Table(said["done"]["caption"], tuple(Column(one, weight=1.6 if number == 0 else 1)
                                               for number, one in enumerate(columns)), rows,
                notes=(said["done"]["rule"].format(threshold=facts.threshold, rounding=facts.rounding),))


def _counts(how: str, row: Row) -> tuple[Coarse, ...]:
    return (row.stayed,) if how == "destroy" else (row.left, row.stayed)


def _beyond(facts: CertificateFacts, said: dict[str, Any]) -> Iterator[Block]:
    words = said["beyond"]
    yield Paragraph(words["text"])
    lines = [(words["kinds"][kind], count) for kind, count in facts.beyond if kind in words["kinds"]]
    yield Points(tuple(line + (" " + words["known"].format(count=count) if count else "") for line, count in lines))
    if facts.machines:
        yield Paragraph(words["machines"].format(names=", ".join(facts.machines)))


def _handed(facts: CertificateFacts, said: dict[str, Any]) -> Iterator[Block]:
    words = said["handed"]
    yield Paragraph(words["text"])
    yield Points(tuple(f"{name}: {_rows(digest)}" for name, digest in facts.checksums))


def _check(facts: CertificateFacts, said: dict[str, Any]) -> Iterator[Block]:
    words = said["check"]
    yield Paragraph(words["text"])
    yield Points(tuple(words["steps"]), ordered=True)
    yield Points(tuple(f"{name}: {value}" for name, value in zip(words["names"], (
        f"{facts.sequence}, {_rows(facts.head)}", _rows(facts.fingerprint), _rows(facts.signer),
        _rows(facts.signature)), strict=True)))


def _rows(digits: str) -> str:
    """In groups that break where a line ends."""
    return " ".join(digits[at:at + IN_A_ROW] for at in range(0, len(digits), IN_A_ROW))


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(resources.files("tequio.publication").joinpath("certificate.toml").read_text("utf-8"))
