from django.urls import path

from tequio.followup import views
from tequio.followup.became import views as became
from tequio.followup.board import views as board
from tequio.followup.delivery import views as delivery
from tequio.followup.interventions import views as interventions
from tequio.followup.registers import views as registers
from tequio.followup.requests import views as requests
from tequio.followup.verdicts import views as verdicts

ITEM, REQUEST, ANSWER, COMMITMENT = (
    "punto/<uuid:item_id>", "solicitud/<uuid:request_id>", "respuesta/<uuid:response_id>",
    "compromiso/<uuid:commitment_id>")

INTERVENTION = "intervencion/<uuid:intervention_id>"

app_name = "followup"
urlpatterns = [
    path("", views.index, name="index"),
    path("agenda/<uuid:agenda_id>/", views.board, name="board"),
    path("agenda/<uuid:agenda_id>/reunion/", requests.meeting, name="meeting"),
    path("agenda/<uuid:agenda_id>/registro/", registers.bring, name="register"),
    path("tablero/", board.everything, name="everything"),
    path("tablero/plazos.ics", board.due_days, name="due_days"),
    path("grupo/<uuid:group_id>/", became.became, name="became"),
    path("intervenciones/", interventions.every, name="interventions"),
    path("intervenciones/nueva/", interventions.new, name="new_intervention"),
    path(f"{INTERVENTION}/", interventions.page, name="intervention"),
    path(f"{INTERVENTION}/encontrado/", interventions.sighting, name="sighting"),
    path(f"{INTERVENTION}/efecto/", interventions.effect, name="effect"),
    path(f"{ITEM}/", views.item, name="item"),
    path(f"{ITEM}/pedir/", requests.ask, name="ask"),
    path(f"{ITEM}/veredicto/", verdicts.say, name="say"),
    path(f"{ITEM}/oficina/", verdicts.report, name="report"),
    path(f"{REQUEST}/", requests.page, name="request"),
    path(f"{REQUEST}/paso/", requests.step, name="step"),
    path(f"{REQUEST}/respuesta/", requests.answer, name="answer"),
    path(f"{REQUEST}/carta/", requests.letter, name="letter"),
    path("inhabiles/", requests.closures, name="closures"),
    path(f"{ANSWER}/contrapropuesta/", requests.offer, name="offer"),
    path(f"{ANSWER}/compromiso/", delivery.promise, name="promise"),
    path(f"{COMMITMENT}/", delivery.page, name="commitment"),
    path(f"{COMMITMENT}/paso/", delivery.step, name="move"),
    path(f"{COMMITMENT}/accion/", delivery.act, name="act"),
    path("accion/<uuid:action_id>/evidencia/", delivery.keep, name="keep_evidence"),
    path("evidencia/<uuid:evidence_id>.jpg", delivery.evidence, name="evidence"),
    path("evidencia/<uuid:evidence_id>/destruir/", delivery.drop, name="drop_evidence"),
]
