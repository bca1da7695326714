from django.urls import path

from tequio.protection import views

app_name = "protection"
urlpatterns = [
    path("", views.index, name="index"),
    path("lectura/", views.readings, name="readings"),
    path("lectura/<uuid:review_id>/", views.reading, name="reading"),
    path("lectura/<uuid:review_id>/aprobar/", views.approve, name="approve"),
    path("lectura/<uuid:review_id>/retirar/", views.withdraw, name="withdraw"),
    path("retiros/", views.withdrawals, name="withdrawals"),
]
