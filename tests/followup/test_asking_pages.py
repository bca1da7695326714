"""From asking an office to the verdict of a group, in the browser; and the same pages for those who may not."""

import datetime
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from tests.followup.test_pages import Enter

from tequio.agendas.models import Item
from tequio.followup.delivery.models import Evidence
from tequio.followup.models import Action, Commitment, Response, Verdict
from tequio.followup.requests.actions import Asking, ask_office
from tequio.followup.requests.models import Closure, Meeting, Offer, Request
from tequio.foundation.accounts.models import User
from tequio.foundation.audit.actions import today
from tequio.foundation.places.models import Group, Institution, Process


def ago(days: int) -> str:
    return (today() - datetime.timedelta(days=days)).isoformat()


def send(client: Client, name: str, args: list[object], /, **data: object) -> str:
    answer = client.post(reverse(f"followup:{name}", args=args), data)
    assert answer.status_code == 302, answer.content.decode()
    return answer.url


def look(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.django_db
def test_from_the_request_to_the_verdict(client: Client, enter: Enter, process: Process, item: Item,
                                         office: Institution, women: Group, team: User) -> None:
    enter(client, team)
    here = [process.pk]
    address = send(client, "ask", [*here, item.pk], institution=office.pk, rule="convenio", length=10)
    row = Request.objects.get()
    assert "El plazo empieza a contar cuando se anota que se envió." in look(client, address)
    send(client, "step", [*here, row.pk], step="send", day=ago(40), way="counter", after_hours="on", seen=0)
    shown = look(client, address)
    assert "Sin respuesta. El último día fue el" in shown and "hace 29 días" in shown and "Ver la cuenta" in shown
    assert "Falta el texto del punto" in look(client, reverse("followup:letter", args=[*here, row.pk]))
    send(client, "answer", [*here, row.pk], kind="changed", day=ago(10), text="Sólo dos lámparas.", seen=1)
    shown = look(client, address)
    assert "Eso no se borra" in shown and "Sólo dos lámparas." in shown
    answer = Response.objects.get()
    send(client, "offer", [*here, answer.pk], by_office="0", day=ago(9), text="Cuatro, y en mayo.", seen=0)
    assert "Cuatro, y en mayo." in look(client, address) and not Offer.objects.get().by_office
    send(client, "meeting", [*here, item.agenda_id], institution=office.pk, day=ago(8), minutes="Se leyó el punto.",
         **{f"item_{item.pk}": "Ponen tres."})
    address = send(client, "promise", [*here, answer.pk], text="Poner tres lámparas.", due=ago(3),
                   conditions="Sin cámaras", signatories=["ayuntamiento", "residentes"])
    promised = Commitment.objects.get()
    assert "vencido" in look(client, address)
    send(client, "move", [*here, promised.pk], step="change", day=ago(2), reason="No hubo dinero.",
         text="Poner dos lámparas.", due=ago(-20), seen=0)
    shown = look(client, address)
    assert "Como se acordó al principio:" in shown and "Poner tres lámparas." in shown and "vencido" not in shown
    send(client, "act", [*here, promised.pk], day=ago(1), text="Pusieron una.", evidence="Recorrido de noche")
    data = BytesIO()
    Image.new("RGB", (30, 20), "blue").save(data, "PNG")
    send(client, "keep_evidence", [*here, Action.objects.get().pk], caption="Una lámpara",
         picture=SimpleUploadedFile("IMG_calle.png", data.getvalue()))
    kept = Evidence.objects.get()
    assert client.get(reverse("followup:evidence", args=[*here, kept.pk]))["Content-Type"] == "image/jpeg"
    assert "Una lámpara" in look(client, address)
    send(client, "say", [*here, item.pk], wave=1, group=women.pk, community="same", reason="Sigue a oscuras.",
         asking="meeting", people=12, day=ago(0), but="but")
    send(client, "report", [*here, item.pk], wave=1, official="done", source="Informe, página 3", day=ago(0))
    shown = look(client, reverse("followup:item", args=[*here, item.pk]))
    for words in ("contestó fuera de plazo", "Ponen tres.", "Poner dos lámparas.", "Sigue a oscuras.", "Cumplido",
                  "Informe, página 3", "se hizo, pero…", "Mujeres"):
        assert words in shown, words
    assert Verdict.objects.get().community == "same" and Meeting.objects.count() == 1
    send(client, "drop_evidence", [*here, kept.pk])
    assert not Evidence.objects.exists()


@pytest.mark.django_db
def test_days_off_are_written_down_on_a_page(client: Client, enter: Enter, process: Process, team: User) -> None:
    enter(client, team)
    send(client, "closures", [process.pk], sphere="state", first=ago(-1), last=ago(-5), name="Vacaciones")
    assert Closure.objects.get().name == "Vacaciones"


@pytest.mark.django_db
def test_every_form_opens_in_both_languages(client: Client, enter: Enter, process: Process, item: Item,
                                            office: Institution, team: User) -> None:
    enter(client, team)
    row = ask_office(actor=team, item=item, institution=office, asking=Asking("informacion"))
    for language, word in (("es", "Guardar"), ("en", "Save")):
        client.cookies["idioma"] = language
        for name, args in (("ask", [item.pk]), ("say", [item.pk]), ("report", [item.pk]), ("step", [row.pk]),
                           ("answer", [row.pk]), ("meeting", [item.agenda_id]), ("closures", [])):
            assert word in look(client, reverse(f"followup:{name}", args=[process.pk, *args])), (name, language)
        look(client, reverse("followup:request", args=[process.pk, row.pk]))


@pytest.mark.django_db
def test_somebody_who_was_slower_is_told_and_nothing_is_lost(
        client: Client, enter: Enter, process: Process, item: Item, office: Institution, team: User) -> None:
    enter(client, team)
    row = ask_office(actor=team, item=item, institution=office, asking=Asking("informacion"))
    send(client, "step", [process.pk, row.pk], step="send", day=ago(3), seen=0)
    answer = client.post(reverse("followup:step", args=[process.pk, row.pk]),
                         {"step": "acknowledge", "day": ago(1), "seen": 0})
    assert answer.status_code == 400 and "TQ-571" in answer.content.decode() and row.steps.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["official", "auditor", "trustee", "stranger"])
def test_these_pages_are_for_the_team(client: Client, enter: Enter, process: Process, item: Item,
                                      office: Institution, team: User, cast: dict[str, User], who: str) -> None:
    row = ask_office(actor=team, item=item, institution=office, asking=Asking("informacion"))
    enter(client, cast[who])
    for name, args in (("ask", [item.pk]), ("say", [item.pk]), ("report", [item.pk]), ("step", [row.pk]),
                       ("answer", [row.pk]), ("letter", [row.pk]), ("request", [row.pk]), ("closures", []),
                       ("meeting", [item.agenda_id])):
        for method in (client.get, client.post):
            assert method(reverse(f"followup:{name}", args=[process.pk, *args])).status_code == 404, name
