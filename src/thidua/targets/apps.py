"""Django's entry for this room."""

from django.apps import AppConfig


class TargetsConfig(AppConfig):
    """The room `targets`."""

    name = "thidua.targets"
    label = "targets"
