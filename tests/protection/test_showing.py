"""Names are masked wherever words are shown; one page is unmasked for a reason that is written down."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.protection.conftest import Said, review_of

from tequio.agendas.models import Item
from tequio.agendas.queries import proposals_of
from tequio.diagnosis.actions import code_voices, define_codebook, record_findings, record_links
from tequio.diagnosis.models import Code, Coding, CodingStatus, Finding, Link, Stance
from tequio.followup.models import Response
from tequio.foundation.accounts.models import Membership, Role, User
from tequio.foundation.audit.models import Entry
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Process, Territory
from tequio.foundation.trail.wording import page_of_words, wording
from tequio.foundation.vault.keyring import keyring
from tequio.listening.actions import declare_silences
from tequio.listening.models import Encounter, Silence, SilenceKind, Voice
from tequio.protection import remembered
from tequio.protection.deidentify import Span
from tequio.protection.reading.actions import lift_mask
from tequio.protection.reading.masks import masks
from tequio.protection.reading.models import TapLabel
from tequio.protection.reading.taps import tap
from tequio.protection.showing import masked
from tequio.protection.showing.actions import Page, Why, show_as_said
from tequio.web.pages.search import SEARCHES

pytestmark = pytest.mark.django_db
Enter = Callable[[Client, User], Client]
SAID = "Al muchacho lo buscó Eleuterio Zarvargas en la parada y nadie contestó"
NAME = "Zarvargas"
OUTSIDE = ("trustee", "official", "auditor", "stranger")


@pytest.fixture
def voice(say: Said) -> Voice:
    return say(SAID)


@pytest.fixture
def coding(process: Process, voice: Voice, team: User) -> Coding:
    first, second = (Code(process=process, key=key, family=key[:2], label_es=label, label_en=label)
                     for key, label in (("VL01", "Desaparición"), ("EF01", "Miedo")))
    define_codebook(actor=team, process=process, codes=[first, second])
    row = Coding(process=process, voice=voice, code=first, start=14, end=44, quote=SAID[14:44], coder="Colibrí",
                 status=CodingStatus.ACCEPTED)
    code_voices(actor=team, process=process, codings=[row])
    record_links(actor=team, process=process, links=[Link(
        process=process, voice=voice, origin=first, relation="feeds", goal=second,
        circumstance="cuando lo dijo Eleuterio Zarvargas")])
    return row


@pytest.fixture
def finding(process: Process, coding: Coding, territory: Territory, team: User) -> Finding:
    row = Finding(process=process, territory=territory, key="H1", kind="victims",
                  claim="A los muchachos los busca Eleuterio Zarvargas y nadie contesta")
    record_findings(actor=team, process=process, findings={row: [coding]}, stances=[Stance(
        process=process, finding=row, group=process.groups.get(key="jovenes"), converges=False,
        note="dicen que Eleuterio Zarvargas sí contestó")])
    declare_silences(actor=team, process=process, silences=[Silence(
        process=process, territory=territory, key="S1", kind=SilenceKind.TOPIC_AVOIDED,
        text="Nadie habló porque estaba Eleuterio Zarvargas")])
    return row


def pages(process: Process, finding: Finding, coding: Coding) -> dict[str, str]:
    link = Link.objects.get(process=process)
    return {
        "voice": reverse("trace", args=[process.pk, "voice", coding.voice_id]),
        "coding": reverse("trace", args=[process.pk, "coding", coding.pk]),
        "trail": reverse("trace", args=[process.pk, "finding", finding.pk]),
        "finding": reverse("diagnosis:finding", args=[process.pk, finding.pk]),
        "territory": reverse("diagnosis:territory", args=[process.pk, finding.territory_id]),
        "code": reverse("diagnosis:code", args=[process.pk, coding.code_id]),
        "link": reverse("diagnosis:link", args=[process.pk, link.origin_id, link.relation, link.goal_id]),
        "encounter": reverse("listening:encounter", args=[process.pk, coding.voice.encounter_id]),
        "silences": reverse("listening:silences", args=[process.pk]),
        "receipts": reverse("protection:receipts_of", args=[process.pk, coding.voice.encounter_id]),
    }


def pages_of_item(process: Process, item: Item) -> dict[str, str]:
    """Where an agenda, its proposals and what became of it are read."""
    (behind,) = proposals_of([item.pk])[item.pk]
    answer = Response.objects.get(item=item)
    promised = answer.commitments.get()
    return {
        "agendas": reverse("agendas:index", args=[process.pk]),
        "agenda": reverse("agendas:agenda", args=[process.pk, item.agenda_id]),
        "owed": reverse("agendas:owed", args=[process.pk, item.agenda_id]),
        "rest": reverse("agendas:rest", args=[process.pk, item.agenda_id]),
        "proposals": reverse("agendas:proposals", args=[process.pk]),
        "proposal": reverse("agendas:proposal", args=[process.pk, behind]),
        "board": reverse("followup:board", args=[process.pk, item.agenda_id]),
        "item": reverse("followup:item", args=[process.pk, item.pk]),
        "listening": reverse("listening:index", args=[process.pk]),
        "item_trail": reverse("trace", args=[process.pk, "item", item.pk]),
        **{kind: reverse("trace", args=[process.pk, kind, row.pk]) for kind, row in (
            ("response", answer), ("commitment", promised), ("action", promised.actions.get()))},
    }


def shows_it_only_when_asked(client: Client, process: Process, every: dict[str, str], name: str) -> None:
    shown = client.get(every[name]).content.decode()
    assert NAME not in shown and 'class="masked"' in shown
    assert 'name="reason"' in shown
    unmask(client, process, every[name])
    shown = client.get(every[name]).content.decode()
    assert NAME in shown and "se muestra como se dijo" in shown
    other = next(address for one, address in every.items() if one != name)
    assert NAME not in client.get(other).content.decode()
    unmask(client, process, every[name], cover="1")
    assert NAME not in client.get(every[name]).content.decode()


def unmask(client: Client, process: Process, page: str, **more: str) -> None:
    answer = client.post(reverse("as_said", args=[process.pk]), {"page": page, "reason": "checking", **more})
    assert (answer.status_code, answer["Location"]) == (302, page)


@pytest.mark.parametrize("name", ["voice", "coding", "trail", "finding", "territory", "code", "link", "encounter",
                                  "silences", "receipts"])
def test_no_page_shows_a_name_until_somebody_asks_for_that_page(
        client: Client, enter: Enter, process: Process, finding: Finding, coding: Coding, team: User,
        name: str) -> None:
    every = pages(process, finding, coding)
    shows_it_only_when_asked(enter(client, team), process, every, name)


@pytest.mark.parametrize("name", ["agendas", "agenda", "owed", "rest", "proposals", "proposal", "board", "item",
                                  "listening", "item_trail", "response", "commitment", "action"])
def test_no_page_of_agendas_and_followup_does_either(
        client: Client, enter: Enter, process: Process, encounter: Encounter, item: Item, team: User,
        name: str) -> None:
    shows_it_only_when_asked(enter(client, team), process, pages_of_item(process, item), name)


def test_never_as_far_as_a_person_is_said_only_where_it_is_so(
        client: Client, enter: Enter, process: Process, finding: Finding, team: User) -> None:
    address = reverse("trace", args=[process.pk, "finding", finding.pk])
    assert "Nunca hasta una persona" in enter(client, team).get(address).content.decode()
    unmask(client, process, address)
    shown = client.get(address).content.decode()
    assert "Nunca hasta una persona" not in shown and "puede haber nombres" in shown


def test_search_finds_by_what_was_said_and_shows_it_masked(
        client: Client, enter: Enter, process: Process, finding: Finding, team: User) -> None:
    answer = enter(client, team).post(reverse("search", args=[process.pk]), {"q": NAME}, follow=True)
    shown = answer.content.decode()
    assert "3 coincidencias" in shown and shown.count(NAME) == shown.count(f'value="{NAME}"') == 1


def test_a_search_is_gone_back_to_in_its_session_and_stands_in_no_address(
        client: Client, enter: Enter, process: Process, voice: Voice, team: User) -> None:
    looking = reverse("search", args=[process.pk])
    address = enter(client, team).post(looking, {"q": "parada"})["Location"]
    assert "parada" not in address
    for _ in range(2):
        found = client.get(address)
        assert found.status_code == 200 and found["Cache-Control"] == "no-store"
        assert reverse("trace", args=[process.pk, "voice", voice.pk]) in found.content.decode()
    assert enter(Client(), team).get(address)["Location"] == looking
    for number in range(SEARCHES):
        client.post(looking, {"q": f"otra {number}"})
    assert client.get(address)["Location"] == looking
    assert len(client.session["searches"]) == SEARCHES


def test_who_asked_on_which_day_and_why_is_written_down_and_not_what_it_says(
        process: Process, voice: Voice, team: User) -> None:
    before = Entry.objects.count()
    show_as_said(actor=team, process=process, page=Page(voice.pk), why=Why.CODING)
    entry = Entry.objects.order_by("-sequence").first()
    assert entry is not None and Entry.objects.count() == before + 1
    assert (entry.actor, entry.verb, entry.object_id) == (team.pseudonym, "read_as_said.coding", voice.pk)


@pytest.mark.parametrize("who", OUTSIDE)
def test_nobody_outside_the_team_unmasks(client: Client, enter: Enter, process: Process, voice: Voice,
                                         cast: dict[str, User], who: str) -> None:
    with pytest.raises(TequioError, match="TQ-311"):
        show_as_said(actor=cast[who], process=process, page=Page(voice.pk), why=Why.CODING)
    page = reverse("trace", args=[process.pk, "voice", voice.pk])
    answer = enter(client, cast[who]).post(reverse("as_said", args=[process.pk]), {"page": page, "reason": "coding"})
    assert answer.status_code == 404
    assert not Entry.objects.filter(verb__startswith="read_as_said").exists()


@pytest.mark.parametrize("why", ["", "porque sí", "Zarvargas"])
def test_without_one_of_the_reasons_it_stays_masked(
        client: Client, enter: Enter, process: Process, voice: Voice, team: User, why: str) -> None:
    page = reverse("trace", args=[process.pk, "voice", voice.pk])
    answer = enter(client, team).post(reverse("as_said", args=[process.pk]), {"page": page, "reason": why})
    assert answer.status_code == 400 and "TQ-487" in answer.content.decode()
    assert NAME not in client.get(page).content.decode()
    assert not Entry.objects.filter(verb__startswith="read_as_said").exists()


@pytest.mark.parametrize("page", ["", "/", "https://ejemplo.mx/", "//ejemplo.mx/", "/cuenta/"])
def test_the_switch_leads_to_pages_of_this_process_only(
        client: Client, enter: Enter, process: Process, team: User, page: str) -> None:
    answer = enter(client, team).post(reverse("as_said", args=[process.pk]), {"page": page, "reason": "coding"})
    assert answer.status_code == 404


def test_it_is_of_one_session(client: Client, enter: Enter, process: Process, voice: Voice, team: User) -> None:
    page = reverse("trace", args=[process.pk, "voice", voice.pk])
    unmask(enter(client, team), process, page)
    assert NAME not in enter(Client(), team).get(page).content.decode()


def test_whoever_may_no_longer_reads_it_masked(
        client: Client, enter: Enter, process: Process, voice: Voice, team: User) -> None:
    """An account that stays in the team's place only as an auditor keeps no page open."""
    page = reverse("trace", args=[process.pk, "voice", voice.pk])
    unmask(enter(client, team), process, page)
    Membership.objects.filter(user=team).delete()
    Membership.objects.create(user=team, process=process, role=Role.AUDITOR)
    assert NAME not in client.get(page).content.decode()


