"""A local agenda from its first item to two signatures: what enters, who sees it, what reopens it."""

import datetime
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from tests.agendas.conftest import GOOD, Write

from tequio.agendas import queries
from tequio.agendas.compose import compose
from tequio.agendas.drafting.actions import (
    bring_up_to_date,
    correct_item,
    describe,
    place_item,
    put_in,
    start_agenda,
    take_out,
    write_opening,
)
from tequio.agendas.models import Agenda, AgendaStatus, Finishing, Item, ItemAnswer, Return, Unreached
from tequio.agendas.proposals.actions import Worded, edit_proposal, refuse_proposal
from tequio.agendas.returning.actions import (
    answer_agenda,
    declare_unreached,
    keep_wording,
    sign_final,
    take_back_signature,
    take_back_unreached,
)
from tequio.agendas.returning.queries import to_show
from tequio.followup.models import Response
from tequio.foundation.accounts.models import User
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Group, Institution, Process, Territory
from tequio.foundation.trail.actions import add
from tequio.listening.models import Voice

pytestmark = pytest.mark.django_db
WEEK, LATER = datetime.date(2026, 11, 2), datetime.date(2026, 11, 16)
Hear = Callable[[Group], Voice]
Enter = Callable[[Client, User], Client]
YES = ("yes", "")


@pytest.fixture
def agenda(writer: User, territory: Territory, reviewed: Write, hear: Hear, women: Group, young: Group) -> Agenda:
    """Two items, and two groups that were heard."""
    row = start_agenda(actor=writer, territory=territory, title="Agenda del Centro")
    put_in(actor=writer, agenda=row, proposal=reviewed(sources=[hear(women)]))
    put_in(actor=writer, agenda=row, proposal=reviewed("Abrir la cancha por las tardes", group=young,
                                                       sources=[hear(young)]))
    return row


def says(cast: dict[str, User], agenda: Agenda, group: Group, week: datetime.date = WEEK,
         **by_number: tuple[str, str]) -> Return:
    """What a group answers: yes to everything that is shown, but for the items named `n1`, `n2`, …"""
    answers = {item.pk: by_number.get(f"n{item.number}", YES) for item in to_show(agenda, group)}
    return answer_agenda(actor=cast["facilitator"], agenda=agenda, group=group, week=week, answers=answers,
                         seen=seen(agenda))


def seen(agenda: Agenda) -> int:
    return queries.revision_of(Agenda.objects.get(pk=agenda.pk))


def now(agenda: Agenda) -> AgendaStatus:
    return queries.status(Agenda.objects.get(pk=agenda.pk))


def test_only_reviewed_proposals_of_the_place_enter_and_once(
        agenda: Agenda, write: Write, reviewed: Write, writer: User, process: Process, cast: dict[str, User]) -> None:
    with pytest.raises(TequioError, match="TQ-526"):
        put_in(actor=writer, agenda=agenda, proposal=write("Sin revisar"))
    with pytest.raises(TequioError, match="TQ-527"):
        put_in(actor=writer, agenda=agenda, proposal=queries.proposals(process).get(key__endswith="-1"))
    far = Territory.objects.create(process=process, key="lejos", name="Lejos")
    other = start_agenda(actor=writer, territory=far, title="Agenda de Lejos")
    good = reviewed("Poner banca")
    with pytest.raises(TequioError, match="TQ-527"):
        put_in(actor=writer, agenda=other, proposal=good)
    refuse_proposal(actor=writer, proposal=good, reason="Daña")
    with pytest.raises(TequioError, match="TQ-526"):
        put_in(actor=writer, agenda=agenda, proposal=good)
    with pytest.raises(TequioError, match="TQ-524"):
        start_agenda(actor=writer, territory=far, title="Otra")
    assert Item.objects.count() == 2


