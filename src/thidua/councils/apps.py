"""Django's entry for this room."""

from django.apps import AppConfig


class CouncilsConfig(AppConfig):
    """The room `councils`."""

    name = "thidua.councils"
    label = "councils"
