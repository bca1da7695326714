"""Guides for each kind of encounter, the checklist before it, the sheet of consent and the names a team may take."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any


@dataclass(frozen=True)
class Step:
    title: str
    minutes: int
    text: str
    ask: tuple[str, ...]


@dataclass(frozen=True)
class Guide:
    """How to hold one kind of encounter, in one language."""

    title: str
    lasts: str
    purpose: str
    before: tuple[str, ...]
    opening: tuple[str, ...]
    steps: tuple[Step, ...]
    care: tuple[str, ...]
    closing: tuple[str, ...]


@dataclass(frozen=True)
class ConsentSheet:
    """What is read aloud before the first question; `uses` by the value of a use."""

    title: str
    lead: str
    points: tuple[str, ...]
    uses_title: str
    uses_note: str
    uses: dict[str, str]
    withdraw: str
    minors: str
    tally: str
    yes: str
    no: str


@cache
def guide(kind: str, language: str) -> Guide:
    """The guide of an encounter's kind. `language` is `es` or `en`."""
    said = _read(kind)[language]
    steps = tuple(Step(row["title"], row["minutes"], row["text"], tuple(row["ask"])) for row in said.pop("steps"))
    return Guide(**{name: _frozen(value) for name, value in said.items()}, steps=steps)


@cache
def consent_sheet(language: str) -> ConsentSheet:
    return ConsentSheet(**{name: _frozen(value) for name, value in _read("consent")[language].items()})


@cache
def checklist(language: str) -> dict[str, str]:
    """What has to be looked at before an encounter, by key, in the order of the sheet."""
    return {row["key"]: row[language] for row in _read("checklist")["items"]}


@cache
def names() -> tuple[str, ...]:
    """Pseudonyms a team may take; none is a person's name."""
    return tuple(_read("pseudonyms")["names"])


def _read(name: str) -> dict[str, Any]:
    text = resources.files(__package__).joinpath(f"{name}.toml").read_text("utf-8")
    return tomllib.loads(text)


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
