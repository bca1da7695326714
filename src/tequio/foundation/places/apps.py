from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "tequio.foundation.places"
    label = "places"
