"""Django's entry for this room."""

from django.apps import AppConfig


class DutiesConfig(AppConfig):
    """The room `duties`."""

    name = "thidua.duties"
    label = "duties"
