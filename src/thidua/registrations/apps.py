"""Django's entry for this room."""

from django.apps import AppConfig


class RegistrationsConfig(AppConfig):
    """The room `registrations`."""

    name = "thidua.registrations"
    label = "registrations"
