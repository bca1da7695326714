"""People of the desk, and what they work on."""

from collections.abc import Callable
from typing import Any

import pytest

from tequio.agendas.models import Proposal
from tequio.agendas.proposals.actions import Worded, write_proposal
from tequio.agendas.review.actions import Reviewed, review_proposal
from tequio.foundation.accounts.models import User
from tequio.foundation.places.models import Group, Process, Territory
from tequio.listening.actions import plan_encounter, record_voices
from tequio.listening.models import Encounter, Use, Voice

MEETS = dict.fromkeys((1, 2, 3, 4), ("meets", ""))
GOOD = Reviewed(MEETS, "no", "")
Write = Callable[..., Proposal]


@pytest.fixture
def writer(cast: dict[str, User]) -> User:
    return cast["analyst"]


@pytest.fixture
def reviewer(cast: dict[str, User]) -> User:
    return cast["protector"]


@pytest.fixture
def write(writer: User, territory: Territory, women: Group) -> Write:
    def made(text: str = "Poner luz en la parada del camión", *, group: Group | None = women, **more: Any) -> Proposal:
        return write_proposal(actor=writer, territory=territory, group=group, worded=Worded(text), **more)
    return made


@pytest.fixture
def reviewed(write: Write, reviewer: User) -> Write:
    def made(*args: Any, **more: Any) -> Proposal:
        row = write(*args, **more)
        review_proposal(actor=reviewer, proposal=row, reviewed=GOOD)
        return row
    return made


@pytest.fixture
def hear(cast: dict[str, User], territory: Territory) -> Callable[[Group], Voice]:
    """`hear(group)`: one voice of the group, in an encounter of its own."""
    def heard(group: Group) -> Voice:
        key = f"E{Encounter.objects.count() + 1}"
        row = Encounter(process=territory.process, territory=territory, key=key, kind="forum", status="held")
        plan_encounter(actor=cast["facilitator"], encounter=row, attendance={}, allowed={Use.DIAGNOSIS: True})
        voice = Voice(process=territory.process, encounter=row, territory=territory, group=group, key=f"V-{key}",
                      text="De noche no se ve por dónde baja una del camión")
        record_voices(actor=cast["facilitator"], encounter=row, voices=[voice])
        return voice
    return heard


@pytest.fixture
def young(process: Process) -> Group:
    return process.groups.get(key="jovenes")
