from django.urls import path

from tequio.publication import views

app_name = "publication"
urlpatterns = [
    path("", views.index, name="index"),
    path("<uuid:edition_id>/<str:name>", views.download, name="download"),
]
