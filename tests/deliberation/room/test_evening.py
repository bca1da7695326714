"""A whole evening at the table: opened, voted on paper and phones, read by two, closed into the round, destroyed."""

import json
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from tests.deliberation.room.phone import letter, opened, send, vote

from tequio.deliberation.actions import close_round, open_round
from tequio.deliberation.models import Answer, Ballot, Moment, Phase, Position, Round, Sitting, Statement, Vote
from tequio.deliberation.room import running as rooms
from tequio.deliberation.room.closing import close_room, sweep
from tequio.deliberation.room.models import Outcome, Room, RoomStatus, RoomWords
from tequio.deliberation.room.opening import count_cards, make_slips, path_of, prepare_room
from tequio.deliberation.room.queries import counted_cards
from tequio.deliberation.room.words import fetch_words, join_words, pass_words, refuse_words, told
from tequio.deliberation.rounds.actions import open_sittings, review_statement
from tequio.deliberation.urns import ballots_of
from tequio.foundation.accounts.models import User
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Process, Territory
from tequio.foundation.trail.actions import add
from tequio.foundation.vault.keyring import keyring
from tequio.protection.reading.models import RefusalReason

pytestmark = pytest.mark.django_db
Enter = Callable[[Client, User], Client]
SONG = "Zarsala"


@pytest.fixture
def sitting(process: Process, territory: Territory, team: User) -> Sitting:
    row = Round(process=process, territory=territory, key="uno", title="Ronda de prueba", how="cards")
    open_round(actor=team, round=row, statements=[
        Statement(process=process, round=row, key=key, text=text, reproduces_violence=answer)
        for key, text, answer in (("A1", "Que haya luz en la parada.", Answer.NO),
                                  ("A2", "Que pase el camión.", Answer.NO),
                                  ("A9", "Que los corran del barrio.", Answer.YES))])
    made = Sitting(process=process, round=row, key="uno-a", title="Sala de prueba")
    open_sittings(actor=team, round=row, sittings=[made])
    return made


@pytest.fixture
def room(sitting: Sitting, team: User) -> Iterator[Room]:
    made = prepare_room(actor=team, sitting=sitting, phones=True, address="127.0.0.1", port=0)
    rooms.start(made)
    yield made
    rooms.stop(made.pk)


@pytest.fixture
def live(room: Room) -> rooms.Running:
    found = rooms.running(room)
    found.board.to("vote")
    return found


def slips_of(team: User, room: Room, live: rooms.Running, count: int) -> list[str]:
    return make_slips(actor=team, room=room, hall=live.hall, count=count)


def over_wire(live: rooms.Running, path: str, body: bytes | None = None) -> bytes:
    with urllib.request.urlopen(f"{live.place.url}{path}", data=body, timeout=10) as answer:
        return answer.read()


def test_an_evening_with_paper_and_phones_ends_as_ballots(
        room: Room, live: rooms.Running, sitting: Sitting, team: User) -> None:
    phone, paper, again, unused = slips_of(team, room, live, 4)
    written, back = letter(live.hall.public, phone, answers=[["A1", 1, 1, "00"]])
    assert opened(over_wire(live, "l", written), back)["took"]
    live.hall.take_paper(paper[:4], {"A1": -1, "A2": 2}, moment=1, group="mujeres")
    vote(live.hall, again, "A1", 1)
    live.board.to("vote_again")
    vote(live.hall, again, "A1", -1, moment=2)
    account = close_room(actor=team, room=room, hall=live.hall)
    assert account == {"printed": 4, "drawn": 3, "ballots": 3, "ballots_again": 1, "silences": 1}
    ballots, votes = ballots_of(sitting.round)
    assert [row.sitting_id for row in ballots if row.moment == Moment.FIRST] == [sitting.pk] * 3
    (second,) = [row for row in ballots if row.moment == Moment.SECOND]
    assert [vote.position for vote in votes if vote.ballot == second.earlier_id] == [Position.AGREE]
    assert sorted(vote.position for vote in votes) == [-1, -1, 1, 1, 2]
    (women,) = [row.pk for row in ballots if row.group_id]
    assert [vote.ballot for vote in votes].count(women) == 2
    assert not Ballot.objects.exists() and not Vote.objects.exists()
    sitting.refresh_from_db()
    assert sitting.phase == Phase.DONE
    assert unused


