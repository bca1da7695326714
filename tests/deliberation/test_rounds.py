"""A round as it is held: rooms, steps, two votes, reasons, reviews; what is added up and what stays apart."""

import random
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tequio.deliberation.actions import close_round, open_round, record_ballots
from tequio.deliberation.models import (
    Answer,
    Ballot,
    Moment,
    Phase,
    Position,
    Reason,
    Round,
    RoundStatus,
    Sitting,
    Statement,
    Vote,
    Way,
)
from tequio.deliberation.room.opening import prepare_room
from tequio.deliberation.rounds.actions import (
    join_reasons,
    keep_reason,
    move_sitting,
    open_sittings,
    pool_online,
    review_statement,
)
from tequio.foundation.accounts.models import User
from tequio.foundation.audit.models import Entry
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Group, Process, Territory
from tequio.foundation.trail.models import Edge
from tequio.listening.actions import plan_encounter
from tequio.listening.models import Encounter, Use, Voice

pytestmark = pytest.mark.django_db
Enter = Callable[[Client, User], Client]


@pytest.fixture
def round_(process: Process, territory: Territory, team: User) -> Round:
    """An open round of four statements: reviewed, with an unanswered risk, unreviewed, refused."""
    row = Round(process=process, territory=territory, key="uno", title="Ronda de prueba")
    said = [("A1", Answer.NO), ("A2", Answer.RISK), ("A3", ""), ("A4", Answer.YES)]
    return open_round(actor=team, round=row, statements=[
        Statement(process=process, round=row, key=key, text=f"Frase {key}.", reproduces_violence=answer)
        for key, answer in said])


@pytest.fixture
def encounter(process: Process, territory: Territory, team: User) -> Encounter:
    return plan_encounter(actor=team, attendance={}, allowed={Use.DIAGNOSIS: True}, encounter=Encounter(
        process=process, territory=territory, key="E1", kind="workshop", status="held"))


@pytest.fixture
def rooms(round_: Round, encounter: Encounter, team: User) -> list[Sitting]:
    made = [Sitting(process_id=round_.process_id, round=round_, key="sala-1", title="Sala uno", encounter=encounter),
            Sitting(process_id=round_.process_id, round=round_, key="sala-2", title="Sala dos")]
    open_sittings(actor=team, round=round_, sittings=made)
    return made


def vote(round_: Round, team: User, count: int, answers: dict[str, int], *, sitting: Sitting | None = None,
         before: list[Ballot] | None = None, group: Group | None = None) -> list[Ballot]:
    statements = {row.key: row for row in round_.statements.all()}
    ballots = [Ballot(round=round_, sitting=sitting, group=group, moment=Moment.SECOND if before else Moment.FIRST,
                      earlier=before[at] if before else None) for at in range(count)]
    record_ballots(actor=team, round=round_, ballots=ballots, votes=[
        Vote(ballot=ballot, statement=statements[key], position=position)
        for ballot in ballots for key, position in answers.items()])
    return ballots


def test_a_room_goes_forward_only(rooms: list[Sitting], team: User) -> None:
    for step in list(Phase)[1:]:
        assert move_sitting(actor=team, sitting=rooms[0], to=step).phase == step
    for step in (Phase.TALK, Phase.DONE):
        with pytest.raises(TequioError) as caught:
            move_sitting(actor=team, sitting=rooms[0], to=step)
        assert caught.value.problem.code == "TQ-643"


def test_many_rooms_are_one_deliberation_and_each_is_named(round_: Round, rooms: list[Sitting], team: User) -> None:
    for room, count in zip(rooms, (20, 12), strict=True):
        vote(round_, team, count, {"A1": Position.AGREE}, sitting=room)
    result = close_round(actor=team, round=round_).result
    assert result["ballots"] == 32
    assert result["statements"]["A1"]["agree"] == 32
    assert [(row["title"], row["ballots"]["value"], row["agree"]) for row in result["sittings"]] == [
        ("Sala uno", 20, {"A1": "nearly_all"}), ("Sala dos", 10, {"A1": "nearly_all"})]
    assert {room.phase for room in Sitting.objects.filter(round=round_)} == {Phase.DONE}


