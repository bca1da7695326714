from django.urls import path
from django.urls.resolvers import URLPattern

from tequio.diagnosis import views

app_name = "diagnosis"
urlpatterns: list[URLPattern] = [
    path("", views.index, name="index"),
]
