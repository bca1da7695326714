from django.urls import include, path

from tequio.listening import views
from tequio.listening.entry import apart, picture_views
from tequio.listening.entry import views as entry
from tequio.listening.fieldwork import places
from tequio.listening.fieldwork import views as fieldwork

ENCOUNTER = "encuentro/<uuid:encounter_id>"
TERRITORY = "territorio/<uuid:territory_id>"

app_name = "listening"
urlpatterns = [
    path("", views.index, name="index"),
    path("encuentro/<uuid:encounter_id>/", views.encounter, name="encounter"),
    path("silencios/", views.silences, name="silences"),
    path("silencios/anotar/", apart.silence, name="silence_apart"),
    path("encuentro/nuevo/", fieldwork.new, name="new"),
    path(f"{ENCOUNTER}/preparar/", fieldwork.preparation, name="preparation"),
    path(f"{ENCOUNTER}/preparar/cita/", fieldwork.arrange, name="arrange"),
    path(f"{ENCOUNTER}/preparar/decidir/", fieldwork.decide, name="decide"),
    path(f"{ENCOUNTER}/realizado/", fieldwork.held, name="held"),
    path(f"{ENCOUNTER}/detener/", fieldwork.stop, name="stop"),
    path(f"{ENCOUNTER}/volver-a-planear/", fieldwork.again, name="again"),
    path(f"{ENCOUNTER}/reflexion/", fieldwork.reflection, name="reflection"),
    path(f"{ENCOUNTER}/cerrar/", fieldwork.close, name="close"),
    path(f"{ENCOUNTER}/anotar/", entry.desk, name="desk"),
    path(f"{ENCOUNTER}/anotar/carton/", entry.save, name="save_card"),
    path(f"{ENCOUNTER}/anotar/borrador/", entry.keep, name="keep_draft"),
    path(f"{ENCOUNTER}/anotar/deshacer/", entry.undo, name="undo_card"),
    path(f"{ENCOUNTER}/anotar/silencio/", entry.silence, name="note_silence"),
    path(f"{ENCOUNTER}/imagenes/", picture_views.pictures, name="pictures"),
    path(f"{ENCOUNTER}/imagenes/subir/", picture_views.upload, name="upload_picture"),
    path(f"{ENCOUNTER}/imagenes/<uuid:picture_id>.jpg", picture_views.picture, name="picture"),
    path(f"{ENCOUNTER}/imagenes/<uuid:picture_id>/quitar/", picture_views.drop, name="drop_picture"),
    path(f"{ENCOUNTER}/", include("tequio.listening.capture.urls")),
    path("guias/", places.guides, name="guides"),
    path("seudonimos/", places.team, name="team"),
    path("seudonimos/destruir/", places.forget_team, name="forget_team"),
    path("suspensiones/declarar/", places.declare, name="declare"),
    path(f"{TERRITORY}/suspender/", places.suspend, name="suspend"),
    path(f"{TERRITORY}/reanudar/", places.resume, name="resume"),
]
