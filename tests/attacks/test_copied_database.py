"""A copy of the database and no passphrase: what it tells of single voices, of single ballots, and of who came when.

Every look goes past the models, through SQL, as whoever copied the file would look.
"""

import random
import uuid
from collections import Counter, defaultdict
from itertools import pairwise

import pytest
from django.db import connection, transaction
from django.db.models import QuerySet, UUIDField
from hypothesis import given
from hypothesis import strategies as st

from tequio.deliberation.actions import close_round, record_ballots
from tequio.deliberation.folded import Folded, folded, unfolded
from tequio.deliberation.left_open import seal_closed_rounds
from tequio.deliberation.models import Ballot, Round, RoundStatus, Sitting, Statement, Urn, Vote
from tequio.deliberation.queries import given as ballots_given
from tequio.deliberation.urns import ballots_of
from tequio.foundation.accounts.models import User
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Group, Process, Territory
from tequio.foundation.trail.purging import destroy
from tequio.foundation.vault.fields import Sealed, SealedField
from tequio.foundation.vault.keyring import OpenProcess, keyring
from tequio.foundation.vault.rows import of_process, ours, sealed_fields
from tequio.foundation.vault.scattering import scatter_rows
from tequio.foundation.vault.sealing import seal
from tequio.foundation.vault.stepping import seal_to_steps
from tequio.foundation.vault.steps import AROUND, DOUBLING, LEAST, on_a_step, padded, step, unpadded
from tequio.listening.actions import record_voices
from tequio.listening.models import Encounter, Silence, Voice

PEOPLE, ASKED, KNOWN = 60, 8, 4


