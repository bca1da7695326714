from django.urls import path

from tequio.listening import views

app_name = "listening"
urlpatterns = [
    path("", views.index, name="index"),
    path("encuentro/<uuid:encounter_id>/", views.encounter, name="encounter"),
    path("silencios/", views.silences, name="silences"),
]
