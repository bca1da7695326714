"""The pictures of data that pages show, each a file of its own."""

from django.urls import path

from tequio.web.pages import charts_measurement, charts_opinions, charts_system_map

urlpatterns = [
    path("mapa-del-sistema.svg", charts_system_map.picture, name="chart_system_map"),
    path("medicion/<uuid:territory_id>/<slug:origin>/<slug:rhythm>.svg", charts_measurement.picture,
         name="chart_series"),
    path("opiniones/<uuid:round_id>.svg", charts_opinions.picture, name="chart_opinions"),
]
