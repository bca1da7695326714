"""Votes online: by slip, without account, without trace of who; closed on a day, apart from the rooms."""

import datetime
import re
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from tequio.deliberation.actions import close_round, open_round
from tequio.deliberation.models import Answer, Ballot, Invitation, Position, Round, Statement, Vote
from tequio.deliberation.rounds import online
from tequio.deliberation.rounds.online import answered, holder, next_asked, open_online, take_answer
from tequio.deliberation.rounds.slips import Slip, new_key, opened, sealed
from tequio.deliberation.urns import ballots_of
from tequio.foundation.accounts.models import User
from tequio.foundation.audit.actions import today
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Group, Process, Territory
from tequio.foundation.vault.keyring import keyring

pytestmark = pytest.mark.django_db
SONG = "Zarlínea"


@pytest.fixture(autouse=True)
def full_buckets() -> Iterator[None]:
    online.tries.fill()
    online.answers.fill()
    yield
    online.tries.fill()
    online.answers.fill()


@pytest.fixture
def round_(process: Process, territory: Territory, team: User) -> Round:
    row = Round(process=process, territory=territory, key="uno", title="Ronda")
    return open_round(actor=team, round=row, statements=[
        *(Statement(process=process, round=row, key=f"A{at}", text=f"{SONG} número {at}.",
                    reproduces_violence=Answer.NO) for at in range(3)),
        Statement(process=process, round=row, key="A9", text="Que los corran.", reproduces_violence=Answer.YES)])


@pytest.fixture
def slips(round_: Round, team: User, women: Group) -> list[str]:
    _sitting, words = open_online(actor=team, round=round_, closes_on=today(), wanted={women: 12, None: 10})
    return [*words[women], *words[None]]


def code(raised: pytest.ExceptionInfo[TequioError]) -> str:
    return raised.value.problem.code


def test_a_slip_is_asked_what_may_be_adopted_and_nothing_else(slips: list[str], women: Group) -> None:
    slip, texts = holder(slips[0]), []
    while (asked := next_asked(slip)) is not None:
        texts.append(asked.text)
        take_answer(slip, asked.statement, Position.AGREE)
    assert sorted(texts) == [f"{SONG} número {at}." for at in range(3)]
    assert [position for _, _, position in answered(slip)] == [Position.AGREE] * 3
    assert Ballot.objects.get().group == women


def test_what_few_have_seen_is_asked_first(slips: list[str], round_: Round) -> None:
    for words in slips[:10]:
        take_answer(holder(words), Statement.objects.get(key="A0").pk, Position.PASS)
        take_answer(holder(words), Statement.objects.get(key="A1").pk, Position.PASS)
    online.tries.fill()
    firsts = {next_asked(holder(words)).text for words in slips[10:20]}  # type: ignore[union-attr]
    assert firsts == {f"{SONG} número 2."}


def test_an_answer_can_be_changed_and_counts_once(slips: list[str]) -> None:
    slip, statement = holder(slips[0]), Statement.objects.get(key="A1").pk
    for position in (Position.AGREE, Position.NOT_SAID, Position.DISAGREE):
        take_answer(slip, statement, position)
    assert [row.position for row in Vote.objects.all()] == [Position.DISAGREE]


def test_votes_are_taken_while_the_vault_is_closed(slips: list[str], process: Process) -> None:
    keyring.lock(process.pk)
    slip = holder(slips[0])
    asked = next_asked(slip)
    assert asked is not None and asked.text.startswith(SONG)
    take_answer(slip, asked.statement, Position.AGREE)
    assert Vote.objects.count() == 1


def test_the_database_holds_no_words_of_slips_or_statements(slips: list[str]) -> None:
    take_answer(holder(slips[0]), Statement.objects.get(key="A0").pk, Position.AGREE)
    held = b"\n".join(_cells())
    assert SONG.encode() not in held
    assert not [words for words in slips if words.encode() in held]


def _cells() -> Iterator[bytes]:
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                for cell in row:
                    yield bytes(cell) if isinstance(cell, bytes | memoryview) else str(cell).encode()


def test_nothing_in_the_database_leads_from_an_invitation_to_a_ballot(slips: list[str]) -> None:
    for words in slips:
        slip = holder(words)
        take_answer(slip, Statement.objects.get(key="A0").pk, Position.AGREE)
        online.tries.fill()
    ballots = {str(row.pk) for row in Ballot.objects.all()} | {row.pk.hex for row in Ballot.objects.all()}
    for row in Invitation.objects.all():
        told = f"{row.pk} {row.pk.hex} {row.digest} {bytes(row.opens).hex()}"
        assert not [ballot for ballot in ballots if ballot in told]
    names = {field.name for field in Invitation._meta.fields} | {field.name for field in Ballot._meta.fields}
    assert not {name for name in names if re.search("time|date|day|used|address|agent", name)}


def test_closing_draws_the_ballots_anew_and_forgets_the_slips(slips: list[str], round_: Round, team: User) -> None:
    for words in slips[:15]:
        take_answer(holder(words), Statement.objects.get(key="A0").pk, Position.AGREE)
    before = {row.pk for row in Ballot.objects.all()}
    result = close_round(actor=team, round=round_).result
    assert result["online"]["statements"]["A0"]["agree"] == 15 and result["ballots"] == 0
    after = {row.pk for row in ballots_of(round_)[0]}
    assert len(after) == 15 and not before & after and not Ballot.objects.exists()
    assert not Invitation.objects.exists() and not bytes(round_.sittings.get().wording)
    with pytest.raises(TequioError) as raised:
        holder(slips[0])
    assert code(raised) == "TQ-648"