def test_only_the_right_roles_draft_answer_excuse_and_sign(
        agenda: Agenda, reviewed: Write, cast: dict[str, User], women: Group) -> None:
    item, good = Item.objects.filter(agenda=agenda).first(), reviewed("Poner banca")
    place = agenda.territory
    assert item and place
    drafts: list[Callable[[User], Any]] = [
        lambda who: put_in(actor=who, agenda=agenda, proposal=good), lambda who: take_out(actor=who, item=item),
        lambda who: place_item(actor=who, item=item, number=2, section="x"),
        lambda who: correct_item(actor=who, item=item, text="x", reason="x"),
        lambda who: bring_up_to_date(actor=who, item=item),
        lambda who: write_opening(actor=who, agenda=agenda, group=women, text="x"),
        lambda who: describe(actor=who, agenda=agenda, title="x", context=""),
        lambda who: start_agenda(actor=who, territory=place, title="x")]
    returns: list[Callable[[User], Any]] = [
        lambda who: answer_agenda(actor=who, agenda=agenda, group=women, week=WEEK, answers={}, seen=1)]
    excuses: list[Callable[[User], Any]] = [
        lambda who: declare_unreached(actor=who, agenda=agenda, group=women, why="danger"),
        lambda who: take_back_unreached(actor=who, agenda=agenda, group=women),
        lambda who: sign_final(actor=who, agenda=agenda, seen=1),
        lambda who: take_back_signature(actor=who, agenda=agenda)]
    for acts, refused in ((drafts, ("facilitator", "protector", "official", "auditor", "trustee", "stranger")),
                          (returns, ("protector", "analyst", "official", "auditor", "trustee", "stranger")),
                          (excuses, ("facilitator", "analyst", "official", "auditor", "trustee", "stranger"))):
        for act in acts:
            for who in refused:
                with pytest.raises(TequioError, match="TQ-311"):
                    act(cast[who])
    assert not Return.objects.exists() and not Unreached.objects.exists() and Item.objects.count() == 2


def test_items_stand_in_the_order_that_people_give_them(agenda: Agenda, reviewed: Write, writer: User) -> None:
    third = put_in(actor=writer, agenda=agenda, proposal=reviewed("Poner banca"))
    place_item(actor=writer, item=third, number=1, section="Camino")
    assert [row.text[:6] for row in queries.items(agenda)] == ["Poner ", "Poner ", "Abrir "]
    assert [row.number for row in queries.items(agenda)] == [1, 2, 3] and queries.items(agenda)[0].section == "Camino"
    place_item(actor=writer, item=third, number=99, section="")
    assert queries.items(agenda).last() == third
    take_out(actor=writer, item=Item.objects.get(agenda=agenda, number=1))
    assert [row.number for row in queries.items(agenda)] == [1, 2]


def test_it_is_validated_when_every_group_that_is_due_has_answered_every_item(
        agenda: Agenda, cast: dict[str, User], women: Group, young: Group) -> None:
    assert now(agenda) == AgendaStatus.DRAFT
    says(cast, agenda, women)
    assert now(agenda) == AgendaStatus.RETURNED
    says(cast, agenda, young, n1=("no", ""))
    assert now(agenda) == AgendaStatus.VALIDATED
    assert [row.outcome for row in queries.returns(agenda)] == ["validated", "dissent"]
    content = compose(agenda.process, agenda)
    said = [row.outcome for part in content.parts for row in part.returns]
    assert [one for one in said if one.startswith("punto")] == ["punto 1: no la queremos"]


def test_an_item_that_an_office_answered_for_stays(agenda: Agenda, writer: User) -> None:
    item = Item.objects.filter(agenda=agenda).earliest("number")
    add([Response(process=item.process, item=item, key="R1", kind="accepts",
                  institution=Institution.objects.create(process=item.process, key="obras", name="Obras"))])
    with pytest.raises(TequioError, match="TQ-528"):
        take_out(actor=writer, item=item)
    assert Item.objects.filter(pk=item.pk).exists()



@pytest.mark.parametrize("answers", [{}, "one", {"x": YES}, "bad"])
def test_each_item_is_answered_once(agenda: Agenda, cast: dict[str, User], women: Group, answers: object) -> None:
    shown = to_show(agenda, women)
    given: dict[UUID, tuple[str, str]] = {}
    if answers == "one":
        given = {shown[0].pk: YES}
    elif answers == "bad":
        given = {item.pk: ("perhaps", "") for item in shown}
    elif answers:
        given = {item.pk: YES for item in shown} | {agenda.pk: YES}
    with pytest.raises(TequioError, match="TQ-530"):
        answer_agenda(actor=cast["facilitator"], agenda=agenda, group=women, week=WEEK, answers=given,
                      seen=seen(agenda))
    with pytest.raises(TequioError, match="TQ-531"):
        says(cast, agenda, women, n1=("other", "  "))
    assert not Return.objects.exists() and not ItemAnswer.objects.exists()


