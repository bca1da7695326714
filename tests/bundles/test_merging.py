"""Two machines that changed the same thing: both versions stay until a person chooses, and nothing ends in an error."""

import pytest

from tequio.agendas.models import Agenda, Item
from tequio.exchange.conflicts import MINE, THEIRS, decisions, renamed, resolve
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Territory
from tequio.foundation.vault.renewal import renew_key
from tequio.listening.models import Encounter, Plan, RiskAnswer, Silence, Voice
from tests.bundles.conftest import enter
from tests.bundles.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def shared(world: World) -> World:
    """Both have everything, and both know it."""
    world.take("campo", world.send("oficina", "campo"))
    world.take("oficina", world.send("campo", "oficina"))
    return world


def write(world: World, at: str, words: str) -> None:
    with world.at(at):
        row = Silence.objects.get(key="S-taller-1")
        row.text = words
        row.save()


def exchange(world: World) -> None:
    for origin, to in (("oficina", "campo"), ("campo", "oficina"), ("oficina", "campo")):
        world.take(to, world.send(origin, to))


def same_everywhere(world: World) -> None:
    first, *others = world.machines
    for other in others:
        assert world.contents(first) == world.contents(other)
        assert world.conflicts(first) == world.conflicts(other)


def test_both_versions_are_kept_and_both_machines_show_the_same(shared: World) -> None:
    write(shared, "oficina", "Lo que oyó la oficina")
    write(shared, "campo", "Lo que oyó el campo")
    exchange(shared)
    same_everywhere(shared)
    for name in shared.machines:
        with shared.at(name) as process:
            (one,) = decisions(process)
            (difference,) = one.differences
            assert {difference.mine, difference.theirs} == {"Lo que oyó la oficina", "Lo que oyó el campo"}
            assert Silence.objects.get().text == difference.mine


@pytest.mark.parametrize("keep", [MINE, THEIRS])
def test_a_choice_reaches_every_machine(shared: World, keep: str) -> None:
    write(shared, "oficina", "Una")
    write(shared, "campo", "Otra")
    exchange(shared)
    with shared.at("campo") as process:
        (one,) = decisions(process)
        wanted = getattr(one.differences[0], keep)
        resolve(actor=shared.actor, process=process, conflict=one.id, keep=keep)
        assert Silence.objects.get().text == wanted
        with pytest.raises(TequioError, match="TQ-354"):
            resolve(actor=shared.actor, process=process, conflict=one.id, keep=keep)
    exchange(shared)
    same_everywhere(shared)
    assert shared.conflicts("oficina") == set()
    with shared.at("oficina"):
        assert Silence.objects.get().text == wanted


def test_the_same_change_made_twice_is_no_conflict(shared: World) -> None:
    write(shared, "oficina", "Lo mismo")
    write(shared, "campo", "Lo mismo")
    exchange(shared)
    same_everywhere(shared)
    assert shared.conflicts("campo") == set()


def test_a_deletion_never_wins_over_what_somebody_wrote_meanwhile(shared: World) -> None:
    write(shared, "campo", "Sigue importando")
    with shared.at("oficina"):
        Silence.objects.all().delete()
    exchange(shared)
    same_everywhere(shared)
    with shared.at("oficina") as process:
        (one,) = decisions(process)
        assert one.theirs_gone
        assert Silence.objects.get().text == "Sigue importando"
        resolve(actor=shared.actor, process=process, conflict=one.id, keep=THEIRS)
        assert not Silence.objects.exists()
    exchange(shared)
    same_everywhere(shared)


def test_two_encounters_of_one_name_both_stay_with_their_voices(shared: World) -> None:
    for name in ("oficina", "campo"):
        with shared.at(name) as process:
            enter(shared.actor, process, "taller-9", voices=2)
    exchange(shared)
    same_everywhere(shared)
    with shared.at("oficina") as process:
        names = sorted(Encounter.objects.values_list("key", flat=True))
        assert len(names) == 3 and names[1] == "taller-9" and names[2].startswith("taller-9-")
        assert Voice.objects.count() == 3 + 4
        assert len(renamed(process)) == 4
    exchange(shared)
    same_everywhere(shared)


def test_a_row_under_another_name_can_still_be_edited(shared: World) -> None:
    for name in ("oficina", "campo"):
        with shared.at(name) as process:
            enter(shared.actor, process, "taller-9", voices=0)
    exchange(shared)
    with shared.at("campo"):
        row = Encounter.objects.get(key__startswith="taller-9-")
        row.reason = "weather"
        row.save()
    exchange(shared)
    same_everywhere(shared)
    with shared.at("oficina"):
        assert Encounter.objects.get(pk=row.pk).reason == "weather"


def test_two_plans_of_one_encounter_are_shown_side_by_side_and_what_hangs_on_them_waits(shared: World) -> None:
    for name in ("oficina", "campo"):
        with shared.at(name) as process:
            plan = Plan.objects.create(process=process, encounter=Encounter.objects.get(), care=f"Cuida {name}")
            RiskAnswer.objects.create(process=process, plan=plan, item="road", answer="clear", reason=f"Ve {name}")
    exchange(shared)
    same_everywhere(shared)
    assert {why for *_, why in shared.conflicts("campo")} == {"clash", "waiting"}
    with shared.at("campo") as process:
        clash = next(one for one in decisions(process) if one.why == "clash")
        theirs = next(one.theirs for one in clash.differences if one.name == "care")
        resolve(actor=shared.actor, process=process, conflict=clash.id, keep=THEIRS)
        assert Plan.objects.get().care == theirs
        assert RiskAnswer.objects.get().plan_id == Plan.objects.get().pk
    exchange(shared)
    same_everywhere(shared)


