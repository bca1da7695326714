from django.urls import path
from django.urls.resolvers import URLPattern

from tequio.measurement import views

app_name = "measurement"
urlpatterns: list[URLPattern] = [
    path("", views.index, name="index"),
]
