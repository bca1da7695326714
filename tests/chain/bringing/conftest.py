"""A process with an encounter that was held, and a hand that brings files into it."""

import datetime
import io
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from tequio.chain.bringing.bring import bring
from tequio.chain.bringing.preview import preview
from tequio.foundation.accounts.models import User
from tequio.foundation.intake import hand_in
from tequio.foundation.places.models import Process, Territory
from tequio.listening.actions import plan_encounter
from tequio.listening.bringing import actions
from tequio.listening.bringing.models import Delivery, FileKind
from tequio.listening.models import Encounter, Use

Hand = Callable[..., Mapping[str, Any]]


@pytest.fixture
def encounter(process: Process, territory: Territory, team: User) -> Encounter:
    row = Encounter(process=process, territory=territory, key="E1", kind="workshop", status="held",
                    week=datetime.date(2026, 11, 16))
    return plan_encounter(actor=team, encounter=row, attendance={}, allowed={use: use != Use.QUOTE for use in Use})


@pytest.fixture
def hand_over(team: User, territory: Territory) -> Callable[..., Delivery]:
    def hand(name: str, data: bytes | str, kind: str, *, encounter: Encounter | None = None) -> Delivery:
        raw = data.encode() if isinstance(data, str) else data
        return actions.hand_over(actor=team, territory=territory, encounter=encounter, kind=FileKind(kind),
                                 file=hand_in(name, raw))
    return hand


@pytest.fixture
def brought(hand_over: Callable[..., Delivery], team: User) -> Hand:
    """`brought(name, data, kind, choices)`: handed over, looked at, confirmed; the account."""
    def hand(name: str, data: bytes | str, kind: str, choices: Mapping[str, Any] | None = None,
             encounter: Encounter | None = None) -> Mapping[str, Any]:
        row = hand_over(name, data, kind, encounter=encounter)
        found = preview(actor=team, delivery=row, choices=dict(choices or {}))
        assert found.ready, (found.problem and found.problem.message(), found.groups, found.uses)
        counts = bring(actor=team, delivery=row, choices=found.choices)
        assert {name: counts[name] for name in ("new", "here", "newer", "back")} == {
            name: found.counts[name] for name in ("new", "here", "newer", "back")}
        return counts
    return hand


def kobo(*rows: Mapping[str, str]) -> str:
    """An export as CSV, with `_uuid` and `_submission_time`."""
    made = [{"_submission_time": "2026-11-20T17:00:00", **row} for row in rows]
    columns = list(dict.fromkeys(name for row in made for name in row))
    lines: Sequence[Sequence[str]] = [columns, *([row.get(name, "") for name in columns] for row in made)]
    return "\n".join(";".join(f'"{cell}"' for cell in line) for line in lines) + "\n"


def workbook(*rows: Mapping[str, str]) -> bytes:
    import openpyxl
    book, out = openpyxl.Workbook(), io.BytesIO()
    columns = list(dict.fromkeys(name for row in rows for name in row))
    book.active.append(columns)
    for row in rows:
        book.active.append([row.get(name, "") for name in columns])
    book.save(out)
    return out.getvalue()


FOLDER = Path(__file__).parent