def test_a_renewed_key_changes_nobodys_version(shared: World) -> None:
    from django.db import transaction
    with shared.at("oficina"), transaction.atomic():
        renew_key(shared.process_id, without="nadie")
    before = shared.send("oficina", "campo")
    assert shared.take("campo", before).rows == 0
    same_everywhere(shared)
    write(shared, "campo", "Después")
    received = shared.take("oficina", shared.send("campo", "oficina"))
    assert (received.rows, received.conflicts) == (1, 0)


def test_a_machine_taken_back_to_an_earlier_day_is_noticed_and_loses_nothing(shared: World) -> None:
    earlier = shared.snapshot("campo")
    write(shared, "campo", "Dicho después")
    assert shared.take("oficina", shared.send("campo", "oficina")).notices == []
    shared.take("campo", shared.send("oficina", "campo"))
    shared.restore(earlier)
    received = shared.take("oficina", shared.send("campo", "oficina"))
    assert received.notices == ["older"]
    exchange(shared)
    same_everywhere(shared)
    with shared.at("campo"):
        assert Silence.objects.get().text == "Dicho después"


def test_one_that_has_worked_past_what_is_known_of_it_is_noticed_as_well(shared: World) -> None:
    earlier = shared.snapshot("campo")
    write(shared, "campo", "Dicho después")
    shared.take("oficina", shared.send("campo", "oficina"))
    shared.restore(earlier)
    with shared.at("campo") as process:
        for number in range(4):
            enter(shared.actor, process, f"otro-{number}", voices=0)
    assert shared.take("oficina", shared.send("campo", "oficina")).notices == ["changed"]
    assert shared.take("oficina", shared.send("campo", "oficina")).notices == []
    exchange(shared)
    same_everywhere(shared)
    with shared.at("campo"):
        assert Silence.objects.get(key="S-taller-1").text == "Dicho después"


def test_who_works_on_between_bundles_is_never_taken_for_changed(shared: World) -> None:
    for number in range(3):
        for origin, to in (("campo", "oficina"), ("oficina", "campo")):
            with shared.at(origin) as process:
                enter(shared.actor, process, f"nuevo-{origin}-{number}", voices=1)
            lost = shared.send(origin, to)
            assert shared.take(to, shared.send(origin, to)).notices == []
            assert shared.take(to, lost).notices == ["older"]


def agenda(world: World, numbers: dict[str, int]) -> None:
    """Points of one agenda, by key, as they stand at the office."""
    with world.at("oficina") as process:
        made, _ = Agenda.objects.get_or_create(process=process, territory=None)
        for key, number in numbers.items():
            Item.objects.create(process=process, agenda=made, key=key, number=number, title=key, text=f"Pide {key}")
    exchange(world)


def numbers(world: World, at: str) -> dict[str, int]:
    with world.at(at):
        return dict(Item.objects.values_list("key", "number"))


def renumber(world: World, at: str, wanted: dict[str, int]) -> None:
    """As the pages do it: out of the way first."""
    with world.at(at):
        for shift in (1000, 0):
            for key, number in wanted.items():
                Item.objects.filter(key=key).update(number=number + shift)


def test_points_that_change_places_arrive_in_their_new_places(shared: World) -> None:
    agenda(shared, {"agua": 1, "luz": 2, "calle": 3})
    renumber(shared, "campo", {"agua": 2, "luz": 3, "calle": 1})
    received = shared.take("oficina", shared.send("campo", "oficina"))
    assert (received.rows, received.conflicts) == (3, 0)
    assert numbers(shared, "oficina") == {"agua": 2, "luz": 3, "calle": 1}
    with shared.at("oficina"):
        assert {row.text for row in Item.objects.all()} == {"Pide agua", "Pide luz", "Pide calle"}
    exchange(shared)
    same_everywhere(shared)


def test_names_that_are_swapped_arrive_swapped(shared: World) -> None:
    agenda(shared, {"agua": 1, "luz": 2})
    with shared.at("campo"):
        for was, will in (("agua", "x"), ("luz", "agua"), ("x", "luz")):
            Item.objects.filter(key=was).update(key=will)
    exchange(shared)
    same_everywhere(shared)
    assert numbers(shared, "oficina") == {"luz": 1, "agua": 2}


def test_two_points_under_one_number_both_stay(shared: World) -> None:
    agenda(shared, {"agua": 1, "luz": 2, "calle": 3})
    renumber(shared, "oficina", {"agua": 9})
    renumber(shared, "campo", {"luz": 9})
    exchange(shared)
    same_everywhere(shared)
    assert sorted(numbers(shared, "campo").values()) == [3, 9, 10]
    with shared.at("campo") as process:
        (one,) = renamed(process)
        assert (one.column, one.said, one.shown) == ("number", "9", "10")
        Item.objects.filter(number=10).update(number=4)
    exchange(shared)
    same_everywhere(shared)
    assert sorted(numbers(shared, "oficina").values()) == [3, 4, 9]


def test_one_of_two_under_one_number_can_still_be_edited(shared: World) -> None:
    agenda(shared, {"agua": 1, "luz": 2})
    renumber(shared, "oficina", {"agua": 9})
    renumber(shared, "campo", {"luz": 9})
    exchange(shared)
    with shared.at("campo"):
        row = Item.objects.get(number=10)
        row.section = "servicios"
        row.save()
    exchange(shared)
    same_everywhere(shared)
    with shared.at("oficina") as process:
        assert Item.objects.get(number=10).section == "servicios"
        assert len(renamed(process)) == 1


def test_a_suspended_territory_stays_suspended(shared: World) -> None:
    with shared.at("campo"):
        Territory.objects.filter(key="centro").update(suspended=True)
    exchange(shared)
    with shared.at("oficina"):
        assert Territory.objects.get(key="centro").suspended
