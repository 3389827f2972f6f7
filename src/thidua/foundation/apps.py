"""Django's entry for this room."""

from django.apps import AppConfig


class FoundationConfig(AppConfig):
    """The room `foundation`."""

    name = "thidua.foundation"
    label = "foundation"
