"""A finding stands in one place of an agenda, and the part that leads to it names a section that is printed."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tequio.agendas.compose import compose
from tequio.agendas.content import TOGETHER
from tequio.agendas.models import Agenda, Item
from tequio.agendas.placing import part_of, section_of
from tequio.diagnosis.models import Finding, FindingKind, Stance
from tequio.foundation.paper import render_html
from tequio.foundation.places.models import Group, Process, Territory
from tequio.foundation.trail.actions import add
from tequio.protection import release
from tequio.publication.agenda_document import agenda_document

GROUPS = [UUID(int=number) for number in range(5)]
groups = some.sets(some.sampled_from(GROUPS))


KINDS = some.sampled_from(FindingKind.values)
HOLDING = some.integers(0, 5)


@given(KINDS, some.booleans(), some.booleans(), HOLDING)
def test_what_wears_down_is_never_what_people_already_do(
        kind: str, differs: bool, in_part: bool, holding: int) -> None:
    section = section_of(kind, differs=differs, in_part=in_part, holding=holding)
    assert section != "already" or kind == FindingKind.CAPACITY
    assert section != "wearing" or kind == FindingKind.RESILIENCE
    assert in_part or section in TOGETHER


@given(KINDS, some.booleans(), some.integers(0, 1))
def test_what_one_group_holds_is_never_called_shared(kind: str, differs: bool, holding: int) -> None:
    """Not even what it already does, where it has no part: the headings after the parts speak of several groups."""
    section = section_of(kind, differs=differs, in_part=False, holding=holding)
    assert section == ("differences" if differs else "alone")


@given(KINDS, some.booleans(), some.integers(2, 5))
def test_what_several_hold_never_stands_with_what_one_said(kind: str, differs: bool, holding: int) -> None:
    assert section_of(kind, differs=differs, in_part=False, holding=holding) != "alone"


@given(some.none() | some.sampled_from(GROUPS), groups, groups)
def test_a_finding_stands_in_a_part_only_where_one_group_holds_it(
        own: UUID | None, holding: set[UUID], parts: set[UUID]) -> None:
    part = part_of(own, holding, parts)
    assert part is None or part in parts
    assert part in (None, own) or holding == {part}


def printed(agenda: Agenda) -> tuple[str, str, str]:
    """The booklet: what stands in parts, under what several share, and under what one group said."""
    content = compose(agenda.process, agenda)
    page = render_html(agenda_document(release.internal(content, mask=lambda words: words.text, marks=())))
    rest = page.partition("Lo que varios grupos comparten</h")
    mine = rest[2].partition("Lo que dijo un solo grupo")
    return rest[0], mine[0], mine[2]


@pytest.fixture
def found(process: Process, territory: Territory, women: Group) -> list[Finding]:
    """Of one group by itself, in every kind that has a heading of its own; of two; of nobody that is known."""
    other = Group.objects.create(process=process, key="otras", name_es="Otras personas", order=9)
    alone = [Finding(process=process, territory=territory, key=f"H{kind}", kind=kind, claim=f"Sólo ellas: {kind}.",
                     group=women) for kind in ("insecurity", "capacity", "resilience")]
    both = Finding(process=process, territory=territory, key="HB", kind="insecurity", claim="Ambas.", group=women)
    nobody = Finding(process=process, territory=territory, key="HN", kind="insecurity", claim="Quién sabe quién.")
    rows = [*alone, both, nobody]
    add(rows)
    Stance(process=process, finding=both, group=other, converges=True, note="").save()
    return rows


@pytest.mark.django_db
def test_the_national_agenda_says_which_group_alone_found_something(
        process: Process, found: list[Finding], women: Group) -> None:
    _, shared, alone = printed(Agenda.objects.create(process=process, territory=None, title="Nacional"))
    assert "Ambas." in shared and "Sólo ellas" not in shared and "Quién sabe" not in shared
    assert alone.count(f"{women.name_es}: Sólo ellas") == 3 and "Quién sabe quién." in alone


@pytest.mark.django_db
def test_a_group_that_proposed_nothing_has_its_part_with_what_it_alone_found(
        process: Process, territory: Territory, found: list[Finding], women: Group) -> None:
    agenda = Agenda.objects.create(process=process, territory=territory, title="Local")
    add([Item(process=process, agenda=agenda, number=1, key="I1", title="", text="Luz.")])
    Finding.objects.filter(key="HB").update(group=None)
    Stance(process=process, finding=Finding.objects.get(key="HB"), group=women, converges=True, note="").save()
    parts, shared, alone = printed(agenda)
    assert women.name_es in parts and parts.count("Sólo ellas") == 3
    assert "Ambas." in shared and "Sólo ellas" not in shared + alone and "Quién sabe quién." in alone
