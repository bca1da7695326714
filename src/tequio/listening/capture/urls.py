"""The addresses of phones inside one encounter; listening/urls.py puts them behind it."""

from django.urls import path

from tequio.listening.capture import audio_views, views

urlpatterns = [
    path("telefonos/", views.phones, name="phones"),
    path("telefonos/<uuid:phone_id>/cortar/", views.revoke, name="revoke_phone"),
    path("telefonos/<uuid:phone_id>/terminar/", views.finish, name="finish_phone"),
    path("llegadas/", views.letters, name="letters"),
    path("llegadas/aceptar/", views.accept_all, name="accept_letters"),
    path("llegadas/archivo/", views.take, name="take_letters"),
    path("llegadas/<uuid:letter_id>/aceptar/", views.accept, name="accept_letter"),
    path("llegadas/<uuid:letter_id>/descartar/", views.discard, name="discard_letter"),
    path("grabaciones/<uuid:audio_id>.ogg", audio_views.audio, name="audio"),
    path("grabaciones/<uuid:audio_id>/quitar/", audio_views.drop, name="drop_audio"),
]