def test_somebody_of_one_place_unmasks_what_they_read_there(
        client: Client, enter: Enter, process: Process, voice: Voice, territory: Territory) -> None:
    local = User.objects.create_user("local", process=process)
    Membership.objects.create(user=local, process=process, role=Role.ANALYST, territory=territory)
    page = reverse("trace", args=[process.pk, "voice", voice.pk])
    assert NAME not in enter(client, local).get(page).content.decode()
    unmask(client, process, page)
    assert NAME in client.get(page).content.decode()


def test_a_voice_that_nobody_put_through_the_detector_is_masked_at_once(
        process: Process, encounter: Encounter, team: User, say: Said) -> None:
    fresh = say("La señora Eduviges Zarluna vende tamales")
    review_of(fresh).delete()
    assert "Zarluna" not in wording(process).voice(fresh)


def test_what_two_people_lifted_is_shown(process: Process, voice: Voice, readers: list[User]) -> None:
    hidden = masks(review_of(voice))[-1]
    assert NAME in hidden.words
    lift_mask(actor=readers[0], review=review_of(voice), start=hidden.start, end=hidden.end, reason="es público")
    words = wording(process)
    assert NAME in words.voice(voice) and NAME in words.passage(voice, 0, len(SAID), SAID)


def test_marked_words_fall_in_passages_and_drafts_from_then_on(
        process: Process, voice: Voice, coding: Coding, readers: list[User]) -> None:
    before = wording(process)
    assert "parada" in before.voice(voice) and "la parada" in before.drafted("Se pide luz en la parada")
    tap(actor=readers[0], process=process, words="parada", label=TapLabel.PLACE)
    after = wording(process)
    assert "parada" not in after.voice(voice) and "parada" not in after.drafted("Se pide luz en la parada")
    assert "parada" not in after.passage(voice, 42, 51, SAID[42:51])


