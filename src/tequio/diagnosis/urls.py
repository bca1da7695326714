from django.urls import path

from tequio.diagnosis.arbitration import views as arbitration
from tequio.diagnosis.codebook import views as codebook_edit
from tequio.diagnosis.coding import views as coding
from tequio.diagnosis.findings import views as writing
from tequio.diagnosis.interchange import views as interchange
from tequio.diagnosis.views import codebook, findings, system_map

app_name = "diagnosis"
urlpatterns = [
    path("", findings.index, name="index"),
    path("lugar/<uuid:territory_id>/", findings.territory, name="territory"),
    path("hallazgo/<uuid:finding_id>/", findings.finding, name="finding"),
    path("hallazgo/nuevo/", writing.write, name="finding_write"),
    path("hallazgo/<uuid:finding_id>/escribir/", writing.rewrite, name="finding_rewrite"),
    path("codigos/", codebook.codebook, name="codebook"),
    path("codigos/<uuid:code_id>/", codebook.code, name="code"),
    path("herramientas/", interchange.tools, name="tools"),
    path("herramientas/llevar/", interchange.export, name="tools_export"),
    path("herramientas/traer/", interchange.bring, name="tools_bring"),
    path("codigos/nueva/", codebook_edit.add, name="code_add"),
    path("codigos/tabla.csv", codebook_edit.table, {"form": "csv"}, name="codebook_csv"),
    path("codigos/tabla.xlsx", codebook_edit.table, {"form": "xlsx"}, name="codebook_xlsx"),
    path("codigos/<uuid:code_id>/editar/", codebook_edit.edit, name="code_edit"),
    path("codigos/<uuid:code_id>/palabras/", codebook_edit.change, name="code_change"),
    path("codigos/<uuid:code_id>/dividir/", codebook_edit.split, name="code_split"),
    path("codigos/<uuid:code_id>/juntar/", codebook_edit.merge, name="code_merge"),
    path("codigos/<uuid:code_id>/cerrar/", codebook_edit.close, name="code_close"),
    path("codificar/", coding.queue, name="coding"),
    path("voces/<uuid:voice_id>/codificar/", coding.desk, name="desk"),
    path("voces/<uuid:voice_id>/codificar/pasaje/", coding.code, name="desk_code"),
    path("voces/<uuid:voice_id>/codificar/vinculo/", coding.link, name="desk_link"),
    path("voces/<uuid:voice_id>/codificar/deshacer/", coding.undo, name="desk_undo"),
    path("voces/<uuid:voice_id>/codificar/rehacer/", coding.redo, name="desk_redo"),
    path("voces/<uuid:voice_id>/codificar/terminar/", arbitration.finish, name="desk_finish"),
    path("voces/<uuid:voice_id>/comparar/", arbitration.compare, name="compare"),
    path("entre-dos/", arbitration.double, name="double"),
    path("entre-dos/encargar/", arbitration.share, name="share_out"),
    path("codificacion/<uuid:coding_id>/resolver/", arbitration.settle_coding, name="settle_coding"),
    path("vinculo/<uuid:link_id>/resolver/", arbitration.settle_link, name="settle_link"),
    path("resuelta/<uuid:settlement_id>/contestar/", arbitration.answer, name="settlement_answer"),
    path("codificacion/<uuid:coding_id>/cambiar/", coding.change, name="coding_change"),
    path("codificacion/<uuid:coding_id>/quitar/", coding.remove, name="coding_remove"),
    path("codificacion/<uuid:coding_id>/lugar/", coding.place, name="coding_place"),
    path("sugerencia/<uuid:coding_id>/tomar/", coding.take, name="suggestion_take"),
    path("sugerencia/<uuid:coding_id>/descartar/", coding.refuse, name="suggestion_refuse"),
    path("vinculo/<uuid:link_id>/lugar/", coding.link_place, name="link_place"),
    path("vinculo/<uuid:link_id>/quitar/", coding.unlink, name="link_remove"),
    path("mapa/", system_map.system_map, name="system_map"),
    path("mapa/graphml/", system_map.export, name="system_map_export"),
    path("mapa/<uuid:origin_id>/<slug:relation>/<uuid:goal_id>/", system_map.link, name="link"),
]