def test_changes_are_counted_through_the_room_from_paper_and_phones(
        room: Room, live: rooms.Running, sitting: Sitting, team: User) -> None:
    codes = slips_of(team, room, live, 30)
    on_phone, on_paper = codes[:15], codes[15:]
    for moment, phase, answer in ((1, "vote", 1), (2, "vote_again", -1)):
        live.board.to(phase)
        for code in on_phone:
            vote(live.hall, code, "A1", answer, moment=moment)
        for at, code in enumerate(on_paper):
            live.hall.take_paper(code[:4], {"A1": answer if at < 12 else 1}, moment=moment)
    close_room(actor=team, room=room, hall=live.hall)
    result = close_round(actor=team, round=sitting.round).result
    found = result["changes"]["A1"]
    assert (found["both"]["value"], found["kept"]["value"], found["moved"]["value"]) == (30, None, 25)
    assert [(one["before"], one["after"], one["count"]["value"]) for one in found["moves"]] == [
        ("agree", "disagree", 25)]
    assert (result["second_vote"], result["ballots"], result["sittings"][0]["agree"]["A1"]) == (True, 30, "hardly_any")


def test_closing_destroys_keys_file_and_secrets(room: Room, live: rooms.Running, team: User) -> None:
    vote(live.hall, slips_of(team, room, live, 1)[0], "A1", 1)
    assert path_of(room.pk).exists()
    close_room(actor=team, room=room, hall=live.hall)
    assert list(path_of(room.pk).parent.iterdir()) == []
    with pytest.raises(TequioError, match="TQ-305"):
        keyring.of(room.process_id).key_for(room.pk)
    with pytest.raises(TequioError, match="TQ-623"):
        close_room(actor=team, room=room, hall=live.hall)


def test_a_stop_between_closing_and_destroying_doubles_nothing(
        room: Room, live: rooms.Running, process: Process, team: User, monkeypatch: pytest.MonkeyPatch) -> None:
    vote(live.hall, slips_of(team, room, live, 1)[0], "A1", 1)
    monkeypatch.setattr("tequio.deliberation.room.closing._shred", lambda _: None)
    close_room(actor=team, room=room, hall=live.hall)
    monkeypatch.undo()
    assert path_of(room.pk).exists()
    room = Room.objects.get(pk=room.pk)
    assert room.status == RoomStatus.CLOSED
    with pytest.raises(TequioError, match="TQ-623"):
        close_room(actor=team, room=room, hall=live.hall)
    assert sweep(process) == 1 and not path_of(room.pk).exists()
    assert len(ballots_of(room.sitting.round)[0]) == 1


def test_the_file_of_a_room_whose_row_is_gone_is_destroyed(
        room: Room, live: rooms.Running, process: Process) -> None:
    rooms.stop(room.pk)
    assert sweep(process) == 0
    Room.objects.filter(pk=room.pk).delete()
    assert sweep(process) == 1 and list(path_of(room.pk).parent.iterdir()) == []


def test_a_room_that_was_switched_off_goes_on_with_the_same_slips(
        room: Room, live: rooms.Running, team: User) -> None:
    code = slips_of(team, room, live, 1)[0]
    vote(live.hall, code, "A1", 1)
    before = live.hall.public
    rooms.stop(room.pk)
    again = rooms.start(Room.objects.get(pk=room.pk))
    assert again.hall.public == before
    again.board.to("vote")
    assert send(again.hall, code, kind="enter")["turns"] == {"A1": 1}


def test_locking_the_vault_closes_its_rooms(room: Room, live: rooms.Running) -> None:
    keyring.lock(room.process_id)
    assert not rooms.is_running(room.pk)
    with pytest.raises(TequioError, match="TQ-617"):
        live.hall.receive(letter(live.hall.public, "2222222222")[0])


