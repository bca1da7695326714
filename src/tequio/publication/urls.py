from django.urls import path

from tequio.publication import round_views, views

app_name = "publication"
urlpatterns = [
    path("ronda/<uuid:round_id>/informe.<slug:form>", round_views.report, name="round_report"),
    path("", views.index, name="index"),
    path("<uuid:edition_id>/<str:name>", views.download, name="download"),
]
