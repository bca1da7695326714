"""Addresses of the table of a room, below those of its sitting."""

from django.urls import path

from tequio.deliberation.room import table_views, views

urlpatterns = [
    path("", views.desk, name="room"),
    path("abrir/", views.open_, name="room_open"),
    path("pausa/", views.pause, name="room_pause"),
    path("paso/", views.step, name="room_step"),
    path("pared/", views.point, name="room_point"),
    path("cerrar/", views.close, name="room_close"),
    path("papel/", table_views.paper, name="room_paper"),
    path("tarjetas/", table_views.cards, name="room_cards"),
    path("frases/", table_views.words, name="room_words"),
    path("frases/<uuid:row_id>/", table_views.decide, name="room_decide"),
]
