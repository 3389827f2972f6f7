"""Django's entry for this room."""

from django.apps import AppConfig


class NominationsConfig(AppConfig):
    """The room `nominations`."""

    name = "thidua.nominations"
    label = "nominations"