def test_a_wish_becomes_another_wording_that_everybody_is_shown_again(
        agenda: Agenda, cast: dict[str, User], women: Group, young: Group, writer: User) -> None:
    says(cast, agenda, women, n1=("other", "Luz que no ciegue a quien baja"))
    says(cast, agenda, young)
    assert now(agenda) == AgendaStatus.RETURNED and len(queries.open_wishes(agenda)) == 1
    item = Item.objects.get(agenda=agenda, number=1)
    correct_item(actor=writer, item=item, text="Poner luz que no ciegue", reason="Lo pidieron las mujeres")
    assert now(agenda) == AgendaStatus.CORRECTED and not queries.open_wishes(agenda)
    assert [row.number for row in to_show(agenda, women)] == [row.number for row in to_show(agenda, young)] == [1]
    says(cast, agenda, women, LATER)
    assert now(agenda) == AgendaStatus.CORRECTED
    says(cast, agenda, young, LATER)
    assert now(agenda) == AgendaStatus.VALIDATED
    old = queries.proposals(agenda.process).get(status="superseded")
    assert old.text == "Poner luz en la parada del camión" and len(queries.items_of(old)) == 1
    wanted = [row.wanted for row in ItemAnswer.objects.filter(said="other")]
    assert wanted == ["Luz que no ciegue a quien baja"]


def test_a_wish_that_is_not_followed_needs_a_reason_and_stays_printed(
        agenda: Agenda, cast: dict[str, User], women: Group, young: Group, writer: User) -> None:
    says(cast, agenda, women)
    says(cast, agenda, young, n2=("other", "Abrirla también de noche"))
    wish = queries.open_wishes(agenda)[0]
    for who in ("facilitator", "protector"):
        with pytest.raises(TequioError, match="TQ-311"):
            keep_wording(actor=cast[who], answer=wish, because="x")
    with pytest.raises(TequioError, match="TQ-508"):
        keep_wording(actor=writer, answer=wish, because=" ")
    keep_wording(actor=writer, answer=wish, because="De noche todavía no hay luz ahí")
    assert now(agenda) == AgendaStatus.VALIDATED
    with pytest.raises(TequioError, match="TQ-532"):
        keep_wording(actor=writer, answer=wish, because="Otra vez")
    printed = [row.note for part in compose(agenda.process, agenda).parts for row in part.returns]
    texts = [getattr(note, "text", "") for note in printed]
    assert any("Abrirla también de noche" in text and "todavía no hay luz" in text for text in texts)


def test_a_group_that_cannot_be_reached_is_a_reason_that_is_printed(
        agenda: Agenda, cast: dict[str, User], women: Group, young: Group) -> None:
    coordinator = cast["coordinator"]
    for why in ("", "lazy"):
        with pytest.raises(TequioError, match="TQ-533"):
            declare_unreached(actor=coordinator, agenda=agenda, group=young, why=why)
    declare_unreached(actor=coordinator, agenda=agenda, group=young, why="danger", note="El camino está cerrado")
    assert now(agenda) == AgendaStatus.DRAFT
    says(cast, agenda, women)
    assert now(agenda) == AgendaStatus.VALIDATED
    with pytest.raises(TequioError, match="TQ-533"):
        declare_unreached(actor=coordinator, agenda=agenda, group=women, why="danger")
    gap = next(gap for gap in compose(agenda.process, agenda).gaps if gap.group == "Jóvenes")
    assert "no se pudo volver" in gap.kind and getattr(gap.text, "text", "") == "El camino está cerrado"
    take_back_unreached(actor=coordinator, agenda=agenda, group=young)
    assert now(agenda) == AgendaStatus.RETURNED
    with pytest.raises(TequioError, match="TQ-533"):
        take_back_unreached(actor=coordinator, agenda=agenda, group=young)


def test_where_every_group_is_excused_nobody_validated_it(
        agenda: Agenda, cast: dict[str, User], women: Group, young: Group) -> None:
    for group in (women, young):
        declare_unreached(actor=cast["coordinator"], agenda=agenda, group=group, why="scattered")
    assert now(agenda) == AgendaStatus.DRAFT


def validated(agenda: Agenda, cast: dict[str, User], *groups: Group) -> None:
    for group in groups:
        says(cast, agenda, group)
    assert now(agenda) == AgendaStatus.VALIDATED


