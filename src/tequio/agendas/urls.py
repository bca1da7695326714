from django.urls import path

from tequio.agendas import views
from tequio.agendas.drafting import views as drafting
from tequio.agendas.proposals import views as desk
from tequio.agendas.returning import views as returning
from tequio.agendas.review import views as review

app_name = "agendas"
urlpatterns = [
    path("", views.index, name="index"),
    path("nueva/", drafting.start, name="start"),
    path("agenda/<uuid:agenda_id>/", views.agenda, name="agenda"),
    path("agenda/<uuid:agenda_id>/quien-debe-que/", views.owed, name="owed"),
    path("agenda/<uuid:agenda_id>/diferencias-y-huecos/", views.rest, name="rest"),
    path("agenda/<uuid:agenda_id>/componer/", drafting.compose, name="compose"),
    path("agenda/<uuid:agenda_id>/titulo/", drafting.describe, name="describe"),
    path("agenda/<uuid:agenda_id>/apertura/<uuid:group_id>/", drafting.opening, name="opening"),
    path("agenda/<uuid:agenda_id>/poner/<uuid:proposal_id>/", drafting.put_in, name="put_in"),
    path("punto/<uuid:item_id>/sacar/", drafting.take_out, name="take_out"),
    path("punto/<uuid:item_id>/al-dia/", drafting.renew, name="renew"),
    path("punto/<uuid:item_id>/mover/", drafting.place, name="place"),
    path("punto/<uuid:item_id>/corregir/", drafting.correct, name="correct"),
    path("agenda/<uuid:agenda_id>/devolucion/", returning.back, name="back"),
    path("agenda/<uuid:agenda_id>/devolucion/<uuid:group_id>/hoja/", returning.sheet, name="sheet"),
    path("agenda/<uuid:agenda_id>/devolucion/<uuid:group_id>/respuesta/", returning.answer, name="answer"),
    path("agenda/<uuid:agenda_id>/devolucion/<uuid:group_id>/sin-volver/", returning.unreached, name="unreached"),
    path("agenda/<uuid:agenda_id>/devolucion/<uuid:group_id>/se-puede/", returning.reached_again,
         name="reached_again"),
    path("agenda/<uuid:agenda_id>/deseo/<uuid:answer_id>/", returning.keep_wording, name="keep_wording"),
    path("agenda/<uuid:agenda_id>/firmar/", returning.sign, name="sign"),
    path("agenda/<uuid:agenda_id>/firmar/retirar/", returning.unsign, name="unsign"),
    path("propuestas/", views.proposals, name="proposals"),
    path("propuestas/nueva/", desk.write, name="write"),
    path("propuestas/parecidas/", desk.alike, name="alike"),
    path("propuestas/unir/", desk.merge, name="merge"),
    path("propuesta/<uuid:proposal_id>/", views.proposal, name="proposal"),
    path("propuesta/<uuid:proposal_id>/redaccion/", desk.edit, name="edit"),
    path("propuesta/<uuid:proposal_id>/dividir/", desk.split, name="split"),
    path("propuesta/<uuid:proposal_id>/no-adoptar/", desk.refuse, name="refuse"),
    path("propuesta/<uuid:proposal_id>/retirar/", desk.withdraw, name="withdraw"),
    path("propuesta/<uuid:proposal_id>/dejar/", desk.keep, name="keep"),
    path("propuesta/<uuid:proposal_id>/deshacer/", desk.step_back, name="step_back"),
    path("propuesta/<uuid:proposal_id>/revision/", review.review, name="review"),
    path("ronda/<uuid:round_id>/", desk.of_round, name="of_round"),
    path("afirmacion/<uuid:statement_id>/propuesta/", desk.propose, name="propose"),
    path("afirmacion/<uuid:statement_id>/cambio/", desk.change_by_round, name="change_by_round"),
    path("afirmacion/<uuid:statement_id>/desacuerdo/", desk.leave_open, name="leave_open"),
]
