"""Any edit, gap, swap or cut in the audit shows."""

import random
import uuid

import pytest
from django.db import connection

from tequio.foundation.accounts.models import User
from tequio.foundation.audit.actions import acting
from tequio.foundation.audit.chain import Act, digest, first_fault
from tequio.foundation.audit.models import Entry
from tequio.foundation.audit.queries import entries, fault
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Process

PROCESS = uuid.uuid4()


def chain(length: int) -> list[tuple[Act, str]]:
    rows, previous = [], "0" * 64
    for sequence in range(1, length + 1):
        act = Act(PROCESS, sequence, "2026-01-05", "Ceiba", "record_voices", "encounter", uuid.uuid4(), sequence)
        previous = digest(act, previous)
        rows.append((act, previous))
    return rows


def test_an_untouched_chain_holds() -> None:
    assert first_fault(chain(50)) is None


def test_a_thousand_tamperings_are_all_seen() -> None:
    chance = random.Random(7)
    for _ in range(1000):
        rows = chain(12)
        at = chance.randrange(11)
        kind = chance.choice(("edit", "delete", "swap", "insert"))
        if kind == "edit":
            act, stored = rows[at]
            rows[at] = (Act(**{**act.__dict__, "actor": "Garza"}), stored)
        elif kind == "delete":
            del rows[at]
        elif kind == "swap":
            rows[at], rows[at + 1] = rows[at + 1], rows[at]
        else:
            rows.insert(at, rows[at])
        assert first_fault(rows) is not None, kind


def test_acts_are_entered_with_day_and_pseudonym_and_no_content(process: Process, cast: dict[str, User]) -> None:
    with acting(cast["coordinator"], "define_process", on=process, process_id=process.pk) as deed:
        deed.count = 3
    row = entries(process.pk)[-1]
    assert (row.actor, row.verb, row.kind, row.count) == ("cuenta-coordinator", "define_process", "process", 3)
    assert fault(process.pk) is None


def test_who_may_not_changes_nothing(process: Process, cast: dict[str, User]) -> None:
    with pytest.raises(TequioError, match="TQ-311"), \
            acting(cast["official"], "define_process", on=process, process_id=process.pk):
        pytest.fail("the block must not run")
    assert entries(process.pk) == []


def test_a_failed_act_leaves_no_entry(process: Process, cast: dict[str, User]) -> None:
    with pytest.raises(ZeroDivisionError), \
            acting(cast["coordinator"], "define_process", on=process, process_id=process.pk):
        raise ZeroDivisionError
    assert entries(process.pk) == []


@pytest.mark.parametrize("statement", [
    "UPDATE audit_entry SET actor = 'otra' WHERE sequence = 2",
    "DELETE FROM audit_entry WHERE sequence = 2",
    "DELETE FROM audit_entry WHERE sequence = 3",
    "UPDATE audit_entry SET day = '2001-01-01' WHERE sequence = 1",
])
def test_tampering_in_the_database_is_seen(process: Process, cast: dict[str, User], statement: str) -> None:
    for _ in range(3):
        with acting(cast["coordinator"], "define_process", on=process, process_id=process.pk):
            pass
    with connection.cursor() as cursor:
        cursor.execute(statement)
    assert fault(process.pk) is not None


def test_no_column_could_hold_an_address_or_a_time_of_day() -> None:
    names = {field.name for field in Entry._meta.fields}
    assert names == {"id", "process_id", "sequence", "day", "actor", "verb", "kind", "object_id", "count", "digest"}
