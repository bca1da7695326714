"""What somebody typed is kept when it is refused, belongs to what was on the page, and finds a key that is free."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.followup.test_asking_pages import ago
from tests.followup.test_pages import Enter

from tequio.agendas.actions import draft_agenda, draft_proposals
from tequio.agendas.drafting.actions import place_item
from tequio.agendas.models import Agenda, Item, Proposal, ReproductionReview
from tequio.followup.board.queries import Wanted, items
from tequio.followup.delivery.actions import Promised, note_action, promise
from tequio.followup.interventions.actions import Described, record_intervention
from tequio.followup.models import Action, Agreed, Commitment, Meeting, Request, Response, Verdict
from tequio.followup.registers.actions import import_register
from tequio.followup.registers.reading import read_register
from tequio.followup.requests.actions import Asking, answer_request, ask_office, step_request
from tequio.followup.requests.states import Taken
from tequio.foundation.accounts.models import User
from tequio.foundation.audit.actions import today
from tequio.foundation.places.models import Institution, Process, Sphere, Territory
from tequio.foundation.trail.actions import add

pytestmark = pytest.mark.django_db
LONG = "barrio-de-la-loma-alta-del-rio-seco-junto-a-la-via-vieja-del-tren"
TERM = Asking("convenio", 10)


def pointed(process: Process, territory: Territory, team: User, keys: list[str]) -> Agenda:
    agenda = Agenda(process=process, territory=territory, title="Agenda de prueba")
    proposals = [Proposal(process=process, territory=territory, key=key, text=f"Pedir {key[-4:]}.") for key in keys]
    draft_proposals(actor=team, process=process, proposals=proposals, duties=[], sources=[])
    rows = [Item(process=process, agenda=agenda, number=number, key=row.key, text=row.text)
            for number, row in enumerate(proposals, start=1)]
    return draft_agenda(actor=team, agenda=agenda, openings=[], items=rows, sources=list(zip(proposals, rows,
                                                                                             strict=True)))


def test_points_whose_keys_begin_alike_are_each_asked_answered_and_promised(
        process: Process, territory: Territory, team: User) -> None:
    office = Institution.objects.create(process=process, key=f"direccion-de-{LONG}", name="Obras",
                                        sphere=Sphere.MUNICIPALITY)
    agenda = pointed(process, territory, team, [f"{LONG}-propuesta-{number}" for number in (1, 2, 3)])
    for item in agenda.items.all():
        for _turn in range(2):
            row = ask_office(actor=team, item=item, institution=office, asking=TERM)
            step_request(actor=team, request=row, taken=Taken("send", today()), seen=0)
            answer = answer_request(actor=team, request=row, kind="accepts", day=today(), text="Sí.", seen=1)
            for _commitment in range(2):
                made = promise(actor=team, response=answer, promised=Promised("Poner una."))
                note_action(actor=team, commitment=made, day=today(), text="Se puso.", evidence="")
    assert [model.objects.count() for model in (Request, Response, Commitment, Action)] == [6, 6, 12, 12]
    assert all(len(row.key) <= 80 for model in (Request, Response, Commitment, Action) for row in model.objects.all())


def test_two_offices_whose_keys_begin_alike_each_have_their_programmes(process: Process, territory: Territory,
                                                                      team: User) -> None:
    for ending in ("norte", "sur"):
        office = Institution.objects.create(process=process, key=f"{LONG}-{LONG}"[:74] + ending[:5], name=ending,
                                            sphere=Sphere.STATE)
        record_intervention(actor=team, institution=office, territory=territory,
                            described=Described("Patrullas", None, None, "", frozenset(), {}))


def test_what_was_agreed_stays_with_its_point_though_points_change_places(
        client: Client, enter: Enter, process: Process, territory: Territory, office: Institution, team: User) -> None:
    agenda = pointed(process, territory, team, ["luz", "agua"])
    enter(client, team)
    address = reverse("followup:meeting", args=[process.pk, agenda.pk])
    shown = client.get(address).context["form"]
    light = Item.objects.get(key="luz")
    name = next(name for name, field in shown.fields.items() if str(light.number) in str(field.label))
    place_item(actor=team, item=light, number=2, section="")
    sent = {"institution": office.pk, "day": ago(1), "minutes": "Se leyó todo.", name: "Ponen tres lámparas."}
    assert client.post(address, sent).status_code == 302
    assert Agreed.objects.get().item == light


def test_minutes_that_are_refused_are_still_in_the_form(client: Client, enter: Enter, process: Process, item: Item,
                                                        office: Institution, team: User) -> None:
    enter(client, team)
    answer = client.post(reverse("followup:meeting", args=[process.pk, item.agenda_id]), {
        "institution": office.pk, "day": ago(-2), "minutes": "Tres páginas de minuta."})
    page = answer.content.decode()
    assert answer.status_code == 400 and "TQ-567" in page and "Tres páginas de minuta." in page
    assert not Meeting.objects.exists()


def test_whoever_was_slower_is_told_once_and_can_send_it_after(
        client: Client, enter: Enter, process: Process, item: Item, office: Institution, team: User) -> None:
    enter(client, team)
    row = ask_office(actor=team, item=item, institution=office, asking=TERM)
    step_request(actor=team, request=row, taken=Taken("send", today() - datetime.timedelta(9)), seen=0)
    address = reverse("followup:step", args=[process.pk, row.pk])
    sent = {"step": "question", "day": ago(1), "reason": "Piden el croquis de la calle.", "seen": 0}
    answer = client.post(address, sent)
    assert "TQ-571" in answer.content.decode() and "Piden el croquis de la calle." in answer.content.decode()
    seen = answer.context["form"]["seen"].value()
    assert row.steps.count() == 1 and client.post(address, sent | {"seen": seen}).status_code == 302


@pytest.mark.parametrize(("head", "done"), [("numero", "2"), ("clave", "1"), ("punto", "2"), ("folio", "1")])
def test_the_head_of_a_column_says_whether_it_holds_numbers_or_keys(
        process: Process, territory: Territory, team: User, head: str, done: str) -> None:
    agenda = pointed(process, territory, team, ["2", "1"])
    found = import_register(actor=team, agenda=agenda, register=read_register(f"{head},estado\n1,cumplido\n"), wave=1,
                            source="Informe", day=today(), told={})
    assert len(found.used) == 1 and Verdict.objects.get().item.key == {"1": "1", "2": "2"}[done]


@pytest.mark.parametrize("other", [{"text": "sin encabezados"}, {"day": ago(-3)}, {"wave": 7}])
def test_a_register_that_is_refused_is_still_in_the_form(client: Client, enter: Enter, process: Process, item: Item,
                                                         team: User, other: dict[str, object]) -> None:
    enter(client, team)
    sent = {"wave": 1, "source": "Informe de mayo", "day": ago(1), "text": "punto,estado\n1,cumplido\n", "words": "1",
            "take": "1", "word_0": "done"} | other
    answer = client.post(reverse("followup:register", args=[process.pk, item.agenda_id]), sent)
    assert answer.status_code == 400 and "Informe de mayo" in answer.content.decode()
    assert str(sent["text"]).strip() in answer.content.decode() and not Verdict.objects.exists()


def test_a_file_that_is_too_heavy_is_told_so(client: Client, enter: Enter, process: Process, item: Item,
                                             team: User) -> None:
    enter(client, team)
    answer = client.post(reverse("followup:register", args=[process.pk, item.agenda_id]), {
        "wave": 1, "source": "Informe", "day": ago(1), "text": "punto,estado\n1,cumplido\n",
        "file": SimpleUploadedFile("a.csv", b"punto,estado\n" + b"1,cumplido\n" * 200_000)})
    assert "pesa más de dos megas" in answer.content.decode()


def test_what_was_only_written_down_has_not_been_asked(process: Process, item: Item, office: Institution,
                                                       team: User) -> None:
    row = ask_office(actor=team, item=item, institution=office, asking=TERM)
    unasked = Wanted(standing="unasked")
    assert list(items(process, unasked, today())) == [item]
    step_request(actor=team, request=row, taken=Taken("send", today()), seen=0)
    assert not items(process, unasked, today()).exists()
    step_request(actor=team, request=row, taken=Taken("withdraw", today(), "Ya no hace falta."), seen=1)
    assert list(items(process, unasked, today())) == [item]


def test_points_of_places_stand_before_national_ones(process: Process, item: Item, team: User) -> None:
    agenda = Agenda.objects.create(process=process, title="Agenda Nacional")
    row = Item.objects.create(process=process, agenda=agenda, number=1, key="N1", text="Luz en todas las paradas.")
    assert list(items(process, Wanted(), today())) == [item, row]


def test_a_safeguard_stands_in_the_promise_before_anybody_types(
        client: Client, enter: Enter, process: Process, item: Item, office: Institution, team: User) -> None:
    add([ReproductionReview(process=process, proposal=Proposal.objects.get(), answer="risk", reason="Vigila a todos.",
                            safeguard="Sin cámaras\nhacia las casas", reviewer=name) for name in ("Ceiba", "Nopal")])
    row = ask_office(actor=team, item=item, institution=office, asking=TERM)
    step_request(actor=team, request=row, taken=Taken("send", today()), seen=0)
    answer = answer_request(actor=team, request=row, kind="accepts", day=today(), text="Sí.", seen=1)
    enter(client, team)
    form = client.get(reverse("followup:promise", args=[process.pk, answer.pk])).context["form"]
    assert form["conditions"].value() == "Sin cámaras hacia las casas"
