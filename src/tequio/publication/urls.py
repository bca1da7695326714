from django.urls import path

from tequio.publication import views

app_name = "publication"
urlpatterns = [
    path("", views.index, name="index"),
    path("<uuid:edition_id>/", views.download, name="download"),
]
