from django.urls import path
from django.urls.resolvers import URLPattern

from tequio.agendas import views

app_name = "agendas"
urlpatterns: list[URLPattern] = [
    path("", views.index, name="index"),
]