def test_two_people_call_it_final_and_then_nothing_changes(
        agenda: Agenda, cast: dict[str, User], women: Group, young: Group, writer: User) -> None:
    one, other = cast["coordinator"], cast["second"]
    with pytest.raises(TequioError, match="TQ-534"):
        sign_final(actor=one, agenda=agenda, seen=1)
    validated(agenda, cast, women, young)
    with pytest.raises(TequioError, match="TQ-537"):
        sign_final(actor=one, agenda=agenda, seen=7)
    sign_final(actor=one, agenda=agenda, seen=1)
    with pytest.raises(TequioError, match="TQ-535"):
        sign_final(actor=one, agenda=agenda, seen=1)
    assert now(agenda) == AgendaStatus.VALIDATED
    sign_final(actor=other, agenda=agenda, seen=1)
    assert now(agenda) == AgendaStatus.FINAL
    item = Item.objects.filter(agenda=agenda).first()
    assert item
    for act in (lambda: take_out(actor=writer, item=item), lambda: says(cast, agenda, women, LATER),
                lambda: correct_item(actor=writer, item=item, text="x", reason="x"),
                lambda: sign_final(actor=one, agenda=agenda, seen=1),
                lambda: describe(actor=writer, agenda=agenda, title="Otra", context="")):
        with pytest.raises(TequioError, match="TQ-761"):
            act()
    with pytest.raises(TequioError, match="TQ-538"):
        take_back_signature(actor=one, agenda=agenda)


def test_a_status_that_somebody_wrote_without_two_signatures_is_not_final(
        agenda: Agenda, cast: dict[str, User], women: Group, young: Group) -> None:
    validated(agenda, cast, women, young)
    Agenda.objects.update(status=AgendaStatus.FINAL)
    assert now(agenda) == AgendaStatus.VALIDATED
    sign_final(actor=cast["coordinator"], agenda=agenda, seen=1)
    from django.db.models import QuerySet
    QuerySet(Finishing).update(second="cuenta-inventada")
    Agenda.objects.update(status=AgendaStatus.FINAL)
    assert now(agenda) == AgendaStatus.VALIDATED


def test_new_evidence_and_words_taken_back_reopen_what_was_final(
        agenda: Agenda, cast: dict[str, User], women: Group, young: Group, hear: Hear, process: Process) -> None:
    validated(agenda, cast, women, young)
    for name in ("coordinator", "second"):
        sign_final(actor=cast[name], agenda=agenda, seen=1)
    elders = Group.objects.create(process=process, key="mayores", name_es="Mayores", order=2)
    hear(elders)
    assert now(agenda) == AgendaStatus.RETURNED
    says(cast, agenda, elders)
    assert now(agenda) == AgendaStatus.FINAL
    from tequio.foundation.trail.withdraw import aftermath, take_back
    voice = Voice.objects.get(group=women)
    take_back(process.pk, aftermath(process.pk, [voice]), instead="[retirado]")
    assert now(agenda) == AgendaStatus.CORRECTED
    assert [row.number for row in to_show(agenda, young)] == [1]


def test_an_item_says_when_its_proposal_changed_on_the_desk(
        agenda: Agenda, cast: dict[str, User], women: Group, young: Group, writer: User, reviewer: User) -> None:
    validated(agenda, cast, women, young)
    item = Item.objects.get(agenda=agenda, number=1)
    before = queries.proposals(agenda.process).get(key=item.key)
    made = edit_proposal(actor=writer, proposal=before, worded=Worded("Poner dos lámparas"))
    assert queries.stale(agenda) == [item] and now(agenda) == AgendaStatus.RETURNED
    bring_up_to_date(actor=writer, item=item)
    assert not queries.stale(agenda) and now(agenda) == AgendaStatus.CORRECTED
    assert Item.objects.get(pk=item.pk).text == made.text
    with pytest.raises(TequioError, match="TQ-529"):
        bring_up_to_date(actor=writer, item=Item.objects.get(agenda=agenda, number=2))
    for group in (women, young):
        says(cast, agenda, group, LATER)
    with pytest.raises(TequioError, match="TQ-526"):
        sign_final(actor=cast["coordinator"], agenda=agenda, seen=queries.revision_of(agenda))
    from tequio.agendas.review.actions import review_proposal
    review_proposal(actor=reviewer, proposal=made, reviewed=GOOD)
    sign_final(actor=cast["coordinator"], agenda=agenda, seen=queries.revision_of(agenda))
    take_back_signature(actor=cast["second"], agenda=agenda)
    assert not Finishing.objects.exists()


