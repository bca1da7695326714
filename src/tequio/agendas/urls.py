from django.urls import path

from tequio.agendas import views

app_name = "agendas"
urlpatterns = [
    path("", views.index, name="index"),
    path("agenda/<uuid:agenda_id>/", views.agenda, name="agenda"),
    path("agenda/<uuid:agenda_id>/quien-debe-que/", views.owed, name="owed"),
    path("agenda/<uuid:agenda_id>/diferencias-y-huecos/", views.rest, name="rest"),
    path("propuestas/", views.proposals, name="proposals"),
    path("propuesta/<uuid:proposal_id>/", views.proposal, name="proposal"),
]
