from django.urls import path
from django.urls.resolvers import URLPattern

from tequio.publication import views

app_name = "publication"
urlpatterns: list[URLPattern] = [
    path("", views.index, name="index"),
]