def looked(query: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return list(cursor.fetchall())


@pytest.fixture
def round_(process: Process, territory: Territory) -> Round:
    row: Round = Round.objects.create(process=process, territory=territory, key="r1", title="Ronda")
    for at in range(ASKED):
        Statement.objects.create(process=process, round=row, key=f"A{at}", text=f"Medida {at}",
                                 reproduces_violence="no")
    return row


@pytest.fixture
def meeting(process: Process, territory: Territory) -> Encounter:
    row: Encounter = Encounter.objects.create(process=process, territory=territory, key="E1", kind="forum",
                                              status="held")
    return row


@pytest.fixture
def given_online(round_: Round) -> Round:
    """Ballots as they lie in rows while an online vote is open, and as every round kept them before there were urns."""
    drawn, groups = random.Random(7), list(Group.objects.filter(process=round_.process_id))
    ballots = [Ballot(round=round_, group=drawn.choice(groups)) for _ in range(PEOPLE)]
    votes = [Vote(ballot=one, statement=statement, position=drawn.choice([-1, 0, 1]))
             for one in ballots for statement in Statement.objects.filter(round=round_)]
    Ballot.objects.bulk_create(ballots)
    Vote.objects.bulk_create(votes)
    return round_


@pytest.fixture
def voted(given_online: Round, team: User) -> Round:
    """The same ballots as a sheet or a room brings them."""
    ballots, votes = list(Ballot.objects.all()), list(Vote.objects.all())
    Ballot.objects.all().delete()
    record_ballots(actor=team, round=given_online, ballots=ballots, votes=votes)
    return given_online


def singled_out() -> int:
    """Of how many ballots somebody who knows the group and four of the answers reads the rest."""
    answers: dict[object, dict[object, object]] = defaultdict(dict)
    groups = dict(looked("SELECT id, group_id FROM deliberation_ballot"))
    for ballot, statement, position in looked("SELECT ballot_id, statement_id, position FROM deliberation_vote"):
        answers[ballot][statement] = position
    known: dict[object, set[object]] = defaultdict(set)
    for ballot, said in answers.items():
        first = tuple(sorted(said.items(), key=lambda pair: str(pair[0]))[:KNOWN])
        known[groups[ballot], first].add(ballot)
    return sum(len(ballots) == 1 for ballots in known.values())


@pytest.mark.django_db
def test_four_known_answers_single_out_no_ballot_of_a_closed_round(given_online: Round, team: User) -> None:
    assert singled_out() > 0, "the attack must be able to find something while the vote is open"
    close_round(actor=team, round=given_online)
    assert singled_out() == 0
    assert looked("SELECT id FROM deliberation_ballot") == looked("SELECT id FROM deliberation_vote") == []
    assert "agree" not in str([bytes(row[0]) for row in looked("SELECT outcome FROM deliberation_round")])


@pytest.mark.django_db
def test_ballots_of_a_sheet_or_a_room_lie_in_no_row_at_any_time(voted: Round) -> None:
    assert singled_out() == 0 and looked("SELECT id FROM deliberation_ballot") == []
    assert len(ballots_of(voted)[0]) == PEOPLE


@pytest.mark.django_db
def test_no_ballots_are_taken_while_the_process_is_locked(given_online: Round, team: User) -> None:
    keyring.lock(given_online.process_id)
    with pytest.raises(TequioError) as fault:
        record_ballots(actor=team, round=given_online, ballots=[Ballot(round=given_online)], votes=[])
    assert fault.value.problem.code == "TQ-301" and not Urn.objects.exists()


@pytest.mark.django_db
def test_the_team_reads_and_computes_again_what_the_urn_holds(voted: Round, team: User) -> None:
    before = {key: int(count) for key, count in ballots_given(voted).items()}
    first = close_round(actor=team, round=voted).result
    assert sum(first["statements"]["A0"].values()) == PEOPLE and len(ballots_of(voted)[0]) == PEOPLE
    assert ballots_given(voted) == before
    again = close_round(actor=team, round=voted).result
    assert again == first and Urn.objects.count() == 1


@pytest.mark.django_db
def test_closing_needs_an_open_process_and_leaves_everything_as_it_was(given_online: Round, team: User) -> None:
    keyring.lock(given_online.process_id)
    with pytest.raises(TequioError) as fault:
        close_round(actor=team, round=given_online)
    assert fault.value.problem.code == "TQ-301"
    assert Round.objects.get().status == RoundStatus.OPEN and Ballot.objects.count() == PEOPLE


@pytest.mark.django_db
def test_ballots_of_a_round_that_was_closed_before_are_sealed_when_the_process_opens(given_online: Round) -> None:
    Round.objects.filter(pk=given_online.pk).update(status=RoundStatus.CLOSED)
    assert seal_closed_rounds(given_online.process_id) == 1 and singled_out() == 0
    found = Round.objects.get()
    assert found.result["ballots"] == PEOPLE and len(ballots_of(found)[1]) == PEOPLE * ASKED
    assert seal_closed_rounds(given_online.process_id) == 0 and Urn.objects.count() == 1


@pytest.mark.django_db
def test_a_round_that_cannot_be_read_keeps_nobody_out(given_online: Round) -> None:
    Round.objects.filter(pk=given_online.pk).update(status=RoundStatus.CLOSED)
    QuerySet(Urn).create(process_id=given_online.process_id, round=given_online, ballots=Sealed(b"\x01" + bytes(60)))
    assert seal_closed_rounds(given_online.process_id) == 0 and Ballot.objects.count() == PEOPLE


@pytest.mark.django_db
def test_the_same_ballots_that_came_in_twice_count_once(voted: Round, team: User) -> None:
    close_round(actor=team, round=voted)
    Urn(process_id=voted.process_id, round=voted, ballots=Urn.objects.get().ballots).save(force_insert=True)
    assert len(ballots_of(voted)[0]) == PEOPLE


@pytest.mark.django_db
def test_a_statement_that_is_gone_takes_its_answers_with_it(voted: Round, team: User) -> None:
    close_round(actor=team, round=voted)
    Statement.objects.get(key="A0").delete()
    assert {vote.statement for vote in ballots_of(voted)[1]} == {f"A{at}" for at in range(1, ASKED)}


@pytest.mark.django_db
def test_what_is_destroyed_leaves_the_urn_as_well(voted: Round, team: User, process: Process) -> None:
    room = Sitting.objects.create(process=process, round=voted, key="sala", title="Sala")
    record_ballots(actor=team, round=voted, ballots=[Ballot(round=voted, sitting=room)], votes=[])
    assert len(ballots_of(voted)[0]) == PEOPLE + 1
    with transaction.atomic():
        destroy(process, "sitting")
        destroy(process, "statement", [Statement.objects.get(key="A0").pk])
    held = [one for urn in Urn.objects.all() for one in unfolded(urn.ballots)]
    assert len(held) == PEOPLE and {len(one.answers) for one in held} == {ASKED - 1}


@st.composite
def many(draw: st.DrawFn) -> list[Folded]:
    groups = [None, *(uuid.UUID(int=at) for at in (1, 2, 3))]
    made: list[Folded] = []
    for number in draw(st.lists(st.uuids(), unique=True, max_size=12)):
        earlier = draw(st.sampled_from([None, *(one.id for one in made)]))
        made.append(Folded(number, draw(st.sampled_from(groups)), draw(st.sampled_from(groups)),
                           draw(st.sampled_from([1, 2])), earlier,
                           draw(st.dictionaries(st.uuids(), st.sampled_from([-1, 0, 1, 2]), max_size=6))))
    return made


@given(many(), st.randoms())
def test_ballots_come_out_of_an_urn_as_they_went_in_and_in_no_order_of_theirs(
        ballots: list[Folded], chance: random.Random) -> None:
    text = folded(ballots)
    assert sorted(unfolded(text), key=lambda one: one.id) == sorted(ballots, key=lambda one: one.id)
    shuffled = ballots[:]
    chance.shuffle(shuffled)
    assert folded(shuffled) == text


def lengths(voices: list[bytes]) -> int:
    """How many envelopes have a length of their own."""
    return sum(count == 1 for count in Counter(map(len, voices)).values())


@pytest.mark.django_db
def test_no_voice_is_known_by_the_length_of_its_envelope_beyond_its_step(meeting: Encounter, team: User) -> None:
    said = ["a" * length for length in range(1, 241)]
    record_voices(actor=team, encounter=meeting, voices=[
        Voice(process_id=meeting.process_id, encounter=meeting, territory_id=meeting.territory_id, key=f"v{len(text)}",
              text=text) for text in said])
    found = [bytes(row[0]) for row in looked("SELECT text FROM listening_voice")]
    assert lengths(found) == 0 and len({len(one) for one in found}) == 2
    assert sorted(row.text for row in Voice.objects.all()) == said


def test_every_sealed_column_of_a_process_tells_steps_only(seeded: Process) -> None:
    told = {f"{model._meta.label}.{field.name}": len(row)
            for model, fields in sealed_fields() for field in fields
            for row in of_process(model, seeded.pk).values_list(field.name, flat=True)
            if row and not on_a_step(len(row))}
    assert told == {}


@pytest.mark.django_db
def test_what_was_sealed_before_is_filled_up_when_the_process_opens(
        meeting: Encounter, team: User, opened: OpenProcess) -> None:
    row = Voice(process_id=meeting.process_id, encounter=meeting, territory_id=meeting.territory_id, key="v",
                text="Falta luz")
    record_voices(actor=team, encounter=meeting, voices=[row])
    lost = Silence.objects.create(process_id=meeting.process_id, territory_id=meeting.territory_id, key="s",
                                  kind="refusal", text="otra")
    field = Voice._meta.get_field("text")
    assert isinstance(field, SealedField)
    bare = Sealed(seal(opened.key_for(row.pk), b"Falta luz", field.binding(row)[1]))
    QuerySet(Voice).filter(pk=row.pk).update(text=bare)
    QuerySet(Silence).filter(pk=lost.pk).update(text=Sealed(b"\x01" + bytes(40)))
    assert seal_to_steps(meeting.process_id) == 1
    assert Voice.objects.get().text == "Falta luz" and on_a_step(len(looked("SELECT text FROM listening_voice")[0][0]))
    assert seal_to_steps(meeting.process_id) == 0


@given(st.text(max_size=600).map(str.encode))
def test_filled_words_come_back_whole(words: bytes) -> None:
    assert unpadded(padded(words)) == words and on_a_step(AROUND + len(padded(words)))


@given(st.integers(1, 1 << 24))
def test_steps_are_few_and_never_much_longer(size: int) -> None:
    found = step(size)
    assert size <= found <= max(LEAST, 2 * size) and step(found) == found
    assert size <= DOUBLING or found <= size * 9 / 8


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL numbers no rows")
@pytest.mark.parametrize("together", [True, False])
def test_the_numbers_of_rows_do_not_tell_which_came_first(
        meeting: Encounter, team: User, together: bool) -> None:
    def voice(at: int) -> Voice:
        return Voice(process_id=meeting.process_id, encounter=meeting, territory_id=meeting.territory_id,
                     key=f"v{at:02}", text="Falta luz")

    if together:
        record_voices(actor=team, encounter=meeting, voices=[voice(at) for at in range(40)])
    else:
        for at in range(40):
            record_voices(actor=team, encounter=meeting, voices=[voice(at)])
    came = [row[0] for row in looked("SELECT key FROM listening_voice ORDER BY rowid")]
    assert len(came) == 40
    # Of 39 neighbours about half stand in order by chance; all of them, or nearly all, never do.
    assert 6 < sum(str(one) < str(two) for one, two in pairwise(came)) < 33
    assert not any(int(str(row[0])) % 2 for row in looked("SELECT rowid FROM listening_voice"))


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL numbers no rows")
def test_every_table_with_random_numbers_is_scattered() -> None:
    triggers = {row[0] for row in looked("SELECT tbl_name FROM sqlite_master WHERE type = 'trigger'")}
    tables = {model._meta.db_table for model in ours() if isinstance(model._meta.pk, UUIDField)}
    assert len(tables) > 50 and tables - triggers == set()


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL numbers no rows")
def test_rows_that_lay_in_order_are_scattered_when_the_database_is_brought_to_its_shape(process: Process) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER places_group_scattered")
    for at in range(40):
        Group.objects.create(process=process, key=f"g{at:02}", name_es="G", name_en="G", order=at)
    ordered = "SELECT key FROM places_group WHERE name_es = 'G' ORDER BY rowid"
    assert (before := looked(ordered)) == sorted(before)
    assert scatter_rows() == 1
    assert looked(ordered) != before and scatter_rows() == 0
