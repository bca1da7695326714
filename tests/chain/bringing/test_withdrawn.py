"""What was taken back does not come in again: not by the same file, another format, or a newer version."""

from collections.abc import Callable

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.chain.bringing.conftest import Hand, kobo, workbook

from tequio.chain.bringing.bring import bring
from tequio.chain.bringing.preview import preview
from tequio.foundation.accounts.models import User
from tequio.foundation.intake import hand_in
from tequio.foundation.places.models import Process, Territory
from tequio.listening.bringing import actions
from tequio.listening.bringing.models import Delivery, FileKind
from tequio.listening.models import Encounter, Voice
from tequio.protection.withdrawing.actions import withdraw_encounter, withdraw_voice

pytestmark = pytest.mark.django_db
ASKS = {"columns": {"voices": ["problema"]}}
SAID = ("no hay luz en el callejón y nadie sale de noche", "nos cobran por vender en la plaza",
        "falta agua desde marzo", "sí")


def rows(edits: dict[int, str]) -> list[dict[str, str]]:
    return [{"_uuid": f"u{at}", "problema": edits.get(at, said)} for at, said in enumerate(SAID)]


def test_a_withdrawn_voice_is_listed_without_its_words(brought: Hand, team: User) -> None:
    brought("a.csv", kobo(*rows({})), "kobo", ASKS)
    withdraw_voice(actor=team, voice=Voice.objects.get(source_row=2))
    counts = brought("a.csv", kobo(*rows({})), "kobo", ASKS)
    assert (counts["new"], counts["here"], counts["back"]) == (0, 3, 1)
    assert counts["listed"] == {"withdrawn": 1, "read_before": 3}
    assert SAID[0] not in str(counts)


def test_nor_under_other_columns_in_another_format_or_as_another_kind(brought: Hand, team: User) -> None:
    brought("r.csv", "sexo,problema\n1,no hay luz en el callejón y nadie sale\n", "survey", ASKS)
    withdraw_voice(actor=team, voice=Voice.objects.get())
    said = "No hay luz en el callejón  y nadie sale"
    assert brought("r.xlsx", workbook({"edad": "30", "problema": said}), "survey", ASKS)["new"] == 0
    assert brought("k.csv", kobo({"_uuid": "x", "problema": said}), "kobo", ASKS)["new"] == 0
    assert brought("t.txt", f"ROSA: {said}\nJUANA: Otra cosa bien distinta pasó.\n", "transcript", {})["new"] == 1


def test_a_withdrawn_encounter_takes_waiting_files_with_it_and_stays_out(
        brought: Hand, hand_over: Callable[..., Delivery], team: User, encounter: Encounter) -> None:
    brought("a.csv", kobo(*rows({})), "kobo", ASKS, encounter)
    hand_over("b.csv", kobo(*rows({})), "kobo", encounter=encounter)
    withdraw_encounter(actor=team, encounter=encounter)
    assert not Delivery.objects.filter(done=False).exists()
    assert brought("a.csv", kobo(*rows({})), "kobo", ASKS, encounter)["back"] == len(SAID)
    assert not Voice.objects.exists()


STEPS = st.lists(st.one_of(
    st.tuples(st.just("bring"), st.sets(st.integers(0, 3), min_size=1), st.integers(0, 2)),
    st.tuples(st.just("withdraw"), st.integers(0, 3), st.just(0))), min_size=2, max_size=8)


@pytest.mark.attack
@given(steps=STEPS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_brought_and_withdrawn_in_whatever_order_withdrawn_stays_out(
        steps: list[tuple[str, object, int]], process: Process, territory: Territory, team: User) -> None:
    """Submissions in any subset and version, as CSV, workbook or JSON, with withdrawals between."""
    with transaction.atomic():
        withdrawn: set[int] = set()
        whose: dict[int, object] = {}
        for at, (step, which, version) in enumerate(steps):
            if step == "withdraw" and which in whose and which not in withdrawn:
                withdraw_voice(actor=team, voice=Voice.objects.get(pk=whose[which]))
                withdrawn.add(which)  # type: ignore[arg-type]
            elif step == "bring":
                _bring(team, territory, at, [row for number, row in enumerate(rows(_edits(version)))
                                             if number in which])  # type: ignore[operator]
                for voice in Voice.objects.filter(process=process):
                    whose[_number(voice.text)] = voice.pk
            alive = [_number(voice.text) for voice in Voice.objects.filter(process=process)]
            assert len(alive) == len(set(alive))
            assert not set(alive) & withdrawn
        transaction.set_rollback(True)


def _edits(version: int) -> dict[int, str]:
    return {at: f"{said}{'.' * version}" for at, said in enumerate(SAID)} if version else {}


def _number(text: str) -> int:
    return next(at for at, said in enumerate(SAID) if text.startswith(said))


def _bring(team: User, territory: Territory, at: int, chosen: list[dict[str, str]]) -> None:
    data = (kobo(*chosen).encode(), workbook(*({**row, "_submission_time": "x"} for row in chosen)))[at % 2]
    row = actions.hand_over(actor=team, territory=territory, encounter=None, kind=FileKind.KOBO,
                            file=hand_in(("a.csv", "a.xlsx")[at % 2], data))
    found = preview(actor=team, delivery=row, choices=ASKS)
    assert found.ready
    bring(actor=team, delivery=row, choices=found.choices)
