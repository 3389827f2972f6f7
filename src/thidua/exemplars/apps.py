"""Django's entry for this room."""

from django.apps import AppConfig


class ExemplarsConfig(AppConfig):
    """The room `exemplars`."""

    name = "thidua.exemplars"
    label = "exemplars"
