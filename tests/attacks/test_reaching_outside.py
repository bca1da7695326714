"""1,000 rows of every kind that travels, made to reach beyond what a machine was lent: none changes anything there."""

import json
import random
from collections import Counter
from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import transaction

from tequio.exchange.content import identity
from tequio.exchange.kinds import Kind, kinds
from tequio.exchange.lent import LentPart, sorted_out
from tequio.exchange.merging import settle
from tequio.exchange.models import Awaited, Conflict, Ended, Machine, Renamed
from tequio.exchange.payload import read
from tequio.exchange.placing import Content, Key
from tequio.exchange.scope import EDGE, Limits
from tequio.exchange.state import State, recorded
from tequio.exchange.taking import Opened, join
from tequio.foundation.accounts.models import User
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Group, Process, Territory
from tequio.foundation.vault.keyring import keyring
from tequio.protection.receipts.actions import make_slips
from tests.bundles.conftest import enter

pytestmark = [pytest.mark.django_db, pytest.mark.attack]
ROWS, TOGETHER, SEED = 1000, 20, 20261130
RECEIPT = "protection.receipt"
Line = list[Any]


@pytest.fixture
def actor(seeded: Process) -> User:
    return User.objects.get(process=seeded, pseudonym="Coordinación")


@pytest.fixture
def lent(seeded: Process, actor: User) -> Machine:
    """All of the process full of canaries lies outside; the machine was lent a place in which little happened."""
    place = Territory.objects.create(process=seeded, key="dentro", name="Lo que se prestó")
    Group.objects.get_or_create(process=seeded, key="mujeres", defaults={"name_es": "Mujeres"})
    enter(actor, seeded, "prestado-1", territory="dentro")
    make_slips(actor=actor, process=seeded, count=2)
    return Machine.objects.create(process=seeded, name="Prestada", recipient="age1x", signer="00" * 32, trusted=True,
                                  limits={"territories": [str(place.pk)], "words": True})


class Forger:
    """Whoever holds the laptop, knows every number and every version there is, and can write any line."""

    def __init__(self, state: State, seed: int) -> None:
        self.state, self.chance = state, random.Random(seed)
        self.keys: dict[str, list[Key]] = {}
        for key in sorted(state.table):
            self.keys.setdefault(key[0], []).append(key)

    def line(self) -> Line:
        kind = kinds()[self.chance.choice(list(kinds()))]
        key = self._key(kind)
        match self.chance.randrange(8):
            case 0:
                return ["end", kind.label, str(key[1])]
            case 1 | 2:
                return self._row(key, [], on=self._heads(key))
            case 3:
                return self._row(key, [self._content(kind), self._content(kind)], on=self._heads(key))
            case _:
                content = self._content(kind)
                if kind.natural:
                    key = (kind.label, identity(kind, self.state.process_id, uuid4(), content))
                return self._row(key, [content], on=self._heads(key))

    def _key(self, kind: Kind) -> Key:
        known = self.keys.get(kind.label, [])
        if known and self.chance.random() < 0.6:
            return self.chance.choice(known)
        small = UUID(int=4 << 76 | self.chance.getrandbits(20))
        return kind.label, small if self.chance.random() < 0.5 else UUID(int=self.chance.getrandbits(128))

    def _heads(self, key: Key) -> list[str]:
        known = sorted(self.state.contents.get(key, {}))
        return known if self.chance.random() < 0.7 else []

    def _content(self, kind: Kind) -> Content:
        known = self.keys.get(kind.label)
        content = dict(self.state.table[self.chance.choice(known)]) if known else {}
        for name, parent in kind.parents.items():
            if (name in content or self.chance.random() < 0.3) and self.chance.random() < 0.7:
                content[name] = str(self._any(parent))
        for name in ("source_id", "target_id", "object_id"):
            if name in content and self.chance.random() < 0.6:
                content[name] = str(self._any(self.chance.choice(["listening.voice", "listening.encounter"])))
        return content

    def _any(self, label: str) -> UUID:
        # Half of the time the last, which lies inside: so that lines come close to what is allowed.
        known = self.keys.get(label)
        if not known:
            return uuid4()
        mine = [key for key in known if str(self.state.table[key].get("key", "")).startswith(("prestado", "dentro"))]
        return self.chance.choice(mine if mine and self.chance.random() < 0.5 else known)[1]

    def _row(self, key: Key, contents: list[Content], *, on: list[str]) -> Line:
        names = [self._name() for _ in contents or [{}]]
        versions = [[name, on, not contents] for name in names] + [[name, [], False] for name in on]
        return ["row", key[0], str(key[1]), versions, dict(zip(names, contents, strict=False)) if contents else {}]

    def _name(self) -> str:
        return f"{self.chance.getrandbits(128):032x}"


