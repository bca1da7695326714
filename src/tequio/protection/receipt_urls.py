"""The addresses that need no account."""

from django.urls import path

from tequio.protection.views import receipt_door

urlpatterns = [
    path("", receipt_door.door, name="receipt"),
    path("uso/", receipt_door.use, name="receipt_use"),
]