def test_the_wire_serves_pages_without_a_name_of_the_process(live: rooms.Running, process: Process) -> None:
    for path in ("", "en", "pared", "pared/en"):
        page = over_wire(live, path).decode()
        title = page.split("<title>")[1].split("</title>")[0]
        assert title in ("Sala", "Room")
        assert process.name not in page and "Tequio" not in page and "parada" not in page
    assert json.loads(over_wire(live, "a"))[0] == ["A1", "Que haya luz en la parada."]
    for name in ("nacl.js", "letters.js", "phone.js", "wall.js", "room.css", "sans.woff2", "serif.woff2"):
        assert over_wire(live, f"f/{name}")


def test_what_is_refused_or_not_reviewed_is_asked_of_nobody(
        client: Client, enter: Enter, sitting: Sitting, live: rooms.Running, team: User) -> None:
    """Neither on the wall and the phones, nor on the table's sheets, cards and list."""
    add([Statement(process=sitting.process, round=sitting.round, key="A3", text="Que se abra el parque."),
         Statement(process=sitting.process, round=sitting.round, key="A4", text="Que revisen a todos.",
                   reproduces_violence=Answer.RISK)])
    assert [key for key, _text in json.loads(over_wire(live, "a"))] == ["A1", "A2"]
    enter(client, team)
    for name in ("room", "room_paper", "room_cards", "room_words"):
        page = client.get(reverse(f"deliberation:{name}", args=[sitting.process_id, sitting.pk])).content.decode()
        assert not any(text in page for text in ("corran", "parque", "revisen")), name
    assert client.post(reverse("deliberation:room_point", args=[sitting.process_id, sitting.pk]),
                       {"statement": "A9"}).status_code == 404
    page = client.get(reverse("deliberation:room", args=[sitting.process_id, sitting.pk])).content.decode()
    assert "2 afirmaciones no están en las hojas" in page
    printed = reverse("room_sheets", args=[sitting.process_id, sitting.pk, "afirmaciones"])
    text = pypdfium2.PdfDocument(client.get(printed).content)
    assert len(text) == 2 and "luz" in text[0].get_textpage().get_text_bounded()


def test_a_review_during_the_evening_reaches_the_wall_at_once(
        client: Client, enter: Enter, sitting: Sitting, live: rooms.Running, team: User,
        django_capture_on_commit_callbacks: Any) -> None:
    add([Statement(process=sitting.process, round=sitting.round, key="A0", text="Que se abra el parque.")])
    enter(client, team)
    for key, answer in (("A0", "no"), ("A1", "yes")):
        statement = Statement.objects.get(key=key)
        with django_capture_on_commit_callbacks(execute=True):
            client.post(reverse("deliberation:review", args=[sitting.process_id, statement.pk]),
                        {"answer": answer, "reply": "Se cuida de otra manera."})
        if key == "A0":
            assert [line.key for line in live.hall.lines] == ["A1", "A2", "A0"]
    assert [line.key for line in live.hall.lines] == ["A2", "A0"] and live.board.at == "A2"


def test_whoever_reviews_changes_the_wall_and_a_refusal_does_not(
        sitting: Sitting, live: rooms.Running, team: User, cast: dict[str, User],
        django_capture_on_commit_callbacks: Any) -> None:
    statement = Statement.objects.get(key="A1")
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(TequioError, match="TQ-311"):
        review_statement(actor=cast["stranger"], statement=statement, answer=Answer.YES, reply="Se cuida así.")
    assert [line.key for line in live.hall.lines] == ["A1", "A2"]
    with django_capture_on_commit_callbacks(execute=True):
        review_statement(actor=team, statement=Statement.objects.get(key="A1"), answer=Answer.YES,
                         reply="Se cuida así.")
    assert [line.key for line in live.hall.lines] == ["A2"]


