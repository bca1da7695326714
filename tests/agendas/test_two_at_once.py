"""Two people, or two pages of one person, at the same agenda or proposal: neither speaks for the other."""

import datetime
from itertools import product

import pytest
from django.test import Client
from django.urls import reverse
from tests.agendas.conftest import Write
from tests.agendas.test_agenda_in_the_browser import WEEK, YES, Enter, agenda, says, seen

from tequio.agendas import queries
from tequio.agendas.drafting.actions import correct_item, describe, start_agenda, write_opening
from tequio.agendas.drafting.marks import mark
from tequio.agendas.models import Agenda, Change, Item, ItemAnswer, Proposal, Return
from tequio.agendas.proposals.actions import Worded, edit_proposal, split_proposal, take_step_back
from tequio.agendas.proposals.queries import step_of
from tequio.agendas.returning.actions import answer_agenda
from tequio.agendas.returning.queries import to_show
from tequio.foundation.accounts.models import User
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Group, Process, Territory

__all__ = ["agenda"]
pytestmark = pytest.mark.django_db


def reworded(writer: User, agenda: Agenda) -> Item:
    item = Item.objects.get(agenda=agenda, number=1)
    return correct_item(actor=writer, item=item, text="Poner dos lámparas que no cieguen", reason="Así se entiende")


def test_an_answer_belongs_to_the_words_that_were_read(agenda: Agenda, cast: dict[str, User], women: Group,
                                                       young: Group, writer: User) -> None:
    says(cast, agenda, young)
    read, answers = seen(agenda), {item.pk: YES for item in to_show(agenda, women)}
    reworded(writer, agenda)
    with pytest.raises(TequioError, match="TQ-595"):
        answer_agenda(actor=cast["facilitator"], agenda=agenda, group=women, week=WEEK, answers=answers, seen=read)
    assert not Return.objects.filter(group=women).exists()
    answer_agenda(actor=cast["facilitator"], agenda=agenda, group=women, week=WEEK, answers=answers,
                  seen=seen(agenda))
    assert ItemAnswer.objects.filter(group=women).count() == 2


def test_a_week_to_come_has_no_answer(agenda: Agenda, cast: dict[str, User], women: Group) -> None:
    with pytest.raises(TequioError, match="TQ-567"):
        says(cast, agenda, women, datetime.date(2999, 1, 7))
    assert not Return.objects.exists()


def test_what_was_typed_stays_and_the_new_words_are_asked_again(
        client: Client, enter: Enter, agenda: Agenda, cast: dict[str, User], women: Group, young: Group,
        writer: User) -> None:
    says(cast, agenda, young)
    one, two = to_show(agenda, women)
    address = reverse("agendas:answer", args=[agenda.process_id, agenda.pk, women.pk])
    sent = {f"said_{one.pk}": "yes", f"said_{two.pk}": "no", "day": "2026-11-04", "note": "Que se haga pronto",
            "seen": seen(agenda)}
    reworded(writer, agenda)
    enter(client, cast["facilitator"])
    answer = client.post(address, sent)
    form = answer.context["form"]
    assert answer.status_code == 400 and "TQ-595" in answer.content.decode()
    assert form["note"].value() == "Que se haga pronto" and form[f"said_{two.pk}"].value() == "no"
    assert form[f"said_{one.pk}"].value() is None and int(form["seen"].value()) == seen(agenda)
    assert client.post(address, sent | {"seen": seen(agenda), f"said_{one.pk}": ""}).status_code == 400
    assert client.post(address, sent | {"seen": seen(agenda)}).status_code == 302
    assert Return.objects.get(group=women).outcome == "dissent"


def test_steps_that_two_machines_counted_alike_stay_two_steps(write: Write, writer: User) -> None:
    mine, theirs = write("Poner luz en la parada"), write("Abrir la cancha")
    made = edit_proposal(actor=writer, proposal=mine, worded=Worded("Poner luz en las dos paradas"))
    other = edit_proposal(actor=writer, proposal=theirs, worded=Worded("Abrir la cancha en domingo"))
    parts = split_proposal(actor=writer, proposal=write("Banca y techo"), parts=[Worded("Banca"), Worded("Techo")],
                           reason="Son dos cosas")
    more = split_proposal(actor=writer, proposal=write("Agua y drenaje"), parts=[Worded("Agua"), Worded("Drenaje")],
                          reason="Son dos cosas")
    Change.objects.update(order=7)
    step = step_of(parts[0])
    assert step is not None and {row.pk for row in step.after} == {row.pk for row in parts}
    take_step_back(actor=writer, proposal=made, reason="Se entendía mejor")
    take_step_back(actor=writer, proposal=parts[0], reason="Era una sola cosa")
    standing = dict(Proposal.objects.values_list("pk", "status"))
    assert standing[made.pk] == "undone" and standing[mine.pk] == "current"
    assert standing[other.pk] == "current" and standing[theirs.pk] == "superseded"
    assert {standing[row.pk] for row in parts} == {"undone"} and {standing[row.pk] for row in more} == {"current"}


def test_the_national_agenda_stands_last_whatever_keeps_the_rows(process: Process, territory: Territory,
                                                                 writer: User) -> None:
    Agenda.objects.create(process=process, territory=None, title="Agenda Nacional")
    twin = Territory.objects.create(process=process, key="a-otra", name=territory.name)
    start_agenda(actor=writer, territory=territory, title="Una")
    start_agenda(actor=writer, territory=twin, title="Otra")
    found = [row.territory.key if row.territory else "" for row in queries.agendas(process)]
    assert found == [*sorted([territory.key, "a-otra"]), ""]


def test_two_people_do_not_write_over_each_others_words(
        client: Client, enter: Enter, agenda: Agenda, cast: dict[str, User], women: Group, writer: User) -> None:
    enter(client, writer)
    at = [agenda.process_id, agenda.pk]
    for address, mine in ((reverse("agendas:describe", args=at), {"title": "Mi título", "context": "Mi contexto"}),
                          (reverse("agendas:opening", args=[*at, women.pk]), {"text": "Bajar sin miedo"})):
        seen_here = {"seen": client.get(address).context["form"]["seen"].value()}
        describe(actor=cast["coordinator"], agenda=agenda, title="Otro título", context="Otro contexto")
        write_opening(actor=cast["coordinator"], agenda=agenda, group=women, text=f"Salir, {len(mine)}")
        answer = client.post(address, mine | seen_here)
        page, form = answer.content.decode(), answer.context["form"]
        assert answer.status_code == 400 and "TQ-596" in page and all(one in page for one in mine.values())
        assert client.post(address, mine | {"seen": form["seen"].value()}).status_code == 302
    row = Agenda.objects.get(pk=agenda.pk)
    assert row.title == "Otro título" and row.openings.get().text == "Bajar sin miedo"


def test_a_mark_is_of_one_wording_alone() -> None:
    wordings = [list(one) for length in range(4) for one in product(["", "a", "b", "ab", "á"], repeat=length)]
    assert len({mark(*one) for one in wordings}) == len(wordings)
