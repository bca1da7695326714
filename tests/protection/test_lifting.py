"""A mask in a text of the team is lifted by two people, for that text, until the text changes; never in own words."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as some
from tests.protection.conftest import Said, review_of

from tequio.agendas.actions import draft_agenda, draft_proposals
from tequio.agendas.compose import compose
from tequio.agendas.models import Agenda, Item, Proposal
from tequio.foundation.accounts.models import Membership, Role, User
from tequio.foundation.audit.browser import at_browser
from tequio.foundation.audit.models import Entry
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Process, Territory
from tequio.foundation.trail.wording import wording
from tequio.protection.deidentify import Span
from tequio.protection.masking import masker
from tequio.protection.models import ReviewStatus, TapLabel, TextLift, TextReading
from tequio.protection.reading.entering import enter_texts
from tequio.protection.reading.lifted import Lifted
from tequio.protection.reading.lifting import Spot, agree_to_lift, ask_to_lift, cover_text_again
from tequio.protection.reading.standing import Passed
from tequio.protection.reading.taps import tap
from tequio.protection.reading.text_actions import approve_text
from tequio.protection.reading.text_masks import looked_at
from tequio.protection.release import Read, Words, internal

pytestmark = pytest.mark.django_db
Enter = Callable[[Client, User], Client]
NAME = "Zarvargas"
TEXT = "Que el parque lleve el nombre de Eleuterio Zarvargas y tenga luz"
OTHER = "Que Eleuterio Zarvargas no maneje la llave"
VERBS: dict[str, Callable[[User, Spot], object]] = {
    "ask": lambda actor, spot: ask_to_lift(actor=actor, spot=spot, reason="fue alcalde hace un siglo"),
    "agree": lambda actor, spot: agree_to_lift(actor=actor, spot=spot),
    "cover": lambda actor, spot: cover_text_again(actor=actor, spot=spot),
}


def write(process: Process, territory: Territory, team: User, text: str, *, own: bool = False,
          key: str = "P1") -> Proposal:
    row = Proposal(process=process, territory=territory, key=key, text=text, own_words=own)
    draft_proposals(actor=team, process=process, proposals=[row], duties=[], sources=[])
    return row


def reading_of(row: object, process: Process, reader: User, field: str = "text") -> TextReading:
    enter_texts(actor=reader, process=process)
    found: TextReading = TextReading.objects.select_related("process").get(object_id=row.pk, field=field)  # type: ignore[attr-defined]
    return found


def spot_of(reading: TextReading, number: int = 0) -> Spot:
    shown = looked_at(reading, "")
    assert shown is not None
    mask = shown.masks[number]
    return Spot(reading, mask.start, mask.end, shown.seen)


@pytest.fixture
def proposal(process: Process, territory: Territory, team: User) -> Proposal:
    return write(process, territory, team, TEXT)


@pytest.fixture
def spot(process: Process, proposal: Proposal, readers: list[User]) -> Spot:
    return spot_of(reading_of(proposal, process, readers[0]))


@pytest.fixture
def lifted(process: Process, spot: Spot, readers: list[User]) -> Spot:
    VERBS["ask"](readers[0], spot)
    VERBS["agree"](readers[1], spot)
    spot.reading.refresh_from_db()
    return Spot(spot.reading, spot.start, spot.end, spot.reading.mark)


def code_of(act: Callable[[], object]) -> str:
    with pytest.raises(TequioError) as fault:
        act()
    return fault.value.problem.code


def leaving(process: Process, text: str) -> str:
    return masker(process)(Words(text, drafted=True))


def test_one_person_alone_lifts_nothing(process: Process, spot: Spot, readers: list[User]) -> None:
    assert NAME not in leaving(process, TEXT)
    VERBS["ask"](readers[0], spot)
    assert NAME not in leaving(process, TEXT) and NAME not in wording(process).drafted(TEXT)
    assert code_of(lambda: VERBS["agree"](readers[0], spot)) == "TQ-139"
    assert NAME not in leaving(process, TEXT)


def test_agreed_by_another_it_stands_in_that_text_on_pages_and_in_what_leaves(
        process: Process, lifted: Spot, readers: list[User]) -> None:
    assert leaving(process, TEXT) == TEXT and wording(process).drafted(TEXT) == TEXT
    # In any other text, and in somebody's own words, it stays masked.
    for words in (OTHER, TEXT + "."):
        assert NAME not in leaving(process, words) and NAME not in wording(process).drafted(words)
    assert NAME not in masker(process)(Words(TEXT)) and NAME not in wording(process).own(TEXT)


def test_agreed_from_the_browser_of_whoever_asked_is_told(spot: Spot, readers: list[User]) -> None:
    with at_browser("una"):
        ask_to_lift(actor=readers[0], spot=spot, reason="Es una calle")
        agree_to_lift(actor=readers[1], spot=spot)
    assert Entry.objects.order_by("sequence").last().verb == "lift_mask.same_browser"  # type: ignore[union-attr]


def test_whoever_read_it_before_reads_it_again(process: Process, proposal: Proposal, readers: list[User]) -> None:
    reading = reading_of(proposal, process, readers[0])
    for reader in readers[:2]:
        approve_text(actor=reader, reading=reading, as_seen=reading.mark)
    spot = spot_of(reading)
    VERBS["ask"](readers[0], spot)
    assert Passed(process)(leaving(process, TEXT)) == Read.APPROVED
    assert VERBS["agree"](readers[1], spot) == 1
    reading.refresh_from_db()
    assert (reading.status, reading.first_reviewer) == (ReviewStatus.MACHINE, "")
    assert Passed(process)(leaving(process, TEXT)) == Read.UNREAD
    for reader in readers[:2]:
        approve_text(actor=reader, reading=reading, as_seen=reading.mark)
    assert Passed(process)(leaving(process, TEXT)) == Read.APPROVED


def test_it_holds_until_the_text_changes(
        process: Process, proposal: Proposal, lifted: Spot, readers: list[User]) -> None:
    proposal.text = TEXT + " toda la noche"
    proposal.save()
    assert NAME not in leaving(process, proposal.text) and NAME not in wording(process).drafted(proposal.text)
    assert code_of(lambda: VERBS["cover"](readers[0], lifted)) == "TQ-445"
    assert TextLift.objects.count() == 1
    enter_texts(actor=readers[0], process=process)
    assert not TextLift.objects.exists()
    proposal.text = TEXT
    proposal.save()
    assert NAME not in leaving(process, TEXT)


def test_it_stands_in_every_row_of_the_same_text(
        process: Process, territory: Territory, proposal: Proposal, lifted: Spot, readers: list[User],
        team: User) -> None:
    agenda = Agenda(process=process, territory=territory, title="Agenda")
    item = Item(process=process, agenda=agenda, number=1, key="P1", text=TEXT)
    draft_agenda(actor=team, agenda=agenda, openings=[], items=[item], sources=[(proposal, item)])
    assert TEXT in str(internal(compose(process, agenda), mask=masker(process), marks=()).content)
    # The proposal was taken up elsewhere, the item keeps its words: the mask stays lifted.
    Proposal.objects.filter(pk=proposal.pk).update(status="superseded")
    enter_texts(actor=readers[0], process=process)
    assert TextLift.objects.count() == 1 and leaving(process, TEXT) == TEXT


def test_covered_again_by_one_person(process: Process, lifted: Spot, readers: list[User]) -> None:
    assert VERBS["cover"](readers[2], lifted) == 1
    assert NAME not in leaving(process, TEXT) and NAME not in wording(process).drafted(TEXT)
    assert code_of(lambda: VERBS["cover"](readers[2], spot_of(lifted.reading))) == "TQ-445"
    lifted.reading.refresh_from_db()
    assert code_of(lambda: VERBS["cover"](readers[2], spot_of(lifted.reading))) == "TQ-140"


def test_a_marked_term_is_lifted_as_well_also_in_a_title(
        process: Process, territory: Territory, readers: list[User], team: User) -> None:
    row = Proposal(process=process, territory=territory, key="P7", text="Que el Zaguán Verde abra",
                   section="Lo del Zaguán")
    draft_proposals(actor=team, process=process, proposals=[row], duties=[], sources=[])
    tap(actor=readers[0], process=process, words="Zaguán", label=TapLabel.PLACE)
    for field, words in (("text", Words(row.text, drafted=True)), ("section", Words(row.section, heading=True))):
        assert "Zaguán" not in masker(process)(words)
        spot = spot_of(reading_of(row, process, readers[0], field))
        VERBS["ask"](readers[0], spot)
        VERBS["agree"](readers[1], spot)
        assert masker(process)(words) == words.text
    assert "Zaguán" not in masker(process)(Words("Otra cosa del Zaguán", drafted=True))


@pytest.mark.parametrize("verb", list(VERBS))
def test_in_somebodys_own_words_nothing_is_lifted(
        process: Process, territory: Territory, readers: list[User], team: User, verb: str) -> None:
    row = write(process, territory, team, TEXT, own=True)
    spot = spot_of(reading_of(row, process, readers[0]))
    assert code_of(lambda: VERBS[verb](readers[0], spot)) == "TQ-137"
    assert not TextLift.objects.exists() and NAME not in masker(process)(Words(TEXT))


def test_a_voice_is_no_text_of_the_team(
        client: Client, enter: Enter, process: Process, say: Said, readers: list[User]) -> None:
    review = review_of(say("Lo hizo Eleuterio Zarvargas"))
    enter(client, readers[0])
    assert client.get(reverse("protection:text", args=[process.pk, review.pk])).status_code == 404
    assert client.post(reverse("protection:ask_lift", args=[process.pk, review.pk]), {
        "start": "8", "end": "27", "reason": "x"}).status_code == 404


def test_what_cannot_be(process: Process, spot: Spot, readers: list[User]) -> None:
    first, second, third = readers
    assert code_of(lambda: ask_to_lift(actor=first, spot=spot, reason="  ")) == "TQ-448"
    beside = Spot(spot.reading, spot.start, spot.end - 1, spot.as_seen)
    assert code_of(lambda: VERBS["ask"](first, beside)) == "TQ-449"
    assert code_of(lambda: VERBS["agree"](second, spot)) == "TQ-140"
    assert code_of(lambda: VERBS["cover"](second, spot)) == "TQ-140"
    VERBS["ask"](first, spot)
    assert code_of(lambda: VERBS["ask"](second, spot)) == "TQ-138"
    VERBS["agree"](second, spot)
    assert code_of(lambda: VERBS["agree"](third, spot)) == "TQ-445"
    spot.reading.refresh_from_db()
    now = Spot(spot.reading, spot.start, spot.end, spot.reading.mark)
    assert code_of(lambda: VERBS["agree"](third, now)) == "TQ-138"
    assert code_of(lambda: VERBS["ask"](third, now)) == "TQ-138"


@pytest.mark.parametrize("verb", list(VERBS))
def test_the_text_that_was_seen_is_the_one_that_is_decided_of(
        process: Process, proposal: Proposal, spot: Spot, readers: list[User], verb: str) -> None:
    proposal.text = TEXT + " mañana"
    proposal.save()
    assert code_of(lambda: VERBS[verb](readers[0], spot)) == "TQ-445"
    Proposal.objects.all().delete()
    assert code_of(lambda: VERBS[verb](readers[0], spot)) == "TQ-445"


@pytest.mark.parametrize("verb", list(VERBS))
@pytest.mark.parametrize("who", ["facilitator", "analyst", "coordinator", "trustee", "official", "auditor", "stranger"])
def test_only_protectors_lift(process: Process, spot: Spot, readers: list[User], cast: dict[str, User], who: str,
                              verb: str) -> None:
    if verb != "ask":
        VERBS["ask"](readers[0], spot)
    before = Entry.objects.count(), TextLift.objects.count()
    assert code_of(lambda: VERBS[verb](cast[who], spot)) == "TQ-311"
    assert (Entry.objects.count(), TextLift.objects.count()) == before


def test_a_protector_of_one_place_lifts_there_only(
        process: Process, proposal: Proposal, spot: Spot, territory: Territory, readers: list[User]) -> None:
    far = Territory.objects.create(process=process, key="lejos", name="Lejos", level="municipality")
    here, there = (User.objects.create_user(name, process=process) for name in ("aqui", "alla"))
    Membership.objects.create(user=here, process=process, role=Role.PROTECTOR, territory=territory)
    Membership.objects.create(user=there, process=process, role=Role.PROTECTOR, territory=far)
    assert code_of(lambda: VERBS["ask"](there, spot)) == "TQ-311"
    VERBS["ask"](readers[0], spot)
    assert code_of(lambda: VERBS["agree"](there, spot)) == "TQ-311"
    VERBS["agree"](here, spot)
    assert leaving(process, TEXT) == TEXT


def test_the_record_says_who_and_what_and_no_word(process: Process, lifted: Spot, readers: list[User]) -> None:
    entries = list(Entry.objects.filter(verb__startswith="lift_mask").order_by("sequence"))
    assert [(entry.actor, entry.verb, entry.object_id) for entry in entries] == [
        ("lectora-0", "lift_mask.asked", lifted.reading.pk), ("lectora-1", "lift_mask.agreed", lifted.reading.pk)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM protection_textlift")
        row = str([bytes(cell) if isinstance(cell, memoryview) else cell for cell in cursor.fetchone()])
    assert NAME not in row and "alcalde" not in row


def test_two_names_of_one_person_are_refused_by_the_database(spot: Spot, readers: list[User]) -> None:
    VERBS["ask"](readers[0], spot)
    with pytest.raises(IntegrityError), transaction.atomic():
        TextLift.objects.update(agreed_by=readers[0].pseudonym)


def test_on_the_pages(client: Client, enter: Enter, process: Process, proposal: Proposal, spot: Spot,
                      readers: list[User], team: User) -> None:
    page = reverse("protection:text", args=[process.pk, spot.reading.pk])
    queue = reverse("protection:readings", args=[process.pk])
    where = {"start": str(spot.start), "end": str(spot.end), "seen": spot.as_seen}
    enter(client, readers[0])
    assert page in client.get(queue).content.decode()
    shown = client.get(page).content.decode()
    assert "[una persona]" not in shown and 'class="masked"' in shown and "Pedirlo" in shown
    answer = client.post(reverse("protection:ask_lift", args=[process.pk, spot.reading.pk]), where)
    assert answer.status_code == 400 and "TQ-448" in answer.content.decode()
    # A text that somebody changed meanwhile: the reason that was typed is still there.
    answer = client.post(reverse("protection:ask_lift", args=[process.pk, spot.reading.pk]),
                         where | {"reason": "lo dijo «todo» el pueblo", "seen": "antes"})
    assert "TQ-445" in answer.content.decode() and 'value="lo dijo «todo» el pueblo"' in answer.content.decode()
    client.post(reverse("protection:ask_lift", args=[process.pk, spot.reading.pk]), where | {"reason": "es de antes"})
    assert "Tú lo pediste" in client.get(page).content.decode()
    answer = client.post(reverse("protection:agree_lift", args=[process.pk, spot.reading.pk]), where)
    assert answer.status_code == 400 and "TQ-139" in answer.content.decode()
    assert "Falta otra persona" not in client.get(queue).content.decode()
    enter(client, readers[1])
    assert "Falta otra persona" in client.get(queue).content.decode()
    assert "es de antes" in client.get(page).content.decode()
    client.post(reverse("protection:agree_lift", args=[process.pk, spot.reading.pk]), where)
    shown = client.get(page).content.decode()
    assert "lo pidió lectora-0 y estuvo de acuerdo lectora-1" in shown and "Volver a tapar" in shown
    about = reverse("agendas:proposal", args=[process.pk, proposal.pk])
    assert NAME in enter(Client(), team).get(about).content.decode()


@pytest.mark.keys_count
def test_who_is_no_second_person_is_told_on_the_page(
        client: Client, enter: Enter, process: Process, spot: Spot, readers: list[User]) -> None:
    answer = enter(client, readers[0]).post(reverse("protection:ask_lift", args=[process.pk, spot.reading.pk]), {
        "start": str(spot.start), "end": str(spot.end), "seen": spot.as_seen, "reason": "es de todos"})
    assert answer.status_code == 400 and "TQ-521" in answer.content.decode()
    assert "es de todos" in answer.content.decode() and not TextLift.objects.exists()


def test_a_masked_page_leads_to_where_masks_are_lifted_those_who_may(
        client: Client, enter: Enter, process: Process, proposal: Proposal, cast: dict[str, User]) -> None:
    about = reverse("agendas:proposal", args=[process.pk, proposal.pk])
    queue = reverse("protection:readings", args=[process.pk])
    assert f"{queue}?lectura=all" in enter(client, cast["protector"]).get(about).content.decode()
    assert f"{queue}?lectura=all" not in enter(Client(), cast["analyst"]).get(about).content.decode()


@pytest.mark.parametrize("who", ["facilitator", "analyst", "coordinator", "trustee", "official", "auditor", "stranger"])
def test_nobody_else_opens_the_page(client: Client, enter: Enter, process: Process, spot: Spot, cast: dict[str, User],
                                    who: str) -> None:
    enter(client, cast[who])
    assert client.get(reverse("protection:text", args=[process.pk, spot.reading.pk])).status_code == 404


PLACE = some.tuples(some.integers(0, 20), some.integers(1, 6)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@given(some.sets(PLACE), some.sets(PLACE))
def test_only_the_very_masks_that_were_lifted_go(found: set[tuple[int, int]], agreed: set[tuple[int, int]]) -> None:
    lifted = Lifted.__new__(Lifted)
    lifted.places = lambda text: agreed  # type: ignore[method-assign]
    left = lifted.standing("x" * 30, [Span(start, end, "PERSON", "test") for start, end in sorted(found)])
    assert {(span.start, span.end) for span in left} == found - agreed