def test_words_are_joined_only_to_what_the_room_may_vote_on(
        room: Room, sitting: Sitting, team: User, cast: dict[str, User]) -> None:
    elsewhere = Round(process=sitting.process, territory=sitting.round.territory, key="dos", title="Otra ronda")
    other = Statement(process=sitting.process, round=elsewhere, key="B1", text="Que haya luz.",
                      reproduces_violence=Answer.NO)
    open_round(actor=team, round=elsewhere, statements=[other])
    unread = Statement(process=sitting.process, round=sitting.round, key="A3", text="Que se abra el parque.")
    row = RoomWords(process_id=room.process_id, room=room, ticket="0" * 16, words="Más luz", masked="Más luz")
    add([unread])
    add([row])
    for statement in (other, unread, Statement.objects.get(key="A9")):
        with pytest.raises(TequioError, match="TQ-621"):
            join_words(actor=team, row=row, statement=statement)
    good = Statement.objects.get(key="A1")
    with pytest.raises(TequioError, match="TQ-311"):
        join_words(actor=cast["stranger"], row=row, statement=good)
    assert join_words(actor=team, row=row, statement=good).statement == good
    with pytest.raises(TequioError, match="TQ-626"):
        join_words(actor=team, row=row, statement=good)


def test_a_room_with_nothing_to_vote_on_does_not_open(
        client: Client, enter: Enter, sitting: Sitting, team: User) -> None:
    Statement.objects.filter(key__in=["A1", "A2"]).update(reproduces_violence="")
    with pytest.raises(TequioError, match="TQ-490"):
        prepare_room(actor=team, sitting=sitting, phones=False, address="127.0.0.1", port=0)
    assert not Room.objects.exists()
    printed = reverse("room_sheets", args=[sitting.process_id, sitting.pk, "hojas"])
    answer = enter(client, team).get(printed)
    assert answer.status_code == 400 and "TQ-490" in answer.content.decode()


@pytest.mark.parametrize("key", ["A9", "A3"])
def test_no_cards_are_counted_for_what_was_put_to_nobody(sitting: Sitting, team: User, key: str) -> None:
    add([Statement(process=sitting.process, round=sitting.round, key="A3", text="Que se abra el parque.")])
    with pytest.raises(TequioError, match="TQ-491"):
        count_cards(actor=team, sitting=sitting, moment=1,
                    counted=[(Statement.objects.get(key=key), {Position.AGREE: 3})])


def test_closing_asks_first(client: Client, enter: Enter, room: Room, sitting: Sitting, team: User) -> None:
    address = reverse("deliberation:room_close", args=[sitting.process_id, sitting.pk])
    page = enter(client, team).get(address).content.decode()
    room.refresh_from_db()
    assert "¿Cerrar la sala?" in page and room.status == RoomStatus.OPEN
    assert address in client.get(reverse("deliberation:room", args=[sitting.process_id, sitting.pk])).content.decode()
    client.post(address)
    room.refresh_from_db()
    assert room.status == RoomStatus.CLOSED


def test_what_reproduces_violence_has_no_band(room: Room, live: rooms.Running, team: User) -> None:
    for code in slips_of(team, room, live, 12):
        vote(live.hall, code, "A1", 1)
        vote(live.hall, code, "A9", 1)
    live.board.to("look")
    assert json.loads(live.board.results()) == {"A1": ["nearly_all", "hardly_any"], "A2": [None, None]}


def test_words_need_two_readers_and_lose_their_names(
        room: Room, live: rooms.Running, team: User, cast: dict[str, User]) -> None:
    code = slips_of(team, room, live, 1)[0]
    send(live.hall, code, kind="enter")
    send(live.hall, code, kind="say", words=f"Xóchitl {SONG} nos amenaza en la esquina", ticket="0a" * 8)
    assert fetch_words(actor=team, room=room, hall=live.hall) == 1
    assert fetch_words(actor=team, room=room, hall=live.hall) == 0
    row = RoomWords.objects.get(room=room)
    assert SONG in row.words and SONG not in row.masked
    with pytest.raises(TequioError, match="TQ-629"):
        pass_words(actor=team, row=row, answer=None)
    pass_words(actor=cast["protector"], row=row, answer=Answer.NO)
    with pytest.raises(TequioError, match="TQ-625"):
        pass_words(actor=cast["protector"], row=row, answer=Answer.NO)
    assert told(room) == {} and len(live.hall.lines) == 2
    passed = pass_words(actor=cast["facilitator"], row=row, answer=Answer.NO)
    assert passed.statement is not None and SONG not in passed.statement.text
    assert told(room) == {"0a" * 8: "shown"}
    with pytest.raises(TequioError, match="TQ-626"):
        refuse_words(actor=team, row=row, because=RefusalReason.DANGER)


