"""Django's entry for this room."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """The room `access`."""

    name = "thidua.access"
    label = "access"
