from django.urls import path

from tequio.web.pages.bringing import views

DELIVERY = "<uuid:delivery_id>"

app_name = "bringing"
urlpatterns = [
    path("", views.index, name="index"),
    path(f"{DELIVERY}/", views.look, name="look"),
    path(f"{DELIVERY}/elegir/", views.choose, name="choose"),
    path(f"{DELIVERY}/traer/", views.confirm, name="confirm"),
    path(f"{DELIVERY}/soltar/", views.let_go, name="let_go"),
    path(f"{DELIVERY}/cuenta/", views.account, name="account"),
]