def test_what_may_reproduce_violence_does_not_pass(room: Room, live: rooms.Running, team: User) -> None:
    code = slips_of(team, room, live, 1)[0]
    send(live.hall, code, kind="enter")
    send(live.hall, code, kind="say", words="Que se armen todos", ticket="0b" * 8)
    fetch_words(actor=team, room=room, hall=live.hall)
    row = pass_words(actor=team, row=RoomWords.objects.get(), answer=Answer.RISK)
    assert row.outcome == Outcome.REFUSED and told(room) == {"0b" * 8: "no:hate"}


def test_no_file_and_no_row_holds_the_words(
        room: Room, live: rooms.Running, team: User, home: Path) -> None:
    code = slips_of(team, room, live, 1)[0]
    send(live.hall, code, kind="enter")
    for at in range(4):
        send(live.hall, code, kind="say", words=f"Dice {SONG} que {at}", ticket=f"{at:02d}" * 8)
    held = b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())
    assert SONG.encode() not in held and code.encode() not in held
    fetch_words(actor=team, room=room, hall=live.hall)
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            assert not any(SONG in str(cell) or SONG.encode() in (bytes(cell) if isinstance(
                cell, bytes | memoryview) else b"") for row in cursor.fetchall() for cell in row)


def test_counted_cards_are_kept_apart_from_ballots(sitting: Sitting, team: User) -> None:
    one = Statement.objects.get(key="A1")
    for count in (3, 20):
        count_cards(actor=team, sitting=sitting, moment=1, counted=[(one, {Position.AGREE: count})])
    assert counted_cards(sitting.round)[1, "A1"] == {1: 20, -1: 0, 0: 0, 2: 0}
    assert ballots_of(sitting.round)[0] == []
    with pytest.raises(TequioError, match="TQ-627"):
        count_cards(actor=team, sitting=sitting, moment=1, counted=[(one, {Position.AGREE: -1})])


@pytest.mark.parametrize("who", ["official", "auditor", "stranger", "analyst", "trustee"])
def test_the_table_is_for_those_who_facilitate(
        client: Client, enter: Enter, sitting: Sitting, cast: dict[str, User], who: str) -> None:
    browser = enter(client, cast[who])
    for name in ("room", "room_cards"):
        assert browser.get(reverse(f"deliberation:{name}", args=[sitting.process_id, sitting.pk])).status_code == 404
    with pytest.raises(TequioError, match="TQ-311"):
        prepare_room(actor=cast[who], sitting=sitting, phones=False, address="127.0.0.1", port=0)


def at(name: str, sitting: Sitting, *more: Any) -> str:
    return reverse(f"deliberation:{name}", args=[sitting.process_id, sitting.pk, *more])


