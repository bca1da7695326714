from django.urls import path

from tequio.web.pages import exchange

app_name = "exchange"
urlpatterns = [
    path("", exchange.index, name="index"),
    path("tarjeta.txt", exchange.card, name="card"),
    path("aceptar/", exchange.accept, name="accept"),
    path("recibir/", exchange.receive, name="receive"),
    path("maquina/<uuid:machine_id>/enviar/", exchange.write, name="send"),
    path("maquina/<uuid:machine_id>/dejar-de-creer/", exchange.stop, name="stop"),
    path("retiros/<uuid:awaited_id>/", exchange.asked, name="asked"),
    path("por-decidir/", exchange.choices, name="decisions"),
    path("por-decidir/<uuid:conflict_id>/", exchange.choose, name="choose"),
]
