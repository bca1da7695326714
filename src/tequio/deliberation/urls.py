from django.urls import path
from django.urls.resolvers import URLPattern

from tequio.deliberation import views

app_name = "deliberation"
urlpatterns: list[URLPattern] = [
    path("", views.index, name="index"),
]
