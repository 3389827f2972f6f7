"""Django's entry for this room."""

from django.apps import AppConfig


class InsightConfig(AppConfig):
    """The room `insight`."""

    name = "thidua.insight"
    label = "insight"
