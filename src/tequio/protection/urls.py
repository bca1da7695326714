from django.urls import path
from django.urls.resolvers import URLPattern

from tequio.protection import views

app_name = "protection"
urlpatterns: list[URLPattern] = [
    path("", views.index, name="index"),
]
