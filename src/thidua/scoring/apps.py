"""Django's entry for this room."""

from django.apps import AppConfig


class ScoringConfig(AppConfig):
    """The room `scoring`."""

    name = "thidua.scoring"
    label = "scoring"
