"""Django's entry for this room."""

from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    """The room `decisions`."""

    name = "thidua.decisions"
    label = "decisions"
