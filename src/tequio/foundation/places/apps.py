from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "tequio.foundation.places"
    label = "places"

    def ready(self) -> None:
        # Models can be imported only once every application is there.
        from tequio.foundation.places.nouns import declare_nouns
        declare_nouns()
