from django.urls import path

from tequio.publication import round_views, views
from tequio.publication.outgoing import views as outgoing

app_name = "publication"
urlpatterns = [
    path("ronda/<uuid:round_id>/informe.<slug:form>", round_views.report, name="round_report"),
    path("", views.index, name="index"),
    path("salida/", outgoing.listing, name="outgoing"),
    path("salida/lo-que-deja-saber/", outgoing.what_it_tells, name="exposed"),
    path("salida/firmar/", outgoing.sign, name="sign"),
    path("salida/retirar-firma/", outgoing.take_back, name="take_back_signature"),
    path("salida/<uuid:signing_id>/sitio.zip", outgoing.site, name="site"),
    path("<uuid:edition_id>/<str:name>", views.download, name="download"),
]
