from django.urls import path

from tequio.agendas import views

app_name = "agendas"
urlpatterns = [
    path("", views.index, name="index"),
    path("agenda/<uuid:agenda_id>/", views.agenda, name="agenda"),
    path("propuestas/", views.proposals, name="proposals"),
    path("propuesta/<uuid:proposal_id>/", views.proposal, name="proposal"),
]
