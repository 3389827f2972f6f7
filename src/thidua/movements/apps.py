"""Django's entry for this room."""

from django.apps import AppConfig


class MovementsConfig(AppConfig):
    """The room `movements`."""

    name = "thidua.movements"
    label = "movements"
