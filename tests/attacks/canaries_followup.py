"""Canaries of what becomes of the agendas: requests, meetings, promises, pictures, verdicts, interventions."""

import datetime

from tequio.agendas.models import Item
from tequio.followup.delivery import actions as delivery
from tequio.followup.delivery.models import Evidence
from tequio.followup.delivery.states import Moved
from tequio.followup.interventions import actions as interventions
from tequio.followup.models import Action, Response
from tequio.followup.requests import actions as requests
from tequio.followup.requests.states import Taken
from tequio.followup.verdicts.actions import Told, report_status, say_verdict
from tequio.foundation.accounts.models import User
from tequio.foundation.audit.actions import today
from tequio.foundation.places.models import Group, Institution, Process, Territory
from tequio.foundation.vault.keyring import keyring


def sing(what: str) -> str:
    return f"Dijo Xóchitl Zarcampo{what} que así fue"


def seed_followup(process: Process, actor: User) -> None:
    item = Item.objects.filter(process=process).exclude(agenda__territory=None).first()
    office, group = Institution.objects.filter(process=process).first(), Group.objects.filter(process=process).first()
    territory = Territory.objects.filter(process=process).first()
    assert item is not None and office is not None and group is not None and territory is not None
    day = today()
    asked = requests.ask_office(actor=actor, item=item, institution=office, asking=requests.Asking("informacion"))
    requests.step_request(actor=actor, request=asked, taken=Taken("send", day), seen=0, way="counter")
    requests.step_request(actor=actor, request=asked, taken=Taken("stop", day, sing("detenido")), seen=1)
    answer = requests.answer_request(actor=actor, request=asked, kind="changed", day=day, text=sing("contestado"),
                                     seen=2)
    requests.make_offer(actor=actor, response=answer, by_office=True, day=day, text=sing("ofrecido"), seen=0)
    requests.hold_meeting(actor=actor, agenda=item.agenda, institution=office, day=day, minutes=sing("minuta"),
                          agreed={item: sing("acordado")})
    requests.declare_closure(actor=actor, process=process, sphere=office.sphere, first=day, last=day, declared=None,
                             name=sing("vacaciones"))
    _promise(actor, answer)
    wave = item.verdicts.count() + 1
    say_verdict(actor=actor, item=item, wave=wave, group=group, told=Told(
        "same", "meeting", 12, day, sing("veredicto")))
    report_status(actor=actor, item=item, wave=wave, official="done", source=sing("informe"), day=day)
    made = interventions.record_intervention(
        actor=actor, institution=office, territory=territory, described=interventions.Described(
            sing("programa"), None, None, sing("mesa"), frozenset(), {"aims": sing("objetivo")}))
    interventions.record_sighting(actor=actor, intervention=made, territory=territory, element="money",
                                  found="absent", observer="residents", day=day, evidence=sing("hallado"))
    interventions.record_effect(actor=actor, intervention=made, territory=territory, group=group,
                                effect="reproduces", observer="residents", day=day, reason=sing("efecto"))


def _promise(actor: User, answer: Response) -> None:
    made = delivery.promise(actor=actor, response=answer, promised=delivery.Promised(
        sing("prometido"), None, sing("sitio"), sing("dinero"), sing("prueba"), sing("condición"), [sing("firma")]))
    delivery.step_commitment(actor=actor, commitment=made, seen=0, moved=Moved(
        "change", today(), sing("cambio"), sing("redacción"), today() + datetime.timedelta(days=9)))
    done = delivery.note_action(actor=actor, commitment=made, day=today(), text=sing("acción"),
                                evidence=sing("recorrido"))
    _draw(done)


def _draw(done: Action) -> None:
    """Not an image: words where the image stands, so that a search can find them."""
    picture = Evidence(process_id=done.process_id, action=done, caption=sing("foto"), image=sing("fotografía"), width=1,
                       height=1)
    keyring.of(done.process_id).make_keys([picture.pk])
    picture.save(force_insert=True)