def test_the_pages_of_the_table_lead_through_the_evening(
        client: Client, enter: Enter, sitting: Sitting, team: User) -> None:
    browser = enter(client, team)
    assert "Abrir la sala" in browser.get(at("room", sitting)).content.decode()
    try:
        asked = {"phones": "1", "address": "127.0.0.1", "port": "0"}
        answer = browser.post(at("room_open", sitting), asked, follow=True)
        assert "Papelitos" in answer.content.decode()
        room = Room.objects.get(sitting=sitting)
        live = rooms.running(room)
        printed = browser.post(reverse("room_slips", args=[sitting.process_id, sitting.pk]), {"count": "3"})
        assert printed["Content-Type"] == "application/pdf" and live.hall.printed() == 3
        for part in ("hojas", "tarjetas", "afirmaciones"):
            assert browser.get(reverse("room_sheets", args=[sitting.process_id, sitting.pk, part])).status_code == 200
        browser.post(at("room_step", sitting), {"to": "vote"})
        assert live.hall.moment == 1 and live.board.phase == "vote"
        code = slips_of(team, room, live, 1)[0]
        sheet = {"slip": code[:4].lower(), "moment": "1", "group": "mujeres", "a-A1": "1", "a-A2": "2"}
        assert browser.post(at("room_paper", sitting), sheet).status_code == 302
        again = browser.post(at("room_paper", sitting), sheet | {"a-A1": "-1"})
        assert again.status_code == 400 and "TQ-619" in again.content.decode()
        assert browser.post(at("room_paper", sitting), sheet | {"a-A1": "-1", "instead": "1"}).status_code == 302
        assert live.hall.counts(1, "A1")[-1] == 1 and len(live.hall.sheets()) == 1
        assert browser.post(at("room_cards", sitting), {"moment": "1", "c-A1-1": "12"}).status_code == 302
        assert browser.post(at("room_cards", sitting), {"moment": "1", "c-A1-1": "doce"}).status_code == 400
        browser.post(at("room_point", sitting), {"statement": "A2"})
        assert live.board.at == "A2"
        closed = browser.post(at("room_close", sitting), follow=True).content.decode()
        assert "Cuenta de la sala" in closed and len(ballots_of(sitting.round)[0]) == 1
        assert live.hall.sheets() == [] and browser.get(at("room_paper", sitting)).status_code == 400
    finally:
        rooms.stop(Room.objects.get(sitting=sitting).pk)


def test_two_people_read_on_the_page_and_the_phone_is_told(
        client: Client, enter: Enter, sitting: Sitting, room: Room, live: rooms.Running, team: User,
        cast: dict[str, User]) -> None:
    code = slips_of(team, room, live, 1)[0]
    send(live.hall, code, kind="enter")
    send(live.hall, code, kind="say", words="Que arreglen el puente", ticket="0c" * 8)
    page = enter(client, cast["facilitator"]).get(at("room_words", sitting)).content.decode()
    assert "Que arreglen el puente" in page
    row = RoomWords.objects.get()
    asked = {"do": "pass", "answer": "no"}
    assert client.post(at("room_decide", sitting, row.pk), asked).status_code == 302
    refused = client.post(at("room_decide", sitting, row.pk), asked)
    assert refused.status_code == 400 and "TQ-625" in refused.content.decode()
    enter(client, cast["second"]).post(at("room_decide", sitting, row.pk), asked)
    assert json.loads(live.board.told()) == {"0c" * 8: "shown"}
    assert live.hall.lines[-1].text == "Que arreglen el puente"


def test_ballots_lie_in_random_order(room: Room, live: rooms.Running, team: User) -> None:
    codes = slips_of(team, room, live, 30)
    for code in codes:
        vote(live.hall, code, "A1", 1)
    close_room(actor=team, room=room, hall=live.hall)
    found = [row.pk for row in ballots_of(room.sitting.round)[0]]
    assert len(found) == 30 and found == sorted(found)
    assert not {field.name for field in Ballot._meta.fields} & {"created", "time", "day", "slip", "order"}


def test_a_closed_round_shows_counted_cards_beside_its_ballots(
        client: Client, enter: Enter, sitting: Sitting, team: User) -> None:
    count_cards(actor=team, sitting=sitting, moment=1,
                counted=[(Statement.objects.get(key="A1"), {Position.AGREE: 22, Position.DISAGREE: 3})])
    close_round(actor=team, round=sitting.round)
    page = enter(client, team).get(reverse("deliberation:round_part", args=[
        sitting.process_id, sitting.round_id, "salas"]))
    shown = page.content.decode().split('id="tarjetas"')[1]
    assert "unas 20" in shown and "menos de 10" in shown and "no entran en los grupos de opinión" in shown


def test_the_wall_follows_the_page_of_the_sitting(client: Client, enter: Enter, team: User, sitting: Sitting,
                                                  live: rooms.Running) -> None:
    enter(client, team).post(reverse("deliberation:move", args=[sitting.process_id, sitting.pk]), {"to": Phase.LOOK})
    assert live.board.phase == Phase.LOOK
    assert json.loads(over_wire(live, "/e"))["p"] == Phase.LOOK
