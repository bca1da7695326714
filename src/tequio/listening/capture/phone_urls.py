"""The addresses of the notes on phones; they need no account."""

from django.urls import path

from tequio.listening.capture import phone_views, shell

urlpatterns = [
    *(path(name, phone_views.page, {"path": name}, name="note_page") for name in shell.PAGES),
    *(path(name, phone_views.file, {"name": name}, name="note_file") for name in shell.FILES),
    path(shell.MANIFEST, phone_views.manifest, name="note_manifest"),
    path("trabajador.js", phone_views.worker, name="note_worker"),
    path("abre/", phone_views.open_link, name="note_open"),
    path("llega/", phone_views.arrive, name="note_arrive"),
]
