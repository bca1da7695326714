"""What an intervention says of itself, what was found of it, and what it does to a group."""

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tequio.followup.assessment.gap import Seen, agreement, counted, profile
from tequio.followup.interventions.actions import Described, record_effect, record_intervention, record_sighting
from tequio.followup.interventions.models import Element, Found, GroupEffect, Intervention, Sighting
from tequio.foundation.accounts.models import User
from tequio.foundation.audit.actions import today
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Group, Institution, Territory

DESCRIBED = Described("Patrullas mixtas", None, None, "Se diseñó en la capital.", frozenset({"women"}),
                      {"aims": "Bajar los robos.", "money": ""})
SEEN = some.lists(some.builds(
    Seen, some.sampled_from(Element.values), some.sampled_from(["a", "b"]),
    some.sampled_from(["residents", "officials"]),
    some.sampled_from(Found.values), some.dates(datetime.date(2026, 1, 1), datetime.date(2026, 12, 31))), max_size=20)


@pytest.fixture
def made(office: Institution, territory: Territory, team: User) -> Intervention:
    return record_intervention(actor=team, institution=office, territory=territory, described=DESCRIBED)


def seen(made: Intervention, territory: Territory, **other: Any) -> dict[str, Any]:
    return {"intervention": made, "territory": territory, "element": "money", "found": "absent",
            "observer": "residents", "day": today(), "evidence": "No hay cuentas a la vista."} | other


def done(made: Intervention, territory: Territory, group: Group, **other: Any) -> dict[str, Any]:
    return {"intervention": made, "territory": territory, "group": group, "effect": "reproduces",
            "observer": "residents", "day": today(), "reason": "Detienen a jóvenes sin motivo."} | other


@given(SEEN)
def test_observers_stay_apart_and_the_latest_word_of_each_stands(rows: list[Seen]) -> None:
    gaps = profile(rows)
    assert len({(gap.place, gap.about) for gap in gaps}) == len(gaps)
    for gap in gaps:
        for observer, found in gap.found.items():
            mine = [row for row in rows if (row.about, row.place, row.observer) == (gap.about, gap.place, observer)]
            latest = max(row.day for row in mine)
            assert found == [row.found for row in mine if row.day == latest][-1]
    same, pairs = agreement(gaps)
    assert 0 <= same <= pairs and sum(counted(gaps).values()) == sum(len(gap.found) for gap in gaps)
    assert (same == pairs) is not any(gap.differs for gap in gaps)


@pytest.mark.django_db
def test_what_it_says_stands_beside_what_was_found(
        made: Intervention, territory: Territory, women: Group, team: User) -> None:
    record_sighting(actor=team, **seen(made, territory))
    record_effect(actor=team, **done(made, territory, women))
    row = Intervention.objects.get()
    assert (row.name, row.women, row.victims) == ("Patrullas mixtas", True, False)
    assert [(one.element, one.text) for one in row.says.all()] == [("aims", "Bajar los robos.")]
    assert Sighting.objects.get().evidence == "No hay cuentas a la vista."
    assert GroupEffect.objects.get().reason == "Detienen a jóvenes sin motivo."


@pytest.mark.django_db
@pytest.mark.parametrize(("other", "fault"), [
    ({"element": "x"}, "TQ-589"), ({"found": "x"}, "TQ-589"), ({"observer": "x"}, "TQ-589"),
    ({"evidence": " "}, "TQ-568"), ({"day": datetime.date(2999, 1, 1)}, "TQ-567")])
def test_what_cannot_be_found(
        made: Intervention, territory: Territory, team: User, other: dict[str, Any], fault: str) -> None:
    with pytest.raises(TequioError, match=fault):
        record_sighting(actor=team, **seen(made, territory, **other))
    assert not Sighting.objects.exists()


@pytest.mark.django_db
def test_nothing_is_found_where_it_does_not_take_place(made: Intervention, women: Group, team: User) -> None:
    away = Territory.objects.create(process=made.process, key="lejos", name="Lejos de Prueba")
    with pytest.raises(TequioError, match="TQ-590"):
        record_sighting(actor=team, **seen(made, away))
    with pytest.raises(TequioError, match="TQ-590"):
        record_effect(actor=team, **done(made, away, women))
    with pytest.raises(TequioError, match="TQ-589"):
        record_effect(actor=team, **done(made, made.territory, women, effect="x"))


@pytest.mark.django_db
def test_an_intervention_needs_a_name_and_dates_in_their_order(
        office: Institution, territory: Territory, team: User) -> None:
    late, early = datetime.date(2026, 5, 1), datetime.date(2026, 4, 1)
    for described, fault in ((Described(" ", None, None, "", frozenset(), {}), "TQ-568"),
                             (Described("A", late, early, "", frozenset(), {}), "TQ-589"),
                             (Described("A", None, None, "", frozenset(), {"x": "y"}), "TQ-589")):
        with pytest.raises(TequioError, match=fault):
            record_intervention(actor=team, institution=office, territory=territory, described=described)
    assert not Intervention.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["protector", "official", "auditor", "stranger"])
def test_who_may_not(office: Institution, made: Intervention, territory: Territory, women: Group,
                     cast: dict[str, User], who: str) -> None:
    for verb in (lambda: record_intervention(actor=cast[who], institution=office, territory=territory,
                                             described=DESCRIBED),
                 lambda: record_sighting(actor=cast[who], **seen(made, territory)),
                 lambda: record_effect(actor=cast[who], **done(made, territory, women))):
        with pytest.raises(TequioError, match="TQ-311"):
            verb()
    assert Intervention.objects.count() == 1 and not Sighting.objects.exists()
