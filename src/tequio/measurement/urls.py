from django.urls import path

from tequio.measurement import views

app_name = "measurement"
urlpatterns = [
    path("", views.index, name="index"),
    path("indicador/<uuid:indicator_id>/", views.indicator, name="indicator"),
]
