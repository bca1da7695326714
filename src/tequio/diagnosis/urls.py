from django.urls import path

from tequio.diagnosis.interchange import views as interchange
from tequio.diagnosis.views import codebook, findings, system_map

app_name = "diagnosis"
urlpatterns = [
    path("", findings.index, name="index"),
    path("lugar/<uuid:territory_id>/", findings.territory, name="territory"),
    path("hallazgo/<uuid:finding_id>/", findings.finding, name="finding"),
    path("codigos/", codebook.codebook, name="codebook"),
    path("codigos/<uuid:code_id>/", codebook.code, name="code"),
    path("herramientas/", interchange.tools, name="tools"),
    path("herramientas/llevar/", interchange.export, name="tools_export"),
    path("herramientas/traer/", interchange.bring, name="tools_bring"),
    path("mapa/", system_map.system_map, name="system_map"),
    path("mapa/<uuid:origin_id>/<slug:relation>/<uuid:goal_id>/", system_map.link, name="link"),
]
