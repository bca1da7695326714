"""The addresses of the live system, by surface and room."""

from django.urls import include, path

from tequio.web.pages import door, figures_agendas, home, kit, receipts_print, room_sheets, round_kit, search, trace

PROCESS = "<uuid:process_id>"

urlpatterns = [
    path("", home.start, name="start"),
    path("entrar/", door.enter, name="enter"),
    path("entrar/<str:token>/", door.enter_by_link, name="enter_by_link"),
    path("cerrar/", door.lock, name="lock"),
    path("recibo/", include("tequio.protection.receipt_urls")),
    path("nota/", include("tequio.listening.capture.phone_urls")),
    path("ronda/", include("tequio.deliberation.public_urls")),
    path("idioma/", include("django.conf.urls.i18n")),
    path(f"{PROCESS}/", home.home, name="home"),
    path(f"{PROCESS}/buscar/", search.search, name="search"),
    path(f"{PROCESS}/rastro/<slug:kind>/<uuid:node_id>/", trace.trace, name="trace"),
    path(f"{PROCESS}/agendas/agenda/<uuid:agenda_id>/grafica/quien-debe-que.svg", figures_agendas.duties,
         name="duties_figure"),
    path(f"{PROCESS}/grafica/", include("tequio.web.pages.charts_urls")),
    path(f"{PROCESS}/hojas/<slug:kind>.pdf", kit.sheets, name="kit"),
    path(f"{PROCESS}/deliberacion/guia/hojas.pdf", round_kit.sheets, name="round_kit"),
    path(f"{PROCESS}/escucha/traer/", include("tequio.web.pages.bringing.urls")),
    path(f"{PROCESS}/escucha/", include("tequio.listening.urls")),
    path(f"{PROCESS}/proteccion/recibos/hoja.pdf", receipts_print.sheet, name="receipts_print"),
    path(f"{PROCESS}/proteccion/", include("tequio.protection.urls")),
    path(f"{PROCESS}/diagnostico/", include("tequio.diagnosis.urls")),
    path(f"{PROCESS}/medicion/", include("tequio.measurement.urls")),
    path(f"{PROCESS}/deliberacion/reunion/<uuid:sitting_id>/sala/papelitos.pdf", room_sheets.slips, name="room_slips"),
    path(f"{PROCESS}/deliberacion/reunion/<uuid:sitting_id>/sala/<slug:part>.pdf", room_sheets.sheets,
         name="room_sheets"),
    path(f"{PROCESS}/deliberacion/", include("tequio.deliberation.urls")),
    path(f"{PROCESS}/agendas/", include("tequio.agendas.urls")),
    path(f"{PROCESS}/seguimiento/", include("tequio.followup.urls")),
    path(f"{PROCESS}/documentos/", include("tequio.publication.urls")),
]