def beyond(state: State, limits: Limits) -> dict[Key, Content]:
    """Every row that the machine has no business with, as it stands."""
    part = LentPart(state, limits)
    loose = {key for key, content in state.table.items() if key[0] == RECEIPT and not content.get("covers")}
    inside = {key for key in state.table if (kinds()[key[0]].parents or key[0] == EDGE) and _holds(part, key)}
    own = {("places.territory", one) for one in limits.territories}
    return {key: content for key, content in state.table.items() if key not in inside | loose | own}


def _holds(part: LentPart, key: Key) -> bool:
    try:
        return bool(part.holds(key))
    except TequioError:
        return False


def test_nothing_that_arrives_from_a_lent_part_changes_anything_outside_it(
        seeded: Process, actor: User, lent: Machine) -> None:
    limits = Limits(frozenset({Territory.objects.get(key="dentro").pk}), words=True)
    with transaction.atomic():
        settle(state := recorded(seeded.pk))
    forger, counted, passed = Forger(state, SEED), Counter[str](), []
    stood, keys = beyond(state, limits), set(keyring.of(seeded.pk).kept.wrapped)
    told = _told_of(seeded, stood)
    for _ in range(ROWS):
        line = json.dumps(forger.line(), ensure_ascii=False).encode()
        try:
            entries, ended = read([line], seeded.pk)
            sorted_out(state, limits, entries, ended)
        except TequioError as fault:
            counted[fault.problem.code] += 1
            continue
        passed.append(line)
        counted["passed"] += 1
    # What is not refused at once is taken, together and apart, by the road that every bundle goes.
    for at in range(0, len(passed), TOGETHER):
        _taken(seeded, actor, lent, passed[at:at + TOGETHER], counted)
    with transaction.atomic():
        after = recorded(seeded.pk)
    assert {key: after.table.get(key) for key in stood} == stood
    assert keys <= set(keyring.of(seeded.pk).kept.wrapped)
    assert _told_of(seeded, stood) == told
    assert sum(counted[code] for code in counted if code.startswith("TQ-") or code == "passed") == ROWS
    assert counted["TQ-353"] >= ROWS // 4 and counted["passed"] >= 20, counted


def _told_of(process: Process, rows: Iterable[Key]) -> set[tuple[Any, ...]]:
    """What is asked, kept beside, renamed or ended of these rows."""
    numbers = {key[1] for key in rows}
    return {(model.__name__, *found) for model in (Conflict, Ended, Renamed, Awaited)
            for found in model.objects.filter(process=process, row_id__in=numbers).values_list("kind", "row_id", "pk")}


def _taken(process: Process, actor: User, lent: Machine, lines: list[bytes], counted: Counter[str]) -> None:
    """All of them in one bundle; where that is refused, each in one of its own."""
    try:
        entries, ended = read(lines, process.pk)
        join(actor, process, Opened(lent, _statement(lent), entries, ended, uuid4()))
    except TequioError as fault:
        counted[f"later {fault.problem.code}"] += 1
        for line in lines if len(lines) > 1 else ():
            _taken(process, actor, lent, [line], counted)
    else:
        counted["taken"] += len(lines)


def _statement(lent: Machine) -> dict[str, Any]:
    lent.refresh_from_db()
    end = lent.audit_sequence + 1
    return {"audit": {"sequence": end, "digest": f"{end:064x}", "earlier": [[lent.audit_sequence, lent.audit_digest]]},
            "card": {"recipient": lent.recipient}, "limits": lent.limits, "taken": []}
