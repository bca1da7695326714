from django.urls import path

from tequio.diagnosis.views import codebook, findings, system_map

app_name = "diagnosis"
urlpatterns = [
    path("", findings.index, name="index"),
    path("lugar/<uuid:territory_id>/", findings.territory, name="territory"),
    path("hallazgo/<uuid:finding_id>/", findings.finding, name="finding"),
    path("codigos/", codebook.codebook, name="codebook"),
    path("codigos/<uuid:code_id>/", codebook.code, name="code"),
    path("mapa/", system_map.system_map, name="system_map"),
    path("mapa/graphml/", system_map.export, name="system_map_export"),
    path("mapa/<uuid:origin_id>/<slug:relation>/<uuid:goal_id>/", system_map.link, name="link"),
]
