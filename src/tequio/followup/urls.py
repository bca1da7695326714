from django.urls import path
from django.urls.resolvers import URLPattern

from tequio.followup import views

app_name = "followup"
urlpatterns: list[URLPattern] = [
    path("", views.index, name="index"),
]
