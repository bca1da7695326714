"""A finding stands in one place of an agenda, and the part that leads to it names a section that is printed."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as some

from tequio.agendas.placing import TOGETHER, part_of, section_of
from tequio.diagnosis.models import FindingKind

GROUPS = [UUID(int=number) for number in range(5)]
groups = some.sets(some.sampled_from(GROUPS))


@given(some.sampled_from(FindingKind.values), some.booleans(), some.booleans())
def test_what_wears_down_is_never_what_people_already_do(kind: str, differs: bool, alone: bool) -> None:
    section = section_of(kind, differs=differs, alone=alone)
    assert (section == "already") == (kind == FindingKind.CAPACITY)
    assert (section == "wearing") == (kind == FindingKind.RESILIENCE)
    assert alone or section in TOGETHER


@given(some.none() | some.sampled_from(GROUPS), groups, groups)
def test_a_finding_stands_in_a_part_only_where_one_group_holds_it(
        own: UUID | None, holding: set[UUID], parts: set[UUID]) -> None:
    part = part_of(own, holding, parts)
    assert part is None or part in parts
    assert part in (None, own) or holding == {part}
