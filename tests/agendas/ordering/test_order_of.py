"""The order of a National Agenda that is kept: its localities, its words, and who could not be asked."""

import pytest
from django.test import Client
from django.urls import reverse

from tequio.agendas.actions import draft_agenda, draft_proposals
from tequio.agendas.compose import compose
from tequio.agendas.models import Agenda, Item, Proposal
from tequio.agendas.ordering.queries import first_order, order_of
from tequio.agendas.queries import items
from tequio.foundation.accounts.models import User
from tequio.foundation.paper import render_html
from tequio.foundation.places.models import Level, Process, Territory
from tequio.protection import release
from tequio.publication.agenda_document import agenda_document

pytestmark = pytest.mark.django_db
# What is asked for in each place, most urgent first: three places agree, the fourth asks for other things.
ASKED = {"uno": "abcdef", "dos": "abcdef", "tres": "abcdef", "cuatro": "zyxwvf"}
POINTS = "abcdefzyxwv"
PRIORITY = (1, 2, 2, 3, 3, 3)


def national(process: Process, team: User) -> Agenda:
    """A national agenda of what the places ask for; in a fifth place work had to stop."""
    behind: dict[str, list[Item]] = {}
    for name, wishes in ASKED.items():
        place = Territory.objects.create(process=process, key=name, name=name.title(), level=Level.MUNICIPALITY)
        rows = [Proposal(process=process, territory=place, key=f"{name}-{wish}", text=f"Que haya {wish}.",
                         priority=PRIORITY[at]) for at, wish in enumerate(wishes)]
        draft_proposals(actor=team, process=process, proposals=rows, duties=[], sources=[])
        agenda = Agenda(process=process, territory=place, title=name)
        points = [Item(process=process, agenda=agenda, number=at, key=row.key, text=row.text)
                  for at, row in enumerate(rows, start=1)]
        draft_agenda(actor=team, agenda=agenda, openings=[], items=points, sources=list(zip(rows, points, strict=True)))
        for wish, point in zip(wishes, points, strict=True):
            behind.setdefault(wish, []).append(point)
    Territory.objects.create(process=process, key="parado", name="Parado", level=Level.MUNICIPALITY, suspended=True,
                             suspension_note="No se pudo seguir.")
    whole = Agenda(process=process, territory=None, title="Agenda de todas")
    made = {wish: Item(process=process, agenda=whole, key=f"N-{wish}", title=f"Punto {wish}", text=f"Que haya {wish}.")
            for wish in POINTS}
    sources = [(local, made[wish]) for wish, rows in behind.items() for local in rows]
    urgency = {local.pk: PRIORITY[ASKED[local.key.partition("-")[0]].index(wish)] for wish, rows in behind.items()
               for local in rows}
    for number, item in enumerate(first_order(process, list(made.values()), sources, [], urgency), start=1):
        item.number = number
    draft_agenda(actor=team, agenda=whole, openings=[], items=list(made.values()), sources=sources)
    return whole


def test_each_place_finds_its_most_urgent_point_among_the_first(process: Process, team: User) -> None:
    agenda = national(process, team)
    keys = [item.key for item in items(agenda)]
    for wishes in ASKED.values():
        assert f"N-{wishes[0]}" in keys[:4]
    told = order_of(agenda, list(items(agenda)))
    assert told.places == ("Cuatro", "Dos", "Parado", "Tres", "Uno") and told.interrupted == ("Parado",)
    assert [one.here for one in told.compared.placed] == list(range(1, 12))


def test_page_and_booklet_say_by_which_rule_and_what_most_would_have_dropped(
        client: Client, enter: object, process: Process, team: User) -> None:
    agenda = national(process, team)
    content = compose(process, agenda)
    assert content.order and content.order.dropped and not content.order.moved
    assert all(one.places == ("Cuatro",) for one in content.order.dropped)
    kept = {one.place: (one.here, one.by_most) for one in content.order.kept}
    assert kept["Cuatro"][0] > kept["Cuatro"][1]
    printed = render_html(agenda_document(release.internal(content, mask=lambda words: words.text, marks=())))
    page = enter(client, team).get(  # type: ignore[operator]
        reverse("agendas:agenda", args=[process.pk, agenda.pk])).content.decode()
    for text in (printed, page):
        assert "Cómo se ordenaron los puntos" in text and "regla de Kemeny al cuadrado" in text
        assert "No pudo opinar: Parado" in text
        assert f"Punto {content.order.dropped[0].number}: por mayoría estaría en el lugar" in text
        assert "Por mayoría (reglas de Borda y de Kemeny) estos puntos no estarían" in text


def test_where_the_agenda_stands_in_another_order_it_says_so(process: Process, team: User) -> None:
    agenda = national(process, team)
    rows = list(items(agenda))
    Item.objects.filter(pk=rows[0].pk).update(number=99)
    content = compose(process, agenda)
    assert content.order and (99, 1) in content.order.moved


def test_a_local_agenda_has_no_such_order(process: Process, team: User) -> None:
    national(process, team)
    content = compose(process, Agenda.objects.get(process=process, territory__key="uno"))
    assert content.order is None and not any(line.could_not_speak for part in content.parts for line in part.lines)
