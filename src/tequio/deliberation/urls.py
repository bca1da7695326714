from django.urls import include, path

from tequio.deliberation import views
from tequio.deliberation.rounds import exporting, online_views
from tequio.deliberation.rounds import views as rounds

app_name = "deliberation"
urlpatterns = [
    path("", views.index, name="index"),
    path("nueva/", rounds.new, name="new"),
    path("guia/", rounds.guide, name="guide"),
    path("ronda/<uuid:round_id>/", views.round, name="round"),
    path("ronda/<uuid:round_id>/cerrar/", rounds.close, name="close"),
    path("ronda/<uuid:round_id>/juntar/", rounds.pool, name="pool"),
    path("ronda/<uuid:round_id>/sala/", rounds.new_sitting, name="new_sitting"),
    path("ronda/<uuid:round_id>/en-linea/", online_views.arrange, name="online"),
    path("ronda/<uuid:round_id>/<slug:part>/", views.round_part, name="round_part"),
    path("ronda/<uuid:round_id>/tablas.<slug:form>", exporting.tables_view, name="tables"),
    path("reunion/<uuid:sitting_id>/", rounds.sitting, name="sitting"),
    path("reunion/<uuid:sitting_id>/paso/", rounds.move, name="move"),
    path("reunion/<uuid:sitting_id>/sala/", include("tequio.deliberation.room.urls")),
    path("reunion/<uuid:sitting_id>/razon/", rounds.reason, name="reason"),
    path("afirmacion/<uuid:statement_id>/revision/", rounds.review, name="review"),
]
