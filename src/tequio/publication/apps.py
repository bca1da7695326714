from django.apps import AppConfig


class PublicationConfig(AppConfig):
    name = "tequio.publication"
    label = "publication"

    def ready(self) -> None:
        # Models can be imported only once every application is there.
        from tequio.foundation.trail.withdraw import when_withdrawn
        from tequio.publication.recall import recall
        when_withdrawn(recall)