def test_after_its_day_it_takes_nothing(slips: list[str], round_: Round) -> None:
    slip = holder(slips[0])
    round_.sittings.update(closes_on=today() - datetime.timedelta(days=1))
    with pytest.raises(TequioError) as raised:
        take_answer(slip, Statement.objects.get(key="A0").pk, Position.AGREE)
    assert code(raised) == "TQ-650"
    with pytest.raises(TequioError) as raised:
        holder(slips[0])
    assert code(raised) == "TQ-648"


@pytest.mark.parametrize("typed", ["", "una dos tres", "uno dos tres cuatro cinco seis", "🌵" * 400])
def test_other_words_open_nothing(slips: list[str], typed: str) -> None:
    with pytest.raises(TequioError) as raised:
        holder(typed)
    assert code(raised) == "TQ-648"


def test_tries_are_counted_for_the_house_and_nothing_is_kept_of_who_tries(slips: list[str]) -> None:
    refused = 0
    for _ in range(200):
        with pytest.raises(TequioError) as raised:
            holder("ábaco ábaco ábaco ábaco ábaco ábaco")
        refused += code(raised) == "TQ-649"
    assert refused >= 150


@pytest.mark.parametrize(("closes", "count", "wrong"), [
    (-1, 12, "TQ-646"), (61, 12, "TQ-646"), (1, 9, "TQ-647"), (1, 0, "TQ-647"), (1, 601, "TQ-647")])
def test_a_day_and_a_number_of_slips_that_do_not_do(
        round_: Round, team: User, women: Group, closes: int, count: int, wrong: str) -> None:
    with pytest.raises(TequioError) as raised:
        open_online(actor=team, round=round_, closes_on=today() + datetime.timedelta(days=closes),
                    wanted={women: count})
    assert code(raised) == wrong


@pytest.mark.parametrize("review", ["", Answer.RISK])
def test_what_was_not_reviewed_or_answered_keeps_the_vote_closed(round_: Round, team: User, review: str) -> None:
    Statement.objects.filter(key="A1").update(reproduces_violence=review)
    with pytest.raises(TequioError) as raised:
        open_online(actor=team, round=round_, closes_on=today(), wanted={None: 20})
    assert code(raised) == "TQ-645"


def test_there_is_one_online_vote_of_a_round(slips: list[str], round_: Round, team: User) -> None:
    with pytest.raises(TequioError) as raised:
        open_online(actor=team, round=round_, closes_on=today(), wanted={None: 20})
    assert code(raised) == "TQ-651"


def test_a_whole_visit_in_the_pages(slips: list[str], client: Client) -> None:
    shown = client.get(reverse("round_door")).content.decode()
    assert "seis palabras" in shown
    shown = client.post(reverse("round_door"), {"words": slips[3].upper()}).content.decode()
    for _ in range(3):
        token, statement = (re.search(f'name="{name}" value="([^"]+)"', shown)[1]  # type: ignore[index]
                            for name in ("token", "statement"))
        shown = client.post(reverse("round_answer"), {
            "token": token, "statement": statement, "position": "1"}).content.decode()
    assert "Ya respondiste todo" in shown
    assert "paso" not in client.cookies and not [name for name in client.cookies if "session" in name]
    changed = client.post(reverse("round_answer"), {
        "token": token, "statement": statement, "position": "2", "what": "change"}).content.decode()
    assert "Ya respondiste todo" in changed
    assert sorted(row.position for row in Vote.objects.all()) == [1, 1, 2]


@pytest.mark.parametrize("posted", [
    {}, {"token": "x"}, {"token": "x:y:z", "statement": "1", "position": "1"}])
def test_a_forged_page_answers_nothing(slips: list[str], client: Client, posted: dict[str, str]) -> None:
    shown = client.post(reverse("round_answer"), posted)
    assert shown.status_code == 200 and "Esta página estuvo abierta mucho tiempo" in shown.content.decode()
    assert not Vote.objects.exists()


def test_a_statement_of_another_round_is_not_answered(slips: list[str], round_: Round) -> None:
    with pytest.raises(TequioError) as raised:
        take_answer(holder(slips[0]), Statement.objects.get(key="A9").pk, Position.AGREE)
    assert code(raised) == "TQ-650"


def test_team_pages_show_the_words_once(
        client: Client, round_: Round, process: Process, team: User, women: Group) -> None:
    client.force_login(team, backend="django.contrib.auth.backends.ModelBackend")
    page = reverse("deliberation:online", args=[process.pk, round_.pk])
    few = client.post(page, {"closes_on": today().isoformat(), f"slips_{women.key}": "3"})
    assert few.status_code == 400 and "señalarían" in few.content.decode()
    made = client.post(page, {"closes_on": today().isoformat(), f"slips_{women.key}": "12"}).content.decode()
    assert len(re.findall(r'<li lang="es">', made)) == 12
    again = client.get(page).content.decode()
    assert "Ya hay una votación en línea" in again and '<li lang="es">' not in again


def test_a_wording_opens_with_its_own_key_only() -> None:
    key, slip = new_key(), Slip(b"1" * 32)
    assert opened(slip.opening(slip.sealing(key)), sealed(key, b"frase")) == b"frase"
    for other in (new_key(), b"short"):
        with pytest.raises(TequioError) as raised:
            opened(other, sealed(key, b"frase"))
        assert code(raised) == "TQ-648"
    assert "1" not in repr(slip) and Slip.from_token(slip.token) == slip