def test_a_small_room_says_nothing_of_itself(round_: Round, rooms: list[Sitting], team: User) -> None:
    vote(round_, team, 9, {"A1": Position.AGREE}, sitting=rooms[0])
    (first, _second) = close_round(actor=team, round=round_).result["sittings"]
    assert first["ballots"]["value"] is None and first["agree"] == {"A1": None}


def test_the_second_vote_counts_and_what_moved_is_told_in_round_numbers(
        round_: Round, rooms: list[Sitting], team: User) -> None:
    before = vote(round_, team, 30, {"A1": Position.DISAGREE}, sitting=rooms[0])
    vote(round_, team, 12, {"A1": Position.AGREE}, sitting=rooms[0], before=before[:12])
    vote(round_, team, 13, {"A1": Position.DISAGREE}, sitting=rooms[0], before=before[12:25])
    vote(round_, team, 20, {"A1": Position.PASS}, sitting=rooms[1])
    result = close_round(actor=team, round=round_).result
    # 25 came to the second vote of the first room; the second room voted once.
    assert result["ballots"] == 45
    assert result["statements"]["A1"] == {"agree": 12, "disagree": 13, "passed": 20, "not_said": 0}
    moved = result["changes"]["A1"]
    assert (moved["both"]["value"], moved["kept"]["value"], moved["moved"]["value"]) == (25, 15, 10)
    assert [(row["before"], row["after"], row["count"]["value"]) for row in moved["moves"]] == [
        ("disagree", "agree", 10)]


def test_a_move_of_few_is_not_told(round_: Round, rooms: list[Sitting], team: User) -> None:
    before = vote(round_, team, 30, {"A1": Position.DISAGREE}, sitting=rooms[0])
    vote(round_, team, 3, {"A1": Position.AGREE}, sitting=rooms[0], before=before[:3])
    vote(round_, team, 27, {"A1": Position.DISAGREE}, sitting=rooms[0], before=before[3:])
    moved = close_round(actor=team, round=round_).result["changes"]["A1"]
    assert moved["moved"]["value"] is None and list(moved["moves"]) == []


def test_a_second_ballot_follows_only_a_first_of_its_room(round_: Round, rooms: list[Sitting], team: User) -> None:
    (first,) = vote(round_, team, 1, {"A1": Position.AGREE}, sitting=rooms[0])
    wrong = [Ballot(round=round_, sitting=rooms[1], moment=Moment.SECOND, earlier=first),
             Ballot(round=round_, sitting=rooms[0], moment=Moment.FIRST, earlier=first)]
    for ballot in wrong:
        with pytest.raises(TequioError) as caught:
            record_ballots(actor=team, round=round_, ballots=[ballot], votes=[])
        assert caught.value.problem.code == "TQ-641"


def test_what_is_given_online_stays_apart_until_somebody_decides(
        round_: Round, rooms: list[Sitting], team: User) -> None:
    online = Sitting(process_id=round_.process_id, round=round_, key="linea", title="En línea", way=Way.ONLINE)
    open_sittings(actor=team, round=round_, sittings=[online])
    vote(round_, team, 20, {"A1": Position.AGREE}, sitting=rooms[0])
    vote(round_, team, 40, {"A1": Position.DISAGREE}, sitting=online)
    result = close_round(actor=team, round=round_).result
    assert (result["ballots"], result["online"]["ballots"]) == (20, 40)
    assert result["statements"]["A1"]["disagree"] == 0
    pooled = pool_online(actor=team, round=round_, pooled=True).result
    assert (pooled["ballots"], pooled["online"], pooled["pools_online"]) == (60, None, True)
    assert Entry.objects.filter(process_id=round_.process_id, verb="close_round").count() == 2