def test_an_agenda_without_items_goes_back_to_nobody(writer: User, territory: Territory, cast: dict[str, User],
                                                     women: Group) -> None:
    row = start_agenda(actor=writer, territory=territory, title="Agenda")
    with pytest.raises(TequioError, match="TQ-536"):
        answer_agenda(actor=cast["facilitator"], agenda=row, group=women, week=WEEK, answers={}, seen=1)
    with pytest.raises(TequioError, match="TQ-525"):
        describe(actor=writer, agenda=row, title=" ", context="")


def test_no_empty_answer_takes_the_place_of_a_dissent(
        agenda: Agenda, cast: dict[str, User], women: Group, young: Group, writer: User) -> None:
    says(cast, agenda, women, n1=("no", ""))
    with pytest.raises(TequioError, match="TQ-509"):
        says(cast, agenda, women, LATER)
    write_opening(actor=writer, agenda=agenda, group=young, text="Jugar hasta tarde")
    assert says(cast, agenda, women, LATER).outcome == "dissent"
    assert [row.outcome for row in queries.returns(agenda)] == ["dissent", "dissent"]


def test_a_new_opening_is_shown_again(agenda: Agenda, cast: dict[str, User], women: Group, young: Group,
                                      writer: User) -> None:
    write_opening(actor=writer, agenda=agenda, group=women, text="Bajar del camión sin miedo")
    validated(agenda, cast, women, young)
    write_opening(actor=writer, agenda=agenda, group=women, text="Bajar del camión sin miedo")
    assert now(agenda) == AgendaStatus.VALIDATED
    write_opening(actor=writer, agenda=agenda, group=women, text="Bajar del camión sin miedo, también las niñas")
    assert now(agenda) == AgendaStatus.CORRECTED


def test_the_pages_lead_from_the_first_item_to_two_signatures(
        client: Client, enter: Enter, agenda: Agenda, cast: dict[str, User], women: Group, young: Group,
        reviewed: Write, writer: User) -> None:
    at, key = agenda.process_id, agenda.pk
    good = reviewed("Poner banca")
    enter(client, writer)
    page = client.get(reverse("agendas:compose", args=[at, key])).content.decode()
    assert "Poner banca" in page and "Abrir la cancha" in page
    client.post(reverse("agendas:put_in", args=[at, key, good.pk]))
    item = Item.objects.get(agenda=agenda, number=3)
    client.post(reverse("agendas:place", args=[at, item.pk]), {"number": 1, "section": "Camino"})
    client.post(reverse("agendas:take_out", args=[at, item.pk]))
    for address, sent in ((reverse("agendas:opening", args=[at, key, women.pk]), {"text": "Bajar sin miedo"}),
                          (reverse("agendas:describe", args=[at, key]), {"title": "Agenda del Centro",
                                                                         "context": "Faltan luces"})):
        shown = client.get(address).context["form"]
        assert client.post(address, sent | {"seen": shown["seen"].value()}).status_code == 302
    for name in ("agenda", "owed", "rest", "compose", "describe", "back"):
        assert client.get(reverse(f"agendas:{name}", args=[at, key])).status_code == 200
    enter(client, cast["facilitator"])
    sheet = client.get(reverse("agendas:sheet", args=[at, key, women.pk]), {"idioma": "nah"}).content.decode()
    assert "Bajar sin miedo" in sheet and "Abrir la cancha" in sheet and 'lang="nah"' in sheet
    for group in (women, young):
        address = reverse("agendas:answer", args=[at, key, group.pk])
        given: dict[str, Any] = {f"said_{row.pk}": "yes" for row in queries.items(agenda)} | {
            "day": "2026-11-04", "seen": seen(agenda)}
        assert client.post(address, {"day": "2026-11-04"}).status_code == 400
        assert client.post(address, given).status_code == 302
    assert Return.objects.filter(week=WEEK).count() == 2 and now(agenda) == AgendaStatus.VALIDATED
    assert client.post(reverse("agendas:sign", args=[at, key]), {"seen": "1"}).status_code == 404
    for name in ("coordinator", "second"):
        enter(client, cast[name])
        assert "Firmarla como final" in client.get(reverse("agendas:back", args=[at, key])).content.decode()
        client.post(reverse("agendas:sign", args=[at, key]), {"seen": "1"})
    assert now(agenda) == AgendaStatus.FINAL
    assert "Dos personas la firmaron" in client.get(reverse("agendas:back", args=[at, key])).content.decode()
