from django.urls import path

from tequio.followup import views

app_name = "followup"
urlpatterns = [
    path("", views.index, name="index"),
    path("agenda/<uuid:agenda_id>/", views.board, name="board"),
    path("punto/<uuid:item_id>/", views.item, name="item"),
]