def test_a_risk_needs_its_answer_and_a_late_review_is_counted_again(round_: Round, team: User) -> None:
    vote(round_, team, 30, dict.fromkeys(("A1", "A2", "A3", "A4"), Position.AGREE))
    result = close_round(actor=team, round=round_).result
    assert result["held_back"] == {"A2": "unanswered", "A3": "unreviewed", "A4": "refused"}
    assert result["unites"] == result["slate"] == ["A1"]
    risky = round_.statements.get(key="A2")
    for answer in (Answer.RISK, Answer.YES):
        with pytest.raises(TequioError) as caught:
            review_statement(actor=team, statement=risky, answer=answer, reply="  ")
        assert caught.value.problem.code == "TQ-640"
    review_statement(actor=team, statement=risky, answer=Answer.RISK, feeds="El miedo.", reply="Se cuida así.")
    round_.refresh_from_db()
    assert set(round_.result["unites"]) == {"A1", "A2"}
    review_statement(actor=team, statement=round_.statements.get(key="A1"), answer=Answer.YES, reply="No se adopta.")
    round_.refresh_from_db()
    assert round_.result["unites"] == ["A2"] and "A1" not in str(round_.result["slate"])


def test_nothing_is_said_in_a_room_of_what_is_held_back(
        client: Client, enter: Enter, round_: Round, rooms: list[Sitting], team: User) -> None:
    vote(round_, team, 30, dict.fromkeys(("A1", "A2", "A3", "A4"), Position.AGREE), sitting=rooms[0])
    move_sitting(actor=team, sitting=rooms[0], to=Phase.LOOK)
    page = enter(client, team).get(reverse("deliberation:sitting", args=[round_.process_id, rooms[0].pk]))
    looked = page.content.decode().split('id="mirar"')[1].split("</table>")[0]
    assert looked.count("casi todas") == 1 and "Frase A1." in looked
    assert not any(f"Frase {key}." in looked for key in ("A2", "A3", "A4"))


def test_closing_a_round_asks_first(
        client: Client, enter: Enter, round_: Round, team: User) -> None:
    address = reverse("deliberation:close", args=[round_.process_id, round_.pk])
    assert "¿Cerrar la ronda y calcular?" in enter(client, team).get(address).content.decode()
    round_.refresh_from_db()
    assert round_.status == "open"
    client.post(address)
    round_.refresh_from_db()
    assert round_.status == "closed"


def test_a_round_waits_for_its_open_rooms(round_: Round, rooms: list[Sitting], team: User) -> None:
    prepare_room(actor=team, sitting=rooms[0], phones=False, address="127.0.0.1", port=0)
    with pytest.raises(TequioError) as caught:
        close_round(actor=team, round=round_)
    assert caught.value.problem.code == "TQ-655"
    round_.refresh_from_db()
    assert round_.status == RoundStatus.OPEN


def test_reasons_are_voices_and_no_ballot_is_named(
        round_: Round, rooms: list[Sitting], encounter: Encounter, team: User, women: Group) -> None:
    statement = round_.statements.get(key="A1")
    voice = Voice(process_id=round_.process_id, encounter=encounter, territory_id=round_.territory_id, group=women,
                  key="R1", text="Porque de noche no hay luz.")
    reason = keep_reason(actor=team, sitting=rooms[0], statement=statement, side=Position.AGREE, voice=voice)
    assert reason.voice.text == "Porque de noche no hay luz."
    assert {field.name for field in Reason._meta.fields} == {"id", "process", "statement", "voice", "side"}
    assert not Edge.objects.filter(target_kind__in=("ballot", "vote")).exists()
    other = Voice(process_id=round_.process_id, encounter=encounter, territory_id=round_.territory_id, key="R2",
                  text="Otra cosa.")
    with pytest.raises(TequioError) as caught:
        keep_reason(actor=team, sitting=rooms[1], statement=statement, side=Position.PASS, voice=other)
    assert caught.value.problem.code == "TQ-644"
    foreign = Statement(process_id=round_.process_id, round=Round(process_id=round_.process_id), key="X", text="X")
    with pytest.raises(TequioError) as caught:
        join_reasons(actor=team, sitting=rooms[0], reasons=[(foreign, Position.AGREE, voice)])
    assert caught.value.problem.code == "TQ-641"


