"""The addresses that need no account: an online vote, by invitation."""

from django.urls import path

from tequio.deliberation.rounds import online_views

urlpatterns = [
    path("", online_views.door, name="round_door"),
    path("responder/", online_views.answer, name="round_answer"),
]
