"""What leaves of a round: no small count, no row for a person, no exact share; the same in every format."""

import csv
import io
import json
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as some

from tequio.deliberation.content import Ranked, Room, RoundContent, Said, Shift, Votes
from tequio.deliberation.rounds.exporting import written
from tequio.deliberation.rounds.tables import SCHEMA, about, tables
from tequio.foundation.accounts.models import User
from tequio.foundation.places.models import Process
from tequio.protection.disclosure import coarse
from tequio.protection.release import Words, internal

COUNT = some.integers(0, 300).map(coarse)
BAND = some.sampled_from([None, "nearly_all", "most", "split", "few", "hardly_any"])
COUNTS = ("agree", "disagree", "passed", "not_said", "ballots", "both", "kept", "moved", "count")


@some.composite
def contents(draw: some.DrawFn) -> RoundContent:
    groups, rooms = draw(some.integers(0, 3)), draw(some.integers(0, 3))
    said = tuple(Said(
        number, f"A{number}", Words(draw(some.sampled_from(["=1+1", "Que haya luz.", "@aquí"])), drafted=True),
        draw(some.sampled_from(["open", "refused"])), "no", *(draw(COUNT) for _ in range(4)),
        at_least=draw(some.sampled_from([None, 0, 50, 90])), groups=tuple(draw(BAND) for _ in range(groups)),
        rooms=tuple(draw(BAND) for _ in range(rooms)),
        shift=draw(some.none() | some.builds(Shift, COUNT, COUNT, COUNT, some.just(()))))
        for number in range(1, draw(some.integers(1, 6)) + 1))
    votes = Votes(draw(COUNT), said, Ranked(), groups, tuple(draw(COUNT) for _ in range(groups)), "", "", "no", None,
                  None)
    return RoundContent("uno", "Ronda", "Proceso", "Lugar", "", False, False, False,
                        tuple(Room(f"Sala {at}", "room", draw(COUNT)) for at in range(rooms)), votes,
                        draw(some.sampled_from([None, votes])), (("Mujeres", draw(COUNT)),), (), ())


@settings(max_examples=40, deadline=None)
@given(contents())
def test_no_count_is_small_or_exact_and_no_row_is_a_person(content: RoundContent) -> None:
    found = tables(content)
    bodies = 2 if content.online else 1
    assert len(found["statements"]) == bodies * len(content.votes.statements)
    assert len(found["rooms"]) == len(content.rooms) * len(content.votes.statements)
    for rows in found.values():
        assert len({tuple(row) for row in rows}) <= 1
        for row in rows:
            assert not set(row) & {"ballot", "participant", "voter", "id", "group"}
            for name in COUNTS:
                value = row.get(name)
                if isinstance(value, int):
                    assert value >= 10 and value % 5 == 0
            assert row.get("at_least") is None or row["at_least"] % 10 == 0
    said = about(content, ("marca",))
    assert all(size is None or size >= 10 for size in said["group_sizes"])


@settings(max_examples=10, deadline=None)
@given(contents())
def test_every_format_says_the_same_and_runs_nothing(content: RoundContent) -> None:
    files = written(internal(content, mask=lambda words: words.text, marks=("interno",)))
    told = json.loads(files["json"])
    rows = told["tables"]["statements"]
    with zipfile.ZipFile(io.BytesIO(files["csv"])) as bundle:
        listed = list(csv.DictReader(io.StringIO(bundle.read("statements.csv").decode("utf-8-sig"))))
    book = openpyxl.load_workbook(io.BytesIO(files["xlsx"]))
    assert len(listed) == len(rows) == book["statements"].max_row - 1
    for row, line in zip(rows, listed, strict=True):
        assert line["agree"] == ("" if row["agree"] is None else str(row["agree"]))
        assert not line["text"].startswith(("=", "@", "+", "-"))
    assert told["about"]["marks"] == ["interno"]
    for name, table in told["tables"].items():
        columns = {column for row in table for column in row if not column.startswith("group_")}
        assert columns <= set(SCHEMA[name])


@pytest.mark.django_db
@pytest.mark.parametrize("form", ["json", "csv", "xlsx"])
def test_the_demonstration_leaves_in_every_format(demo_client: Client, demo_process: Process, form: str) -> None:
    from tequio.deliberation.models import Round
    for row in Round.objects.filter(process=demo_process):
        answer = demo_client.get(reverse("deliberation:tables", args=[demo_process.pk, row.pk, form]))
        assert answer.status_code == 200 and len(answer.content) > 1000
        assert demo_client.get(reverse("deliberation:tables", args=[demo_process.pk, row.pk, "exe"])).status_code == 404


@pytest.mark.django_db
def test_an_open_round_has_nothing_to_take_away(
        client: Client, enter: Callable[[Client, User], Client], process: Process, territory: object,
        team: User) -> None:
    from tequio.deliberation.actions import open_round
    from tequio.deliberation.models import Round
    row = open_round(actor=team, statements=[], round=Round(process=process, territory=territory, key="x", title="X"))
    answer = enter(client, team).get(reverse("deliberation:tables", args=[process.pk, row.pk, "json"]))
    assert answer.status_code == 400 and "TQ-652" in answer.content.decode()