@pytest.mark.parametrize("who", ["analyst", "official", "stranger"])
def test_who_may_not_lead_a_round_changes_nothing(
        round_: Round, rooms: list[Sitting], cast: dict[str, User], who: str) -> None:
    with pytest.raises(TequioError) as caught:
        move_sitting(actor=cast[who], sitting=rooms[0], to=Phase.VOTE)
    assert caught.value.problem.code == "TQ-311"
    assert Sitting.objects.get(pk=rooms[0].pk).phase == Phase.TALK


def test_a_round_is_led_in_the_pages(
        client: Client, enter: Enter, process: Process, territory: Territory, encounter: Encounter, team: User) -> None:
    """Opened, reviewed, given a room, led through its steps, a reason noted, closed."""
    browser = enter(client, team)
    made = browser.post(reverse("deliberation:new", args=[process.pk]), {
        "title": "Ronda nueva", "territory": territory.pk,
        "statements": "Que haya luz.\nQue los corran.\nQue haya luz."})
    row = Round.objects.get(process=process, title="Ronda nueva")
    assert made.url == reverse("deliberation:round", args=[process.pk, row.pk])
    light, drive = row.statements.all()
    review = reverse("deliberation:review", args=[process.pk, drive.pk])
    assert browser.post(review, {"answer": "yes"}).status_code == 400
    assert browser.post(review, {"answer": "yes", "feeds": "Coraje.", "reply": "Se repara."}).status_code == 302
    browser.post(reverse("deliberation:review", args=[process.pk, light.pk]), {"answer": "no"})
    browser.post(reverse("deliberation:new_sitting", args=[process.pk, row.pk]),
                 {"title": "Sala", "encounter": encounter.pk})
    room = Sitting.objects.get(round=row)
    page = reverse("deliberation:sitting", args=[process.pk, room.pk])
    browser.post(reverse("deliberation:move", args=[process.pk, room.pk]), {"to": "look"})
    vote(row, team, 14, {light.key: Position.AGREE}, sitting=room)
    looked = browser.get(page).content.decode()
    assert "casi todas" in looked and "casi ninguna" in looked and "Que haya luz." in looked and "unas 15" not in looked
    said = browser.post(reverse("deliberation:reason", args=[process.pk, room.pk]), {
        "statement": light.pk, "side": 1, "text": "Porque está oscuro."}, follow=True).content.decode()
    assert "Porque está oscuro." in said and "La leen dos personas" in said
    browser.post(reverse("deliberation:close", args=[process.pk, row.pk]))
    row.refresh_from_db()
    assert row.status == RoundStatus.CLOSED and row.result["held_back"] == {drive.key: "refused"}
    shown = browser.get(reverse("deliberation:round_part", args=[process.pk, row.pk, "todo"])).content.decode()
    assert "Se repara." in shown and "Coraje." in shown and "Porque está oscuro." in shown


def test_whatever_the_votes_nothing_refused_is_in_any_file_or_list(process: Process, territory: Territory,
                                                                   team: User) -> None:
    """Six rounds drawn at random, through the database, the report and the tables."""
    from tequio.deliberation.compose import compose
    from tequio.deliberation.rounds.tables import tables
    for seed in range(6):
        chance = random.Random(seed)
        row = Round(process=process, territory=territory, key=f"azar-{seed}", title="Azar")
        open_round(actor=team, round=row, statements=[
            Statement(process=process, round=row, key=f"Z{seed}-{at}", text=f"Frase {at}.",
                      reproduces_violence=chance.choice(["no", "risk", "", "yes"])) for at in range(8)])
        answers = {statement.key: chance.choice([1, 1, 0, -1]) for statement in row.statements.all()}
        vote(row, team, chance.randint(1, 25), answers)
        vote(row, team, chance.randint(0, 25), {key: -position for key, position in answers.items()})
        content = compose(close_round(actor=team, round=row))
        closed = {one.number for one in content.votes.statements if one.standing != "open"}
        ranked = content.votes.ranked
        assert not closed & {number for order in (
            ranked.unites, ranked.unites_against, ranked.divides, ranked.bridges, ranked.slate) for number in order}
        for line in tables(content)["statements"]:
            if line["standing"] != "open":
                assert [line[name] for name in ("at_least", "unites", "divides", "bridges", "slate")] == [None] * 5
