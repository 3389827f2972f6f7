"""Django's entry for this room."""

from django.apps import AppConfig


class DirectivesConfig(AppConfig):
    """The room `directives`."""

    name = "thidua.directives"
    label = "directives"