def test_a_passage_of_an_earlier_wording_is_masked_by_itself(process: Process, voice: Voice) -> None:
    assert NAME not in wording(process).passage(voice, 3, 30, "la buscó Eleuterio Zarvargas")


@pytest.mark.parametrize(("start", "end"), [(0, len(SAID)), (24, 40), (30, 36), (14, 44)])
def test_a_passage_that_cuts_a_name_masks_what_is_left_of_it(
        process: Process, voice: Voice, start: int, end: int) -> None:
    shown = wording(process).passage(voice, start, end, SAID[start:end])
    hidden = {SAID[mask.start:mask.end] for mask in masks(review_of(voice))}
    assert all(name not in shown for name in hidden) and SAID[30:36] not in shown


def test_what_was_masked_goes_from_memory_at_lock(process: Process, voice: Voice) -> None:
    wording(process).drafted("La busca Eleuterio Zarvargas")
    assert remembered._kept[process.pk].texts
    keyring.lock(process.pk)
    assert process.pk not in remembered._kept
    with pytest.raises(TequioError, match="TQ-301"):
        wording(process)


def test_memory_holds_so_many_and_no_more(process: Process, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "MOST", 3)
    words = wording(process)
    for number in range(9):
        words.drafted(f"Frase {number}")
    assert len(remembered._kept[process.pk].texts) <= 3


def test_outside_a_request_everything_is_masked(process: Process, voice: Voice) -> None:
    assert NAME not in wording(process).voice(voice)
    with page_of_words(lambda _process: True) as page:
        assert wording(process).voice(voice) == SAID and page.plain
    assert NAME not in wording(process).voice(voice)


STRETCH = st.tuples(st.integers(0, 30), st.integers(1, 10)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@settings(deadline=None)
@given(STRETCH, STRETCH)
def test_clipping_a_passage_never_lets_a_hidden_letter_through(part: tuple[int, int], name: tuple[int, int]) -> None:
    """Whatever is hidden in the whole is hidden in every part of it."""
    (start, end), (first, last) = part, name
    within = masked.clipped([Span(first, last, "PERSON", "test")], start, end)
    hidden = {at + start for span in within for at in range(span.start, span.end)}
    assert hidden == {at for at in range(start, end) if first <= at < last}
