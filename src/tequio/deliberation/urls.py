from django.urls import path

from tequio.deliberation import views

app_name = "deliberation"
urlpatterns = [
    path("", views.index, name="index"),
    path("ronda/<uuid:round_id>/", views.round, name="round"),
]
