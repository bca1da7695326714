"""Every road in, one by one: words that come by a sheet, a page, a telephone or a bundle are read by two people first.

Sheets are generated from the kinds of sources and their fields of words; pages, notes of a telephone and bundles are
walked as people walk them. Nothing is written past them.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from tequio.agendas.models import Agenda, AgendaStatus
from tequio.chain.kinds import KINDS, As, Field
from tequio.chain.ledger import Ledger
from tequio.chain.process_file import read_process_file
from tequio.chain.stages.run import run_stages
from tequio.deliberation.actions import close_round
from tequio.deliberation.models import Round
from tequio.foundation.accounts.models import Membership, Role, User
from tequio.foundation.places.models import Process, Territory
from tequio.listening.bringing.models import Delivery
from tequio.listening.capture import accepting
from tequio.listening.capture.opening import waiting_in
from tequio.listening.models import Encounter, Silence
from tequio.protection.models import Review, ReviewStatus, TextReading
from tequio.protection.reading.actions import mask_new
from tequio.protection.reading.entering import renew_texts
from tequio.protection.reading.queue import Show, queue_of
from tequio.protection.reading.standing import Passed
from tequio.protection.reading.texts import texts
from tests.attacks import canaries
from tests.attacks.test_two_readers import DOES, THINGS, bare, documents, handed_over
from tests.bundles.conftest import office, world
from tests.bundles.world import World
from tests.chain.bringing.test_pages import hand_in
from tests.listening.capture.conftest import Handset, fresh_pace, give, handset, happened, held, planned, ready
from tests.readings import read_as

__all__ = ["fresh_pace", "give", "handset", "happened", "held", "office", "planned", "ready", "world"]
pytestmark = pytest.mark.django_db
FIELDS = [(kind, field) for kind in canaries.ROWS for field in KINDS[kind].fields
          if field.read in (As.WORDS, As.NOTES) and (kind, field.name) != ("codings", "quote")]
WORDS = "La tetera silba otra vez"


def phrase(kind: str, field: str) -> str:
    """Plain words that no mask touches, another sentence for each field of each kind."""
    at = [(one, row.name) for one, row in FIELDS].index((kind, field)) if (kind, field) in [
        (one, row.name) for one, row in FIELDS] else len(FIELDS) + (field == "opening")
    return f"La {THINGS[at // 9]} {DOES[at % 9]} otra vez"


@pytest.fixture
def by_sheets(home: Path, db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Process:
    """A process that came in by sheets of every kind, with its own words in each field of words."""
    def words(kind: str, field: Field) -> str:
        said = phrase("voices", "text") if (kind, field.name) == ("codings", "quote") else phrase(kind, field.name)
        return f"g: {said}" if field.read is As.NOTES else said
    monkeypatch.setattr(canaries, "words_of", words)
    sources = tmp_path / "hojas"
    sources.mkdir()
    run_stages(read_process_file(canaries.write_process(sources)), home, "una frase", Ledger(), lambda *_: None)
    return Process.objects.get(name="Canarios")


def leaving(process: Process) -> str:
    return " ".join(map(bare, (*documents(process), *handed_over(process))))


def read_by(process: Process, *names: str) -> None:
    """Of everything that is in the queue, as readings write it."""
    renew_texts(process)
    status = ReviewStatus.APPROVED if len(names) > 1 else ReviewStatus.FIRST
    second = names[1] if len(names) > 1 else ""
    for model in (TextReading, Review):
        read_as(model.objects.filter(process=process), status, names[0], second)


def test_by_every_sheet_and_field_nothing_leaves_unread_or_read_by_one(by_sheets: Process) -> None:
    phrases = {phrase(kind, field.name) for kind, field in FIELDS}
    assert len(phrases) == len(FIELDS) > 35
    for status in ("nobody", "one"):
        if status == "one":
            read_by(by_sheets, "a")
        out = leaving(by_sheets)
        assert [said for said in phrases if bare(said) in out] == [], status


@pytest.mark.slow
def test_by_every_sheet_and_field_the_one_that_is_unread_is_the_one_that_stays(by_sheets: Process) -> None:
    """With everything else read by two: the field whose words one person read leaves by no road."""
    read_by(by_sheets, "a", "b")
    everything = leaving(by_sheets)
    leave = [(kind, field.name) for kind, field in FIELDS if bare(phrase(kind, field.name)) in everything]
    assert len(leave) >= 12
    for kind, field in leave:
        said = phrase(kind, field)
        rows = [text.place for text in texts(by_sheets) if said in text.words.text]
        voices = [row.pk for row in Review.objects.filter(process=by_sheets) if said in row.voice.text]
        assert rows or voices, (kind, field)
        for name, pk, column in rows:
            read_as(TextReading.objects.filter(kind=name, object_id=pk, field=column), ReviewStatus.FIRST)
        read_as(Review.objects.filter(pk__in=voices), ReviewStatus.FIRST)
        assert bare(said) not in leaving(by_sheets), (kind, field)
        for model in (TextReading, Review):
            read_as(model.objects.filter(process=by_sheets), ReviewStatus.APPROVED)


@pytest.fixture
def browser(client: Client, team: User, enter: Callable[[Client, User], Client]) -> Client:
    return enter(client, team)


def card(browser: Client, row: Encounter) -> None:
    desk = browser.get(reverse("listening:desk", args=[row.process_id, row.pk])).content.decode()
    number = re.search(r'name="card" value="([^"]+)"', desk)
    assert number
    browser.post(reverse("listening:save_card", args=[row.process_id, row.pk]), {
        "card": number[1], "text": WORDS, "use": ["diagnosis", "quote", "dialogue", "archive"]})


def silence_at_the_desk(browser: Client, row: Encounter) -> None:
    browser.post(reverse("listening:note_silence", args=[row.process_id, row.pk]), {
        "kind": "topic_avoided", "text": WORDS})


def silence_apart(browser: Client, row: Encounter) -> None:
    browser.post(reverse("listening:silence_apart", args=[row.process_id]), {
        "territory": row.territory_id, "kind": "group_absent", "text": WORDS})


def file_of_a_survey(browser: Client, row: Encounter) -> None:
    hand_in(browser, row.process, f"e{row.pk}", "t.csv", f"folio,relato\n1,{WORDS}\n2,Otra cosa aquí\n")
    found = Delivery.objects.latest("number")
    browser.post(reverse("bringing:choose", args=[row.process_id, found.pk]), {
        "role": ["voices:relato"], "given": ["quote", "dialogue", "archive"]})
    browser.post(reverse("bringing:confirm", args=[row.process_id, found.pk]))


def file_of_an_agenda(browser: Client, row: Encounter) -> None:
    hand_in(browser, row.process, f"t{row.territory_id}", "a.txt", f"1. {WORDS}\n2. Otra cosa aquí\n", "agenda_list")
    found = Delivery.objects.latest("number")
    browser.post(reverse("bringing:confirm", args=[row.process_id, found.pk]))


def statement(browser: Client, row: Encounter) -> None:
    browser.post(reverse("deliberation:new", args=[row.process_id]), {
        "territory": row.territory_id, "title": "Ronda", "question": "¿Qué hacemos?",
        "statements": f"{WORDS}\nOtra cosa aquí\nY otra más"})
    close_round(actor=User.objects.get(pseudonym="equipo"), round=Round.objects.get())


PAGES: list[Callable[[Client, Encounter], None]] = [
    card, silence_at_the_desk, silence_apart, file_of_a_survey, file_of_an_agenda, statement]


def note_of(kind: str) -> Callable[[Handset, Encounter, User], None]:
    def send(handset: Handset, row: Encounter, team: User) -> None:
        about = {"silence": "topic_avoided"} if kind == "silence" else {}
        assert handset.send(handset.note(WORDS, kind=kind, **about))[0] == 200  # type: ignore[arg-type]
        found, = waiting_in(row)
        accepting.accept(actor=team, encounter=row, found=found)
    return send


def stays_until_two_read_it(process: Process, readers: list[User]) -> None:
    """The words are in, in the queue, and leave by no road; read by one as well; what leaves after two is what may."""
    Agenda.objects.create(process=process, territory=process.territories.get(key="centro"), title="Agenda",
                          status=AgendaStatus.VALIDATED)
    assert bare(WORDS) not in leaving(process)
    mask_new(actor=readers[0], process=process)
    renew_texts(process)
    held_here = [text.place for text in texts(process) if WORDS in text.words.text]
    voices = [row.pk for row in Review.objects.filter(process=process) if WORDS in row.voice.text]
    assert held_here or voices
    queued = {(ref.kind, ref.pk) for ref in queue_of(process).listed("nadie", Show.MACHINE)}
    for kind, pk, field in held_here:
        row = TextReading.objects.get(kind=kind, object_id=pk, field=field)
        assert (kind, row.pk) in queued
    assert all(("listening.voice", pk) in queued for pk in voices)
    assert Passed(process)(WORDS) != "approved"
    read_by(process, "a")
    assert bare(WORDS) not in leaving(process)


@pytest.fixture
def readers(process: Process) -> list[User]:
    made = [User.objects.create_user(f"lectora-{number}", process=process) for number in range(2)]
    for user in made:
        Membership.objects.create(user=user, process=process, role=Role.PROTECTOR)
    return made


@pytest.mark.parametrize("road", PAGES, ids=lambda road: road.__name__)
def test_by_every_page(road: Callable[[Client, Encounter], None], browser: Client, held: Encounter,
                       readers: list[User]) -> None:
    road(browser, held)
    stays_until_two_read_it(held.process, readers)


@pytest.mark.parametrize("kind", ["card", "silence"])
def test_by_every_note_of_a_telephone(kind: str, handset: Handset, held: Encounter, team: User,
                                      readers: list[User]) -> None:
    note_of(kind)(handset, held, team)
    stays_until_two_read_it(held.process, readers)


@pytest.fixture
def both(world: World) -> Iterator[World]:
    """Two machines that know the same."""
    world.take("campo", world.send("oficina", "campo"))
    world.take("oficina", world.send("campo", "oficina"))
    yield world


@pytest.mark.slow
def test_by_a_bundle_with_new_words(both: World) -> None:
    with both.at("campo") as process:
        Silence(process=process, territory=Territory.objects.get(key="centro"), key="S-nuevo", kind="refusal",
                text=WORDS).save()
    both.take("oficina", both.send("campo", "oficina"))
    with both.at("oficina") as process:
        renew_texts(process)
        row = TextReading.objects.get(object_id=Silence.objects.get(key="S-nuevo").pk)
        assert row.status == ReviewStatus.MACHINE and Passed(process)(WORDS) == "unread"
        assert bare(WORDS) not in leaving(process)


@pytest.mark.slow
def test_by_a_bundle_that_changes_words_that_two_had_read(both: World) -> None:
    with both.at("oficina") as process:
        read_by(process, "a", "b")
    with both.at("campo"):
        row = Silence.objects.get(key="S-taller-1")
        row.text = WORDS
        row.save()
    both.take("oficina", both.send("campo", "oficina"))
    with both.at("oficina") as process:
        assert Silence.objects.get(key="S-taller-1").text == WORDS
        assert Passed(process)(WORDS) == "unread"
        renew_texts(process)
        assert Passed(process)(WORDS) == "unread" and bare(WORDS) not in leaving(process)
