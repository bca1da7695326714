from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "tequio.web"
    label = "web"

    def ready(self) -> None:
        from tequio.foundation.register import declare_by_territory
        declare_by_territory(
            ("home", "search", "search_found", "trace", "kit", "chart_system_map", "bringing", "as_said"))
